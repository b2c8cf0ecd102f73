import Foundations

/// A generated SQL file as values: the head, which varies with the plan, and sections, which do not.
///
/// A client is given all its bytes, a connection its statements one at a time.
package struct SQLScript: Sendable, Equatable {
  package private(set) var bytes: [UInt8] = []
  /// Where its statements are, without their semicolons.
  private var cuts: [Range<Int>] = []
  /// Where the entry of each move is in `bytes`, in the order in which they run; empty in a script without
  /// `@planc_moves` and `@planc_rename`.
  var moveOffsets: [Int] = []
  /// Which statements begin a batch, by their index.
  private(set) var batchStarts: [Int] = []
  /// Which statements may open the session for writing, by their index.
  private var opening: Set<Int> = []

  init() {}

  package var statements: [ScriptStatement] {
    var line = 1
    var place = 0
    return cuts.enumerated().map { index, cut in
      line += bytes[place..<cut.lowerBound].count { $0 == 0x0A }
      place = cut.lowerBound
      return ScriptStatement(
        String(decoding: bytes[cut], as: UTF8.self), line: line,
        opensSession: opening.contains(index))
    }
  }

  /// The line of the entry of a move, from 1; nil where it has none.
  package func line(ofMove index: Int) -> Int? {
    guard moveOffsets.indices.contains(index) else { return nil }
    return bytes[..<moveOffsets[index]].count { $0 == 0x0A } + 1
  }

  /// Makes room for so many bytes more, so that a long script is not copied while it grows.
  mutating func reserve(_ count: Int) { bytes.reserveCapacity(bytes.count + count) }

  /// A comment of one line, or an empty line.
  mutating func comment(_ text: String) {
    bytes.append(text.isEmpty ? "\n" : "-- \(SQLText.lineComment(text))\n")
  }

  mutating func statement(_ text: String) { statement { $0.append(text) } }

  /// A statement that is written piece by piece.
  mutating func statement(_ write: (inout [UInt8]) -> Void) {
    let start = bytes.count
    write(&bytes)
    cuts.append(start..<bytes.count)
    bytes.append(";\n")
  }

  /// What follows is the next batch.
  mutating func beginBatch() { batchStarts.append(cuts.count) }

  /// A section stands between empty lines.
  mutating func section(_ template: SQLSection) {
    bytes.append("\n")
    let start = bytes.count
    bytes.append(contentsOf: template.bytes)
    opening.formUnion(template.opening.map { $0 + cuts.count })
    cuts.append(
      contentsOf: template.statements.map { $0.lowerBound + start..<$0.upperBound + start })
  }
}
