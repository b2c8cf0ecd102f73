import PlancTestSupport
import Testing

@testable import Plans

/// Interactive clients, which connect anew by themselves when their connection is killed and go on
/// with the file: after every single statement in turn.
@Suite struct ReconnectTests {
  /// Sources files in one interactive client on a terminal of its own, one after the other.
  private func source(_ files: [String], on server: ThrowawayServer) throws -> String {
    let folder = try TemporaryFolder()
    let input = try folder.write(
      "input", files.map { "source \($0)\n" }.joined() + "exit\n")
    let client = "mariadb --no-defaults -uroot -S\(server.socket) -A --skip-pager"
    let output = try ChildProcess.run(
      "script", ["-qec", client, "/dev/null"], input: .file(input),
      environment: ["TERM": "dumb", "PATH": "/usr/bin:/bin", "HOME": folder.path],
      timeoutSeconds: 120)
    return output.stdout
  }

  /// Runs a file as often as it has statements, killed once after each, and asks after each run
  /// where the tables are.
  ///
  /// - Parameter restore: files that bring the tables back to where they were before.
  private func placesAfterKills(
    of file: String, in scripts: Scripts, on server: ThrowawayServer, restore: [String]
  ) throws -> [String] {
    let folder = try TemporaryFolder()
    let statements = Statements(of: scripts.text(file)).texts
    let question = try folder.write(
      "places.sql",
      """
      DO 'the first statement after a kill may be lost';
      SELECT CONCAT('PLACES ', SUM(TABLE_SCHEMA = 'lupopedia_orchestration'), ' ', SUM(TABLE_SCHEMA = 'lupopedia_ephemeral'), ' ', SUM(TABLE_SCHEMA = 'lupopedia'), ' in all') AS answer
        FROM information_schema.TABLES WHERE TABLE_SCHEMA LIKE 'lupopedia%';

      """)
    var files: [String] = []
    for index in statements.indices {
      var killed = statements
      killed.insert("KILL CONNECTION_ID();\n", at: index + 1)
      files.append(try folder.write("killed_\(index).sql", killed.joined()))
      files.append(question)
      files += restore.map(scripts.path)
    }
    let output = try source(files, on: server)
    #expect(output.ranges(of: "Trying to reconnect").count >= statements.count - 1)
    let answers = output.split(whereSeparator: \.isNewline).filter {
      $0.contains("| PLACES") && $0.contains("in all")
    }
    #expect(answers.count == statements.count, "\(output.suffix(3_000))")
    // The terminal may show a command that was read ahead in the same line.
    return answers.map { line in
      line.firstRange(of: "PLACES").map { line[$0.lowerBound...] }?.prefix { $0 != "|" }
        .trimmingSpaces ?? ""
    }
  }

  @Test func `a move is whole and guarded after any reconnect`() async throws {
    let scripts = try Scripts(PhaseA.migration(lockWaitTimeoutSeconds: 1))
    try await LoadedServer.use { server, _ in
      try scripts.run(scripts.create, on: server)
      let good = try placesAfterKills(
        of: scripts[.ephemeral], in: scripts, on: server,
        restore: scripts.back + [scripts.create])
      let home = "PLACES 0 0 111 in all"
      let moved = "PLACES 0 12 99 in all"
      #expect(good.allSatisfy { $0 == home || $0 == moved }, "\(good)")
      // Once the connection has been told, a new one is found out until the tables have moved. The
      // first kill is a race: the statement that tells it reaches the old connection or the new.
      let firstMoved = try #require(good.dropFirst().firstIndex(of: moved))
      #expect(firstMoved > 25 && good[1..<firstMoved].allSatisfy { $0 == home }, "\(good)")
      #expect(good[firstMoved...].allSatisfy { $0 == moved }, "\(good)")

      // With a table too many nothing moves, whichever statement the connection is lost after.
      try server.client.query("CREATE TABLE lupopedia.lupo_new (id INT);")
      let bad = try placesAfterKills(
        of: scripts[.ephemeral], in: scripts, on: server, restore: [])
      #expect(bad.allSatisfy { $0 == "PLACES 0 0 112 in all" }, "\(bad)")
      try server.client.query("DROP TABLE lupopedia.lupo_new;")
      try scripts.rollBack(on: server)
    }
  }

  @Test func `a rollback is made of whole batches after any reconnect`() async throws {
    let scripts = try Scripts(PhaseA.migration(lockWaitTimeoutSeconds: 1))
    try await LoadedServer.use { server, _ in
      for file in scripts.forward { try scripts.run(file, on: server) }
      let good = try placesAfterKills(
        of: scripts.names.rollback, in: scripts, on: server, restore: scripts.forward)
      let whole = ["22 12 77", "22 0 89", "0 0 111"].map { "PLACES \($0) in all" }
      #expect(good.allSatisfy(whole.contains), "\(good)")
      #expect(Set(good) == Set(whole))

      // A name is in use at the source of the first batch: it stays, and the other may return.
      try server.client.query("CREATE VIEW lupopedia.lupo_sessions AS SELECT 1 AS one;")
      let bad = try placesAfterKills(
        of: scripts.names.rollback, in: scripts, on: server, restore: [])
      let stays = ["22 12 78", "0 12 100"].map { "PLACES \($0) in all" }
      #expect(bad.allSatisfy(stays.contains), "\(bad)")
      try server.client.query("DROP VIEW lupopedia.lupo_sessions;")
      #expect(
        try scripts.rollBack(on: server).lastLine.hasPrefix("DONE: 34 of 34"))
    }
  }
}

extension Substring {
  fileprivate var trimmingSpaces: String {
    var text = self
    while text.last == " " { text.removeLast() }
    return String(text)
  }
}
