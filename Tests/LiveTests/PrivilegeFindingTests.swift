import Foundation
import PlancTestSupport
import Testing

@testable import Catalogs
@testable import Operations
@testable import Plans

/// The one finding about privileges: the GRANT statements in it are taken from the output and run.
@Suite struct PrivilegeFindingTests {
  /// The GRANT statements that preflight printed.
  static func grants(_ output: ProgramOutput) -> String {
    output.stdout.split(separator: "\n").filter { $0.contains("this account") }
      .compactMap { $0.split(separator: "\t").last?.replacing("\\\\", with: "\\") }
      .filter { $0.hasPrefix("GRANT ") }.map { $0 + ";" }.joined(separator: "\n")
  }

  /// Runs the migration and its rollback as `mover`, and compares what is there with the start.
  private func expectForwardAndRollback(_ scripts: Scripts, _ server: ThrowawayServer) throws {
    let start = try ServerState(of: server)
    let mover = server.client.with(user: "mover")
    for file in scripts.forward + [scripts.names.rollback] {
      let output = try scripts.run(file, as: mover)
      #expect(output.lastLine.hasPrefix("DONE: "), "\(file): \(output)")
    }
    // Dropping the schemas that the plan creates takes more privileges.
    try scripts.run(scripts.names.dropSchemas, on: server)
    #expect(try ServerState(of: server) == start)
  }

  /// The mover has nothing, and the plan has triggers, views and grants.
  @Test(.withTriggersCarried)
  func `with no privileges there is one finding, and its GRANT is enough`() async throws {
    try await SharedServer.use { server in
      try server.client.query(WholeMigration.fixture + "CREATE USER mover;")
      let catalog = try InspectedServer.catalog(server.client, ["shop", "reports"])
      let compiled = compile([GrantFixture.source(WholeMigration.plan, catalog)])
      let scripts = try Scripts(try #require(compiled.migrations.first))
      let mover = server.client.with(user: "mover")
      let few = try scripts.run(scripts.names.preflight, as: mover)
      let found = PreflightTests.findings(few)
      #expect(found.count == 1 && found[0].hasPrefix("error: this account lacks "), "\(few.stdout)")
      try server.client.query(Self.grants(few))
      let ready = try scripts.run(scripts.names.preflight, as: mover)
      #expect(ready.lastLine == "READY", "\(ready.stdout)")
      try expectForwardAndRollback(scripts, server)
    }
  }

  /// A grant on the schema's own name would take away what a wider pattern gives.
  @Test func `the GRANT keeps what a wider pattern gives`() async throws {
    let scripts = try Scripts(SmallMove.migration)
    try await SharedServer.use { server in
      try server.client.query(
        SmallMove.fixture
          + """
          CREATE USER mover;
          GRANT ALTER, DROP, CREATE, INSERT, DELETE ON `c%`.* TO mover;
          GRANT ALL ON hot.* TO mover;
          """)
      let mover = server.client.with(user: "mover")
      let few = try scripts.run(scripts.names.preflight, as: mover)
      #expect(
        PreflightTests.findings(few).filter { $0.hasPrefix("error") }
          == ["error: this account lacks SELECT on cold; SELECT on core @ 'mover'@'%'"])
      try server.client.query(Self.grants(few))
      #expect(try scripts.run(scripts.names.preflight, as: mover).lastLine == "READY")
      try expectForwardAndRollback(scripts, server)
      try mover.query("DELETE FROM core.sessions;")
    }
  }

  @Test func `preflight after the migration has one finding`() async throws {
    let scripts = try Scripts(SmallMove.migration)
    try await SharedServer.use { server in
      try server.client.query(
        SmallMove.fixture
          + "CREATE USER reader; GRANT SELECT ON core.* TO reader; GRANT DELETE ON core.tasks TO reader;"
      )
      for file in scripts.forward { try scripts.run(file, on: server) }
      let output = try scripts.run(scripts.names.preflight, on: server)
      #expect(
        PreflightTests.findings(output)
          == ["error: the migration has been applied: every table is at its target @ cold, hot"])
      #expect(
        output.stdout.contains(
          "run small_verify.sql to verify it, or small_rollback.sql to undo it"))
      #expect(try scripts.run(scripts.names.verify, on: server).lastLine == "VERIFIED")
      let back = try scripts.run(scripts.names.rollback, on: server)
      #expect(back.lastLine.hasPrefix("DONE: 3 of 3 tables are back"))
    }
  }
}

/// Accounts of which MySQL's `partial_revokes` takes something back.
@Suite(.onlyOnMySQL) struct PartialRevokeTests {
  private func use(
    _ revokes: String,
    _ body: @escaping @Sendable (ThrowawayServer, Scripts, MariaDBClient) throws -> Void
  ) async throws {
    let scripts = try Scripts(SmallMove.migration)
    try await SharedServer.use { server in
      try server.client.query(
        SmallMove.fixture
          + """
          SET GLOBAL partial_revokes = 1;
          CREATE USER mover@localhost; GRANT ALL ON *.* TO mover@localhost; \(revokes)
          """)
      defer {
        _ = try? server.client.query(
          "DROP USER mover@localhost; SET GLOBAL partial_revokes = 0;")
      }
      try body(server, scripts, server.client.with(user: "mover"))
    }
  }

  static let revokes = [
    "REVOKE DROP, ALTER ON hot.* FROM mover@localhost;",
    "REVOKE DROP, ALTER ON cold.* FROM mover@localhost;",
    "REVOKE ALL ON core.* FROM mover@localhost;",
    "REVOKE SELECT ON mysql.* FROM mover@localhost; REVOKE DROP ON hot.* FROM mover@localhost;",
  ]

  @Test(arguments: revokes)
  func `what is revoked for a schema is found before the move, and the GRANT is enough`(
    revokes: String
  ) async throws {
    try await use(revokes) { server, scripts, mover in
      let start = try ServerState(of: server)
      for file in [scripts.forward[1], scripts.forward[2]] where revokes.contains(" hot.") {
        let output = try scripts.run(file, as: mover)
        #expect(output.stderr.contains("planc: "), "\(file): \(output)")
        #expect(!output.stderr.contains("could not be made"), "\(file): \(output)")
      }
      #expect(try ServerState(of: server) == start)
      // Without sight of its own restrictions the account is asked for that first.
      for _ in 0..<(revokes.contains("mysql") ? 2 : 1) {
        let refused = try scripts.run(scripts.names.preflight, as: mover)
        let found = PreflightTests.findings(refused)
        #expect(found.count { $0.hasPrefix("error: ") } == 1, "\(refused.stdout)")
        try server.client.query(PrivilegeFindingTests.grants(refused))
      }
      #expect(try scripts.run(scripts.names.preflight, as: mover).lastLine == "READY")
      for file in scripts.forward + [scripts.names.rollback] {
        let output = try scripts.run(file, as: mover)
        #expect(output.lastLine.hasPrefix("DONE: "), "\(file): \(output)")
      }
    }
  }

  @Test func `an event that the account may not see stays`() async throws {
    try await use("REVOKE EVENT ON cold.* FROM mover@localhost;") { server, scripts, mover in
      for file in scripts.forward {
        #expect(try scripts.run(file, as: mover).lastLine.hasPrefix("DONE: "))
      }
      try server.client.query(
        "CREATE EVENT cold.e ON SCHEDULE EVERY 1 DAY DISABLE DO SET @x = 1;")
      let back = try scripts.run(scripts.names.rollback, as: mover)
      #expect(back.lastLine.hasPrefix("DONE: 3 of 3 tables are back"), "\(back)")
      #expect(
        try server.client.value(
          "SELECT COUNT(*) FROM information_schema.EVENTS WHERE EVENT_SCHEMA = 'cold'") == "1")
    }
  }

  @Test func `inspect says what it cannot see`() async throws {
    try await use("REVOKE EVENT, SHOW VIEW ON hot.* FROM mover@localhost;") { server, _, mover in
      func gaps() throws -> [String] {
        try InspectedServer.catalog(mover, ["core", "hot"]).unseen.map {
          "\($0.schema ?? "*") \($0.facts.rawValue)"
        }
      }
      #expect(try gaps() == ["* schemas", "hot events"])
      try server.client.query("GRANT EVENT, SHOW VIEW ON hot.* TO mover@localhost;")
      #expect(try gaps() == [])
      try server.client.query("REVOKE SELECT ON mysql.* FROM mover@localhost;")
      #expect(try gaps().contains("core triggers"))
    }
  }

  /// With `partial_revokes` a pattern covers nothing but a schema of that very name.
  @Test func `patterns are taken literally`() async throws {
    try await use("") { server, scripts, _ in
      try server.client.query(
        "CREATE USER wide@localhost; GRANT ALL ON `%`.* TO wide@localhost; GRANT SELECT ON mysql.user TO wide@localhost;"
      )
      defer { _ = try? server.client.query("DROP USER wide@localhost;") }
      let output = try scripts.run(
        scripts.names.preflight, as: server.client.with(user: "wide"))
      #expect(output.lastLine.hasPrefix("NOT READY"), "\(output)")
      #expect(PreflightTests.findings(output).count { $0.hasPrefix("error: ") } == 1)
      try server.client.query(PrivilegeFindingTests.grants(output))
      let ready = try scripts.run(
        scripts.names.preflight, as: server.client.with(user: "wide"))
      #expect(ready.lastLine == "READY", "\(ready.stdout)")
    }
  }
}
