import PlancTestSupport
import Testing

@testable import Operations
@testable import Plans

/// A target that takes more than one statement, and a target that takes tables from two sources.
@Suite struct BatchTests {
  static let names = (1...2_500).map { "t\($0)" }

  private func migration() -> Migration {
    let batches = [names(1...1_000), names(1_001...2_000), names(2_001...2_500)]
    return SmallMigration.make(
      "big",
      schemas: [
        SmallMigration.schema("a", 2_501, 1),
        SmallMigration.schema("b", 0, 2_500, creates: "big"),
      ],
      batches: batches.map { [("a", "b", (nil, $0.map { ($0, $0) }))] })
  }

  private func names(_ numbers: ClosedRange<Int>) -> [String] { numbers.map { "t\($0)" } }

  /// How many tables are in a and in b: `2501 0`.
  private func places(_ server: ThrowawayServer) throws -> String {
    try server.client.value(
      """
      SELECT CONCAT(SUM(TABLE_SCHEMA = 'a'), ' ', SUM(TABLE_SCHEMA = 'b'))
        FROM information_schema.TABLES WHERE TABLE_SCHEMA IN ('a', 'b');
      """)
  }

  @Test func `three batches are cut, stopped, finished and rolled back`() async throws {
    let scripts = try Scripts(migration())
    let file = scripts.moves[0]
    try await SharedServer.use { server in
      let creation = (Self.names + ["stays"]).map {
        "CREATE TABLE a.\($0) (id INT) ENGINE=MyISAM;"
      }
      try server.client.query(
        "CREATE SCHEMA a;\n" + creation.joined(separator: "\n")
          + "ALTER TABLE a.t1 ENGINE=InnoDB; ALTER TABLE a.t1500 ENGINE=InnoDB;")
      try scripts.run(scripts.create, on: server)

      // A table of the first batch is not there: no batch moves, also where the client carries on.
      try server.client.query("RENAME TABLE a.t7 TO a.t7_;")
      for manner in MariaDBClient.Manner.allCases {
        let output = try scripts.run(file, on: server, manner)
        #expect(output.exitCode == (manner.stopsAtErrors ? 1 : 0))
        #expect(output.stderr.contains("tables at the source: 2499 of 2500; names in use in b: 0;"))
        #expect(try places(server) == "2501 0")
        if !manner.stopsAtErrors { #expect(output.lastLine.hasPrefix("NOT DONE: 0 of 2500")) }
      }
      try server.client.query("RENAME TABLE a.t7_ TO a.t7;")

      // The second batch meets a lock: the first has moved, the third does not.
      let holder = try ClientSession(server.client)
      try holder.execute("START TRANSACTION; SELECT * FROM a.t1500;")
      let stopped = try scripts.run(file, on: server, .force)
      #expect(stopped.stderr.contains("ERROR 1205"))
      #expect(stopped.lastLine.hasPrefix("NOT DONE: 1000 of 2500"))
      #expect(try places(server) == "1501 1000")
      holder.end()
      let status = try scripts.run(scripts.names.status, on: server).stdout
      #expect(status.contains("PARTIALLY APPLIED") && status.contains("1000 of 2500"))

      // From there the rollback brings home, and forward finishes.
      let back = try scripts.rollBack(on: server)
      #expect(back.lastLine.hasPrefix("DONE: 2500 of 2500"), "\(back.stderr)")
      try scripts.run(scripts.create, on: server)
      let text = scripts.text(file)
      let cut = try #require(
        text.ranges(of: "-- The next RENAME TABLE statement").dropFirst().first)
      _ = try server.client.run(text: String(text[..<cut.lowerBound]))
      #expect(try places(server) == "1501 1000")
      let forward = try scripts.run(file, on: server)
      #expect(forward.lastLine.hasPrefix("DONE: 2500 of 2500"), "\(forward.stderr)")
      #expect(try scripts.run(scripts.names.verify, on: server).lastLine == "VERIFIED")

      // The rollback is cut after its first batch, and finishes.
      let rollback = scripts.text(scripts.names.rollback)
      let second = try #require(
        rollback.ranges(of: "-- The next statement of the rollback").dropFirst().first)
      _ = try server.client.run(text: String(rollback[..<second.lowerBound]))
      #expect(try places(server) == "501 2000")
      let end = try scripts.rollBack(on: server)
      #expect(end.lastLine.hasPrefix("DONE: 2500 of 2500"), "\(end.stderr)")
      #expect(
        try server.client.value(
          "SELECT COUNT(*) FROM information_schema.SCHEMATA WHERE SCHEMA_NAME = 'b';") == "0")
    }
  }

  @Test(arguments: MariaDBClient.Manner.allCases)
  func `two sources move into one schema that is there, some under new names`(
    manner: MariaDBClient.Manner
  ) async throws {
    let scripts = try Scripts(
      SmallMigration.make(
        "merge",
        schemas: [
          SmallMigration.schema("east", 3, 1), SmallMigration.schema("west", 3, 1),
          SmallMigration.schema("all", 1, 5),
        ],
        batches: [
          [
            ("east", "all", ("East", [("users", "east_users"), ("logs", "logs")])),
            ("west", "all", ("West", [("users", "west_users"), ("old logs", "logs west")])),
          ]
        ]))
    try await SharedServer.use { server in
      try server.client.query(
        """
        CREATE SCHEMA east; CREATE SCHEMA west; CREATE SCHEMA `all`;
        CREATE TABLE east.users (id INT PRIMARY KEY); CREATE TABLE east.logs (id INT);
        CREATE TABLE east.stays (id INT REFERENCES east.users (id)) ENGINE=InnoDB;
        CREATE TABLE west.users (id INT); CREATE TABLE west.`old logs` (id INT);
        CREATE TABLE west.stays (id INT); CREATE TABLE `all`.users (id INT);
        INSERT INTO east.users VALUES (1); INSERT INTO west.users VALUES (2), (3);
        """)
      let start = try ServerState(of: server)
      func run(_ file: String) throws -> ProgramOutput { try scripts.run(file, on: server, manner) }
      #expect(try run(scripts.names.preflight).lastLine == "READY")
      for _ in 1...2 {
        let output = try run(scripts.moves[0])
        #expect(output.lastLine.hasPrefix("DONE: 4 of 4"), "\(output.stderr)")
      }
      #expect(try run(scripts.names.verify).lastLine == "VERIFIED")
      #expect(try server.client.value("SELECT COUNT(*) FROM `all`.west_users;") == "2")
      for _ in 1...2 {
        let output = try run(scripts.names.rollback)
        #expect(output.lastLine.hasPrefix("DONE: 4 of 4"), "\(output.stderr)")
        let end = try ServerState(of: server)
        #expect(end == start, "\(end.changes(since: start))")
      }
      // A new name that is taken, and a source that is gone, stop all of it.
      for change in ["CREATE VIEW `all`.`LOGS WEST` AS SELECT 1 AS one;", "DROP TABLE west.users;"]
      {
        try server.client.query(change)
        let bad = try ServerState(of: server)
        let output = try run(scripts.moves[0])
        #expect(output.exitCode == (manner.stopsAtErrors ? 1 : 0))
        #expect(output.stderr.contains("names in use in all: 1;"))
        #expect(try ServerState(of: server) == bad)
      }
    }
  }
}
