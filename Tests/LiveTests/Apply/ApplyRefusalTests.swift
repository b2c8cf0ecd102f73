import Foundation
import PlancTestSupport
import Testing

@testable import Operations

/// What stops `planc apply`, with which words, and that nothing has changed.
@Suite struct ApplyRefusalTests {
  /// Two plain tables, without a catalog.
  static let plan = """
    plan: small
    title: Small
    version: "1"
    lock_wait_timeout: 1
    schemas:
      shop: {table_count: {before: 3, after: 1}}
      archive:
        table_count: {before: 0, after: 2}
        create: {collation: utf8mb4_unicode_ci}
    assignments:
      - from: shop
        to: archive
        tables: [orders, items]

    """

  private static let fixture =
    "CREATE SCHEMA shop; CREATE TABLE shop.orders (id INT); CREATE TABLE shop.items (id INT); CREATE TABLE shop.stays (id INT);"

  private func use(
    _ body: @Sendable (ThrowawayServer, ApplyProject) throws -> Void
  ) async throws {
    try await SharedServer.use { server in
      try server.client.query(Self.fixture)
      try body(server, try ApplyProject("small", Self.plan, on: server))
    }
  }

  private func expectUnchanged(
    _ server: ThrowawayServer, _ act: () throws -> Void
  ) throws {
    let start = try ServerState(of: server)
    try act()
    let end = try ServerState(of: server)
    #expect(end == start, "\(end.changes(since: start))")
  }

  @Test func `a read-only server is refused`() async throws {
    try await use { server, project in
      try server.client.query("SET GLOBAL read_only = 1;")
      try expectUnchanged(server) {
        for verb in ["apply", "rollback"] {
          let output = try project.run(verb)
          #expect(output.exitCode == 2)
          #expect(output.stderr.contains("error[P910]: `mysql://root@localhost/?socket="))
          #expect(output.stderr.contains("is read-only"))
        }
      }
    }
  }

  @Test func `a replica is refused, also one that stands still, and one that once was is none`()
    async throws
  {
    try await use { server, project in
      let (word, source) = OnlyOnMariaDB.isHere ? ("SLAVE", "MASTER") : ("REPLICA", "SOURCE")
      let change = OnlyOnMariaDB.isHere ? "CHANGE MASTER" : "CHANGE REPLICATION SOURCE"
      try server.client.query(
        "\(change) TO \(source)_HOST = '127.0.0.1', \(source)_PORT = 1, \(source)_USER = 'x'; START \(word);"
      )
      defer { _ = try? server.client.query("STOP \(word); RESET \(word) ALL;") }
      try expectUnchanged(server) {
        let output = try project.run("apply")
        #expect(output.exitCode == 2)
        #expect(output.stderr.contains("replicates from another server"), "\(output.stderr)")
      }
      try server.client.query("STOP \(word);")
      try expectUnchanged(server) {
        let output = try project.run("apply")
        #expect(output.exitCode == 2)
        #expect(
          output.stderr.contains("is set up to replicate from another server, and stands still"),
          "\(output.stderr)")
        #expect(output.stderr.contains("`RESET REPLICA ALL`"))
        let preflight = try project.run("preflight", [])
        #expect(preflight.exitCode == 2)
        #expect(preflight.stdout.contains("NOT READY: errors: 1, "), "\(preflight.stdout)")
        let finding =
          OnlyOnMariaDB.isHere
          ? "from another one, and has stopped" : "this server replicates from another one"
        #expect(preflight.stdout.contains(finding), "\(preflight.stdout)")
      }
      try server.client.query("RESET \(word) ALL;")
      #expect(try project.run("apply").exitCode == 0)
    }
  }

  @Test func `a filter of the binary log bars the way unless it is meant`() async throws {
    let server = try ThrowawayServer(options: ["--log-bin=binary-log", "--binlog-do-db=shop"])
    defer { server.stop() }
    try server.client.query(Self.fixture)
    let project = try ApplyProject("small", Self.plan, on: server)
    let filter = "the binary log is filtered: binlog_do_db is shop"
    try expectUnchanged(server) {
      let output = try project.run("apply")
      #expect(output.exitCode == 2)
      #expect(output.stderr.contains("\(filter)"), "\(output.stderr)")
      #expect(output.stderr.contains("`--allow-warnings`"))
      let preflight = try project.run("preflight", [])
      #expect(preflight.exitCode == 2)
      #expect(preflight.stdout.contains(filter), "\(preflight.stdout)")
    }
    #expect(try project.run("apply", ["--yes", "--allow-warnings"]).exitCode == 0)
  }

  @Test(arguments: [("small", 0), ("yes", 2), ("no", 2), ("", 2)])
  func `on a terminal it asks, and runs only when it is given the plan's name`(
    word: String, code: Int32
  ) async throws {
    try await use { server, project in
      try project.folder.write("answer", word + "\n")
      let words =
        [ApplyProject.planc, "apply", "plans/small.yaml"] + project.connection()
      let output = try ChildProcess.run(
        "script", ["-qec", words.joined(separator: " "), "/dev/null"],
        input: .file("\(project.folder.path)/answer"),
        environment: ApplyProject.environment.merging(["TERM": "xterm", "SHELL": "/bin/sh"]) { $1 },
        workingFolder: project.folder.path)
      #expect(output.exitCode == code, "\(output.stdout)")
      #expect(output.stdout.contains("Type `small` to run this, anything else to leave: "))
      #expect(output.stdout.contains("2 tables to archive in 1 batch"))
      #expect(output.stdout.contains("[....") == (code == 0), "\(output.stdout)")
      let moved = try server.client.value(
        "SELECT COUNT(*) FROM information_schema.TABLES WHERE TABLE_SCHEMA = 'archive'")
      #expect(moved == (code == 0 ? "2" : "0"))
    }
  }

  @Test func `all that preflight finds is told before anything runs`() async throws {
    try await use { server, project in
      try server.client.query(
        """
        CREATE USER low@localhost, app@localhost;
        GRANT SELECT ON *.* TO low@localhost;
        GRANT SELECT ON shop.* TO app@localhost;
        CREATE TABLE shop.more (id INT);
        CREATE VIEW shop.v AS SELECT id FROM shop.orders;
        """)
      try expectUnchanged(server) {
        let output = try project.run("apply", user: "low")
        #expect(output.exitCode == 2)
        #expect(
          output.stderr.contains(
            "error[P912]: `'low'@'localhost'`: this account lacks ALTER, CREATE, DROP, INSERT on archive; ALTER, CREATE, DROP, INSERT on shop"
          ), "\(output.stderr)")
        // What it may not see everything of comes after it may.
        #expect(!output.stderr.contains("planned: "))
      }
      try server.client.query(
        "GRANT ALTER, CREATE, DROP, INSERT, SHOW VIEW ON *.* TO low@localhost;")
      try expectUnchanged(server) {
        let output = try project.run("apply", user: "low")
        #expect(output.exitCode == 2)
        #expect(output.stderr.contains("error[P912]: `shop`: has 4 tables, planned: 3"))
        #expect(output.stderr.contains("note[P912]: "))
      }
    }
  }

  @Test func `the way back asks for rights, and not for counts`() async throws {
    try await use { server, project in
      #expect(try project.run("apply").exitCode == 0)
      try server.client.query(
        "CREATE USER low@localhost; GRANT SELECT ON *.* TO low@localhost; CREATE TABLE shop.more (id INT);"
      )
      try expectUnchanged(server) {
        let output = try project.run("rollback", user: "low")
        #expect(output.exitCode == 2)
        #expect(output.stderr.contains("this account lacks ALTER, CREATE, DROP, INSERT on archive"))
        #expect(!output.stderr.contains("planned: "), "\(output.stderr)")
      }
      #expect(try project.run("rollback").exitCode == 0)
    }
  }

  @Test func `what would work no more bars the way unless it is meant`() async throws {
    try await use { server, project in
      try server.client.query("CREATE USER app@localhost; GRANT SELECT ON shop.* TO app@localhost;")
      try expectUnchanged(server) {
        let output = try project.run("apply")
        #expect(output.exitCode == 2)
        #expect(
          output.stderr.contains("error[P912]: `'app'@'localhost'`: has SELECT on shop, not on"))
        #expect(output.stderr.contains("`--allow-warnings`"))
      }
      let output = try project.run("apply", ["--yes", "--allow-warnings"])
      #expect(output.exitCode == 0)
      #expect(output.stderr.contains("warning[P912]: `'app'@'localhost'`: has SELECT"))
    }
  }

  @Test func `a file that refuses is told in its own words`() async throws {
    try await use { server, project in
      let proxy = try FaultProxy(server) { _, text in
        if text.hasPrefix("SET @planc_rename") {
          _ = try? server.client.query("CREATE TABLE shop.more (id INT);")
        }
        return .forward
      }
      let output = try project.run("apply", socket: proxy.socket)
      #expect(output.exitCode == 2)
      #expect(
        output.stderr.contains(
          "error[P915]: `small_move_archive_tables.sql` stopped: nothing was changed: the schemas of this plan contain 4 tables, and the plan says 3"
        ), "\(output.stderr)")
      #expect(output.stderr.contains("where each table is: `planc status plans/small.yaml --data"))
      #expect(output.stderr.contains("to undo: `planc rollback plans/small.yaml --database "))
    }
  }

  @Test func `an account that sees no table is led to the GRANT that is enough`() async throws {
    try await use { server, project in
      try server.client.query("CREATE USER mover@localhost;")
      let blind = try project.run("apply", user: "mover")
      #expect(blind.exitCode == 2)
      let advice = "lists the privileges that it lacks"
      #expect(blind.stderr.contains("small.yaml --database mysql://mover@localhost"))
      #expect(blind.stderr.contains(advice), "\(blind.stderr)")
      let found = try project.run("preflight", [], user: "mover").stdout
      let grant = try #require(
        found.split(separator: "\n").first { $0.drop(while: { $0 == " " }).hasPrefix("GRANT ") })
      try server.client.query("\(grant);")
      #expect(try project.run("apply", user: "mover").exitCode == 0)
      #expect(try project.run("rollback", dropsSchemas: false, user: "mover").exitCode == 0)
    }
  }

  @Test func `a table that is elsewhere requires manual repair, in both directions`() async throws {
    try await use { server, project in
      #expect(try project.run("apply").exitCode == 0)
      try server.client.query("CREATE TABLE shop.orders (id INT);")
      try expectUnchanged(server) {
        for verb in ["apply", "rollback"] {
          let output = try project.run(verb)
          #expect(output.exitCode == 2)
          #expect(
            output.stderr.contains("error[P913]: `small` requires manual repair"),
            "\(output.stderr)")
          #expect(
            output.stderr.contains(
              "note: both exist: `shop.orders` (empty, TABLE_ID "), "\(output.stderr)")
          #expect(
            output.stderr.contains(" planc cannot tell which is the original; compare their rows."))
          #expect(output.stderr.contains("= help: First stop every application that writes to "))
          for decision in [
            "Keep `archive`.`orders` (at the target), and set `shop`.`orders` (at the source) aside: `CREATE SCHEMA IF NOT EXISTS `aside`; RENAME TABLE `shop`.`orders` TO `aside`.`orders`;`. The table at the target is empty, and stays in use. ",
            "Keep `shop`.`orders` (at the source), and set `archive`.`orders` (at the target) aside: `CREATE SCHEMA IF NOT EXISTS `aside`; RENAME TABLE `archive`.`orders` TO `aside`.`orders`;",
          ] {
            #expect(
              output.stderr.contains("= help: `shop.orders`: \(decision)"), "\(output.stderr)")
          }
        }
      }
    }
  }

  @Test func `a statement that is half done is made whole by the SQL that is told`() async throws {
    try await use { server, project in
      let home = try ServerState(of: server)
      #expect(try project.run("apply").exitCode == 0)
      try server.client.query("RENAME TABLE archive.orders TO shop.orders;")
      var told = ""
      try expectUnchanged(server) {
        for verb in ["apply", "rollback"] {
          let output = try project.run(verb)
          #expect(output.exitCode == 2)
          #expect(output.stderr.contains("error[P913]: `small` requires manual repair: statements"))
          told = output.stderr
        }
      }
      let sql = "RENAME TABLE `archive`.`items` TO `shop`.`items`;"
      #expect(
        told.contains("Bring it to the others, which are at their source: `\(sql)`"), "\(told)")
      try server.client.query(sql)
      #expect(try project.run("rollback").exitCode == 0)
      #expect(try ServerState(of: server) == home)
    }
  }

  @Test func `what is not as promised in the end is not called verified`() async throws {
    try await use { server, project in
      #expect(try project.run("apply").exitCode == 0)
      try server.client.query("CREATE TABLE archive.more (id INT);")
      let output = try project.run("apply")
      #expect(output.exitCode == 2)
      #expect(output.stderr.contains("error[P917]: `small_verify.sql` stopped: NOT VERIFIED"))
      // What others have made bars no way home.
      let back = try project.run("rollback", dropsSchemas: false)
      #expect(back.exitCode == 0, "\(back.stderr)")
      let drop = try project.run("rollback", dropsSchemas: true)
      #expect(drop.exitCode == 2, "\(drop.stderr)")
      #expect(
        drop.stderr.contains("note: schema: archive; why: is not empty; tables_and_views: 1;"),
        "\(drop.stderr)")
      // The command that it prints drops the schema when the table is gone.
      let end = try #require(drop.stderr.firstRange(of: " --drop-schemas`"))
      #expect(drop.stderr[..<end.lowerBound].contains("then: `planc rollback plans/small.yaml "))
      try server.client.query("DROP TABLE archive.more;")
      #expect(try project.run("rollback", dropsSchemas: true).exitCode == 0)
    }
  }

  @Test func `every statement and its outcome is in the log, and no secret`() async throws {
    try await use { server, project in
      try server.client.query(
        "CREATE USER boss@localhost IDENTIFIED BY 'a secret'; GRANT ALL ON *.* TO boss@localhost;")
      var settings = ApplyProject.environment
      settings["PLANC_PASSWORD"] = "a secret"
      let log = "\(project.folder.path)/log"
      for verb in ["apply", "rollback"] {
        let output = try ChildProcess.run(
          ApplyProject.planc,
          [verb, "plans/small.yaml", "--yes", "--log", log] + project.connection(user: "boss"),
          environment: settings, workingFolder: project.folder.path)
        #expect(output.exitCode == 0, "\(output.stderr)")
      }
      let text = project.folder.text(of: "log")
      #expect(!text.contains("a secret"))
      let lines = try text.split(separator: "\n").map {
        try #require(
          try JSONSerialization.jsonObject(with: Data($0.utf8)) as? [String: any Sendable])
      }
      for file in ["small_move_archive_tables.sql", "small_rollback.sql", "small_verify.sql"] {
        let statements = lines.filter { $0["file"] as? String == file }.compactMap {
          $0["statement"] as? String
        }
        #expect(
          statements == clientStatements(in: Array(project.text(file).utf8)).map(\.text), "\(file)")
      }
      #expect(lines.allSatisfy { ($0["time"] as? String)?.hasSuffix("Z") == true })
      let first = try #require(lines.first)
      #expect((first["files"] as? [String: String])?.count == 7, "\(first)")
      #expect(first["planc"] as? String == plancVersion && first["server"] is String)
      let changes = lines.compactMap { $0["changes"] as? String }
      let verbs = changes.map { $0.prefix { $0.isLetter } }
      #expect(verbs == ["CREATE", "RENAME", "RENAME"], "\(changes)")
      #expect(lines.last?["event"] as? String == "ended well")
    }
  }

  @Test func `a log that cannot be written stops before anything runs`() async throws {
    try await use { server, project in
      try expectUnchanged(server) {
        let output = try project.run("apply", ["--yes", "--log", "/nowhere/log"])
        #expect(output.exitCode == 3)
        let full = try project.run("apply", ["--yes", "--log", "/dev/full"])
        #expect(full.exitCode == 2)
        #expect(full.stderr.contains("error[P916]: stopped as the log cannot be written"))
      }
    }
  }
}
