import PlancTestSupport
import Testing

@testable import Plans

/// Options of schemas that only MySQL has, with which it refuses a move.
@Suite struct SchemaOptionTests {
  private static let migration = SmallMigration.make(
    "opt",
    schemas: [SmallMigration.schema("east", 2, 0), SmallMigration.schema("west", 0, 2)],
    batches: [[("east", "west", (nil, [("t", "t"), ("u", "u")]))]])

  private static let tables =
    "CREATE SCHEMA east; CREATE TABLE east.t (id INT); CREATE TABLE east.u (id INT);"

  @Test(.onlyOnMySQL, arguments: ["east", "west"])
  func `a read-only schema is found, and the advice is enough`(schema: String) async throws {
    let scripts = try Scripts(Self.migration)
    try await SharedServer.use { server in
      try server.client.query(
        "\(Self.tables) CREATE SCHEMA west; ALTER SCHEMA \(schema) READ ONLY = 1;")
      let preflight = try scripts.run(scripts.names.preflight, on: server)
      #expect(PreflightTests.findings(preflight) == ["error: schema is read-only @ \(schema)"])
      let refused = try scripts.run(scripts.moves[0], on: server)
      #expect(refused.stderr.contains("ERROR 3989"), "\(refused)")

      let advice = preflight.stdout.split(whereSeparator: { "\t\n".contains($0) })
        .first { $0.hasPrefix("run ALTER SCHEMA") }
      try server.client.query(String(try #require(advice).dropFirst("run ".count)))
      #expect(try scripts.run(scripts.names.preflight, on: server).lastLine == "READY")
      let moved = try scripts.run(scripts.moves[0], on: server)
      #expect(moved.lastLine.hasPrefix("DONE: 2 of 2"), "\(moved)")
      try scripts.rollBack(on: server)
    }
  }

  /// The encryption of each schema, and whether the server checks the privilege.
  struct Encryption: Sendable {
    var east: Character
    var west: Character
    var isChecked = true
    /// The error of MySQL for the move, nil if it succeeds.
    var refuses: Bool
  }

  @Test(
    .onlyOnMySQL,
    arguments: [
      Encryption(east: "N", west: "Y", refuses: true),
      Encryption(east: "N", west: "N", refuses: false),
      Encryption(east: "N", west: "Y", isChecked: false, refuses: false),
    ])
  func `tables that an account may not move for their encryption are found`(given: Encryption)
    async throws
  {
    let scripts = try Scripts(Self.migration)
    try await SharedServer.use { server in
      let check = given.isChecked ? 1 : 0
      try server.client.query(
        """
        \(Self.tables) CREATE SCHEMA west DEFAULT ENCRYPTION = '\(given.west)';
        CREATE USER mover; GRANT ALL ON east.* TO mover; GRANT ALL ON west.* TO mover;
        GRANT SELECT ON mysql.* TO mover; GRANT PROCESS ON *.* TO mover;
        \(PreflightAccountTests.seeingReplication)
        SET GLOBAL table_encryption_privilege_check = \(check);
        """)
      let mover = server.client.with(user: "mover")
      let preflight = try scripts.run(scripts.names.preflight, as: mover)
      let finding =
        "error: this account lacks TABLE_ENCRYPTION_ADMIN; tables whose encryption is not the "
        + "default of both schemas: 2 @ 'mover'@'%'"
      let errors = PreflightTests.findings(preflight).filter { $0.hasPrefix("error") }
      #expect(errors == (given.refuses ? [finding] : []), "\(preflight)")
      let move = try scripts.run(scripts.moves[0], as: mover)
      #expect(move.stderr.contains("ERROR 3826") == given.refuses, "\(move)")
      if given.refuses {
        try server.client.query(PrivilegeFindingTests.grants(preflight))
        let again = try scripts.run(scripts.names.preflight, as: mover)
        #expect(again.lastLine == "READY", "\(again)")
        #expect(try scripts.run(scripts.moves[0], as: mover).lastLine.hasPrefix("DONE: 2 of 2"))
      } else {
        #expect(move.lastLine.hasPrefix("DONE: 2 of 2"), "\(move)")
      }
      let back = try scripts.run(scripts.names.rollback, as: mover)
      #expect(back.lastLine.hasPrefix("DONE: 2 of 2"), "\(back)")
      try server.client.query(
        "SET GLOBAL table_encryption_privilege_check = 0; DROP USER mover;")
    }
  }
}
