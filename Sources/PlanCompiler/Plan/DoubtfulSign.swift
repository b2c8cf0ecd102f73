/// A sign in a plain scalar that looks like one of YAML's, but is a letter of the text.
enum DoubtfulSign {
  case comment
  case quote(Unicode.Scalar)
  case space(Unicode.Scalar)

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
    return nil
  }

  /// Completes "the table `…` holds …".
  var description: String {
    switch self {
    case .comment: "`#`, which starts a comment only after a space"
    case .quote(let scalar): "`\(scalar)`, which is no quotation mark to YAML"
    case .space(let scalar): "\(codePoint(scalar)), which is no space to YAML"
    }
  }

  /// The name that was probably meant, without the sign.
  func meant(by text: String) -> String {
    var scalars = text.unicodeScalars[...]
    switch self {
    case .comment: return String(text.prefix { $0 != "#" })
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
