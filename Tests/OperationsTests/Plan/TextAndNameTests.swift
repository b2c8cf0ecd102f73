import Diagnostics
import PlancTestSupport
import Testing

@testable import Plans

struct TextAndNameTests {
  static func head(title: String = "A title", version: String = "1.0", plan: String = "demo")
    -> String
  {
    "plan: \(plan)\ntitle: \(title)\nversion: \(version)"
  }

  static func codes(_ text: String) -> [String] { diagnostics(text).map(\.code.rawValue) }

  @Test(arguments: [
    String(repeating: "x", count: 200), String(repeating: "é", count: 200), "'it''s `here` ?> */'",
    "4.0", "yes", "\"tab-free \\\\ backslash\"", ">-\n  folded\n  text", "'-- drop'",
  ])
  func `titles that every file can carry`(title: String) {
    #expect(Self.codes(planText(head: Self.head(title: title)).text) == [])
  }

  @Test(arguments: [
    (String(repeating: "x", count: 201), "P206"), (String(repeating: "é", count: 201), "P206"),
    ("''", "P206"), ("\"two\\nlines\"", "P210"), ("|\n  a line end", "P210"),
    ("\"a\\ttab\"", "P210"), ("\"\\u202E\"", "P210"), ("\"\\u2028\"", "P208"),
    ("\"\\u2066\"", "P210"), ("\"bell\\a\"", "P208"),
  ])
  func `titles that some file cannot carry`(title: String, code: String) {
    #expect(Self.codes(planText(head: Self.head(title: title)).text) == [code])
  }

  @Test(arguments: [(64, true), (65, false)])
  func `the length of a version`(length: Int, isFine: Bool) {
    let version = String(repeating: "1", count: length)
    #expect(
      Self.codes(planText(head: Self.head(version: version)).text) == (isFine ? [] : ["P206"]))
  }

  @Test(arguments: [(48, true), (49, false)])
  func `the length of a plan's name`(length: Int, isFine: Bool) {
    let name = String(repeating: "p", count: length)
    #expect(Self.codes(planText(head: Self.head(plan: name)).text) == (isFine ? [] : ["P206"]))
  }

  @Test(arguments: ["Demo", "1demo", "_demo", "de-mo", "de/mo", "..", "démo", "''", "d e"])
  func `names that no plan can have`(name: String) {
    #expect(Self.codes(planText(head: Self.head(plan: name)).text) == ["P209"])
  }

  static func group(_ title: String) -> String {
    planText(
      assignments: """
        assignments:
          - from: shop
            to: archive
            tables:
              \(title): [orders_2023]
        """
    ).text
  }

  @Test func `the length of a group's title`() {
    #expect(Self.codes(Self.group(String(repeating: "g", count: 128))) == [])
    #expect(Self.codes(Self.group(String(repeating: "g", count: 129))) == ["P206"])
    #expect(Self.codes(Self.group("\"two\\nlines\"")) == ["P210"])
    #expect(Self.codes(Self.group("''")) == ["P206"])
  }

  static func created(_ fields: String) -> String {
    planText(
      schemas: """
        schemas:
          shop: {table_count: {before: 3, after: 2}}
          archive:
            table_count: {before: 0, after: 1}
            create: {\(fields)}
        """
    ).text
  }

  @Test(arguments: [
    String(repeating: "x", count: 1024), String(repeating: "é", count: 512), "'it''s /* open'",
    "'* / is not the end'", "\"\\uFFFD\"",
  ])
  func `comments that a schema can have`(comment: String) {
    #expect(Self.codes(Self.created("collation: utf8mb4_bin, comment: \(comment)")) == [])
  }

  @Test(arguments: [
    (String(repeating: "x", count: 1025), "P206"), (String(repeating: "é", count: 513), "P206"),
    ("'ends */ here'", "P210"), ("'***/'", "P210"), ("😀", "P210"), ("\"\\n\"", "P210"),
  ])
  func `comments that a server would lose or misread`(comment: String, code: String) {
    #expect(Self.codes(Self.created("collation: utf8mb4_bin, comment: \(comment)")) == [code])
  }

  @Test(arguments: ["utf8mb4_unicode_ci", "utf8mb4_0900_ai_ci", "binary", "latin1_swedish_ci"])
  func `collations`(collation: String) {
    #expect(Self.codes(Self.created("collation: \(collation)")) == [])
  }

  @Test(arguments: ["utf8mb4-bin", "'utf8 bin'", "_bin", "''", "\"x'y\"", "utf8mb4_bin;"])
  func `words that are no collation`(collation: String) {
    #expect(Self.codes(Self.created("collation: \(collation)")) == ["P209"])
  }

  static func aliased(_ alias: String) -> String {
    planText(
      schemas: """
        schemas:
          shop: {alias: \(alias), table_count: {before: 3, after: 2}}
          archive: {table_count: {before: 0, after: 1}}
        """
    ).text
  }

  @Test func `aliases`() {
    #expect(Self.codes(Self.aliased("core_1")) == [])
    #expect(Self.codes(Self.aliased(String(repeating: "a", count: 64))) == [])
    #expect(Self.codes(Self.aliased(String(repeating: "a", count: 65))) == ["P206"])
    #expect(Self.codes(Self.aliased("Core")) == ["P209"])
    #expect(Self.codes(Self.aliased("state")) == ["P209"])
    #expect(Self.codes(Self.aliased("archive")) == ["P308"])
  }

  @Test func `a schema whose name cannot be an alias needs one`() {
    let marked = planText(
      schemas: """
        schemas:
          my-shop: {table_count: {before: 3, after: 2}}
          ^^^^^^^ P202 schema `my-shop` has no `alias`, and its name cannot be one
          archive: {table_count: {before: 0, after: 1}}
        """, assignments: "assignments: [{from: my-shop, to: archive, tables: [a]}]")
    #expect(differences(marked) == [])
  }

  @Test(arguments: [
    ("\t", "the control character U+0009"), ("\n", "a line end"), ("\u{B}", "U+000B"),
    ("\u{C}", "U+000C"), ("\r", "a line end"), ("\u{1F}", "U+001F"), ("\u{7F}", "U+007F"),
    ("\u{9F}", "U+009F"), ("\u{2028}", "U+2028, a line end to some"),
    ("\u{2029}", "U+2029, a line end to some"), ("\u{202A}", "U+202A, which reorders"),
    ("\u{202E}", "U+202E, which reorders"), ("\u{2066}", "U+2066, which reorders"),
    ("\u{2069}", "U+2069, which reorders"),
  ])
  func `what a text must not hold is called by its name`(text: String, name: String) throws {
    #expect(try #require(TextFault(in: "a\(text)b")).description.contains(name))
  }

  @Test(arguments: [" ", "~", "\u{A1}", "\u{2027}", "\u{2030}", "é", "表", "😀"])
  func `what stands beside it is text`(text: String) {
    #expect(TextFault(in: "a\(text)b") == nil)
  }
}
