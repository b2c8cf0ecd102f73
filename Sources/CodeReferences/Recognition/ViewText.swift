/// What a chain of literals says, as one text with holes, and where each byte of it stands.
struct ViewText {
  /// An expression in the text: its lexemes, and its bytes with its delimiters.
  struct Hole {
    var lexemes: Range<Int>
    /// With `{$` and `}`, or without anything in a concatenation.
    var bytes: Range<Int>
    /// Whether it stands within a literal.
    var isInLiteral: Bool
  }

  /// The byte that stands for a hole.
  static let holeMark: UInt8 = 0x1A

  var bytes: [UInt8] = []
  /// The offset in the file of each byte; of a hole, that of its first byte.
  var offsets: [Int32] = []
  /// The index of each byte's literal in `literals`; -1 for a hole outside of one.
  var literalIndices: [Int32] = []
  var holes: [Hole] = []
  /// The number of the hole at a place of `bytes`.
  var holeAt: [Int: Int] = [:]
  /// The indices of the `string` lexemes, in order.
  var literals: [Int] = []

  mutating func append(_ byte: UInt8, at offset: Int) {
    bytes.append(byte == Self.holeMark ? 0x20 : byte)
    offsets.append(Int32(offset))
    literalIndices.append(Int32(literals.count - 1))
  }

  mutating func append(_ hole: Hole) {
    holeAt[bytes.count] = holes.count
    holes.append(hole)
    bytes.append(Self.holeMark)
    offsets.append(Int32(hole.bytes.lowerBound))
    literalIndices.append(hole.isInLiteral ? Int32(literals.count - 1) : -1)
  }

  /// Adds the text of a stretch of a literal, its escapes resolved as far as they matter: what a
  /// name is made of, and what separates names.
  mutating func append(_ range: Range<Int>, of source: [UInt8], as kind: LiteralKind) {
    var index = range.lowerBound
    while index < range.upperBound {
      let byte = source[index]
      guard byte == 0x5C, index + 1 < range.upperBound, kind.hasEscapes || kind == .plainSingle
      else {
        append(byte, at: index)
        let isDoubled = kind == .doubled || kind == .doubledInterpolated
        if isDoubled, byte == 0x22, source.at(index + 1) == 0x22 { index += 1 }
        index += 1
        continue
      }
      let next = source[index + 1]
      if kind == .plainSingle, next != 0x5C, next != 0x27 {
        append(byte, at: index)
        index += 1
        continue
      }
      index += appendEscape(next, at: index, of: source, kind)
    }
  }

  /// Adds what an escape stands for and returns its length.
  private mutating func appendEscape(
    _ next: UInt8, at index: Int, of source: [UInt8], _ kind: LiteralKind
  ) -> Int {
    if kind == .plainSingle {
      append(next, at: index)
      return 2
    }
    switch next {
    case 0x6E, 0x72, 0x74, 0x76, 0x66, 0x0A, 0x0D:
      append(0x20, at: index)
    case 0x78:  // \x41
      let value = hex(source, index + 2, 2)
      append(value.map { UInt8($0) } ?? 0x3F, at: index)
      return value == nil ? 2 : 4
    case 0x75:  // \u0041
      let value = hex(source, index + 2, 4)
      append(value.flatMap { UInt8(exactly: $0) } ?? 0x3F, at: index)
      return value == nil ? 2 : 6
    default: append(next, at: index)
    }
    return 2
  }

  private func hex(_ source: [UInt8], _ start: Int, _ count: Int) -> Int? {
    guard start + count <= source.count else { return nil }
    return Int(String(decoding: source[start..<(start + count)], as: UTF8.self), radix: 16)
  }

  /// The offsets in the file of a stretch of the text; from a hole's first byte to its last.
  func fileRange(_ range: Range<Int>, _ source: [UInt8]) -> Range<Int> {
    let start = Int(offsets[range.lowerBound])
    let last = range.upperBound - 1
    if let hole = holeAt[last] { return start..<max(start, holes[hole].bytes.upperBound) }
    return start..<max(start, Int(offsets[last]) + 1)
  }
}
