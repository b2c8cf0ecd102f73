import Diagnostics
import LocatedYAML
import Testing

struct SpanTests {
  @Test(arguments: [
    "⟦a⟧: ⟦b⟧\n", "⟦a⟧:   ⟦b c⟧   # d\n", "⟦\"a\"⟧: ⟦'b'⟧\n", "⟦a⟧:⟦⟧\n⟦b⟧:⟦⟧\n", "- ⟦a⟧\n-⟦⟧\n-⟦⟧",
    "⟦é⟧: ⟦🐬 \u{301}x⟧\n", "\u{FEFF}⟦a⟧: ⟦b⟧\n", "⟦a⟧: ⟦\"b\n  c\"⟧\n", "⟦a⟧: ⟦b\n  c⟧\n⟦d⟧: ⟦e⟧\n",
    "⟦a⟧: ⟦|\n  b\n\n  c⟧\n\n\n⟦d⟧: ⟦>-\n  e⟧\n", "⟦a⟧: ⟦|\n  b⟧", "⟦a⟧: ⟦|⟧\n⟦b⟧: ⟦c⟧\n",
    "⟦a⟧: ⟦b⟧", "⟦a⟧:⟦⟧", "? ⟦a⟧⟦⟧", "⟦a⟧: \t⟦b⟧\n",
  ])
  func `scalars and keys stand where they are written`(_ marked: String) throws {
    // A byte-order mark is no part of the line's columns.
    let hasMark = marked.unicodeScalars.first == "\u{FEFF}"
    let text = BracketedText(String(marked.unicodeScalars.dropFirst(hasMark ? 1 : 0)))
    let bytes = Array(((hasMark ? "\u{FEFF}" : "") + text.text).utf8)
    let (node, diagnostics) = readYAML(SourceFile(path: "plan.yaml", bytes: bytes))
    #expect(diagnostics.isEmpty)
    #expect(try #require(node).scalarSpans == text.marks)
  }

  @Test func `line ends of two characters count as one`() throws {
    let text = "a: b\r\nc:\r\n  - d\r\n"
    let (node, diagnostics) = readYAML(SourceFile(path: "plan.yaml", text: text))
    #expect(diagnostics.isEmpty)
    #expect(try #require(node).scalarSpans == ["1:1-1:2", "1:4-1:5", "2:1-2:2", "3:5-3:6"])
  }

  @Test func `a block collection ends with its last child`() throws {
    let text = """
      # a plan
      a:
        - b: 1
          c:

        - d

      # the end
      e: {f: [g, h: i, {j: k}] }

      """
    let (node, diagnostics) = readYAML(SourceFile(path: "plan.yaml", text: text))
    #expect(diagnostics.isEmpty)
    #expect(
      try #require(node).outline == [
        "2:1-9:27 mapping",
        "  2:1-2:2 key \"a\"",
        "    3:3-6:6 sequence",
        "      3:5-4:7 mapping",
        "        3:5-3:6 key \"b\"",
        "          3:8-3:9 plain \"1\"",
        "        4:5-4:6 key \"c\"",
        "          4:7-4:7 plain \"\"",
        "      6:5-6:6 plain \"d\"",
        "  9:1-9:2 key \"e\"",
        "    9:4-9:27 mapping",
        "      9:5-9:6 key \"f\"",
        "        9:8-9:25 sequence",
        "          9:9-9:10 plain \"g\"",
        "          9:12-9:16 mapping",
        "            9:12-9:13 key \"h\"",
        "              9:15-9:16 plain \"i\"",
        "          9:18-9:24 mapping",
        "            9:19-9:20 key \"j\"",
        "              9:22-9:23 plain \"k\"",
      ])
  }

  @Test(arguments: [
    ("[]", "1:1-1:3 sequence"), ("{}", "1:1-1:3 mapping"), ("[a: {}  , b]\n", "1:1-1:13 sequence"),
    ("[\n]\n", "1:1-2:2 sequence"), ("- []\n", "1:1-1:5 sequence"),
    ("a:\n- b\n- c\n\n", "1:1-3:4 mapping"),
  ])
  func `a collection in brackets ends with its bracket`(_ text: String, _ root: String) throws {
    let node = readYAML(SourceFile(path: "plan.yaml", text: text)).node
    #expect(try #require(node).outline.first == root)
  }

  @Test func `a pair without braces ends with its value`() throws {
    let node = readYAML(SourceFile(path: "plan.yaml", text: "[a: b , ? c : d , {e: f} ]")).node
    #expect(
      try #require(node).outline.filter { $0.hasSuffix("mapping") }
        == ["  1:2-1:6 mapping", "  1:9-1:16 mapping", "  1:19-1:25 mapping"])
  }

  @Test func `styles and texts are kept as written`() throws {
    let text = "a: 007\nb: '1'\n'c': \"x\\ty\"\nd: |\n  l\n  m\ne: >\n  f\n  g\n"
    let node = try #require(readYAML(SourceFile(path: "plan.yaml", text: text)).node)
    guard case .mapping(let entries) = node.content else {
      Issue.record("the root is not a mapping")
      return
    }
    #expect(entries.map(\.keyStyle) == [.plain, .plain, .singleQuoted, .plain, .plain])
    let values = entries.map { $0.value.outline[0].split(separator: " ", maxSplits: 1)[1] }
    #expect(
      values == [
        #"plain "007""#, #"singleQuoted "1""#, #"doubleQuoted "x\ty""#, #"literal "l\nm\n""#,
        #"folded "f g\n""#,
      ])
  }
}
