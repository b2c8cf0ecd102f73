import Foundation
import PlancTestSupport
import Testing

@testable import Plans

/// Grants that are not what the catalog says, and accounts that could not copy them.
@Suite struct GrantRefusalTests {
  /// What was done since the catalog was taken, and what the refusal and its rows say.
  static let changes: [(sql: String, says: String, shows: String)] = [
    (
      "GRANT DELETE ON shop.orders TO report",
      "privileges on these tables that are not as in the catalog: 1",
      "'report'@'%'\tshop.orders\tDELETE\tno\tyes"
    ),
    (
      "REVOKE SELECT (note) ON shop.orders FROM clerk@localhost",
      "privileges on these tables that are not as in the catalog: 1",
      "'clerk'@'localhost'\tshop.orders (note)\tSELECT\tyes\tno"
    ),
    (
      "REVOKE GRANT OPTION ON shop.orders FROM other",
      "privileges on these tables that are not as in the catalog: 1",
      "'other'@'%'\tshop.orders\tGRANT OPTION\tyes\tno"
    ),
    (
      "DROP USER report", "privileges on these tables that are not as in the catalog: 1",
      "'report'@'%'\tshop.orders\tSELECT\tyes"
    ),
    (
      "GRANT SELECT, CREATE ON archive.old_orders TO boss",
      "privileges on the new names of these tables already: 2",
      "'boss'@'%'\tarchive.old_orders\tCREATE\tno\tyes"
    ),
    (
      "GRANT SELECT, CREATE ON archive.old_orders TO report",
      "privileges on the new names of these tables already: 2",
      "'report'@'%'\tarchive.old_orders\tSELECT\tno\tyes"
    ),
    (
      "GRANT INSERT ON shop.log TO boss",
      "privileges on these tables that are not as in the catalog: 1",
      "'boss'@'%'\tshop.log\tINSERT\tno\tyes"
    ),
  ]

  @Test(arguments: MariaDBClient.Manner.allCases)
  func `a grant that has changed since stops the file before a table moves`(
    manner: MariaDBClient.Manner
  ) async throws {
    try await SharedServer.use { server in
      for change in Self.changes {
        try server.empty()
        try server.client.query(GrantFixture.text)
        let scripts = try GrantFixture.scripts(of: server.client)
        try server.client.query(change.sql + ";")
        let before = try ServerState(of: server)
        let preflight = try scripts.run(scripts.names.preflight, on: server)
        #expect(preflight.stdout.contains("error\t"), "\(change.sql): \(preflight)")
        let output = try scripts.run(scripts.moves[0], on: server, manner)
        #expect(output.exitCode == (manner.stopsAtErrors ? 1 : 0))
        #expect(output.stderr.contains("planc: nothing was changed: \(change.says)"), "\(output)")
        #expect(output.stdout.contains(change.shows), "\(change.sql): \(output)")
        #expect(!output.lastLine.hasPrefix("DONE"))
        let after = try ServerState(of: server)
        #expect(after == before, "\(after.changes(since: before))")
      }
    }
  }

  static let privileges =
    "SELECT, ALTER, DROP, CREATE, INSERT, TRIGGER, SHOW VIEW, EVENT, ALTER ROUTINE"

  /// SQL that gives the account `mover` its rights, and what the refusal says; nil where it moves.
  static let accounts: [(sql: String, says: String?)] = [
    ("GRANT ALL ON archive.* TO mover@localhost", "SELECT on mysql"),
    (
      "GRANT SELECT ON mysql.* TO mover@localhost; GRANT ALL ON archive.* TO mover@localhost",
      "GRANT OPTION on archive"
    ),
    (
      "GRANT SELECT ON mysql.* TO mover@localhost; GRANT \(privileges) ON archive.* TO mover@localhost WITH GRANT OPTION",
      "this account lacks "
    ),
    (
      "GRANT SELECT ON mysql.* TO mover@localhost; GRANT ALL ON `a%`.* TO mover@localhost WITH GRANT OPTION; GRANT \(privileges) ON archive.* TO mover@localhost",
      "GRANT OPTION on archive"
    ),
    (
      "GRANT SELECT ON mysql.* TO mover@localhost; GRANT ALL ON archive.* TO mover@localhost WITH GRANT OPTION",
      nil
    ),
  ]

  @Test func `an account that could not copy the grants moves no table`() async throws {
    try await SharedServer.use { server in
      for account in Self.accounts {
        try server.empty()
        try server.client.query(
          GrantFixture.text.replacing(
            "GRANT ALL ON shop.items TO boss", with: "GRANT UPDATE ON shop.items TO boss"))
        try server.client.query(
          """
          DROP TRIGGER IF EXISTS shop.items_bi;
          CREATE USER mover@localhost; GRANT \(Self.privileges) ON shop.* TO mover@localhost;
          \(account.sql);
          """)
        let scripts = try GrantFixture.scripts(of: server.client)
        let client = server.client.with(user: "mover")
        let before = try ServerState(of: server)
        let preflight = try scripts.run(scripts.names.preflight, as: client)
        let output = try scripts.run(scripts.moves[0], as: client)
        guard let says = account.says else {
          #expect(preflight.lastLine == "READY", "\(preflight)")
          #expect(output.lastLine == GrantTests.done, "\(output)")
          let verify = try scripts.run(scripts.names.verify, as: client)
          #expect(verify.lastLine == "VERIFIED", "\(verify)")
          let back = try scripts.run(scripts.names.rollback, as: client)
          #expect(back.lastLine == "DONE: 3 of 3 tables are back", "\(back)")
          #expect(try ServerState(of: server) == before)
          continue
        }
        #expect(preflight.lastLine.hasPrefix("NOT READY"))
        #expect(output.exitCode == 1)
        #expect(output.stderr.contains(says), "\(output)")
        #expect(try ServerState(of: server) == before)
      }
    }
  }

  @Test(arguments: MariaDBClient.Manner.allCases)
  func `what others have granted on a new name survives the rollback, and is told`(
    manner: MariaDBClient.Manner
  ) async throws {
    try await SharedServer.use { server in
      try server.client.query(GrantFixture.text)
      let start = try ServerState(of: server)
      let scripts = try GrantFixture.scripts(of: server.client)
      try scripts.run(scripts.moves[0], on: server)
      try server.client.query(
        """
        GRANT INSERT ON archive.old_orders TO report;
        GRANT DELETE ON archive.items TO member;
        REVOKE SELECT (note) ON archive.old_orders FROM clerk@localhost;
        REVOKE SELECT ON archive.old_orders FROM readers;
        """)
      let status = try scripts.run(scripts.names.status, on: server)
      #expect(status.stdout.contains("PARTIALLY APPLIED\t"))
      #expect(status.stdout.contains("; grants not copied yet: 2"), "\(status)")
      #expect(status.stdout.contains("not a copy\tarchive.items\t'member'@'%'\tDELETE"))
      let verify = try scripts.run(scripts.names.verify, on: server)
      #expect(
        verify.stdout.contains(
          "archive.old_orders\tcopied grant of 'clerk'@'localhost'\tpartially copied\n"))
      #expect(verify.lastLine.hasPrefix("NOT VERIFIED"))
      let back = try scripts.rollBack(on: server, manner)
      #expect(
        back.lastLine.hasPrefix(
          "DONE: 3 of 3 tables are back; privileges on the new names that these files did not grant: 2"
        ))
      #expect(back.stdout.contains("'report'@'%'\tarchive.old_orders\tINSERT"), "\(back)")
      let left = try ServerState(of: server).changes(since: start)
      #expect(
        left == """
          new:     grants member@% on archive.items: Delete |\(" ")
          new:     grants report@% on archive.old_orders: Insert |\(" ")
          """)
      let again = try scripts.run(scripts.moves[0], on: server)
      #expect(
        again.stderr.contains("privileges on the new names of these tables already: 1")
          || again.stderr.contains("privileges on the new names of these tables already: 2"))
    }
  }

  /// Without the mode a GRANT creates the account, and gives it no password.
  @Test func `an account that was dropped between move and grants is not made again`() async throws
  {
    try await SharedServer.use { server in
      try server.client.query(GrantFixture.text)
      let scripts = try GrantFixture.scripts(of: server.client)
      let text = scripts.text(scripts.moves[0])
      let mark = try #require(
        text.range(
          of: "SET @planc_sql = IF(@planc_grant IS NOT NULL, 'SET SESSION TRANSACTION READ"))
      // As if somebody dropped all accounts just then, in another session.
      let names = [
        "report", "clerk@localhost", "``@localhost", "boss", "member", "other", "readers",
      ]
      let drops =
        "SET SESSION TRANSACTION READ WRITE;\n"
        + names.map { $0 == "readers" ? "DROP ROLE readers;\n" : "DROP USER \($0);\n" }.joined()
      let cut = text[..<mark.lowerBound] + drops + text[mark.lowerBound...]
      let output = try server.client.run(text: String(cut), .force)
      // MySQL makes no account by a GRANT.
      let error = OnlyOnMariaDB.isHere ? "ERROR 1133" : "ERROR 1410"
      #expect(output.stderr.contains(error), "\(output)")
      #expect(output.lastLine.hasPrefix("NOT DONE"))
      let count = try server.client.value(
        "SELECT COUNT(*) FROM mysql.user WHERE User IN ('report', 'clerk', '', 'boss', 'member', 'other');"
      )
      #expect(count == "0")
    }
  }

  /// What could not be read is not taken for nothing.
  @Test func `a rollback that cannot read the grants brings no table home`() async throws {
    try await SharedServer.use { server in
      try server.client.query(GrantFixture.text)
      let scripts = try GrantFixture.scripts(of: server.client)
      try scripts.run(scripts.moves[0], on: server)
      let before = try ServerState(of: server)
      let broken = scripts.text(scripts.names.rollback).replacing(
        "SET @planc_live_grants = NULL;\n\n",
        with: "SET @planc_live_grants = NULL;\nSELECT 1 FROM nowhere.nothing\n UNION ALL\n")
      let output = try server.client.run(text: broken, .force)
      #expect(output.lastLine.hasPrefix("NOT DONE: 0 of 3"), "\(output)")
      #expect(try ServerState(of: server) == before)
    }
  }
}
