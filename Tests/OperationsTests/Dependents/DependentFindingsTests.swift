import Diagnostics
import PlancTestSupport
import Testing

@testable import Catalogs
@testable import Foundations
@testable import MySQL
@testable import Operations

/// What names a table that moves, what crosses a schema by it, and what the catalog does not show.
struct DependentFindingsTests {
  private static let app = Catalog.Account("app", host: "%")

  /// What compiling finds where `tables` move from `shop` to `archive`.
  private static func found(
    _ flavor: Catalog.Server.Flavor = .mariadb, lowerCaseTableNames: Int = 0,
    moving tables: String = "[a]", of names: [String] = ["a", "b", "c"],
    _ change: (inout Catalog) -> Void
  ) -> [Diagnostic] {
    var catalog = CatalogCheckTests.catalog(
      ["archive": [], "shop": names.map { Catalog.Table($0) }], flavor,
      lowerCaseTableNames: lowerCaseTableNames)
    change(&catalog)
    return presented(
      CatalogCheckTests.compile(CatalogCheckTests.plan(tables).text, catalog).diagnostics)
  }

  private static func routine(_ body: String?, _ name: String = "p") -> Catalog.Routine {
    Catalog.Routine(
      name, kind: .procedure, definer: app, settings: CatalogTextTests.settings, body: body)
  }

  private static func view(_ definition: String?) -> Catalog.View {
    Catalog.View(
      "v", definer: app, characterSetClient: "utf8mb4", collationConnection: "utf8mb4_general_ci",
      definition: definition)
  }

  @Test(arguments: [(0, []), (1, [DiagnosticCode.routineNamesMovedTable])])
  func `case counts where the server lets it`(
    lowerCaseTableNames: Int, codes: [DiagnosticCode]
  ) {
    let found = Self.found(lowerCaseTableNames: lowerCaseTableNames) {
      $0.schemas[1].routines = [Self.routine("SELECT 1 FROM shop.A")]
    }
    #expect(found.map(\.code) == codes)
  }

  @Test func `a name before a column may be an alias`() {
    let found = Self.found {
      $0.schemas[1].routines = [Self.routine("SELECT a.id FROM shop.b AS a")]
    }
    #expect(found.map(\.code) == [.routineNamesMovedTable])
    #expect(
      found.first?.notes.contains(
        "line 1, column 8 of its body names `shop.a`, or an alias of that name")
        == true, "\(found.flatMap(\.notes))")
  }

  /// MySQL alone shows a body otherwise than it is, where a name in it has a backtick.
  @Test func `of tables with a backtick that a body may name the longest name is told`() {
    func told(_ flavor: Catalog.Server.Flavor, _ body: String) -> [String] {
      Self.found(flavor, moving: "['x`y', 'x`yz']", of: ["x`y", "x`yz", "z"]) {
        $0.schemas[1].routines = [Self.routine(body)]
      }.filter { $0.code == .routineNamesMovedTable }.map(\.message)
    }
    #expect(
      told(.mysql, "SELECT 1 FROM `x`yz`") == ["the procedure `shop.p` may name `shop.x`yz`"])
    #expect(
      told(.mysql, "SELECT 1 FROM `x`y`") == ["the procedure `shop.p` may name `shop.x`y`"])
    #expect(told(.mysql, "SELECT 1 FROM `z`") == [])
    #expect(told(.mariadb, "SELECT 1 /* x`y */ FROM `z`") == [])
    #expect(
      told(.mariadb, "SELECT 1 FROM `x``y`") == ["the procedure `shop.p` names `shop.x`y`"])
  }

  @Test(arguments: [("z", []), ("a", ["the procedure `sh`op.p` may name `sh`op.a`"])])
  func `a body that names a schema with a backtick may name those of its tables that it holds`(
    table: String, messages: [String]
  ) {
    var catalog = CatalogCheckTests.catalog(
      ["archive": [], "sh`op": CatalogCheckTests.tables("a", "b", "z")], .mysql)
    catalog.schemas[1].routines = [Self.routine("SELECT 1 FROM `sh`op`.`\(table)`")]
    let plan = CatalogCheckTests.plan("[a]").text
      .replacing("shop: {", with: "'sh`op': {alias: shop, ").replacing(
        "from: shop", with: "from: 'sh`op'")
    let found = CatalogCheckTests.compile(plan, catalog).diagnostics
    #expect(found.map(\.message) == messages)
  }

  @Test func `a trigger's own table is no harm by its bare name, in a routine it is`() {
    let trigger = Catalog.Trigger(
      "t", table: "a", timing: .before, event: .insert, definer: Self.app,
      settings: CatalogTextTests.settings, body: "SET NEW.id = (SELECT MAX(id) FROM a)")
    #expect(Self.found { $0.schemas[1].triggers = [trigger] }.map(\.code) == [])
    #expect(
      Self.found { $0.schemas[1].routines = [Self.routine("SELECT MAX(id) FROM a")] }.map(\.code)
        == [.routineNamesMovedTable])
  }

  @Test(arguments: [
    (Catalog.Unseen.Facts.foreignKeys, true), (.schemas, true), (.triggers, true), (.views, true),
    (.routines, true), (.events, true), (.grants, true), (.sequences, false), (.columns, false),
  ])
  func `facts that the catalog lacks are told where something could hang on a table by them`(
    facts: Catalog.Unseen.Facts, isTold: Bool
  ) {
    let found = Self.found {
      $0.unseen = [Catalog.Unseen(facts, schema: "shop", reason: "no right")]
    }.filter { $0.code == .unseenDependents }
    #expect(found.count == (isTold ? 1 : 0))
    for diagnostic in found {
      #expect(
        diagnostic.message == "the catalog does not show all \(facts.rawValue) of `shop`")
      #expect(diagnostic.notes.first == "the catalog says why: no right")
      #expect(diagnostic.primary?.location.span.start.line == 4, "where the plan names it")
    }
  }

  @Test func `a view without its definition and a routine without its body are told`() {
    let found = Self.found {
      $0.schemas[1].views = [Self.view(nil)]
      $0.schemas[1].routines = [Self.routine(nil)]
    }
    #expect(
      found.map(\.message) == [
        "the catalog does not show the definition of the view `shop.v`",
        "the catalog does not show the body of the routine `shop.p`",
      ])
    #expect(Set(found.map(\.code)) == [.unseenDependents])
    #expect(
      found.map(\.help) == [
        [
          "capture the catalog with an account that sees it",
          "to accept it, add to `accept` in the plan: `- {code: P611, at: \"shop.v\", reason: \"who decided, and why\"}`",
        ],
        [
          "capture the catalog with an account that sees it",
          "to accept it, add to `accept` in the plan: `- {code: P611, at: \"shop.p\", reason: \"who decided, and why\"}`",
        ],
      ])
  }

  @Test func `a foreign key that crosses schemas already is no risk of the plan`() {
    let key = Catalog.ForeignKey(
      "fk", columns: ["x"], referenced: QualifiedName("log", "z"), referencedColumns: ["id"])
    let found = Self.found {
      $0.schemas[1].tables[0].foreignKeys = [key]
      $0.schemas.append(
        Catalog.Schema("log", characterSet: "utf8mb4", collation: "utf8mb4_general_ci"))
      $0.schemas[2].tables = [Catalog.Table("z")]
    }
    #expect(found.map(\.code) == [])
  }

  @Test(arguments: [
    ("select 'x' AS `x` from `shop`.`a`", false, [DiagnosticCode.unprovenText]),
    ("select 'x' AS `x` from `shop`.`a`", true, []),
    ("select 1 AS `x` from `shop`.`a`", false, []),
  ])
  func `a view that may have lost a text is told until somebody compared it`(
    definition: String, isCompared: Bool, codes: [DiagnosticCode]
  ) {
    var view = Self.view(definition)
    view.isCompared = isCompared
    #expect(Self.found { $0.schemas[1].views = [view] }.map(\.code) == codes)
  }

  @Test(arguments: ["0xE4", "0XE4", "0b1", "0B1", "'", "\"", "\\", "?"])
  func `what may have lost something`(part: String) {
    #expect(mayHaveLost("SET @a = \(part)"))
    #expect(!mayHaveLost("SET @a = \(part.hasPrefix("0") ? "1\(part.dropFirst())" : "")"))
  }
}
