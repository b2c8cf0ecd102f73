import Diagnostics
import Foundations

/// A character that must not stand in a text or a name of a plan.
///
/// What planc writes is read line by line, by people and by clients. SQL line comments, and what a
/// reviewer sees, offer no escape for these characters.
package enum TextFault {
  case lineEnd
  case control(Unicode.Scalar)
  /// A line end for some editors only: U+2028, U+2029.
  case separator(Unicode.Scalar)
  /// Changes the order in which the characters around it are shown, so that a reviewer reads
  /// something else than the server.
  case direction(Unicode.Scalar)
  /// Shows nothing: two texts that look the same would not be the same.
  case invisible(Unicode.Scalar)

  /// The first fault in a text; nil when there is none.
  package init?(in text: String) {
    // Names are ASCII as a rule: bytes are enough then.
    if text.isPrintableASCII { return nil }
    for scalar in text.unicodeScalars {
      switch scalar.value {
      case 0x0A, 0x0D: self = .lineEnd
      case 0..<0x20, 0x7F...0x9F: self = .control(scalar)
      case 0x2028, 0x2029: self = .separator(scalar)
      case 0x061C, 0x200E, 0x200F, 0x202A...0x202E, 0x2066...0x2069: self = .direction(scalar)
      case _ where DisplayText.isInvisible(scalar): self = .invisible(scalar)
      default: continue
      }
      return
    }
    return nil
  }

  /// Completes "`title` holds …".
  package var description: String {
    switch self {
    case .lineEnd: "a line end"
    case .control(let scalar): "the control character \(codePoint(scalar))"
    case .separator(let scalar): "\(codePoint(scalar)), a line end to some editors"
    case .direction(let scalar): "\(codePoint(scalar)), which reorders the text on the screen"
    case .invisible(let scalar): "\(codePoint(scalar)), which nobody sees"
    }
  }
}

extension String {
  fileprivate var isPrintableASCII: Bool {
    let bytes = utf8.span
    for index in bytes.indices where bytes[index] < 0x20 || bytes[index] >= 0x7F { return false }
    return true
  }
}
