import Foundation
import PlancTestSupport
import Testing

@testable import PlanCompiler

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
      while !planc.stderrSoFar.contains("others hold a lock") { usleep(5_000) }
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

  @Test func `asked twice it ends at once`() async throws {
    try await use { server, project, start in
      let holder = try ClientSession(server.client)
      try holder.execute("LOCK TABLES shop.notes READ;")
      let planc = try project.start("apply", ["--yes", "--pause", "0", "--retries", "1000"])
      while !planc.stderrSoFar.contains("others hold a lock") { usleep(5_000) }
      planc.send(signal: SIGINT)
      while !planc.stderrSoFar.contains("stops behind the running statement") { usleep(1_000) }
      planc.send(signal: SIGTERM)
      let output = try planc.wait()
      #expect([2, 130].contains(output.exitCode), "\(output)")
      holder.end()
      #expect(try project.run("rollback").exitCode == 0)
      #expect(try ServerState(of: server) == start)
    }
  }
}
