import Diagnostics
import Testing

@testable import LocatedYAML

struct RefusalTests {
  @Test(arguments: [
    Refusal("a: ⟦*b⟧\n", "`*b` is a YAML alias"),
    Refusal("a: [x, ⟦*b⟧, y]\n", "`*b` is a YAML alias"),
    Refusal("- ⟦*_daily⟧\n", "`*_daily` is a YAML alias"),
    Refusal("- ⟦*_daily*⟧\n", "`*_daily*` is a YAML alias"),
    Refusal("a: [b, ⟦*_daily⟧]\n", "`*_daily` is a YAML alias"),
    Refusal("⟦*b⟧ : 1\n", "`*b` is a YAML alias"),
    Refusal("a: ⟦&b⟧ c\n", "`&b` is a YAML anchor"),
    Refusal("a: ⟦&b⟧ {c: d}\n", "`&b` is a YAML anchor"),
    Refusal("a: ⟦&b⟧ [c]\n", "`&b` is a YAML anchor"),
    Refusal("a: ⟦&b⟧\n  c: d\n", "`&b` is a YAML anchor"),
    Refusal("a: ⟦&⟧ c\n", "`&` is a YAML anchor"),
    Refusal("⟦&b⟧ a: c\n", "`&b` is a YAML anchor"),
    Refusal("a: ⟦!!str⟧ c\n", "`!!str` is a YAML tag"),
    Refusal("a: ⟦!b⟧ c\n", "`!b` is a YAML tag"),
    Refusal("a: ⟦!b!c⟧ d\n", "`!b!c` is a YAML tag"),
    Refusal("a: ⟦!<b⟧ c\n", "`!<b` is a YAML tag"),
    Refusal("a: ⟦!⟧\n", "`!` is a YAML tag"),
    Refusal("%YAML 1.1\n⟦%TAG ! tag:x,2000:⟧\n---\na: 1\n", "`%TAG` declares YAML tags"),
    Refusal("a: 1\n⟦<<⟧: {b: 1}\n", "`<<` merges another mapping into this one"),
  ])
  func `anchors, aliases, merges and tags are refused`(_ refusal: Refusal) {
    let marked = BracketedText(refusal.marked)
    let message = "\(refusal.message), which planc does not read"
    #expect(faults(in: marked.text) == ["P109 \(marked.marks[0]) \(message)"])
  }

  @Test(arguments: ["a: '*b'\n", "a: \"&b\"\n", "a: \"!b\"\n", "'<<': 1\n", "a: b & c * d !\n"])
  func `the same characters in a text are fine`(_ text: String) {
    #expect(faults(in: text) == [])
  }

  @Test func `an anchor and a tag on one node are two faults`() {
    let marked = BracketedText("a: ⟦&b⟧ ⟦!!str⟧ c\nd: ⟦!!str⟧  ⟦&e⟧ f\n")
    #expect(places(in: marked.text) == marked.marks.map { "P109 \($0)" })
  }

  @Test(arguments: [
    ("- a: 1\n  b: 2\n⟦  ⟧a: 3\n  b: 4\n", "- "),
    ("- a: 1\n  b: 2\n⟦  ⟧b: 3\n  a: 4\n  c: 5\n", "- "),
    ("-   a: 1\n    b: 2\n⟦    ⟧a: 3\n    b: 4\n    a: 5\n", "-   "),
    ("x:\n- - a: 1\n    b: 2\n  ⟦  ⟧a: 3\n    c: 4\n    b: 5\n", "- "),
  ])
  func `an item that repeats its first key and others lacks the dash of the next`(
    _ marked: String, _ dash: String
  ) throws {
    let marked = BracketedText(marked)
    let diagnostics = readYAML(SourceFile(path: "plan.yaml", text: marked.text)).diagnostics
    #expect(diagnostics.count == 1 && diagnostics[0].message.hasSuffix("is repeated"))
    let edit = try #require(diagnostics[0].edit)
    #expect(edit.location.span.outline == marked.marks[0])
    #expect(edit.replacement == dash)
  }

  @Test(arguments: [
    "- a: 1\n  b: 2\n  ⟦a⟧: 3\n", "- a: 1\n  b: 2\n  c: 3\n  ⟦b⟧: 4\n  ⟦c⟧: 5\n",
    "x:\n  a: 1\n  b: 2\n  ⟦a⟧: 3\n  ⟦b⟧: 4\n", "- {a: 1, b: 2, ⟦a⟧: 3, ⟦b⟧: 4}\n",
  ])
  func `keys that are repeated elsewhere are told one by one`(_ marked: String) {
    let marked = BracketedText(marked)
    let diagnostics = readYAML(SourceFile(path: "plan.yaml", text: marked.text)).diagnostics
    #expect(places(in: marked.text) == marked.marks.map { "P107 \($0)" })
    #expect(diagnostics.allSatisfy { $0.help == ["keep one of the two"] })
  }

  @Test(arguments: [
    "⟦a⟧: 1\nb: 2\n⟦a⟧: 3\n", "{⟦a⟧: 1, ⟦\"a\"⟧: 2}\n",
    "x:\n  - ⟦a⟧: {}\n    b: 1\n    ⟦a⟧:\n      c: 1\n",
  ])
  func `a repeated key is shown with the first`(_ marked: String) throws {
    let marked = BracketedText(marked)
    let (node, diagnostics) = readYAML(SourceFile(path: "plan.yaml", text: marked.text))
    #expect(diagnostics.map(\.code) == [.duplicateKey])
    #expect(diagnostics.map(\.message) == ["the key `a` is repeated"])
    let places = [
      diagnostics.first?.secondary.first?.location, diagnostics.first?.primary?.location,
    ]
    #expect(places.map { $0?.span.outline } == marked.marks)
    #expect(node != nil)
  }

  @Test(arguments: [1, 8, 9, 10, 1000])
  func `repeated keys are found among few and many`(_ count: Int) {
    let text = (0..<count * 2).map { "k\($0 % count): 1\n" }.joined()
    let diagnostics = readYAML(SourceFile(path: "plan.yaml", text: text)).diagnostics
    let lines = diagnostics.map { diagnostic in
      (diagnostic.secondary + [diagnostic.primary].compactMap { $0 })
        .map(\.location.span.start.line)
    }
    #expect(lines == (1...min(count, diagnosticsMax + 1)).map { [$0, $0 + count] })
  }

  @Test func `keys that look the same are the same, and a note says why`() {
    let text = "é: 1\ne\u{301}: 2\n"
    let diagnostics = readYAML(SourceFile(path: "plan.yaml", text: text)).diagnostics
    #expect(diagnostics.map(\.code) == [.duplicateKey])
    #expect(
      diagnostics.flatMap(\.notes) == ["the two are different characters that look the same"])
  }

  @Test func `the same key in two mappings is fine`() {
    #expect(faults(in: "a: {x: 1}\nb: {x: 1}\nx: 1\n") == [])
  }

  @Test(arguments: ["a: 1\n⟦---⟧\nb: 2\n", "--- a\n⟦---⟧", "a: 1\n...\n⟦---⟧ b\n"])
  func `a second document is refused`(_ marked: String) {
    let marked = BracketedText(marked)
    let message = "the file holds a second document"
    #expect(faults(in: marked.text) == ["P108 \(marked.marks[0]) \(message)"])
  }

  @Test(arguments: ["", "\n", "# nothing\n", "---\n", "--- # nothing\n...\n", "\u{FEFF}"])
  func `a file without a document is refused`(_ text: String) {
    #expect(faults(in: text) == ["P110 1:1-1:1 the file holds no document"])
  }

  @Test(arguments: ["''\n", "{}\n", "[]\n", "~\n", "---\na: 1\n...\n", "%YAML 1.2\n---\na: 1\n"])
  func `a file with one document is not empty, whatever it holds`(_ text: String) {
    #expect(faults(in: text) == [])
  }

  @Test func `64 levels are read and the next is refused`() {
    let deep = String(repeating: "[", count: 64) + String(repeating: "]", count: 64)
    #expect(faults(in: deep) == [])
    let message = "collections stand in one another more than 64 deep"
    #expect(faults(in: "[\(deep)]") == ["P106 1:65-1:66 \(message)"])
    let dashes = String(repeating: "- ", count: 64)
    #expect(faults(in: dashes + "a") == [])
    #expect(faults(in: "\(dashes)- a") == ["P106 1:129-1:130 \(message)"])
  }

  @Test(arguments: ["[", "{a: ", "- ", "? ", "[{", "[\n"])
  func `100,000 levels are refused before libyaml has seen them all`(_ opening: String) {
    // It takes milliseconds; libyaml alone takes 17 s.
    let file = SourceFile(path: "plan.yaml", text: String(repeating: opening, count: 100_000))
    #expect(readYAML(file).diagnostics.last?.code == .nestingTooDeep)
  }

  @Test func `a file of the largest size is read and a larger one is refused`() {
    #expect(fileBytesMax == 67_108_864)
    let file = SourceFile(path: "plan.yaml", text: "a: 1\n")
    #expect(readYAML(file, allowingEscapedControls: false, bytesMax: 5).diagnostics.isEmpty)
    let refused = readYAML(file, allowingEscapedControls: false, bytesMax: 4)
    #expect(refused.node == nil)
    #expect(refused.diagnostics.map(\.code) == [.fileTooLarge])
    #expect(refused.diagnostics.map(\.message) == ["the file has 5 bytes; at most 4 are read"])
  }

  @Test func `all faults that can be told apart come in one run`() {
    let marked = BracketedText(
      "a: ⟦*b⟧\nc: 1\n⟦c⟧: 2\nd: ⟦\u{7}⟧e\nf: ⟦!!g⟧ h\ni: ⟦\"\\a\"⟧\nj: ⟦[⟧k\n")
    let codes = ["P109", "P107", "P102", "P109", "P208", "P104"]
    #expect(places(in: marked.text) == zip(codes, marked.marks).map { "\($0) \($1)" })
  }

  @Test(arguments: ["- *a\n", "- !!b c\n", "a: 1\n", "- \u{1}\n", "- \"\\0\"\n"])
  func `reading stops soon after more faults than a run shows`(_ line: String) {
    let text = String(repeating: line, count: 10_000)
    let (_, diagnostics) = readYAML(SourceFile(path: "plan.yaml", text: text))
    #expect(diagnostics.count == diagnosticsMax + 1)
  }
}
