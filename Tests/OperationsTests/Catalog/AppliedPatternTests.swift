import Diagnostics
import PlancTestSupport
import Testing

@testable import Catalogs
@testable import Operations

/// A plan with patterns after it was carried out: at the source there is nothing to match any more.
struct AppliedPatternTests {
  private static func plan(_ tables: String, before: Int = 1, status: String = "planned") -> String
  {
    """
    plan: demo
    title: A demonstration
    version: "1"
    status: \(status)
    catalog: ../catalogs/x.yaml
    schemas:
      shop: {table_count: {before: 5, after: 2}}
      archive: {table_count: {before: \(before), after: \(before + 3)}}
    assignments:
      - from: shop
        to: archive
        tables: \(tables)

    """
  }

  private static let shop = ["log_a", "log_b", "log_kept", "old", "people"]

  /// The plan before its move, and after it with the catalog that the server has then.
  private static func compiled(
    _ tables: String, there: [String], after: [String], left: [String] = ["log_kept", "people"]
  ) -> (planned: Compilation, applied: Compilation) {
    func catalog(_ shop: [String], _ archive: [String]) -> Catalog {
      CatalogCheckTests.catalog([
        "shop": shop.map { Catalog.Table($0) }, "archive": archive.map { Catalog.Table($0) },
      ])
    }
    return (
      CatalogCheckTests.compile(plan(tables, before: there.count), catalog(shop, there)),
      CatalogCheckTests.compile(
        plan(tables, before: there.count, status: "applied"), catalog(left, after))
    )
  }

  private static let tables =
    "[{match: log_*, count: 2, except: [log_kept]}, {table: old, as: log_old}]"

  @Test func `it compiles to the same bytes as before`() {
    let (planned, applied) = Self.compiled(
      Self.tables, there: ["people"], after: ["log_a", "log_b", "log_old", "people"])
    #expect(planned.diagnostics.map(\.message) == [])
    #expect(applied.diagnostics.map(\.message) == [])
    #expect(!planned.files.isEmpty && applied.files == planned.files)
  }

  @Test func `tables that were there before and match too cannot be told from those that came`() {
    let (planned, applied) = Self.compiled(
      Self.tables, there: ["log_z"], after: ["log_a", "log_b", "log_old", "log_z"])
    #expect(planned.diagnostics.map(\.message) == [])
    let found = applied.diagnostics.first { $0.code == .patternCount }
    #expect(found?.message == "`log_*` matches 3 tables of `archive`, but `count` is 2")
    #expect(found?.help.first?.hasPrefix("list by name the tables that the plan has moved") == true)
  }

  @Test func `that it was not carried out is told by its tables`() {
    let (_, applied) = Self.compiled(
      Self.tables, there: ["people"], after: ["people"], left: Self.shop)
    #expect(applied.diagnostics.map(\.code) == [.notApplied])
  }
}
