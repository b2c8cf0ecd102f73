import PlancTestSupport
import Testing

@testable import Foundations
@testable import Operations
@testable import Plans

/// Each file meets a table with two triggers in every state: wherever the table is, whichever of its triggers it
/// has, in whichever text, and with a trigger of another session. What must hold afterwards knows no SQL.
@Suite(.withTriggersCarried)
struct TriggerStatesTests {
  /// A trigger as it is found: `changed` does something else, `marked` is one whose text is not restored yet.
  enum Form: CaseIterable, Sendable { case catalog, marked, changed }

  /// Where the table is: some of its four names, each on a table with the same row; one is the rule.
  static let places = [
    ["shop.orders"], ["shop.__planc_orders"], ["archive.__planc_orders"], ["archive.old_orders"],
    [], ["shop.orders", "archive.old_orders"], ["shop.__planc_orders", "archive.__planc_orders"],
  ]

  struct Found: Sendable, CustomStringConvertible {
    var tables: [String]
    /// In the order in which they fire.
    var triggers: [(name: String, form: Form)]
    var hasStranger: Bool

    var description: String {
      "\(tables), \(triggers.map { "\($0.name) \($0.form)" })\(hasStranger ? ", a stranger" : "")"
    }

    /// Whether one of the files leaves it so when its client is lost.
    var isOwn: Bool {
      guard tables.count == 1, !hasStranger, ["", "a", "ab"].contains(names) else { return false }
      let forms = triggers.map(\.form)
      if forms.contains(.changed) { return false }
      if tables[0].hasSuffix(".__planc_orders") { return Set(forms).count < 2 }
      return names == "ab"
    }

    var names: String { triggers.map(\.name).joined() }
  }

  /// Every table with every list of triggers.
  static var found: [Found] {
    let forms = Form.allCases
    var lists: [[(name: String, form: Form)]] = [[]]
    for form in forms { lists += [[("a", form)], [("b", form)]] }
    for first in forms {
      for second in forms { lists.append([("a", first), ("b", second)]) }
      lists.append([("b", first), ("a", first)])
    }
    return places.flatMap { tables in
      (tables.isEmpty ? [[]] : lists).flatMap { list in
        (tables.isEmpty ? [false] : [false, true]).map {
          Found(tables: tables, triggers: list, hasStranger: $0)
        }
      }
    }
  }

  static func migration(_ client: MariaDBClient) throws -> Migration {
    Migration(
      name: "audited", planPath: "plans/audited.yaml", title: "Audited", version: "1",
      lockWaitTimeoutSeconds: 2,
      schemas: [SmallMigration.schema("shop", 1, 0), SmallMigration.schema("archive", 0, 1)],
      batches: [
        .withTriggers(
          Move(QualifiedName("shop", "orders"), to: QualifiedName("archive", "old_orders")),
          TemporaryRename(
            name: "__planc_orders",
            triggers: try TriggerMigration.triggers(on: "orders", of: client)))
      ], code: CodeSettings(),
      fileNames: FileNames(plan: "audited", moves: [("archive", "archive")]))
  }

  private static func make(_ found: Found, on server: ThrowawayServer) throws {
    var sql = """
      DROP SCHEMA IF EXISTS shop; DROP SCHEMA IF EXISTS archive;
      CREATE SCHEMA shop; CREATE SCHEMA archive;

      """
    for (index, table) in found.tables.enumerated() {
      sql +=
        "CREATE TABLE \(table) (id INT PRIMARY KEY, n INT); INSERT INTO \(table) VALUES (1, 5);\n"
      if index > 0 { continue }
      let schema = table.prefix { $0 != "." }
      for trigger in found.triggers {
        let body =
          trigger.form == .changed
          ? "SET NEW.n = 0" : trigger.name == "a" ? "SET NEW.n = 2" : "SET NEW.n = 3"
        sql +=
          "CREATE TRIGGER \(schema).\(trigger.name) BEFORE INSERT ON \(table) FOR EACH ROW \(body)\(trigger.form == .marked ? "\n/* planc */" : "");\n"
      }
      if found.hasStranger {
        sql += "CREATE TRIGGER \(schema).z BEFORE UPDATE ON \(table) FOR EACH ROW SET NEW.n = 1;\n"
      }
    }
    // The client keeps comments in a statement; a file of the client's own has none.
    try server.client.query(sql)
  }

  /// The triggers on a table, by name: what they do, without the mark.
  private static func bodies(_ state: ServerState, of name: String) -> [String] {
    state.facts.filter { $0.key == "trigger shop.\(name)" || $0.key == "trigger archive.\(name)" }
      .values.map {
        $0.replacing("\\n/* planc */", with: "").split(separator: " | ").last.map(String.init) ?? ""
      }
  }

  private static func tables(_ state: ServerState) -> [String] {
    ["shop", "archive"].flatMap { schema in state.tables(in: schema).map { "\(schema).\($0)" } }
  }

  @Test(arguments: [true, false])
  func `every state ends well or is left as it is, and nothing of anybody is lost`(forward: Bool)
    async throws
  {
    try await SharedServer.use { server in
      let all = Self.found
      try Self.make(all.first { $0.isOwn && $0.names == "ab" }!, on: server)
      let scripts = try Scripts(try Self.migration(server.client))
      let source = try ServerState(of: server)
      try scripts.run(scripts.moves[0], on: server)
      let target = try ServerState(of: server)
      let file = forward ? scripts.moves[0] : scripts.names.rollback
      let goal = forward ? target : source
      let publicNames = ["shop.orders", "archive.old_orders"]
      var (done, refused) = (0, 0)
      for found in all {
        try Self.make(found, on: server)
        let before = try ServerState(of: server)
        let output = try scripts.run(file, on: server)
        let after = try ServerState(of: server)
        let what = "\(found): \(output.lastLine) \(output.stderr)"
        // The table, with its rows.
        #expect(Self.tables(after).count == found.tables.count, "\(what)")
        #expect(
          after.facts.filter { $0.key.hasPrefix("rows ") }.values.sorted()
            == before.facts.filter { $0.key.hasPrefix("rows ") }.values.sorted(), "\(what)")
        // What others have made.
        if found.hasStranger {
          #expect(Self.bodies(after, of: "z") == ["SET NEW.n = 1"], "\(what)")
        }
        for trigger in found.triggers where trigger.form == .changed {
          #expect(Self.bodies(after, of: trigger.name) == ["SET NEW.n = 0"], "\(what)")
        }
        // A public name has all triggers that it had under its temporary one, or under this name.
        for trigger in found.triggers where Self.tables(after).allSatisfy(publicNames.contains) {
          #expect(!Self.bodies(after, of: trigger.name).isEmpty, "\(what)")
        }
        let says = output.lastLine.hasPrefix("DONE: ")
        if says {
          done += 1
          let isThere = Self.tables(before) == Self.tables(after)
          let isChanged = found.triggers.contains { $0.form == .changed }
          let state = found.hasStranger || isThere || isChanged ? nil : after
          if let state { #expect(state == goal, "\(what): \(state.changes(since: goal))") }
          #expect(Self.tables(after) == Self.tables(goal), "\(what)")
        } else {
          refused += 1
          #expect(output.exitCode == 1, "\(what)")
          if output.stderr.contains("nothing was changed") {
            #expect(before == after, "\(what): \(after.changes(since: before))")
          }
        }
        if found.isOwn { #expect(says, "\(what)") }
        // The table gets a public name, whoever interferes.
        if found.tables.count == 1 {
          #expect(Self.tables(after).allSatisfy(publicNames.contains), "\(what)")
        }
      }
      print("\(forward ? "move" : "rollback"): \(done) done, \(refused) refused")
      #expect(done > 20 && refused > 20)
    }
  }
}
