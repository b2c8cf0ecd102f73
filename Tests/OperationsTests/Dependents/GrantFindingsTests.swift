import Diagnostics
import Testing

@testable import Catalogs
@testable import Foundations
@testable import Operations

/// Which grants cannot be copied, or not be told from copies.
struct GrantFindingsTests {
  /// What compiling finds where `orders` moves to `archive`, which is created with `grants_like`.
  private static func found(
    _ grants: [Catalog.Grant], like: String? = nil, tail: String = "",
    flavor: Catalog.Server.Flavor = .mariadb, lowerCaseTableNames: Int = 0
  ) -> [Diagnostic] {
    var catalog = CatalogCheckTests.catalog(
      ["shop": CatalogCheckTests.tables("orders", "stays")], flavor,
      lowerCaseTableNames: lowerCaseTableNames)
    catalog.grants = grants
    let plan = """
      plan: p
      title: Grants
      version: "1"
      catalog: ../catalogs/x.yaml
      schemas:
        shop: {table_count: {before: 2, after: 1}}
        archive:
          table_count: {before: 0, after: 1}
          create: {collation: utf8mb4_bin\(like.map { ", grants_like: \($0)" } ?? "")}
      assignments:
        - {from: shop, to: archive, tables: [orders]}
      \(tail)

      """
    return presented(CatalogCheckTests.compile(plan, catalog).diagnostics)
  }

  private static let orders = QualifiedName("shop", "orders")
  private static let strange = GrantCopyTests.grant(.table(orders), "app@%", ["EVERYTHING"])

  @Test func `a right that is not known is left behind, and told unless the plan leaves all`() {
    let told = Self.found([Self.strange])
    #expect(
      told.map(\.message) == ["`app@%` has EVERYTHING on `shop.orders`, which cannot be copied"])
    #expect(told.map(\.code) == [.grantLeftBehind])
    #expect(Self.found([Self.strange], tail: "grants: leave").map(\.code) == [])
  }

  @Test func `of a right on a column the column is told`() {
    let grant = GrantCopyTests.grant(.column(Self.orders, column: "id"), "app@%", ["EVERYTHING"])
    #expect(
      Self.found([grant]).map(\.message) == [
        "`app@%` has EVERYTHING on column `id` of `shop.orders`, which cannot be copied"
      ])
  }

  @Test func `a schema that is not there is told with the nearest, and alone`() {
    let found = Self.found(
      [GrantCopyTests.grant(.schema(pattern: "shopp"), "app@%", ["SELECT"])], like: "shopp")
    #expect(found.map(\.message) == ["the catalog has no schema `shopp`"])
    #expect(found.flatMap(\.help) == ["did you mean `shop`?"])
  }

  @Test func `rights on a schema that cannot be copied, or that nobody has, are told`() {
    let strange = GrantCopyTests.grant(.schema(pattern: "shop"), "app@%", ["EVERYTHING"])
    #expect(
      Self.found([strange], like: "shop").map(\.message) == [
        "`app@%` has EVERYTHING on `shop`, which cannot be copied"
      ])
    #expect(
      Self.found([], like: "shop").map(\.message) == [
        "nobody has rights on `shop` that could be granted"
      ])
  }

  @Test(arguments: [(0, [DiagnosticCode.noGrantsToCopy]), (1, [])])
  func `a pattern in capitals is one of the schema where the server lets it`(
    lowerCaseTableNames: Int, codes: [DiagnosticCode]
  ) {
    let grant = GrantCopyTests.grant(.schema(pattern: "SHOP"), "app@%", ["SELECT"])
    #expect(
      Self.found([grant], like: "shop", lowerCaseTableNames: lowerCaseTableNames).map(\.code)
        == codes)
  }

  @Test func `rights on the new schema are told of those who get a copy alone`() {
    let source = GrantCopyTests.grant(.schema(pattern: "shop"), "app@%", ["SELECT"])
    func found(_ grantee: String) -> [DiagnosticCode] {
      Self.found(
        [source, GrantCopyTests.grant(.schema(pattern: "archive"), grantee, ["INSERT"])],
        like: "shop"
      ).map(\.code)
    }
    #expect(found("app@%") == [.grantNotToldApart])
    #expect(found("eve@%") == [])
  }

  /// The copies stand there by the plan itself, whole or not.
  @Test func `of an applied plan no copy is told as if it stood in the way`() {
    var catalog = CatalogCheckTests.catalog([
      "archive": CatalogCheckTests.tables("orders"), "shop": CatalogCheckTests.tables("stays"),
    ])
    catalog.schemas[0].collation = "utf8mb4_bin"
    catalog.grants = [
      GrantCopyTests.grant(.schema(pattern: "shop"), "app@%", ["INSERT", "SELECT"]),
      GrantCopyTests.grant(.schema(pattern: "archive"), "app@%", ["SELECT"]),
    ]
    let plan = """
      plan: p
      title: Grants
      version: "1"
      status: applied
      catalog: ../catalogs/x.yaml
      schemas:
        shop: {table_count: {before: 2, after: 1}}
        archive:
          table_count: {before: 0, after: 1}
          create: {collation: utf8mb4_bin, grants_like: shop}
      assignments:
        - {from: shop, to: archive, tables: [orders]}

      """
    let found = CatalogCheckTests.compile(plan, catalog).diagnostics
    #expect(!found.contains { $0.code == .grantNotToldApart }, "\(found.map(\.message))")
  }
}
