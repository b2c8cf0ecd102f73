import Foundation
import PlancTestSupport
import Testing

@testable import Plans

/// Views that are not what they were, and accounts that could not create them again.
@Suite(.withViewsCarried)
struct ViewRefusalTests {
  @Test(arguments: MariaDBClient.Manner.allCases)
  func `a view that was changed since bars the move, and both definitions are shown`(
    manner: MariaDBClient.Manner
  ) async throws {
    try await SharedServer.use { server in
      try server.client.query(ViewMigration.fixture)
      let scripts = try Scripts(try ViewMigration.make(of: server.client))
      try scripts.run(scripts.create, on: server)
      for change in [
        "ALTER ALGORITHM = MERGE DEFINER = clerk@localhost SQL SECURITY INVOKER VIEW shop.open_orders AS SELECT id, n, s FROM shop.orders WHERE n > 7 WITH CASCADED CHECK OPTION",
        "ALTER ALGORITHM = MERGE DEFINER = root@localhost SQL SECURITY INVOKER VIEW shop.open_orders AS SELECT id, n, s FROM shop.orders WHERE n > 1 WITH CASCADED CHECK OPTION",
        "ALTER ALGORITHM = MERGE DEFINER = clerk@localhost SQL SECURITY INVOKER VIEW shop.open_orders AS SELECT id, n, s FROM shop.orders WHERE n > 1 WITH LOCAL CHECK OPTION",
        "DROP VIEW shop.open_orders",
      ] {
        try server.client.query(change + ";")
        let before = try ServerState(of: server)
        let output = try scripts.run(scripts.moves[0], on: server, manner)
        #expect(output.exitCode == (manner.stopsAtErrors ? 1 : 0))
        #expect(
          output.stderr.contains(
            "nothing was changed: views that are neither as in the catalog nor as this plan creates them: 1"
          ), "\(output)")
        #expect(output.stdout.contains("WHERE") || output.stdout.contains("on the server"))
        #expect(
          output.stdout.contains("in the catalog\tCREATE OR REPLACE ALGORITHM = MERGE"), "\(output)"
        )
        let after = try ServerState(of: server)
        #expect(after == before, "\(after.changes(since: before))")
        let preflight = try scripts.run(scripts.names.preflight, on: server)
        #expect(preflight.stdout.contains("shop.open_orders"), "\(preflight)")
      }
    }
  }

  @Test(arguments: MariaDBClient.Manner.allCases)
  func `a view that was changed after the move stays, all tables come home, and a hand mends it`(
    manner: MariaDBClient.Manner
  ) async throws {
    try await SharedServer.use { server in
      try server.client.query(ViewMigration.fixture)
      let start = try ServerState(of: server)
      let scripts = try Scripts(try ViewMigration.make(of: server.client))
      for file in scripts.forward { try scripts.run(file, on: server) }
      try server.client.query(
        "CREATE OR REPLACE ALGORITHM = TEMPTABLE VIEW cold.items_only AS SELECT id, 'hot' AS s FROM cold.items;"
      )
      let hot = try ServerState(of: server).facts(about: "cold.items_only")
      let verify = try scripts.run(scripts.names.verify, on: server)
      #expect(verify.stdout.contains("\tchanged\n"), "\(verify)")
      let output = try scripts.rollBack(on: server, manner)
      #expect(output.exitCode == (manner.stopsAtErrors ? 1 : 0))
      #expect(
        output.stderr.contains("as this plan creates them, and are left as they are: 1"),
        "\(output)")
      for part in ["'hot'", "of this plan, for the present names", "in the catalog"] {
        #expect(output.stdout.contains(part), "\(part): \(output)")
      }
      if !manner.stopsAtErrors {
        #expect(
          output.lastLine.hasPrefix(
            "NOT DONE: 5 of 5 tables are back; 5 of 6 views are as planned"),
          "\(output)")
      }
      let state = try ServerState(of: server)
      #expect(state.facts(about: "cold.items_only") == hot)
      #expect(state.tables(in: "shop") == start.tables(in: "shop"))
      #expect(state.schemas.contains("archive"))
      try server.client.query(
        "CREATE OR REPLACE ALGORITHM = TEMPTABLE VIEW cold.items_only AS SELECT id, 'shop.items `shop`.`items`' AS `shop.items`, (SELECT COUNT(*) FROM shop.stays) AS c FROM shop.items;"
      )
      let again = try scripts.rollBack(on: server, manner)
      #expect(again.lastLine.hasPrefix("DONE: 5 of 5 tables are back; 6 of 6"), "\(again)")
      let end = try ServerState(of: server)
      #expect(end == start, "\(end.changes(since: start))")
    }
  }

  /// What stands on it cannot be created either: no statement may fail before the words come.
  @Test(arguments: MariaDBClient.Manner.allCases)
  func `a view that was changed after the move takes those on it along, until a hand mends it`(
    manner: MariaDBClient.Manner
  ) async throws {
    try await SharedServer.use { server in
      try server.client.query(ViewMigration.fixture)
      let start = try ServerState(of: server)
      let scripts = try Scripts(try ViewMigration.make(of: server.client))
      for file in scripts.forward { try scripts.run(file, on: server) }
      try server.client.query(
        "CREATE OR REPLACE VIEW reports.both_ends AS SELECT o.id, i.s, 'hot' AS hot FROM archive.orders_2023 o, cold.items i WHERE i.order_id = o.id;"
      )
      let output = try scripts.rollBack(on: server, manner)
      #expect(output.exitCode == (manner.stopsAtErrors ? 1 : 0))
      #expect(!output.stderr.contains("1356"), "\(output)")
      #expect(
        output.stderr.contains("as this plan creates them, and are left as they are: 3"),
        "\(output)")
      #expect(output.stdout.contains("'hot'"), "\(output)")
      let state = try ServerState(of: server)
      #expect(state.tables(in: "shop") == start.tables(in: "shop"))
      try server.client.query(
        "CREATE OR REPLACE VIEW reports.both_ends AS SELECT o.id, i.s FROM shop.orders o, shop.items i WHERE i.order_id = o.id;"
      )
      let again = try scripts.rollBack(on: server, manner)
      #expect(again.lastLine.hasPrefix("DONE: 5 of 5 tables are back; 6 of 6"), "\(again)")
      let end = try ServerState(of: server)
      #expect(end == start, "\(end.changes(since: start))")
    }
  }

  @Test func `a view that fails before the move bars it, and is named`() async throws {
    try await SharedServer.use { server in
      try server.client.query(ViewMigration.fixture)
      try server.client.query("ALTER TABLE shop.orders CHANGE s text VARCHAR(20);")
      let scripts = try Scripts(try ViewMigration.make(of: server.client))
      try scripts.run(scripts.create, on: server)
      let before = try ServerState(of: server)
      let output = try scripts.run(scripts.moves[0], on: server, .force)
      #expect(output.stderr.contains("views that fail already (1356)"), "\(output)")
      #expect(output.stdout.contains("shop.open_orders"), "\(output)")
      let preflight = try scripts.run(scripts.names.preflight, on: server)
      #expect(preflight.stdout.contains("view already fails"), "\(preflight)")
      #expect(try ServerState(of: server) == before)
    }
  }

  static let privileges = "SELECT, ALTER, DROP, CREATE, INSERT, CREATE VIEW, SHOW VIEW"

  /// What is granted beyond, and what the refusal says; nil where it moves.
  @Test(arguments: [
    ("GRANT SET USER ON *.* TO mover@localhost", nil),
    ("GRANT SUPER ON *.* TO mover@localhost", TriggerAuthorityTests.superLacks("SET USER on *.*")),
    ("DO 0", "SET USER on *.*"),
    (
      "GRANT SET USER ON *.* TO mover@localhost; REVOKE CREATE VIEW ON reports.* FROM mover@localhost",
      "CREATE VIEW on reports"
    ),
    (
      "GRANT SET USER ON *.* TO mover@localhost; REVOKE SHOW VIEW ON reports.* FROM mover@localhost",
      "SHOW VIEW on reports"
    ),
    (
      "GRANT SET USER ON *.* TO mover@localhost; REVOKE DROP ON reports.* FROM mover@localhost",
      "DROP on reports"
    ),
    (
      "GRANT SET USER ON *.* TO mover@localhost; REVOKE SELECT ON archive.* FROM mover@localhost",
      "SELECT on archive"
    ),
  ])
  func `an account that could not create the views again moves nothing`(
    sql: String, says: String?
  ) async throws {
    try await SharedServer.use { server in
      try server.client.query(ViewMigration.fixture)
      let scripts = try Scripts(try ViewMigration.make(of: server.client))
      try scripts.run(scripts.create, on: server)
      try server.client.query(
        "CREATE USER mover@localhost; "
          + ["shop", "archive", "cold", "reports"].map {
            "GRANT \(Self.privileges) ON \($0).* TO mover@localhost; "
          }.joined() + sql + ";")
      let client = server.client.with(user: "mover")
      let before = try ServerState(of: server)
      let answers = try ViewTests.answers(of: server)
      let output = try scripts.run(scripts.moves[0], as: client)
      if let says {
        #expect(output.stderr.contains(says), "\(output)")
        let state = try ServerState(of: server)
        #expect(state == before, "\(state.changes(since: before))")
      } else {
        #expect(output.lastLine.hasPrefix("DONE: 4 of 4"), "\(output)")
        #expect(try ViewTests.answers(of: server) == answers)
        let back = try scripts.run(scripts.names.rollback, as: client)
        #expect(back.lastLine.hasPrefix("DONE: 5 of 5 tables are back; 6 of 6"), "\(back)")
      }
    }
  }
}
