import PlancTestSupport
import Testing

@testable import Plans

/// What preflight finds, by name, and what it must not report.
@Suite struct PreflightTests {
  /// What somebody did before the move, and the findings that follow: `severity: finding @ object`.
  struct Case: Sendable, CustomTestStringConvertible {
    var testDescription: String
    var sql: String
    var findings: [String]

    init(_ name: String, _ sql: String, _ findings: [String] = []) {
      testDescription = name
      self.sql = sql
      self.findings = findings
    }
  }

  @Test(
    arguments: (good + places + dependents + bodies + constraints + grantees + server).onThisServer)
  func `preflight reports exactly what it finds`(given: Case) async throws {
    let scripts = try Scripts(SmallMove.migration)
    try await SharedServer.use { server in
      try server.client.query(SmallMove.fixture + given.sql)
      let before = try ServerState(of: server)
      let output = try scripts.run(scripts.names.preflight, on: server)
      #expect(Self.findings(output) == given.findings.sorted(), "\(output.stderr)")
      Self.expectVerdict(output, .stdin)
      let forced = try scripts.run(scripts.names.preflight, on: server, .force)
      #expect(forced.stdout == output.stdout)
      #expect(try ServerState(of: server) == before)
    }
  }

  static let good = [
    Case("the state before", ""),
    Case(
      "the created schema is there, right and empty",
      "CREATE SCHEMA cold COLLATE utf8mb4_unicode_ci;"),
    Case(
      "foreign tables of the same names",
      "CREATE SCHEMA third; CREATE TABLE third.sessions (id INT); CREATE VIEW third.v AS SELECT * FROM third.sessions;"
    ),
  ]

  private static let toCold =
    "RENAME TABLE core.sessions TO cold.sessions, core.audit_log TO cold.audit_log;"

  static let places = [
    Case(
      "a table is missing", "DROP TABLE core.sessions;",
      ["error: table is missing @ core.sessions", "error: has 5 tables, planned: 6 @ core"]),
    Case(
      "a table more", "CREATE TABLE core.more (id INT);",
      ["error: has 7 tables, planned: 6 @ core"]),
    Case(
      "a table in other case", "RENAME TABLE core.sessions TO core.Sessions;",
      ["error: table is missing @ core.sessions"]),
    Case(
      "a view in its place",
      "RENAME TABLE core.sessions TO core.kept; CREATE VIEW core.sessions AS SELECT 1 AS id;",
      ["error: is a view, not a table @ core.sessions"]),
    Case(
      "a sequence in its place",
      "RENAME TABLE core.sessions TO core.kept; CREATE SEQUENCE core.sessions;",
      ["error: is a sequence, not a table @ core.sessions"]),
    Case(
      "a name is taken by a table", "DROP TABLE hot.present; CREATE TABLE hot.jobs (id INT);",
      ["error: table is at both locations @ core.tasks and hot.jobs"]),
    Case(
      "a name is taken in other case", "RENAME TABLE hot.present TO hot.JOBS;",
      ["error: name is taken by a table @ hot.JOBS"]),
    Case(
      "a name is taken by a view", "CREATE VIEW hot.jobs AS SELECT 1 AS id;",
      ["error: name is taken by a view @ hot.jobs"]),
    Case(
      "a name is taken by a sequence", "CREATE SEQUENCE hot.jobs;",
      ["error: name is taken by a sequence @ hot.jobs"]),
    Case(
      "a table has moved already", "DROP TABLE hot.present; RENAME TABLE core.tasks TO hot.jobs;",
      [
        "error: the migration has begun: 1 of 3 tables at the target @ hot",
        "error: has 1 table, planned: 2 @ hot",
      ]),
    Case(
      "one move file of two has run",
      "CREATE SCHEMA cold COLLATE utf8mb4_unicode_ci; \(toCold)",
      ["error: the migration has begun: 2 of 3 tables at the target @ cold"]),
    Case(
      "both move files have run",
      """
      CREATE SCHEMA cold COLLATE utf8mb4_unicode_ci; \(toCold)
      RENAME TABLE core.tasks TO hot.jobs;
      """,
      [
        "error: the migration has been applied: every table is at its target @ cold, hot"
      ]),
    Case(
      "one move file has run, and strangers came",
      """
      CREATE SCHEMA cold COLLATE utf8mb4_unicode_ci; \(toCold)
      CREATE TABLE cold.t (id INT); CREATE TABLE core.sessions (id INT);
      """,
      [
        "error: the migration has begun: 1 of 3 tables at the target @ cold",
        "error: table is at both locations @ core.sessions and cold.sessions",
        "error: has 3 tables, planned: 1 @ cold",
        "error: table in a schema that the plan creates @ cold.t",
      ]),
    Case(
      "a view stands where a table should have moved",
      "DROP TABLE core.tasks; CREATE VIEW hot.jobs AS SELECT 1 AS id;",
      [
        "error: table is missing @ core.tasks", "error: name is taken by a view @ hot.jobs",
        "error: has 5 tables, planned: 6 @ core",
      ]),
    Case(
      "another collation", "CREATE SCHEMA cold COLLATE latin1_swedish_ci;",
      ["error: schema has collation latin1_swedish_ci, planned: utf8mb4_unicode_ci @ cold"]),
    Case(
      "a schema is missing", "DROP SCHEMA hot;",
      ["error: schema is missing @ hot", "error: has 0 tables, planned: 1 @ hot"]),
    Case(
      "the created schema holds things",
      """
      CREATE SCHEMA cold COLLATE utf8mb4_unicode_ci; CREATE TABLE cold.t (id INT);
      CREATE VIEW cold.v AS SELECT 1 AS one; /*M!100300 CREATE SEQUENCE cold.s */;
      CREATE PROCEDURE cold.p() SELECT 1; CREATE FUNCTION cold.f() RETURNS INT DETERMINISTIC RETURN 1;
      CREATE EVENT cold.e ON SCHEDULE EVERY 1 YEAR DISABLE DO SELECT 1;
      """,
      [
        "error: has 1 table, planned: 0 @ cold",
        "error: table in a schema that the plan creates @ cold.t",
        "error: view in a schema that the plan creates @ cold.v",
        "error: procedure in a schema that the plan creates @ cold.p",
        "error: function in a schema that the plan creates @ cold.f",
        "error: event in a schema that the plan creates @ cold.e",
      ]
        + (OnlyOnMariaDB.isHere
          ? ["error: sequence in a schema that the plan creates @ cold.s"] : [])),
  ]

  static let dependents = [
    Case(
      "a trigger",
      "CREATE TRIGGER core.stamp BEFORE INSERT ON core.sessions FOR EACH ROW SET NEW.name = 'x';",
      ["error: trigger on core.sessions @ core.stamp"]),
    Case(
      "a trigger on a table of a longer name",
      "CREATE TRIGGER core.stamp BEFORE INSERT ON core.sessions_archive FOR EACH ROW SET NEW.name = 'x';"
    ),
    Case(
      "views, here and in a third schema",
      """
      CREATE SCHEMA third; CREATE VIEW core.v AS SELECT id FROM core.sessions;
      CREATE VIEW third.v AS SELECT a.id FROM core.audit_log AS a JOIN core.tasks USING (id);
      CREATE VIEW third.on_view AS SELECT * FROM third.v;
      """,
      [
        "warning: view references core.sessions @ core.v",
        "warning: view references core.audit_log @ third.v",
        "warning: view references core.tasks @ third.v",
      ]),
    Case(
      "views of longer names and other schemas",
      """
      CREATE SCHEMA third; CREATE TABLE third.sessions (sessions INT);
      CREATE VIEW core.v AS SELECT id AS sessions FROM core.sessions_archive;
      CREATE VIEW core.w AS SELECT 1 FROM core.old_sessions JOIN third.sessions AS tasks;
      """),
    Case(
      "a MERGE table that moves",
      """
      DROP TABLE core.audit_log; CREATE TABLE core.audit_log (id INT) ENGINE = MERGE;
      """, ["warning: MERGE table @ core.audit_log"]),
    Case(
      "a MERGE table that stays, over one that moves",
      """
      DROP TABLE core.audit_log, core.old_sessions; CREATE TABLE core.audit_log (id INT) ENGINE = MyISAM;
      CREATE TABLE core.whole (id INT) ENGINE = MERGE UNION = (core.audit_log);
      """, ["info: MERGE table that stays @ core.whole"]),
  ]

  static let bodies = [
    Case(
      "a routine by its bare name",
      "CREATE PROCEDURE core.p() SELECT COUNT(*) FROM sessions;",
      ["warning: routine references sessions @ core.p"]),
    Case(
      "a routine by name, in backticks",
      "CREATE FUNCTION core.f() RETURNS INT READS SQL DATA RETURN (SELECT COUNT(*) FROM`tasks`);",
      ["warning: routine references tasks @ core.f"]),
    Case(
      "a routine in a third schema",
      """
      CREATE SCHEMA third; CREATE PROCEDURE third.p() SELECT 1 FROM core.sessions, `core` . `audit_log`;
      """,
      [
        "warning: routine references sessions @ third.p",
        "warning: routine references audit_log @ third.p",
      ]),
    Case(
      "routines of longer names and other schemas",
      """
      CREATE SCHEMA third; CREATE TABLE third.sessions (id INT);
      CREATE PROCEDURE core.longer() SELECT 1 FROM sessions_archive, old_sessions, core.sessions_archive AS s;
      CREATE PROCEDURE core.elsewhere() SELECT t.sessions FROM third.sessions, third.`sessions` AS t;
      CREATE PROCEDURE core.cased() SELECT 1 FROM Sessions;
      CREATE PROCEDURE core.accented() SELECT 1 FROM tasksé, étasks;
      CREATE PROCEDURE third.own() SELECT 1 FROM sessions, core.users;
      CREATE PROCEDURE third.longer() SELECT 1 FROM core.sessions_archive, hardcore.sessions;
      """),
    // Bare names elsewhere, and in dynamic SQL only the whole name can be found.
    Case(
      "dynamic SQL",
      """
      CREATE PROCEDURE core.p() EXECUTE IMMEDIATE CONCAT('DELETE FROM ', 'sessions');
      CREATE SCHEMA third; CREATE PROCEDURE third.p() EXECUTE IMMEDIATE 'DELETE FROM core.tasks';
      """,
      [
        "warning: routine references sessions @ core.p",
        "warning: routine references tasks @ third.p",
      ]),
    Case(
      "an event",
      "CREATE EVENT core.e ON SCHEDULE EVERY 1 YEAR DISABLE DO DELETE FROM sessions;",
      ["warning: event references sessions @ core.e"]),
    Case(
      "an event in a third schema",
      """
      CREATE SCHEMA third;
      CREATE EVENT third.e ON SCHEDULE EVERY 1 YEAR DISABLE DO DELETE FROM core.sessions;
      CREATE EVENT third.f ON SCHEDULE EVERY 1 YEAR DISABLE DO DELETE FROM sessions;
      """, ["warning: event references sessions @ third.e"]),
    Case(
      "a trigger on a table that stays",
      """
      CREATE TRIGGER core.log AFTER INSERT ON core.users FOR EACH ROW INSERT INTO audit_log (id) VALUES (NEW.id);
      CREATE TRIGGER core.fine AFTER DELETE ON core.users FOR EACH ROW DELETE FROM sessions_archive;
      """, ["warning: trigger on another table references audit_log @ core.log"]),
  ]

  static let constraints = [
    Case(
      "a foreign key's name",
      "ALTER TABLE hot.present ADD CONSTRAINT fk_task_owner FOREIGN KEY (id) REFERENCES core.users (id);",
      ["error: foreign key name fk_task_owner is taken in hot @ core.tasks"]),
    Case(
      "a generated name that follows the table's",
      "ALTER TABLE hot.present ADD CONSTRAINT jobs_ibfk_1 FOREIGN KEY (id) REFERENCES core.users (id);",
      ["error: foreign key name jobs_ibfk_1 is taken in hot @ core.tasks"]),
    Case(
      "a generated name that the table leaves behind",
      "ALTER TABLE hot.present ADD CONSTRAINT tasks_ibfk_1 FOREIGN KEY (id) REFERENCES core.users (id);"
    ),
    Case(
      "a foreign key's name at home, when the table has moved",
      """
      CREATE SCHEMA cold COLLATE utf8mb4_unicode_ci; \(toCold) RENAME TABLE core.tasks TO hot.jobs;
      ALTER TABLE core.sessions_archive ADD CONSTRAINT fk_task_owner FOREIGN KEY (id) REFERENCES core.users (id);
      """,
      [
        "error: the migration has been applied: every table is at its target @ cold, hot",
        "error: foreign key name fk_task_owner is taken in core @ hot.jobs",
      ]),
    Case(
      "the same name in a third schema",
      """
      CREATE SCHEMA third; CREATE TABLE third.t (id INT PRIMARY KEY,
        CONSTRAINT fk_task_owner FOREIGN KEY (id) REFERENCES core.users (id));
      """),
  ]

  static let allRights = """
    ALTER, ALTER ROUTINE, CREATE, CREATE ROUTINE, CREATE TEMPORARY TABLES, CREATE VIEW, DELETE, \
    \(OnlyOnMariaDB.isHere ? "DELETE HISTORY, " : "")DROP, EVENT, EXECUTE, INDEX, INSERT, LOCK TABLES, REFERENCES, SELECT, \
    \(ServerKind.chosen == .mariaDB118 ? "SHOW CREATE ROUTINE, " : "")SHOW VIEW, TRIGGER, UPDATE
    """

  static let grantees = [
    Case(
      "a grant on the schema", "CREATE USER app; GRANT SELECT, INSERT ON core.* TO app;",
      [
        "warning: has INSERT, SELECT on core, not on cold @ 'app'@'%'",
        "warning: has INSERT, SELECT on core, not on hot @ 'app'@'%'",
      ]),
    Case(
      "all rights on the schema",
      "CREATE USER app; GRANT ALL ON core.* TO app; GRANT ALL ON cold.* TO app;",
      ["warning: has \(allRights) on core, not on hot @ 'app'@'%'"]
    ),
    Case(
      "a pattern", "CREATE USER app; GRANT SELECT ON `co%`.* TO app;",
      ["warning: has SELECT on core, not on hot @ 'app'@'%'"]),
    Case(
      "less on the target",
      "CREATE USER app; GRANT SELECT, INSERT ON core.* TO app; GRANT SELECT ON `%o%`.* TO app;",
      [
        "warning: has INSERT on core, not on cold @ 'app'@'%'",
        "warning: has INSERT on core, not on hot @ 'app'@'%'",
      ]),
    Case(
      "a nearer pattern gives less",
      "CREATE USER app; GRANT SELECT, INSERT ON `%`.* TO app; GRANT SELECT ON `cold`.* TO app;",
      ["warning: has INSERT on core, not on cold @ 'app'@'%'"]),
    Case(
      "a longer pattern gives less",
      "CREATE USER app; GRANT SELECT ON `c%`.* TO app; GRANT INSERT ON `c_ld`.* TO app; GRANT SELECT ON hot.* TO app;",
      ["warning: has SELECT on core, not on cold @ 'app'@'%'"]),
    Case(
      "a nearer pattern takes it at the source",
      "CREATE USER app; GRANT SELECT, INSERT ON `core%`.* TO app; GRANT SELECT ON `core`.* TO app; GRANT SELECT ON `hot`.* TO app; GRANT SELECT ON cold.* TO app;"
    ),
    Case(
      "a grant on a table, with a grant option",
      "CREATE USER app; GRANT SELECT, DELETE ON core.tasks TO app WITH GRANT OPTION;",
      ["warning: has DELETE, SELECT on core.tasks or its columns @ 'app'@'%'"]),
    Case(
      "a grant on a column",
      "CREATE USER app@localhost; GRANT SELECT (id), UPDATE (name) ON core.sessions TO app@localhost;",
      ["warning: has SELECT, UPDATE on core.sessions or its columns @ 'app'@'localhost'"]),
    Case(
      "a role",
      "CREATE ROLE readers; GRANT SELECT ON core.* TO readers; CREATE USER app; GRANT readers TO app; GRANT SELECT ON `hot`.* TO readers;",
      ["warning: has SELECT on core, not on cold @ 'readers'@'\(OnlyOnMariaDB.isHere ? "" : "%")'"]),
    Case(
      "those who keep what they have",
      """
      CREATE USER global, same, staying, elsewhere;
      GRANT SELECT ON *.* TO global; GRANT SELECT ON core.* TO global;
      GRANT SELECT ON core.* TO same; GRANT SELECT ON cold.* TO same; GRANT SELECT ON hot.* TO same;
      GRANT SELECT ON core.users TO staying; GRANT SELECT ON core.sessions_archive TO staying;
      GRANT SELECT ON `cor`.* TO elsewhere; GRANT SELECT ON third.* TO elsewhere;
      GRANT SELECT, CREATE ON core.sessions TO elsewhere; GRANT SELECT, CREATE ON cold.sessions TO elsewhere;
      """),
  ]

  static let server = [
    Case(
      "a server that is read-only", "SET GLOBAL read_only = 1;",
      [
        "error: this server is read-only @ this session"
      ]
    )
  ]

  /// The findings of a run, sorted: `severity: finding @ object`.
  static func findings(_ output: ProgramOutput) -> [String] {
    output.stdout.split(separator: "\n").map { $0.split(separator: "\t") }
      .filter { $0.count == 4 && ["error", "warning", "info"].contains($0[0]) }
      .map { "\($0[0]): \($0[1]) @ \($0[2])" }.sorted()
  }

  /// The result follows from the findings, and so does the exit code where a client has one.
  static func expectVerdict(_ output: ProgramOutput, _ manner: MariaDBClient.Manner) {
    let findings = findings(output)
    func count(_ severity: String) -> Int { findings.count { $0.hasPrefix("\(severity): ") } }
    if count("error") + count("warning") == 0 {
      #expect(output.exitCode == 0, "\(output.stderr)")
      #expect(output.stderr == "")
      #expect(output.lastLine == "READY")
    } else {
      let result =
        "NOT READY: errors: \(count("error")), warnings: \(count("warning")), notes: \(count("info"))"
      #expect(output.lastLine == result)
      #expect(output.exitCode == (manner.stopsAtErrors ? 1 : 0))
      #expect(output.stderr.contains("ERROR 1286"), "\(output.stderr)")
      #expect(output.stderr.contains("planc: \(result)"), "\(output.stderr)")
    }
  }
}
