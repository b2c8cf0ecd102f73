import Diagnostics
import Foundation
import PlancTestSupport
import Testing

@testable import Catalogs
@testable import Foundations
@testable import Operations
@testable import Plans

/// What is recreated is what it was, to the byte, and follows a dump under another name.
@Suite(.withTriggersCarried)
struct RecreatedTests {
  @Test func `SHOW CREATE of triggers and views is the original, and dumps restore`() async throws {
    try await SharedServer.use { server in
      let scripts = try RecreatedMigration.scripts(server)
      let start = try ServerState(of: server)
      let preflight = try scripts.run(scripts.names.preflight, on: server)
      #expect(preflight.lastLine == "READY", "\(preflight)")
      let move = try scripts.run(scripts.moves[0], on: server)
      #expect(move.lastLine.hasPrefix("DONE: 3 of 3"), "\(move)")
      let moved = try ServerState(of: server)
      for (name, text) in [
        ("mails_ai", #"trigger  mails_ai\n  after insert on mails for each row insert"#),
        ("mails_ai2", "TRIGGER mails_ai2 AFTER INSERT ON `mails` FOR EACH ROW insert"),
        ("mails ai3", #"TRIGGER `dst`.`mails ai3` AFTER INSERT ON mails FOR EACH ROW\n"#),
        ("mails_bu", "TRIGGER mails_bu BEFORE UPDATE ON `dst`.mails FOR EACH ROW SET"),
      ] {
        let head = RecreatedMigration.head("dst.\(name)", moved)
        #expect(head.hasPrefix(text), "\(head)")
      }
      let rows = try server.client.query(
        "INSERT INTO dst.mails VALUES (1, 1); SELECT line FROM audit.log; SELECT * FROM crm.doubled; SELECT * FROM crm.both; SELECT * FROM crm.items; DELETE FROM dst.mails; DELETE FROM audit.log;"
      )
      #expect(rows == [["1"], ["2"], ["3"], ["1", "8"], ["1", "16"], ["1", "4"]])
      let dump = try server.client.dump("crm")
      #expect(dump.exitCode == 0, "\(dump.stderr)")
      let back = try scripts.run(scripts.names.rollback, on: server)
      #expect(back.lastLine.hasPrefix("DONE: 3 of 3"), "\(back)")
      let end = try ServerState(of: server)
      #expect(end == start, "\(end.changes(since: start))")
    }
  }

  /// Only triggers that named their schema before are bound to it after.
  @Test func `a dump of either schema restores under another name`() async throws {
    try await SharedServer.use { server in
      try server.client.query(
        """
        CREATE SCHEMA crm; CREATE SCHEMA dst; USE crm;
        CREATE TABLE mails (id INT); CREATE TABLE stays (id INT);
        CREATE TRIGGER mails_ai AFTER INSERT ON mails FOR EACH ROW SET @x = 1;
        """)
      let temporaryRename = TemporaryRename(
        name: "__planc_mails",
        triggers: TableTriggers(try InspectedServer.catalog(server.client, ["crm"])).of(
          QualifiedName("crm", "mails")))
      let migration = Migration(
        name: "dumped", planPath: "plans/dumped.yaml", title: "Dumped", version: "1",
        lockWaitTimeoutSeconds: 2,
        schemas: [
          MigratedSchema(name: "crm", alias: "crm", tablesBefore: 2, tablesAfter: 1),
          MigratedSchema(name: "dst", alias: "dst", tablesBefore: 0, tablesAfter: 1),
        ],
        batches: [
          .withTriggers(
            Move(QualifiedName("crm", "mails"), to: QualifiedName("dst", "mails")), temporaryRename)
        ], code: CodeSettings(), fileNames: FileNames(plan: "dumped", moves: [("dst", "dst")]))
      let scripts = try Scripts(migration)
      for (file, schema) in [(scripts.moves[0], "dst"), (scripts.names.rollback, "crm")] {
        let output = try scripts.run(file, on: server)
        #expect(output.lastLine.hasPrefix("DONE"), "\(output)")
        let restored = try RecreatedMigration.restoringDump(of: schema, server)
        #expect(restored.exitCode == 0, "\(file): \(restored.stderr)")
      }
    }
  }

  @Test func `an inspection in a session with a default schema is refused`() async throws {
    try await SharedServer.use { server in
      try server.client.query(RecreatedMigration.fixture)
      let query = InspectionQuery(schemas: ["crm"]).text
      let output = try server.client.run(text: "USE crm;\n" + query, options: ["-N"])
      let answer = try InspectionAnswer(output.stdoutBytes)
      let fault = #expect(throws: InspectionContradiction.self) { try inspectedCatalog(answer) }
      #expect(fault?.sentence.contains("default schema `crm`") == true, "\(fault as Any)")
      // The advice: no schema in the session.
      let again = try server.client.run(text: query, options: ["-N"])
      #expect(try inspectedCatalog(InspectionAnswer(again.stdoutBytes)).catalog != nil)
    }
  }

  /// The table of a view with JSON_TABLE has moved: SHOW CREATE VIEW would end the server.
  @Test func `inspect asks for no text of a view that fails`() async throws {
    try await SharedServer.use { server in
      try server.client.query(RecreatedMigration.fixture)
      try server.client.query("RENAME TABLE crm.plain TO dst.plain;")
      let catalog = try InspectedServer.catalog(server.client, [])
      #expect(catalog.schemas.flatMap(\.views).count == 3)
      #expect(try server.client.value("SELECT 1;") == "1")
      try server.client.query("RENAME TABLE dst.plain TO crm.plain;")
    }
  }
}

/// P602: the trigger that names a table that moves.
@Suite(.withTriggersCarried)
struct AdvisedTriggerTests {
  private static func advice(_ catalog: Catalog) throws -> String {
    let diagnostics = RecreatedMigration.compilation(catalog, accepting: "").diagnostics
    let finding = try #require(diagnostics.first { $0.code == .triggerNamesMovedTable })
    let help = try #require(finding.help.first)
    return help.split(separator: "\n").dropFirst().joined(separator: "\n") + "\n"
  }

  @Test func `the advice of P602 can be pasted, and the rollback shows the body and restores it`()
    async throws
  {
    try await SharedServer.use { server in
      let scripts = try RecreatedMigration.scripts(server)
      let start = try ServerState(of: server)
      let advice = try Self.advice(try InspectedServer.catalog(server.client, []))
      let move = try scripts.run(scripts.moves[0], on: server)
      #expect(move.lastLine.hasPrefix("DONE"), "\(move)")
      let pasted = try server.client.run(text: advice)
      #expect(pasted.exitCode == 0, "\(pasted.stderr)\n\(advice)")
      let rows = try server.client.query(
        "INSERT INTO dst.mails VALUES (1, 7); INSERT INTO dst.notes VALUES (1, 1); SELECT line FROM audit.log; DELETE FROM dst.mails; DELETE FROM dst.notes; DELETE FROM audit.log;"
      )
      #expect(rows == [["1"], ["2"], ["3"], [#"notes \\ 7"#], ["last"]], "\(rows)")
      for (file, word) in [
        (scripts.names.verify, "VERIFIED"), (scripts.moves[0], "DONE"),
      ] {
        let output = try scripts.run(file, on: server)
        #expect(output.lastLine.hasPrefix(word), "\(output)")
      }
      let status = try scripts.run(scripts.names.status, on: server)
      #expect(status.stdout.contains("APPLIED"), "\(status)")
      let back = try scripts.run(scripts.names.rollback, on: server)
      #expect(back.lastLine.hasPrefix("DONE"), "\(back)")
      #expect(back.stdout.contains("from `dst`.`mails` where id = NEW.id"), "\(back)")
      let end = try ServerState(of: server)
      #expect(end == start, "\(end.changes(since: start))")
    }
  }

  @Test func `a table with any other body stays, is reported, and the others roll back`()
    async throws
  {
    try await SharedServer.use { server in
      let scripts = try RecreatedMigration.scripts(server)
      let start = try ServerState(of: server)
      try scripts.run(scripts.moves[0], on: server)
      let changed =
        "CREATE OR REPLACE TRIGGER notes_ai AFTER INSERT ON notes FOR EACH ROW PRECEDES notes_ai2 SET @mine = 1"
      try server.client.query("USE dst; \(changed);")
      let back = try scripts.run(scripts.names.rollback, on: server)
      #expect(
        back.lastLine.hasPrefix("NOT DONE: 2 of 3 tables are back, left at the target, "), "\(back)"
      )
      #expect(back.stdout.contains("SET @mine = 1"), "\(back)")
      let state = try ServerState(of: server)
      #expect(state.tables(in: "dst") == ["notes"])
      #expect(state.tables(in: "crm") == ["mails", "plain", "stays"])
      // The rows have the statement that removes it, and the definition of the catalog.
      let row = try #require(
        back.stdout.split(separator: "\n").first { $0.contains("to remove it") })
      let drop = try #require(row.split(separator: "\t").last)
      let text = try #require(
        back.stdout.split(separator: "\n").first {
          $0.contains("crm.notes_ai\tin the catalog") || $0.contains("dst.notes_ai\tin the catalog")
        })
      let create = String(text.split(separator: "\t").last ?? "").replacing("\\\\", with: "\\")
        .replacing("\\n", with: "\n")
      let repaired = try server.client.run(text: "\(drop);\nUSE dst;\n\(create);\n")
      #expect(repaired.exitCode == 0, "\(repaired.stderr)")
      let again = try scripts.run(scripts.names.rollback, on: server)
      #expect(again.lastLine.hasPrefix("DONE: 3 of 3"), "\(again)")
      let end = try ServerState(of: server)
      #expect(end == start, "\(end.changes(since: start))")
    }
  }
}
