import Foundation
import PlancTestSupport
import Testing

@testable import Plans

/// Another session creates a trigger while a table is temporarily renamed.
@Suite(.withTriggersCarried)
struct StrangeTriggerTests {
  /// Runs a file up to a step that writes, and that step with it: from 0, the plain tables first, then for each
  /// table with n triggers the temporary name, n drops, the move, n creations, the name and n texts.
  private static func cut(
    _ scripts: Scripts, _ file: String, after step: Int, on server: ThrowawayServer
  ) throws {
    let output = try server.client.run(text: scripts.beginnings(of: file)[step])
    #expect(output.stderr == "", "\(output)")
  }

  @Test func `the rename that waits lets a trigger in, and the file publishes the table again`()
    async throws
  {
    try await SharedServer.use { server in
      try server.client.query(TriggerMigration.fixture)
      let scripts = try Scripts(try TriggerMigration.make(of: server.client))
      let holder = try ClientSession(server.client)
      try holder.execute("START TRANSACTION; SELECT COUNT(*) FROM shop.orders;")
      let queued = try ClientSession(server.client)
      queued.send(
        "CREATE TRIGGER shop.strange BEFORE DELETE ON shop.orders FOR EACH ROW SET @x = 1;\n")
      try server.waitForLockWaits(1)
      let file = try server.client.start(script: scripts.path(scripts.moves[0]))
      try server.waitForLockWaits(2)
      try holder.execute("COMMIT;")
      let output = try file.wait()
      // Either order is right: the trigger is there before the file looks, or it comes in the wait.
      #expect(
        output.stderr.contains("triggers on shop.orders: 6, as in the catalog: 5, "), "\(output)")
      #expect(output.stdout.contains("DROP TRIGGER `shop`.`strange`"), "\(output)")
      let state = try ServerState(of: server)
      #expect(state.tables(in: "shop").contains("orders"))
      #expect(state.facts["original shop.strange"] != nil)
      let back = try scripts.run(scripts.names.rollback, on: server)
      #expect(back.lastLine.hasPrefix("DONE: 5"), "\(back)")
      try server.client.query("DROP TRIGGER shop.strange;")
      let again = try scripts.run(scripts.moves[0], on: server)
      #expect(again.lastLine.hasPrefix("DONE: 5"), "\(again)")
      queued.end()
      holder.end()
    }
  }

  /// Directly after the first rename, and with triggers dropped already.
  @Test(arguments: [1, 5])
  func `from the temporary name in the source schema the rollback always publishes the table`(
    step: Int
  ) async throws {
    try await SharedServer.use { server in
      try server.client.query(TriggerMigration.fixture)
      let start = try ServerState(of: server)
      let scripts = try Scripts(try TriggerMigration.make(of: server.client))
      try Self.cut(scripts, scripts.moves[0], after: step, on: server)
      try server.client.query(
        "CREATE TRIGGER shop.strange BEFORE DELETE ON shop.__planc_orders FOR EACH ROW SET @x = 1;")
      let back = try scripts.run(scripts.names.rollback, on: server)
      #expect(back.lastLine.hasPrefix("DONE: 5"), "\(back)")
      let state = try ServerState(of: server)
      #expect(state.facts["original shop.strange"] != nil)
      try server.client.query("DROP TRIGGER shop.strange;")
      let end = try ServerState(of: server)
      #expect(end == start, "\(end.changes(since: start))")
    }
  }

  /// While a session holds a named lock, MariaDB hides a table that another session is creating.
  @Test func `a name that another session is about to use is not taken for free`() async throws {
    try await SharedServer.use { server in
      try server.client.query(TriggerMigration.fixture)
      let start = try ServerState(of: server)
      let scripts = try Scripts(try TriggerMigration.make(of: server.client))
      let other = try ClientSession(server.client)
      other.send("CREATE TABLE archive.orders_2023 AS SELECT SLEEP(60) AS slept;\n")
      let id = try server.client.valueOfRunning("CREATE TABLE archive.orders_2023")
      let output = try scripts.run(scripts.moves[0], on: server)
      #expect(output.stderr.contains("2 are in use, and one must be, by the table"), "\(output)")
      try server.client.query("KILL QUERY \(id);")
      other.end()
      let state = try ServerState(of: server)
      #expect(state.facts(about: "shop.orders") == start.facts(about: "shop.orders"))
      let back = try scripts.run(scripts.names.rollback, on: server)
      #expect(back.lastLine.hasPrefix("DONE: 5"), "\(back)")
      let end = try ServerState(of: server)
      #expect(end == start, "\(end.changes(since: start))")
    }
  }

  /// A trigger of the catalog's that was changed or dropped before its file: what is printed leads to the end.
  @Test(arguments: [
    (
      "CREATE OR REPLACE TRIGGER shop.orders_ad AFTER DELETE ON shop.orders FOR EACH ROW SET @x = 2;",
      "replace them with"
    ),
    ("DROP TRIGGER shop.orders_ad;", "Create the missing ones with"),
    (
      "DROP TRIGGER shop.orders_bi; DROP TRIGGER shop.orders_bi_first;",
      "Create the missing ones with"
    ),
  ])
  func `the definition that a refusal shows makes the file run`(change: String, advice: String)
    async throws
  {
    try await SharedServer.use { server in
      try server.client.query(TriggerMigration.fixture)
      let start = try ServerState(of: server)
      let scripts = try Scripts(try TriggerMigration.make(of: server.client))
      try server.client.query(change)
      let refused = try scripts.run(scripts.moves[0], on: server)
      #expect(refused.stderr.contains("\(advice) the definitions above"), "\(refused)")
      let rows: [[Substring]] = refused.stdout.split(separator: "\n").map {
        $0.split(separator: "\t", omittingEmptySubsequences: false)
      }.filter { (row: [Substring]) in
        row.count == 5 && row[1].hasPrefix("in the catalog; USE `shop`")
          && change.contains("\(row[0])")
      }
      #expect(!rows.isEmpty, "\(refused)")
      for row in rows {
        let settings = row[3].split(separator: ", ")
        try server.client.query(
          """
          USE shop;
          SET SESSION sql_mode = '\(row[2])', character_set_client = \(settings[0]), collation_connection = \(settings[1]);
          \(String(row[4]).replacing("\\n", with: "\n").replacing("\\\\", with: "\\"));
          """)
      }
      let again = try scripts.run(scripts.moves[0], on: server)
      #expect(again.lastLine.hasPrefix("DONE: 5"), "\(again)")
      let back = try scripts.run(scripts.names.rollback, on: server)
      #expect(back.lastLine.hasPrefix("DONE: 5"), "\(back)")
      let end = try ServerState(of: server)
      #expect(end == start, "\(end.changes(since: start))")
    }
  }

  @Test func `in the target schema the table is published, and the advice leads to the end`()
    async throws
  {
    try await SharedServer.use { server in
      try server.client.query(TriggerMigration.fixture)
      let start = try ServerState(of: server)
      let scripts = try Scripts(try TriggerMigration.make(of: server.client))
      try Self.cut(scripts, scripts.moves[0], after: 9, on: server)
      try server.client.query(
        "CREATE TRIGGER archive.strange BEFORE DELETE ON archive.__planc_orders FOR EACH ROW SET @x = 1;"
      )
      let output = try scripts.run(scripts.moves[0], on: server)
      #expect(
        output.stderr.contains("triggers on archive.orders_2023: 6, as in the catalog: 5, "),
        "\(output)")
      let published = try ServerState(of: server)
      #expect(published.tables(in: "archive").contains("orders_2023"))
      #expect(published.facts["original archive.strange"] != nil)
      let row = try #require(
        output.stdout.split(separator: "\n").first { $0.contains("to remove it") })
      let drop = try #require(row.split(separator: "\t").last)
      try server.client.query("\(drop);")
      let again = try scripts.run(scripts.moves[0], on: server)
      #expect(again.lastLine.hasPrefix("DONE: 5"), "\(again)")
      let back = try scripts.run(scripts.names.rollback, on: server)
      #expect(back.lastLine.hasPrefix("DONE: 5"), "\(back)")
      let end = try ServerState(of: server)
      #expect(end == start, "\(end.changes(since: start))")
    }
  }

  @Test func `a rollback publishes the table at its target again, and leaves it there`()
    async throws
  {
    try await SharedServer.use { server in
      try server.client.query(TriggerMigration.fixture)
      let start = try ServerState(of: server)
      let scripts = try Scripts(try TriggerMigration.make(of: server.client))
      try scripts.run(scripts.moves[0], on: server)
      // The first table has gone back, and the second has its temporary name.
      try Self.cut(scripts, scripts.names.rollback, after: 7, on: server)
      try server.client.query(
        "CREATE TRIGGER archive.strange BEFORE DELETE ON archive.__planc_items FOR EACH ROW SET @x = 1;"
      )
      let back = try scripts.run(scripts.names.rollback, on: server)
      #expect(back.lastLine.contains("4 of 5 tables are back, left at the target"), "\(back)")
      let state = try ServerState(of: server)
      #expect(state.tables(in: "archive") == ["items", "present"])
      try server.client.query("DROP TRIGGER archive.strange;")
      let again = try scripts.run(scripts.names.rollback, on: server)
      #expect(again.lastLine.hasPrefix("DONE: 5"), "\(again)")
      let end = try ServerState(of: server)
      #expect(end == start, "\(end.changes(since: start))")
    }
  }
}

extension MariaDBClient {
  /// The session that runs a statement with this beginning, when it does.
  fileprivate func valueOfRunning(_ start: String) throws -> String {
    for _ in 0..<200 {
      let id = try value(
        "SELECT COALESCE(MAX(ID), 0) FROM information_schema.PROCESSLIST WHERE INFO LIKE '\(start)%' AND STATE = 'User sleep';"
      )
      if id != "0" { return id }
      try query("DO SLEEP(0.02);")
    }
    throw TestSupportError("no session runs \(start)")
  }
}

extension ThrowawayServer {
  /// Waits until so many sessions wait for a lock on a table.
  fileprivate func waitForLockWaits(_ count: Int) throws {
    for _ in 0..<200 {
      let waiting = try client.value(
        "SELECT COUNT(*) FROM information_schema.PROCESSLIST WHERE STATE LIKE 'Waiting for table metadata lock';"
      )
      if waiting == "\(count)" { return }
      try client.query("DO SLEEP(0.02);")
    }
    let list = try client.query("SELECT STATE, INFO FROM information_schema.PROCESSLIST;")
    throw TestSupportError("no \(count) sessions wait for a lock: \(list)")
  }
}
