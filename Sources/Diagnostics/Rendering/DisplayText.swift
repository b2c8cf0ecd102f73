/// Text as a terminal may show it: what could move the cursor, hide or reorder text is spelled out.
package enum DisplayText {
  /// The text with each character that a terminal must not see written as `\u{1B}`.
  package static func escaped(_ text: some StringProtocol) -> String {
    guard text.unicodeScalars.contains(where: mustEscape) else { return String(text) }
    var result = ""
    for scalar in text.unicodeScalars {
      if mustEscape(scalar) {
        result += escape(scalar)
      } else {
        result.unicodeScalars.append(scalar)
      }
    }
    return result
  }

  static func escape(_ scalar: Unicode.Scalar) -> String {
    "\\u{" + String(scalar.value, radix: 16, uppercase: true) + "}"
  }

  /// Whether a scalar acts on the terminal or on the order of the text rather than being shown.
  static func mustEscape(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0x20...0x7E: false
    case 0x00...0x1F, 0x7F...0x9F: true
    // Marks, embeddings, overrides and isolates that reorder what a reader sees.
    case 0x061C, 0x200E, 0x200F, 0x202A...0x202E, 0x2066...0x2069: true
    // Separators that some terminals take for line ends, and a byte-order mark.
    case 0x2028, 0x2029, 0xFEFF: true
    // Tags and other characters that show nothing and can carry hidden text.
    case 0xE0000...0xE0FFF: true
    default: false
    }
  }
}
