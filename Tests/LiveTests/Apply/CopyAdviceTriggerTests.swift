import PlancTestSupport
import Testing

/// The same for a table with triggers of the catalog, of which an application has created a copy.
@Suite(.withTriggersCarried)
struct CopyAdviceTriggerTests {
  private static let plan = """
    plan: small
    title: Small
    version: "1"
    catalog: ../catalogs/server.yaml
    lock_wait_timeout: 1
    schemas:
      shop: {table_count: {before: 2, after: 1}}
      archive:
        table_count: {before: 0, after: 1}
        create: {collation: utf8mb4_unicode_ci}
    assignments:
      - from: shop
        to: archive
        tables: [orders]

    """

  private static func orders(_ rows: Int...) -> String {
    "CREATE TABLE shop.orders (id INT AUTO_INCREMENT PRIMARY KEY, n INT); INSERT INTO shop.orders (n) VALUES \(rows.map { "(\($0))" }.joined(separator: ", ")); "
  }

  private static func trigger(on table: String, adding number: Int = 1) -> String {
    "CREATE TRIGGER shop.orders_bi BEFORE INSERT ON shop.\(table) FOR EACH ROW SET NEW.n = NEW.n + \(number); "
  }

  /// After the move.
  private func use(
    _ body: @Sendable (ThrowawayServer, ApplyProject) throws -> Void
  ) async throws {
    try await SharedServer.use { server in
      try server.client.query(
        "CREATE SCHEMA shop; CREATE TABLE shop.stays (id INT PRIMARY KEY, n INT); "
          + Self.orders(1, 2) + Self.trigger(on: "orders"))
      let project = try ApplyProject("small", Self.plan, on: server)
      #expect(try project.run("apply").exitCode == 0)
      try body(server, project)
    }
  }

  /// The statements of the option that keeps the table in this schema.
  private func option(keeping schema: String, in status: String) throws -> String {
    let lines = status.split(separator: "\n")
    let first = try #require(
      lines.firstIndex { $0.hasPrefix("  - Keep `\(schema)`.`orders` (") }, "\(status)")
    return lines[(first + 1)...].prefix { $0.hasPrefix("        ") }.joined(separator: "\n")
  }

  private func expectRolledBack(_ server: ThrowawayServer, _ project: ApplyProject) throws {
    let run = try project.run("rollback", dropsSchemas: false)
    #expect(run.exitCode == 0, "\(run.stderr)")
    #expect(try server.client.query("SELECT n FROM shop.orders ORDER BY id;") == [["1"], ["2"]])
    #expect(
      try server.client.query(
        "SELECT TRIGGER_NAME, EVENT_OBJECT_TABLE FROM information_schema.TRIGGERS WHERE TRIGGER_SCHEMA IN ('shop', 'archive');"
      ) == [["orders_bi", "orders"]])
  }

  @Test func `the table with the triggers of the catalog is probably the original`() async throws {
    try await use { server, project in
      try server.client.query("OPTIMIZE TABLE archive.orders; " + Self.orders(7, 8, 9))
      let status = try project.run("status", []).stdout
      #expect(
        status.contains(
          " `archive`.`orders` is probably the original: it has the triggers of the catalog, and the other table has no triggers. RENAME keeps a TABLE_ID, but "
        ), "\(status)")
      #expect(status.contains(", triggers: `orders_bi` (as in the catalog)\n"))
      try server.client.query(option(keeping: "archive", in: status))
      try expectRolledBack(server, project)
    }
  }

  /// Its trigger has the name of one of the catalog, in the schema to which that goes back.
  @Test(arguments: [1, 5])
  func `a copy with a trigger of the same name does not bar the rollback`(number: Int) async throws
  {
    try await use { server, project in
      try server.client.query(
        Self.orders(7, 8, 9) + Self.trigger(on: "orders", adding: number))
      let status = try project.run("status", []).stdout
      #expect(status.contains(" planc cannot tell which is the original; compare their rows."))
      let sql = try option(keeping: "archive", in: status)
      #expect(sql.contains("DROP TRIGGER `shop`.`orders_bi`;"), "\(sql)")
      try server.client.query(sql)
      try expectRolledBack(server, project)
    }
  }

  @Test func `who keeps the table without the triggers of the catalog creates them on it`()
    async throws
  {
    try await use { server, project in
      try server.client.query(Self.orders(7, 8, 9))
      let status = try project.run("status", []).stdout
      #expect(
        status.contains(
          " The kept table lacks triggers of the catalog: create them on it from the saved text, "))
      let saved = try server.client.query(option(keeping: "shop", in: status))
      #expect(try project.run("apply").exitCode == 2)
      let text = try #require(saved.flatMap(\.self).first { $0.hasPrefix("CREATE ") }, "\(saved)")
      try server.client.query("USE shop; \(text.replacing("archive", with: "shop"));")
      let run = try project.run("apply")
      #expect(run.exitCode == 0, "\(run.stderr)")
      #expect(run.stdout.contains("; still set aside: `aside`.`orders`: 2 rows, "))
    }
  }

  /// No server can rename a trigger.
  @Test func `a trigger name that is taken is freed by the SQL that the rollback prints`()
    async throws
  {
    try await use { server, project in
      try server.client.query(Self.trigger(on: "stays"))
      let refused = try project.run("rollback", dropsSchemas: false)
      #expect(refused.exitCode == 2)
      #expect(!refused.stderr.contains("rename those"), "\(refused.stderr)")
      #expect(
        refused.stderr.contains(" in use in shop: 1; the rows above list them, with the SQL "))
      for (purpose, statement) in [
        ("to save its text first", "SHOW CREATE TRIGGER `shop`.`orders_bi`"),
        ("to free the name", "DROP TRIGGER `shop`.`orders_bi`"),
      ] {
        let line = try #require(
          refused.stderr.split(separator: "\n").first { $0.contains("definition_is: \(purpose)") },
          "\(refused.stderr)")
        #expect(line.hasSuffix("definition: \(statement)"), "\(line)")
        try server.client.query("\(statement);")
      }
      try expectRolledBack(server, project)
    }
  }

  @Test func `a trigger name that is taken in the target is found before the move`() async throws {
    try await use { server, project in
      try expectRolledBack(server, project)
      try server.client.query(
        "CREATE TABLE archive.stays (id INT); CREATE TRIGGER archive.orders_bi BEFORE INSERT ON archive.stays FOR EACH ROW SET NEW.id = 1;"
      )
      let refused = try project.run("apply")
      #expect(refused.exitCode == 2)
      #expect(
        refused.stderr.contains(
          "with another name: SHOW CREATE TRIGGER `archive`.`orders_bi`; DROP TRIGGER `archive`.`orders_bi`\n"
        ), "\(refused.stderr)")
    }
  }

  /// A new catalog has the table at its target, and the copy at its source.
  @Test func `in the middle of a migration the old catalog is kept`() async throws {
    try await use { server, project in
      try server.client.query("CREATE TABLE shop.extra (id INT); " + Self.orders(7, 8, 9))
      let catalog = project.folder.text(of: "catalogs/server.yaml")
      _ = try project.prepare("inspect")
      let refused = try project.prepare("compile")
      #expect(refused.stderr.contains("error[P505]: `shop` is declared with "), "\(refused.stderr)")
      #expect(refused.stderr.contains("in the middle of a migration: keep the old catalog and "))
      try project.folder.write("catalogs/server.yaml", catalog)
      try server.client.query("DROP TABLE shop.extra;")
      try server.client.query(
        option(keeping: "archive", in: project.run("status", []).stdout))
      try expectRolledBack(server, project)
    }
  }
}
