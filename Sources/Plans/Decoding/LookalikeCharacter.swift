import Foundations

/// A sign in a plain scalar that looks like one of YAML's, but is a letter of the text.
enum LookalikeCharacter {
  case comment
  case quote(Unicode.Scalar)
  case space(Unicode.Scalar)
  /// A letter of another script than those beside it.
  case letter(Unicode.Scalar)

  /// The first such sign in a text; nil when there is none.
  package init?(in text: String) {
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

  /// Completes "the table `…` contains …".
  package var description: String {
    switch self {
    case .comment: "`#`, which starts a comment only after a space"
    case .quote(let scalar): "`\(scalar)`, which is no quotation mark to YAML"
    case .space(let scalar): "\(codePoint(scalar)), which is no space to YAML"
    case .letter(let scalar):
      "`\(scalar)`, \(codePoint(scalar)), of another alphabet than the letters beside it"
    }
  }

  /// The name that was probably meant, without the sign; the same name where that is not known.
  package func meant(by text: String) -> String {
    var scalars = text.unicodeScalars[...]
    switch self {
    case .comment: return String(text.prefix { $0 != "#" })
    case .letter: return text
    case .quote, .space:
      while let first = scalars.first, LookalikeCharacter(in: String(first)) != nil {
        scalars = scalars.dropFirst()
      }
      while let last = scalars.last, LookalikeCharacter(in: String(last)) != nil {
        scalars = scalars.dropLast()
      }
      return String(scalars)
    }
  }
}
