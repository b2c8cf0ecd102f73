import Foundation
import PlancTestSupport
import Testing

/// `planc apply` while others hold what it needs.
@Suite struct ApplyLockTests {
  private func use(
    _ body: @Sendable (ThrowawayServer, ApplyProject, ServerState) throws -> Void
  ) async throws {
    try await SharedServer.use { server in
      try server.client.query(WholeMigration.fixture)
      let project = try ApplyProject("whole", WholeMigration.plan, on: server)
      try body(server, project, try ServerState(of: server))
    }
  }

  /// Waits until planc has said it; a minute at most, after which the test fails by what follows.
  fileprivate static func wait(for text: String, from planc: ChildProcess) {
    for _ in 0..<12_000 {
      if planc.stderrSoFar.contains(text) { return }
      usleep(5_000)
    }
  }

  @Test func `a transaction that does not end is named, and its table stays`() async throws {
    try await use { server, project, start in
      let holder = try ClientSession(server.client)
      let id = try holder.connectionID()
      try holder.execute("START TRANSACTION; SELECT * FROM shop.notes;")
      let output = try project.run("apply", ["--yes", "--retries", "2", "--pause", "0"])
      #expect(output.exitCode == 2)
      #expect(
        output.stderr.contains(
          "error[P914]: `whole_move_archive_tables.sql` was tried 3 times, and others held a lock each time: Lock wait timeout exceeded"
        ), "\(output.stderr)")
      #expect(output.stderr.contains("again in 0 s (2 of 2)"))
      #expect(output.stderr.contains("= note: session \(id), root@localhost, "))
      #expect(output.stderr.contains("end it: `KILL \(id)`"))
      #expect(output.stderr.contains("the statement that waited has changed nothing"))
      #expect(try server.client.run(text: "SELECT * FROM archive.notes;").exitCode == 1)
      holder.end()
      #expect(try project.run("rollback").exitCode == 0)
      #expect(try ServerState(of: server) == start)
    }
  }

  @Test func `a lock that ends is waited for`() async throws {
    try await use { server, project, start in
      let holder = try ClientSession(server.client)
      try holder.execute("LOCK TABLES shop.sessions READ;")
      let planc = try project.start("apply", ["--yes", "--pause", "0", "--retries", "100"])
      Self.wait(for: "others hold a lock", from: planc)
      holder.end()
      let output = try planc.wait()
      #expect(output.exitCode == 0, "\(output.stderr)")
    }
  }

  @Test func `of two at once one works, and the other says who`() async throws {
    try await use { server, project, start in
      let isHeld = Flag()
      let mayGoOn = Flag()
      let proxy = try FaultProxy(server) { _, text in
        if text.hasPrefix("SET @planc_rename") {
          isHeld.set()
          while !mayGoOn.isSet { usleep(1_000) }
        }
        return .forward
      }
      let first = try project.start("apply", socket: proxy.socket)
      while !isHeld.isSet { usleep(1_000) }
      for verb in ["apply", "rollback"] {
        let second = try project.run(verb)
        #expect(second.exitCode == 2)
        #expect(second.stderr.contains("error[P911]: session "), "\(second.stderr)")
        #expect(second.stderr.contains("root at localhost; its state for "))
      }
      mayGoOn.set()
      let output = try first.wait()
      #expect(output.exitCode == 0, "\(output.stderr)")
      #expect(try project.run("rollback").exitCode == 0)
      #expect(try ServerState(of: server) == start)
    }
  }

  @Test func `a deadline that has passed begins no further batch`() async throws {
    try await use { server, project, start in
      let holder = try ClientSession(server.client)
      try holder.execute("LOCK TABLES shop.notes READ;")
      let output = try project.run(
        "apply", ["--yes", "--deadline", "1", "--pause", "0", "--retries", "1000"])
      #expect(output.exitCode == 2)
      #expect(output.stderr.contains("error[P916]: stopped after 1 s, the deadline"))
      #expect(output.stderr.contains("to finish: `planc apply plans/whole.yaml --database "))
      holder.end()
      #expect(try project.run("apply").exitCode == 0)
    }
  }

  /// Holds the table `orders` where it is temporarily renamed, until the session ends.
  private static func holdingTemporaryName(
    _ server: ThrowawayServer, _ holder: ClientSession
  ) throws -> FaultProxy {
    let isHeld = Flag()
    return try FaultProxy(server) { _, text in
      // The next step moves it to the other schema.
      if text.hasPrefix("EXECUTE planc_step"), !isHeld.isSet,
        (try? server.client.value(
          "SELECT COUNT(*) FROM information_schema.TABLES AS t WHERE TABLE_SCHEMA = 'shop' AND TABLE_NAME = '__planc_orders' AND NOT EXISTS (SELECT 1 FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = 'shop' AND EVENT_OBJECT_TABLE = '__planc_orders');"
        )) == "1"
      {
        isHeld.set()
        _ = try? holder.execute(
          "START TRANSACTION; SELECT COUNT(*) FROM shop.__planc_orders;")
      }
      return .forward
    }
  }

  @Test(.onlyOnMariaDB("no table gets a temporary name there: P603"))
  func
    `while a table has its temporary name apply is more patient, and yet gives up with all that is known`()
    async throws
  {
    try await use { server, project, start in
      let holder = try ClientSession(server.client)
      let id = try holder.connectionID()
      let proxy = try Self.holdingTemporaryName(server, holder)
      let output = try project.run(
        "apply", ["--yes", "--retries", "0", "--pause", "0"], socket: proxy.socket)
      #expect(output.exitCode == 2)
      #expect(
        output.stderr.contains(
          "error[P914]: `whole_move_archive_tables.sql` was tried 11 times, and others held a lock"),
        "\(output.stderr)")
      #expect(output.stderr.contains("end it: `KILL \(id)`"))
      #expect(
        output.stderr.contains(
          "error[P916]: a table is away for everybody: it stands as `shop.__planc_orders`"))
      #expect(output.stderr.contains("to finish: `planc apply plans/whole.yaml --database "))
      #expect(output.stderr.contains("to undo: `planc rollback plans/whole.yaml --database "))
      holder.end()
      let back = try project.run("rollback")
      #expect(back.exitCode == 0, "\(back.stderr)")
      #expect(try ServerState(of: server) == start)
    }
  }

  @Test(.onlyOnMariaDB("no table gets a temporary name there: P603"))
  func `a deadline waits for a table with a temporary name, and for nothing behind it`()
    async throws
  {
    try await use { server, project, start in
      let holder = try ClientSession(server.client)
      let proxy = try Self.holdingTemporaryName(server, holder)
      let planc = try project.start(
        "apply", ["--yes", "--deadline", "1", "--pause", "0", "--retries", "1000"],
        socket: proxy.socket)
      // Each attempt has waited for a second.
      while !planc.stderrSoFar.contains("and a table is away; again in 0 s (2 of 10000)"),
        !planc.stderrSoFar.contains("error[")
      {
        usleep(5_000)
      }
      holder.end()
      let output = try planc.wait()
      #expect(output.exitCode == 2, "\(output.stderr)")
      #expect(output.stderr.contains("error[P916]: stopped after 1 s, the deadline"))
      #expect(
        try server.client.value(
          "SELECT GROUP_CONCAT(TABLE_SCHEMA, '.', TABLE_NAME) FROM information_schema.TABLES WHERE TABLE_NAME LIKE '%orders%' AND TABLE_TYPE = 'BASE TABLE';"
        ) == "archive.old_orders")
      #expect(try project.run("apply").exitCode == 0)
      #expect(try project.run("rollback").exitCode == 0)
      #expect(try ServerState(of: server) == start)
    }
  }

  /// What is measured is held against what is promised, which is many times as much.
  @Test func `others wait no longer than the runbook says, once for each attempt`() async throws {
    try await SharedServer.use { server in
      let project = try FaultSubject.phaseA.load(into: server)
      let runbook = project.text("README.md")
      #expect(runbook.contains("1 s × 22 = 22 s, if every table is held"))
      #expect(runbook.contains("Most of the time it is one long transaction, and so 1 s."))
      let holder = try ClientSession(server.client)
      try holder.execute("START TRANSACTION; SELECT COUNT(*) FROM lupopedia.lupo_system_events;")
      let planc = try project.start("apply", ["--yes", "--retries", "1", "--pause", "0"])
      let waiting =
        "SELECT COUNT(*) FROM information_schema.PROCESSLIST WHERE STATE = 'Waiting for table metadata lock';"
      // Behind the RENAME that waits: for its table, and for one that it has already.
      while try server.client.value(waiting) == "0", !planc.stderrSoFar.contains("P914") {
        usleep(2_000)
      }
      let clock = ContinuousClock()
      let start = clock.now
      for table in ["lupo_system_events", "lupo_audit_log"] {
        #expect(try server.client.value("SELECT COUNT(*) > 0 FROM lupopedia.\(table);") == "1")
      }
      let waited = clock.now - start
      let output = try planc.wait()
      #expect(output.exitCode == 2, "\(output.stderr)")
      #expect(
        output.stderr.contains(
          "22 tables to lupopedia_orchestration in 1 batch; a lock may hold others up for 22 s at most"
        ), "\(output.stderr)")
      #expect(output.stderr.contains("was tried 2 times"))
      #expect(waited < .seconds(2 * 22), "\(waited)")
      print("two attempts behind one transaction, lock_wait_timeout 1: others waited \(waited)")
      holder.end()
      #expect(try project.run("rollback").exitCode == 0)
    }
  }

  @Test func `another server behind the same address is refused`() async throws {
    try await use { server, project, start in
      let other = try ThrowawayServer()
      defer { other.stop() }
      try other.client.query(WholeMigration.fixture)
      let before = try ServerState(of: other)
      let proxy = try FaultProxy(server) { _, text in
        text.hasPrefix("SET @planc_rename") ? .cutAndMove(to: other) : .forward
      }
      let output = try project.run("apply", socket: proxy.socket)
      #expect(output.exitCode == 2)
      #expect(
        output.stderr.contains("is another server than before the connection was lost"),
        "\(output.stderr)")
      #expect(output.stderr.contains("error[P910]: "))
      let after = try ServerState(of: other)
      #expect(after == before, "\(after.changes(since: before))")
      #expect(try project.run("rollback").exitCode == 0)
      #expect(try ServerState(of: server) == start)
    }
  }

  @Test func `asked twice it ends at once`() async throws {
    try await use { server, project, start in
      let holder = try ClientSession(server.client)
      try holder.execute("LOCK TABLES shop.notes READ;")
      let planc = try project.start("apply", ["--yes", "--pause", "0", "--retries", "1000"])
      Self.wait(for: "others hold a lock", from: planc)
      planc.send(signal: SIGINT)
      Self.wait(for: "stops behind the running statement", from: planc)
      planc.send(signal: SIGTERM)
      let output = try planc.wait()
      #expect([2, 130].contains(output.exitCode), "\(output)")
      holder.end()
      #expect(try project.run("rollback").exitCode == 0)
      #expect(try ServerState(of: server) == start)
    }
  }
}
