import Foundation
import PlancTestSupport
import Testing

@testable import Plans

/// Tables with triggers, there and back.
@Suite(.withTriggersCarried)
struct TriggerTests {
  @Test(arguments: MariaDBClient.Manner.allCases)
  func `tables cross with their triggers and come home, each file twice`(
    manner: MariaDBClient.Manner
  ) async throws {
    try await SharedServer.use { server in
      try server.client.query(TriggerMigration.fixture)
      let start = try ServerState(of: server)
      let scripts = try Scripts(try TriggerMigration.make(of: server.client))
      for _ in 1...2 {
        let output = try scripts.run(scripts.moves[0], on: server, manner)
        #expect(output.stderr == "")
        #expect(output.lastLine == "DONE: 5 of 5 tables are in archive", "\(output)")
      }
      let moved = try ServerState(of: server)
      #expect(moved.tables(in: "shop") == ["stays"])
      #expect(
        moved.tables(in: "archive") == [
          "customers", "items", "odd", "old_notes", "orders_2023", "present",
        ])
      let verify = try scripts.run(scripts.names.verify, on: server, manner)
      #expect(verify.lastLine == "VERIFIED", "\(verify)")
      let status = try scripts.run(scripts.names.status, on: server, manner)
      #expect(status.stdout.contains("APPLIED"), "\(status)")
      for _ in 1...2 {
        let output = try scripts.rollBack(on: server, manner)
        #expect(output.stderr == "")
        #expect(output.lastLine == "DONE: 5 of 5 tables are back", "\(output)")
      }
      let end = try ServerState(of: server)
      #expect(end == start, "\(end.changes(since: start))")
    }
  }

  @Test func `a row that is written after the move fires every trigger in its order`() async throws
  {
    try await SharedServer.use { server in
      try server.client.query(TriggerMigration.fixture)
      let scripts = try Scripts(try TriggerMigration.make(of: server.client))
      let preflight = try scripts.run(scripts.names.preflight, on: server)
      #expect(preflight.lastLine == "READY", "\(preflight)")
      try scripts.run(scripts.moves[0], on: server)
      let rows = try server.client.query(
        """
        INSERT INTO archive.orders_2023 VALUES (7, 1, 'x');
        INSERT INTO archive.items VALUES (7, 7);
        DELETE FROM archive.orders_2023 WHERE id = 1 AND id NOT IN (SELECT order_id FROM archive.items);
        UPDATE archive.orders_2023 SET n = 99 WHERE id = 7;
        SELECT n FROM archive.orders_2023 WHERE id = 7;
        SELECT line FROM audit.log ORDER BY id;
        """)
      #expect(rows == [["11"], ["new \\\\ order ;; 7"], ["Ã¼latin1_german2_ci"]], "\(rows)")
    }
  }

  /// After each statement that can write: the files end what was begun, or take it back.
  @Test(arguments: [true, false])
  func `a file that was cut after any statement goes on, or back`(forward: Bool) async throws {
    try await SharedServer.use { server in
      try server.client.query(TriggerMigration.fixture)
      let start = try ServerState(of: server)
      let scripts = try Scripts(try TriggerMigration.make(of: server.client))
      let parts = scripts.beginnings(of: forward ? scripts.moves[0] : scripts.names.rollback)
      #expect(parts.count > 20)
      var words: Set<String> = []
      for (cut, part) in parts.enumerated() {
        if !forward { try scripts.run(scripts.moves[0], on: server) }
        let output = try server.client.run(text: part)
        #expect(output.stderr == "", "cut \(cut)")
        let status = try scripts.run(scripts.names.status, on: server)
        let word = status.stdout.split(separator: "\n").dropFirst().first?.split(separator: "\t")
        words.insert(String(word?.first ?? "?"))
        if cut.isMultiple(of: 2) == forward {
          let output = try scripts.run(scripts.moves[0], on: server)
          #expect(output.lastLine.hasPrefix("DONE: 5"), "cut \(cut): \(output)")
        }
        let back = try scripts.rollBack(on: server)
        #expect(back.lastLine.hasPrefix("DONE: 5"), "cut \(cut): \(back)")
        let state = try ServerState(of: server)
        #expect(state == start, "cut \(cut): \(state.changes(since: start))")
      }
      #expect(words.isSubset(of: ["PARTIALLY APPLIED", "NOT STARTED", "APPLIED"]), "\(words)")
    }
  }

  @Test(arguments: MariaDBClient.Manner.allCases)
  func `a trigger that was changed since is never replaced, and both definitions are shown`(
    manner: MariaDBClient.Manner
  ) async throws {
    try await SharedServer.use { server in
      try server.client.query(TriggerMigration.fixture)
      let scripts = try Scripts(try TriggerMigration.make(of: server.client))
      for isMoved in [false, true] {
        if isMoved {
          try server.client.query(
            "CREATE OR REPLACE TRIGGER shop.orders_bi_first BEFORE INSERT ON shop.orders FOR EACH ROW PRECEDES orders_bi SET NEW.n = NEW.n * 10;"
          )
          let done = try scripts.run(scripts.moves[0], on: server)
          #expect(done.lastLine.hasPrefix("DONE"), "\(done)")
        }
        let (schema, table) = isMoved ? ("archive", "orders_2023") : ("shop", "orders")
        try server.client.query(
          "CREATE OR REPLACE TRIGGER \(schema).orders_bi_first BEFORE INSERT ON \(schema).\(table) FOR EACH ROW PRECEDES orders_bi SET NEW.n = NEW.n * 12;"
        )
        let before = try ServerState(of: server)
        let file = isMoved ? scripts.names.rollback : scripts.moves[0]
        let output = try scripts.run(file, on: server, manner)
        #expect(output.exitCode == (manner.stopsAtErrors ? 1 : 0))
        if isMoved {
          let left = "NOT DONE: 4 of 5 tables are back, left at the target, with a trigger"
          #expect(output.lastLine.hasPrefix(left), "\(output)")
          #expect(output.stderr.contains("'planc: \(left)"), "\(output)")
        } else {
          let says = "triggers on shop.orders: 5, as in the catalog: 4, in the catalog: 5"
          #expect(output.stderr.contains(says), "\(output)")
        }
        #expect(output.stdout.contains("SET NEW.n = NEW.n * 12"), "\(output)")
        #expect(output.stdout.contains("SET NEW.n = NEW.n * 10"), "\(output)")
        let after = try ServerState(of: server)
        for table in ["orders", "orders_2023"] {
          for schema in ["shop", "archive"] {
            let name = "\(schema).\(table)"
            #expect(after.facts(about: name) == before.facts(about: name), "\(name)")
          }
        }
        #expect(!after.facts.keys.contains { $0.contains("__planc") })
        for name in ["orders_bi", "orders_bi_first", "orders_bu", "orders_ad"] {
          let about = "\(schema).\(name)"
          #expect(after.facts(about: about) == before.facts(about: about))
        }
      }
    }
  }

  /// What stands in the way of a table with triggers, and what the refusal says.
  @Test(arguments: [
    ("CREATE VIEW shop.__planc_orders AS SELECT 1 AS one", "2 are in use, and one must be"),
    ("CREATE VIEW archive.__PLANC_orders AS SELECT 1 AS one", "2 are in use, and one must be"),
    ("CREATE VIEW archive.Orders_2023 AS SELECT 1 AS one", "2 are in use, and one must be"),
    (
      "CREATE TRIGGER archive.orders_bu BEFORE INSERT ON archive.present FOR EACH ROW SET NEW.id = 1",
      "names of its triggers that are in use in archive: 1; "
    ),
    (
      "DROP TRIGGER shop.orders_bu",
      "triggers on shop.orders: 4, as in the catalog: 4, in the catalog: 5"
    ),
    (
      "CREATE TRIGGER shop.more BEFORE DELETE ON shop.orders FOR EACH ROW SET @x = 1",
      "triggers on shop.orders: 6, as in the catalog: 5, in the catalog: 5"
    ),
  ])
  func `what stands in the way is named, and no table gets a temporary name`(
    sql: String, says: String
  ) async throws {
    try await SharedServer.use { server in
      try server.client.query(TriggerMigration.fixture)
      let scripts = try Scripts(try TriggerMigration.make(of: server.client))
      try server.client.query(sql + ";")
      let preflight = try scripts.run(scripts.names.preflight, on: server)
      #expect(preflight.stdout.contains("error\t"), "\(preflight)")
      let before = try ServerState(of: server).facts(about: "shop.orders")
      for manner in MariaDBClient.Manner.allCases {
        let output = try scripts.run(scripts.moves[0], on: server, manner)
        #expect(output.stderr.contains(says), "\(output)")
        #expect(try ServerState(of: server).facts(about: "shop.orders") == before)
      }
    }
  }
}

/// Who may drop and create triggers is asked before a table is temporarily renamed.
@Suite(.withTriggersCarried)
struct TriggerAuthorityTests {
  static let privileges = "SELECT, ALTER, DROP, CREATE, INSERT, TRIGGER"

  /// SUPER holds SET USER before MariaDB 11.0.
  static func superLacks(_ what: String) -> String? {
    ServerKind.chosen == .mariaDB118 ? what : nil
  }

  /// SQL that gives the account `mover` its rights, and what the refusal says; nil where it moves.
  struct Account: Sendable {
    var sql: String
    var says: String?
    var own = false
  }

  static let accounts = [
    Account(
      sql: "GRANT SELECT, ALTER, DROP, CREATE, INSERT ON shop.* TO mover@localhost",
      says: "lacks TRIGGER on shop, SET USER"),
    Account(
      sql: "GRANT BINLOG ADMIN, SET USER ON *.* TO mover@localhost",
      says: "SUPER on *.*, or log_bin"),
    Account(sql: "GRANT SUPER ON *.* TO mover@localhost", says: superLacks("SET USER on")),
    Account(sql: "GRANT SUPER, SET USER ON *.* TO mover@localhost"),
    Account(
      sql: "SET GLOBAL log_bin_trust_function_creators = 1", says: "SET USER on"),
    Account(
      sql:
        "SET GLOBAL log_bin_trust_function_creators = 1; GRANT SET USER ON *.* TO mover@localhost"),
    Account(sql: "SET GLOBAL log_bin_trust_function_creators = 1", own: true),
    Account(sql: "DO 0", says: "SUPER on *.*, or log_bin", own: true),
  ]

  @Test func `an account that could not create the triggers again starts no table`() async throws {
    let server = try ThrowawayServer(options: ["--log-bin"])
    defer { server.stop() }
    for account in Self.accounts {
      try server.empty()
      try server.client.query(TriggerMigration.fixture)
      try server.client.query(
        """
        CREATE USER mover@localhost;
        GRANT \(Self.privileges) ON archive.* TO mover@localhost;
        GRANT SELECT, INSERT ON audit.* TO mover@localhost;

        """)
      if !account.sql.contains("ON shop.*") {
        try server.client.query("GRANT \(Self.privileges) ON shop.* TO mover@localhost;")
      }
      if account.own { try Self.give(server, to: "mover@localhost") }
      try server.client.query(account.sql + ";")
      let start = try ServerState(of: server)
      let scripts = try Scripts(try TriggerMigration.make(of: server.client))
      let client = server.client.with(user: "mover")
      let output = try scripts.run(scripts.moves[0], as: client)
      if let says = account.says {
        #expect(output.stderr.contains(says), "\(account.sql): \(output)")
        let state = try ServerState(of: server)
        #expect(state.facts(about: "shop.orders") == start.facts(about: "shop.orders"))
        #expect(!state.facts.keys.contains { $0.contains("__planc") }, "\(account.sql)")
      } else {
        #expect(output.lastLine.hasPrefix("DONE: 5"), "\(account.sql): \(output)")
        let back = try scripts.run(scripts.names.rollback, as: client)
        #expect(back.lastLine.hasPrefix("DONE: 5"), "\(account.sql): \(back)")
        let state = try ServerState(of: server)
        #expect(state == start, "\(account.sql): \(state.changes(since: start))")
      }
    }
  }

  /// Makes an account the definer of every trigger of the fixture.
  private static func give(_ server: ThrowawayServer, to account: String) throws {
    try server.client.query(
      """
      DROP TRIGGER shop.orders_bi; DROP TRIGGER shop.orders_bi_first; DROP TRIGGER shop.`orders "ai"`;
      DROP TRIGGER shop.orders_bu; DROP TRIGGER shop.orders_ad; DROP TRIGGER shop.items_bi; DROP TRIGGER shop.odd;
      CREATE DEFINER = \(account) TRIGGER shop.orders_bi BEFORE INSERT ON shop.orders FOR EACH ROW SET NEW.n = 1;
      CREATE DEFINER = \(account) TRIGGER shop.items_bi BEFORE INSERT ON shop.items FOR EACH ROW SET NEW.id = 1;
      CREATE DEFINER = \(account) TRIGGER shop.odd BEFORE INSERT ON shop.`odd ``name`` \\ x` FOR EACH ROW SET NEW.id = 1;
      """)
  }
}
