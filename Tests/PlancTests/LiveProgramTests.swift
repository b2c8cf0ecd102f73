import Foundation
import PlancTestSupport
import Testing

/// `planc status`, `preflight` and `verify`, as they are run against a server.
@Suite struct LiveProgramTests {
  /// Two tables that move from `shop` to `cold`, which the plan creates.
  static let plan = """
    plan: small
    title: A small move
    version: "1"
    schemas:
      shop: {table_count: {before: 3, after: 1, budget: 4}}
      cold:
        table_count: {before: 0, after: 2}
        create: {collation: utf8mb4_unicode_ci}
    assignments:
      - from: shop
        to: cold
        tables: [orders, {table: items, as: parts}]

    """

  static let fixture = """
    CREATE SCHEMA shop COLLATE utf8mb4_unicode_ci;
    CREATE TABLE shop.orders (id INT PRIMARY KEY);
    CREATE TABLE shop.items (id INT PRIMARY KEY);
    CREATE TABLE shop.stays (id INT PRIMARY KEY);
    INSERT INTO shop.orders VALUES (1);

    """

  struct Asked {
    let server: ThrowawayServer
    let project: Project

    init(_ server: ThrowawayServer, _ plans: [String: String] = ["small": plan]) throws {
      self.server = server
      project = try Project(plans)
      try server.client.query(fixture)
    }

    func planc(_ words: String...) throws -> ProgramOutput {
      try ChildProcess.run(
        PlancProgram.path,
        words + ["--database", "mysql://root@localhost", "--socket", server.socket],
        environment: PlancProgram.environment, workingFolder: project.path)
    }

    /// Runs a generated file with the command-line client.
    func run(_ file: String) throws {
      let output = try server.client.run(script: "\(project.path)/generated/small/\(file)")
      #expect(output.exitCode == 0, "\(output.stderr)")
    }

    func move() throws {
      _ = try ChildProcess.run(
        PlancProgram.path, ["compile"], environment: PlancProgram.environment,
        workingFolder: project.path)
      try run("small_create_schemas.sql")
      try run("small_move_cold_tables.sql")
    }
  }

  @Test func `each command answers with its word and its exit code, before and after`() async throws
  {
    try await SharedServer.use { server in
      let asked = try Asked(server)
      func expect(_ command: String, _ word: String, _ exitCode: Int32) throws {
        let output = try asked.planc(command, "plans/small.yaml")
        #expect(output.exitCode == exitCode, "\(output)")
        #expect(output.stdout.hasPrefix(word), "\(output)")
        #expect(output.stderr == "")
      }
      try expect("status", "NOT STARTED: tables at the target: 0 of 2\n", 0)
      try expect("preflight", "READY\nnext: planc apply plans/small.yaml --database ", 0)
      try expect("verify", "NOT VERIFIED: tables at the target: 0 of 2", 2)
      try asked.move()
      try expect("status", "APPLIED: tables at the target: 2 of 2\n", 0)
      try expect("preflight", "NOT READY: ", 2)
      try expect("verify", "VERIFIED\n", 0)
      try server.client.query("RENAME TABLE cold.parts TO shop.items;")
      let repair = "MANUAL REPAIR REQUIRED: "
      try expect("status", repair + "statements that moved only some of their tables: 1; ", 2)
      try server.client.query("CREATE TABLE shop.orders (id INT);")
      try expect("status", repair + "some tables exist at both locations", 2)
    }
  }

  @Test(arguments: ["status", "preflight", "verify"])
  func `the examples of the help run`(verb: String) async throws {
    try await SharedServer.use { server in
      let asked = try Asked(server)
      if verb == "verify" { try asked.move() }
      let help = try ChildProcess.run(PlancProgram.path, [verb, "--help"]).stdout
      let examples = help.split(separator: "\n").map {
        $0.split(separator: " ").map(String.init)
      }.filter { $0.starts(with: ["planc", verb]) && $0.contains("--database") }
      #expect(examples.count == 2)
      for example in examples {
        #expect(example[2] == "plans/phase_a.yaml" && example[4] == "mysql://dba@db")
        let output = try ChildProcess.run(
          PlancProgram.path,
          [
            verb, "plans/small.yaml", "--database", "mysql://root@localhost", "--socket",
            server.socket,
          ]
            + example.dropFirst(5),
          environment: PlancProgram.environment, workingFolder: asked.project.path)
        #expect(output.exitCode == 0, "\(example): \(output)")
        #expect(!output.stdout.isEmpty, "\(example): \(output)")
        // As JSON, an empty list of diagnostics is written out.
        #expect(["", "[]\n"].contains(output.stderr), "\(example): \(output)")
      }
    }
  }

  @Test func `a command that is shown can be pasted`() async throws {
    try await SharedServer.use { server in
      let asked = try Asked(server)
      let text = try asked.planc("status").stdout
      let line = try #require(text.split(separator: "\n").first { $0.hasPrefix("next: ") })
      #expect(line.hasPrefix("next: planc preflight plans/small.yaml --database mysql://"))
      let binaries = (PlancProgram.path as NSString).deletingLastPathComponent
      let output = try ChildProcess.run(
        "/bin/sh", ["-c", String(line.dropFirst("next: ".count))],
        environment: ["PATH": "\(binaries):/usr/bin:/bin"], workingFolder: asked.project.path)
      #expect(output.stdout.hasPrefix("READY\n"), "\(output)")
    }
  }

  /// What the report says to do about a table at both places is done, word for word.
  @Test(arguments: [0, 1])
  func `the SQL of either decision leads on and back`(decision: Int) async throws {
    try await SharedServer.use { server in
      let asked = try Asked(server)
      try asked.move()
      try server.client.query(
        "CREATE TABLE shop.orders (id INT); INSERT INTO shop.orders VALUES (7);")
      let json = try asked.planc("status", "--format", "json")
      #expect(json.exitCode == 2)
      let report = try #require(
        JSONSerialization.jsonObject(with: Data(json.stdout.utf8)) as? [String: Any])
      let tables = try #require(report["tables"] as? [[String: Any]])
      let decisions = try #require(tables[0]["decisions"] as? [[String: Any]])
      let sql = try #require(decisions[decision]["sql"] as? [String])
      for statement in sql {
        #expect(
          try asked.planc("status").stdout.contains("        \(statement);\n") || decision > 0)
        try server.client.query("\(statement);")
      }
      #expect(try asked.planc("status").exitCode == 0)
      #expect(try asked.planc("verify").stdout.hasPrefix("VERIFIED"))
      try asked.run("small_rollback.sql")
      #expect(try asked.planc("status").stdout.hasPrefix("NOT STARTED"))
      // Neither table was lost.
      let kept = try server.client.query("SELECT id FROM shop.orders; SELECT id FROM aside.orders;")
      #expect(kept == (decision == 0 ? [["1"], ["7"]] : [["7"], ["1"]]))
    }
  }

  @Test func `formats agree on the state`() async throws {
    try await SharedServer.use { server in
      let asked = try Asked(server)
      let json = try asked.planc("status", "--format", "json")
      let report = try #require(
        JSONSerialization.jsonObject(with: Data(json.stdout.utf8)) as? [String: Any])
      #expect(report["state"] as? String == "not_started")
      #expect((report["tables"] as? [Any])?.count == 2)
      #expect(json.stderr == "[]\n")
      let metrics = try asked.planc("status", "--format", "prometheus")
      #expect(metrics.stdout.contains("planc_plan_state{plan=\"small\",state=\"not_started\"} 1\n"))
      #expect(
        metrics.stdout.contains("planc_schema_headroom_tables{plan=\"small\",schema=\"shop\"} 1\n"))
      #expect(metrics.stderr == "")
      for command in ["preflight", "verify"] {
        let output = try asked.planc(command, "--format", "json")
        let report = try #require(
          JSONSerialization.jsonObject(with: Data(output.stdout.utf8)) as? [String: Any])
        #expect(report["good"] as? Bool == (command == "preflight"))
        #expect((report["findings"] as? [Any])?.isEmpty == (command == "preflight"))
      }
      #expect(try asked.planc("status", "--quiet").stdout == "")
    }
  }

  @Test func `one of several plans must be named, and a plan that comes after works`() async throws
  {
    let next = Self.plan.replacing("plan: small", with: "plan: next\nafter: [small]")
      .replacing("before: 3, after: 1, budget: 4", with: "before: 1, after: 0")
      .replacing("before: 0, after: 2}", with: "before: 2, after: 3}")
      .replacing("\n    create: {collation: utf8mb4_unicode_ci}", with: "")
      .replacing("[orders, {table: items, as: parts}]", with: "[stays]")
    try await SharedServer.use { server in
      let asked = try Asked(server, ["small": Self.plan, "next": next])
      let unnamed = try asked.planc("status")
      #expect(unnamed.exitCode == 64)
      #expect(unnamed.stderr.contains("Say which plan: plans/next.yaml, plans/small.yaml."))
      #expect(try asked.planc("status", "plans/next.yaml").stdout.hasPrefix("NOT STARTED"))
      try asked.move()
      #expect(try asked.planc("preflight", "plans/next.yaml").stdout.hasPrefix("READY"))
    }
  }

  @Test func `other names of schemas are asked for with --map`() async throws {
    try await SharedServer.use { server in
      let asked = try Asked(server)
      try server.client.query("CREATE SCHEMA shop_stg; CREATE TABLE shop_stg.orders (id INT);")
      let output = try asked.planc("status", "--map", "shop=shop_stg", "--map", "cold=cold")
      #expect(output.exitCode == 2)
      #expect(
        output.stdout.contains("\n`shop_stg`.`items` to `cold`.`parts`: at neither location\n"))
      #expect(output.stdout.contains(" --map shop=shop_stg --map cold=cold --database "))
    }
  }

  @Test func `what cannot be asked ends with 64, 1 or 3`() async throws {
    try await SharedServer.use { server in
      let asked = try Asked(server)
      func run(_ words: [String]) throws -> ProgramOutput {
        try ChildProcess.run(
          PlancProgram.path, words, environment: PlancProgram.environment,
          workingFolder: asked.project.path)
      }
      let closed = ["--database", "mysql://root@127.0.0.1:1"]
      for command in ["status", "preflight", "verify"] {
        #expect(try run([command]).exitCode == 64)
        #expect(try run([command, "--database", "mysql://a:pw@b"]).exitCode == 64)
        let gone = try run([command] + closed)
        #expect(gone.exitCode == 3)
        #expect(gone.stderr.hasPrefix("error[P902]: `mysql://root@127.0.0.1:1` cannot be asked: "))
        #expect(gone.stdout == "")
        #expect(try run([command, "plans/absent.yaml"] + closed).exitCode == 3)
      }
      #expect(try run(["status", "--format", "sarif"] + closed).exitCode == 64)
      #expect(try run(["verify", "--format", "prometheus"] + closed).exitCode == 64)
      try asked.project.folder.write(
        "plans/small.yaml", Self.plan.replacing("after: 1", with: "after: 9"))
      let broken = try run(["status"] + closed)
      #expect(broken.exitCode == 1)
      #expect(broken.stderr.contains("error[P402]"))
    }
  }

  @Test func `a server whose answers are cut tells nothing`() async throws {
    try await SharedServer.use { server in
      let asked = try Asked(server)
      // The server kills every statement that takes longer: none has an answer.
      try server.client.query("SET GLOBAL max_statement_time = 0.000001;")
      defer { _ = try? server.client.query("SET GLOBAL max_statement_time = 0;") }
      let output = try asked.planc("status")
      #expect(output.exitCode == 3)
      #expect(output.stderr.hasPrefix("error[P904]: `mysql://root@localhost/?socket="))
      #expect(output.stderr.contains("max_statement_time"))
      #expect(output.stdout == "")
    }
  }

  @Test func `an account with too few rights is told all that is missing`() async throws {
    try await SharedServer.use { server in
      let asked = try Asked(server)
      try server.client.query("CREATE USER few@localhost; GRANT SELECT ON shop.* TO few@localhost;")
      let output = try ChildProcess.run(
        PlancProgram.path,
        ["preflight", "--database", "mysql://few@localhost", "--socket", server.socket],
        environment: PlancProgram.environment, workingFolder: asked.project.path)
      #expect(output.exitCode == 2)
      #expect(
        output.stdout.contains(
          """

          error: 'few'@'localhost': this account lacks ALTER, CREATE, DROP, INSERT, SELECT on cold; ALTER, CREATE, DROP, INSERT on shop

          """), "\(output)")
      #expect(
        output.stdout.contains(
          "GRANT ALTER, ALTER ROUTINE, CREATE, DROP, EVENT, INSERT, SELECT, SHOW VIEW, TRIGGER ON `cold`.* TO `few`@`localhost`; GRANT "
        ), "\(output)")
      #expect(output.stdout.hasPrefix("NOT READY: errors: 1, "), "\(output)")
    }
  }

  @Test func `a server that is read-only, or follows another, is not READY`() async throws {
    try await SharedServer.use { server in
      let asked = try Asked(server)
      try server.client.query("SET GLOBAL read_only = 1;")
      let readOnly = try asked.planc("preflight")
      #expect(readOnly.exitCode == 2)
      #expect(readOnly.stdout.contains("this server is read-only\n    connect to the primary"))
      try server.client.query(
        """
        SET GLOBAL read_only = 0;
        CHANGE MASTER TO MASTER_HOST = '127.0.0.1', MASTER_PORT = 1, MASTER_USER = 'x', MASTER_CONNECT_RETRY = 60;
        START SLAVE;
        """)
      defer { _ = try? server.client.query("STOP SLAVE; RESET SLAVE ALL;") }
      let replica = try asked.planc("preflight")
      #expect(replica.exitCode == 2)
      #expect(replica.stdout.contains(": this server replicates from another one\n"), "\(replica)")
      try server.client.query("STOP SLAVE SQL_THREAD;")
      #expect(try asked.planc("preflight").exitCode == 2)
      try server.client.query("STOP SLAVE;")
      let stopped = try asked.planc("preflight")
      #expect(stopped.exitCode == 2)
      #expect(stopped.stdout.hasPrefix("NOT READY: errors: 1, "), "\(stopped)")
      #expect(stopped.stdout.contains("configured to replicate from another one, and has stopped"))
      try server.client.query("RESET SLAVE ALL;")
      #expect(try asked.planc("preflight").exitCode == 0)
    }
  }
}
