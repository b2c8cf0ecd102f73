import Diagnostics
import Foundation
import PlancTestSupport

@testable import Catalogs
@testable import Operations

/// Tables of `crm` that go to `dst`, with triggers and views written as people write them: names of
/// their own schema without its name.
enum RecreatedMigration {
  static let fixture = #"""
    SET NAMES utf8mb4;
    CREATE SCHEMA crm COLLATE utf8mb4_unicode_ci; CREATE SCHEMA dst COLLATE utf8mb4_unicode_ci;
    CREATE SCHEMA audit COLLATE utf8mb4_unicode_ci;
    USE crm;
    CREATE TABLE mails (id INT PRIMARY KEY, n INT);
    CREATE TABLE notes (id INT PRIMARY KEY, n INT);
    CREATE TABLE plain (id INT PRIMARY KEY, n INT);
    CREATE TABLE stays (id INT PRIMARY KEY);
    CREATE TABLE audit.log (line VARCHAR(40));
    CREATE FUNCTION twice(x INT) RETURNS INT DETERMINISTIC RETURN x * 2;
    CREATE VIEW doubled AS SELECT id, twice(n) AS g FROM plain;
    CREATE VIEW `both` AS SELECT p.id, twice(d.g) AS g FROM plain p JOIN doubled d ON p.id = d.id;
    CREATE VIEW items AS SELECT p.id, j.item FROM plain p, JSON_TABLE(CONCAT('[', p.n, ']'), '$[*]' COLUMNS (item INT PATH '$')) j;
    DELIMITER $$
    create trigger  mails_ai
      after insert on mails for each row insert into audit.log values ('1')$$
    CREATE TRIGGER mails_ai2 AFTER INSERT ON `mails` FOR EACH ROW insert into audit.log values ('2')$$
    CREATE TRIGGER crm.`mails ai3` AFTER INSERT ON mails FOR EACH ROW
      BEGIN insert into audit.log values ('3'); END$$
    CREATE TRIGGER mails_bu BEFORE UPDATE ON crm.mails FOR EACH ROW SET NEW.n = 1$$
    CREATE TRIGGER notes_ai AFTER INSERT ON notes FOR EACH ROW
      insert into audit.log select CONCAT('notes \\ ', n) from crm.mails where id = NEW.id$$
    CREATE TRIGGER notes_ai2 AFTER INSERT ON notes FOR EACH ROW insert into audit.log values ('last')$$
    DELIMITER ;
    INSERT INTO plain VALUES (1, 4);

    """#

  static let accepted =
    "accept:\n  - {code: P602, at: crm.mails, reason: changed with the move}\n"

  static func compilation(_ catalog: Catalog, accepting: String = accepted) -> Compilation {
    let plan = """
      plan: recreated
      title: Recreated
      version: "1"
      catalog: ../catalogs/x.yaml
      schemas:
        crm: {table_count: {before: 4, after: 1}}
        dst: {table_count: {before: 0, after: 3}}
      assignments:
        - from: crm
          to: dst
          tables: [mails, notes, plain]
      \(accepting)
      """
    return compile([
      PlanSource(
        SourceFile(path: "plans/recreated.yaml", text: plan), path: "plans/recreated.yaml",
        catalog: SourceFile(path: "catalogs/x.yaml", bytes: renderCatalog(catalog)))
    ])
  }

  static func scripts(_ server: ThrowawayServer) throws -> Scripts {
    try server.client.query(fixture)
    let compilation = compilation(try InspectedServer.catalog(server.client, []))
    guard let migration = compilation.migrations.first else {
      throw TestSupportError("\(compilation.diagnostics.map(\.message))")
    }
    return try Scripts(migration)
  }

  /// What SHOW CREATE TRIGGER has from TRIGGER on.
  static func head(_ trigger: String, _ state: ServerState) -> String {
    let text = state.facts["original \(trigger)"] ?? "none"
    guard let start = text.range(of: "trigger", options: .caseInsensitive) else { return text }
    return String(text[start.lowerBound...])
  }

  /// Restores a dump of one schema under another name.
  static func restoringDump(of schema: String, _ server: ThrowawayServer) throws -> ProgramOutput {
    let dump = try server.client.dump(schema)
    guard dump.exitCode == 0 else { return dump }
    try server.client.query("CREATE OR REPLACE SCHEMA restored;")
    let output = try server.client.run(
      text: "SET FOREIGN_KEY_CHECKS = 0; USE restored;\n" + dump.stdout)
    try server.client.query("DROP SCHEMA restored;")
    return output
  }
}
