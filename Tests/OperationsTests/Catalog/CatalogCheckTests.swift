import Diagnostics
import PlancTestSupport
import Testing

@testable import Catalogs
@testable import Foundations
@testable import Operations

/// Plans beside small catalogs. The golden cases have one of each code; here are the borders.
struct CatalogCheckTests {
  static func catalog(
    _ schemas: [String: [Catalog.Table]], _ flavor: Catalog.Server.Flavor = .mariadb,
    lowerCaseTableNames: Int = 0
  ) -> Catalog {
    var catalog = Catalog(
      server: .init(flavor, version: "10.11.19"), lowerCaseTableNames: lowerCaseTableNames)
    catalog.schemas = schemas.map { name, tables in
      var schema = Catalog.Schema(name, characterSet: "utf8mb4", collation: "utf8mb4_general_ci")
      schema.tables = tables
      return schema
    }
    return catalog.sorted()
  }

  static func tables(_ names: String...) -> [Catalog.Table] { names.map { Catalog.Table($0) } }

  static func compile(_ plan: String, _ catalog: Catalog) -> Compilation {
    Operations.compile([
      PlanSource(
        SourceFile(path: "plans/demo.yaml", text: plan), path: "plans/demo.yaml",
        catalog: SourceFile(path: "catalogs/x.yaml", bytes: renderCatalog(catalog)))
    ])
  }

  static func plan(_ tables: String, after: Int = 2, moved: Int = 1, tail: String = "")
    -> MarkedText
  {
    planText(
      schemas: """
        catalog: ../catalogs/x.yaml
        schemas:
          shop: {table_count: {before: 3, after: \(after)}}
          archive: {table_count: {before: 0, after: \(moved)}}
        """,
      assignments: """
        assignments:
          - from: shop
            to: archive
            tables: \(tables)
        """, tail: tail)
  }

  static func differences(_ plan: MarkedText, _ catalog: Catalog) -> [String] {
    plan.differences(from: presented(compile(plan.text, catalog).diagnostics))
  }

  @Test func `a missing table is told with its three nearest names, the nearest first`() throws {
    let shop = Self.tables("orders_2021", "orders_2022", "orders_2032", "orders_23", "people")
    let catalog = Self.catalog(["shop": shop, "archive": []])
    let plan = planText(
      schemas: """
        catalog: ../catalogs/x.yaml
        schemas:
          shop: {table_count: {before: 5, after: 4}}
          archive: {table_count: {before: 0, after: 1}}
        """,
      assignments: """
        assignments:
          - from: shop
            to: archive
            tables: [orders_2023]
                     ^^^^^^^^^^^ P502 the catalog has no table `shop.orders_2023`
        """)
    let found = Self.compile(plan.text, catalog).diagnostics
    #expect(plan.differences(from: found) == [])
    #expect(
      found.first?.help == ["did you mean `orders_2021` or `orders_2022` or `orders_2032`?"])
    #expect(found.first?.edit == nil)
  }

  @Test func `a name that is taken is told where the table gets it`() {
    let plan = Self.plan("[{table: a, as: b}]")
    let catalog = Self.catalog(["shop": Self.tables("a", "c", "d"), "archive": Self.tables("b")])
    let found = Self.compile(plan.text, catalog).diagnostics.filter { $0.code == .takenTarget }
    #expect(found.map { $0.primary?.location.span.start.column } == [29])
    #expect(found.first?.secondary.map(\.location.file.path) == ["catalogs/x.yaml"])
  }

  @Test(arguments: [
    ("o*", 2, true), ("*", 3, true), ("o*", 3, false), ("o*", 1, false), ("?rders", 1, true),
    ("orders?items", 1, true), ("o*s", 2, true), ("*d*", 2, true), ("people", 1, true),
    ("peopl", 1, false), ("O*", 2, false), ("o**s", 2, true), ("*x*", 1, false),
  ])
  func `a pattern stands for as many tables as its count`(glob: String, count: Int, fits: Bool) {
    let catalog = Self.catalog([
      "shop": Self.tables("orders", "orders_items", "people"), "archive": [],
    ])
    let plan = Self.plan("[{match: '\(glob)', count: \(count)}]", after: 3 - count, moved: count)
    let codes = Self.compile(plan.text, catalog).diagnostics.map(\.code)
    #expect(codes == (fits ? [] : [.patternCount]), "\(glob) \(count)")
  }

  @Test func `a pattern's tables stand sorted between those that are listed`() throws {
    let catalog = Self.catalog(["shop": Self.tables("b2", "b1", "a"), "archive": []])
    let plan = planText(
      schemas: """
        catalog: ../catalogs/x.yaml
        schemas:
          shop: {table_count: {before: 3, after: 0}}
          archive: {table_count: {before: 0, after: 3}}
        """,
      assignments: """
        assignments:
          - {from: shop, to: archive, tables: {All: [{match: 'b*', count: 2}, a]}}
        """)
    let migration = try #require(Self.compile(plan.text, catalog).migrations.first)
    #expect(migration.batches.flatMap(\.moves).map(\.source.table) == ["b1", "b2", "a"])
  }

  @Test(arguments: [(0, [DiagnosticCode]()), (1, [.capitalLetters]), (2, [.capitalLetters])])
  func `capitals are names where the server keeps them`(setting: Int, codes: [DiagnosticCode]) {
    let catalog = Self.catalog(
      ["shop": Self.tables("Orders", "b", "c"), "archive": []], lowerCaseTableNames: setting)
    let found = Self.compile(Self.plan("[Orders]").text, catalog).diagnostics
    #expect(found.map(\.code) == codes)
  }

  @Test(arguments: [("shop", true), (nil, true), ("archive", false)])
  func `an account that did not see all tables is told beside a wrong count`(
    schema: String?, isTold: Bool
  ) {
    var catalog = Self.catalog(["shop": Self.tables("a", "b"), "archive": []])
    catalog.unseen = [Catalog.Unseen(.tables, schema: schema, reason: "no right on the schema")]
    let found = Self.compile(Self.plan("[a]").text, catalog).diagnostics
    #expect(found.map(\.code) == [.wrongTableCount])
    #expect(found.first?.notes.count == (isTold ? 2 : 1))
  }

  static func withKey(_ table: String, _ key: String) -> Catalog.Table {
    var table = Catalog.Table(table)
    table.foreignKeys = [
      Catalog.ForeignKey(
        key, columns: ["x"], referenced: QualifiedName("shop", "c"), referencedColumns: ["id"])
    ]
    return table
  }

  @Test(arguments: [
    ("a_ibfk_1", "new_ibfk_1", true), ("a_ibfk_1", "a_ibfk_1", false), ("fk", "FK", true),
    ("FK", "fk", true),
    ("a_ibfk_x", "new_ibfk_x", false), ("fk", "other", false), ("new_ibfk_2", "other", true),
  ])
  func `names of foreign keys after a table got a new one`(
    moving: String, there: String, meets: Bool
  ) {
    let catalog = Self.catalog([
      "shop": [Self.withKey("a", moving)] + Self.tables("b", "c"),
      "archive": [Self.withKey("old", there)],
    ])
    let plan = planText(
      schemas: """
        catalog: ../catalogs/x.yaml
        schemas:
          shop: {table_count: {before: 3, after: 2}}
          archive: {table_count: {before: 1, after: 2}}
        """,
      assignments: "assignments: [{from: shop, to: archive, tables: [{table: a, as: new}]}]")
    let codes = Self.compile(plan.text, catalog).diagnostics.map(\.code)
    #expect(codes.contains(.takenForeignKeyName) == meets)
    #expect(codes.filter { $0 != .takenForeignKeyName } == [.foreignKeyCrossesSchemas])
  }

  @Test func `an accepted risk is in the runbook with its reason, and nowhere else`() throws {
    let merge = Catalog.Table("all", engine: "MRG_MyISAM")
    let catalog = Self.catalog([
      "shop": [merge, Catalog.Table("a", engine: "MyISAM"), Catalog.Table("b")], "archive": [],
    ])
    let refused = Self.compile(Self.plan("[a]").text, catalog)
    #expect(refused.diagnostics.map(\.code) == [.mergeTable])
    #expect(refused.files.isEmpty)
    let accepted = Self.compile(
      Self.plan("[a]", tail: "accept: [{code: P511, at: a, reason: \"we *know*\"}]").text, catalog)
    #expect(accepted.diagnostics.isEmpty)
    let runbook = try #require(accepted.files.first { $0.path == "demo/README.md" })
    let text = String(decoding: runbook.bytes, as: UTF8.self)
    #expect(text.contains("## Accepted risks"))
    #expect(text.contains("Reason: we &#42;know&#42;"))
  }

  @Test func `a quoted name is the table of the catalog, and a schema before it is told`() {
    let catalog = Self.catalog(["shop": Self.tables("shop.b", "a", "c"), "archive": []])
    #expect(Self.compile(Self.plan("['shop.b']").text, catalog).diagnostics.isEmpty)
    let found = Self.compile(Self.plan("['shop.a']").text, catalog).diagnostics
    #expect(found.map(\.code) == [.missingSource])
    #expect(found.flatMap(\.help) == ["did you mean `a`?"])
    let unknown = Self.compile(Self.plan("['shop.zzzzzz']").text, catalog).diagnostics
    #expect(
      unknown.flatMap(\.help) == [
        "take the table out, or take the catalog anew if it was made since"
      ])
  }

  @Test func `a class of a schema whose declaration has a fault is no second one`() {
    let catalog = Self.catalog(["shop": Self.tables("a", "b", "c")])
    let plan = planText(
      schemas: """
        catalog: ../catalogs/x.yaml
        rules: {classify: {archive: [b]}}
        schemas:
          shop: {table_count: {before: 3, after: 2}}
          archive: {table_count: {before: none, after: 1}}
        """, assignments: "assignments: [{from: shop, to: archive, tables: [a]}]")
    let found = Self.compile(plan.text, catalog).diagnostics.map(\.code)
    #expect(!found.contains(.undeclaredSchema), "\(found)")
  }

  @Test func `a risk that is accepted twice is said to be, and not to be missing`() {
    let catalog = Self.catalog([
      "shop": [
        Catalog.Table("all", engine: "MRG_MyISAM"), Catalog.Table("a", engine: "MyISAM"),
        Catalog.Table("b"),
      ], "archive": [],
    ])
    let tail = "accept: [{code: P511, at: a, reason: x}, {code: P511, at: shop.a, reason: y}]"
    let found = Self.compile(Self.plan("[a]", tail: tail).text, catalog).diagnostics
    #expect(found.map(\.message) == ["P511 at `shop.a` is accepted already"])
  }

  @Test(arguments: [
    ("archiv", ["P302"]), ("archive", ["P519"]), ("other", []), ("elsewhere", ["P302"]),
  ])
  func `a class is of a schema that is there`(schema: String, codes: [String]) {
    let catalog = Self.catalog([
      "shop": Self.tables("a", "b", "c"), "archive": [], "other": Self.tables("x"),
    ])
    let rules = "rules: {classify: {\(schema): ['\(schema == "other" ? "x" : "b")']}}"
    let accepted = "accept: [{code: P519, at: q, reason: none}]"
    let found = Self.compile(Self.plan("[a]", tail: rules + "\n" + accepted).text, catalog)
      .diagnostics
    #expect(found.map(\.code.rawValue).filter { $0 != "P520" } == codes)
    // Which tables are misplaced is not known where the schema is not.
    #expect(found.contains { $0.code == .unusedAcceptance } == (codes != ["P302"]))
  }

  @Test(arguments: ["b", "archive.a", "shop.a.a"])
  func `an acceptance of something else is an error`(place: String) {
    let catalog = Self.catalog([
      "shop": [
        Catalog.Table("all", engine: "MRG_MyISAM"), Catalog.Table("a", engine: "MyISAM"),
        Catalog.Table("b"),
      ], "archive": [],
    ])
    let tail = "accept: [{code: P511, at: \(place), reason: x}]"
    let found = Self.compile(Self.plan("[a]", tail: tail).text, catalog).diagnostics
    #expect(Set(found.map(\.code)) == [.mergeTable, .unusedAcceptance])
  }
}
