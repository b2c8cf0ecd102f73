import PlancTestSupport
import Testing

@testable import Operations
@testable import Plans

/// The runbook quotes what the scripts say. Here they say it.
@Suite struct RunbookWordsTests {
  @Test func `the last row of every step is the one in the runbook`() async throws {
    let scripts = try Scripts(PhaseA.migration())
    let runbook = String(decoding: renderRunbook(scripts.migration).bytes, as: UTF8.self)
    let names = scripts.names
    try await SharedServer.use { server in
      try PhaseAFixture.load(into: server)
      for file in [names.preflight] + scripts.forward + [names.verify] {
        let word = try scripts.run(file, on: server).lastLine
        let command = "| `mariadb -t < \(file)` | `mysql -t < \(file)` |"
        #expect(runbook.contains("\(command) `\(word)` |"), "\(file): \(word)")
      }
      let undone = try scripts.run(names.rollback, on: server).lastLine
      let word = try #require(undone.split(separator: ";").first)
      #expect(runbook.contains("Last row: `\(word)`."), "\(undone)")
    }
  }

  @Test func `every word of the status is in the runbook`() async throws {
    let scripts = try Scripts(PhaseA.migration())
    let runbook = String(decoding: renderRunbook(scripts.migration).bytes, as: UTF8.self)
    try await SharedServer.use { server in
      try PhaseAFixture.load(into: server)
      func expectStatus(_ word: String) throws {
        let output = try scripts.run(scripts.names.status, on: server)
        let row = output.stdout.split(separator: "\n").dropFirst().first ?? ""
        #expect(row.hasPrefix("\(word)\t"), "\(row)")
        #expect(runbook.contains("\n| `\(word)` | "))
      }
      try expectStatus("NOT STARTED")
      try scripts.run(scripts.create, on: server)
      try scripts.run(scripts.moves[0], on: server)
      try expectStatus("PARTIALLY APPLIED")
      try scripts.run(scripts.moves[1], on: server)
      try expectStatus("APPLIED")
      try server.client.query("CREATE TABLE lupopedia.lupo_sessions (id INT);")
      try expectStatus("MANUAL REPAIR REQUIRED")
    }
  }

  /// What the runbook tells a person to do about a table that is at both places.
  @Test func `a table made again at its old name is set aside, and both ways are open`()
    async throws
  {
    let scripts = try Scripts(PhaseA.migration())
    try await SharedServer.use { server in
      try PhaseAFixture.load(into: server)
      let start = try ServerState(of: server)
      for file in scripts.forward { try scripts.run(file, on: server) }
      try server.client.query("CREATE TABLE lupopedia.lupo_sessions (id INT);")
      let refused = try scripts.rollBack(on: server)
      #expect(refused.exitCode == 1)
      #expect(refused.stderr.contains("planc: stopped before statement 1 of 2: "))

      try server.client.query(
        "CREATE SCHEMA aside; RENAME TABLE lupopedia.lupo_sessions TO aside.lupo_sessions;")
      // On,
      for file in scripts.forward {
        #expect(try scripts.run(file, on: server).lastLine.hasPrefix("DONE: "))
      }
      #expect(try scripts.run(scripts.names.verify, on: server).lastLine == "VERIFIED")
      // or back.
      let output = try scripts.rollBack(on: server)
      #expect(output.lastLine.hasPrefix("DONE: 34 of 34 tables are back"))
      try server.client.query("DROP SCHEMA aside;")
      let end = try ServerState(of: server)
      #expect(end == start, "\(end.changes(since: start))")
    }
  }
}
