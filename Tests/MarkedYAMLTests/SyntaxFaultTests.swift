import Diagnostics
import Testing

@testable import MarkedYAML

struct SyntaxFaultTests {
  @Test(arguments: [
    Refusal("a: 1\n⟦\t⟧b: 2\n", "a line cannot be indented with a tab"),
    Refusal("a:\n⟦\t\t⟧b: 2\n", "a line cannot be indented with a tab"),
    Refusal("a:\n  ⟦\t⟧b: 2\n", "a line cannot be indented with a tab"),
    Refusal("a: |\n ⟦\t⟧x\n", "a line cannot be indented with a tab"),
    Refusal("-⟦\t⟧- a\n", "a tab cannot stand before this"),
    Refusal("title: ⟦@⟧foo\n", "a text without quotes cannot start with `@`"),
    Refusal("title: ⟦%⟧foo\n", "a text without quotes cannot start with `%`"),
    Refusal("title: ⟦`⟧foo`\n", "a text without quotes cannot start with a backtick"),
  ])
  func `a character that cannot stand there is shown`(_ refusal: Refusal) {
    expect(refusal)
  }

  @Test(arguments: [
    Refusal("a: 1\n⟦foo⟧ # here\nb: 2\n", "`foo` is neither a key nor a list item"),
    Refusal("a: 1\n⟦foo⟧", "`foo` is neither a key nor a list item"),
    Refusal("tables:\n  - a\n  ⟦-b⟧\n  - c\n", "`-b` is neither a key nor a list item"),
    Refusal(
      "a: 1\n⟦\"b⟧\nc\": 2\n", "a quoted text stands here where a key or a list item is expected"),
    Refusal("title: Foo⟦:⟧ bar\n", "a text with `: ` in it must be quoted"),
    Refusal("a: b⟦:⟧\n", "a second `:` ends this line"),
    Refusal("a: 1\n  ⟦b:⟧ 2\n", "`b:` is indented deeper than the line above allows"),
    Refusal("- from: a\n     ⟦to:⟧ b\n", "`to:` is indented deeper than the line above allows"),
    Refusal("--- a⟦:⟧ 1\n", "a mapping cannot start in the line of `---`"),
    Refusal("a: [b c⟦:⟧[d]]\n", "`:` must be followed by a space here"),
    Refusal("⟦:⟧ a\n", "the key before `:` is missing"),
    Refusal("⟦plan:a⟧\nb: 1\n", "`plan:a` is neither a key nor a list item"),
  ])
  func `a colon that is missing or too much is shown at its line`(_ refusal: Refusal) {
    expect(refusal)
  }

  @Test(arguments: [
    Refusal("a: ⟦-⟧ b\n", "a list cannot start in the line of its key"),
    Refusal("a: ⟦?⟧ b\n", "`?` cannot stand here"),
    Refusal("- a\n⟦b: 1⟧\n", "`b: 1` cannot stand among list items"),
    Refusal("a: 1\n⟦- b⟧\n", "`- b` cannot stand among keys"),
    Refusal("a:\n  b: 1\n ⟦c: 1⟧\n", "the indentation of `c: 1` is that of no line above it"),
    Refusal("- from: a\n ⟦to: b⟧\n", "the indentation of `to: b` is that of no line above it"),
    Refusal("a: \"b\" ⟦c d⟧ # e\n", "`c d` cannot follow the value before it"),
    Refusal("a: [b] ⟦c⟧\n", "`c` cannot follow the value before it"),
    Refusal("a: 1\n...\n⟦b: 2⟧\n", "nothing can follow the end of the document"),
    Refusal(
      "a: |⟦0⟧\n  x\n", "nothing but `+`, `-` or a digit from 1 to 9 can follow `|` in its line"),
    Refusal(
      "a: > ⟦x⟧\n  x\n", "nothing but `+`, `-` or a digit from 1 to 9 can follow `>` in its line"),
  ])
  func `a line that belongs to nothing is shown`(_ refusal: Refusal) {
    expect(refusal)
  }

  @Test(arguments: [
    Refusal("a: ⟦\"⟧b\nc: 1\n", "this quote is not closed"),
    Refusal("a: ⟦'⟧b\nc: 1", "this quote is not closed"),
    Refusal("a: ⟦\"⟧b\n---\nc: 1\n", "this quote is not closed"),
    Refusal("a: ⟦[⟧b, c\nd: 1\n", "this `[` is not closed"),
    Refusal("a: ⟦[⟧b, c", "this `[` is not closed"),
    Refusal("a: ⟦{⟧b: 1\nd: 1\n", "this `{` is not closed"),
    Refusal("a: ⟦{⟧b:\n", "this `{` is not closed"),
    Refusal("a: [{b: 1}, ⟦[⟧c,\n", "this `[` is not closed"),
    Refusal("a: {b: 1⟦]⟧\n", "`{` cannot be closed by `]`"),
    Refusal("a: [b⟦}⟧\n", "`[` cannot be closed by `}`"),
    Refusal("a: {b: 1 ⟦c⟧: 2}\n", "`,` is missing before `c`"),
    Refusal("a: [⟦,⟧b]\n", "a value is missing before `,`"),
    Refusal("a: [b]⟦]⟧\n", "`]` closes nothing"),
    Refusal("a: ⟦}⟧\n", "`}` closes nothing"),
    Refusal("a: 1\n⟦}⟧\n", "`}` closes nothing"),
  ])
  func `a quote or bracket without its other half is shown`(_ refusal: Refusal) {
    expect(refusal)
  }

  @Test(arguments: [
    Refusal("a: \"é⟦\\q⟧\"\n", "`\\q` is not an escape of YAML"),
    Refusal("a: \"⟦\\x⟧Z1\"\n", "`\\x` must be followed by 2 hexadecimal digits"),
    Refusal("a: \"⟦\\u⟧12G4\"\n", "`\\u` must be followed by 4 hexadecimal digits"),
    Refusal("a: \"⟦\\uD800⟧\"\n", "`\\uD800` is not a character"),
    Refusal("⟦%YAML 1.3⟧\n---\na: 1\n", "the directive `%YAML 1.3` is not one that planc reads"),
    Refusal("⟦%FOO⟧\n---\na: 1\n", "the directive `%FOO` is not one that planc reads"),
    Refusal("? ⟦[⟧a]\n: b\n", "a sequence cannot be a key"),
    Refusal("⟦{⟧a: b}: c\n", "a mapping cannot be a key"),
  ])
  func `an escape, a directive or a key that is not read is shown`(_ refusal: Refusal) {
    expect(refusal)
  }

  @Test(arguments: [
    ("title: Foo: \"bar\"\n", #"put the value in quotes: `'Foo: "bar"'`"#),
    ("title: Foo: bar # not this\n", #"put the value in quotes: `"Foo: bar"`"#),
    ("title: @foo bar\n", #"put it in quotes: `"@foo bar"`"#),
    ("title: %foo, bar # b\n", #"put it in quotes: `"%foo, bar"`"#),
    ("a: [@b c , d]\n", #"put it in quotes: `"@b c"`"#),
    ("a: [b, %c]\n", #"put it in quotes: `"%c"`"#),
    ("a: {b: @c:d e}\n", #"put it in quotes: `"@c:d e"`"#),
    ("a: {@b : c}\n", #"put it in quotes: `"@b"`"#),
    ("a: {@b:\n  c}\n", #"put it in quotes: `"@b"`"#),
    ("tables:\n  - a\n  -b\n  - c\n", "write a space after the dash: `- b`"),
    ("a: *_daily\n", #"write the value itself, or `"*_daily"` for a text that starts with `*`"#),
  ])
  func `the help has the text to paste`(_ text: String, _ help: String) {
    let diagnostics = readYAML(SourceFile(path: "plan.yaml", text: text)).diagnostics
    #expect(diagnostics.flatMap(\.help) == [help])
  }

  @Test func `a fault that has no words of ours carries those of libyaml`() {
    let fault = ParserFault(
      problem: "found a riddle", context: nil, problemPosition: Position(line: 1, column: 3),
      contextPosition: Position(line: 1, column: 1), problemOffset: nil)
    let diagnostic = SyntaxFault(fault, in: SourceFile(path: "plan.yaml", text: "a: b\n"))
      .diagnostic
    #expect(diagnostic.notes == ["libyaml says: found a riddle"])
    #expect(diagnostic.primary?.location.span.outline == "1:3-1:4")
  }

  @Test func `bytes that libyaml cannot read are found by their offset`() throws {
    let bytes = Array("a: 1\né: ".utf8) + [0xFF]
    let fault = EventParser.parsing(bytes[...]) { parser -> ParserFault? in
      do throws(ParserFault) {
        while true { _ = try parser.next() }
      } catch {
        return error
      }
    }
    let file = SourceFile(path: "plan.yaml", bytes: bytes)
    let diagnostic = SyntaxFault(try #require(fault), in: file).diagnostic
    #expect(diagnostic.primary?.location.span.outline == "2:4-2:5")
  }

  private func expect(_ refusal: Refusal) {
    let marked = BracketedText(refusal.marked)
    #expect(faults(in: marked.text) == ["P104 \(marked.marks[0]) \(refusal.message)"])
  }
}
