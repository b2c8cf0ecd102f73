import Foundation
import PlancTestSupport
import Testing

@testable import Plans

/// `grants_like`: whoever has rights on one schema gets the same on the one that is created.
@Suite struct SchemaGrantTests {
  static let fixture = #"""
    CREATE SCHEMA shop COLLATE utf8mb4_unicode_ci;
    CREATE TABLE shop.orders (id INT PRIMARY KEY);
    CREATE TABLE shop.stays (id INT PRIMARY KEY);
    CREATE TABLE shop.more (id INT PRIMARY KEY);
    CREATE ROLE readers;
    CREATE USER app, near, wide, twice, boss, `it's "\ % ``q```@`10.0.%`, elsewhere;
    GRANT SELECT, INSERT, EXECUTE, CREATE TEMPORARY TABLES ON shop.* TO app;
    GRANT SELECT, INSERT ON `sho_`.* TO near;
    GRANT SELECT ON `shop%`.* TO wide;
    GRANT DELETE, EVENT ON `shop%`.* TO twice;
    GRANT SELECT ON shop.* TO twice;
    GRANT ALL ON shop.* TO boss WITH GRANT OPTION;
    GRANT SELECT ON shop.* TO `it's "\ % ``q```@`10.0.%`;
    GRANT SELECT ON shop.* TO readers;
    GRANT SELECT ON `shop_y`.* TO elsewhere;

    """#

  static let plan = #"""
    plan: granted
    title: Grants
    version: "1"
    catalog: ../catalogs/server.yaml
    schemas:
      shop: {table_count: {before: 3, after: 2}}
      shop_x: {table_count: {before: 0, after: 1}, create: {collation: utf8mb4_unicode_ci, grants_like: shop}}
    assignments:
      - from: shop
        to: shop_x
        tables: [orders]

    """#

  static let created =
    "DONE: 1 of 1 schema exists as planned; 6 of 6 grants copied"

  @Test(arguments: MariaDBClient.Manner.allCases)
  func `grants are given with the schema and taken back with it, each file twice`(
    manner: MariaDBClient.Manner
  ) async throws {
    try await SharedServer.use { server in
      try server.client.query(Self.fixture)
      let start = try ServerState(of: server)
      let scripts = try GrantFixture.scripts(of: server.client, Self.plan)
      let preflight = try scripts.run(scripts.names.preflight, on: server)
      #expect(preflight.lastLine == "READY", "\(preflight)")
      for _ in 1...2 {
        let output = try scripts.run(scripts.create, on: server, manner)
        #expect(output.stderr == "")
        #expect(output.lastLine == Self.created, "\(output)")
      }
      let between = try scripts.run(scripts.names.preflight, on: server)
      #expect(between.lastLine == "READY", "\(between)")
      let rows = try server.client.query(
        #"SELECT User, Db FROM mysql.db WHERE Db LIKE 'shop%' AND Db LIKE '%x' ORDER BY User;"#)
      #expect(
        rows.map { $0[0] } == ["app", "boss", "it's \"\\\\ % `q`", "near", "readers", "twice"])
      #expect(rows.allSatisfy { $0[1] == #"shop\\_x"# })
      try scripts.run(scripts.moves[0], on: server)
      let verify = try scripts.run(scripts.names.verify, on: server, manner)
      #expect(verify.lastLine == "VERIFIED", "\(verify)")
      // What a pattern gave is not hidden by the grant on the very name.
      let held = try server.client.query(
        "SELECT PRIVILEGE_TYPE FROM information_schema.SCHEMA_PRIVILEGES WHERE GRANTEE LIKE '\\'twice%' AND TABLE_SCHEMA LIKE '%x' ORDER BY 1;"
      )
      #expect(held == [["DELETE"], ["EVENT"], ["SELECT"]])
      for _ in 1...2 {
        let output = try scripts.rollBack(on: server, manner)
        #expect(output.stderr == "")
        #expect(output.lastLine == "DONE: 1 of 1 table is back", "\(output)")
      }
      let end = try ServerState(of: server)
      #expect(end == start, "\(end.changes(since: start))")
    }
  }

  @Test func `an account whose own privileges are copied drops the schema with them`()
    async throws
  {
    try await SharedServer.use { server in
      let backup = OnlyOnMariaDB.isHere ? "" : "GRANT BACKUP_ADMIN ON *.* TO boss;"
      try server.client.query(
        """
        \(Self.fixture)
        GRANT SELECT ON mysql.* TO boss;
        GRANT SHOW DATABASES ON *.* TO boss;
        \(backup)
        """)
      let start = try ServerState(of: server)
      let scripts = try GrantFixture.scripts(of: server.client, Self.plan)
      try server.client.query("GRANT ALL ON `shop\\_x`.* TO boss WITH GRANT OPTION;")
      let boss = server.client.with(user: "boss")
      let created = try scripts.run(scripts.create, as: boss)
      #expect(created.lastLine == Self.created, "\(created.stderr)")
      for time in 1...2 {
        let output = try scripts.run(scripts.names.dropSchemas, as: boss)
        #expect(output.lastLine == "DONE: 1 of 1 schema dropped", "\(time): \(output)")
      }
      let end = try ServerState(of: server)
      #expect(end == start, "\(end.changes(since: start))")
    }
  }

  @Test(arguments: [true, false])
  func `a file that was cut after any statement goes on, or back`(forward: Bool) async throws {
    try await SharedServer.use { server in
      try server.client.query(Self.fixture)
      let start = try ServerState(of: server)
      let scripts = try GrantFixture.scripts(of: server.client, Self.plan)
      let parts = scripts.beginnings(of: forward ? scripts.create : scripts.names.dropSchemas)
      #expect(parts.count > 6)
      for (cut, part) in parts.enumerated() {
        if !forward {
          for file in scripts.forward + [scripts.names.rollback] {
            try scripts.run(file, on: server)
          }
        }
        let output = try server.client.run(text: part)
        #expect(output.stderr == "", "cut \(cut)")
        if cut.isMultiple(of: 2) == forward {
          let output = try scripts.run(scripts.create, on: server)
          #expect(output.lastLine == Self.created, "cut \(cut): \(output)")
        }
        let back = try scripts.rollBack(on: server)
        #expect(back.lastLine == "DONE: 1 of 1 table is back", "\(back)")
        let state = try ServerState(of: server)
        #expect(state == start, "cut \(cut): \(state.changes(since: start))")
      }
    }
  }

  /// What was done since the catalog was taken, and what the refusal says.
  static let changes: [(sql: String, says: String)] = [
    ("GRANT DELETE ON shop.* TO app", "privileges on schemas that are not as in the catalog: 1"),
    (
      "REVOKE EVENT ON `shop%`.* FROM twice",
      "privileges on schemas that are not as in the catalog: 1"
    ),
    ("GRANT UPDATE ON `sh%`.* TO wide", "privileges on schemas that are not as in the catalog: 1"),
    ("GRANT SELECT ON `shop\\_x`.* TO app", "privileges on a schema that does not exist yet: 1"),
    (
      "GRANT UPDATE ON `shop\\_x`.* TO elsewhere",
      "privileges on schemas that are not as in the catalog: 1"
    ),
  ]

  @Test(arguments: MariaDBClient.Manner.allCases)
  func `a grant that has changed since stops the file before the schema is created`(
    manner: MariaDBClient.Manner
  ) async throws {
    try await SharedServer.use { server in
      for change in Self.changes {
        try server.empty()
        try server.client.query(Self.fixture)
        let scripts = try GrantFixture.scripts(of: server.client, Self.plan)
        try server.client.query(change.sql + ";")
        let before = try ServerState(of: server)
        let preflight = try scripts.run(scripts.names.preflight, on: server)
        #expect(preflight.stdout.contains("error\t"), "\(change.sql): \(preflight)")
        let output = try scripts.run(scripts.create, on: server, manner)
        #expect(output.exitCode == (manner.stopsAtErrors ? 1 : 0))
        #expect(output.stderr.contains("planc: nothing was changed: \(change.says)"), "\(output)")
        let after = try ServerState(of: server)
        #expect(after == before, "\(after.changes(since: before))")
      }
    }
  }

  @Test func `a grant on the schema that somebody has changed stays, and the schema with it goes`()
    async throws
  {
    try await SharedServer.use { server in
      try server.client.query(Self.fixture)
      let start = try ServerState(of: server)
      let scripts = try GrantFixture.scripts(of: server.client, Self.plan)
      for file in scripts.forward { try scripts.run(file, on: server) }
      try server.client.query("GRANT UPDATE ON `shop\\_x`.* TO app;")
      let back = try scripts.rollBack(on: server)
      #expect(back.lastLine == "DONE: 1 of 1 table is back", "\(back)")
      let left = try ServerState(of: server).changes(since: start)
      #expect(
        left.split(separator: "\n").count == 1 && left.contains("grants app@% on shop"), "\(left)")
    }
  }

  @Test func `an account that may not grant creates nothing`() async throws {
    try await SharedServer.use { server in
      try server.client.query(
        Self.fixture
          + "CREATE USER mover; GRANT CREATE, SELECT, EVENT, ALTER ROUTINE ON *.* TO mover;")
      let scripts = try GrantFixture.scripts(of: server.client, Self.plan)
      let before = try ServerState(of: server)
      let output = try scripts.run(scripts.create, as: server.client.with(user: "mover"))
      #expect(output.stderr.contains("this account lacks "), "\(output)")
      #expect(try ServerState(of: server) == before)
    }
  }
}
