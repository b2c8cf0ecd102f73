import PlancTestSupport
import Testing

/// The advice for a table that an application created again: taken from the output, and followed.
@Suite struct CopyAdviceTests {
  private static let plan = """
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
        tables: [orders, audit_log]

    """

  private static func audit(_ schema: String, _ engine: String = "InnoDB") -> String {
    "CREATE TABLE \(schema).audit_log (id INT AUTO_INCREMENT PRIMARY KEY, line VARCHAR(40), words INT AS (LENGTH(line)) VIRTUAL) ENGINE=\(engine); "
  }

  private static func rows(_ schema: String, _ lines: String...) -> String {
    "INSERT INTO \(schema).audit_log (line) VALUES \(lines.map { "('\($0)')" }.joined(separator: ", ")); "
  }

  enum Source: CaseIterable { case refusal, status }

  enum Case: CaseIterable {
    /// The application created the table at its old name after the move; the move is undone.
    case rollback
    /// The same, and the move stays.
    case apply
    /// The application was deployed too early, and created the table at its new name.
    case early

    var verb: String { self == .rollback ? "rollback" : "apply" }
    var copy: String { self == .early ? "archive" : "shop" }
    var original: String { self == .early ? "shop" : "archive" }
    var end: String { self == .rollback ? "shop" : "archive" }
  }

  /// - Parameters:
  ///   - original: creates the table before the move.
  ///   - copy: creates it again, beside the original.
  private func use(
    _ given: Case, original: String? = nil, copy: String? = nil,
    _ body: @Sendable (ThrowawayServer, ApplyProject) throws -> Void
  ) async throws {
    try await SharedServer.use { server in
      try server.client.query(
        "CREATE SCHEMA shop; CREATE TABLE shop.orders (id INT); CREATE TABLE shop.stays (id INT); "
          + (original ?? Self.audit("shop") + Self.rows("shop", "a", "b", "c", "d", "e")))
      let project = try ApplyProject("small", Self.plan, on: server)
      if given == .early {
        try server.client.query("CREATE SCHEMA archive COLLATE utf8mb4_unicode_ci;")
      } else {
        #expect(try project.run("apply").exitCode == 0)
      }
      try server.client.query(
        copy ?? Self.audit(given.copy) + Self.rows(given.copy, "x", "y", "z"))
      try body(server, project)
    }
  }

  /// The SQL of the option that keeps the table in this schema.
  private func option(
    keeping schema: String, from source: Source = .status, _ project: ApplyProject, _ verb: String
  ) throws -> String {
    let beginning = "Keep `\(schema)`.`audit_log` (at the "
    switch source {
    case .refusal:
      let output = try project.run(verb, dropsSchemas: false)
      #expect(output.exitCode == 2, "\(output)")
      #expect(output.stderr.contains("audit_log` (3 rows, TABLE_ID "), "\(output.stderr)")
      #expect(output.stderr.contains("audit_log` (5 rows, TABLE_ID "), "\(output.stderr)")
      let line = try #require(
        output.stderr.split(separator: "\n").first { $0.contains("audit_log`: \(beginning)") })
      let start = try #require(line.firstRange(of: ": `CREATE SCHEMA ")).lowerBound
      let end = try #require(line.firstRange(of: ";`. ")).lowerBound
      return String(line[start..<end].dropFirst(3)) + ";"
    case .status:
      return try sql(below: "  - \(beginning)", in: status(project))
    }
  }

  private func status(_ project: ApplyProject) throws -> String {
    try project.run("status", []).stdout
  }

  /// The indented statements below the line that begins so.
  private func sql(below beginning: String, in text: String) throws -> String {
    let lines = text.split(separator: "\n")
    let first = try #require(lines.firstIndex { $0.hasPrefix(beginning) }, "\(text)")
    let statements = lines[(first + 1)...].prefix { $0.hasPrefix("        ") }
    return statements.map { $0.dropFirst(8) }.joined(separator: "\n")
  }

  private static let listing = "  - First list the keys that are in both "
  private static let numbering = "  - If the keys in both tables are AUTO_INCREMENT numbers "
  private static let merging = "  - Merge: "
  private static let pointing = "  - Point the foreign keys "
  private static let comparing = "  - Compare: "

  /// Merges and drops the set-aside table as status says, each statement that can be run again twice.
  ///
  /// - Parameter conflicts: the keys that are in both tables with different rows.
  private func merge(
    _ server: ThrowawayServer, _ project: ApplyProject, conflicts: [[String]]
  ) throws {
    let status = try status(project)
    #expect(try server.client.query(sql(below: Self.listing, in: status)) == conflicts)
    let numbering = try sql(below: Self.numbering, in: status)
    let merging = try sql(below: Self.merging, in: status)
    for statement in [numbering, numbering, merging, merging] {
      try server.client.query(statement)
    }
    try compareAndDrop(server, project)
  }

  private func compareAndDrop(_ server: ThrowawayServer, _ project: ApplyProject) throws {
    let status = try status(project)
    #expect(try server.client.query(sql(below: Self.comparing, in: status)) == [])
    #expect(status.contains("    Before you drop it, compare its rows: the last query "))
    let drop = try #require(status.firstRange(of: "DROP TABLE `aside`.`audit_log`;"), "\(status)")
    try server.client.query(String(status[drop]))
    let end = try project.run("status", [])
    #expect(end.exitCode == 0 && !end.stdout.contains("aside"), "\(end)")
  }

  private func lines(_ schema: String, _ server: ThrowawayServer) throws -> String {
    try server.client.value(
      "SELECT GROUP_CONCAT(line ORDER BY line SEPARATOR '') FROM \(schema).audit_log;")
  }

  @Test(arguments: Case.allCases, Source.allCases)
  func `the original is kept, the later rows are merged, and nothing is lost`(
    given: Case, source: Source
  ) async throws {
    try await use(given) { server, project in
      try server.client.query(
        option(keeping: given.original, from: source, project, given.verb))
      #expect(
        try status(project).contains("\nset aside `aside`.`audit_log`: 3 rows, "))
      let run = try project.run(given.verb, dropsSchemas: false)
      #expect(run.exitCode == 0, "\(run.stderr)")
      #expect(run.stdout.contains("; still set aside: `aside`.`audit_log`: 3 rows, TABLE_ID "))
      let told = try status(project)
      #expect(told.contains("; tables set aside in aside: 1\n"), "\(told)")
      #expect(told.contains("    The kept table is `\(given.end)`.`audit_log`. "))
      try merge(server, project, conflicts: [["1"], ["2"], ["3"]])
      #expect(try lines(given.end, server) == "abcdexyz")
    }
  }

  @Test(arguments: Case.allCases, Source.allCases)
  func `who keeps the copy is reminded of the other rows, and can still merge them`(
    given: Case, source: Source
  ) async throws {
    try await use(given) { server, project in
      try server.client.query(option(keeping: given.copy, from: source, project, given.verb))
      let run = try project.run(given.verb, dropsSchemas: false)
      #expect(run.exitCode == 0, "\(run.stderr)")
      #expect(run.stdout.contains("; still set aside: `aside`.`audit_log`: 5 rows, TABLE_ID "))
      try merge(server, project, conflicts: [["1"], ["2"], ["3"]])
      #expect(try lines(given.end, server) == "abcdexyz")
    }
  }

  /// Each gives the original a new TABLE_ID, higher than that of the copy.
  @Test(arguments: [
    "OPTIMIZE TABLE archive.audit_log;", "ALTER TABLE archive.audit_log FORCE;",
  ])
  func `an original with a new TABLE_ID is not taken for the copy`(rebuild: String) async throws {
    try await use(.rollback) { server, project in
      try server.client.query(rebuild)
      let told = try status(project)
      #expect(
        told.contains(
          " planc cannot tell which is the original; compare their rows. RENAME keeps a TABLE_ID, but TRUNCATE, ALTER and OPTIMIZE also give a table a new one: "
        ), "\(told)")
      #expect(told.contains("\n    at the source: 3 rows, TABLE_ID "))
      #expect(told.contains("\n    at the target: 5 rows, TABLE_ID "))
      #expect(!told.contains("probably"))
      // Whichever the operator keeps, no row is lost by what is said then.
      try server.client.query(option(keeping: "shop", project, "rollback"))
      #expect(try project.run("rollback", dropsSchemas: false).exitCode == 0)
      let after = try status(project)
      #expect(!after.contains("probably") && !after.contains("nobody"), "\(after)")
      try merge(server, project, conflicts: [["1"], ["2"], ["3"]])
      #expect(try lines("shop", server) == "abcdexyz")
    }
  }

  @Test func `a copy without rows is known for one, and dropped at once`() async throws {
    try await use(.rollback, copy: Self.audit("shop")) { server, project in
      let told = try status(project)
      #expect(
        told.contains(
          " `archive`.`audit_log` is probably the original: the other table is empty. RENAME keeps")
      )
      try server.client.query(option(keeping: "archive", project, "rollback"))
      #expect(try project.run("rollback", dropsSchemas: false).exitCode == 0)
      let after = try status(project)
      let drop = try #require(after.firstRange(of: "DROP TABLE `aside`.`audit_log`;"), "\(after)")
      try server.client.query(String(after[drop]))
      #expect(try lines("shop", server) == "abcde")
    }
  }

  /// An INSERT that fails leaves its first rows in a table of these engines.
  @Test(arguments: OnlyOnMariaDB.isHere ? ["MyISAM", "Aria", "InnoDB"] : ["MyISAM", "InnoDB"])
  func `a merge that fails half-way is run again, and inserts no row twice`(engine: String)
    async throws
  {
    let unique = "ALTER TABLE shop.audit_log ADD UNIQUE (line); "
    let original =
      Self.audit("shop", engine) + unique + Self.rows("shop", "a", "b", "c", "d", "e")
    let copy = Self.audit("shop", engine) + unique + Self.rows("shop", "x", "y", "a", "z")
    try await use(.rollback, original: original, copy: copy) { server, project in
      try server.client.query(option(keeping: "archive", project, "rollback"))
      #expect(try project.run("rollback", dropsSchemas: false).exitCode == 0)
      let told = try status(project)
      try server.client.query(sql(below: Self.numbering, in: told))
      let merging = try sql(below: Self.merging, in: told)
      for _ in 1...2 {
        let refused = try server.client.run(text: merging)
        #expect(refused.stderr.contains("ERROR 1062 "), "\(refused)")
        let left = engine == "InnoDB" ? "abcde" : "abcdexy"
        #expect(try lines("shop", server) == left)
      }
      try server.client.query("UPDATE aside.audit_log SET line = 'w' WHERE line = 'a';")
      for _ in 1...2 { try server.client.query(merging) }
      #expect(try lines("shop", server) == "abcdewxyz")
      try compareAndDrop(server, project)
    }
  }

  @Test func `without a primary key nothing is merged or dropped by what is printed`() async throws
  {
    let table =
      "CREATE TABLE shop.audit_log (line VARCHAR(40)); INSERT INTO shop.audit_log VALUES ('a'); "
    try await use(.rollback, original: table, copy: table) { server, project in
      try server.client.query(option(keeping: "archive", project, "rollback"))
      #expect(try project.run("rollback", dropsSchemas: false).exitCode == 0)
      let told = try status(project)
      #expect(
        told.contains(
          "planc cannot merge them: `aside`.`audit_log` has no primary key, by which rows are "))
      #expect(!told.contains("INSERT") && !told.contains("DROP TABLE"), "\(told)")
    }
  }

  /// The server refuses to bring a table with triggers to another schema.
  @Test(arguments: Source.allCases)
  func `the triggers of a copy are saved and dropped, and the rollback reaches its end`(
    source: Source
  ) async throws {
    let trigger =
      "CREATE TRIGGER shop.`own one` BEFORE INSERT ON shop.audit_log FOR EACH ROW SET NEW.line = UPPER(NEW.line); "
    let copy = Self.audit("shop") + Self.rows("shop", "x", "y", "z") + trigger
    try await use(.rollback, copy: copy) { server, project in
      let told = try status(project)
      #expect(told.contains("\n    at the source: 3 rows, TABLE_ID "), "\(told)")
      #expect(told.contains(", triggers: `own one`\n"))
      let sql = try option(keeping: "archive", from: source, project, "rollback")
      #expect(sql.contains("SHOW CREATE TRIGGER `shop`.`own one`;"), "\(sql)")
      let saved = try server.client.query(sql)
      #expect(saved.contains { $0.contains { $0.contains("SET NEW.line = UPPER(NEW.line)") } })
      let run = try project.run("rollback", dropsSchemas: false)
      #expect(run.exitCode == 0, "\(run.stderr)")
      try merge(server, project, conflicts: [["1"], ["2"], ["3"]])
      #expect(try lines("shop", server) == "abcdexyz")
    }
  }

  @Test func `foreign keys of the table that is set aside are pointed to the kept one`()
    async throws
  {
    let kid =
      "CREATE TABLE shop.kid (id INT PRIMARY KEY, log_id INT, CONSTRAINT `log ``fk` FOREIGN KEY (log_id) REFERENCES shop.audit_log (id) ON DELETE CASCADE); INSERT INTO shop.kid VALUES (1, 5); DROP TABLE shop.stays; "
    let original = Self.audit("shop") + Self.rows("shop", "a", "b", "c", "d", "e") + kid
    try await use(.apply, original: original) { server, project in
      let told = try status(project)
      let fact = ", referenced by `shop`.`kid` (`log ``fk`)"
      #expect(told.contains("\(fact)\n"), "\(told)")
      let deed = try option(keeping: "shop", project, "apply")
      #expect(deed.contains("\nALTER TABLE `shop`.`kid` ADD CONSTRAINT `log ``fk_2` FOREIGN KEY "))
      // The kept table lacks the row that is referenced: the key stays, and is not forgotten.
      let refused = try server.client.run(text: deed)
      #expect(refused.stderr.contains("ERROR 1452 "), "\(refused)")
      let run = try project.run("apply")
      #expect(run.exitCode == 0, "\(run.stderr)")
      #expect(run.stdout.contains(fact), "\(run.stdout)")
      let after = try status(project)
      #expect(after.contains(fact) && !after.contains("DROP TABLE"), "\(after)")
      try server.client.query(sql(below: Self.merging, in: after))
      try server.client.query(sql(below: Self.pointing, in: after))
      #expect(
        try server.client.query(
          "SELECT UNIQUE_CONSTRAINT_SCHEMA, REFERENCED_TABLE_NAME, DELETE_RULE FROM information_schema.REFERENTIAL_CONSTRAINTS WHERE TABLE_NAME = 'kid';"
        ) == [["archive", "audit_log", "CASCADE"]])
      #expect(try !status(project).contains("`kid`"))
    }
  }

  @Test(.onlyOnMariaDB("MySQL has no system-versioned tables"))
  func `the history of a system-versioned table is not merged, and that is said`() async throws {
    let versioned = "ALTER TABLE shop.audit_log ADD SYSTEM VERSIONING; "
    let original =
      Self.audit("shop") + versioned + Self.rows("shop", "a", "b", "c", "d", "e")
      + "UPDATE shop.audit_log SET line = 'A' WHERE id = 1; "
    let copy = Self.audit("shop") + versioned + Self.rows("shop", "x", "y", "z")
    try await use(.apply, original: original, copy: copy) { server, project in
      let says =
        "a merge copies the current rows only, and the history stays in the set-aside table"
      let told = try status(project)
      #expect(told.contains(says), "\(told)")
      #expect(told.contains(", system-versioned\n"))
      try server.client.query(option(keeping: "shop", project, "apply"))
      #expect(try project.run("apply").exitCode == 0)
      #expect(try status(project).contains(says))
      let history = try server.client.value(
        "SELECT COUNT(*) FROM aside.audit_log FOR SYSTEM_TIME ALL WHERE CAST(line AS BINARY) = 'a';"
      )
      #expect(history == "1")
      try merge(server, project, conflicts: [["1"], ["2"], ["3"]])
      #expect(try lines("archive", server) == "Abcdexyz")
    }
  }

  @Test func `rows are counted up to a limit`() async throws {
    try await use(.apply) { server, project in
      let digits = "(SELECT id FROM archive.audit_log)"
      let joined = (1...8).map { "\(digits) AS t\($0)" }.joined(separator: ", ")
      try server.client.query(
        "CREATE TABLE shop.many (line VARCHAR(40)); INSERT INTO shop.many SELECT 'm' FROM \(joined) LIMIT 99997; INSERT INTO shop.audit_log (line) SELECT line FROM shop.many; DROP TABLE shop.many;"
      )
      #expect(try status(project).contains("\n    at the source: 100000 rows, TABLE_ID "))
      try server.client.query("INSERT INTO shop.audit_log (line) VALUES ('one more');")
      #expect(
        try status(project).contains("\n    at the source: more than 100000 rows, TABLE_ID "))
    }
  }

  @Test func `a table is set aside a second time`() async throws {
    try await use(.apply) { server, project in
      for _ in 1...2 {
        try server.client.query(option(keeping: "archive", project, "apply"))
        try server.client.query(Self.audit("shop") + Self.rows("shop", "x", "y", "z"))
      }
      let told = try status(project)
      #expect(told.contains("\nset aside `aside`.`audit_log`: 3 rows, "))
      #expect(told.contains("\nset aside `aside`.`audit_log_2`: 3 rows, "))
    }
  }

  @Test func `without PROCESS there is no TABLE_ID, and nothing is said of it`() async throws {
    try await use(.rollback) { server, project in
      try server.client.query(
        "CREATE USER few@localhost; GRANT ALL ON shop.* TO few@localhost; GRANT ALL ON archive.* TO few@localhost; GRANT ALL ON aside.* TO few@localhost;"
      )
      let told = try project.run("status", [], user: "few").stdout
      #expect(
        told.contains(" planc cannot tell which is the original; compare their rows.\n"), "\(told)")
      #expect(!told.contains("TABLE_ID"))
    }
  }
}
