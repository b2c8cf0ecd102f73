/// A sign in a plain scalar that looks like one of YAML's, but is a letter of the text.
enum DoubtfulSign {
  case comment
  case quote(Unicode.Scalar)
  case space(Unicode.Scalar)
  /// A letter of another script than those beside it.
  case letter(Unicode.Scalar)

  /// The first such sign in a text; nil when there is none.
  init?(in text: String) {
    // Names are ASCII as a rule: bytes are enough then.
    guard text.utf8.contains(where: { $0 == UInt8(ascii: "#") || $0 >= 0x80 }) else { return nil }
    for scalar in text.unicodeScalars {
      switch scalar.value {
      case 0x23: self = .comment
      case 0x2018...0x201F, 0xAB, 0xBB, 0x2039, 0x203A: self = .quote(scalar)
      case 0xA0, 0x1680, 0x2000...0x200B, 0x202F, 0x205F, 0x3000: self = .space(scalar)
      default: continue
      }
      return
    }
    guard let letter = Self.letterAmongLatin(text) else { return nil }
    self = .letter(letter)
  }

  /// A letter of Greek or Cyrillic in one word with letters of ASCII, such as U+0430 for `a`.
  private static func letterAmongLatin(_ text: String) -> Unicode.Scalar? {
    for word in text.unicodeScalars.split(separator: "_")
    where word.contains(where: { $0.isASCII && $0.properties.isAlphabetic }) {
      let letter = word.first { (0x370...0x52F).contains($0.value) && $0.properties.isAlphabetic }
      if let letter { return letter }
    }
    return nil
  }

  /// Letters of Cyrillic and Greek that look like one of ASCII in nearly every typeface.
  private static let latin: [UInt32: Unicode.Scalar] = [
    0x410: "A", 0x412: "B", 0x415: "E", 0x405: "S", 0x406: "I", 0x408: "J", 0x41A: "K", 0x41C: "M",
    0x41D: "H", 0x41E: "O", 0x420: "P", 0x421: "C", 0x422: "T", 0x423: "Y", 0x425: "X", 0x430: "a",
    0x435: "e", 0x455: "s", 0x456: "i", 0x458: "j", 0x43E: "o", 0x440: "p", 0x441: "c", 0x443: "y",
    0x445: "x", 0x4BB: "h", 0x501: "d", 0x51B: "q", 0x51D: "w", 0x391: "A", 0x392: "B", 0x395: "E",
    0x396: "Z", 0x397: "H", 0x399: "I", 0x39A: "K", 0x39C: "M", 0x39D: "N", 0x39F: "O", 0x3A1: "P",
    0x3A4: "T", 0x3A5: "Y", 0x3A7: "X", 0x3BF: "o", 0x3BD: "v",
  ]

  /// Completes "the table `…` holds …".
  var description: String {
    switch self {
    case .comment: "`#`, which starts a comment only after a space"
    case .quote(let scalar): "`\(scalar)`, which is no quotation mark to YAML"
    case .space(let scalar): "\(codePoint(scalar)), which is no space to YAML"
    case .letter(let scalar):
      "`\(scalar)`, \(codePoint(scalar)), of another alphabet than the letters beside it"
    }
  }

  /// The name that was probably meant, without the sign.
  func meant(by text: String) -> String {
    var scalars = text.unicodeScalars[...]
    switch self {
    case .comment: return String(text.prefix { $0 != "#" })
    case .letter:
      return String(
        String.UnicodeScalarView(text.unicodeScalars.map { Self.latin[$0.value] ?? $0 }))
    case .quote, .space:
      while let first = scalars.first, DoubtfulSign(in: String(first)) != nil {
        scalars = scalars.dropFirst()
      }
      while let last = scalars.last, DoubtfulSign(in: String(last)) != nil {
        scalars = scalars.dropLast()
      }
      return String(scalars)
    }
  }
}
