import PlancTestSupport
import Testing

@testable import Plans

/// Constraint names of which each is free in the target, and which would meet there.
@Suite struct MeetingNameTests {
  private static let migration = SmallMigration.make(
    "meet",
    schemas: [
      SmallMigration.schema("east", 3, 1), SmallMigration.schema("west", 2, 1),
      SmallMigration.schema("all", 0, 3),
    ],
    batches: [
      [
        ("east", "all", ("East", [("items", "items"), ("old", "goods")])),
        ("west", "all", ("West", [("items", "west_items")])),
      ]
    ])

  @Test(.onlyOnMySQL)
  func `a new name that is too long for the name of a constraint is told before the move`()
    async throws
  {
    try await SharedServer.use { server in
      try server.client.query(
        "CREATE SCHEMA east; CREATE SCHEMA west; CREATE TABLE east.t (id INT CHECK (id > 0));")
      let before = try ServerState(of: server)
      for (length, finding) in [(59, true), (58, false)] {
        let name = String(repeating: "ж", count: length)
        let scripts = try Scripts(
          SmallMigration.make(
            "long",
            schemas: [SmallMigration.schema("east", 1, 0), SmallMigration.schema("west", 0, 1)],
            batches: [[("east", "west", (nil, [("t", name)]))]]))
        let preflight = try scripts.run(scripts.names.preflight, on: server)
        let found = "error: check constraint name \(name)_chk_1 would have 65 characters @ east.t"
        #expect(PreflightTests.findings(preflight) == (finding ? [found] : []))
        let move = try scripts.run(scripts.moves[0], on: server)
        #expect(move.stderr.contains("ERROR 1059") == finding, "\(move)")
        #expect(move.lastLine.hasPrefix("DONE: ") == !finding, "\(move)")
        try scripts.rollBack(on: server)
        let after = try ServerState(of: server)
        #expect(after == before, "\(after.changes(since: before))")
      }
    }
  }

  /// `t_chk_1` becomes `u_chk_1`.
  @Test(.onlyOnMySQL, arguments: [("u_chk_1", true), ("t_chk_1", false)])
  func `the name of a check that follows its table is told where it is taken`(
    taken: String, isTold: Bool
  ) async throws {
    let scripts = try Scripts(
      SmallMigration.make(
        "follow",
        schemas: [SmallMigration.schema("east", 1, 0), SmallMigration.schema("west", 1, 2)],
        batches: [[("east", "west", (nil, [("t", "u")]))]]))
    try await SharedServer.use { server in
      try server.client.query(
        """
        CREATE SCHEMA east; CREATE SCHEMA west; CREATE TABLE east.t (id INT CHECK (id > 0));
        CREATE TABLE west.other (id INT, CONSTRAINT \(taken) CHECK (id > 0));
        """)
      let before = try ServerState(of: server)
      let preflight = try scripts.run(scripts.names.preflight, on: server)
      let found = "error: check constraint name u_chk_1 is taken in west @ east.t"
      #expect(PreflightTests.findings(preflight) == (isTold ? [found] : []), "\(preflight)")
      let move = try scripts.run(scripts.moves[0], on: server)
      #expect(move.stderr.contains("ERROR 3822") == isTold, "\(move)")
      try scripts.rollBack(on: server)
      let after = try ServerState(of: server)
      #expect(after == before, "\(after.changes(since: before))")
    }
  }

  /// The foreign keys of `east.items`, `east.old` and `west.items`, and what preflight says.
  struct Case: Sendable {
    var names: [String?]
    var finding: String?
  }

  static let cases = [
    Case(names: ["one", "two", "three"]),
    Case(
      names: ["fk", "two", "FK"],
      finding: "error: foreign key name FK would be twice in all @ west.items"),
    // A generated name follows its table: `old_ibfk_1` becomes `goods_ibfk_1`.
    Case(
      names: ["goods_ibfk_1", nil, "three"],
      finding: "error: foreign key name goods_ibfk_1 would be twice in all @ east.old"),
    Case(names: [nil, nil, nil]),
    // MySQL ignores case and accents, MariaDB the case of ASCII letters.
    Case(
      names: ["fk_é", "two", "fk_e"],
      finding: OnlyOnMariaDB.isHere
        ? nil : "error: foreign key name fk_e would be twice in all @ west.items"),
    Case(
      names: ["ФК_Заказ", "two", "фк_заказ"],
      finding: OnlyOnMariaDB.isHere
        ? nil : "error: foreign key name фк_заказ would be twice in all @ west.items"),
    // MariaDB compares their bytes as latin1, where the first bytes of these two letters differ in an accent.
    Case(
      names: ["fk_é", "two", "fk_©"],
      finding: OnlyOnMariaDB.isHere
        ? "error: foreign key name fk_© would be twice in all @ west.items" : nil),
  ]

  @Test(arguments: cases)
  func `two tables that bring one name are told, and the server would have refused them`(
    given: Case
  ) async throws {
    let scripts = try Scripts(Self.migration)
    @Sendable func key(_ name: String?) -> String {
      (name.map { "CONSTRAINT \($0) " } ?? "") + "FOREIGN KEY (id) REFERENCES users (id)"
    }
    try await SharedServer.use { server in
      try server.client.query(
        """
        CREATE SCHEMA east; CREATE SCHEMA west; CREATE SCHEMA `all`;
        USE west; CREATE TABLE users (id INT PRIMARY KEY);
        CREATE TABLE items (id INT, \(key(given.names[2])));
        USE east; CREATE TABLE users (id INT PRIMARY KEY);
        CREATE TABLE items (id INT, \(key(given.names[0])));
        CREATE TABLE old (id INT, \(key(given.names[1])));
        """)
      let before = try ServerState(of: server)
      let preflight = try scripts.run(scripts.names.preflight, on: server)
      #expect(
        PreflightTests.findings(preflight) == (given.finding.map { [$0] } ?? []),
        "\(preflight.stderr)")
      PreflightTests.expectVerdict(preflight, .stdin)
      let move = try scripts.run(scripts.moves[0], on: server)
      if given.finding == nil {
        #expect(move.lastLine.hasPrefix("DONE: 3 of 3"), "\(move.stderr)")
        try scripts.rollBack(on: server)
      } else {
        let error = OnlyOnMariaDB.isHere ? "ERROR 1050" : "ERROR 1826"
        #expect(move.exitCode == 1 && move.stderr.contains(error), "\(move.stderr)")
      }
      let after = try ServerState(of: server)
      #expect(after == before, "\(after.changes(since: before))")
    }
  }
}
