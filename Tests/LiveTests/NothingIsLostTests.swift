import PlancTestSupport
import Testing

@testable import PlanCompiler

/// The way back where the world has gone on since the move: nobody's work is destroyed.
@Suite struct NothingIsLostTests {
  static let orchestration = PhaseATables.orchestrationSchema
  static let ephemeral = PhaseATables.ephemeralSchema

  /// What somebody makes in a target, how it is dropped, and what the rollback's last row says.
  struct Stranger: Sendable {
    var kind: String
    var create: String
    var drop: String
    var holds: String
  }

  /// `%` stands for the schema.
  static let strangers = [
    Stranger(
      kind: "table", create: "CREATE TABLE %.kept (id INT); INSERT INTO %.kept VALUES (1), (2)",
      drop: "DROP TABLE %.kept", holds: "1 tables and views, 0 routines, 0 events"),
    Stranger(
      kind: "view", create: "CREATE VIEW %.kept AS SELECT 1 AS one", drop: "DROP VIEW %.kept",
      holds: "1 tables and views, 0 routines, 0 events"),
    Stranger(
      kind: "sequence", create: "CREATE SEQUENCE %.kept", drop: "DROP SEQUENCE %.kept",
      holds: "1 tables and views, 0 routines, 0 events"),
    Stranger(
      kind: "routine", create: "CREATE PROCEDURE %.kept() SELECT 1", drop: "DROP PROCEDURE %.kept",
      holds: "0 tables and views, 1 routines, 0 events"),
    Stranger(
      kind: "routine", create: "CREATE FUNCTION %.kept() RETURNS INT DETERMINISTIC RETURN 1",
      drop: "DROP FUNCTION %.kept", holds: "0 tables and views, 1 routines, 0 events"),
    Stranger(
      kind: "event", create: "CREATE EVENT %.kept ON SCHEDULE EVERY 1 YEAR DISABLE DO SELECT 1",
      drop: "DROP EVENT %.kept", holds: "0 tables and views, 0 routines, 1 events"),
  ]

  @Test(arguments: MariaDBClient.Manner.allCases)
  func `what was made in a target survives the rollback with its schema, and the 34 come back`(
    manner: MariaDBClient.Manner
  ) async throws {
    let scripts = try Scripts(PhaseA.migration())
    try await SharedServer.use { server in
      try PhaseAFixture.load(into: server)
      let start = try ServerState(of: server)
      for (index, stranger) in Self.strangers.enumerated()
      where OnlyOnMariaDB.isHere || stranger.kind != "sequence" {
        // Each kind alone in its schema; the other schema goes.
        let schema = index.isMultiple(of: 2) ? Self.orchestration : Self.ephemeral
        let other = index.isMultiple(of: 2) ? Self.ephemeral : Self.orchestration
        for file in scripts.forward { try scripts.run(file, on: server, manner) }
        try server.client.query(stranger.create.replacing("%", with: schema) + ";")
        let made = try ServerState(of: server)
        let output = try scripts.run(scripts.names.rollback, on: server, manner)
        #expect(output.exitCode == 0, "\(stranger.kind): \(output.stderr)")
        #expect(output.stderr == "", "\(stranger.kind)")
        #expect(output.lastLine.hasPrefix("DONE: 34 of 34 tables are back; "))
        #expect(output.lastLine.contains("; \(other) is gone"), "\(output.lastLine)")
        #expect(
          output.lastLine.contains("; \(schema) is left standing with \(stranger.holds)"),
          "\(stranger.kind): \(output.lastLine)")
        let end = try ServerState(of: server)
        #expect(end.facts(about: "\(schema).kept") == made.facts(about: "\(schema).kept"))
        #expect(end.facts(about: "\(schema).kept") != [:])
        // The schema must be empty before the next move, and preflight says so by name.
        let preflight = try scripts.run(scripts.names.preflight, on: server, manner)
        #expect(preflight.lastLine.hasPrefix("NOT READY: "), "\(preflight)")
        #expect(preflight.stdout.contains("before the move\t\(schema).kept\t"), "\(preflight)")
        try server.client.query(stranger.drop.replacing("%", with: schema) + ";")
        let again = try scripts.run(scripts.names.rollback, on: server, manner)
        #expect(again.lastLine.contains("; \(schema) is gone"), "\(again.lastLine)")
        let home = try ServerState(of: server)
        #expect(home == start, "\(stranger.kind): \(home.changes(since: start))")
      }
      let ready = try scripts.run(scripts.names.preflight, on: server, manner)
      #expect(ready.lastLine == "READY", "\(ready)")
    }
  }

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

      let output = try scripts.run(scripts.names.rollback, on: server, manner)
      let after = try ServerState(of: server)
      #expect(after == before, "\(after.changes(since: before))")
      #expect(output.exitCode == (manner.stopsAtErrors ? 1 : 0))
      #expect(
        output.stderr.contains(
          "planc: stopped before \(Self.ephemeral): tables in \(Self.ephemeral): 12 of 12; names taken"
            + " in lupopedia: 8; the rows above list each one, and phase_a_status.sql what is missing"
        ),
        "\(output.stderr)")
      for table in PhaseATables.ephemeral.flatMap(\.tables) {
        #expect(output.stdout.contains("\(Self.ephemeral).\(table)\t"), "\(table)")
        let isAnew = output.stdout.contains("lupopedia.\(table)\tBASE TABLE\n")
        #expect(isAnew == anew.contains(table), "\(table)")
      }
      if !manner.stopsAtErrors {
        #expect(
          output.lastLine.hasPrefix("NOT DONE: 30 of 34 tables are back")
            || output.lastLine.hasPrefix("NOT DONE: 0 of 34 tables are back"), "\(output.lastLine)")
      }

      let status = try scripts.run(scripts.names.status, on: server, manner)
      #expect(status.exitCode == 0 && status.stderr == "", "\(status.stderr)")
      #expect(status.stdout.contains("\nNEEDS A PERSON\t"), "\(status.stdout)")
      for (index, table) in anew.enumerated() {
        let target = index < 22 ? Self.orchestration : Self.ephemeral
        #expect(status.stdout.contains("\nboth\tlupopedia.\(table)\t\(target).\(table)\n"))
        let rows = index % 4 == 3 ? "has rows" : "empty"
        #expect(status.stdout.contains("\nlupopedia.\(table)\t\(rows)\n"), "\(table)")
        #expect(status.stdout.contains("\n\(target).\(table)\thas rows\n"), "\(table)")
      }
      let verify = try scripts.run(scripts.names.verify, on: server, manner)
      #expect(verify.lastLine.hasPrefix("NOT VERIFIED: of 34 tables 34 are at their target and 30"))
      let preflight = try scripts.run(scripts.names.preflight, on: server, manner)
      #expect(preflight.lastLine.hasPrefix("NOT READY: "), "\(preflight.lastLine)")
    }
  }

  @Test(arguments: MariaDBClient.Manner.allCases)
  func `only an account that would see everything in a schema drops it`(
    manner: MariaDBClient.Manner
  ) async throws {
    let scripts = try Scripts(PhaseA.migration())
    try await SharedServer.use { server in
      try PhaseAFixture.load(into: server)
      let start = try ServerState(of: server)
      let move = "ALTER, DROP, CREATE, INSERT"
      let schemas = ["lupopedia", Self.orchestration, Self.ephemeral]
      func account(_ name: String, _ grants: [String]) -> String {
        "CREATE USER \(name);" + grants.map { "GRANT \($0) TO \(name);" }.joined()
      }
      let blind = [
        // One of the three rights is missing, each in turn,
        account("no_event", schemas.map { "\(move), SELECT, ALTER ROUTINE ON \($0).*" }),
        account("no_routine", schemas.map { "\(move), SELECT, EVENT ON \($0).*" }),
        account("no_select", schemas.map { "\(move), ALTER ROUTINE, EVENT ON \($0).*" }),
        // and one has them by a pattern that a nearer one puts out of force.
        account(
          "nearer",
          schemas.map { "\(move), SELECT ON `\($0.replacing("_", with: "\\_"))`.*" }
            + ["\(move), SELECT, EVENT, ALTER ROUTINE ON `lupopedia%`.*"]),
      ]
      let seeing = [
        account(
          "all_rights", schemas.map { "\(move), SELECT, EVENT, ALTER ROUTINE ON \($0).*" }),
        account("by_pattern", ["\(move), SELECT, EVENT, ALTER ROUTINE ON `lupopedia%`.*"]),
        account("global_rights", ["\(move), SELECT, EVENT, ALTER ROUTINE ON *.*"]),
      ]
      try server.client.query((blind + seeing).joined(separator: "\n"))
      for (name, sees) in ["no_event", "no_routine", "no_select", "nearer"].map({ ($0, false) })
        + ["all_rights", "by_pattern", "global_rights"].map({ ($0, true) })
      {
        for file in scripts.forward { try scripts.run(file, on: server, manner) }
        try server.client.query(
          """
          CREATE PROCEDURE \(Self.orchestration).kept() SELECT 1;
          CREATE EVENT \(Self.orchestration).kept ON SCHEDULE EVERY 1 YEAR DISABLE DO SELECT 1;
          """)
        let client = server.client.with(user: name)
        let output = try scripts.run(scripts.names.rollback, as: client, manner)
        #expect(output.exitCode == 0, "\(name): \(output.stderr)")
        #expect(output.lastLine.hasPrefix("DONE: 34 of 34 tables are back"), "\(name): \(output)")
        #expect(
          output.lastLine.contains(
            sees
              ? "\(Self.ephemeral) is gone"
              : "\(Self.ephemeral) is left standing, as this account may not see all"),
          "\(name): \(output.lastLine)")
        #expect(output.lastLine.contains("\(Self.orchestration) is left standing"), "\(name)")
        let end = try ServerState(of: server)
        #expect(end.facts(about: "\(Self.orchestration).kept").count == 2, "\(name)")
        #expect(end.schemas.contains(Self.ephemeral) == !sees, "\(name)")
        try server.client.query(
          """
          DROP PROCEDURE \(Self.orchestration).kept;
          DROP EVENT \(Self.orchestration).kept;
          """)
        try scripts.run(scripts.names.rollback, on: server, manner)
      }
      try server.client.query(
        "DROP USER no_event, no_routine, no_select, nearer, all_rights, by_pattern, global_rights;")
      let home = try ServerState(of: server)
      #expect(home == start, "\(home.changes(since: start))")
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
      let output = try scripts.run(scripts.names.rollback, on: server, manner)
      #expect(output.exitCode == 0 && output.stderr == "", "\(output.stderr)")
      #expect(
        output.lastLine.contains(
          "DONE: 34 of 34 tables are back; \(Self.ephemeral) is left standing"
            + " with 2 tables and views, 0 routines, 0 events")
          || output.lastLine.contains("\(Self.ephemeral) is left standing with 2 tables and views"),
        "\(output.lastLine)")
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

  /// The files that create and move refuse it; the one that undoes must not take it for theirs.
  @Test func `a schema of another collation, which no file has made, stays`() async throws {
    let scripts = try Scripts(PhaseA.migration())
    try await SharedServer.use { server in
      try PhaseAFixture.load(into: server)
      try server.client.query("CREATE SCHEMA \(Self.ephemeral) CHARACTER SET latin1;")
      let start = try ServerState(of: server)
      let output = try scripts.run(scripts.names.rollback, on: server)
      #expect(
        output.lastLine.contains(
          "; lupopedia_ephemeral is left standing, as its collation is not utf8mb4_unicode_ci, so no"
            + " file of this plan has made it, with 0 tables and views, 0 routines, 0 events"),
        "\(output.stdout)")
      #expect(try ServerState(of: server) == start)
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
      #expect(output.lastLine.hasPrefix("DONE: 34 of 34 tables are back; "), "\(output.lastLine)")
      #expect(
        output.lastLine.contains(
          "\(Self.ephemeral) is left standing with 1 tables and views, 0 routines, 0 events"))
      let kept = try server.client.value("SELECT COUNT(*) FROM \(Self.ephemeral).stranger;")
      #expect(kept == "1")
      let preflight = try scripts.run(scripts.names.preflight, on: server, manner)
      #expect(preflight.lastLine.hasPrefix("NOT READY: "))
      #expect(preflight.stdout.contains("holds a base table before the move\t\(Self.ephemeral)."))
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
