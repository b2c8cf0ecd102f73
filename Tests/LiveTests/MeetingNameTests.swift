import PlancTestSupport
import Testing

@testable import PlanCompiler

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

  /// The foreign keys of `east.items`, `east.old` and `west.items`, and what preflight says.
  struct Case: Sendable {
    var names: [String?]
    var finding: String?
  }

  static let cases = [
    Case(names: ["one", "two", "three"]),
    Case(
      names: ["fk", "two", "FK"],
      finding: "stop: foreign key name FK would be twice in all @ west.items"),
    // A generated name follows its table: `old_ibfk_1` becomes `goods_ibfk_1`.
    Case(
      names: ["goods_ibfk_1", nil, "three"],
      finding: "stop: foreign key name goods_ibfk_1 would be twice in all @ east.old"),
    Case(names: [nil, nil, nil]),
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
        try scripts.run(scripts.names.rollback, on: server)
      } else {
        let error = OnlyOnMariaDB.isHere ? "ERROR 1050" : "ERROR 1826"
        #expect(move.exitCode == 1 && move.stderr.contains(error), "\(move.stderr)")
      }
      let after = try ServerState(of: server)
      #expect(after == before, "\(after.changes(since: before))")
    }
  }
}
