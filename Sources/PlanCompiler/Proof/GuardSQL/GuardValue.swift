/// A value of the small SQL in which guards are written.
enum GuardValue: Hashable, Sendable {
  case null
  case int(Int)
  /// A binary string compares byte for byte, any other without regard to case, as the names in
  /// MariaDB's information_schema do.
  case text([UInt8], isBinary: Bool)

  static func string(_ text: String) -> GuardValue { .text(Array(text.utf8), isBinary: false) }

  static func truth(_ isTrue: Bool?) -> GuardValue { isTrue.map { .int($0 ? 1 : 0) } ?? .null }

  /// SQL's three truth values; a text is not a condition in guards.
  var truth: Bool? {
    switch self {
    case .null: nil
    case .int(let number): number != 0
    case .text: nil
    }
  }

  var bytes: [UInt8]? {
    switch self {
    case .null: nil
    case .int(let number): Array(String(number).utf8)
    case .text(let bytes, _): bytes
    }
  }

  var isBinary: Bool {
    switch self {
    case .text(_, let isBinary): isBinary
    case .null, .int: false
    }
  }

  /// Lower case as the server's LOWER: for ASCII by byte, beyond it by Unicode's simple mapping.
  static func lowered(_ bytes: [UInt8]) -> [UInt8] {
    if bytes.allSatisfy({ $0 < 0x80 }) {
      return bytes.map { (0x41...0x5A).contains($0) ? $0 + 0x20 : $0 }
    }
    return Array(String(decoding: bytes, as: UTF8.self).lowercased().utf8)
  }

  /// Equality as `IN` has it: to the byte when either side is binary. Nil when a side is NULL.
  static func areEqual(_ a: GuardValue, _ b: GuardValue) -> Bool? {
    guard let left = a.bytes, let right = b.bytes else { return nil }
    if a.isBinary || b.isBinary { return left == right }
    return left == right || lowered(left) == lowered(right)
  }
}
