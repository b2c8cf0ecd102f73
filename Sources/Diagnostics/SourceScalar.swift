/// One Unicode scalar of a text, or one stretch of bytes that is not UTF-8.
package struct SourceScalar: Sendable {
  /// Nil for bytes that are not UTF-8: each maximal stretch counts as one column.
  package var value: Unicode.Scalar?
  /// 1 to 4.
  package var byteCount: Int

  /// Decodes the scalar at `offset`, which must be below `end`.
  ///
  /// A stretch that is not UTF-8 is as long as `String(decoding:as:)` makes the stretch that it
  /// replaces by one U+FFFD, so that both count the same columns.
  package static func decode(_ bytes: [UInt8], at offset: Int, end: Int) -> SourceScalar {
    let lead = bytes[offset]
    if lead < 0x80 { return SourceScalar(value: Unicode.Scalar(lead), byteCount: 1) }
    let following: Int
    var lowest: UInt8 = 0x80
    var highest: UInt8 = 0xBF
    switch lead {
    case 0xC2...0xDF: following = 1
    case 0xE0: (following, lowest) = (2, 0xA0)
    case 0xED: (following, highest) = (2, 0x9F)
    case 0xE1...0xEF: following = 2
    case 0xF0: (following, lowest) = (3, 0x90)
    case 0xF4: (following, highest) = (3, 0x8F)
    case 0xF1...0xF3: following = 3
    default: return SourceScalar(value: nil, byteCount: 1)
    }
    var value = UInt32(lead) & (0x3F >> UInt32(following))
    for index in 1...following {
      guard offset + index < end, case let byte = bytes[offset + index],
        byte >= lowest, byte <= highest
      else { return SourceScalar(value: nil, byteCount: index) }
      value = value << 6 | UInt32(byte & 0x3F)
      (lowest, highest) = (0x80, 0xBF)
    }
    return SourceScalar(value: Unicode.Scalar(value), byteCount: following + 1)
  }
}
