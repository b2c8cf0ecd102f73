import Diagnostics
import Testing

struct SourceFileTests {
  @Test(arguments: [
    ("", [""]), ("a", ["a"]), ("a\n", ["a", ""]), ("a\r\nb\n\nc", ["a", "b", "", "c"]),
    ("\u{FEFF}a\n\u{FEFF}b", ["a", "\u{FEFF}b"]), ("a\rb\r", ["a\rb\r"]), ("\r\r\n", ["\r", ""]),
  ])
  func `lines end at LF or CR LF, and a byte-order mark is in none`(
    _ text: String, _ lines: [String]
  ) {
    let file = SourceFile(path: "a.yaml", text: text)
    let found = (1...file.lineCount).map { String(decoding: file.line($0), as: UTF8.self) }
    #expect(found == lines)
    #expect(file.line(0).isEmpty && file.line(lines.count + 1).isEmpty)
  }

  @Test(arguments: [
    (0, 1, 1), (1, 1, 2), (3, 1, 3), (4, 2, 1), (8, 2, 2), (9, 2, 3), (10, 3, 1), (99, 3, 1),
  ])
  func `a byte has a line and a column of scalars`(_ byte: Int, _ line: Int, _ column: Int) {
    let file = SourceFile(path: "a.yaml", text: "aé\n🐬b\n")
    #expect(file.position(ofByte: byte) == Position(line: line, column: column))
  }

  @Test func `columns of bytes that are not UTF-8 are those of the text as repaired`() {
    let parts: [[UInt8]] = [
      [0x41], [0xC3, 0xA9], [0xF0, 0x9F, 0x90, 0xAC], [0x80], [0xC0], [0xC3], [0xE0, 0x80],
      [0xE2, 0x80], [0xED, 0xA0], [0xF0, 0x9F, 0x90], [0xF0, 0x80], [0xF4, 0x90], [0xF5], [0xFF],
    ]
    for first in parts {
      for second in parts {
        let bytes = first + second + [0x42]
        let repaired = String(decoding: bytes, as: UTF8.self).unicodeScalars.count
        let end = SourceFile(path: "a.yaml", bytes: bytes).endOfLine(1)
        #expect(end == Position(line: 1, column: repaired + 1), "\(bytes)")
      }
    }
  }

  @Test func `a position beyond the file is its end`() {
    let file = SourceFile(path: "a.yaml", text: "a\nbc")
    #expect(file.clamped(Position(line: 2, column: 1)) == Position(line: 2, column: 1))
    #expect(file.clamped(Position(line: 3, column: 1)) == Position(line: 2, column: 3))
  }
}
