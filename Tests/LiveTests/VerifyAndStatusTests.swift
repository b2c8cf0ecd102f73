import Foundation
import PlancTestSupport
import Testing

@testable import Operations
@testable import Plans

/// Verify passes for the promised end state alone; status tells every table's state.
@Suite struct VerifyAndStatusTests {
  /// What somebody did after the move; verify's findings and status's row of `core.sessions`.
  struct Case: Sendable, CustomTestStringConvertible {
    var testDescription: String
    var sql: String
    /// `where: expected, found`.
    var findings: [String]
    var word: String
    /// The state of `sessions`, which moves from `core` to `cold`.
    var sessions: String
  }

  static func expect(
    _ name: String, after sql: String, finds findings: [String], is word: String,
    sessions: String = "target"
  ) -> Case {
    Case(
      testDescription: name, sql: sql, findings: findings, word: word, sessions: sessions)
  }

  static let wrong = [
    expect(
      "at neither", after: "DROP TABLE cold.sessions;",
      finds: ["cold.sessions: table, missing", "cold: 2 tables, 1 table"],
      is: "MANUAL REPAIR REQUIRED", sessions: "neither"),
    expect(
      "at both, empty at the source", after: "CREATE TABLE core.sessions (id INT);",
      finds: ["core.sessions: nothing, table", "core: 3 tables, 4 tables"],
      is: "MANUAL REPAIR REQUIRED", sessions: "both"),
    expect(
      "back at the source", after: "RENAME TABLE cold.sessions TO core.sessions;",
      finds: [
        "cold.sessions: table, missing", "core.sessions: nothing, table",
        "cold: 2 tables, 1 table", "core: 3 tables, 4 tables",
      ], is: "MANUAL REPAIR REQUIRED", sessions: "source"),
    expect(
      "a view left at the source",
      after: "CREATE VIEW core.sessions AS SELECT * FROM cold.sessions;",
      finds: ["core.sessions: nothing, view"], is: "MANUAL REPAIR REQUIRED",
      sessions: "other: view at the source, table at the target"),
    expect(
      "a sequence left at the source", after: "CREATE SEQUENCE core.sessions;",
      finds: ["core.sessions: nothing, sequence"], is: "MANUAL REPAIR REQUIRED",
      sessions: "other: sequence at the source, table at the target"),
    expect(
      "a view at the target",
      after:
        "RENAME TABLE cold.sessions TO cold.kept; CREATE VIEW cold.sessions AS SELECT * FROM cold.kept;",
      finds: ["cold.sessions: table, view"], is: "MANUAL REPAIR REQUIRED",
      sessions: "other: nothing at the source, view at the target"),
    expect(
      "a view at the source alone",
      after:
        "RENAME TABLE cold.sessions TO cold.kept; CREATE VIEW core.sessions AS SELECT * FROM cold.kept;",
      finds: ["cold.sessions: table, missing", "core.sessions: nothing, view"],
      is: "MANUAL REPAIR REQUIRED", sessions: "other: view at the source, nothing at the target"),
    expect(
      "in other case at the target", after: "RENAME TABLE cold.sessions TO cold.Sessions;",
      finds: ["cold.sessions: table, missing"], is: "MANUAL REPAIR REQUIRED", sessions: "neither"),
    expect(
      "another table is at neither", after: "DROP TABLE hot.jobs;",
      finds: ["hot.jobs: table, missing", "hot: 2 tables, 1 table"], is: "MANUAL REPAIR REQUIRED"),
    expect(
      "renamed back to its old name in the target", after: "RENAME TABLE hot.jobs TO hot.tasks;",
      finds: ["hot.jobs: table, missing"], is: "MANUAL REPAIR REQUIRED"),
    expect(
      "a table more in the source", after: "CREATE TABLE core.more (id INT);",
      finds: ["core: 3 tables, 4 tables"], is: "APPLIED"),
    expect(
      "a table more in the created target",
      after: "CREATE TABLE cold.more (id INT) /*M!100304 WITH SYSTEM VERSIONING */;",
      finds: ["cold: 2 tables, 3 tables"], is: "APPLIED"),
    expect(
      "a table more in the other target", after: "CREATE TABLE hot.more (id INT);",
      finds: ["hot: 2 tables, 3 tables"], is: "APPLIED"),
    expect(
      "a table less in the source", after: "DROP TABLE core.old_sessions;",
      finds: ["core: 3 tables, 2 tables"], is: "APPLIED"),
    expect(
      "a schema is gone", after: "DROP SCHEMA cold;",
      finds: [
        "cold.sessions: table, missing", "cold.audit_log: table, missing",
        "cold: 2 tables, 0 tables",
      ], is: "MANUAL REPAIR REQUIRED", sessions: "neither"),
  ]

  @Test(arguments: wrong.onThisServer)
  func `verify names each wrong end state, and status the state of each table`(given: Case)
    async throws
  {
    let scripts = try Scripts(SmallMove.migration)
    try await SharedServer.use { server in
      try server.client.query(SmallMove.fixture)
      for file in scripts.forward { try scripts.run(file, on: server) }
      try server.client.query(given.sql)
      let before = try ServerState(of: server)
      for manner in MariaDBClient.Manner.allCases {
        let output = try scripts.run(scripts.names.verify, on: server, manner)
        #expect(Self.findings(output) == given.findings.sorted(), "\(output)")
        #expect(
          output.lastLine.hasPrefix("NOT VERIFIED: tables at the target: "), "\(output.lastLine)")
        #expect(output.exitCode == (manner.stopsAtErrors ? 1 : 0))
        #expect(output.stderr.contains("ERROR 1286"), "\(output.stderr)")
        #expect(
          output.stderr.contains("planc: NOT VERIFIED: tables at the target: "), "\(output.stderr)")

        let status = try scripts.run(scripts.names.status, on: server, manner)
        #expect(status.exitCode == 0 && status.stderr == "", "\(status.stderr)")
        let lines = status.stdout.split(separator: "\n")
        #expect(lines.count > 1 && lines[1].hasPrefix("\(given.word)\t"), "\(status.stdout)")
        #expect(
          lines.contains("\(given.sessions)\tcore.sessions\tcold.sessions"), "\(status.stdout)")
      }
      #expect(try ServerState(of: server) == before)
    }
  }

  @Test func `verify says which moved table has rows`() async throws {
    let scripts = try Scripts(SmallMove.migration)
    try await SharedServer.use { server in
      try server.client.query(SmallMove.fixture)
      for file in scripts.forward { try scripts.run(file, on: server) }
      let output = try scripts.run(scripts.names.verify, on: server)
      #expect(
        Self.places(output) == [
          "cold.sessions: has rows", "cold.audit_log: empty", "hot.jobs: empty",
        ])
      #expect(output.lastLine == "VERIFIED")
      try server.client.query("DELETE FROM cold.sessions; INSERT INTO hot.jobs (id) VALUES (1);")
      let again = try scripts.run(scripts.names.verify, on: server)
      #expect(
        Self.places(again) == [
          "cold.sessions: empty", "cold.audit_log: empty", "hot.jobs: has rows",
        ])
      #expect(again.lastLine == "VERIFIED")
    }
  }

  @Test(arguments: [
    ("", "", ["core.sessions: 1 row", "cold.sessions: 2 rows"]),
    ("", "DELETE FROM core.sessions;", ["core.sessions: empty", "cold.sessions: 2 rows"]),
    ("DELETE FROM core.sessions;", "", ["core.sessions: 1 row", "cold.sessions: empty"]),
    (
      "DELETE FROM core.sessions;", "DELETE FROM core.sessions;",
      ["core.sessions: empty", "cold.sessions: empty"]
    ),
  ])
  func `status counts the rows of two copies`(
    target: String, source: String, holds: [String]
  ) async throws {
    let scripts = try Scripts(SmallMove.migration)
    try await SharedServer.use { server in
      try server.client.query(SmallMove.fixture + target)
      for file in scripts.forward { try scripts.run(file, on: server) }
      try server.client.query(
        "CREATE TABLE core.sessions (id INT); INSERT INTO core.sessions VALUES (1);\(source)")
      let output = try scripts.run(scripts.names.status, on: server)
      #expect(Self.places(output).sorted() == holds.sorted(), "\(output)")
    }
  }

  @Test func `status tells the way from the first file to the last`() async throws {
    let scripts = try Scripts(SmallMove.migration)
    try await SharedServer.use { server in
      try server.client.query(SmallMove.fixture)
      func word() throws -> String {
        let lines = try scripts.run(scripts.names.status, on: server).stdout.split(separator: "\n")
        return String(lines.dropFirst().first?.split(separator: "\t").first ?? "")
      }
      #expect(try word() == "NOT STARTED")
      try scripts.run(scripts.create, on: server)
      #expect(try word() == "NOT STARTED")
      try scripts.run(scripts.moves[1], on: server)
      #expect(try word() == "PARTIALLY APPLIED")
      try scripts.run(scripts.moves[0], on: server)
      #expect(try word() == "APPLIED")
      let before = try scripts.run(scripts.names.status, on: server).stdout
      #expect(before.contains("\nhot\tjobs\t"))
      try scripts.rollBack(on: server)
      #expect(try word() == "NOT STARTED")
    }
  }

  /// Accounts from whom something is hidden, or who may not read what they see.
  @Test(
    arguments: [
      "USAGE ON *.*", "SELECT ON cold.*", "DROP ON *.*", "DROP ON `%`.*",
      "SELECT ON cold.sessions", "SELECT (id) ON hot.jobs",
    ], MariaDBClient.Manner.allCases)
  func `an account that cannot see or read all never hears VERIFIED`(
    grant: String, manner: MariaDBClient.Manner
  ) async throws {
    let scripts = try Scripts(SmallMove.migration)
    try await SharedServer.use { server in
      try server.client.query(SmallMove.fixture)
      for file in scripts.forward { try scripts.run(file, on: server) }
      try server.client.query("CREATE USER few; GRANT \(grant) TO few;")
      let client = server.client.with(user: "few")
      let output = try scripts.run(scripts.names.verify, as: client, manner)
      #expect(!output.stdout.contains("\nVERIFIED"), "\(output)")
      #expect(output.exitCode == (manner.stopsAtErrors ? 1 : 0))
      if !manner.stopsAtErrors {
        #expect(output.lastLine.hasPrefix("NOT VERIFIED"), "\(output)")
      }
      let status = try scripts.run(scripts.names.status, as: client, manner)
      #expect(!status.stdout.contains("APPLIED") || grant.hasPrefix("DROP"), "\(status)")
    }
  }

  /// Each statement that asks the server something is made to fail in turn.
  @Test func `no query of verify may fail and the word still be VERIFIED`() async throws {
    let scripts = try Scripts(SmallMove.migration)
    let text = scripts.text(scripts.names.verify)
    let asked = [
      "information_schema.", "JSON_TABLE(@planc_moves", "JSON_TABLE(@planc_schemas",
      "JSON_TABLE(@planc_objects", "JSON_TABLE(@planc_tables",
    ]
    let places = asked.flatMap { text.ranges(of: $0) }
    #expect(places.count > 8)
    try await SharedServer.use { server in
      try server.client.query(SmallMove.fixture)
      for file in scripts.forward { try scripts.run(file, on: server) }
      for place in places {
        var broken = text
        broken.replaceSubrange(place, with: "no_such_schema.no_such_table_")
        for manner in MariaDBClient.Manner.allCases {
          let output = try server.client.run(text: broken, manner)
          #expect(output.exitCode == (manner.stopsAtErrors ? 1 : 0))
          #expect(!output.stdout.contains("\nVERIFIED"), "\(broken)")
        }
      }
    }
  }

  /// The same with everything that a plan can carry, in a client that carries on.
  @Test(.withTriggersCarried)
  func `no query about triggers, views and grants may fail and the word still be VERIFIED`()
    async throws
  {
    try await SharedServer.use { server in
      try server.client.query(WholeMigration.fixture)
      let catalog = try InspectedServer.catalog(server.client, ["shop", "reports"])
      let compiled = compile([GrantFixture.source(WholeMigration.plan, catalog)])
      let scripts = try Scripts(try #require(compiled.migrations.first))
      for file in scripts.forward { try scripts.run(file, on: server) }
      let text = scripts.text(scripts.names.verify)
      #expect(try server.client.run(text: text, .force).lastLine == "VERIFIED")
      let asked = [
        "information_schema.", "JSON_TABLE(@planc_moves", "JSON_TABLE(@planc_views_listed",
        "JSON_TABLE(@planc_table_grants", "JSON_TABLE(@planc_schema_grants",
        "JSON_TABLE(@planc_live_grants", "JSON_TABLE(@planc_triggers",
        "JSON_TABLE(@planc_view_states", "JSON_TABLE(@planc_table_copies",
        "JSON_TABLE(@planc_schema_copies", "JSON_TABLE(@planc_tables",
      ]
      // Which privileges this account has decides nothing, nor do the grants that are not copies.
      let isAside = ["COLUMNS\n", "SCHEMA_PRIVILEGES\n    JOIN kinds\n", "USER_PRIVILEGES"]
      let places = asked.flatMap { text.ranges(of: $0) }.filter { place in
        !isAside.contains { text[place.upperBound...].hasPrefix($0) }
      }
      #expect(places.count > 25)
      for place in places {
        var broken = text
        broken.replaceSubrange(place, with: "no_such_schema.no_such_table_")
        let output = try server.client.run(text: broken, .force)
        #expect(output.lastLine != "VERIFIED", "\(text[..<place.lowerBound].suffix(400))")
      }
    }
  }

  /// `where: expected, found`, sorted.
  static func findings(_ output: ProgramOutput) -> [String] {
    let rows = rows(output).filter { $0.count == 3 && $0[0] != "finding" }
    return rows.map { "\($0[0]): \($0[1]), \($0[2])" }.sorted()
  }

  /// `place: holds`, in the order of the plan.
  static func places(_ output: ProgramOutput) -> [String] {
    let rows = rows(output).filter { row in
      row.count == 2 && ["row", "rows", "empty"].contains { row[1].hasSuffix($0) }
    }
    return rows.map { "\($0[0]): \($0[1])" }
  }

  private static func rows(_ output: ProgramOutput) -> [[Substring]] {
    output.stdout.split(separator: "\n").map { $0.split(separator: "\t") }
  }
}
