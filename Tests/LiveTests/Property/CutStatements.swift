/// A script cut into its statements, as a client reads them: a semicolon in a text, a name or a
/// comment ends none. All together they are the script.
struct CutStatements {
  /// Each with the comments before it.
  private(set) var texts: [String] = []

  init(of script: String) {
    let bytes = Array(script.utf8)
    var start = 0
    var index = 0
    while index < bytes.count {
      switch bytes[index] {
      case UInt8(ascii: "'"), UInt8(ascii: "\""), UInt8(ascii: "`"):
        index = Self.end(ofQuoted: bytes, from: index)
      case UInt8(ascii: "-") where bytes[index...].starts(with: "-- ".utf8):
        index = bytes[index...].firstIndex(of: UInt8(ascii: "\n")) ?? bytes.count
      case UInt8(ascii: ";"):
        let line = bytes[index...].firstIndex(of: UInt8(ascii: "\n")) ?? bytes.count - 1
        texts.append(String(decoding: bytes[start...line], as: UTF8.self))
        start = line + 1
        index = start
      default: index += 1
      }
    }
    if start < bytes.count { texts.append(String(decoding: bytes[start...], as: UTF8.self)) }
  }

  /// The index behind the closing quote.
  private static func end(ofQuoted bytes: [UInt8], from start: Int) -> Int {
    var index = start + 1
    while index < bytes.count, bytes[index] != bytes[start] {
      index += bytes[index] == UInt8(ascii: "\\") && bytes[start] != UInt8(ascii: "`") ? 2 : 1
    }
    return index + 1
  }
}
