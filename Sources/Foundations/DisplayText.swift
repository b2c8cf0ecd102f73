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

  package static func escape(_ scalar: Unicode.Scalar) -> String {
    "\\u{" + String(scalar.value, radix: 16, uppercase: true) + "}"
  }

  /// Whether a scalar acts on the terminal or on the order of the text rather than being shown.
  package static func mustEscape(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0x20...0x7E: false
    case 0x00...0x1F, 0x7F...0x9F: true
    // Marks, embeddings, overrides and isolates that reorder what a reader sees.
    case 0x061C, 0x200E, 0x200F, 0x202A...0x202E, 0x2066...0x2069: true
    // Separators that some terminals take for line ends.
    case 0x2028, 0x2029: true
    default: isInvisible(scalar)
    }
  }

  /// Whether a scalar shows nothing and means nothing to what stands around it, so that two texts
  /// may look the same that are not. The joiners U+200C and U+200D and variation selectors are part
  /// of how words and emoji are written.
  /// - Source: https://www.unicode.org/reports/tr39/, `Default_Ignorable_Code_Point` of
  ///   https://www.unicode.org/Public/16.0.0/ucd/DerivedCoreProperties.txt
  package static func isInvisible(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0..<0xAD: false
    case 0xAD, 0x34F, 0x115F, 0x1160, 0x17B4, 0x17B5, 0x180E, 0x200B, 0x3164: true
    case 0x2060...0x2065, 0x206A...0x206F, 0xFEFF, 0xFFA0, 0xFFF0...0xFFFB: true
    case 0x1BCA0...0x1BCA3, 0x1D173...0x1D17A: true
    // Tags carry a whole hidden text.
    case 0xE0000...0xE00FF, 0xE01F0...0xE0FFF: true
    default: false
    }
  }
}
