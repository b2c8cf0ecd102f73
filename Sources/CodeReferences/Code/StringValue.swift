/// The value of a concatenation, as one string with holes for its expressions, and where each byte
/// of it is in the file.
struct StringValue {
  /// An expression in the string: its lexemes, and its bytes with its delimiters.
  struct Hole {
    var lexemes: Range<Int>
    /// With `{$` and `}`, or without anything in a concatenation.
    var bytes: Range<Int>
    /// Whether it is within a literal.
    var isInLiteral: Bool
  }

  /// The byte that is put in the place of a hole.
  static let holeMark: UInt8 = 0x1A

  private(set) var bytes: [UInt8] = []
  /// The offset in the file of each byte; of a hole, that of its first byte.
  private var offsets: [Int32] = []
  /// The number of each byte's literal in `literals`; -1 for a hole outside of one.
  private var literalNumbers: [Int32] = []
  private var holes: [Int: Hole] = [:]
  /// The indices of the `string` lexemes, in order.
  var literals: [Int] = []

  func offset(at place: Int) -> Int { Int(offsets[place]) }
  func literalNumber(at place: Int) -> Int { Int(literalNumbers[place]) }
  /// The hole at a place of `bytes`; nil where there is none.
  func hole(at place: Int) -> Hole? { holes[place] }

  private mutating func append(_ byte: UInt8, at offset: Int) {
    bytes.append(byte == Self.holeMark ? 0x20 : byte)
    offsets.append(Int32(offset))
    literalNumbers.append(Int32(literals.count - 1))
  }

  mutating func append(_ hole: Hole) {
    holes[bytes.count] = hole
    bytes.append(Self.holeMark)
    offsets.append(Int32(hole.bytes.lowerBound))
    literalNumbers.append(hole.isInLiteral ? Int32(literals.count - 1) : -1)
  }

  /// Adds the text of a stretch of a literal, its escapes resolved as far as they matter: what
  /// separates names, and quotes.
  mutating func append(_ range: Range<Int>, of source: [UInt8], as kind: LiteralKind) {
    var index = range.lowerBound
    while index < range.upperBound {
      let (byte, next) = (source[index], source.at(index + 1))
      let isLast = index + 1 == range.upperBound
      if byte == 0x5C, !isLast, kind.hasEscapes {
        let isBlank = [0x6E, 0x72, 0x74, 0x76, 0x66, 0x0A, 0x0D].contains(next)  // \n \r \t \v \f
        append(isBlank ? 0x20 : next, at: index)
        index += 2
      } else if byte == 0x5C, !isLast, kind == .plainSingle, next == 0x5C || next == 0x27 {
        append(next, at: index)
        index += 2
      } else {
        append(byte, at: index)
        index += kind == .doubled && byte == 0x22 && next == 0x22 ? 2 : 1
      }
    }
  }

  /// The offsets in the file of a stretch of the string; from a hole's first byte to its last.
  func fileRange(_ range: Range<Int>, _ source: [UInt8]) -> Range<Int> {
    let start = offset(at: range.lowerBound)
    let last = range.upperBound - 1
    return start..<max(start, holes[last]?.bytes.upperBound ?? offset(at: last) + 1)
  }
}
