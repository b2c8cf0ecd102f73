import Foundation
import PlancTestSupport
import Testing

@testable import PlanCompiler

/// Grants that are not what the catalog says, and accounts that could not copy them.
@Suite struct GrantRefusalTests {
  /// What was done since the catalog was taken, and what the refusal and its rows say.
  static let changes: [(sql: String, says: String, shows: String)] = [
    (
      "GRANT DELETE ON shop.orders TO report", "1 rights on these tables are not as in the catalog",
      "'report'@'%'\tshop.orders\tDELETE\tno\tyes"
    ),
    (
      "REVOKE SELECT (note) ON shop.orders FROM clerk@localhost",
      "1 rights on these tables are not",
      "'clerk'@'localhost'\tshop.orders (note)\tSELECT\tyes\tno"
    ),
    (
      "REVOKE GRANT OPTION ON shop.orders FROM other", "1 rights on these tables are not",
      "'other'@'%'\tshop.orders\tGRANT OPTION\tyes\tno"
    ),
    (
      "DROP USER report", "1 rights on these tables are not",
      "'report'@'%'\tshop.orders\tSELECT\tyes"
    ),
    (
      "GRANT SELECT, CREATE ON archive.old_orders TO boss",
      "2 rights are on the new names of these tables already",
      "'boss'@'%'\tarchive.old_orders\tCREATE\tno\tyes"
    ),
    (
      "GRANT SELECT, CREATE ON archive.old_orders TO report",
      "2 rights are on the new names of these tables already",
      "'report'@'%'\tarchive.old_orders\tSELECT\tno\tyes"
    ),
    (
      "GRANT INSERT ON shop.log TO boss", "1 rights on these tables are not",
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

  static let rights =
    "SELECT, ALTER, DROP, CREATE, INSERT, TRIGGER, SHOW VIEW, EVENT, ALTER ROUTINE"

  /// SQL that gives the account `mover` its rights, and what the refusal says; nil where it moves.
  static let accounts: [(sql: String, says: String?)] = [
    ("GRANT ALL ON archive.* TO mover@localhost", "may not see the grants of others"),
    (
      "GRANT SELECT ON mysql.* TO mover@localhost; GRANT ALL ON archive.* TO mover@localhost",
      "not listed with GRANT OPTION on archive"
    ),
    (
      "GRANT SELECT ON mysql.* TO mover@localhost; GRANT \(rights) ON archive.* TO mover@localhost WITH GRANT OPTION",
      "listed with 2 of the \(OnlyOnMariaDB.isHere ? 4 : 3) rights on archive"
    ),
    (
      "GRANT SELECT ON mysql.* TO mover@localhost; GRANT ALL ON `a%`.* TO mover@localhost WITH GRANT OPTION; GRANT \(rights) ON archive.* TO mover@localhost",
      "not listed with GRANT OPTION on archive"
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
          CREATE USER mover@localhost; GRANT \(Self.rights) ON shop.* TO mover@localhost;
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
          "DONE: 3 of 3 tables are back; 2 privileges on the new names are left"))
      #expect(back.stdout.contains("'report'@'%'\tarchive.old_orders\tINSERT"), "\(back)")
      let left = try ServerState(of: server).changes(since: start)
      #expect(
        left == """
          new:     grants member@% on archive.items: Delete |\(" ")
          new:     grants report@% on archive.old_orders: Insert |\(" ")
          """)
      let again = try scripts.run(scripts.moves[0], on: server)
      #expect(
        again.stderr.contains("2 rights are on the new names")
          || again.stderr.contains("1 rights are on the new names"))
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
        text.range(of: "SET @planc_sql = IF(@planc_grants = 'GO' AND LOCATE(',1,'"))
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
        "PREPARE planc_grants FROM @planc_grants_read;", with: "SELECT 1 FROM nowhere.nothing;")
      let output = try server.client.run(text: broken, .force)
      #expect(output.lastLine.hasPrefix("NOT DONE: 0 of 3"), "\(output)")
      #expect(try ServerState(of: server) == before)
    }
  }
}
