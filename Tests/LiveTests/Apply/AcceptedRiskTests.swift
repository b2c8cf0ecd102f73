import PlancTestSupport
import Testing

@testable import Operations

/// What the plan accepts does not block; what is new since the catalog does.
@Suite struct AcceptedRiskTests {
  static let fixture = """
    CREATE SCHEMA shop COLLATE utf8mb4_unicode_ci;
    CREATE SCHEMA archive COLLATE utf8mb4_unicode_ci;
    CREATE TABLE shop.orders (id INT PRIMARY KEY);
    CREATE TABLE shop.stays (id INT PRIMARY KEY);
    CREATE PROCEDURE shop.report() SELECT COUNT(*) FROM shop.orders;
    CREATE EVENT shop.nightly ON SCHEDULE EVERY 1 DAY DISABLE DO DELETE FROM shop.orders;

    """

  static func plan(_ accept: String) -> String {
    """
    plan: small
    title: Accepted
    version: "1"
    catalog: ../catalogs/server.yaml
    lock_wait_timeout: 2
    schemas:
      shop: {table_count: {before: 2, after: 1}}
      archive: {table_count: {before: 0, after: 1}}
    assignments:
      - {from: shop, to: archive, tables: [orders]}
    accept:
    \(accept)

    """
  }

  static let accepting = plan(
    """
      - {code: P607, at: orders, object: shop.report, reason: "changed by hand"}
      - {code: P608, at: orders, object: [nightly], reason: "changed by hand"}
    """)

  @Test func `accepted objects are notes, and what is new blocks`() async throws {
    try await SharedServer.use { server in
      try server.client.query(Self.fixture)
      let project = try ApplyProject("small", Self.accepting, on: server)
      let preflight = try project.run("preflight", [])
      #expect(preflight.exitCode == 0, "\(preflight)")
      #expect(preflight.stdout.contains("accepted: routine references orders"), "\(preflight)")
      #expect(preflight.stdout.contains("accepted: event references orders"), "\(preflight)")
      #expect(preflight.stdout.contains("READY"), "\(preflight)")

      try server.client.query(
        "CREATE PROCEDURE shop.newer() SELECT COUNT(*) FROM shop.orders;")
      let before = try ServerState(of: server)
      let refused = try project.run("apply")
      #expect(refused.exitCode == 2)
      #expect(refused.stderr.contains("`shop.newer`: routine references orders"), "\(refused)")
      #expect(refused.stderr.contains("`--allow-warnings`"), "\(refused)")
      #expect(try ServerState(of: server) == before)
      let dry = try project.run("apply", ["--dry-run"])
      #expect(dry.exitCode == 2 && dry.stdout.contains("RENAME TABLE"), "\(dry)")
      try server.client.query("DROP PROCEDURE shop.newer;")

      let applied = try project.run("apply")
      #expect(applied.exitCode == 0, "\(applied.stderr)")
      #expect(
        applied.stdout.hasSuffix(
          """
          to change by hand now:
            event shop.nightly to archive.orders
            routine shop.report to archive.orders

          """), "\(applied.stdout)")
      try server.client.query(
        """
        DROP PROCEDURE shop.report; CREATE PROCEDURE shop.report() SELECT COUNT(*) FROM archive.orders;
        ALTER EVENT shop.nightly DO DELETE FROM `archive`.`orders`;
        """)
      let verified = try project.run("verify", [])
      #expect(verified.exitCode == 0, "\(verified)")
      let again = try project.run("apply")
      #expect(again.exitCode == 0 && !again.stdout.contains("by hand"), "\(again)")

      let back = try project.run("rollback")
      #expect(back.exitCode == 0, "\(back.stderr)")
      #expect(back.stdout.contains("  routine shop.report to shop.orders\n"), "\(back.stdout)")
    }
  }

  /// The name of 0.1.0 works for one release.
  @Test(arguments: ["--allow-warnings", "--allow-breaks"])
  func `warnings can be let pass`(option: String) async throws {
    try await SharedServer.use { server in
      try server.client.query(Self.fixture)
      let project = try ApplyProject("small", Self.accepting, on: server)
      try server.client.query(
        "CREATE PROCEDURE shop.newer() SELECT COUNT(*) FROM shop.orders;")
      let output = try project.run("apply", ["--yes", option])
      #expect(output.exitCode == 0, "\(output.stderr)")
      #expect(output.stderr.contains("warning[P912]: `shop.newer`"), "\(output.stderr)")
      let back = try project.run("rollback")
      #expect(back.exitCode == 0, "\(back.stderr)")
    }
  }

  /// Two tables of one schema, of which one fires into the other, go to one schema.
  @Test(.withTriggersCarried)
  func `a trigger whose names move along is recreated and works`() async throws {
    try await SharedServer.use { server in
      try server.client.query(
        """
        CREATE SCHEMA shop COLLATE utf8mb4_unicode_ci;
        CREATE SCHEMA archive COLLATE utf8mb4_unicode_ci;
        CREATE TABLE shop.orders (id INT PRIMARY KEY);
        CREATE TABLE shop.log (id INT);
        CREATE TRIGGER shop.orders_ai AFTER INSERT ON shop.orders FOR EACH ROW INSERT INTO log VALUES (NEW.id);
        INSERT INTO shop.orders VALUES (1);
        """)
      let start = try ServerState(of: server)
      let project = try ApplyProject(
        "small",
        Self.plan("").replacing("accept:\n", with: "").replacing("[orders]", with: "[orders, log]")
          .replacing("after: 1}}", with: "after: 2}}").replacing(
            "before: 2, after: 2", with: "before: 2, after: 0"), on: server)
      let preflight = try project.run("preflight", [])
      #expect(preflight.exitCode == 0, "\(preflight)")
      #expect(!preflight.stdout.contains("trigger on another table"), "\(preflight)")
      let applied = try project.run("apply")
      #expect(applied.exitCode == 0, "\(applied.stderr)")
      try server.client.query("INSERT INTO archive.orders VALUES (2);")
      #expect(try server.client.query("SELECT id FROM archive.log ORDER BY id;") == [["1"], ["2"]])
      try server.client.query(
        "DELETE FROM archive.orders WHERE id = 2; DELETE FROM archive.log WHERE id = 2;")
      #expect(try project.run("rollback").exitCode == 0)
      let end = try ServerState(of: server)
      #expect(end == start, "\(end.changes(since: start))")
    }
  }

  static let tolerant = """
    plan: small
    title: Tolerant
    version: "1"
    lock_wait_timeout: 2
    schemas:
      shop: {table_count: {before: 2, after: 1, budget: 4, tolerance: 3}}
      archive: {table_count: {before: 0, after: 1}}
    assignments:
      - {from: shop, to: archive, tables: [orders]}

    """

  @Test func `other tables are tolerated up to the number of the plan, and to the budget`()
    async throws
  {
    try await SharedServer.use { server in
      try server.client.query(Self.fixture.split(separator: "\n").prefix(4).joined(separator: "\n"))
      let project = try ApplyProject("small", Self.tolerant, catalog: [], on: server)
      for number in 1...2 { try server.client.query("CREATE TABLE shop.more_\(number) (id INT);") }
      let preflight = try project.run("preflight", [])
      #expect(preflight.exitCode == 0, "\(preflight)")
      #expect(preflight.stdout.contains("has 4 tables, planned: 2, tolerance: 3"), "\(preflight)")
      #expect(try project.run("apply").exitCode == 0)
      let verified = try project.run("verify", [])
      #expect(
        verified.stdout.contains("VERIFIED; tables within the tolerance: shop has 3, planned: 1"),
        "\(verified)")
      #expect(try project.run("rollback").exitCode == 0)

      try server.client.query("CREATE TABLE shop.more_3 (id INT);")
      let tooMany = try project.run("preflight", [])
      #expect(
        tooMany.stdout.contains("has 5 tables before or after the move, budget: 4"), "\(tooMany)")
      try server.client.query("CREATE TABLE shop.more_4 (id INT);")
      let output = try project.run("apply", ["--yes", "--allow-warnings"])
      #expect(output.exitCode == 2)
      #expect(output.stderr.contains("has 6 tables, planned: 2, tolerance: 3"), "\(output.stderr)")
      let another = try project.run("status", [])
      #expect(another.stdout.contains("NOT STARTED"), "\(another)")
    }
  }
}
