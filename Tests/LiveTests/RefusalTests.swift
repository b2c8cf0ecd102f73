import PlancTestSupport
import Testing

@testable import Plans

/// Phase A on a server that is not as planned: each file stops, changes nothing, and says why.
@Suite struct RefusalTests {
  @Test(
    arguments: (Refusal.ofSources + Refusal.ofTargets + Refusal.ofSchemas + Refusal.ofRollbacks
      + Refusal.ofServerAndSession + Refusal.ofTablesThatAreListed).onThisServer)
  func `a refusal changes nothing, and says what was found and what to run`(
    refusal: Refusal
  ) async throws {
    let scripts = try Scripts(PhaseA.migration(lockWaitTimeoutSeconds: 1))
    try await LoadedServer.use { server, _ in
      for file in refusal.after {
        let output = try scripts.run(scripts[file], on: server)
        #expect(output.exitCode == 0, "\(output.stderr)")
      }
      try server.client.query(refusal.setUp)
      try refusal.expect(from: scripts, on: server)
      try server.client.query(refusal.undo)
      // What was refused is possible again, and takes back what ran before.
      let back = try scripts.rollBack(on: server)
      #expect(back.lastLine.hasPrefix("DONE: 34 of 34"), "\(back.stderr)")
    }
  }

  @Test(arguments: MariaDBClient.Manner.allCases)
  func `one of two schemas is there: the other move waits until create_schemas has finished`(
    manner: MariaDBClient.Manner
  ) async throws {
    let scripts = try Scripts(PhaseA.migration())
    try await LoadedServer.use { server, _ in
      try server.client.query(
        "CREATE SCHEMA lupopedia_ephemeral CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci;")
      let before = try ServerState(of: server)
      let refused = try scripts.run(scripts[.orchestration], on: server, manner)
      #expect(refused.exitCode == (manner.stopsAtErrors ? 1 : 0))
      #expect(
        refused.stderr.contains(
          "schema lupopedia_orchestration does not exist, or has another collation than in the plan; run "
            + scripts.create))
      if !manner.stopsAtErrors {
        #expect(refused.lastLine.hasPrefix("NOT DONE: 0 of 22 tables"))
      }
      let after = try ServerState(of: server)
      #expect(after == before, "\(after.changes(since: before))")
      for file in scripts.forward.reversed() + scripts.forward {
        let output = try scripts.run(file, on: server, manner)
        if file == scripts.forward.last {
          #expect(output.lastLine.hasPrefix("DONE: 12 of 12"), "\(output.stderr)")
        }
      }
      #expect(try scripts.run(scripts.names.verify, on: server, manner).lastLine == "VERIFIED")
      #expect(try scripts.rollBack(on: server).exitCode == 0)
    }
  }
}

extension Refusal {
  static let toAside = """
    CREATE SCHEMA aside;
    RENAME TABLE lupopedia.lupo_system_config TO aside.lupo_system_config;
    """
  static let fromAside = """
    RENAME TABLE aside.lupo_system_config TO lupopedia.lupo_system_config;
    DROP SCHEMA aside;
    """

  static let ofSources: [Refusal] = [
    Refusal(
      name: "a source is missing", after: [.create], setUp: toAside, undo: fromAside,
      file: .orchestration,
      says: ["tables at the source: 21 of 22; names in use in lupopedia_orchestration: 0;"],
      runStatus: true,
      ends: "NOT DONE: 0 of 22 tables"),
    Refusal(
      name: "a source has another name", after: [.create],
      setUp: "RENAME TABLE lupopedia.lupo_sessions TO lupopedia.lupo_session;",
      undo: "RENAME TABLE lupopedia.lupo_session TO lupopedia.lupo_sessions;",
      file: .ephemeral,
      says: ["tables at the source: 11 of 12; names in use in lupopedia_ephemeral: 0;"],
      runStatus: true,
      ends: "NOT DONE: 0 of 12 tables"),
    Refusal(
      name: "a source has capitals", after: [.create],
      setUp: "RENAME TABLE lupopedia.lupo_sessions TO lupopedia.LUPO_SESSIONS;",
      undo: "RENAME TABLE lupopedia.LUPO_SESSIONS TO lupopedia.lupo_sessions;",
      file: .ephemeral,
      says: ["tables at the source: 11 of 12; names in use in lupopedia_ephemeral: 0;"],
      runStatus: true,
      ends: "NOT DONE: 0 of 12 tables"),
    Refusal(
      name: "a view has a source's name", after: [.create],
      setUp: toAside + "CREATE VIEW lupopedia.lupo_system_config AS SELECT 1 AS one;",
      undo: "DROP VIEW lupopedia.lupo_system_config;" + fromAside, file: .orchestration,
      says: ["tables at the source: 21 of 22; names in use in lupopedia_orchestration: 0;"],
      runStatus: true,
      ends: "NOT DONE: 0 of 22 tables"),
    Refusal(
      name: "a sequence has a source's name", after: [.create],
      setUp: toAside + "CREATE SEQUENCE lupopedia.lupo_system_config;",
      undo: "DROP SEQUENCE lupopedia.lupo_system_config;" + fromAside, file: .orchestration,
      says: ["tables at the source: 21 of 22; names in use in lupopedia_orchestration: 0;"],
      runStatus: true,
      ends: "NOT DONE: 0 of 22 tables"),
    Refusal(
      name: "a trigger is on a source", after: [.create],
      setUp: """
        CREATE TRIGGER lupopedia.audit BEFORE INSERT ON lupopedia.lupo_sessions
          FOR EACH ROW SET @seen = 1;
        """,
      undo: "DROP TRIGGER lupopedia.audit;", file: .ephemeral,
      says: ["triggers on these tables: 1; ", "drop those in the rows above"],
      ends: "NOT DONE: 0 of 12 tables"),
    Refusal(
      name: "core holds one more table", after: [.create],
      setUp: "CREATE TABLE lupopedia.lupo_new (id INT);", undo: "DROP TABLE lupopedia.lupo_new;",
      file: .orchestration, says: ["contain 112 tables, and the plan says 111"], runStatus: true,
      ends: "NOT DONE: 0 of 22 tables"),
    Refusal(
      name: "core holds one more table, and schemas are to be created",
      setUp: "CREATE TABLE lupopedia.lupo_new (id INT);", undo: "DROP TABLE lupopedia.lupo_new;",
      file: .create, says: ["contain 112 tables, and the plan says 111"], runStatus: true,
      ends: "NOT DONE: 0 of 2 schemas"),
    Refusal(
      name: "all sources stand again after the move", after: [.create, .orchestration],
      setUp: again("CREATE TABLE lupopedia.`%` (id INT);"),
      undo: again("DROP TABLE lupopedia.`%`;"), file: .orchestration,
      says: ["tables at the source: 22 of 22; names in use in lupopedia_orchestration: 22;"],
      runStatus: true,
      ends: "NOT DONE: 0 of 22 tables"),
  ]

  /// A statement for each of the orchestration tables.
  static func again(_ statement: String) -> String {
    PhaseATables.orchestration.flatMap(\.tables).map { statement.replacing("%", with: $0) }
      .joined(separator: "\n")
  }

  static let ofTargets: [Refusal] = [
    Refusal(
      name: "a table has a target's name", after: [.create],
      setUp: "CREATE TABLE lupopedia_ephemeral.lupo_sessions (id INT);",
      undo: "DROP TABLE lupopedia_ephemeral.lupo_sessions;", file: .ephemeral,
      says: ["tables at the source: 12 of 12; names in use in lupopedia_ephemeral: 1;"],
      runStatus: true, ends: "NOT DONE: 0 of 12 tables"),
    Refusal(
      name: "a table has a target's name, and the sum is right", after: [.create],
      setUp: toAside + "CREATE TABLE lupopedia_ephemeral.lupo_sessions (id INT);",
      undo: "DROP TABLE lupopedia_ephemeral.lupo_sessions;" + fromAside, file: .ephemeral,
      says: ["tables at the source: 12 of 12; names in use in lupopedia_ephemeral: 1;"],
      runStatus: true, ends: "NOT DONE: 0 of 12 tables"),
    Refusal(
      name: "a view has a target's name", after: [.create],
      setUp: "CREATE VIEW lupopedia_ephemeral.lupo_sessions AS SELECT 1 AS one;",
      undo: "DROP VIEW lupopedia_ephemeral.lupo_sessions;", file: .ephemeral,
      says: ["tables at the source: 12 of 12; names in use in lupopedia_ephemeral: 1;"],
      runStatus: true, ends: "NOT DONE: 0 of 12 tables"),
    Refusal(
      name: "a sequence has a target's name", after: [.create],
      setUp: "CREATE SEQUENCE lupopedia_ephemeral.lupo_sessions;",
      undo: "DROP SEQUENCE lupopedia_ephemeral.lupo_sessions;", file: .ephemeral,
      says: ["tables at the source: 12 of 12; names in use in lupopedia_ephemeral: 1;"],
      runStatus: true, ends: "NOT DONE: 0 of 12 tables"),
    Refusal(
      name: "a view has a target's name in capitals", after: [.create],
      setUp: "CREATE VIEW lupopedia_ephemeral.LUPO_SESSIONS AS SELECT 1 AS one;",
      undo: "DROP VIEW lupopedia_ephemeral.LUPO_SESSIONS;", file: .ephemeral,
      says: ["tables at the source: 12 of 12; names in use in lupopedia_ephemeral: 1;"],
      runStatus: true, ends: "NOT DONE: 0 of 12 tables"),
  ]
}
