import Testing

@testable import Catalogs
@testable import Foundations
@testable import Operations
@testable import Plans

/// Which tables are temporarily renamed, under which name, and with which triggers in which order.
@Suite struct TemporaryRenameTests {
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
  func `a table is temporarily renamed under its own name behind a prefix`(
    table: String, name: String
  ) {
    let move = Move(QualifiedName("shop", table), to: QualifiedName("cold", table))
    #expect(TemporaryRename.name(for: move) { _ in false } == name)
  }

  @Test func `a name that is long or taken is told from others by a digest`() {
    let long = String(repeating: "ü", count: 49)
    let move = Move(QualifiedName("shop", long), to: QualifiedName("cold", long))
    let name = TemporaryRename.name(for: move) { _ in false }
    #expect(name.unicodeScalars.count == 56)
    #expect(name.hasPrefix("__planc_" + String(repeating: "ü", count: 39) + "_"))
    let other = Move(QualifiedName("shop2", long), to: QualifiedName("cold", "x"))
    #expect(TemporaryRename.name(for: other) { _ in false } != name)
    let short = Move(QualifiedName("shop", "t"), to: QualifiedName("cold", "t"))
    #expect(TemporaryRename.name(for: short) { $0 == "__planc_t" }.hasPrefix("__planc_t_"))
  }

  private static let migration = Migration(
    name: "audited", planPath: "plans/audited.yaml", title: "Audited", version: "1",
    lockWaitTimeoutSeconds: 5,
    schemas: [
      MigratedSchema(name: "shop", alias: "shop", tablesBefore: 3, tablesAfter: 2),
      MigratedSchema(name: "cold", alias: "cold", tablesBefore: 0, tablesAfter: 1),
    ],
    batches: [
      .withTriggers(
        Move(QualifiedName("shop", "orders"), to: QualifiedName("cold", "orders_2023")),
        TemporaryRename(
          name: "__planc_orders", triggers: [trigger("a", on: "orders", .before, .insert)]))
    ],
    code: CodeSettings(), fileNames: FileNames(plan: "audited", moves: [("cold", "cold")]))

  @Test
  func `the temporary name is the same in a rollback, and under another name of the schema`() throws
  {
    let migration = Self.migration
    let mapped = try migration.renamingSchemas([(from: "shop", to: "shop_stg")])
    #expect(
      mapped.batchesWithTriggers.map(\.temporaryRename)
        == migration.batchesWithTriggers.map(\.temporaryRename))
    #expect(migration.batchesWithTriggers[0].inverse.inverse == migration.batchesWithTriggers[0])
    #expect(
      migration.batchesWithTriggers[0].inverse.temporaryRename
        == migration.batchesWithTriggers[0].temporaryRename)
  }

  @Test(arguments: [100, 101])
  func `a file counts the tables of all schemas only where these are few`(schemas: Int) {
    var migration = Self.migration
    for number in 2..<schemas {
      migration.schemas.append(
        MigratedSchema(name: "s\(number)", alias: "s\(number)", tablesBefore: 0, tablesAfter: 0))
    }
    let script = MoveScript(migration: migration, target: "cold").render()
    let text = String(decoding: script.bytes, as: UTF8.self)
    #expect(text.contains(#""schema": "s50""#) == (schemas == 100))
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
}
