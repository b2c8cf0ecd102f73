import Glibc
import PlancTestSupport
import Testing

@testable import Plans

/// Phase A while others hold locks, and with clients that are killed.
@Suite struct LockAndKillTests {
  struct Lock: Sendable, CustomTestStringConvertible {
    var name: String
    var after: [Refusal.File]
    var statement: String
    var file: Refusal.File
    var ends: String
    /// Whether a client that carries on after errors does the rest of the file.
    var leavesOthers = false
    var testDescription: String { name }
  }

  static let locks = [
    Lock(
      name: "a transaction, at the first move", after: [.create],
      statement: "START TRANSACTION; SELECT COUNT(*) FROM lupopedia.lupo_agent_versions;",
      file: .orchestration, ends: "NOT DONE: 0 of 22 tables"),
    Lock(
      name: "LOCK TABLES, at the second move", after: [.create, .orchestration],
      statement: "LOCK TABLES lupopedia.lupo_sessions READ;", file: .ephemeral,
      ends: "NOT DONE: 0 of 12 tables"),
    Lock(
      name: "a backup's global lock, at the second move", after: [.create, .orchestration],
      statement: "FLUSH TABLES WITH READ LOCK;", file: .ephemeral,
      ends: "NOT DONE: 0 of 12 tables"),
    Lock(
      name: "LOCK TABLES, at the first batch of the rollback",
      after: [.create, .orchestration, .ephemeral],
      statement: "LOCK TABLES lupopedia_ephemeral.lupo_sessions WRITE;", file: .rollback,
      ends: "NOT DONE: 22 of 34 tables are back", leavesOthers: true),
  ]

  @Test(arguments: locks)
  func `a lock that another session holds stops the file, which then finishes`(
    lock: Lock
  ) async throws {
    let scripts = try Scripts(PhaseA.migration(lockWaitTimeoutSeconds: 1))
    try await LoadedServer.use { server, _ in
      for file in lock.after { try scripts.run(scripts[file], on: server) }
      var before = try ServerState(of: server)
      for manner in MariaDBClient.Manner.allCases {
        let holder = try ClientSession(server.client)
        try holder.execute(lock.statement)
        let output = try scripts.run(scripts[lock.file], on: server, manner)
        holder.end()
        #expect(output.exitCode == (manner.stopsAtErrors ? 1 : 0))
        #expect(output.stderr.contains("ERROR 1205"))
        #expect(
          output.stdout.contains("1205: another session uses one of them"), "\(output.stdout)")
        if !manner.stopsAtErrors {
          #expect(output.lastLine.hasPrefix(lock.ends), "\(output.lastLine)")
        }
        let after = try ServerState(of: server)
        if lock.leavesOthers, !manner.stopsAtErrors {
          let places = try Places(server)
          #expect(places.ephemeral == 12 && places.orchestration == 0, "\(places)")
          before = after
        }
        #expect(after == before, "\(manner): \(after.changes(since: before))")
      }
      let output = try scripts.run(scripts[lock.file], on: server)
      #expect(output.lastLine.hasPrefix("DONE: "), "\(output.stderr)")
      try scripts.rollBack(on: server)
    }
  }

  @Test(arguments: [Refusal.File.ephemeral, .rollback])
  func `a client killed while its RENAME waits leaves all or nothing behind`(
    file: Refusal.File
  ) async throws {
    let scripts = try Scripts(PhaseA.migration(lockWaitTimeoutSeconds: 20))
    try await LoadedServer.use { server, _ in
      for file in [scripts.create] + (file == .rollback ? scripts.moves : []) {
        try scripts.run(file, on: server)
      }
      for manner in MariaDBClient.Manner.allCases {
        let schema = file == .rollback ? "lupopedia_ephemeral" : "lupopedia"
        let holder = try ClientSession(server.client)
        try holder.execute("START TRANSACTION; SELECT COUNT(*) FROM \(schema).lupo_sessions;")
        let client = try server.client.start(script: scripts.path(scripts[file]), manner)
        let waiting =
          "SELECT COUNT(*) FROM information_schema.PROCESSLIST WHERE STATE LIKE 'Waiting for table%'"
        while try server.client.value(waiting) == "0" { usleep(10_000) }
        client.send(signal: SIGKILL)
        #expect(try client.wait().exitCode == 128 + SIGKILL)
        holder.end()
        // The server may finish the statement of a client that is gone; wait until it has.
        let running =
          "SELECT COUNT(*) FROM information_schema.PROCESSLIST WHERE ID <> CONNECTION_ID() AND COMMAND <> 'Daemon'"
        while try server.client.value(running) != "0" { usleep(10_000) }
        let places = try Places(server)
        #expect([0, 12].contains(places.ephemeral), "\(places)")
        #expect([0, 22].contains(places.orchestration), "\(places)")
        let status = try scripts.run(scripts.names.status, on: server)
        #expect(status.exitCode == 0 && !status.stdout.contains("MANUAL REPAIR REQUIRED"))
        for file in scripts.forward {
          let output = try scripts.run(file, on: server)
          #expect(output.lastLine.hasPrefix("DONE: "), "\(output.stderr)")
        }
        if file != .rollback {
          try scripts.rollBack(on: server)
          try scripts.run(scripts.create, on: server)
        }
      }
      let output = try scripts.rollBack(on: server)
      #expect(output.lastLine.hasPrefix("DONE: "), "\(output.stderr)")
    }
  }

  @Test(arguments: [Refusal.File.create, .ephemeral, .rollback])
  func `a file that ends after any statement leaves whole batches, and can be run again`(
    file: Refusal.File
  ) async throws {
    let scripts = try Scripts(PhaseA.migration())
    let statements = Statements(of: scripts.text(scripts[file])).texts
    #expect(statements.count > 20)
    try await LoadedServer.use { server, _ in
      if file != .create { try scripts.run(scripts.create, on: server) }
      for end in 1..<statements.count {
        if file == .rollback { for move in scripts.forward { try scripts.run(move, on: server) } }
        let cut = try server.client.run(text: statements[..<end].joined())
        #expect(cut.exitCode == 0, "\(cut.stderr)")
        let places = try Places(server)
        #expect([0, 12].contains(places.ephemeral) && [0, 22].contains(places.orchestration))
        let output = try scripts.run(scripts[file], on: server)
        #expect(output.lastLine.hasPrefix("DONE: "), "after \(end): \(output.stderr)")
        if file != .rollback {
          try scripts.rollBack(on: server)
          if file != .create { try scripts.run(scripts.create, on: server) }
        }
      }
      try scripts.rollBack(on: server)
    }
  }
}

/// Where phase A's tables are.
struct Places: Equatable {
  var core = 0
  var orchestration = 0
  var ephemeral = 0

  init(_ server: ThrowawayServer) throws {
    for row in try server.client.query(Self.question) where row.count == 2 {
      switch row[0] {
      case "lupopedia": core = Int(row[1]) ?? -1
      case "lupopedia_orchestration": orchestration = Int(row[1]) ?? -1
      case "lupopedia_ephemeral": ephemeral = Int(row[1]) ?? -1
      default: break
      }
    }
  }

  static let question = """
    SELECT TABLE_SCHEMA, COUNT(*) FROM information_schema.TABLES
     WHERE TABLE_SCHEMA LIKE 'lupopedia%' GROUP BY TABLE_SCHEMA;
    """
}

/// A rendered file cut into its statements; all together they are the file.
struct Statements {
  /// Each with the comments before it, and its line end.
  var texts: [String] = []

  /// A statement ends with a line, outside of the quoted text of a list.
  init(of text: String) {
    var current = ""
    var isQuoted = false
    for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
      current += line + "\n"
      // A comment may hold an apostrophe; within the list it is text.
      let code = isQuoted ? line : line.firstRange(of: "-- ").map { line[..<$0.lowerBound] } ?? line
      if code.filter({ $0 == "'" }).count % 2 == 1 { isQuoted.toggle() }
      if !isQuoted, code.last(where: { $0 != " " }) == ";" {
        texts.append(current)
        current = ""
      }
    }
    if let last = texts.indices.last { texts[last] += String(current.dropLast()) }
  }
}
