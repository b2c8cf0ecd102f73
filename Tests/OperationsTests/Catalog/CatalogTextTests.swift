import Diagnostics
import Foundation
import Testing

@testable import Catalogs
@testable import Foundations

struct CatalogTextTests {
  static func text(_ catalog: Catalog) -> String {
    String(decoding: renderCatalog(catalog), as: UTF8.self)
  }

  static func read(_ text: String) -> (catalog: Catalog?, faults: [String]) {
    let read = readCatalog(SourceFile(path: "catalogs/x.yaml", text: text))
    return (
      read.catalog,
      read.diagnostics.map {
        "\($0.code.rawValue) \($0.message) \(String(describing: $0.primary?.location.span.start))"
      }
    )
  }

  @Test func `odd catalogs are read back equal, and written again to the same bytes`() {
    for seed in 1...400 as ClosedRange<UInt64> {
      var random = RandomCatalogs(seed: seed)
      let catalog = random.next()
      let text = Self.text(catalog)
      let (read, faults) = Self.read(text)
      // Random names meet now and then.
      guard faults.allSatisfy({ $0.hasPrefix("P501") }), let read, read == catalog.sorted(),
        Self.text(read) == text
      else {
        Issue.record("seed \(seed): \(faults)\n\(text)")
        return
      }
    }
  }

  static let settings = Catalog.ParseSettings(
    sqlMode: "STRICT_TRANS_TABLES,NO_ENGINE_SUBSTITUTION", characterSetClient: "utf8mb4",
    collationConnection: "utf8mb4_general_ci", databaseCollation: "utf8mb4_general_ci")

  static let shop: Catalog = {
    var catalog = Catalog(server: .init(.mariadb, version: "10.11.19"), lowerCaseTableNames: 0)
    var shop = Catalog.Schema(
      "shop", characterSet: "utf8mb4", collation: "utf8mb4_general_ci", comment: "Orders, items")
    var items = Catalog.Table("order items", collation: "utf8mb4_general_ci")
    items.foreignKeys = [
      Catalog.ForeignKey(
        "fk_order", columns: ["order_id"], referenced: QualifiedName("shop", "orders"),
        referencedColumns: ["id"], onDelete: .cascade)
    ]
    items.checks = [Catalog.Check("positive")]
    items.sequenceDefaults = [
      Catalog.SequenceDefault(column: "id", sequence: QualifiedName("shop", "numbers"))
    ]
    shop.tables = [
      Catalog.Table("orders", kind: .systemVersioned, collation: nil, isPartitioned: true), items,
    ]
    shop.sequences = [Catalog.Sequence("numbers")]
    shop.triggers = [
      Catalog.Trigger(
        "log_order", table: "orders", timing: .after, event: .insert,
        definer: Catalog.Account("app", host: "%"), settings: settings,
        body: "BEGIN\n\tINSERT INTO log VALUES (NEW.id); \nEND")
    ]
    shop.views = [
      Catalog.View(
        "open_orders", definer: Catalog.Account("app", host: "%"), characterSetClient: "utf8mb4",
        collationConnection: "utf8mb4_general_ci", definition: "select 1 AS `1`")
    ]
    catalog.schemas = [shop]
    catalog.grants = [
      Catalog.Grant(
        on: .schema(pattern: "shop\\_%"), to: Catalog.Account("reader", host: ""),
        privileges: ["SELECT", "INSERT"], isGrantable: true),
      Catalog.Grant(
        on: .column(QualifiedName("shop", "orders"), column: "id"),
        to: Catalog.Account("o'b@home", host: "localhost"), privileges: ["SELECT"]),
    ]
    catalog.unseen = [Catalog.Unseen(.events, schema: "shop", reason: "no EVENT privilege")]
    return catalog
  }()

  @Test func `a catalog is sorted, one fact a line, programs as blocks`() {
    #expect(
      Self.text(Self.shop) == """
        # What a server holds, written by `planc inspect`: docs/catalog.md says what it means.
        catalog: 1
        server: mariadb
        version: '10.11.19'
        lower_case_table_names: 0
        unseen:
        - facts: events
          schema: shop
          reason: 'no EVENT privilege'
        schemas:
        - schema: shop
          character_set: utf8mb4
          collation: utf8mb4_general_ci
          comment: 'Orders, items'
          tables:
          - table: 'order items'
            engine: InnoDB
            collation: utf8mb4_general_ci
            foreign_keys:
            - foreign_key: fk_order
              columns:
              - order_id
              references:
                schema: shop
                table: orders
                columns:
                - id
              on_update: restrict
              on_delete: cascade
            checks:
            - positive
            sequence_defaults:
            - column: id
              schema: shop
              sequence: numbers
          - table: orders
            kind: system versioned
            engine: InnoDB
            partitioned: true
          sequences:
          - numbers
          triggers:
          - trigger: log_order
            table: orders
            timing: after
            event: insert
            order: 1
            definer: 'app@%'
            sql_mode: 'STRICT_TRANS_TABLES,NO_ENGINE_SUBSTITUTION'
            character_set_client: utf8mb4
            collation_connection: utf8mb4_general_ci
            database_collation: utf8mb4_general_ci
            body: |-
              BEGIN
              \tINSERT INTO log VALUES (NEW.id);\u{20}
              END
          views:
          - view: open_orders
            algorithm: undefined
            definer: 'app@%'
            security: definer
            check_option: none
            character_set_client: utf8mb4
            collation_connection: utf8mb4_general_ci
            definition: 'select 1 AS `1`'
        grants:
        - schema: shop
          table: orders
          column: id
          grantee: 'o''b@home@localhost'
          privileges:
          - SELECT
        - schemas_like: 'shop\\_%'
          grantee: 'reader@'
          privileges:
          - INSERT
          - SELECT
          grantable: true

        """)
  }

  @Test func `a fact knows where it stands`() throws {
    let catalog = try #require(Self.read(Self.text(Self.shop)).catalog)
    let table = try #require(catalog.schemas[0].tables[0].origin.location)
    #expect(table.file.path == "catalogs/x.yaml")
    #expect(table.span.start == Position(line: 16, column: 12))
    let trigger = try #require(catalog.schemas[0].triggers.first)
    #expect(trigger.bodyOrigin.location?.span.start == Position(line: 53, column: 11))
    #expect(catalog.lowerCaseTableNames.origin.location?.span.start.line == 5)
  }

  static let head = "catalog: 1\nserver: mysql\nversion: '8.4'\nlower_case_table_names: 0\n"

  @Test(arguments: [
    ("schemas: []", ["P204"]), ("schemas: x", ["P203"]),
    ("schemas:\n- schema: a\n  collation: b", ["P202"]),
    ("schemas:\n- {schema: a, character_set: b, collation: c, colour: d}", ["P201"]),
    ("schemas:\n- {schema: a, character_set: b, collation: c, extent: half}", ["P209"]),
    (
      "schemas:\n- {schema: a, character_set: b, collation: c, tables: [{table: t, partitioned: 1}]}",
      ["P209"]
    ),
    ("grants:\n- {grantee: a, privileges: [SELECT]}\nschemas: [{}]", ["P202", "P202"]),
    ("schemas:\n- {schema: \"a\\r\\x07\", character_set: b, collation: c}", []),
  ])
  func `a catalog that is changed by hand`(rest: String, codes: [String]) {
    let found = Self.read(Self.head + rest + "\n").faults.map { String($0.prefix(4)) }
    #expect(found == codes)
  }

  @Test func `the catalog of lupopedia is as the program would write it`() throws {
    let root = (#filePath as NSString).pathComponents.dropLast(4)
      .reduce("") { ($0 as NSString).appendingPathComponent($1) }
    let text = try String(contentsOfFile: "\(root)/catalogs/lupopedia.yaml", encoding: .utf8)
    let catalog = try #require(Self.read(text).catalog)
    #expect(catalog.schemas.map(\.tables.count) == [111])
    #expect(Self.text(catalog) == text)
  }
}
