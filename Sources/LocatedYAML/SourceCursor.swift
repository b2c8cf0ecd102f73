import Diagnostics

/// Finds the bytes at positions that come in order, without walking a line twice.
struct SourceCursor {
  private let file: SourceFile
  private var position = Position(line: 1, column: 1)
  private var offset: Int

  init(_ file: SourceFile) {
    self.file = file
    offset = file.line(1).startIndex
  }

  /// The byte at a position; nil at the end of its line.
  mutating func byte(at target: Position) -> UInt8? {
    let end = file.line(target.line).endIndex
    move(to: target, end: end)
    return offset < end ? file.bytes[offset] : nil
  }

  /// The span of the word at a position and its text: up to white space or, in brackets, a comma
  /// or the closing bracket.
  mutating func word(at target: Position) -> (text: String, span: Span) {
    let end = file.line(target.line).endIndex
    move(to: target, end: end)
    var last = offset
    var column = position.column
    while last < end, !Self.endsWord(file.bytes[last]) {
      last += SourceScalar.decode(file.bytes, at: last, end: end).byteCount
      column += 1
    }
    let text = String(decoding: file.bytes[offset..<last], as: UTF8.self)
    return (text, Span(start: position, end: Position(line: position.line, column: column)))
  }

  /// The position of the first byte from a position on that is not a space or tab, in its line.
  mutating func skippingBlanks(from target: Position) -> Position {
    let end = file.line(target.line).endIndex
    move(to: target, end: end)
    while offset < end, file.bytes[offset] == 0x20 || file.bytes[offset] == 0x09 {
      offset += 1
      position.column += 1
    }
    return position
  }

  private mutating func move(to target: Position, end: Int) {
    if target.line != position.line || target.column < position.column {
      position = Position(line: target.line, column: 1)
      offset = file.line(target.line).startIndex
    }
    while position.column < target.column, offset < end {
      offset += SourceScalar.decode(file.bytes, at: offset, end: end).byteCount
      position.column += 1
    }
  }

  private static func endsWord(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: " "), UInt8(ascii: "\t"), UInt8(ascii: ","), UInt8(ascii: "]"),
      UInt8(ascii: "}"):
      true
    default: false
    }
  }
}
