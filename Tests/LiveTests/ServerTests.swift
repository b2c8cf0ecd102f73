import Glibc
import PlancTestSupport
import Testing

@Suite struct ServerTests {
  @Test func `the fixture comes home from a rename and back unchanged`() async throws {
    try await SharedServer.use { server in
      try PhaseAFixture.load(into: server)
      let before = try ServerState(of: server)
      #expect(before.tables(in: PhaseATables.source) == PhaseATables.all.sorted())

      try server.client.query(
        """
        CREATE SCHEMA lupopedia_orchestration;
        CREATE SCHEMA lupopedia_ephemeral;
        \(renaming(PhaseATables.orchestration, "lupopedia", "lupopedia_orchestration"))
        \(renaming(PhaseATables.ephemeral, "lupopedia", "lupopedia_ephemeral"))
        """)
      let moved = try ServerState(of: server)
      #expect(moved != before)
      for table in PhaseATables.ephemeral.flatMap(\.tables) {
        #expect(
          moved.checksum(of: "lupopedia_ephemeral", table)
            == before.checksum(of: "lupopedia", table))
      }

      try server.client.query(
        """
        \(renaming(PhaseATables.ephemeral, "lupopedia_ephemeral", "lupopedia"))
        \(renaming(PhaseATables.orchestration, "lupopedia_orchestration", "lupopedia"))
        DROP SCHEMA lupopedia_ephemeral;
        DROP SCHEMA lupopedia_orchestration;
        """)
      let after = try ServerState(of: server)
      #expect(after == before, "\(after.changes(since: before))")
    }
  }

  @Test func `the fixture is the same each time it is loaded`() async throws {
    let states = try await SharedServer.use { server in
      try PhaseAFixture.load(into: server)
      let first = try ServerState(of: server)
      try server.empty()
      try PhaseAFixture.load(into: server)
      return (first, try ServerState(of: server))
    }
    #expect(states.0 == states.1, "\(states.1.changes(since: states.0))")
  }

  @Test func `a session holds a lock until it ends`() async throws {
    try await SharedServer.use { server in
      try server.client.query("CREATE SCHEMA a; CREATE TABLE a.t (id INT); CREATE SCHEMA b;")
      let session = try ClientSession(server.client)
      try session.execute("START TRANSACTION; SELECT * FROM a.t;")
      let move = "SET SESSION lock_wait_timeout = 1; RENAME TABLE a.t TO b.t;"
      let refused = try server.client.run(text: move)
      #expect(refused.exitCode == 1)
      #expect(refused.stderr.contains("ERROR 1205"))
      session.end()
      #expect(try server.client.run(text: move).exitCode == 0)
    }
  }

  @Test(arguments: MariaDBClient.Manner.allCases)
  func `each way to run a script treats errors as an operator sees it`(
    manner: MariaDBClient.Manner
  ) async throws {
    let output = try await SharedServer.use { server in
      try server.client.run(text: "SELECT nothing;\nSELECT 'carried on';\n", manner)
    }
    #expect(output.exitCode == (manner.stopsAtErrors ? 1 : 0))
    #expect(output.lastLine == (manner.stopsAtErrors ? "" : "carried on"))
    #expect(output.stderr.contains("ERROR 1054"))
  }

  @Test func `a loan begins with an empty server`() async throws {
    let empty = try await SharedServer.use { try ServerState(of: $0) }
    try await SharedServer.use { server in
      try server.client.query(
        """
        CREATE SCHEMA `a\\b``c'd`; CREATE TABLE `a\\b``c'd`.t (id INT);
        CREATE ROLE r; CREATE USER 'u'@'%'; GRANT r TO 'u'@'%'; GRANT SELECT ON *.* TO 'u'@'%';
        CREATE PROCEDURE `a\\b``c'd`.p() SELECT 1;
        SET GLOBAL read_only = 1;
        """)
      #expect(try ServerState(of: server) != empty)
    }
    let again = try await SharedServer.use { server in
      #expect(try server.client.value("SELECT @@read_only;") == "0")
      return try ServerState(of: server)
    }
    // The two loans may be of two servers, whose accounts were created at different times.
    func withoutTimes(_ state: ServerState) -> [String: String] {
      state.facts.reduce(into: [:]) { $0[$1.key] = $1.key.hasPrefix("account ") ? "" : $1.value }
    }
    #expect(withoutTimes(again) == withoutTimes(empty), "\(again.changes(since: empty))")
  }

  @Test func `a server takes options, and is gone when it is stopped`() throws {
    let server = try ThrowawayServer(options: ["--log-bin", "--lower-case-table-names=1"])
    #expect(try server.client.value("SELECT @@log_bin + @@lower_case_table_names;") == "2")
    let process = try #require(server.serverProcessID)
    server.stop()
    #expect(kill(process, 0) == -1)
    #expect(throws: TestSupportError.self) { try server.client.query("SELECT 1;") }
  }

  @Test func `a server that cannot start says why`() {
    let fault = #expect(throws: TestSupportError.self) {
      try ThrowawayServer(options: ["--no-such-option"])
    }
    #expect(fault?.description.contains("unknown option '--no-such-option'") == true)
  }

  private func renaming(_ groups: [PhaseATables.Group], _ source: String, _ target: String)
    -> String
  {
    let pairs = groups.flatMap(\.tables).map { "`\(source)`.`\($0)` TO `\(target)`.`\($0)`" }
    return "RENAME TABLE \(pairs.joined(separator: ", "));"
  }
}
