import Diagnostics
import PlancTestSupport
import Testing

/// Names of schemas and tables that hold more than a name, where no quotes say that it is meant.
struct UnquotedNameTests {
  /// What YAML takes into a plain text of a list in braces or in block style.
  private static let signs = "!\"$%&'()*+./;<=>?@\\^`|~".unicodeScalars.map { String($0) }

  private static func codes(table: String) -> [String] {
    let text = planText(
      assignments: """
        assignments:
          - from: shop
            to: archive
            tables:
              - \(table)
        """
    ).text
    return diagnostics(text).map(\.code.rawValue)
  }

  @Test(arguments: signs)
  func `a sign within a name without quotes is refused, but for the dollar`(sign: String) {
    #expect(Self.codes(table: "a\(sign)b2") == (sign == "$" ? [] : ["P315"]))
    let quoted = sign == "'" ? "\"a'b2\"" : "'a\(sign)b2'"
    #expect(Self.codes(table: quoted) == [])
  }

  @Test(arguments: [
    ("shop.a", ["P315"]), ("archive.a", ["P315"]), ("shop.a.b", ["P315"]), ("other.a", []),
    ("shop.", []), (".shop", []), ("shop", []),
  ])
  func `a schema of the plan in a quoted name is a warning`(name: String, codes: [String]) {
    #expect(Self.codes(table: "'\(name)'") == codes)
    #expect(Self.codes(table: "{table: 'old', as: '\(name)'}") == codes)
    let text = planText(
      assignments: "assignments: [{from: shop, to: archive, tables: ['\(name)']}]")
    #expect(diagnostics(text.text).allSatisfy { $0.severity == .warning })
  }

  @Test
  func `a schema in a quoted name is told in capitals too, with an edit where that is a name`() {
    #expect(Self.codes(table: "'SHOP.a'").contains("P315"))
    func edits(_ name: String) -> [String?] {
      let text = planText(
        assignments: "assignments: [{from: shop, to: archive, tables: ['\(name)']}]"
      ).text
      return diagnostics(text).filter { $0.code == .doubtfulName }.map(\.edit?.replacement)
    }
    #expect(edits("shop.a") == ["a"])
    #expect(edits("shop.2024") == [nil])
  }

  @Test(arguments: ["a b", "a, b", "a,", "a{b", "a[b]", "a/b c"])
  func `what parts words parts no names`(name: String) {
    #expect(Self.codes(table: name) == ["P315"])
    #expect(Self.codes(table: "'\(name)'") == [])
  }

  @Test(arguments: ["order_lines", "o-l", "straße", "заказы", "shop_заказы", "表", "o$l", "a1"])
  func `letters of any language, digits, dashes and underscores are a name`(name: String) {
    #expect(Self.codes(table: name) == [])
  }

  @Test(arguments: ["z\u{430}kazy", "\u{3BF}rders", "shop_\u{43E}rders"])
  func `letters of two alphabets in one word are refused`(name: String) {
    #expect(Self.codes(table: name) == ["P315"])
    #expect(Self.codes(table: "'\(name)'") == [])
  }

  @Test func `it holds for a schema, for both names of a renaming, and where each is named`() {
    let marked = planText(
      schemas: """
        schemas:
          shop: {table_count: {before: 3, after: 2}}
          my archive: {alias: archive, table_count: {before: 0, after: 1}}
          ^^^^^^^^^^ P315 the schema `my archive` contains a space
        """,
      assignments: """
        assignments:
          - from: shop,
                  ^^^^^ P315 `from` `shop,` contains `,`
            to: my archive
                ^^^^^^^^^^ P315 `to` `my archive` contains a space
            tables:
              - {table: shop.orders, as: orders;}
                        ^^^^^^^^^^^ P315 `table` `shop.orders` contains `.`
                                         ^^^^^^^ P315 `as` `orders;` contains `;`
        """)
    #expect(differences(marked) == [])
  }

  @Test(
    arguments: [
      ("shop.a", "write `a`; `from` gives the schema", "a"),
      ("a as b", "write `{table: a, as: b}`", "{table: a, as: b}"),
      ("a AS b", "write `{table: a, as: b}`", "{table: a, as: b}"),
      ("log_*", "write `{match: 'log_*', count: …}` for all such tables of the catalog", nil),
      ("a as b c", nil, nil), ("a as null", nil, nil), ("a.b.c", nil, nil), ("a b", nil, nil),
      ("a -> b", nil, nil), ("a,", nil, nil), ("${log}", nil, nil), ("DROP TABLE a;", nil, nil),
    ] as [(String, String?, String?)])
  func `the help says what was probably meant`(name: String, help: String?, edit: String?) throws {
    let text = planText(
      assignments: "assignments:\n  - from: shop\n    to: archive\n    tables:\n      - \(name)\n"
    ).text
    let diagnostic = try #require(diagnostics(text).first)
    let quotes = "quote a name that really contains it: `'\(name)'`"
    #expect(diagnostic.help == [help, quotes].compactMap(\.self))
    #expect(diagnostic.edit?.replacement == edit)
  }
}
