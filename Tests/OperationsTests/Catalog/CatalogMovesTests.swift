import Diagnostics
import PlancTestSupport
import Testing

@testable import Catalogs
@testable import Foundations
@testable import Operations

/// What steps make of a catalog, and that their inverses take back no more.
struct CatalogMovesTests {
  static func catalog(_ flavor: Catalog.Server.Flavor = .mariadb) -> Catalog {
    Catalog(server: .init(flavor, version: "10.11"), lowerCaseTableNames: 0)
  }

  static func schema(
    _ name: String, create: MigratedSchema.Creation? = nil
  ) -> MigratedSchema {
    MigratedSchema(name: name, alias: name, tablesBefore: 0, tablesAfter: 0, create: create)
  }

  @Test func `copies of grants come with the table and go with it`() {
    let grants = [
      CopiedGrantTests.grant(["SELECT"]),
      CopiedGrantTests.grant(["USAGE"], to: .init("boss", host: "%"), isGrantable: true),
    ]
    var before = Self.catalog()
    before.grants = grants
    before = before.sorted()
    let batch = CopiedGrantTests.batch(grants)
    let after = before.moving(batch)
    #expect(Set(after.grants) == Set(grants + grants.map { $0.on(CopiedGrantTests.old) }))
    #expect(after.moving(batch.inverse) == before)
    // What somebody has added to a copy stays.
    var added = after
    added.grants = added.grants.map { grant in
      var grant = grant
      if grant.table == CopiedGrantTests.old, grant.grantee.user == "app" {
        grant.privileges = ["INSERT", "SELECT"]
        grant.isGrantable = true
      }
      return grant
    }
    let left = added.moving(batch.inverse).grants.filter { !grants.contains($0) }
    #expect(
      left == [CopiedGrantTests.grant(["INSERT"], on: CopiedGrantTests.old, isGrantable: true)])
  }

  @Test func `a schema is created once, and with a comment only where there are any`() {
    let create = MigratedSchema.Creation(
      characterSet: "utf8mb4", collation: "utf8mb4_bin", comment: "Cold")
    let schema = Self.schema("cold", create: create)
    for (flavor, comment) in [(Catalog.Server.Flavor.mariadb, "Cold"), (.mysql, nil)] {
      let created = Self.catalog(flavor).creating(schema)
      #expect(created.schemas.map(\.comment) == [comment])
      #expect(created.creating(schema) == created)
    }
  }

  @Test func `a schema with an event is not empty`() {
    var catalog = Self.catalog()
    catalog.schemas = [Catalog.Schema("cold", characterSet: "utf8mb4", collation: "utf8mb4_bin")]
    #expect(catalog.droppingIfEmpty(Self.schema("cold")).schemas == [])
    catalog.schemas[0].events = [
      Catalog.Event(
        "nightly", definer: .init("app", host: "%"),
        settings: .init(
          sqlMode: "", characterSetClient: "utf8mb4", collationConnection: "utf8mb4_bin",
          databaseCollation: "utf8mb4_bin"), body: "DO 0")
    ]
    #expect(catalog.droppingIfEmpty(Self.schema("cold")) == catalog)
  }

  @Test(arguments: [
    ("orders_ibfk_1", "old_ibfk_1"), ("orders_ibfk_12", "old_ibfk_12"),
    ("orders_ibfk_", "orders_ibfk_"), ("orders_ibfk_1x", "orders_ibfk_1x"), ("fk", "fk"),
  ])
  func `the server makes anew the names that it made`(name: String, after: String) {
    var table = Catalog.Table("orders")
    table.foreignKeys = [
      Catalog.ForeignKey(
        name, columns: ["x"], referenced: QualifiedName("shop", "c"), referencedColumns: ["id"])
    ]
    #expect(table.renamed("old").foreignKeys.map(\.name) == [after])
  }

  @Test func `what a plan did not create is not dropped when it is taken back`() throws {
    let text = CatalogCheckTests.plan("[a]").text
    let plan = try #require(readPlan(SourceFile(path: "plans/demo.yaml", text: text)).plan)
    let catalog = CatalogCheckTests.catalog([
      "shop": CatalogCheckTests.tables("a", "b", "c"), "archive": [],
    ])
    #expect(plan.undone(in: plan.applied(to: catalog)) == catalog)
  }
}
