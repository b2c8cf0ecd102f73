import Diagnostics
import LocatedYAML
import Testing

struct TextCheckTests {
  @Test(
    arguments: [
      ([0xE9], "1:4-1:5"), ([0x80], "1:4-1:5"), ([0xC3], "1:4-1:5"), ([0xC0, 0xAF], "1:4-1:5"),
      ([0xED, 0xA0, 0x80], "1:4-1:5"), ([0xF4, 0x90, 0x80, 0x80], "1:4-1:5"),
      ([0xC3, 0xA9, 0xFF], "1:5-1:6"), ([0x0A, 0x20, 0xFE], "2:2-2:3"),
    ] as [([UInt8], String)])
  func `bytes that are not UTF-8 are shown`(_ bytes: [UInt8], _ place: String) {
    let text = Array("a: ".utf8) + bytes + Array("x\n".utf8)
    #expect(faults(in: text) == ["P101 \(place) the file is not UTF-8"])
  }

  @Test(arguments: [
    (1, []), (2, ["the same in line 2"]), (6, ["the same in lines 2, 3, 4, 5, 6"]),
    (9, ["the same in lines 2, 3, 4, 5, 6 and 3 more"]),
  ])
  func `a file in another encoding is one fault that names further lines`(
    _ count: Int, _ notes: [String]
  ) {
    let line = Array("- Stra".utf8) + [0xDF] + Array("e\n".utf8)
    let bytes = Array(repeatElement(line, count: count).joined())
    let diagnostics = readYAML(SourceFile(path: "plan.yaml", bytes: bytes)).diagnostics
    #expect(diagnostics.map(\.code) == [.notUTF8])
    #expect(diagnostics.first?.notes == notes)
  }

  @Test(
    arguments: [
      ([0xFF, 0xFE, 0x61, 0x00], "UTF-16"), ([0xFE, 0xFF, 0x00, 0x61], "UTF-16"),
      ([0x61, 0x00, 0x3A, 0x00], "UTF-16"), ([0x00, 0x61, 0x00, 0x3A], "UTF-16"),
      ([0xFF, 0xFE, 0x00, 0x00, 0x61], "UTF-32"), ([0x00, 0x00, 0x00, 0x61], "UTF-32"),
      ([0x61, 0x00, 0x00, 0x00], "UTF-32"), ([0x00, 0x00, 0xFE, 0xFF], "UTF-32"),
    ] as [([UInt8], String)])
  func `a file of wide units is one fault`(_ bytes: [UInt8], _ encoding: String) {
    let message = "the file is encoded in \(encoding), not in UTF-8"
    #expect(faults(in: bytes) == ["P101 1:1-1:1 \(message)"])
  }

  @Test(arguments: [
    ("\u{0}", "U+0000"), ("\u{1}", "U+0001"), ("\u{8}", "U+0008"), ("\u{B}", "U+000B"),
    ("\u{1B}", "U+001B"), ("\u{1F}", "U+001F"), ("\u{7F}", "U+007F"), ("\u{80}", "U+0080"),
    ("\u{84}", "U+0084"), ("\u{86}", "U+0086"), ("\u{9F}", "U+009F"), ("\u{FEFF}", "U+FEFF"),
    ("\u{FFFE}", "U+FFFE"), ("\u{FFFF}", "U+FFFF"),
  ])
  func `a raw control character is shown`(_ control: String, _ name: String) {
    let marked = BracketedText("é: é⟦\(control)⟧x\n")
    let message = "the control character \(name) cannot stand in a YAML file"
    #expect(faults(in: marked.text) == ["P102 \(marked.marks[0]) \(message)"])
  }

  @Test(arguments: [("\u{85}", "U+0085"), ("\u{2028}", "U+2028"), ("\u{2029}", "U+2029")])
  func `a line separator that editors do not know is shown`(_ separator: String, _ name: String) {
    let marked = BracketedText("a: b⟦\(separator)⟧c\nd: e⟦\(separator)⟧\n")
    let message = "the line separator \(name) is not a line end here"
    #expect(faults(in: marked.text) == marked.marks.map { "P103 \($0) \(message)" })
  }

  @Test(arguments: [
    ("a: b⟦\r⟧", []), ("a: b⟦\r⟧c: d\n", []), ("⟦\r⟧\r\r\na: b\n", ["the file has 2 of them"]),
    ("a: b⟦\r⟧ c\r d\r\n", ["the file has 2 of them"]),
  ])
  func `bare carriage returns are one fault`(_ marked: String, _ notes: [String]) {
    let marked = BracketedText(marked)
    let diagnostics = readYAML(SourceFile(path: "plan.yaml", text: marked.text)).diagnostics
    #expect(diagnostics.map(\.code) == [.lineSeparator])
    #expect(diagnostics.first?.primary?.location.span.outline == marked.marks[0])
    #expect(diagnostics.first?.notes == notes)
  }

  @Test(arguments: [
    "a: b\r\nc: d\r\n", "a: b\tc\n", "a: ~!|\n", "a: \u{A0}\n", "a: \u{E000}\u{FFFD}\n",
    "a: 🐬\u{10FFFF}\n", "\u{FEFF}a: b\n", "a: \u{D7FF}\u{200B}\u{202E}\n",
  ])
  func `all other characters are read`(_ text: String) {
    #expect(faults(in: text) == [])
  }

  @Test(arguments: [
    ("a: b\n \u{B}c: d\ne: f: g\n", ["P102 2:2-2:3"]), ("\u{C}\na: b\n", ["P102 1:1-1:2"]),
  ])
  func `a syntax fault in the line of a control character follows from it`(
    _ text: String, _ expected: [String]
  ) {
    #expect(places(in: text) == expected)
  }

  @Test func `a fault in the text moves no place after it`() {
    let separators = BracketedText("a: ⟦\u{1}⟧⟦\u{85}⟧⟦\u{2028}⟧\nb: ⟦*b⟧ \n")
    let codes = ["P102", "P103", "P103", "P109"]
    #expect(places(in: separators.text) == zip(codes, separators.marks).map { "\($0) \($1)" })
    let malformed = Array("a: [é".utf8) + [0xE2, 0x80, 0x2C] + Array("*d]\n".utf8)
    #expect(places(in: malformed) == ["P101 1:6-1:7", "P109 1:8-1:10"])
  }

  @Test(arguments: [
    "\\r", "\\x07", "\\0", "\\a", "\\b", "\\e", "\\v", "\\f", "\\x7f", "\\u009f", "\\N", "\\L",
    "\\P", "\\ufeff", "\\uFFFF",
  ])
  func `an escape for a control character is refused in plans alone`(_ escape: String) {
    let marked = BracketedText("⟦\"a\(escape)\"⟧: ⟦\"b\(escape)\"⟧\n")
    #expect(places(in: marked.text) == marked.marks.map { "P208 \($0)" })
    #expect(faults(in: Array(marked.text.utf8), allowingEscapedControls: true) == [])
  }

  @Test(arguments: [
    "\"\\n\\t\"", "\"\\\"\\\\\\/\"", "\"\\x41\\u00e9\"", "'\\r'", "\\r", "|\n  \\r",
  ])
  func `other escapes, and backslashes in other styles, are fine`(_ scalar: String) {
    #expect(faults(in: "a: \(scalar)\n") == [])
  }
}
