import Diagnostics
import Testing

@testable import LocatedYAML

struct SyntaxFaultTests {
  @Test(arguments: [
    Refusal("a: 1\n⟦\t⟧b: 2\n", "a line cannot be indented with a tab"),
    Refusal("a:\n⟦\t\t⟧b: 2\n", "a line cannot be indented with a tab"),
    Refusal("a:\n  ⟦\t⟧b: 2\n", "a line cannot be indented with a tab"),
    Refusal("a: |\n ⟦\t⟧x\n", "a line cannot be indented with a tab"),
    Refusal("-⟦\t⟧- a\n", "a tab is not allowed here"),
    Refusal("title: ⟦@⟧foo\n", "an unquoted string cannot start with `@`"),
    Refusal("title: ⟦%⟧foo\n", "an unquoted string cannot start with `%`"),
    Refusal("title: ⟦`⟧foo`\n", "an unquoted string cannot start with a backtick"),
  ])
  func `a character that cannot stand there is shown`(_ refusal: Refusal) {
    expect(refusal)
  }

  @Test(arguments: [
    Refusal("a: 1\n⟦foo⟧ # here\nb: 2\n", "`foo` is neither a key nor a list item"),
    Refusal("a: 1\n⟦foo⟧", "`foo` is neither a key nor a list item"),
    Refusal("tables:\n  - a\n  ⟦-b⟧\n  - c\n", "`-b` is neither a key nor a list item"),
    Refusal("a: 1\n⟦\"b⟧\nc\": 2\n", "`\"b` is neither a key nor a list item"),
    Refusal("title: Foo⟦:⟧ bar\n", "a string that contains `: ` must be quoted"),
    Refusal("a: b⟦:⟧\n", "a string that contains `: ` must be quoted"),
    Refusal("- ⟦from:a⟧\n  to: b\n", "`from:a` is neither a key nor a list item"),
    Refusal("- a\n  ⟦to:⟧ b\n", "`to:` is indented deeper than the line above allows"),
    Refusal("a: 1\n  ⟦b:⟧ 2\n", "`b:` is indented deeper than the line above allows"),
    Refusal("- from: a\n     ⟦to:⟧ b\n", "`to:` is indented deeper than the line above allows"),
    Refusal("⟦--- a:⟧ 1\n", "`--- a:` is indented deeper than the line above allows"),
    Refusal("⟦: a⟧\n", "`: a` cannot be among keys"),
    Refusal("⟦plan:a⟧\nb: 1\n", "`plan:a` is neither a key nor a list item"),
  ])
  func `a colon that is missing or too much is shown at its line`(_ refusal: Refusal) {
    expect(refusal)
  }

  @Test(arguments: [
    Refusal("a: ⟦-⟧ b\n", "a list cannot start in the line of its key"),
    Refusal("- a\n⟦b: 1⟧\n", "`b: 1` cannot be among list items"),
    Refusal("a: 1\n⟦- b⟧\n", "`- b` cannot be among keys"),
    Refusal("a:\n  b: 1\n ⟦c: 1⟧\n", "the indentation of `c: 1` matches no line above it"),
    Refusal("- from: a\n ⟦to: b⟧\n", "the indentation of `to: b` matches no line above it"),
    Refusal("a: \"b\" ⟦c d⟧ # e\n", "`c d` cannot follow the value before it"),
    Refusal("a: [b] ⟦c⟧\n", "`c` cannot follow the value before it"),
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
    Refusal("a: {b: 1 c⟦:⟧ 2}\n", "`,` or `}` is missing before this"),
    Refusal("a: [b]⟦]⟧\n", "`]` closes nothing"),
    Refusal("a: ⟦}⟧\n", "`}` closes nothing"),
    Refusal("a: 1\n⟦}⟧\n", "`}` closes nothing"),
  ])
  func `a quote or bracket without its other half is shown`(_ refusal: Refusal) {
    expect(refusal)
  }

  @Test(arguments: [
    Refusal("a: \"é⟦\\q⟧\"\n", "`\\q` does not start an escape of YAML"),
    Refusal("a: \"⟦\\x⟧Z1\"\n", "`\\x` does not start an escape of YAML"),
    Refusal("a: \"⟦\\u⟧12G4\"\n", "`\\u` does not start an escape of YAML"),
    Refusal("a: \"⟦\\u⟧D800\"\n", "`\\u` does not start an escape of YAML"),
    Refusal("? ⟦[⟧a]\n: b\n", "a sequence cannot be a key"),
    Refusal("⟦{⟧a: b}: c\n", "a mapping cannot be a key"),
  ])
  func `an escape or a key that is not read is shown`(_ refusal: Refusal) {
    expect(refusal)
  }

  @Test(arguments: [
    "a: [b c⟦:⟧[d]]\n", "a: ⟦?⟧ b\n", "a: 1\n...\n⟦b⟧: 2\n", "a: |⟦0⟧\n  x\n", "a: [⟦,⟧b]\n",
    "%YAML 1.3⟦\n⟧---\na: 1\n",
  ])
  func `what few people write is shown where libyaml stops`(_ marked: String) {
    let marked = BracketedText(marked)
    let diagnostics = readYAML(SourceFile(path: "plan.yaml", text: marked.text)).diagnostics
    #expect(diagnostics.map(\.code) == [.syntaxFault])
    #expect(diagnostics.flatMap(\.notes).allSatisfy { $0.hasPrefix("libyaml says: ") })
  }

  @Test(arguments: [
    ("title: Foo: \"bar\"\n", #"quote the value: `'Foo: "bar"'`"#),
    ("title: Foo: bar # not this\n", #"quote the value: `"Foo: bar"`"#),
    ("a: b: c:\n", "quote the string, or write one key per line"),
    ("title: @foo bar\n", "quote the string"),
    ("- `foo`\n", "write names without backticks; quote any other string"),
    ("tables:\n  - a\n  -b\n  - c\n", "write a space after the dash: `- b`"),
    ("- a\nb\n- c\n", "write `- b`"),
    ("plan:a\nb: 1\n", "write a space after the colon: `plan: a`"),
    ("- from:a\n  to: b\n", "write a space after the colon: `from: a`"),
    ("plan \"a\"\nb: 1\n", "write `KEY: VALUE` for a key, or `- ITEM` for a list item"),
    ("  a: 1\n    b: 2\n", "indent it with 2 spaces, like the key above"),
    ("a: 1\n  b: 2\n", "remove the spaces before it; the key above has none"),
    ("a: {b: 1, c: d # e\nd: 1\n", "write `}` after the last item"),
    ("a: 'b' c\n", "quote the whole string; inside single quotes, write `''` for a `'`"),
    ("a: *_daily\n", "write the value itself, or quote a string that starts with `*`"),
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
