import PlancTestSupport
import Testing

@testable import Plans

/// Phase A with its 111 tables, forward and back, the ways operators run files.
@Suite struct ThereAndBackTests {
  @Test(arguments: MariaDBClient.Manner.allCases, [false, true])
  func `phase A moves in either order, is verified, and comes home identical`(
    manner: MariaDBClient.Manner, isReversed: Bool
  ) async throws {
    let scripts = try Scripts(PhaseA.migration())
    let moves = isReversed ? scripts.moves.reversed() : scripts.moves
    try await SharedServer.use { server in
      try PhaseAFixture.load(into: server)
      let start = try ServerState(of: server)
      func expect(_ file: String, ends word: String) throws {
        let output = try scripts.run(file, on: server, manner)
        #expect(output.exitCode == 0, "\(file): \(output.stderr)")
        #expect(output.stderr == "", "\(file)")
        #expect(output.lastLine.hasPrefix(word), "\(file): \(output.lastLine)")
      }
      // Everything twice: the second run changes nothing and says the same.
      for _ in 1...2 { try expect(scripts.names.preflight, ends: "READY") }
      for file in [scripts.create] + moves {
        try expect(file, ends: "DONE: ")
        let once = try ServerState(of: server)
        try expect(file, ends: "DONE: ")
        let twice = try ServerState(of: server)
        #expect(twice == once, "\(file): \(twice.changes(since: once))")
      }
      for _ in 1...2 { try expect(scripts.names.verify, ends: "VERIFIED") }
      #expect(try scripts.run(scripts.names.status, on: server).stdout.contains("APPLIED"))
      for _ in 1...2 {
        try expect(scripts.names.rollback, ends: "DONE: 34 of 34 tables are back")
      }
      // The schemas stay, empty, and the move can begin again.
      let back = try ServerState(of: server)
      #expect(back.schemas.count == start.schemas.count + 2)
      try expect(scripts.names.preflight, ends: "READY")
      for _ in 1...2 {
        try expect(scripts.names.dropSchemas, ends: "DONE: 2 of 2 schemas dropped")
        let end = try ServerState(of: server)
        #expect(end == start, "\(end.changes(since: start))")
      }
      try expect(scripts.names.preflight, ends: "READY")
      #expect(try scripts.run(scripts.names.status, on: server).stdout.contains("NOT STARTED"))
    }
  }

  /// What is checked in, and not only what the same code writes for a plan built by hand.
  @Test(arguments: MariaDBClient.Manner.allCases)
  func `the checked-in files of phase A move, and bring home`(
    manner: MariaDBClient.Manner
  ) async throws {
    let steps = [
      ("phase_a_preflight.sql", "READY"),
      ("phase_a_orchestration_schema.sql", "DONE: 2 of 2 schemas"),
      ("phase_a_move_orchestration_tables.sql", "DONE: 22 of 22 tables"),
      ("phase_a_move_ephemeral_tables.sql", "DONE: 12 of 12 tables"),
      ("phase_a_verify.sql", "VERIFIED"),
      ("phase_a_rollback.sql", "DONE: 34 of 34 tables are back"),
      ("phase_a_preflight.sql", "READY"),
      ("phase_a_drop_schemas.sql", "DONE: 2 of 2 schemas dropped"),
      ("phase_a_preflight.sql", "READY"),
    ]
    try await SharedServer.use { server in
      try PhaseAFixture.load(into: server)
      let start = try ServerState(of: server)
      for (file, word) in steps {
        let path = "\(Repository.root)/generated/phase_a/\(file)"
        let output = try server.client.run(script: path, manner)
        #expect(output.exitCode == 0 && output.stderr == "", "\(file): \(output.stderr)")
        #expect(output.lastLine.hasPrefix(word), "\(file): \(output.lastLine)")
      }
      let end = try ServerState(of: server)
      #expect(end == start, "\(end.changes(since: start))")
    }
  }

  /// Every prefix of the forward files, the two move files in each order.
  static let prefixes: [[Int]] = [[], [0], [0, 1], [0, 1, 2], [0, 2], [0, 2, 1]]

  @Test(arguments: prefixes, MariaDBClient.Manner.allCases)
  func `after each prefix the rollback brings all home, and forward again finishes`(
    prefix: [Int], manner: MariaDBClient.Manner
  ) async throws {
    let scripts = try Scripts(PhaseA.migration())
    try await SharedServer.use { server in
      try PhaseAFixture.load(into: server)
      let start = try ServerState(of: server)
      for index in prefix { try scripts.run(scripts.forward[index], on: server, manner) }
      // From here the rest of forward finishes,
      for file in scripts.forward {
        let output = try scripts.run(file, on: server, manner)
        #expect(output.lastLine.hasPrefix("DONE: "), "\(file): \(output.stderr)")
      }
      #expect(try scripts.run(scripts.names.verify, on: server).lastLine == "VERIFIED")
      try scripts.rollBack(on: server, manner)
      // and from here the rollback brings all home.
      for index in prefix { try scripts.run(scripts.forward[index], on: server, manner) }
      let back = try scripts.rollBack(on: server, manner)
      #expect(back.lastLine.hasPrefix("DONE: 34 of 34"), "\(back.stderr)")
      let end = try ServerState(of: server)
      #expect(end == start, "\(end.changes(since: start))")
    }
  }

  @Test func `a table new in the source after the move does not bar the rollback, and stays`()
    async throws
  {
    let scripts = try Scripts(PhaseA.migration())
    try await SharedServer.use { server in
      try PhaseAFixture.load(into: server)
      let start = try ServerState(of: server)
      for file in scripts.forward { try scripts.run(file, on: server) }
      try server.client.query("CREATE TABLE lupopedia.lupo_new (id INT); ")
      let back = try scripts.rollBack(on: server)
      #expect(back.lastLine.hasPrefix("DONE: 34 of 34"), "\(back.stderr)")
      #expect(try ServerState(of: server).definition(of: "lupopedia", "lupo_new") != nil)
      try server.client.query("DROP TABLE lupopedia.lupo_new;")
      let end = try ServerState(of: server)
      #expect(end == start, "\(end.changes(since: start))")
    }
  }
}
