/// A text that was read, with the path under which people know it.
///
/// A byte-order mark at the start is not part of any line. Lines end at LF or CR LF.
package final class SourceFile: Sendable {
  /// The path as diagnostics show it: as the user wrote it, never made absolute.
  package let path: String
  package let bytes: [UInt8]
  /// The byte offset at which each line starts; never empty.
  private let lineStarts: [Int]

  package init(path: String, bytes: [UInt8]) {
    self.path = path
    self.bytes = bytes
    var starts = [bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0]
    for (offset, byte) in bytes.enumerated() where byte == 0x0A { starts.append(offset + 1) }
    lineStarts = starts
  }

  package convenience init(path: String, text: String) {
    self.init(path: path, bytes: Array(text.utf8))
  }

  package var lineCount: Int { lineStarts.count }

  /// The offset of the first byte after a byte-order mark.
  package var textStart: Int { lineStarts[0] }

  /// The position, or the end of the file where it lies beyond.
  package func clamped(_ position: Position) -> Position {
    position.line <= lineCount ? position : endOfLine(lineCount)
  }

  /// The bytes of a line, counted from 1, without its line end. Empty when there is no such line.
  package func line(_ number: Int) -> ArraySlice<UInt8> {
    guard number >= 1, number <= lineStarts.count else { return [] }
    let start = lineStarts[number - 1]
    guard number < lineStarts.count else { return bytes[start...] }
    let end = lineStarts[number] - 1
    return end > start && bytes[end - 1] == 0x0D ? bytes[start..<end - 1] : bytes[start..<end]
  }

  /// The position of a byte offset; an offset past the end is the end.
  package func position(ofByte offset: Int) -> Position {
    var low = 0
    var high = lineStarts.count - 1
    while low < high {
      let middle = (low + high + 1) / 2
      if lineStarts[middle] <= offset { low = middle } else { high = middle - 1 }
    }
    return Position(line: low + 1, column: column(from: lineStarts[low], to: offset))
  }

  /// The column of a byte offset in the line that starts at another.
  private func column(from start: Int, to offset: Int) -> Int {
    let end = min(offset, bytes.count)
    var column = 1
    var index = start
    while index < end {
      index += bytes[index] < 0x80 ? 1 : SourceScalar.decode(bytes, at: index, end: end).byteCount
      column += 1
    }
    return column
  }

  /// The offset of a column's first byte, or that of the line's end where it has fewer columns.
  package func byteOffset(of position: Position) -> Int {
    let line = line(position.line)
    let end = line.endIndex
    var offset = line.startIndex
    var column = 1
    while column < position.column, offset < end {
      offset +=
        bytes[offset] < 0x80 ? 1 : SourceScalar.decode(bytes, at: offset, end: end).byteCount
      column += 1
    }
    return offset
  }

  /// The position just after a line's last scalar.
  package func endOfLine(_ number: Int) -> Position {
    let line = line(number)
    return Position(line: number, column: column(from: line.startIndex, to: line.endIndex))
  }
}
