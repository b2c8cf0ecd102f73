import Diagnostics
import Testing

@testable import MarkedYAML

/// Slips by which a line looks like another one, and the text that mends each.
struct SlipTests {
  @Test(
    arguments: [
      (
        Refusal(
          "a:\n  ⟦b c⟧ #1:\n    - d\n", "`b c` has no colon behind it: ` #` starts a comment"),
        #"put a text that holds ` #` in quotes: `"b c #1"`"#
      ),
      (
        Refusal("a: 1\n⟦b⟧ #1:\nc: 2\n", "`b` has no colon behind it: ` #` starts a comment"),
        #"put a text that holds ` #` in quotes: `"b #1"`"#
      ),
      (
        Refusal("⟦plan = a⟧\nb: 1\n", "`plan = a` is neither a key nor a list item"),
        "write `plan: a`"
      ),
      (Refusal("⟦plan=a⟧\nb: 1\n", "`plan=a` is neither a key nor a list item"), "write `plan: a`"),
      (
        Refusal("- ⟦from = a⟧\n  to: b\n", "`from = a` is no key: a colon is missing"),
        "write `from: a`"
      ),
      (
        Refusal("- ⟦from a⟧\n  to: b\n", "`from a` is no key: a colon is missing"),
        "write `from: a`"
      ),
      (
        Refusal("- a\n  ⟦to:⟧ b\n", "`to:` is indented deeper than the line above allows"),
        "indent it like the keys that it belongs with"
      ),
      (
        Refusal("- a\n  ⟦as:⟧ c d\n", "`as:` is indented deeper than the line above allows"),
        "indent it like the keys that it belongs with"
      ),
      (
        Refusal("a: 1\n⟦b:c⟧ #1:\nd: 1\n", "`b:c` is neither a key nor a list item"),
        "write `b: c`"
      ),
      (
        Refusal("a: 1\n⟦// b⟧\nc: 1\n", "`// b` is neither a key nor a list item"),
        "write `#` in place of `//` before a comment"
      ),
      (
        Refusal("a: 1\n⟦-- b⟧\nc: 1\n", "`-- b` is neither a key nor a list item"),
        "write `#` in place of `--` before a comment"
      ),
      (
        Refusal("a: 1\n⟦/* b */⟧\nc: 1\n", "`/* b */` is neither a key nor a list item"),
        "write `#` in place of `/*` before a comment"
      ),
      (
        Refusal("  a: 1\n⟦b: 2⟧\n", "`b: 2` starts further left than the first line"),
        "indent it like line 1, with 2 spaces"
      ),
      (
        Refusal("# a\n a: 1\n⟦b: 2⟧\n", "`b: 2` starts further left than the first line"),
        "indent it like line 2, with 1 space"
      ),
      (
        Refusal(" a: 1\n...\n⟦b: 2⟧\n", "nothing can follow the end of the document"),
        "remove it, or the line `...` before it"
      ),
      (
        Refusal("a: 1\n  ⟦b:⟧ 2\n", "`b:` is indented deeper than the line above allows"),
        "remove the spaces before it; the key above has none"
      ),
      (
        Refusal("a:\n  b: 1\n  ⟦- c⟧\n", "`- c` cannot stand among keys"),
        "write the key of the list in a line above it, or indent it under its key"
      ),
      (
        Refusal("a:\n  - b\n⟦+⟧  - c\n", "`+  - c` is neither a key nor a list item"),
        "remove the `+`, with which a patch marks a line"
      ),
      (
        Refusal("a:\n  - b\n⟦+ - c⟧\n", "`+ - c` is neither a key nor a list item"),
        "write `- - c`"
      ),
      (
        Refusal("a: 1\n⟦-    - c⟧\n", "`-    - c` is neither a key nor a list item"),
        "remove the line, which a patch takes out"
      ),
      (
        Refusal("a: 1\n⟦-    b: c⟧\n", "`-    b: c` cannot stand among keys"),
        "write the key of the list in a line above it, or indent it under its key"
      ),
      (
        Refusal("a:\n  - b\n⟦12:⟧  - c\n", "`12:  - c` is neither a key nor a list item"),
        "remove `12:`, the number of a line"
      ),
      (
        Refusal("a:\n  ⟦b {⟧\n    c: 1\n  }\n", "`b {` is neither a key nor a list item"),
        "write `b:`, and remove the `}` below what belongs to it: YAML goes by indentation"
      ),
      (
        Refusal("a: 1\n⟦+⟧  b: 2\n  c: 3\n", "`+  b: 2` is neither a key nor a list item"),
        "remove the `+`, with which a patch marks a line"
      ),
      (
        Refusal("⟦+⟧  - a: 2\n    c: 3\n", "`+  - a: 2` is neither a key nor a list item"),
        "remove the `+`, with which a patch marks a line"
      ),
      (
        Refusal("a: 1\n⟦-    b: c⟧\n+    b: d\n", "`-    b: c` is neither a key nor a list item"),
        "remove the line, which a patch takes out"
      ),
      (
        Refusal("⟦@⟧@ -1,3 +1,4 @@\n", "a text without quotes cannot start with `@`"),
        "remove the line, which is of a patch"
      ),
      (
        Refusal(
          "a:\n  ⟦b = {⟧\n    c = {\n    }\n  }\n  d: 1\n",
          "`b = {` is neither a key nor a list item"),
        "write `b:`, and remove the `}` below what belongs to it: YAML goes by indentation"
      ),
      (
        Refusal("- ⟦(b: 1, c: 2)⟧\n", "a mapping stands in braces, not in parentheses"),
        "write `{b: 1, c: 2}`"
      ),
      (
        Refusal("- {a: \"b\"⟦.⟧\"c\"}\n", "`.` cannot stand between two texts"),
        "write the name of the table alone, without its schema"
      ),
      (
        Refusal("{\"a\"⟦=⟧1}\n", "`=` cannot stand between a key and its value"),
        "write `: ` in its place"
      ),
      (
        Refusal("- ⟦| b | c |⟧\n", "`| b | c |` is a row of a table that a client prints"),
        "write the name of each table as an item: `- …`"
      ),
      (
        Refusal("a: ⟦(b: 1, c: 2)⟧\n", "a mapping stands in braces, not in parentheses"),
        "write `{b: 1, c: 2}`"
      ),
    ] as [(Refusal, String)])
  func `a line that looks like another one is told for what it is`(
    _ refusal: Refusal, _ help: String
  ) {
    expect(refusal, [help])
  }

  @Test(
    arguments: [
      (
        Refusal("a: 'It'⟦s b'⟧\n", "`s b'` cannot follow the value before it"),
        "write `''` for a `'` within single quotes"
      ),
      (
        Refusal("a: 'The shops' ⟦own b'⟧\n", "`own b'` cannot follow the value before it"),
        "write `''` for a `'` within single quotes"
      ),
      (
        Refusal("a: \"b \"⟦c\" d\"⟧\n", "`c\" d\"` cannot follow the value before it"),
        #"write `\"` for a `"` within double quotes"#
      ),
      (
        Refusal("a: 'b' ⟦c⟧\n", "`c` cannot follow the value before it"),
        "put the whole text in quotes"
      ),
      (
        Refusal("a:\n  b: c⟦:⟧\n    - d\n", "a text with `: ` in it must be quoted"),
        #"put the whole text in quotes: `"b: c"`"#
      ),
      (
        Refusal("a:\n  ⟦@⟧b c:\n    - d\n", "a text without quotes cannot start with `@`"),
        #"put it in quotes: `"@b c"`"#
      ),
      (
        Refusal("  ⟦%⟧b:c: d\n", "a text without quotes cannot start with `%`"),
        #"put it in quotes: `"%b:c"`"#
      ),
      (
        Refusal("- ⟦`⟧b_1`\n", "a text without quotes cannot start with a backtick"),
        "write a name without them, `b_1`: planc puts them where SQL needs them"
      ),
      (
        Refusal("- ⟦`⟧b`.`c`\n", "a text without quotes cannot start with a backtick"),
        "write a name without them, `c`: `from` says the schema, and planc puts backticks where SQL needs them"
      ),
      (
        Refusal("- 'b'⟦.c⟧\n", "`.c` cannot follow the value before it"),
        "write `c`; `from` says the schema"
      ),
      (
        Refusal("- [b]⟦.[c]⟧\n", "`.[c]` cannot follow the value before it"),
        "write `c`; `from` says the schema"
      ),
      (
        Refusal("- 'b'⟦.'c d'⟧\n", "`.'c d'` cannot follow the value before it"),
        "write `''` for a `'` within single quotes"
      ),
      (
        Refusal("- 'It'⟦s.b'⟧\n", "`s.b'` cannot follow the value before it"),
        "write `''` for a `'` within single quotes"
      ),
      (
        Refusal("a: 'b'⟦.'c'⟧\n", "`.'c'` cannot follow the value before it"),
        "write `''` for a `'` within single quotes"
      ),
      (
        Refusal("- ⟦[X]⟧ b\n", "`[X]` is a list to YAML, which `b` cannot follow"),
        "write `- b`"
      ),
      (
        Refusal("- [y] ⟦b⟧\n", "`b` cannot follow the value before it"),
        "put the whole text in quotes"
      ),
      (
        Refusal("- ⟦| b |⟧\n", "`| b |` is a row of a table that a client prints"),
        "write `- b`, and other rows in the same way"
      ),
      (
        Refusal("a: ⟦`⟧b`.`c`\n", "a text without quotes cannot start with a backtick"),
        "write a name without them, `b.c`: planc puts them where SQL needs them"
      ),
      (
        Refusal("- ⟦`⟧b`.`c`.`d`\n", "a text without quotes cannot start with a backtick"),
        "write a name without them, `b.c.d`: planc puts them where SQL needs them"
      ),
      (
        Refusal("- ⟦`⟧b c`\n", "a text without quotes cannot start with a backtick"),
        "put it in quotes: `\"`b c`\"`"
      ),
      (
        Refusal("⟦`⟧``yaml\na: 1\n", "a text without quotes cannot start with a backtick"),
        "remove the line, which is Markdown"
      ),
      (
        Refusal("a: {⟦{⟧ b }}\n", "a mapping cannot be a key"),
        "write the value itself: planc fills in no `{{ … }}`"
      ),
      (
        Refusal("⟦[⟧b]: c\n", "a sequence cannot be a key"),
        "put the text in quotes: `\"[b]\"`"
      ),
      (
        Refusal("⟦[⟧b] c:\n  - d\n", "a sequence cannot be a key"),
        "put the text in quotes: `\"[b] c\"`"
      ),
      (
        Refusal("⟦[⟧\"b\"]: c\n", "a sequence cannot be a key"),
        "put a text that starts with a bracket in quotes"
      ),
      (
        Refusal("⟦{⟧b: {c: 1}}: d\n", "a mapping cannot be a key"),
        "put a text that starts with a bracket in quotes"
      ),
      (
        Refusal("- ⟦'⟧\"\n", "this quote is not closed"),
        "write a second `'` where the text ends: `'\"'`"
      ),
      (Refusal("a: ⟦'⟧\n", "this quote is not closed"), "write a second `'` where the text ends"),
      (
        Refusal("⟦{⟧{ b }}: c\n", "a mapping cannot be a key"),
        "write the value itself: planc fills in no `{{ … }}`"
      ),
      (
        Refusal("- ⟦'⟧b\"\nc: d\n", "this quote is not closed"),
        "write `'` in place of the `\"`: `'b'`"
      ),
      (
        Refusal("- ⟦\"⟧b'\nc: d\n", "this quote is not closed"),
        "write `\"` in place of the `'`: `\"b\"`"
      ),
      (
        Refusal("- ⟦{⟧a: b, c: see #12}\nd: 1\n", "this `{` is not closed"),
        "put a text that holds ` #` in quotes"
      ),
      (
        Refusal("- ⟦{⟧a: b, c: d # e\nd: 1\n", "this `{` is not closed"),
        "write `}` after the last item"
      ),
    ] as [(Refusal, String)])
  func `quotes that are wrong are put right`(_ refusal: Refusal, _ help: String) {
    expect(refusal, [help])
  }

  @Test(
    arguments: [
      ("•", "write `- b`"), ("1.", "write `- b`"), ("12)", "write `- b`"), ("+", "write `- b`"),
      ("1", "write `- 1 b`"),
    ] as [(String, String)])
  func `what starts an item in other lists is told as that`(sign: String, help: String) {
    expect(
      Refusal("- a\n⟦\(sign) b⟧\n- c\n", "`\(sign) b` is neither a key nor a list item"), [help])
  }

  @Test(
    arguments: [
      (
        Refusal("a:\n  ⟦b⟧ {c: 1, d: 2}\n", "`b` is no key: a colon is missing"),
        "write `b: {c: 1, d: 2}`"
      ),
      (
        Refusal("a:\n  ⟦b⟧ [c: 1, d: 2]\n", "`b` is no key: a colon is missing"),
        "write `b: [c: 1, d: 2]`"
      ),
      (
        Refusal("- ⟦b⟧ {c: 1, d: 2}\n", "`b` is no key: a colon is missing"),
        "write `b: {c: 1, d: 2}`"
      ),
      (
        Refusal("- ⟦from:a⟧\n  to: b\n", "`from:a` is no key: a space is missing behind the colon"),
        "write `from: a`"
      ),
    ] as [(Refusal, String)])
  func `a key without its colon, or the space behind it, is told as that`(
    _ refusal: Refusal, _ help: String
  ) {
    expect(refusal, [help])
  }

  @Test(
    arguments: [
      ("- a", 2), ("-a", 1), ("--a", nil), ("-", nil), ("1. a", 3), ("12)  a", 5), ("1.5", nil),
      ("1.", nil), ("• a", 2), ("•a", nil), ("a", nil), ("", nil), ("+ a", 2),
    ] as [(String, Int?)])
  func `how much of a line starts an item elsewhere`(line: String, length: Int?) {
    #expect(lengthOfItemSign(line.unicodeScalars) == length)
  }

  @Test func `a colon too many is not taken for a title`() {
    expect(Refusal("- a: b\n  to: c⟦:⟧\n  d: e\n", "a second `:` ends this line"), ["remove it"])
    expect(Refusal("to: c⟦:⟧", "a second `:` ends this line"), ["remove it"])
    expect(
      Refusal("to: c⟦:⟧\n\n# d\n- e\n", "a text with `: ` in it must be quoted"),
      [#"put the whole text in quotes: `"to: c"`"#])
    expect(
      Refusal("a: {b: 1, c⟦:⟧}\n", "a value is missing behind `:`"), ["write `: ` and a value"])
  }

  @Test func `two keys in one line are told as that, or as a text`() {
    expect(
      Refusal("from: a to⟦:⟧ b\n", "a text with `: ` in it must be quoted"),
      [
        "write `to:` on a line of its own, if it is a key",
        #"put the value in quotes, if it is a text: `"a to: b"`"#,
      ])
    expect(
      Refusal("a: b-to⟦:⟧ c\n", "a text with `: ` in it must be quoted"),
      [#"put the value in quotes: `"b-to: c"`"#])
    expect(
      Refusal("a: b c⟦:⟧ d\n", "a text with `: ` in it must be quoted"),
      [#"put the value in quotes: `"b c: d"`"#])
    // No key is spelled like that.
    expect(
      Refusal("title: Phase A⟦:⟧ b\n", "a text with `: ` in it must be quoted"),
      [#"put the value in quotes: `"Phase A: b"`"#])
  }

  @Test func `a star for a dash is told as that`() {
    let diagnostics = readYAML(SourceFile(path: "plan.yaml", text: "a:\n  - b\n  * c\n"))
      .diagnostics
    #expect(diagnostics.map(\.message) == ["`*` starts a YAML alias, and no item of a list"])
    #expect(diagnostics.map(\.edit?.replacement) == ["-"])
  }

  private func expect(_ refusal: Refusal, _ help: [String]) {
    let marked = BracketedText(refusal.marked)
    let diagnostics = readYAML(SourceFile(path: "plan.yaml", text: marked.text)).diagnostics
    #expect(faults(in: marked.text) == ["P104 \(marked.marks[0]) \(refusal.message)"])
    #expect(diagnostics.flatMap(\.help) == help)
  }
}
