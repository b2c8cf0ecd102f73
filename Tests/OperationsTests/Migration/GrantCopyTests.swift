import Diagnostics
import Testing

@testable import Catalogs
@testable import Foundations
@testable import Operations

/// Grants of a catalog: what is copied, and that the way back takes back just that.
struct GrantCopyTests {
  static func catalog(_ grants: [Catalog.Grant]) -> Catalog {
    var catalog = Catalog(
      server: Catalog.Server(.mariadb, version: "10.11.19"), lowerCaseTableNames: 0)
    var shop = Catalog.Schema("shop", characterSet: "utf8mb4", collation: "utf8mb4_bin")
    shop.tables = [Catalog.Table("orders"), Catalog.Table("stays")]
    catalog.schemas = [shop]
    catalog.grants = grants
    return catalog.sorted()
  }

  static let grants: [Catalog.Grant] = [
    grant(.table(QualifiedName("shop", "orders")), "report@%", ["SELECT"], isGrantable: true),
    grant(.column(QualifiedName("shop", "orders"), column: "id"), "clerk@%", ["SELECT", "UPDATE"]),
    grant(.table(QualifiedName("shop", "stays")), "report@%", ["SELECT"]),
    grant(.schema(pattern: "shop"), "app@%", ["INSERT", "SELECT"]),
    grant(.schema(pattern: "shop%"), "wide@%", ["SELECT"]),
  ]

  static func grant(
    _ object: Catalog.Grant.Object, _ grantee: String, _ privileges: [String],
    isGrantable: Bool = false
  ) -> Catalog.Grant {
    Catalog.Grant(
      on: object, to: Catalog.Account(grantee), privileges: privileges, isGrantable: isGrantable)
  }

  static func compiled(_ catalog: Catalog, status: String) -> Compilation {
    let plan = """
      plan: p
      title: Grants
      version: "1"
      status: \(status)
      catalog: ../catalogs/c.yaml
      schemas:
        shop: {table_count: {before: 2, after: 1}}
        shop_x: {table_count: {before: 0, after: 1}, create: {collation: utf8mb4_bin, grants_like: shop}}
      assignments:
        - {from: shop, to: shop_x, tables: [{table: orders, as: old_orders}]}

      """
    return compile([
      PlanSource(
        SourceFile(path: "plans/p.yaml", text: plan), path: "plans/p.yaml",
        catalog: SourceFile(path: "catalogs/c.yaml", bytes: renderCatalog(catalog)))
    ])
  }

  @Test func `a plan that is applied compiles to the same files, from the catalog after the move`()
    throws
  {
    let planned = Self.compiled(Self.catalog(Self.grants), status: "planned")
    #expect(planned.diagnostics.isEmpty)
    let migration = try #require(planned.migrations.first)
    let before = try #require(migration.catalog)
    let after = migration.batches.reduce(
      migration.createdSchemas.reduce(before) { $0.creating($1) }
    ) { $0.moving($1) }
    let new = after.grants.filter { grant in
      grant.table?.schema == "shop_x" || grant.pattern == #"shop\_x"#
    }
    #expect(
      Set(new) == [
        Self.grant(
          .column(QualifiedName("shop_x", "old_orders"), column: "id"), "clerk@%",
          ["SELECT", "UPDATE"]),
        Self.grant(
          .table(QualifiedName("shop_x", "old_orders")), "report@%", ["SELECT"], isGrantable: true),
        Self.grant(.schema(pattern: #"shop\_x"#), "app@%", ["INSERT", "SELECT"]),
      ])
    let applied = Self.compiled(after, status: "applied")
    #expect(applied.diagnostics.isEmpty, "\(applied.diagnostics.map(\.message))")
    #expect(applied.files.map(\.bytes) == planned.files.map(\.bytes))
  }

  @Test func `the runbook has the grants on a created schema also where nobody needs a copy`()
    throws
  {
    for grants in [Self.grants, [Self.grant(.schema(pattern: "shop%"), "wide@%", ["SELECT"])]] {
      let migration = try #require(
        Self.compiled(Self.catalog(grants), status: "planned").migrations.first)
      let runbook = String(decoding: renderRunbook(migration).bytes, as: UTF8.self)
      #expect(runbook.contains("\n## Grants on created schemas\n"))
      #expect(runbook.contains("| <code>app") == (grants.count > 1))
    }
    let other = String(decoding: renderRunbook(Example.phaseA).bytes, as: UTF8.self)
    #expect(
      !other.contains("## Grants") && !other.contains("## Views")
        && !other.contains("## Tables with"))
  }

  /// A proof that could not fail would prove nothing.
  @Test func `a migration that forgets to take a copy back is not proved`() throws {
    let migration = try #require(
      Self.compiled(Self.catalog(Self.grants), status: "planned").migrations.first)
    #expect(violations(of: migration).isEmpty)
    #expect(
      violations(of: migration) { batch in
        var inverse = batch.inverse
        inverse.grants?.copies.removeLast()
        return inverse
      } == ["rollback: the start is not restored"])
  }

  typealias Pattern = (pattern: String, rights: [String])

  struct Case: Sendable {
    var patterns: [Pattern]
    /// What is granted on `shop_x`; nil for nothing.
    var expected: [String]?

    init(_ patterns: [Pattern], _ expected: [String]?) {
      self.patterns = patterns
      self.expected = expected
    }
  }

  /// What patterns give one grantee, and what is granted on `shop_x`, as on `shop`.
  static let cases: [Case] = [
    Case([("shop", ["SELECT"])], ["SELECT"]),
    Case([("shop%", ["SELECT"])], nil),
    Case([("shop_", ["SELECT"])], nil),
    Case([("sho_", ["SELECT"])], ["SELECT"]),
    Case([("shop", ["SELECT"]), ("shop%", ["EVENT"])], ["EVENT", "SELECT"]),
    Case([("shop", ["SELECT"]), ("shop%", ["EVENT", "SELECT"])], nil),
    Case([("shop", ["SELECT"]), ("s%", ["DROP"]), ("shop%", ["EVENT"])], ["EVENT", "SELECT"]),
    Case([(#"shop\_x"#, ["SELECT"])], nil),
    Case([(#"shop\%"#, ["SELECT"])], nil),
  ]

  @Test(arguments: cases.indices)
  func `the nearest pattern counts, and what it gives is not hidden`(number: Int) {
    let (patterns, expected) = (Self.cases[number].patterns, Self.cases[number].expected)
    let grants = patterns.map { Self.grant(.schema(pattern: $0.pattern), "app@%", $0.rights) }
    let found = SchemaGrants(for: "shop_x", like: "shop", in: Self.catalog(grants))
    #expect(found.copies.map(\.privileges) == (expected.map { [$0] } ?? []))
    #expect(found.copies.allSatisfy { $0.pattern == #"shop\_x"# })
  }
}
