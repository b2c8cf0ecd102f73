import Diagnostics
import Testing

@testable import Catalogs
@testable import Foundations
@testable import Operations

/// What hangs on `shop.orders`, and what only looks as if it did.
struct TableDependentsTests {
  private static let app = Catalog.Account("app", host: "%")

  /// What hangs on the table in a catalog of `shop` and `log`, each as `kind schema.name: relation`.
  private static func told(
    lowerCaseTableNames: Int = 0, _ change: (inout Catalog.Schema, inout Catalog.Schema) -> Void
  ) -> [String] {
    var catalog = CatalogCheckTests.catalog(
      ["log": [], "shop": CatalogCheckTests.tables("customers", "items", "orders")],
      lowerCaseTableNames: lowerCaseTableNames)
    var (log, shop) = (catalog.schemas[0], catalog.schemas[1])
    change(&log, &shop)
    catalog.schemas = [log, shop]
    return TableDependents(of: QualifiedName("shop", "orders"), in: catalog).all.map {
      "\($0.kind) \($0.schema).\($0.name): \($0.relation)"
    }
  }

  private static func event(_ name: String, _ body: String) -> Catalog.Event {
    Catalog.Event(name, definer: app, settings: CatalogTextTests.settings, body: body)
  }

  private static func view(_ name: String, _ definition: String?) -> Catalog.View {
    Catalog.View(
      name, definer: app, characterSetClient: "utf8mb4",
      collationConnection: "utf8mb4_general_ci", definition: definition)
  }

  private static func trigger(_ name: String, on table: String, _ body: String) -> Catalog.Trigger {
    Catalog.Trigger(
      name, table: table, timing: .before, event: .update, definer: app,
      settings: CatalogTextTests.settings, body: body)
  }

  @Test(arguments: [(0, []), (1, ["view log.all: names it"]), (2, ["view log.all: names it"])])
  func `case counts where the server lets it`(lowerCaseTableNames: Int, expected: [String]) {
    let told = Self.told(lowerCaseTableNames: lowerCaseTableNames) { log, _ in
      log.views = [Self.view("all", "select 1 AS `1` from `shop`.`ORDERS`")]
    }
    #expect(told == expected)
  }

  @Test func `a view whose definition cannot be seen, or names another table, is not told`() {
    let told = Self.told { log, _ in
      log.views = [Self.view("a", nil), Self.view("b", "select 1 AS `1` from `shop`.`items`")]
    }
    #expect(told == [])
  }

  @Test func `a foreign key is told from the table, to it, or both`() {
    func key(_ name: String, to parent: String) -> Catalog.ForeignKey {
      Catalog.ForeignKey(
        name, columns: ["x"], referenced: QualifiedName("shop", parent), referencedColumns: ["id"])
    }
    let told = Self.told { _, shop in
      shop.tables[0].foreignKeys = [key("elsewhere", to: "items")]
      shop.tables[1].foreignKeys = [key("there", to: "orders")]
      shop.tables[2].foreignKeys = [key("from", to: "customers"), key("within", to: "orders")]
    }
    #expect(
      told == [
        "foreign key shop.there: of `items` to it",
        "foreign key shop.from: from it to `shop`.`customers`",
        "foreign key shop.within: from it to itself",
      ])
  }

  @Test
  func `its own trigger that names it is told once, and one of another table for what it names`() {
    let told = Self.told { _, shop in
      shop.triggers = [
        Self.trigger("own", on: "orders", "SET @x = (SELECT 1 FROM orders)"),
        Self.trigger("foreign", on: "items", "SET @x = (SELECT 1 FROM orders)"),
        Self.trigger("other", on: "items", "SET @x = (SELECT 1 FROM customers)"),
      ]
    }
    #expect(
      told == [
        "trigger shop.own: before update", "trigger shop.foreign: of `items`, names it",
      ])
  }

  @Test func `a bare name means a table of the schema in which it stands`() {
    let told = Self.told { log, shop in
      log.events = [
        Self.event("a", "DELETE FROM orders"), Self.event("b", "DELETE FROM shop.orders"),
      ]
      shop.events = [Self.event("c", "DELETE FROM orders"), Self.event("d", "DELETE FROM items")]
    }
    #expect(told == ["event log.b: names it", "event shop.c: names it"])
  }

  /// MariaDB shows `'\\'` as `'\'`: read as it stands, the text would end at `('`.
  @Test func `a body that may have lost a backslash is read in both ways`() {
    let body = "IF @s LIKE '\\' THEN INSERT INTO orders VALUES ('x'); END IF"
    let routine = Catalog.Routine(
      "p", kind: .procedure, definer: Self.app, settings: CatalogTextTests.settings, body: body)
    #expect(Self.told { $1.routines = [routine] } == ["procedure shop.p: names it"])
  }

  @Test func `a MERGE table of other tables is not told`() {
    let told = Self.told { _, shop in
      shop.tables[0].union = [QualifiedName("shop", "items")]
      shop.tables[1].union = [QualifiedName("shop", "orders")]
    }
    #expect(told == ["MERGE table shop.items: reads it"])
  }
}
