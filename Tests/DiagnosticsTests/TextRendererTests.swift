import Diagnostics
import Testing

struct TextRendererTests {
  @Test func `a diagnostic of two places, a note and a help is a frame`() {
    let file = SourceFile(
      path: "plans/phase_a.yaml",
      text: String(repeating: "\n", count: 13) + "    table_count: {before: 0, after: 22}\n"
        + String(repeating: "\n", count: 12) + "    to: lupopedia_orchestration\n")
    let diagnostic = Diagnostic(
      .countMismatch,
      "`lupopedia_orchestration` is declared with 22 tables, but 20 are assigned to it",
      at: file.location(14, 37..<39), label: "declared here",
      secondary: [.init(file.location(27, 9..<32), "20 tables are assigned here")],
      notes: ["counts are the product"],
      help: ["assign the 2 missing tables, or write `after: 20`"])
    #expect(
      renderText([diagnostic], color: false) == """
        error[P402]: `lupopedia_orchestration` is declared with 22 tables, but 20 are assigned to it
          --> plans/phase_a.yaml:14:37
           |
        14 |     table_count: {before: 0, after: 22}
           |                                     ^^ declared here
           |
        27 |     to: lupopedia_orchestration
           |         ----------------------- 20 tables are assigned here
           = note: counts are the product
           = help: assign the 2 missing tables, or write `after: 20`


        """)
  }

  @Test func `labels in a file come by line, and those of other files after them`() {
    let file = SourceFile(path: "a.yaml", text: "one: 1\ntwo: 2\nthree: 3\n")
    let other = SourceFile(path: "b.yaml", text: "four: 4\n")
    let diagnostic = Diagnostic(
      .duplicatePlan, severity: .warning, "words", at: file.location(2, 1..<4), label: "here",
      secondary: [
        .init(other.location(1, 1..<5), "elsewhere"), .init(file.location(1, 1..<4), "first"),
        .init(file.location(2, 6..<7), ""),
      ])
    #expect(
      renderText([diagnostic], color: false) == """
        warning[P310]: words
         --> a.yaml:2:1
          |
        1 | one: 1
          | --- first
        2 | two: 2
          | ^^^ here
          |      -
         ::: b.yaml:1:1
          |
        1 | four: 4
          | ---- elsewhere


        """)
  }

  @Test func `a diagnostic without a place has its words alone`() {
    let diagnostic = Diagnostic(.unreadableFile, "cannot read `a.yaml`", help: ["check the path"])
    #expect(
      renderText([diagnostic], color: false) == """
        error[P805]: cannot read `a.yaml`
          = help: check the path


        """)
  }

  @Test func `further lines of a help stand under its first`() {
    let diagnostic = Diagnostic(.missingKey, "words", help: ["write:\nplan: a\n\n  b"])
    #expect(
      renderText([diagnostic], color: false) == """
        error[P202]: words
          = help: write:
                  plan: a

                    b


        """)
  }

  @Test(arguments: [
    ("a: b\n", 1, 4..<4, "1 | a: b\n  |    ^\n"),
    ("a: b\n", 1, 5..<5, "1 | a: b\n  |     ^\n"),
    ("\n", 1, 1..<1, "1 |\n  | ^\n"),
    ("", 1, 1..<1, "1 |\n  | ^\n"),
    ("a\n", 2, 1..<1, "2 |\n  | ^\n"),
    ("\ta:\tb\n", 1, 5..<6, "1 |     a:    b\n  |           ^\n"),
    ("a\t\tb\n", 1, 2..<4, "1 | a        b\n  |  ^^^^^^^^\n"),
    ("é: ü\n", 1, 4..<5, "1 | é: ü\n  |    ^\n"),
    ("日本: x\n", 1, 5..<6, "1 | 日本: x\n  |       ^\n"),
    ("日本: x\n", 1, 1..<3, "1 | 日本: x\n  | ^^^^\n"),
    ("ｆ: x\n", 1, 4..<5, "1 | ｆ: x\n  |     ^\n"),
    ("한국: x\n", 1, 5..<6, "1 | 한국: x\n  |       ^\n"),
    ("\u{1112}\u{1161}\u{11AB}: x\n", 1, 6..<7, "1 | \u{1112}\u{1161}\u{11AB}: x\n  |     ^\n"),
    ("🐬: x\n", 1, 4..<5, "1 | 🐬: x\n  |     ^\n"),
    ("👩‍👩‍👧: x\n", 1, 8..<9, "1 | 👩‍👩‍👧: x\n  |     ^\n"),
    ("👍🏽: x\n", 1, 5..<6, "1 | 👍🏽: x\n  |     ^\n"),
    ("🇸🇪🇫🇮: x\n", 1, 7..<8, "1 | 🇸🇪🇫🇮: x\n  |       ^\n"),
    ("❤️: x\n", 1, 5..<6, "1 | ❤️: x\n  |     ^\n"),
    ("❤: x\n", 1, 4..<5, "1 | ❤: x\n  |    ^\n"),
    ("e\u{301}: x\n", 1, 5..<6, "1 | e\u{301}: x\n  |    ^\n"),
    ("a\u{200B}b: x\n", 1, 6..<7, "1 | a\\u{200B}b: x\n  |             ^\n"),
    ("\u{AD}: x\n", 1, 4..<5, "1 | \\u{AD}: x\n  |         ^\n"),
    ("a\u{1B}[31m: x\n", 1, 9..<10, "1 | a\\u{1B}[31m: x\n  |              ^\n"),
    ("a\u{202E}b: x\n", 1, 2..<3, "1 | a\\u{202E}b: x\n  |  ^^^^^^^^\n"),
  ])
  func `marks stand under what they mark`(
    _ text: String, _ line: Int, _ columns: Range<Int>, _ frame: String
  ) {
    let file = SourceFile(path: "a.yaml", text: text)
    let diagnostic = Diagnostic(.wrongType, "words", at: file.location(line, columns))
    let head = "error[P203]: words\n --> a.yaml:\(line):\(columns.lowerBound)\n  |\n"
    #expect(renderText([diagnostic], color: false) == head + frame + "\n")
  }

  @Test func `bytes that are not UTF-8 are shown as replaced`() {
    let bytes = Array("é: ".utf8) + [0xFF, 0xE2, 0x80, 0x41, 0x0A]
    let file = SourceFile(path: "a.yaml", bytes: bytes)
    #expect(file.position(ofByte: 7) == Position(line: 1, column: 6))
    let diagnostic = Diagnostic(.notUTF8, "words", at: file.location(1, 4..<5))
    #expect(renderText([diagnostic], color: false).contains("1 | é: \u{FFFD}\u{FFFD}A\n  |    ^\n"))
  }

  @Test func `a span of several lines is marked to the end of its first`() {
    let file = SourceFile(path: "a.yaml", text: "a: |\n  long\n  text\n")
    let span = Span(start: Position(line: 1, column: 4), end: Position(line: 3, column: 7))
    let diagnostic = Diagnostic(.unsafeText, "words", at: Location(file, span), label: "here")
    #expect(renderText([diagnostic], color: false).contains("1 | a: |\n  |    ^ here\n\n"))
  }

  @Test func `text from outside cannot act on the terminal`() {
    let acting = (UInt32(0)...0x10FFFF).compactMap(Unicode.Scalar.init).filter(Self.acts)
    #expect(acting.count == 65 + 2 + 12 + 128)
    let hostile = "\u{1B}]0;x\u{7}" + String(String.UnicodeScalarView(acting))
    let file = SourceFile(path: "p\(hostile)", text: "a: \(hostile)\n")
    let diagnostic = Diagnostic(
      .unsafeText, hostile + "\n", at: file.location(1, 4..<5), label: hostile + "\n",
      secondary: [.init(file.location(1, 1..<2), hostile)], notes: [hostile], help: [hostile],
      edit: .init(file.location(1, 4..<5), replacement: hostile))
    for shown in [renderText([diagnostic], color: false), renderJSON([diagnostic])] {
      #expect(!shown.unicodeScalars.contains { $0 != "\n" && Self.acts($0) })
    }
    #expect(renderText([diagnostic], color: false).contains("a: \\u{1B}]0;x\\u{7}"))
  }

  /// Control characters, separators, bidirectional controls and tag characters.
  private static func acts(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.properties.generalCategory {
    case .control, .lineSeparator, .paragraphSeparator: true
    default: scalar.properties.isBidiControl || (0xE0000...0xE007F).contains(scalar.value)
    }
  }

  @Test func `a line of a megabyte is shown round its marks`() {
    let filler = String(repeating: "x", count: 500_000)
    let file = SourceFile(path: "a.yaml", text: "a: \(filler)日HERE\(filler)\n")
    let diagnostic = Diagnostic(
      .wrongType, "words", at: file.location(1, 500_005..<500_009), label: "near",
      secondary: [.init(file.location(1, 1..<2), "far")])
    let x = { String(repeating: "x", count: $0) }
    #expect(
      renderText([diagnostic], color: false) == """
        error[P203]: words
         --> a.yaml:1:500005
          |
        1 | a: \(x(117))…
          | - far
        1 | …\(x(39))日HERE\(x(74))…
          |  \(String(repeating: " ", count: 41))^^^^ near


        """)
  }

  @Test(arguments: [120, 121])
  func `a line is cut beyond 120 cells`(_ count: Int) {
    let file = SourceFile(path: "a.yaml", text: String(repeating: "x", count: count))
    let shown = renderText(
      [Diagnostic(.wrongType, "words", at: file.location(1, 1..<count + 1))], color: false)
    #expect(shown.contains("…") == (count > 120))
    #expect(shown.contains(" \(String(repeating: "^", count: 120))\n"))
  }

  @Test func `combining marks without end do not fill the terminal`() {
    let marks = String(repeating: "\u{301}", count: 100_000)
    let file = SourceFile(path: "a.yaml", text: "a: e\(marks)\n")
    let shown = renderText(
      [Diagnostic(.wrongType, "words", at: file.location(1, 4..<5))], color: false)
    #expect(shown.utf8.count < 2000)
  }

  @Test func `colors surround the parts and change no text`() {
    let file = SourceFile(path: "a.yaml", text: "a: b\n")
    let diagnostic = Diagnostic(
      .wrongType, "words", at: file.location(1, 4..<5), label: "here",
      secondary: [.init(file.location(1, 1..<2), "there")], notes: ["a note"])
    let colored = renderText([diagnostic], color: true)
    #expect(colored.hasPrefix("\u{1B}[1;31merror[P203]\u{1B}[0m\u{1B}[1m: words\u{1B}[0m\n"))
    #expect(colored.contains("\u{1B}[1;31m^ here\u{1B}[0m"))
    #expect(colored.contains("\u{1B}[1;34m- there\u{1B}[0m"))
    let plain = ["1;31", "1;34", "1", "0"].reduce(colored) { text, rendition in
      text.split(separator: "\u{1B}[\(rendition)m", omittingEmptySubsequences: false).joined()
    }
    #expect(plain == renderText([diagnostic], color: false))
  }

  @Test(arguments: [
    (4..<5, "c", "write `c` instead of `b`"), (4..<4, "c", "insert `c`"),
    (4..<5, "", "remove `b`"), (1..<2, "c", "write `c` instead of `a` at a.yaml:1:1"),
    (4..<5, "c\nd", "write instead:\n          c\n          d"),
  ])
  func `an edit is a help with the text to write`(
    _ columns: Range<Int>, _ replacement: String, _ help: String
  ) {
    let file = SourceFile(path: "a.yaml", text: "a: b\n")
    let diagnostic = Diagnostic(
      .wrongType, "words", at: file.location(1, 4..<5),
      edit: .init(file.location(1, columns), replacement: replacement))
    #expect(renderText([diagnostic], color: false).hasSuffix("\n  = help: \(help)\n\n"))
  }

  @Test(arguments: [("c", "write `c`"), ("", "remove it")])
  func `an edit that a help says already is not repeated`(_ replacement: String, _ help: String) {
    let file = SourceFile(path: "a.yaml", text: "a: b\n")
    let diagnostic = Diagnostic(
      .wrongType, "words", at: file.location(1, 4..<5), help: [help],
      edit: .init(file.location(1, 4..<5), replacement: replacement))
    let shown = renderText([diagnostic], color: false)
    #expect(shown.hasSuffix("  |    ^\n  = help: \(help)\n\n"))
  }
}

extension SourceFile {
  func location(_ line: Int, _ columns: Range<Int>) -> Location {
    Location(
      self,
      Span(
        start: Position(line: line, column: columns.lowerBound),
        end: Position(line: line, column: columns.upperBound)))
  }
}
