import PlancTestSupport

@testable import Catalogs
@testable import Foundations
@testable import Operations
@testable import Plans

/// Five tables that move, three of them with triggers: one with five of them, in an order, with
/// definers, SQL modes and character sets of their own; one that is the child of another.
enum TriggerMigration {
  static let fixture = #"""
    CREATE SCHEMA shop COLLATE utf8mb4_unicode_ci;
    CREATE SCHEMA archive COLLATE utf8mb4_unicode_ci;
    CREATE SCHEMA audit COLLATE utf8mb4_unicode_ci;
    CREATE USER clerk@localhost;
    GRANT ALL ON shop.* TO clerk@localhost;
    GRANT ALL ON archive.* TO clerk@localhost;
    GRANT ALL ON audit.* TO clerk@localhost;
    CREATE TABLE audit.log (id INT AUTO_INCREMENT PRIMARY KEY, line VARCHAR(200) CHARACTER SET utf8mb4);
    CREATE TABLE shop.customers (id INT PRIMARY KEY);
    CREATE TABLE shop.notes (id INT PRIMARY KEY);
    CREATE TABLE shop.orders (id INT PRIMARY KEY, n INT, note VARCHAR(40) CHARACTER SET utf8mb4);
    CREATE TABLE shop.items (id INT PRIMARY KEY, order_id INT, FOREIGN KEY (order_id) REFERENCES shop.orders (id));
    CREATE TABLE shop.`odd ``name`` \ x` (id INT PRIMARY KEY);
    CREATE TABLE shop.stays (id INT PRIMARY KEY);
    CREATE TABLE archive.present (id INT PRIMARY KEY);
    INSERT INTO shop.customers VALUES (1);
    INSERT INTO shop.orders VALUES (1, 1, 'first');
    INSERT INTO shop.items VALUES (1, 1);
    DELIMITER $$
    USE shop$$
    create trigger orders_bi
      before insert on orders for each row SET NEW.n = NEW.n + 1$$
    CREATE TRIGGER shop.orders_bi_first BEFORE INSERT ON shop.orders FOR EACH ROW PRECEDES orders_bi SET NEW.n = NEW.n * 10$$
    SET SESSION sql_mode = 'ANSI_QUOTES,NO_BACKSLASH_ESCAPES'$$
    CREATE DEFINER = clerk@localhost TRIGGER shop."orders ""ai""" AFTER INSERT ON shop.orders FOR EACH ROW BEGIN
      INSERT INTO "audit"."log" (line) VALUES (CONCAT('new \ order ;; ', NEW.id));
    END$$
    SET SESSION sql_mode = 'ORACLE'$$
    CREATE TRIGGER `orders_bu` BEFORE UPDATE ON shop.`orders` FOR EACH ROW BEGIN :NEW.n := :OLD.n; END$$
    SET SESSION sql_mode = ''$$
    CREATE TRIGGER shop.orders_ad AFTER DELETE ON shop.orders FOR EACH ROW INSERT INTO audit.log (line) VALUES ("it's gone")$$
    SET SESSION sql_mode = 'STRICT_ALL_TABLES', character_set_client = latin1, collation_connection = latin1_german2_ci$$
    CREATE TRIGGER shop.items_bi BEFORE INSERT ON shop.items FOR EACH ROW INSERT INTO audit.log (line) VALUES (CONCAT('ü', COLLATION('x')))$$
    SET NAMES utf8mb4$$
    CREATE TRIGGER odd BEFORE INSERT ON `odd ``name`` \ x` FOR EACH ROW SET NEW.id = NEW.id + 1$$
    DELIMITER ;

    """#

  /// From the definitions that the server has now.
  static func make(of client: MariaDBClient, collation: String? = nil) throws -> Migration {
    let plain = Batch(groups: [
      Batch.Group(
        title: "Plain", moves: [move("customers", "customers"), move("notes", "old_notes")])
    ])
    let temporarilyRenamed = try [
      ("orders", "orders_2023"), ("items", "items"), ("odd `name` \\ x", "odd"),
    ].map {
      Batch.withTriggers(
        move($0.0, $0.1), title: "It's \\ a `group`",
        TemporaryRename(name: "__planc_\($0.0)", triggers: try triggers(on: $0.0, of: client)))
    }
    return Migration(
      name: "worn", planPath: "plans/worn.yaml", title: "Triggers", version: "1",
      lockWaitTimeoutSeconds: 2,
      schemas: [
        MigratedSchema(name: "shop", alias: "shop", tablesBefore: 6, tablesAfter: 1),
        MigratedSchema(name: "archive", alias: "archive", tablesBefore: 1, tablesAfter: 6),
      ],
      batches: [plain] + temporarilyRenamed, code: CodeSettings(),
      fileNames: FileNames(plan: "worn", moves: [("archive", "archive")]))
  }

  private static func move(_ source: String, _ target: String) -> Move {
    Move(QualifiedName("shop", source), to: QualifiedName("archive", target))
  }

  static func triggers(
    on table: String, of client: MariaDBClient
  ) throws -> [Catalog.Trigger] {
    TableTriggers(try InspectedServer.catalog(client, ["shop"])).of(QualifiedName("shop", table))
  }
}
