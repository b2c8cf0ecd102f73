import Testing

@testable import PlanCompiler

/// Which tables are parked, under which name, and with which triggers in which order.
@Suite struct ParkingTests {
  private static func trigger(
    _ name: String, on table: String, _ timing: Catalog.Trigger.Timing,
    _ event: Catalog.Trigger.Event, _ order: Int = 1
  ) -> Catalog.Trigger {
    Catalog.Trigger(
      name, table: table, timing: timing, event: event, order: order,
      definer: Catalog.Account("app", host: "%"),
      settings: .init(
        sqlMode: "", characterSetClient: "utf8mb4", collationConnection: "utf8mb4_general_ci",
        databaseCollation: "utf8mb4_general_ci"), body: "SET @x = 1")
  }

  @Test func `triggers are created by event, timing and order, whatever their names`() {
    var catalog = Catalog(server: .init(.mariadb, version: "10.11"), lowerCaseTableNames: 0)
    var shop = Catalog.Schema("shop", characterSet: "utf8mb4", collation: "utf8mb4_general_ci")
    shop.triggers = [
      Self.trigger("a", on: "orders", .after, .insert),
      Self.trigger("b", on: "items", .before, .insert),
      Self.trigger("c", on: "orders", .before, .insert, 2),
      Self.trigger("d", on: "orders", .before, .delete),
      Self.trigger("z", on: "orders", .before, .insert, 1),
    ]
    catalog.schemas = [shop]
    let names = TableTriggers(catalog).of(QualifiedName("shop", "orders")).map(\.name)
    #expect(names == ["z", "c", "a", "d"])
    #expect(TableTriggers(nil).isEmpty)
  }

  @Test(arguments: [
    ("orders", "__planc_orders"),
    (String(repeating: "x", count: 48), "__planc_" + String(repeating: "x", count: 48)),
  ])
  func `a table is parked under its own name behind a prefix`(table: String, name: String) {
    let move = Move(QualifiedName("shop", table), to: QualifiedName("cold", table))
    #expect(Parking.name(for: move) { _ in false } == name)
  }

  @Test func `a name that is long or taken is told from others by a digest`() {
    let long = String(repeating: "ü", count: 49)
    let move = Move(QualifiedName("shop", long), to: QualifiedName("cold", long))
    let name = Parking.name(for: move) { _ in false }
    #expect(name.unicodeScalars.count == 56)
    #expect(name.hasPrefix("__planc_" + String(repeating: "ü", count: 39) + "_"))
    let other = Move(QualifiedName("shop2", long), to: QualifiedName("cold", "x"))
    #expect(Parking.name(for: other) { _ in false } != name)
    let short = Move(QualifiedName("shop", "t"), to: QualifiedName("cold", "t"))
    #expect(Parking.name(for: short) { $0 == "__planc_t" }.hasPrefix("__planc_t_"))
  }

  @Test
  func `the way back is parked as the way there, and another name of a schema changes neither`()
    throws
  {
    let migration = ParkedProofTests.migration
    let mapped = try migration.renamingSchemas([(from: "shop", to: "shop_stg")])
    #expect(mapped.parkedBatches.map(\.parking) == migration.parkedBatches.map(\.parking))
    #expect(migration.parkedBatches[0].inverse.inverse == migration.parkedBatches[0])
    #expect(migration.parkedBatches[0].inverse.parking == migration.parkedBatches[0].parking)
    #expect(parkedViolations(mapped) == [])
  }

  /// Guards compare what `information_schema` has; what is created is what was written.
  @Test func `a trigger is created from its original and known by its body`() {
    let plain = Self.trigger("a", on: "orders", .before, .insert)
    var lost = plain
    lost.original = "SET @x = 2"
    #expect([plain.text, lost.text] == ["SET @x = 1", "SET @x = 2"])
    #expect(TriggerText.fingerprint(lost) == TriggerText.fingerprint(plain))
    lost.body = "SET @x = 2"
    #expect(TriggerText.fingerprint(lost) != TriggerText.fingerprint(plain))
  }

  @Test func `each definer counts once`() {
    let (app, boss) = (Catalog.Account("app", host: "%"), Catalog.Account("boss", host: "%"))
    var script = Script()
    TriggerAuthority.write(to: &script, schemas: ["shop"], definers: [app, boss, app])
    let text = String(decoding: script.bytes, as: UTF8.self)
    #expect(
      text.contains(
        "SET @planc_foreign = 2 - (CAST(CURRENT_USER() AS BINARY) IN ('app@%', 'boss@%'))"))
  }
}
