import Diagnostics
import PlancTestSupport

@testable import Catalogs
@testable import Foundations
@testable import Operations

/// Tables that move with grants of many kinds on them, and a plan with a catalog taken from the
/// server.
enum GrantFixture {
  /// MySQL has no role PUBLIC and no history; a plan with triggers is refused there.
  static let text = onMariaDB.split(separator: "\n").filter { line in
    OnlyOnMariaDB.isHere || !(line.contains("TO PUBLIC") || line.hasPrefix("CREATE TRIGGER"))
  }.map {
    OnlyOnMariaDB.isHere
      ? "\($0)\n"
      : $0.replacing(", DELETE HISTORY", with: "").replacing("readers FOR", with: "readers TO")
        + "\n"
  }.joined()

  private static let onMariaDB = #"""
    CREATE SCHEMA shop COLLATE utf8mb4_unicode_ci;
    CREATE SCHEMA archive COLLATE utf8mb4_unicode_ci;
    CREATE TABLE shop.orders (id INT PRIMARY KEY, note VARCHAR(40), `odd ``,` INT);
    CREATE TABLE shop.items (id INT PRIMARY KEY);
    CREATE TABLE shop.log (id INT PRIMARY KEY);
    CREATE TABLE shop.stays (id INT PRIMARY KEY);
    CREATE TABLE archive.present (id INT PRIMARY KEY);
    INSERT INTO shop.orders VALUES (1, 'first', 7);
    CREATE TRIGGER shop.items_bi BEFORE INSERT ON shop.items FOR EACH ROW SET NEW.id = NEW.id + 1;
    CREATE ROLE readers;
    CREATE USER report, clerk@localhost, `it's "\ % ``q```@`10.0.%`, ''@localhost, boss, member, other;
    GRANT readers TO member;
    SET DEFAULT ROLE readers FOR member;
    GRANT SELECT ON shop.orders TO report;
    GRANT SELECT (id, note), UPDATE (note, `odd ``,`) ON shop.orders TO clerk@localhost;
    GRANT SELECT, DELETE HISTORY ON shop.orders TO readers;
    GRANT SELECT (id) ON shop.orders TO PUBLIC;
    GRANT INSERT (id) ON shop.orders TO ''@localhost WITH GRANT OPTION;
    GRANT USAGE ON shop.orders TO other WITH GRANT OPTION;
    GRANT ALL ON shop.items TO boss WITH GRANT OPTION;
    GRANT SELECT ON shop.items TO `it's "\ % ``q```@`10.0.%`;
    GRANT INSERT ON shop.items TO readers;
    GRANT SELECT ON shop.stays TO report;

    """#

  /// How many copies are made: of `orders`, which is plain, and of `items`, which is temporarily renamed.
  static let copies = OnlyOnMariaDB.isHere ? 9 : 8

  static let plan = """
    plan: granted
    title: Grants
    version: "1"
    catalog: ../catalogs/server.yaml
    lock_wait_timeout: 2
    schemas:
      shop: {table_count: {before: 4, after: 1}}
      archive: {table_count: {before: 1, after: 4}}
    assignments:
      - from: shop
        to: archive
        tables: [{table: orders, as: old_orders}, items, log]

    """

  /// Compiles a plan beside the catalog of the server as it is now.
  static func scripts(of client: MariaDBClient, _ plan: String = plan) throws -> Scripts {
    let compilation = compile([source(plan, try LiveCatalog.take(of: client))])
    guard compilation.migrations.count == 1 else {
      throw TestSupportError(
        "\(compilation.diagnostics.map { "\($0.code.rawValue) \($0.message)" })")
    }
    return try Scripts(compilation.migrations[0])
  }

  static func source(_ plan: String, _ catalog: Catalog) -> PlanSource {
    PlanSource(
      SourceFile(path: "plans/granted.yaml", text: plan), path: "plans/granted.yaml",
      catalog: SourceFile(path: "catalogs/server.yaml", bytes: renderCatalog(catalog)))
  }
}

/// A catalog with what these tests need. Grants are read from the tables of `mysql`, not from the
/// views that the scripts ask.
enum LiveCatalog {
  static func take(of client: MariaDBClient) throws -> Catalog {
    var catalog = Catalog(
      server: OnlyOnMariaDB.isHere
        ? Catalog.Server(.mariadb, version: "10.11") : Catalog.Server(.mysql, version: "9.7"),
      lowerCaseTableNames: 0)
    for row in try client.query(
      """
      SELECT HEX(SCHEMA_NAME), DEFAULT_CHARACTER_SET_NAME, DEFAULT_COLLATION_NAME
        FROM information_schema.SCHEMATA
       WHERE SCHEMA_NAME NOT IN ('mysql', 'sys', 'information_schema', 'performance_schema');
      """)
    {
      var schema = Catalog.Schema(unhexed(row[0]), characterSet: row[1], collation: row[2])
      for table in try client.query(
        """
        SELECT HEX(TABLE_NAME), TABLE_COLLATION FROM information_schema.TABLES
         WHERE HEX(TABLE_SCHEMA) = '\(row[0])' AND TABLE_TYPE = 'BASE TABLE';
        """)
      {
        let name = unhexed(table[0])
        schema.tables.append(Catalog.Table(name, collation: table[1]))
        if schema.name == "shop" {
          schema.triggers += try TriggerMigration.triggers(on: name, of: client)
        }
      }
      catalog.schemas.append(schema)
    }
    catalog.grants = try tableGrants(client) + schemaGrants(client)
    return catalog.sorted()
  }

  private static func tableGrants(_ client: MariaDBClient) throws -> [Catalog.Grant] {
    let tables = try client.query(
      """
      SELECT HEX(User), HEX(Host), HEX(Db), HEX(Table_name), '', REPLACE(UPPER(Table_priv), 'DELETE VERSIONING ROWS', 'DELETE HISTORY')
        FROM mysql.tables_priv WHERE Db <> 'mysql' AND Table_priv <> ''
       UNION ALL
      SELECT HEX(User), HEX(Host), HEX(Db), HEX(Table_name), HEX(Column_name), UPPER(Column_priv)
        FROM mysql.columns_priv;
      """)
    return tables.map { row in
      let account = Catalog.Account(unhexed(row[0]), host: unhexed(row[1]))
      let table = QualifiedName(unhexed(row[2]), unhexed(row[3]))
      let rights = row[5].split(separator: ",").map(String.init)
      let kept = rights.filter { $0 != "GRANT" }
      return Catalog.Grant(
        on: row[4].isEmpty ? .table(table) : .column(table, column: unhexed(row[4])),
        to: account, privileges: kept.isEmpty ? ["USAGE"] : kept,
        isGrantable: rights.contains("GRANT"))
    }
  }

  private static func schemaGrants(_ client: MariaDBClient) throws -> [Catalog.Grant] {
    let names = try client.query(
      """
      SELECT COLUMN_NAME FROM information_schema.COLUMNS
       WHERE TABLE_SCHEMA = 'mysql' AND TABLE_NAME = 'db' AND COLUMN_NAME LIKE '%\\_priv';
      """
    ).map { $0[0] }
    let spelled = ["CREATE TMP TABLE": "CREATE TEMPORARY TABLES"]
    let lists = names.map { "IF(\($0) = 'Y', '\($0)', '')" }.joined(separator: ", ")
    return try client.query(
      "SELECT HEX(User), HEX(Host), HEX(Db), CONCAT_WS(',', \(lists)) FROM mysql.db;"
    ).map { row in
      let rights = row[3].split(separator: ",").map {
        $0.dropLast("_priv".count).uppercased().replacing("_", with: " ")
      }
      let kept = rights.filter { $0 != "GRANT" }.map { spelled[$0] ?? $0 }
      return Catalog.Grant(
        on: .schema(pattern: unhexed(row[2])),
        to: Catalog.Account(unhexed(row[0]), host: unhexed(row[1])),
        privileges: kept.isEmpty ? ["USAGE"] : kept, isGrantable: rights.contains("GRANT"))
    }
  }

  static func unhexed(_ hex: String) -> String {
    let digits = Array(hex)
    let bytes = stride(from: 0, to: digits.count, by: 2).compactMap {
      UInt8(String(digits[$0...($0 + 1)]), radix: 16)
    }
    return String(decoding: bytes, as: UTF8.self)
  }
}
