import PlancTestSupport
import Testing

@testable import PlanCompiler

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

  private static func audit(_ schema: String) -> String {
    "CREATE TABLE \(schema).audit_log (id INT AUTO_INCREMENT PRIMARY KEY, line VARCHAR(40), words INT AS (LENGTH(line)) VIRTUAL); "
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
    var end: String { self == .rollback ? "shop" : "archive" }
  }

  private func use(
    _ given: Case, _ body: @Sendable (ThrowawayServer, ApplyProject) throws -> Void
  ) async throws {
    try await SharedServer.use { server in
      try server.client.query(
        "CREATE SCHEMA shop; CREATE TABLE shop.orders (id INT); CREATE TABLE shop.stays (id INT); "
          + Self.audit("shop") + Self.rows("shop", "a", "b", "c", "d", "e"))
      let project = try ApplyProject("small", Self.plan, on: server)
      if given == .early {
        try server.client.query("CREATE SCHEMA archive COLLATE utf8mb4_unicode_ci;")
      } else {
        #expect(try project.run("apply").exitCode == 0)
      }
      try server.client.query(Self.audit(given.copy) + Self.rows(given.copy, "x", "y", "z"))
      try body(server, project)
    }
  }

  /// The SQL of the option that begins so.
  private func option(
    _ beginning: String, from source: Source, _ project: ApplyProject, _ verb: String
  ) throws -> String {
    switch source {
    case .refusal:
      let output = try project.run(verb, dropsSchemas: false)
      #expect(output.exitCode == 2, "\(output)")
      #expect(output.stderr.contains("audit_log` (3 rows, TABLE_ID "), "\(output.stderr)")
      #expect(output.stderr.contains("audit_log` (5 rows, TABLE_ID "), "\(output.stderr)")
      let line = try #require(
        output.stderr.split(separator: "\n").first { $0.contains("audit_log`: \(beginning)") })
      let start = try #require(line.firstRange(of: "aside: `")).upperBound
      let end = try #require(line.firstRange(of: ";`. ")).lowerBound
      return String(line[start..<end]) + ";"
    case .status:
      return try sql(below: "  - \(beginning)", in: project.run("status", []).stdout)
    }
  }

  /// The indented statements below the line that begins so.
  private func sql(below beginning: String, in text: String) throws -> String {
    let lines = text.split(separator: "\n")
    let first = try #require(lines.firstIndex { $0.hasPrefix(beginning) }, "\(text)")
    let statements = lines[(first + 1)...].prefix { $0.hasPrefix("        ") }
    return statements.map { $0.dropFirst(8) }.joined(separator: " ")
  }

  @Test(arguments: Case.allCases, Source.allCases)
  func `the original is kept, the later rows are merged, and nothing is lost`(
    given: Case, source: Source
  ) async throws {
    try await use(given) { server, project in
      try server.client.query(
        option("Keep the original, ", from: source, project, given.verb))
      #expect(
        try project.run("status", []).stdout.contains("\nset aside `aside`.`audit_log`: 3 rows, "))
      let run = try project.run(given.verb, dropsSchemas: false)
      #expect(run.exitCode == 0, "\(run.stderr)")
      #expect(run.stdout.contains("; still set aside: `aside`.`audit_log`: 3 rows, TABLE_ID "))

      let status = try project.run("status", []).stdout
      #expect(status.contains("; tables set aside: 1, see the rows below\n"), "\(status)")
      #expect(
        status.contains("    It was created after `\(given.end)`.`audit_log` (higher TABLE_ID)"))
      // Both tables count from 1: refused as a whole, as the advice says.
      let merge = try sql(below: "  - Merge its rows into ", in: status)
      let refused = try server.client.run(text: merge)
      #expect(refused.stderr.contains("ERROR 1062 "), "\(refused)")
      try server.client.query(sql(below: "  - If that fails because ", in: status))
      let lines = try server.client.query(
        "SELECT GROUP_CONCAT(line ORDER BY id SEPARATOR '') FROM \(given.end).audit_log;")
      #expect(lines == [["abcdexyz"]])

      let drop = try #require(status.firstRange(of: "DROP TABLE `aside`.`audit_log`;"))
      try server.client.query(String(status[drop]))
      let end = try project.run("status", [])
      #expect(end.exitCode == 0 && !end.stdout.contains("aside"), "\(end)")
    }
  }

  @Test(arguments: Case.allCases, Source.allCases)
  func `who gives up the rows of the original is reminded of them, and can still merge them`(
    given: Case, source: Source
  ) async throws {
    try await use(given) { server, project in
      try server.client.query(
        option("Give up the rows of the original, ", from: source, project, given.verb))
      let run = try project.run(given.verb, dropsSchemas: false)
      #expect(run.exitCode == 0, "\(run.stderr)")
      #expect(run.stdout.contains("; still set aside: `aside`.`audit_log`: 5 rows, TABLE_ID "))
      let status = try project.run("status", []).stdout
      #expect(status.contains("    It is probably the original: it was created before "))
      #expect(!status.contains("DROP TABLE"))
      try server.client.query(sql(below: "  - If that fails because ", in: status))
      #expect(try server.client.value("SELECT COUNT(*) FROM \(given.end).audit_log;") == "8")
    }
  }

  @Test func `rows are counted up to a limit`() async throws {
    try await use(.apply) { server, project in
      let digits = "(SELECT id FROM archive.audit_log)"
      let joined = (1...8).map { "\(digits) AS t\($0)" }.joined(separator: ", ")
      try server.client.query(
        "CREATE TABLE shop.many (line VARCHAR(40)); INSERT INTO shop.many SELECT 'm' FROM \(joined) LIMIT 99997; INSERT INTO shop.audit_log (line) SELECT line FROM shop.many; DROP TABLE shop.many;"
      )
      let status = { try project.run("status", []).stdout }
      #expect(try status().contains("\n    at the source: 100000 rows, TABLE_ID "))
      try server.client.query("INSERT INTO shop.audit_log (line) VALUES ('one more');")
      #expect(try status().contains("\n    at the source: more than 100000 rows, TABLE_ID "))
    }
  }

  @Test func `a table is set aside a second time`() async throws {
    try await use(.apply) { server, project in
      for _ in 1...2 {
        try server.client.query(option("Keep the original, ", from: .status, project, "apply"))
        try server.client.query(Self.audit("shop") + Self.rows("shop", "x", "y", "z"))
      }
      let status = try project.run("status", []).stdout
      #expect(status.contains("\nset aside `aside`.`audit_log`: 3 rows, "))
      #expect(status.contains("\nset aside `aside`.`audit_log_2`: 3 rows, "))
    }
  }

  @Test func `without PROCESS the rows and the other tables tell the original`() async throws {
    try await use(.rollback) { server, project in
      try server.client.query(
        "CREATE USER few@localhost; GRANT ALL ON shop.* TO few@localhost; GRANT ALL ON archive.* TO few@localhost; GRANT ALL ON aside.* TO few@localhost;"
      )
      let status = try project.run("status", [], user: "few").stdout
      #expect(
        status.contains(
          "`archive`.`audit_log` is probably the original: the other tables of its statement are at their target."
        ), "\(status)")
      #expect(!status.contains("TABLE_ID"))
    }
  }
}
