import PlancTestSupport
import Testing

@testable import Plans

/// A way to connect, and statements before the files, that must make no difference.
struct OddSession: Sendable, CustomTestStringConvertible {
  var name: String
  var options: [String] = []
  /// Statements of the same session, before each file.
  var session = ""
  /// SQL as root that makes the account or the setting, and SQL that takes it back.
  var setUp = ""
  var undo = ""
  var user = "root"

  var testDescription: String { name }

  static let all: [OddSession] = [
    OddSession(
      name: "safe updates with a small join size",
      options: ["--safe-updates", "--select-limit=1", "--max-join-size=1"]),
    OddSession(name: "ANSI_QUOTES", session: "SET sql_mode = 'ANSI_QUOTES';"),
    OddSession(name: "NO_BACKSLASH_ESCAPES", session: "SET sql_mode = 'NO_BACKSLASH_ESCAPES';"),
    OddSession(name: "PIPES_AS_CONCAT", session: "SET sql_mode = 'PIPES_AS_CONCAT,ANSI';"),
    OddSession(name: "ORACLE", session: "SET sql_mode = 'ORACLE';"),
    OddSession(name: "no autocommit", session: "SET autocommit = 0;"),
    OddSession(
      name: "no autocommit, and rows read",
      session: "SET autocommit = 0; SELECT COUNT(*) FROM lupopedia.lupo_agents;"),
    OddSession(
      name: "an open transaction",
      session: "START TRANSACTION; SELECT COUNT(*) FROM lupopedia.lupo_agents;"),
    OddSession(
      name: "an open transaction that reads only", session: "START TRANSACTION READ ONLY;"),
    OddSession(
      name: "chained transactions", session: "SET completion_type = 'CHAIN'; START TRANSACTION;"),
    OddSession(name: "a select limit of 1", session: "SET sql_select_limit = 1;"),
    OddSession(
      name: "short strings and small groups",
      session: "SET group_concat_max_len = 4, max_error_count = 0, sql_notes = 0;"),
    OddSession(name: "a latin1 client", options: ["--default-character-set=latin1"]),
    OddSession(name: "comments left out", options: ["--skip-comments"]),
    OddSession(name: "comments sent", options: ["--comments"]),
    OddSession(name: "binary mode", options: ["--binary-mode"]),
    OddSession(name: "another default engine", session: "SET default_storage_engine = MEMORY;"),
    OddSession(
      name: "other collations",
      session: "SET collation_connection = 'utf8mb4_bin', character_set_results = 'utf8mb3';"),
    OddSession(
      name: "a default schema in latin1", session: "USE latin;",
      setUp: "CREATE SCHEMA latin COLLATE latin1_german2_ci;", undo: "DROP SCHEMA latin;"),
    OddSession(
      name: "a default schema in utf16", session: "USE wide;",
      setUp: "CREATE SCHEMA wide COLLATE utf16_general_ci;", undo: "DROP SCHEMA wide;"),
    account(
      "with all rights by schema", "dba",
      "GRANT ALL ON `lupopedia`.* TO ACCOUNT;"
        + "GRANT ALL ON `lupopedia\\_orchestration`.* TO ACCOUNT;"
        + "GRANT ALL ON `lupopedia\\_ephemeral`.* TO ACCOUNT;"),
    account(
      "with rights by a pattern", "dba", "GRANT ALL ON `lupopedia%`.* TO ACCOUNT;"),
    account(
      "with global rights", "dba", "GRANT ALL ON *.* TO ACCOUNT;"),
    account(
      "whose rights come through a role", "clerk",
      "CREATE ROLE movers; GRANT ALL ON `lupopedia%`.* TO movers; GRANT movers TO ACCOUNT;"
        + "SET DEFAULT ROLE movers \(OnlyOnMariaDB.isHere ? "FOR" : "TO") ACCOUNT;",
      undo: "DROP ROLE movers;"),
    account("with an at sign", "d@b@a", "GRANT ALL ON `lupopedia%`.* TO ACCOUNT;"),
    account("with quotes", #"d'b"a`"#, "GRANT ALL ON `lupopedia%`.* TO ACCOUNT;"),
  ]

  private static func account(
    _ name: String, _ user: String, _ grants: String, undo: String = ""
  ) -> OddSession {
    let account = "'\(user.replacing("'", with: "''"))'@localhost"
    return OddSession(
      name: "an account \(name)",
      setUp: "CREATE USER \(account); " + grants.replacing("ACCOUNT", with: account),
      undo: undo + "DROP USER \(account);", user: user)
  }
}

/// Phase A in sessions that are set in odd ways: each file says DONE, and all comes home.
@Suite struct SessionTests {
  /// On MariaDB a RENAME also waits for rows of other tables, by a timeout of InnoDB's own.
  @Test func `every file waits for rows no longer than for tables`() async throws {
    let scripts = try Scripts(PhaseA.migration())
    try await SharedServer.use { server in
      try PhaseAFixture.load(into: server)
      let names = scripts.names
      let files =
        [names.preflight, names.createSchemas] + scripts.moves
        + [names.verify, names.status, names.rollback, names.dropSchemas]
      for file in files {
        let output = try server.client.run(
          text: scripts.text(file)
            + "SELECT @@SESSION.lock_wait_timeout, @@SESSION.innodb_lock_wait_timeout;\n")
        #expect(output.lastLine == "5\t5", "\(file): \(output)")
      }
    }
  }

  @Test(arguments: OddSession.all.onThisServer)
  func `an odd session moves, verifies and brings home`(odd: OddSession) async throws {
    let scripts = try Scripts(PhaseA.migration(lockWaitTimeoutSeconds: 2))
    let manners = MariaDBClient.Manner.allCases
    try await LoadedServer.use { server, start in
      try server.client.query(odd.setUp)
      let client = server.client.with(user: odd.user).with(options: odd.options)
      func expect(_ file: String, _ manner: MariaDBClient.Manner, ends word: String) throws {
        let text = odd.session + "\n" + scripts.text(file)
        // In binary mode there is no `source`.
        let isBinary = odd.options.contains("--binary-mode") && manner == .source
        let output = try client.run(text: text, isBinary ? .force : manner)
        #expect(output.exitCode == 0 && output.stderr == "", "\(file): \(output.stderr)")
        #expect(output.lastLine.hasPrefix(word), "\(file): \(output.stdout)")
      }
      if odd.user == "root" {
        try expect(scripts.names.preflight, .stdin, ends: "READY")
      }
      try server.client.query("CREATE TABLE lupopedia.lupo_new (id INT);")
      let bad = try ServerState(of: server)
      for file in scripts.forward {
        let output = try client.run(text: odd.session + "\n" + scripts.text(file), .force)
        #expect(output.lastLine.hasPrefix("NOT DONE: 0 of "), "\(file): \(output.stderr)")
      }
      #expect(try ServerState(of: server) == bad)
      try server.client.query("DROP TABLE lupopedia.lupo_new;")
      for (index, file) in scripts.forward.enumerated() {
        try expect(file, manners[index], ends: "DONE: ")
      }
      try expect(scripts.names.verify, .source, ends: "VERIFIED")
      try expect(scripts.names.status, .force, ends: "")
      try expect(scripts.names.rollback, .source, ends: "DONE: 34 of 34 tables are back")
      // An account through a role is not seen to see everything: the schemas are left standing.
      try scripts.rollBack(on: server)
      try server.client.query(odd.undo)
      let end = try ServerState(of: server)
      #expect(end == start, "\(end.changes(since: start))")
    }
  }

  @Test func `a server with latin1 and names that are folded moves and brings home`() async throws {
    let server = try ThrowawayServer(options: [
      "--lower-case-table-names=1", "--character-set-server=latin1",
      "--collation-server=latin1_swedish_ci", "--sql-mode=ANSI,NO_BACKSLASH_ESCAPES",
    ])
    defer { server.stop() }
    try PhaseAFixture.load(into: server)
    let start = try ServerState(of: server)
    let scripts = try Scripts(PhaseA.migration())
    for manner in MariaDBClient.Manner.allCases {
      let files = [scripts.names.preflight] + scripts.forward + [scripts.names.verify]
      for file in files + scripts.back {
        let output = try scripts.run(file, on: server, manner)
        #expect(output.exitCode == 0 && output.stderr == "", "\(file): \(output.stderr)")
        #expect(!output.lastLine.contains("NOT"), "\(file): \(output.lastLine)")
      }
      let end = try ServerState(of: server)
      #expect(end == start, "\(end.changes(since: start))")
    }
  }
}
