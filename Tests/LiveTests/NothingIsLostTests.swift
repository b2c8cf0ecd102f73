import PlancTestSupport
import Testing

@testable import Plans

/// The way back where the world has gone on since the move: nobody's work is destroyed.
@Suite struct NothingIsLostTests {
  static let orchestration = PhaseATables.orchestrationSchema
  static let ephemeral = PhaseATables.ephemeralSchema

  @Test(arguments: MariaDBClient.Manner.allCases)
  func `tables created anew at the source bar the rollback, and no row is lost`(
    manner: MariaDBClient.Manner
  ) async throws {
    let scripts = try Scripts(PhaseA.migration())
    // All of orchestration and 8 of ephemeral; each fourth with rows.
    let anew = Array(PhaseATables.moved.prefix(30))
    try await SharedServer.use { server in
      try PhaseAFixture.load(into: server)
      for file in scripts.forward { try scripts.run(file, on: server, manner) }
      try server.client.query(
        anew.enumerated().map { index, table in
          "CREATE TABLE lupopedia.`\(table)` (id INT PRIMARY KEY);"
            + (index % 4 == 3 ? "INSERT INTO lupopedia.`\(table)` VALUES (1);" : "")
        }.joined(separator: "\n"))
      let before = try ServerState(of: server)

      let output = try scripts.rollBack(on: server, manner)
      let after = try ServerState(of: server)
      #expect(after == before, "\(after.changes(since: before))")
      #expect(output.exitCode == (manner.stopsAtErrors ? 1 : 0))
      #expect(
        output.stderr.contains(
          "planc: stopped before statement 1 of 2: tables that are in both schemas or in neither, or whose name at"
            + " the source is in use: 8 of 12; the rows above list the objects with these names"
        ),
        "\(output.stderr)")
      for table in PhaseATables.ephemeral.flatMap(\.tables) {
        let isListed = output.stdout.contains("\(Self.ephemeral).\(table)\ttable\n")
        #expect(isListed == anew.contains(table), "\(table)")
        let isAnew = output.stdout.contains("lupopedia.\(table)\ttable\n")
        #expect(isAnew == anew.contains(table), "\(table)")
      }
      if !manner.stopsAtErrors {
        #expect(
          output.lastLine.hasPrefix("NOT DONE: 30 of 34 tables are back")
            || output.lastLine.hasPrefix("NOT DONE: 0 of 34 tables are back"), "\(output.lastLine)")
      }

      let status = try scripts.run(scripts.names.status, on: server, manner)
      #expect(status.exitCode == 0 && status.stderr == "", "\(status.stderr)")
      #expect(status.stdout.contains("\nMANUAL REPAIR REQUIRED\t"), "\(status.stdout)")
      for (index, table) in anew.enumerated() {
        let target = index < 22 ? Self.orchestration : Self.ephemeral
        #expect(status.stdout.contains("\nboth\tlupopedia.\(table)\t\(target).\(table)\n"))
        let rows = index % 4 == 3 ? "1 row" : "empty"
        let moved = try server.client.value("SELECT COUNT(*) FROM `\(target)`.`\(table)`;")
        #expect(moved != "0")
        #expect(status.stdout.contains("\nlupopedia.\(table)\t\(rows)\n"), "\(table)")
        #expect(status.stdout.contains("\n\(target).\(table)\t\(moved) row"), "\(table)")
      }
      let verify = try scripts.run(scripts.names.verify, on: server, manner)
      #expect(
        verify.lastLine.hasPrefix(
          "NOT VERIFIED: tables at the target: 34 of 34; names left at the source: 30"))
      let preflight = try scripts.run(scripts.names.preflight, on: server, manner)
      #expect(preflight.lastLine.hasPrefix("NOT READY: "), "\(preflight.lastLine)")
    }
  }

  @Test(arguments: MariaDBClient.Manner.allCases)
  func `a schema with a foreign key into it from outside keeps all its rows`(
    manner: MariaDBClient.Manner
  ) async throws {
    let scripts = try Scripts(PhaseA.migration())
    try await SharedServer.use { server in
      try PhaseAFixture.load(into: server)
      for file in scripts.forward { try scripts.run(file, on: server, manner) }
      try server.client.query(
        """
        CREATE TABLE \(Self.ephemeral).a_first (id INT PRIMARY KEY);
        INSERT INTO \(Self.ephemeral).a_first VALUES (1), (2);
        CREATE TABLE \(Self.ephemeral).parent (id INT PRIMARY KEY);
        INSERT INTO \(Self.ephemeral).parent VALUES (1);
        CREATE SCHEMA outside;
        CREATE TABLE outside.child (id INT PRIMARY KEY, FOREIGN KEY (id)
          REFERENCES \(Self.ephemeral).parent (id));
        INSERT INTO outside.child VALUES (1);
        CREATE TABLE outside.of_moved (id BIGINT UNSIGNED, FOREIGN KEY (id)
          REFERENCES \(Self.ephemeral).lupo_sessions (id));
        """)
      let made = try ServerState(of: server)
      let output = try scripts.rollBack(on: server, manner)
      #expect(output.exitCode == 0 && output.stderr == "", "\(output.stderr)")
      #expect(output.lastLine == "DONE: 34 of 34 tables are back", "\(output.lastLine)")
      let end = try ServerState(of: server)
      for table in ["a_first", "parent"] {
        #expect(
          end.checksum(of: Self.ephemeral, table) == made.checksum(of: Self.ephemeral, table))
      }
      #expect(end.checksum(of: "outside", "child") == made.checksum(of: "outside", "child"))
      // The constraint followed the table home and is enforced there.
      let orphan = try server.client.run(text: "INSERT INTO outside.of_moved VALUES (4711);")
      #expect(orphan.stderr.contains("ERROR 1452"), "\(orphan)")
    }
  }

  @Test(arguments: MariaDBClient.Manner.allCases)
  func `a table made in the target while the rollback waits for a lock is kept`(
    manner: MariaDBClient.Manner
  ) async throws {
    let scripts = try Scripts(PhaseA.migration(lockWaitTimeoutSeconds: 20))
    try await SharedServer.use { server in
      try PhaseAFixture.load(into: server)
      for file in scripts.forward { try scripts.run(file, on: server, manner) }
      let holder = try ClientSession(server.client)
      try holder.execute("START TRANSACTION; SELECT 1 FROM \(Self.ephemeral).lupo_sessions;")
      let rollback = try server.client.start(script: scripts.path(scripts.names.rollback), manner)
      try server.waitUntilASessionWaitsForALock()
      try server.client.query(
        """
        CREATE TABLE \(Self.ephemeral).stranger (id INT);
        INSERT INTO \(Self.ephemeral).stranger VALUES (1);
        """)
      holder.end()
      let output = try rollback.wait()
      #expect(output.exitCode == 0 && output.stderr == "", "\(output.stderr)")
      #expect(output.lastLine == "DONE: 34 of 34 tables are back", "\(output.lastLine)")
      let drop = try scripts.run(scripts.names.dropSchemas, on: server, manner)
      #expect(drop.stdout.contains("\(Self.ephemeral)\tis not empty\t1\t0\t0"), "\(drop)")
      let kept = try server.client.value("SELECT COUNT(*) FROM \(Self.ephemeral).stranger;")
      #expect(kept == "1")
      let preflight = try scripts.run(scripts.names.preflight, on: server, manner)
      #expect(preflight.lastLine.hasPrefix("NOT READY: "))
      #expect(
        preflight.stdout.contains("table in a schema that the plan creates\t\(Self.ephemeral)."))
    }
  }
}

extension ThrowawayServer {
  /// Returns when some session waits for a metadata lock.
  func waitUntilASessionWaitsForALock() throws {
    for _ in 1...500 {
      let waiting = try client.value(
        "SELECT COUNT(*) FROM information_schema.PROCESSLIST WHERE STATE LIKE 'Waiting for%lock';")
      if waiting != "0" { return }
    }
    throw TestSupportError("no session waits for a lock")
  }
}
