import Diagnostics
import PlancTestSupport
import Testing

struct SchemaCheckTests {
  static func codes(_ text: String) -> [String] { diagnostics(text).map(\.code.rawValue) }

  @Test func `a schema that is not declared is one error, at its first use`() throws {
    let marked = planText(
      assignments: """
        assignments:
          - {from: shop, to: archve, tables: [a]}
                             ^^^^^^ P302 schema `archve` is not declared
          - {from: shop, to: archve, tables: [b]}
                             ~~~~~~ P302
          - {from: shop, to: archive, tables: [c]}
        """)
    let found = diagnostics(marked.text).filter { $0.code != .countMismatch }
    #expect(marked.differences(from: found) == [])
    let diagnostic = try #require(found.first)
    #expect(diagnostic.help == ["did you mean `archive`?"])
    #expect(diagnostic.edit?.replacement == "archive")
  }

  @Test func `a schema unlike any other gets no guess`() throws {
    let text = planText(assignments: "assignments: [{from: shop, to: zzz, tables: [a]}]").text
    let found = try #require(diagnostics(text).first { $0.code == .undeclaredSchema })
    #expect(found.help == ["declare it under `schemas`, with its `table_count`"])
    #expect(found.edit == nil)
  }

  @Test func `a schema that nothing uses, created or not`() {
    let marked = planText(
      schemas: """
        schemas:
          shop: {table_count: {before: 3, after: 2}}
          archive: {table_count: {before: 0, after: 1}}
          spare: {table_count: {before: 4, after: 5}}
          ^^^^^ P313a schema `spare` is declared, but no table moves from it or to it
          empty: {table_count: {before: 0, after: 0}, create: {collation: binary}}
          ^^^^^ P313b
        """)
    #expect(differences(marked) == [])
  }

  @Test func `a schema whose declaration has a fault is not undeclared as well`() {
    let marked = planText(
      schemas: """
        schemas:
          shop: {table_count: {before: 3, after: 2}}
          archive: {table_count: {before: 0, after: none}}
                                                    ^^^^ P205
        """)
    #expect(differences(marked) == [])
  }

  @Test func `schemas that differ in case`() {
    let marked = planText(
      schemas: """
        schemas:
          shop: {alias: a, table_count: {before: 3, after: 2}}
          ~~~~ P309
          Shop: {alias: b, table_count: {before: 1, after: 1}}
          ^^^^ P309 `Shop` and `shop` may be one schema to the server
          archive: {table_count: {before: 0, after: 1}}
        """)
    #expect(differences(marked) == [])
  }

  @Test func `an alias that is another schema's name`() {
    let marked = planText(
      schemas: """
        schemas:
          shop: {alias: archive, table_count: {before: 3, after: 2}}
                        ~~~~~~~ P308
          archive: {table_count: {before: 0, after: 1}}
          ^^^^^^^ P308 `archive` and `shop` have the same alias `archive`
        """)
    #expect(differences(marked) == [])
  }

  @Test(arguments: ["mysql", "information_schema", "performance_schema", "sys", "MySQL"])
  func `schemas of the server itself`(name: String) {
    let marked = planText(
      schemas: """
        schemas:
          shop: {table_count: {before: 3, after: 2}}
          \(name): {alias: x, table_count: {before: 0, after: 1}}
          \(String(repeating: "^", count: name.count)) P301 `\(name)` is a schema of the server itself
        """, assignments: "assignments: [{from: shop, to: \(name), tables: [a]}]")
    #expect(differences(marked) == [])
  }

  static func table(_ name: String) -> [String] {
    codes(planText(assignments: "assignments: [{from: shop, to: archive, tables: [\(name)]}]").text)
  }

  @Test(arguments: [
    String(repeating: "t", count: 64), String(repeating: "é", count: 64), "'a b'", "' a'", "'a.b'",
    "'a/b'", "\"a\\\\b\"", "'a`b'", "\"a'b\"", "select", "a-b", "$a", "tür", "表", "'a;b'", "'#a'",
    "\"\\uFFFD\"",
  ])
  func `names that a server takes`(name: String) {
    #expect(Self.table(name) == [])
  }

  @Test(arguments: [
    (String(repeating: "t", count: 65), "P301"), (String(repeating: "é", count: 65), "P301"),
    ("''", "P301"), ("'a '", "P301"), ("' '", "P301"), ("😀", "P301"), ("'#mysql50#a'", "P301"),
    ("\"a\\tb\"", "P210"), ("\"a\\nb\"", "P210"), ("\"a\\0b\"", "P208"), ("\"\\u202Ea\"", "P210"),
    ("Orders", "P307"), ("Éa", "P307"), ("ǅ", "P307"),
  ])
  func `names that a server refuses or changes`(name: String, code: String) {
    #expect(Self.table(name) == [code])
  }

  @Test func `the name a table gets is checked too`() {
    let marked = planText(
      assignments: """
        assignments:
          - {from: shop, to: archive, tables: [{table: a, as: 'a '}]}
                                                              ^^^^ P301 the name of table `a ` ends in a space
        """)
    #expect(differences(marked) == [])
  }
}
