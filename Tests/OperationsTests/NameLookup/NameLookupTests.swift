import Diagnostics
import Foundation
import Testing

@testable import Catalogs
@testable import Foundations
@testable import Operations
@testable import Plans

/// Where a name is in a plan with three statements, two of which move tables to one schema.
struct NameLookupTests {
  private static let text = """
    plan: demo
    title: A demonstration
    version: 1.0
    catalog: ../catalogs/x.yaml
    schemas:
      shop: {table_count: {before: 4, after: 0, budget: 9}}
      archive: {alias: old, table_count: {before: 0, after: 3}, create: {collation: utf8mb4_bin}}
      logs: {table_count: {before: 0, after: 1}}
    assignments:
      - from: shop
        to: archive
        tables: {Group: [a, {table: b, as: zwei}, c]}
      - {from: shop, to: logs, tables: [d]}

    """

  /// `a` has a trigger, so that it moves by itself.
  private static let catalog: Catalog = {
    var catalog = CatalogCheckTests.catalog([
      "logs": [], "shop": CatalogCheckTests.tables("a", "b", "c", "d"),
    ])
    catalog.schemas[1].triggers = [
      Catalog.Trigger(
        "a_bi", table: "a", timing: .before, event: .insert,
        definer: Catalog.Account("app", host: "%"), settings: CatalogTextTests.settings,
        body: "SET @x = 1")
    ]
    return catalog
  }()

  private static func plans(path: String = "plans/demo.yaml") throws -> [CompiledPlan] {
    let compilation = compile([
      PlanSource(
        SourceFile(path: path, text: text), path: path,
        catalog: SourceFile(path: "catalogs/x.yaml", bytes: renderCatalog(catalog)))
    ])
    try #require(compilation.diagnostics.map(\.message) == [])
    return [
      CompiledPlan(
        plan: compilation.plans[0], migration: compilation.migrations[0],
        files: compilation.files, catalog: compilation.catalogs[0])
    ]
  }

  private static func shown(_ name: String) throws -> String {
    lookUpName(of: name, in: try plans()).text(generated: "generated")
  }

  private static func json(_ name: String) throws -> [String: Any] {
    let text = lookUpName(of: name, in: try plans()).json(generated: "generated")
    let object = try JSONSerialization.jsonObject(with: Data(text.utf8))
    return try #require(object as? [String: Any])
  }

  @Test(arguments: [
    ("a", "moves alone, statement 2 of 2"), ("b", "moves with 1 more, statement 1 of 2"),
    ("c", "moves with 1 more, statement 1 of 2"), ("d", "moves alone, all or none"),
  ])
  func `statements are counted by target, and tables by statement`(
    name: String, expected: String
  ) throws {
    #expect(try Self.shown(name).contains("\n  statement  \(expected)\n"))
  }

  @Test func `a schema has its numbers, what it is created with, and its tables by the other end`()
    throws
  {
    #expect(
      try Self.shown("old") == """
        schema `archive`, alias `old`
          plan       plans/demo.yaml:7
          tables     0 before, 3 after: 3 in, 0 out
          created    with `utf8mb4_bin`
          in from    `shop`: 3 tables
            `a`, line 12
            `b` as `zwei`, line 12
            `c`, line 12

        """)
    #expect(
      try Self.shown("shop").hasSuffix(
        """
          budget     9: room for 5 before, 9 after
          out to     `archive`: 3 tables
            `a`, line 12
            `b` as `zwei`, line 12
            `c`, line 12
          out to     `logs`: 1 table
            `d`, line 13

        """))
  }

  @Test func `json has the same facts of a schema`() throws {
    let schema = try #require((try Self.json("shop")["schemas"] as? [[String: Any]])?.first)
    #expect(schema["room"] as? [String: Int] == ["before": 5, "after": 9])
    #expect((schema["arriving"] as? [Any])?.count == 0)
    let leaving = try #require(schema["leaving"] as? [[String: Any]])
    #expect(leaving.map { $0["schema"] as? String } == ["archive", "logs"])
  }

  @Test func `json has both names of a table`() throws {
    let table = try #require((try Self.json("b")["tables"] as? [[String: Any]])?.first)
    let names = ["before", "after"].map { table[$0] as? [String: String] }
    #expect(names.map { $0?["schema"] } == ["shop", "archive"])
    #expect(names.map { $0?["table"] } == ["b", "zwei"])
  }

  @Test func `where nothing depends on a table that is said`() throws {
    #expect(try Self.shown("b").hasSuffix("\n  depends    nothing that the catalog shows\n"))
  }

  @Test func `several answers stand apart by a blank line`() throws {
    var plans = try Self.plans()
    plans += plans
    let text = lookUpName(of: "d", in: plans).text(generated: "")
    #expect(text.components(separatedBy: "\n\ntable `shop`.`d`\n").count == 2)
  }

  @Test(arguments: [("", "demo/"), ("out", "out/demo/"), ("out/", "out/demo/"), ("/", "/demo/")])
  func `a file stands below its folder`(folder: String, start: String) throws {
    let text = lookUpName(of: "d", in: try Self.plans()).text(generated: folder)
    #expect(text.contains("\n  back       \(start)demo_rollback.sql:"))
  }

  @Test func `every name is known, the old and the new ones`() throws {
    #expect(
      knownNames(in: try Self.plans().map(\.plan))
        == ["shop", "archive", "old", "logs", "a", "b", "zwei", "c", "d"])
  }

  @Test func `of the names that hold it at most five are told, the nearest first`() throws {
    var plans = try Self.plans()
    let group = plans[0].plan.assignments[0].groups[0].tables[0]
    plans[0].plan.assignments[0].groups[0].tables = (1...6).map { number in
      var table = group
      table.name.value = "orders_of_202\(number)"
      return table
    }
    let found = lookUpName(of: "orders_of", in: plans)
    let names = (1...5).map { "orders_of_202\($0)" }
    #expect(found.nearest == names)
    let list = names.map { "\"\($0)\"" }.joined(separator: ", ")
    #expect(
      found.json(generated: "")
        == "{\"name\": \"orders_of\", \"tables\": [], \"schemas\": [], \"nearest\": [\(list)]}\n")
  }

  /// A plan's path and the names in a catalog are whatever somebody made them.
  @Test func `no path and no name of a catalog reaches a terminal as more than text`() throws {
    var plans = try Self.plans(path: "plans/a\u{1B}b.yaml")
    plans[0].catalog?.schemas[1].triggers.append(
      Catalog.Trigger(
        "t", table: "x\u{1B}y", timing: .before, event: .insert,
        definer: Catalog.Account("app", host: "%"), settings: CatalogTextTests.settings,
        body: "SET @x = (SELECT 1 FROM shop.b)"))
    let text = lookUpName(of: "b", in: plans).text(generated: "generated")
    #expect(text.contains("plans/a\\u{1B}b.yaml:12"))
    #expect(text.contains("of `x\\u{1B}y`, names it"))
    #expect(!text.contains("\u{1B}"))
  }
}
