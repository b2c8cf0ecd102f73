import Foundation
import PlancTestSupport

@testable import Catalogs
@testable import Foundations
@testable import Operations
@testable import Plans

/// Tables that go to two schemas, one of them created by the plan, with views on them in three.
enum ViewMigration {
  static let tables = #"""
    SET NAMES utf8mb4;
    CREATE SCHEMA shop COLLATE utf8mb4_unicode_ci;
    CREATE SCHEMA cold COLLATE utf8mb4_unicode_ci;
    CREATE SCHEMA reports COLLATE utf8mb4_unicode_ci;
    CREATE USER clerk@localhost;
    GRANT ALL ON *.* TO clerk@localhost;
    CREATE TABLE shop.orders (id INT PRIMARY KEY, n INT, s VARCHAR(20), d DATETIME, j TEXT, e ENUM('x','y'), FULLTEXT (s), KEY k (n));
    CREATE TABLE shop.items (id INT PRIMARY KEY, order_id INT, s VARCHAR(20), x DECIMAL(10,2));
    CREATE TABLE shop.`odd ``n"ü' x` (`c ``1` INT, orders INT);
    CREATE TABLE shop.history (id INT) WITH SYSTEM VERSIONING;
    CREATE TABLE shop.parts (id INT) PARTITION BY HASH (id) PARTITIONS 2;
    CREATE TABLE shop.stays (id INT PRIMARY KEY, s VARCHAR(20));
    CREATE TABLE cold.present (id INT PRIMARY KEY);
    CREATE SEQUENCE shop.seq;
    CREATE FUNCTION shop.f(x INT) RETURNS INT DETERMINISTIC RETURN x + 1;
    INSERT INTO shop.orders VALUES (1, 2, 'first', '2020-01-01', '[{"x": 1}]', 'x'), (2, 3, 'x', '2021-01-01', '[]', 'y');
    INSERT INTO shop.items VALUES (1, 1, 'i', 1.5), (2, 1, 'x', 2.5);
    INSERT INTO shop.stays VALUES (1, 's');

    """#

  /// Some of each sort: on one target, on both, on views, of others, in other schemas.
  static let views = #"""
    CREATE ALGORITHM = MERGE DEFINER = clerk@localhost SQL SECURITY INVOKER VIEW shop.open_orders AS SELECT id, n, s FROM shop.orders WHERE n > 1 WITH CASCADED CHECK OPTION;
    CREATE VIEW reports.both_ends AS SELECT o.id, i.s FROM shop.orders o, shop.items i WHERE i.order_id = o.id;
    CREATE VIEW shop.a_on_views AS SELECT b.id, c.s, h.id AS h FROM shop.open_orders b JOIN reports.both_ends c ON b.id = c.id LEFT JOIN shop.history h ON h.id = b.id;
    CREATE ALGORITHM = TEMPTABLE VIEW cold.items_only AS SELECT id, 'shop.items `shop`.`items`' AS `shop.items`, (SELECT COUNT(*) FROM shop.stays) AS c FROM shop.items;
    CREATE VIEW reports.untouched AS SELECT id FROM shop.stays;
    CREATE VIEW reports.via AS SELECT v.id, p.id AS p FROM shop.a_on_views v, shop.parts p;
    SET SESSION collation_connection = latin1_german1_ci;
    CREATE VIEW reports.`view ``b` AS SELECT `c ``1`, orders FROM shop.`odd ``n"ü' x`;
    SET NAMES utf8mb4;

    """#

  static let fixture = tables + views

  static let moves = [
    move("orders", "archive", "orders_2023"), move("history", "archive", "history"),
    move("parts", "archive", "parts"), move("odd `n\"ü' x", "archive", "odd \\ 'ü` y"),
    move("items", "cold", "items"),
  ]

  private static func move(_ source: String, _ schema: String, _ target: String) -> Move {
    Move(QualifiedName("shop", source), to: QualifiedName(schema, target))
  }

  /// From the definitions that the server has now.
  ///
  /// - Parameter originals: whether the catalog has what SHOW CREATE VIEW tells.
  static func make(
    of client: MariaDBClient, tableIsUnavailable: Bool = false, originals: Bool = false
  ) throws -> Migration {
    let schemas = [
      SmallMigration.schema("shop", 6, 1),
      SmallMigration.schema("archive", 0, 4, creates: "Old"),
      SmallMigration.schema("cold", 1, 2),
    ]
    var batches: [Batch] = []
    for target in ["archive", "cold"] {
      let moves = moves.filter { $0.target.schema == target }
      if tableIsUnavailable {
        batches.append(Batch(groups: [.init(title: "Plain", moves: Array(moves.dropFirst()))]))
        let triggers = try TriggerMigration.triggers(on: moves[0].source.table, of: client)
        batches.append(
          .withTriggers(
            moves[0],
            TemporaryRename(name: "__planc_\(moves[0].source.table)", triggers: triggers)))
      } else {
        batches.append(Batch(groups: [.init(title: nil, moves: moves)]))
      }
    }
    let catalog = try catalog(of: client, originals: originals)
    let carriage = ViewRecreation(catalog, moves)
    return Migration(
      name: "seen", planPath: "plans/seen.yaml", title: "Views", version: "1",
      lockWaitTimeoutSeconds: 2, schemas: schemas, batches: batches, code: CodeSettings(),
      fileNames: FileNames(plan: "seen", moves: [("archive", "archive"), ("cold", "cold")]),
      catalog: nil, views: carriage.carried)
  }

  /// The tables and views that the server has now, and nothing else.
  static func catalog(
    of client: MariaDBClient, originals: Bool = false
  ) throws -> Catalog {
    var catalog = Catalog(server: .init(.mariadb, version: "10.11"), lowerCaseTableNames: 0)
    for row in try client.query(
      "SELECT SCHEMA_NAME FROM information_schema.SCHEMATA WHERE SCHEMA_NAME IN ('shop', 'cold', 'archive', 'reports') ORDER BY 1;"
    ) {
      catalog.schemas.append(
        Catalog.Schema(row[0], characterSet: "utf8mb4", collation: "utf8mb4_unicode_ci"))
    }
    let tables = try client.query(
      "SELECT TABLE_SCHEMA, HEX(TABLE_NAME) FROM information_schema.TABLES WHERE TABLE_TYPE IN ('BASE TABLE', 'SYSTEM VERSIONED') ORDER BY 1, 2;"
    )
    for row in tables {
      guard let index = catalog.schemas.firstIndex(where: { $0.name == row[0] }) else { continue }
      catalog.schemas[index].tables.append(Catalog.Table(text(row[1])))
    }
    let views = try client.query(
      """
      SELECT TABLE_SCHEMA, HEX(TABLE_NAME), LOWER(ALGORITHM), DEFINER, LOWER(SECURITY_TYPE), LOWER(CHECK_OPTION),
             CHARACTER_SET_CLIENT, COLLATION_CONNECTION, HEX(CONVERT(VIEW_DEFINITION USING utf8mb4))
        FROM information_schema.VIEWS ORDER BY 1, 2;
      """)
    for row in views {
      guard let index = catalog.schemas.firstIndex(where: { $0.name == row[0] }) else { continue }
      catalog.schemas[index].views.append(
        .init(
          text(row[1]), algorithm: .init(rawValue: row[2]), definer: Catalog.Account(row[3]),
          security: .init(rawValue: row[4]) ?? .definer,
          checkOption: .init(rawValue: row[5]) ?? .none, characterSetClient: row[6],
          collationConnection: row[7], definition: text(row[8]),
          original: originals ? try original(of: row[0], text(row[1]), client) : nil))
    }
    return catalog
  }

  /// From its `select`, without the check option.
  private static func original(
    of schema: String, _ view: String, _ client: MariaDBClient
  ) throws -> String {
    let name = "`\(schema)`.`\(view.replacing("`", with: "``"))`"
    let shown = try client.query("SHOW CREATE VIEW \(name);")[0][1]
    var text = ""
    var isEscaped = false
    for character in shown.components(separatedBy: "VIEW \(name) AS ").dropFirst().joined() {
      if isEscaped {
        text.append(character == "n" ? "\n" : character == "t" ? "\t" : character)
      } else if character != "\\" {
        text.append(character)
      }
      isEscaped = character == "\\" && !isEscaped
    }
    for option in [" WITH LOCAL CHECK OPTION", " WITH CASCADED CHECK OPTION"]
    where text.hasSuffix(option) { text.removeLast(option.count) }
    return text
  }

  static func text(_ hex: String) -> String {
    let digits = Array(hex)
    let bytes = stride(from: 0, to: digits.count, by: 2).compactMap {
      UInt8(String(digits[$0...($0 + 1)]), radix: 16)
    }
    return String(decoding: bytes, as: UTF8.self)
  }
}
