import PlancTestSupport
import Testing

/// `planc apply` and `planc rollback`, the real binary, on a server.
@Suite struct ApplyTests {
  @Test func `the tables go there and back with all that hangs on them`() async throws {
    try await SharedServer.use { server in
      try server.client.query(WholeMigration.fixture)
      let project = try ApplyProject("whole", WholeMigration.plan, on: server)
      let start = try ServerState(of: server)
      for _ in 1...2 {
        let there = try project.run("apply")
        #expect(there.exitCode == 0, "\(there.stderr)")
        #expect(there.stdout == "whole: 4 tables at the target, verified\n")
        let moved = try ServerState(of: server)
        #expect(moved != start)
        let again = try project.run("apply", [])
        #expect(again.exitCode == 0, "\(again.stderr)")
        #expect(try ServerState(of: server) == moved)
        let back = try project.run("rollback")
        #expect(back.exitCode == 0, "\(back.stderr)")
        #expect(
          back.stdout == "whole: 4 tables at the source, the 2 created schemas dropped\n")
        let home = try ServerState(of: server)
        #expect(home == start, "\(home.changes(since: start))")
        #expect(try project.run("rollback", []).exitCode == 0)
      }
    }
  }

  @Test func `what would run is what is generated, byte for byte`() async throws {
    try await SharedServer.use { server in
      try server.client.query(WholeMigration.fixture)
      let project = try ApplyProject("whole", WholeMigration.plan, on: server)
      let start = try ServerState(of: server)
      let output = try project.run("apply", ["--dry-run"])
      #expect(output.exitCode == 0, "\(output.stderr)")
      #expect(output.stdout == WholeMigration.files.map(project.text).joined())
      #expect(try ServerState(of: server) == start)
      for file in WholeMigration.files.prefix(2) {
        #expect(try server.client.run(text: project.text(file)).exitCode == 0)
      }
      let rest = try project.run("apply", ["--dry-run"])
      #expect(rest.stdout.hasSuffix(WholeMigration.files.suffix(2).map(project.text).joined()))
      let back = try project.run("rollback", ["--dry-run"], dropsSchemas: false)
      #expect(back.stdout == project.text("whole_rollback.sql"))
      let both = try project.run("rollback", ["--dry-run"], dropsSchemas: true)
      #expect(both.stdout == back.stdout + project.text("whole_drop_schemas.sql"))
    }
  }

  /// The plans and files that are checked in.
  @Test func `phase A goes there and back, and its dry run is what is checked in`() async throws {
    try await LoadedServer.use { server, start in
      let folder = try TemporaryFolder()
      for name in ["plans", "catalogs", "generated"] {
        _ = try ChildProcess.run("cp", ["-a", "\(Repository.root)/\(name)", folder.path])
      }
      func planc(_ verb: String, _ options: String...) throws -> ProgramOutput {
        try ChildProcess.run(
          ApplyProject.planc,
          [
            verb, "plans/phase_a.yaml", "--database", "mysql://root@localhost", "--socket",
            server.socket, "--defaults-file", "/dev/null",
          ] + options, environment: ApplyProject.environment, workingFolder: folder.path)
      }
      let files = [
        "phase_a_orchestration_schema.sql", "phase_a_move_orchestration_tables.sql",
        "phase_a_move_ephemeral_tables.sql", "phase_a_verify.sql",
      ]
      let dry = try planc("apply", "--dry-run")
      #expect(dry.exitCode == 0, "\(dry.stderr)")
      #expect(dry.stdout == files.map { folder.text(of: "generated/phase_a/\($0)") }.joined())
      #expect(try ServerState(of: server) == start)
      let there = try planc("apply", "--yes")
      #expect(there.stdout == "phase_a: 34 tables at the target, verified\n", "\(there.stderr)")
      let places = try Places(server)
      #expect([places.core, places.orchestration, places.ephemeral] == [77, 22, 12])
      let back = try planc("rollback", "--yes")
      #expect(back.stdout == "phase_a: 34 tables at the source\n", "\(back.stderr)")
      let drop = try planc("rollback", "--drop-schemas")
      #expect(drop.stderr.contains("--drop-schemas --yes`"), "\(drop.stderr)")
      #expect(try planc("rollback", "--drop-schemas", "--yes").exitCode == 0)
    }
  }

  @Test func `what is not what the plan compiles to does not run`() async throws {
    try await SharedServer.use { server in
      try server.client.query(WholeMigration.fixture)
      let project = try ApplyProject("whole", WholeMigration.plan, on: server)
      let start = try ServerState(of: server)
      let file = "generated/whole/whole_move_cold_tables.sql"
      try project.folder.write(file, project.folder.text(of: file) + "-- by hand\n")
      let output = try project.run("apply")
      #expect(output.exitCode == 2)
      #expect(output.stderr.contains("error[P802]: `\(file)` is not what"))
      #expect(output.stderr.contains("run `planc compile plans/whole.yaml`"))
      #expect(try ServerState(of: server) == start)
    }
  }

  @Test(arguments: ["apply", "rollback"])
  func `the examples of the help run`(verb: String) async throws {
    try await SharedServer.use { server in
      try server.client.query(WholeMigration.fixture)
      let project = try ApplyProject("whole", WholeMigration.plan, on: server)
      let help = try ChildProcess.run(ApplyProject.planc, [verb, "--help"]).stdout
      let examples = help.replacing("\\\n", with: " ").split(separator: "\n").map {
        $0.split(separator: " ").map(String.init)
      }.filter { $0.starts(with: ["planc", verb]) && $0.contains("--database") }
      #expect(examples.count >= 2)
      for example in examples {
        let words = example.dropFirst(3).filter { !["--database", "mysql://dba@db"].contains($0) }
        let output = try project.run(verb, Array(words))
        // Nobody is there to be asked.
        let isAsked = verb == "apply" && words.isEmpty
        #expect(output.exitCode == (isAsked ? 2 : 0), "\(words): \(output.stderr)")
      }
    }
  }

  @Test func `nobody is asked where nobody is, and nothing runs`() async throws {
    try await SharedServer.use { server in
      try server.client.query(WholeMigration.fixture)
      let project = try ApplyProject("whole", WholeMigration.plan, on: server)
      let start = try ServerState(of: server)
      let output = try project.run("apply", ["--retries", "7"])
      #expect(output.exitCode == 2)
      #expect(output.stderr.contains("error[P916]: nobody is there to be asked"))
      #expect(output.stderr.contains(" --retries 7 --yes`"), "\(output.stderr)")
      #expect(output.stderr.contains(" --yes`"))
      #expect(try ServerState(of: server) == start)
    }
  }
}
