/// In lower case.
package let systemSchemas: Set<String> = [
  "mysql", "information_schema", "performance_schema", "sys",
]

/// What the server, or planc for now, refuses in an identifier.
package enum IdentifierFault {
  case empty
  /// It has this many characters, but may have at most 64.
  case tooLong(Int)
  case trailingSpace
  /// `#mysql50#` makes the server take the rest for a file name.
  case fileNamePrefix
  case character(Unicode.Scalar, String)
  case capitalLetter

  package static let lengthMax = 64

  /// Runs for every name of a plan: the plain case is decided on bytes.
  package init?(in name: String) {
    let bytes = name.utf8.span
    let length = bytes.count
    var isPlain = true
    for index in bytes.indices {
      let byte = bytes[index]
      if byte < 0x20 || byte >= 0x7F || (byte >= 0x41 && byte <= 0x5A) { isPlain = false }
    }
    if length == 0 {
      self = .empty
    } else if bytes[length - 1] == 0x20 {
      self = .trailingSpace
    } else if bytes[0] == UInt8(ascii: "#"), name.lowercased().hasPrefix("#mysql50#") {
      self = .fileNamePrefix
    } else if let fault = isPlain ? nil : Self.characterFault(in: name) {
      self = fault
    } else if length > Self.lengthMax, name.unicodeScalars.count > Self.lengthMax {
      self = .tooLong(name.unicodeScalars.count)
    } else if !isPlain, name.unicodeScalars.contains(where: \.properties.changesWhenLowercased) {
      self = .capitalLetter
    } else {
      return nil
    }
  }

  private static func characterFault(in name: String) -> IdentifierFault? {
    for scalar in name.unicodeScalars {
      switch scalar.value {
      case 0..<0x20, 0x7F...0x9F: return .character(scalar, "a control character")
      case 0x2028, 0x2029, 0x061C, 0x200E, 0x200F, 0x202A...0x202E, 0x2066...0x2069:
        return .character(scalar, "which reviewers cannot see")
      case 0x10000...:
        return .character(scalar, "which no name can have: they end at U+FFFF")
      default: continue
      }
    }
    // A space of another kind at the end would be lost to the eye as well, but not to the server.
    return nil
  }
}
