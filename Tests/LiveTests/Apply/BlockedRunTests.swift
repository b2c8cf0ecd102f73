import Foundation
import PlancTestSupport
import Testing

@testable import Plans

/// Triggers that come between two move files: what is offered then works, and the recipe in the output
/// is followed to the letter.
@Suite struct BlockedRunTests {
  private static let plan = """
    plan: two
    title: Two move files
    version: "1"
    catalog: ../catalogs/server.yaml
    lock_wait_timeout: 1
    schemas:
      shop: {table_count: {before: 3, after: 1}}
      archive: {table_count: {before: 0, after: 1}, create: {collation: utf8mb4_unicode_ci}}
      cold: {table_count: {before: 0, after: 1}, create: {collation: utf8mb4_unicode_ci}}
    assignments:
      - {from: shop, to: archive, tables: [orders]}
      - {from: shop, to: cold, tables: [notes]}

    """

  private static let fixture = """
    CREATE SCHEMA shop COLLATE utf8mb4_unicode_ci;
    CREATE TABLE shop.orders (id INT PRIMARY KEY);
    CREATE TABLE shop.notes (id INT PRIMARY KEY);
    CREATE TABLE shop.stays (id INT PRIMARY KEY);

    """

  /// With the first move file done, and then `sql`.
  private func use(
    _ sql: String, _ body: @escaping @Sendable (ThrowawayServer, ApplyProject) throws -> Void
  ) async throws {
    try await SharedServer.use { server in
      try server.client.query(Self.fixture)
      let project = try ApplyProject("two", Self.plan, on: server)
      for file in ["two_create_schemas.sql", "two_move_archive_tables.sql"] {
        let path = "\(project.folder.path)/generated/two/\(file)"
        let output = try server.client.run(script: path, .stdin)
        #expect(output.lastLine.hasPrefix("DONE: "), "\(output)")
      }
      try server.client.query(sql)
      try body(server, project)
    }
  }

  /// The statement that the output asks to run.
  private func drop(in output: String) throws -> String {
    let start = try #require(output.range(of: "DROP TRIGGER "))
    return output[start.lowerBound...].prefix { $0 != "\n" && $0 != ";" } + ";"
  }

  private func status(_ project: ApplyProject) throws -> String {
    try project.run("status", []).stdout
  }

  @Test func `a trigger on a table that still moves stops apply, and the rollback is open`()
    async throws
  {
    let trigger = "CREATE TRIGGER shop.late BEFORE INSERT ON shop.notes FOR EACH ROW SET @x = 1;"
    try await use(trigger) { server, project in
      let status = try status(project)
      #expect(
        status.hasPrefix(
          "PARTIALLY APPLIED: tables at the target: 1 of 2; blocked: the move files stop at trigger shop.late on shop.notes; rollback: open\nnext: planc rollback"
        ), "\(status)")
      #expect(!status.contains("planc apply plans"), "\(status)")
      let refused = try project.run("apply")
      #expect(refused.exitCode == 2)
      #expect(refused.stderr.contains("shop.late on shop.notes"), "\(refused.stderr)")
      #expect(!refused.stderr.contains("to finish: "), "\(refused.stderr)")
      try server.client.query(try drop(in: refused.stderr))
      #expect(try project.run("apply").exitCode == 0)
      #expect(try project.run("rollback").exitCode == 0)
    }
    try await use(trigger) { server, project in
      let back = try project.run("rollback")
      #expect(back.exitCode == 0, "\(back)")
    }
  }

  @Test func `a trigger on a table that has moved stops the rollback, and apply is open`()
    async throws
  {
    let trigger =
      "CREATE TRIGGER archive.late BEFORE INSERT ON archive.orders FOR EACH ROW SET @x = 1;"
    try await use(trigger) { server, project in
      let status = try status(project)
      #expect(
        status.contains("; blocked: the rollback stops at trigger archive.late on archive.orders"))
      #expect(!status.contains("planc rollback plans"), "\(status)")
      let refused = try project.run("rollback")
      #expect(refused.exitCode == 2)
      #expect(!refused.stderr.contains("to undo: "), "\(refused.stderr)")
      #expect(try project.run("apply").exitCode == 0)
      let applied = try self.status(project)
      #expect(applied.hasPrefix("APPLIED: "))
      #expect(!applied.contains("planc rollback plans"), "\(applied)")
      try server.client.query(try drop(in: applied))
      #expect(try project.run("rollback").exitCode == 0)
    }
  }
}

/// A foreign key that references a missing table by the name that a moved table gets.
@Suite struct AwaitedNameTests {
  private static let fixture = """
    CREATE SCHEMA dga COLLATE utf8mb4_unicode_ci;
    CREATE SCHEMA dgb COLLATE utf8mb4_unicode_ci;
    CREATE TABLE dga.cust (id INT PRIMARY KEY);
    SET SESSION foreign_key_checks = 0;
    CREATE TABLE dgb.ord (id INT PRIMARY KEY, cust_id INT, CONSTRAINT fk_cust FOREIGN KEY (cust_id) REFERENCES dgb.cust (id));

    """

  private static let migration = SmallMigration.make(
    "awaited", schemas: [SmallMigration.schema("dga", 1, 0), SmallMigration.schema("dgb", 1, 2)],
    batches: [[("dga", "dgb", (nil, [("cust", "cust")]))]])

  @Test func `without a catalog preflight and the move file refuse, and the advice works`()
    async throws
  {
    let scripts = try Scripts(Self.migration)
    try await SharedServer.use { server in
      try server.client.query(Self.fixture)
      let start = try ServerState(of: server)
      let moved = try scripts.run(scripts.moves[0], on: server)
      #expect(moved.stderr.contains("references a missing table"), "\(moved)")
      #expect(try ServerState(of: server) == start)
      let preflight = try scripts.run(scripts.names.preflight, on: server)
      #expect(
        PreflightTests.findings(preflight)
          == ["error: foreign key fk_cust references dgb.cust, which is missing @ dgb.ord"])
      let advice = try #require(preflight.stdout.range(of: "ALTER TABLE "))
      try server.client.query(
        preflight.stdout[advice.lowerBound...].prefix { $0 != "\n" } + ";")
      let ready = try scripts.run(scripts.names.preflight, on: server)
      #expect(ready.lastLine == "READY", "\(ready.stdout)")
      let free = try ServerState(of: server)
      for file in scripts.moves + [scripts.names.rollback] {
        let output = try scripts.run(file, on: server)
        #expect(output.lastLine.hasPrefix("DONE: "), "\(output)")
      }
      #expect(try ServerState(of: server) == free)
    }
  }
}
