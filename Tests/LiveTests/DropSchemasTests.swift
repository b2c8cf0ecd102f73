import PlancTestSupport
import Testing

@testable import Operations
@testable import Plans

/// `<plan>_drop_schemas.sql` drops what is empty, and nothing else.
@Suite struct DropSchemasTests {
  private static let orchestration = PhaseATables.orchestrationSchema
  private static let ephemeral = PhaseATables.ephemeralSchema

  /// What another session creates in a target, and how it is dropped; `%` stands for the schema.
  static let foreignObjects: [(create: String, drop: String, counts: String)] = [
    (
      "CREATE TABLE %.kept (id INT); INSERT INTO %.kept VALUES (1), (2)", "DROP TABLE %.kept",
      "1\t0\t0"
    ),
    ("CREATE VIEW %.kept AS SELECT 1 AS one", "DROP VIEW %.kept", "1\t0\t0"),
    ("CREATE SEQUENCE %.kept", "DROP SEQUENCE %.kept", "1\t0\t0"),
    ("CREATE PROCEDURE %.kept() SELECT 1", "DROP PROCEDURE %.kept", "0\t1\t0"),
    (
      "CREATE FUNCTION %.kept() RETURNS INT DETERMINISTIC RETURN 1", "DROP FUNCTION %.kept",
      "0\t1\t0"
    ),
    (
      "CREATE EVENT %.kept ON SCHEDULE EVERY 1 YEAR DISABLE DO SELECT 1", "DROP EVENT %.kept",
      "0\t0\t1"
    ),
  ]

  @Test(arguments: MariaDBClient.Manner.allCases)
  func
    `a schema with an object of any kind stays, is named, and the rollback and the next move work`(
      manner: MariaDBClient.Manner
    ) async throws
  {
    let scripts = try Scripts(PhaseA.migration())
    let names = scripts.names
    try await SharedServer.use { server in
      try PhaseAFixture.load(into: server)
      let start = try ServerState(of: server)
      for (index, object) in Self.foreignObjects.enumerated()
      where OnlyOnMariaDB.isHere || !object.create.contains("SEQUENCE") {
        // Alone in its schema, each in turn; the other schema is dropped.
        let schema = index.isMultiple(of: 2) ? Self.orchestration : Self.ephemeral
        for file in scripts.forward { try scripts.run(file, on: server, manner) }
        try server.client.query(object.create.replacing("%", with: schema) + ";")
        let created = try ServerState(of: server)
        // Only a table stops what is run again half-way: the plan counts tables.
        let again = try scripts.run(scripts.create, on: server, manner)
        #expect(
          again.lastLine.hasPrefix("DONE: 2 of 2 ") != object.create.contains("TABLE"),
          "\(object.create): \(again)")
        let back = try scripts.run(names.rollback, on: server, manner)
        #expect(back.stderr == "" && back.exitCode == 0, "\(object.create): \(back)")
        #expect(back.lastLine == "DONE: 34 of 34 tables are back", "\(object.create)")
        #expect(try ServerState(of: server).schemas.count == start.schemas.count + 2)
        let drop = try scripts.run(names.dropSchemas, on: server, manner)
        #expect(drop.stderr.contains("'planc: NOT DONE: 1 of 2"), "\(object.create): \(drop)")
        #expect(drop.exitCode == (manner.stopsAtErrors ? 1 : 0), "\(object.create)")
        #expect(drop.lastLine.hasPrefix("NOT DONE: 1 of 2 schemas dropped"), "\(drop.lastLine)")
        #expect(drop.stdout.contains("\(schema)\tis not empty\t\(object.counts)"), "\(drop.stdout)")
        let end = try ServerState(of: server)
        #expect(end.schemas.count == start.schemas.count + 1)
        #expect(end.facts(about: "\(schema).kept") == created.facts(about: "\(schema).kept"))
        #expect(end.facts(about: "\(schema).kept") != [:])
        // The schema must be empty before the next move, and preflight names the object.
        let preflight = try scripts.run(names.preflight, on: server, manner)
        #expect(preflight.lastLine.hasPrefix("NOT READY: "), "\(preflight)")
        #expect(
          preflight.stdout.contains(" in a schema that the plan creates\t\(schema).kept\t"),
          "\(preflight)")
        try server.client.query(object.drop.replacing("%", with: schema) + ";")
        let dropped = try scripts.run(names.dropSchemas, on: server, manner)
        #expect(dropped.lastLine == "DONE: 2 of 2 schemas dropped", "\(dropped)")
        let home = try ServerState(of: server)
        #expect(home == start, "\(object.create): \(home.changes(since: start))")
      }
    }
  }

  @Test
  func
    `only an account that sees everything in a schema drops it, and the GRANT it prints is enough`()
    async throws
  {
    let scripts = try Scripts(PhaseA.migration())
    try await SharedServer.use { server in
      try PhaseAFixture.load(into: server)
      let start = try ServerState(of: server)
      let all = ["SELECT", "EVENT", "ALTER ROUTINE", "DROP"]
      let backup = OnlyOnMariaDB.isHere ? "" : "GRANT BACKUP_ADMIN ON *.* TO few;"
      for missing in all {
        try scripts.run(scripts.create, on: server)
        try server.client.query(
          """
          CREATE USER few;
          \(backup)
          CREATE EVENT \(Self.orchestration).kept ON SCHEDULE EVERY 1 YEAR DISABLE DO SELECT 1;
          CREATE PROCEDURE \(Self.orchestration).kept() SELECT 1;
          """)
        for schema in [Self.orchestration, Self.ephemeral] {
          try server.client.query(
            "GRANT \(all.filter { $0 != missing }.joined(separator: ", ")) ON \(schema).* TO few;")
        }
        let client = server.client.with(user: "few")
        let refused = try scripts.run(scripts.names.dropSchemas, as: client)
        #expect(refused.lastLine.hasPrefix("NOT DONE: 0 of 2"), "without \(missing): \(refused)")
        #expect(try ServerState(of: server).facts(about: "\(Self.orchestration).kept").count == 2)
        // What the file prints, followed to the letter, until it says DONE.
        var last = refused
        for _ in 1...3 where !last.lastLine.hasPrefix("DONE") {
          for line in last.stdout.split(separator: "\n") {
            if let start = line.firstRange(of: "GRANT "),
              let end = line.firstRange(of: ", then run")
            {
              try server.client.query("\(line[start.lowerBound..<end.lowerBound]);")
            } else if line.contains("is not empty") {
              try server.client.query(
                "DROP EVENT IF EXISTS \(Self.orchestration).kept; DROP PROCEDURE IF EXISTS \(Self.orchestration).kept;"
              )
            }
          }
          last = try scripts.run(scripts.names.dropSchemas, as: client)
        }
        #expect(last.lastLine == "DONE: 2 of 2 schemas dropped", "without \(missing): \(last)")
        try server.client.query("DROP USER few;")
        #expect(try ServerState(of: server) == start)
      }
    }
  }

  @Test func `an account that does not see the schemas does not report them as dropped`()
    async throws
  {
    let scripts = try Scripts(PhaseA.migration())
    try await SharedServer.use { server in
      try PhaseAFixture.load(into: server)
      try scripts.run(scripts.create, on: server)
      try server.client.query("CREATE USER blind;")
      let output = try scripts.run(
        scripts.names.dropSchemas, as: server.client.with(user: "blind"))
      if OnlyOnMariaDB.isHere {
        #expect(output.lastLine.hasPrefix("NOT DONE: 0 of 2"), "\(output)")
        for schema in [Self.orchestration, Self.ephemeral] {
          #expect(output.stdout.contains("\(schema)\tstays: this account may not"), "\(output)")
        }
      } else {
        #expect(output.stderr.contains("BACKUP_ADMIN"), "\(output)")
      }
    }
  }

  @Test func `a privilege by a pattern that a nearer one hides does not count`() async throws {
    let scripts = try Scripts(PhaseA.migration())
    try await SharedServer.use { server in
      try PhaseAFixture.load(into: server)
      try scripts.run(scripts.create, on: server)
      try server.client.query(
        """
        CREATE PROCEDURE \(Self.orchestration).kept() SELECT 1;
        CREATE USER nearer;
        \(OnlyOnMariaDB.isHere ? "" : "GRANT BACKUP_ADMIN ON *.* TO nearer;")
        GRANT SELECT, DROP ON `lupopedia\\_orchestration`.* TO nearer;
        GRANT SELECT, EVENT, ALTER ROUTINE, DROP ON `lupopedia%`.* TO nearer;
        """)
      let output = try scripts.run(
        scripts.names.dropSchemas, as: server.client.with(user: "nearer"))
      #expect(output.lastLine.hasPrefix("NOT DONE: 1 of 2"), "\(output)")
      #expect(output.stdout.contains("\(Self.orchestration)\tstays: this account may not"))
      #expect(try server.client.value("CALL \(Self.orchestration).kept();") == "1")
    }
  }

  @Test(.onlyOnMySQL)
  func `an account without BACKUP_ADMIN is refused, and the GRANT it prints is enough`()
    async throws
  {
    let scripts = try Scripts(PhaseA.migration())
    try await SharedServer.use { server in
      try PhaseAFixture.load(into: server)
      try scripts.run(scripts.create, on: server)
      let before = try ServerState(of: server)
      try server.client.query(
        "CREATE USER few; GRANT SELECT, EVENT, ALTER ROUTINE, DROP ON *.* TO few;")
      let client = server.client.with(user: "few")
      for manner in MariaDBClient.Manner.allCases {
        let refused = try scripts.run(scripts.names.dropSchemas, as: client, manner)
        #expect(refused.stderr.contains("this account lacks BACKUP_ADMIN"), "\(refused)")
        let schemas = try ServerState(of: server).schemas
        #expect(schemas == before.schemas, "\(manner)")
      }
      try server.client.query("GRANT BACKUP_ADMIN ON *.* TO 'few'@'%';")
      let output = try scripts.run(scripts.names.dropSchemas, as: client)
      #expect(output.lastLine == "DONE: 2 of 2 schemas dropped", "\(output)")
    }
  }

  @Test func `a schema of another collation stays, and the ALTER it prints lets it be dropped`()
    async throws
  {
    let scripts = try Scripts(PhaseA.migration())
    try await SharedServer.use { server in
      try PhaseAFixture.load(into: server)
      let start = try ServerState(of: server)
      for file in scripts.forward { try scripts.run(file, on: server) }
      try server.client.query("ALTER SCHEMA \(Self.ephemeral) COLLATE utf8mb4_bin;")
      // The rollback does not ask for it.
      let back = try scripts.run(scripts.names.rollback, on: server)
      #expect(back.lastLine == "DONE: 34 of 34 tables are back", "\(back)")
      let output = try scripts.run(scripts.names.dropSchemas, on: server)
      #expect(output.lastLine.hasPrefix("NOT DONE: 1 of 2"), "\(output)")
      let line = try #require(
        output.stdout.split(separator: "\n").first { $0.contains("ALTER SCHEMA") })
      let from = try #require(line.firstRange(of: "ALTER SCHEMA")).lowerBound
      let to = try #require(line.firstRange(of: ", then phase_a_drop_schemas.sql again")).lowerBound
      try server.client.query("\(line[from..<to]);")
      let again = try scripts.run(scripts.names.dropSchemas, on: server)
      #expect(again.lastLine == "DONE: 2 of 2 schemas dropped", "\(again)")
      #expect(try ServerState(of: server) == start)
    }
  }

  @Test(arguments: MariaDBClient.Manner.allCases)
  func `while another session is creating something in the schema nothing is dropped`(
    manner: MariaDBClient.Manner
  ) async throws {
    let scripts = try Scripts(PhaseA.migration(lockWaitTimeoutSeconds: 1))
    try await SharedServer.use { server in
      try PhaseAFixture.load(into: server)
      let start = try ServerState(of: server)
      try server.client.query("CREATE SCHEMA aside; CREATE TABLE aside.stays (id INT);")
      try scripts.run(scripts.create, on: server)
      let holder = try ClientSession(server.client)
      try holder.execute("START TRANSACTION; SELECT COUNT(*) FROM aside.stays;")
      let mover = try ClientSession(server.client)
      mover.send("RENAME TABLE aside.stays TO \(Self.ephemeral).stays;\n")
      try server.waitUntilASessionWaitsForALock()
      let output = try scripts.run(scripts.names.dropSchemas, on: server, manner)
      #expect(output.stderr.contains("ERROR 1205"), "\(output)")
      holder.end()
      try mover.execute("SELECT 1;")
      mover.end()
      #expect(try server.client.value("SELECT COUNT(*) FROM \(Self.ephemeral).stays;") == "0")
      let full = try scripts.run(scripts.names.dropSchemas, on: server, manner)
      #expect(full.stdout.contains("\(Self.ephemeral)\tis not empty\t1\t0\t0"), "\(full)")
      try server.client.query("DROP TABLE \(Self.ephemeral).stays; DROP SCHEMA aside;")
      let rest = try scripts.run(scripts.names.dropSchemas, on: server, manner)
      #expect(rest.lastLine == "DONE: 2 of 2 schemas dropped", "\(rest)")
      #expect(try ServerState(of: server) == start)
    }
  }

  @Test func `cut behind any statement the file leaves whole schemas and can be run again`()
    async throws
  {
    let scripts = try Scripts(PhaseA.migration())
    let statements = clientStatements(in: Array(scripts.text(scripts.names.dropSchemas).utf8))
    #expect(statements.count > 30)
    try await SharedServer.use { server in
      try PhaseAFixture.load(into: server)
      let start = try ServerState(of: server)
      for end in 1..<statements.count {
        try scripts.run(scripts.create, on: server)
        let text = statements[..<end].map { "\($0.text);\n" }.joined()
        let cut = try server.client.run(text: text)
        #expect(cut.exitCode == 0, "after \(end): \(cut.stderr)")
        let output = try scripts.run(scripts.names.dropSchemas, on: server)
        #expect(output.lastLine == "DONE: 2 of 2 schemas dropped", "after \(end): \(output)")
      }
      #expect(try ServerState(of: server) == start)
    }
  }

  @Test func `planc rollback drops schemas only when asked, and then says so`() async throws {
    try await SharedServer.use { server in
      let project = try FaultSubject.phaseA.load(into: server)
      let start = try ServerState(of: server)
      #expect(try project.run("apply").exitCode == 0)
      let back = try project.run("rollback", dropsSchemas: false)
      #expect(back.exitCode == 0, "\(back.stderr)")
      #expect(back.stdout == "phase_a: 34 tables at the source\n")
      #expect(!back.stderr.contains("drop"), "\(back.stderr)")
      #expect(try ServerState(of: server).schemas.count == start.schemas.count + 2)
      // An empty schema is no obstacle: the plan can begin again.
      let status = try project.run("status", [])
      #expect(status.stdout.hasPrefix("NOT STARTED"), "\(status)")
      let ready = try project.run("preflight", [])
      #expect(ready.exitCode == 0 && ready.stdout.hasPrefix("READY"), "\(ready)")
      #expect(try project.run("apply").exitCode == 0)
      let both = try project.run("rollback", dropsSchemas: true)
      #expect(both.exitCode == 0, "\(both.stderr)")
      #expect(
        both.stdout == "phase_a: 34 tables at the source, the 2 created schemas dropped\n")
      #expect(try ServerState(of: server) == start)
      let again = try project.run("rollback", dropsSchemas: true)
      #expect(again.exitCode == 0 && again.stdout == both.stdout, "\(again)")
    }
  }

  @Test(.withTriggersCarried)
  func `a temporarily renamed table keeps its target schema, and needs none to go back`()
    async throws
  {
    try await SharedServer.use { server in
      try server.client.query(WholeMigration.fixture)
      let home = try ServerState(of: server).withoutTimes
      let project = try ApplyProject("whole", WholeMigration.plan, on: server)
      // The client of the move file ends while the table has its temporary name.
      let move = Scripts.beginnings(of: project.text("whole_move_archive_tables.sql"))
      func begin() throws {
        for text in [project.text("whole_create_schemas.sql"), move[2]] {
          let output = try server.client.run(text: text)
          #expect(output.exitCode == 0, "\(output)")
        }
        #expect(try server.client.query("SELECT 1 FROM shop.__planc_orders LIMIT 1;").count == 1)
      }
      try begin()
      let temporarilyRenamed = try ServerState(of: server)
      let drop = try server.client.run(text: project.text("whole_drop_schemas.sql"))
      #expect(drop.exitCode == 1)
      #expect(
        drop.stderr.contains(
          "temporarily renamed tables of this plan: 1; run whole_rollback.sql first"), "\(drop)")
      #expect(try ServerState(of: server) == temporarilyRenamed)
      for verb in ["rollback", "apply"] {
        if verb == "apply" { try begin() }
        try server.client.query(
          "RENAME TABLE archive.items TO shop.items, archive.notes TO shop.notes; DROP SCHEMA archive; REVOKE ALL ON archive.* FROM clerk@localhost; REVOKE ALL ON archive.notes FROM report@localhost;"
        )
        let output = try project.run(verb)
        #expect(output.exitCode == 0, "\(output)")
      }
      #expect(try project.run("rollback").exitCode == 0)
      let end = try ServerState(of: server).withoutTimes
      #expect(end == home, "\(end.changes(since: home))")
    }
  }
}
