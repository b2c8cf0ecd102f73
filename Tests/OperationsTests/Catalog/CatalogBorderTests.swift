import Diagnostics
import PlancTestSupport
import Testing

@testable import Catalogs
@testable import Foundations
@testable import Operations

/// Both sides of the borders within checks that the golden cases show on one side.
struct CatalogBorderTests {
  private static func found(_ plan: MarkedText, _ catalog: Catalog) -> [Diagnostic] {
    CatalogCheckTests.compile(plan.text, catalog).diagnostics
  }

  @Test(
    arguments: [
      (["c"], ["a", "b"], nil), (["c"], ["a"], "no table `archive`.`b`"),
      (["b", "c"], ["a", "b"], "`shop`.`b` at the source"),
      (["a", "b", "c"], [], "`shop`.`a` at the source, and 1 more are not as they should be"),
    ] as [([String], [String], String?)])
  func `an applied plan is held against each of its tables`(
    shop: [String], archive: [String], ending: String?
  ) {
    let catalog = CatalogCheckTests.catalog([
      "shop": shop.map { Catalog.Table($0) }, "archive": archive.map { Catalog.Table($0) },
    ])
    let plan = CatalogCheckTests.plan("[a, b]", after: 1, moved: 2, tail: "status: applied")
    let messages = Self.found(plan, catalog).filter { $0.code == .notApplied }.map(\.message)
    let expected = ending.map { "the plan is applied, but the catalog has \($0)" }
    #expect(
      messages.map { $0.replacing("`.`", with: ".") }
        == (expected.map { [$0.replacing("`.`", with: ".")] } ?? []))
  }

  @Test func `a schema that shall be created must not hold so much as a sequence`() {
    let plan = planText(
      schemas: """
        catalog: ../catalogs/x.yaml
        schemas:
          shop: {table_count: {before: 3, after: 2}}
          archive: {table_count: {before: 0, after: 1}, create: {collation: utf8mb4_general_ci}}
        """, assignments: "assignments: [{from: shop, to: archive, tables: [a]}]")
    var catalog = CatalogCheckTests.catalog([
      "archive": [], "shop": CatalogCheckTests.tables("a", "b", "c"),
    ])
    #expect(Self.found(plan, catalog).map(\.code) == [])
    catalog.schemas[0].sequences = [Catalog.Sequence("numbers")]
    #expect(Self.found(plan, catalog).map(\.code) == [.existingSchema])
  }

  @Test(arguments: [("archive_name_chk_1", true), ("a_chk_1", false), ("archive_name_chk_", false)])
  func `a check that would not get its name back is told`(name: String, isTold: Bool) {
    var table = Catalog.Table("a")
    table.checks = [Catalog.Check(name)]
    let catalog = CatalogCheckTests.catalog(
      ["shop": [table] + CatalogCheckTests.tables("b", "c"), "archive": []])
    let codes = Self.found(CatalogCheckTests.plan("[{table: a, as: archive_name}]"), catalog)
      .map(\.code)
    #expect(codes == (isTold ? [.takenForeignKeyName] : []))
  }

  /// `_chk_1` has 6 characters.
  @Test(
    arguments: [(.mysql, 59, true), (.mysql, 58, false), (.mariadb, 59, false)]
      as [(Catalog.Server.Flavor, Int, Bool)])
  func `a new name from which MySQL makes one that is too long is told`(
    flavor: Catalog.Server.Flavor, length: Int, isTold: Bool
  ) {
    var table = Catalog.Table("a")
    table.checks = [Catalog.Check("a_chk_1"), Catalog.Check("positive")]
    let catalog = CatalogCheckTests.catalog(
      ["shop": [table] + CatalogCheckTests.tables("b", "c"), "archive": []], flavor)
    let name = String(repeating: "ж", count: length)
    let found = Self.found(CatalogCheckTests.plan("[{table: a, as: \(name)}]"), catalog)
    #expect(found.map(\.code) == (isTold ? [.malformedIdentifier] : []))
    #expect(found.allSatisfy { $0.message.contains("of 65 characters") })
  }

  @Test(
    arguments: [
      (.mysql, "t`1", "DELETE FROM `tt`11`", true), (.mysql, "t`1", "DELETE FROM z", false),
      (.mysql, "a", "DELETE FROM z WHERE x = 'a`'", false),
      (.mariadb, "t`1", "DELETE FROM `tt`11`", false),
    ] as [(Catalog.Server.Flavor, String, String, Bool)])
  func `an event that MySQL shows wrongly may name the table`(
    flavor: Catalog.Server.Flavor, name: String, body: String, isTold: Bool
  ) {
    var catalog = CatalogCheckTests.catalog(
      ["shop": CatalogCheckTests.tables(name, "b", "c"), "archive": []], flavor)
    catalog.schemas[1].events = [
      Catalog.Event(
        "nightly", definer: Catalog.Account("app", host: "%"),
        settings: Catalog.ParseSettings(
          sqlMode: "", characterSetClient: "utf8mb4", collationConnection: "utf8mb4_general_ci",
          databaseCollation: "utf8mb4_general_ci"), body: body)
    ]
    let found = Self.found(CatalogCheckTests.plan("['\(name)']"), catalog)
    #expect(found.map(\.code) == (isTold ? [.eventNamesMovedTable] : []), "\(found)")
  }

  @Test(arguments: [("MyISAM", true), ("myisam", true), ("InnoDB", false), ("Aria", false)])
  func `only tables of MyISAM may be part of a MERGE table`(engine: String, isTold: Bool) {
    let catalog = CatalogCheckTests.catalog([
      "shop": [
        Catalog.Table("a", engine: engine), Catalog.Table("all_1", engine: "MRG_MyISAM"),
        Catalog.Table("all_2", engine: "MRG_MyISAM"),
      ], "archive": [],
    ])
    let found = Self.found(CatalogCheckTests.plan("[a]"), catalog)
    #expect(found.map(\.code) == (isTold ? [.mergeTable] : []))
    #expect(found.allSatisfy { $0.message.contains("all_1") })
  }

  @Test(arguments: [("shop", true), ("archive", false), ("elsewhere", true)])
  func `a sequence that is where the table goes is no risk`(schema: String, isTold: Bool) {
    var table = Catalog.Table("a")
    table.sequenceDefaults = [
      Catalog.SequenceDefault(column: "id", sequence: QualifiedName(schema, "numbers"))
    ]
    let catalog = CatalogCheckTests.catalog(
      ["shop": [table] + CatalogCheckTests.tables("b", "c"), "archive": []])
    let codes = Self.found(CatalogCheckTests.plan("[a]"), catalog).map(\.code)
    #expect(codes == (isTold ? [.sequenceDefault] : []))
  }

  @Test func `a table that stays where it is does not stand in its own way`() {
    let plan = planText(
      schemas: """
        catalog: ../catalogs/x.yaml
        schemas:
          shop: {table_count: {before: 3, after: 3}}
        """, assignments: "assignments: [{from: shop, to: shop, tables: [a]}]")
    let catalog = CatalogCheckTests.catalog(["shop": CatalogCheckTests.tables("a", "b", "c")])
    #expect(Self.found(plan, catalog).map(\.code) == [.redundantAssignment])
  }
}
