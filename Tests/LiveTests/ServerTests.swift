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

  private func renaming(_ groups: [PhaseATables.Group], _ source: String, _ target: String)
    -> String
  {
    let pairs = groups.flatMap(\.tables).map { "`\(source)`.`\($0)` TO `\(target)`.`\($0)`" }
    return "RENAME TABLE \(pairs.joined(separator: ", "));"
  }
}
