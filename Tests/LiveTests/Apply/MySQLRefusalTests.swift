import PlancTestSupport
import Testing

/// What hangs on a table and is carried along on MariaDB is refused on MySQL, with the reason, and
/// nothing changes: by a catalog that knows of it, and by the server where the catalog does not.
@Suite(.onlyOnMySQL) struct MySQLRefusalTests {
  struct Dependent: Sendable, CustomTestStringConvertible {
    var sql: String
    var error: String
    var reason: String
    /// What preflight finds without a catalog that knows.
    var finding: String
    var testDescription: String { sql }
  }

  static let dependents = [
    Dependent(
      sql:
        "CREATE TRIGGER shop.sessions_bi BEFORE INSERT ON shop.sessions FOR EACH ROW SET NEW.id = NEW.id + 1",
      error: "error[P603]: the trigger `shop.sessions_bi` cannot be carried along",
      reason: "CREATE TRIGGER cannot be prepared on MySQL, and so not run behind a guard",
      finding: "error[P912]: `shop.sessions_bi`: "),
    Dependent(
      sql: "CREATE VIEW reports.live AS SELECT id FROM shop.sessions",
      error: "error[P606]: ",
      reason: "MySQL does not tell the ALGORITHM of a view, which would be lost",
      finding: "error[P912]: `reports.live`: "),
  ]

  @Test(arguments: dependents)
  func `what cannot be carried along on MySQL is refused with the reason`(
    given: Dependent
  ) async throws {
    try await SharedServer.use { server in
      try server.client.query(WholeMigration.fixture)
      let project = try ApplyProject("whole", WholeMigration.plan, on: server)
      try server.client.query(given.sql + ";")
      let start = try ServerState(of: server)
      let late = try project.run("apply")
      #expect(late.exitCode == 2)
      #expect(late.stderr.contains(given.finding), "\(late.stderr)")
      let text = project.text("whole_move_cold_tables.sql")
      for verb in ["inspect", "compile", "apply"] {
        let output =
          verb == "apply" ? try project.run(verb) : try project.prepare(verb)
        #expect(output.exitCode == (verb == "inspect" ? 0 : 1))
        guard verb != "inspect" else { continue }
        #expect(output.stderr.contains(given.error), "\(verb): \(output.stderr)")
        #expect(output.stderr.contains("= note: \(given.reason)\n"), "\(verb): \(output.stderr)")
      }
      #expect(project.text("whole_move_cold_tables.sql") == text)
      let end = try ServerState(of: server)
      #expect(end == start, "\(end.changes(since: start))")
    }
  }
}
