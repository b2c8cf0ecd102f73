import Diagnostics
import Foundation
import Testing

@testable import Catalogs
@testable import Foundations
@testable import Operations

/// What `planc init` writes of a catalog, without running it.
struct FirstPlanTests {
  private static func plan(
    _ tables: [String], of shop: [Catalog.Table], archive: [Catalog.Table]? = nil
  ) throws -> FirstPlan {
    var schemas = ["shop": shop]
    schemas["archive"] = archive
    var catalog = CatalogCheckTests.catalog(schemas)
    for index in catalog.schemas.indices { catalog.schemas[index].collation = "utf8mb4_bin" }
    let plan = FirstPlan(
      name: "demo", catalog: catalog, path: "../catalogs/x.yaml", source: "shop",
      target: "archive", tables: tables)
    return try #require(plan)
  }

  @Test func `a schema that is there is not created, and its budget leaves room for 40 more`()
    throws
  {
    let text = try Self.plan(
      ["a"], of: CatalogCheckTests.tables("a", "b"), archive: CatalogCheckTests.tables("z")
    ).text
    #expect(text.contains("table_count: {before: 1, after: 2} # `budget: 41` would"))
    #expect(!text.contains("create:"))
  }

  @Test func `a schema that is created gets the collation of the source`() throws {
    let text = try Self.plan(["a"], of: CatalogCheckTests.tables("a", "b")).text
    #expect(text.contains("    collation: utf8mb4_bin\n"))
    #expect(text.contains("table_count: {before: 0, after: 1}"))
  }

  @Test func `what stays is a comment: not what moves, nor a name that no comment can hold`() throws
  {
    let text = try Self.plan(["a"], of: CatalogCheckTests.tables("a", "b\u{1B}", "c")).text
    #expect(
      text.components(separatedBy: "correct the counts:\n").last?.hasPrefix(
        "        # - c\n        # - {table: old_name") == true)
  }

  @Test func `a name that starts with no letter, or reads as something else, is quoted`() throws {
    let tables = ["-x", "2024_a", "null", "o-k", "ok_2", "shop.a", "a as b"]
    let text = FirstPlan(
      name: "demo", source: "shop", target: "archive", tables: tables, sourceCount: nil
    ).text
    for line in ["\"-x\"", "\"2024_a\"", "\"null\"", "o-k", "ok_2", "\"shop.a\"", "\"a as b\""] {
      #expect(text.contains("        - \(line)\n"))
    }
  }

  @Test func `an alias is written where it is not the name`() {
    var plan = FirstPlan(
      name: "demo", source: "shop", target: "archive", tables: ["a"], sourceCount: nil)
    plan.aliases = ["shop": "shop", "archive": "old"]
    #expect(plan.text.contains("  shop:\n    table_count"))
    #expect(plan.text.contains("  archive:\n    alias: old\n    table_count"))
  }

  @Test func `of schemas with as many tables the first is the largest, and of none there is none`()
  {
    func largest(_ schemas: [String: [Catalog.Table]]) -> String? {
      FirstPlan.largestSchema(of: CatalogCheckTests.catalog(schemas))
    }
    let two = CatalogCheckTests.tables("a", "b")
    #expect(largest(["a": [], "b": two, "c": two, "d": [two[0]]]) == "b")
    #expect(largest(["a": [], "b": []]) == nil)
    #expect(largest([:]) == nil)
  }

  @Test(arguments: [
    (1, ["c"]), (3, ["c", "d", "a"]), (4, ["c", "d", "a", "b"]), (9, ["c", "d", "a", "b"]),
  ])
  func `tables on which nothing hangs come first, then the others`(max: Int, expected: [String]) {
    var tables = CatalogCheckTests.tables("a", "b", "c", "d")
    tables[0].foreignKeys = [
      Catalog.ForeignKey(
        "fk", columns: ["x"], referenced: QualifiedName("shop", "b"), referencedColumns: ["id"])
    ]
    let catalog = CatalogCheckTests.catalog(["shop": tables])
    #expect(FirstPlan.likelyTables(of: "shop", in: catalog, max: max) == expected)
  }
}
