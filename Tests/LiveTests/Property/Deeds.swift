import Diagnostics
import PlancTestSupport
import Testing

@testable import Catalogs
@testable import Foundations
@testable import Operations

/// Does what a plan was refused for, on a copy of the server, as somebody would by hand: that
/// fails, or something that worked does not any more.
struct Deeds {
  private let seed: UInt64
  private let server: ThrowawayServer
  private let random: RandomServer
  private let catalog: Catalog
  private let startAnswers: [String]
  private var done: Set<String> = []

  init(
    _ seed: UInt64, _ server: ThrowawayServer, _ random: RandomServer, _ catalog: Catalog,
    _ startAnswers: [String]
  ) {
    self.seed = seed
    self.server = server
    self.random = random
    self.catalog = catalog
    self.startAnswers = startAnswers
  }

  mutating func expectHarm(of error: Diagnostic, _ plan: String) throws {
    let place =
      "\(error.code) \(error.primary?.location.span.start.line ?? 0) \(error.subject.map { "\($0)" } ?? "")"
    guard done.insert(place).inserted else { return }
    // The copy: what was done before is gone.
    try server.empty()
    let output = try server.client.run(text: random.sql)
    guard output.exitCode == 0 else { throw TestSupportError("set-up: \(output.stderr)") }
    let isHarm = try harms(error)
    #expect(
      isHarm, "seed \(seed): refused without need: \(error.code.rawValue) \(error.message)\n\(plan)"
    )
  }

  private func harms(_ error: Diagnostic) throws -> Bool {
    // MySQL does not tell what a body names; an operator is asked to look.
    if error.message.contains("` may name `") { return catalog.server.flavor == .mysql }
    switch error.code {
    case .otherCollation, .existingSchema:
      return try fails("CREATE SCHEMA \(SQLText.name(random.made)) COLLATE utf8mb4_unicode_ci")
    case .missingSource, .notATable:
      guard case .listed(let name, let target)? = random.spoil else { return false }
      return try moveFails(
        QualifiedName(random.source, name), to: QualifiedName(target, name))
    default: break
    }
    guard let move = movedTable(of: error) else { throw TestSupportError("no table: \(error)") }
    switch error.code {
    case .takenTarget, .takenForeignKeyName, .takenCheckName, .triggerNameTaken,
      .malformedIdentifier:
      return try fails(statements(for: move))
    case .mergeTable, .unqualifiedTriggerName, .triggerNamesMovedTable, .triggerCollation:
      return try changes(.table, by: statements(for: move), moved: [move.table])
    case .viewNamesMovedTable:
      return try changes(.view, by: statements(for: move), moved: [move.table])
    case .routineNamesMovedTable:
      return try changes(.routine, by: statements(for: move), moved: [move.table])
    case .eventNamesMovedTable:
      return try changes(.event, by: statements(for: move), moved: [move.table])
    case .grantOnNewName, .grantLeftBehind:
      return try changes(.account, by: statements(for: move), moved: [move.table])
    case .triggerNotCarried where catalog.server.flavor == .mysql:
      // What no script can do behind a guard is left to a hand; a move without it fails.
      let table = random.tables[move.table]
      return try moveFails(
        QualifiedName(table.schema, table.name), to: QualifiedName(move.target, move.name))
    case .triggerNotCarried: return try misreads(move)
    case .grantNotToldApart: return try losesRights(move)
    default:
      Issue.record("seed \(seed): nothing is known that shows the harm of \(error)")
      return true
    }
  }

  private func movedTable(of error: Diagnostic) -> RandomServer.Move? {
    if let subject = error.subject {
      return random.moves.first {
        let table = random.tables[$0.table]
        return table.schema == subject.schema && table.name == subject.name
      }
    }
    return random.moves.filter {
      let table = random.tables[$0.table]
      return error.message.contains(shown(table.schema, table.name))
        || error.message.contains(shown($0.target, $0.name))
    }.first
  }

  // MARK: What is done

  /// The table is renamed across, its triggers created there as the catalog has them.
  private func statements(for move: RandomServer.Move) -> String {
    let table = random.tables[move.table]
    let triggers =
      catalog.schemas.first { $0.name == table.schema }?.triggers
      .filter { $0.table == table.name } ?? []
    let target = SQLText.name(QualifiedName(move.target, move.name))
    var text =
      "CREATE SCHEMA IF NOT EXISTS \(SQLText.name(random.made)) COLLATE utf8mb4_unicode_ci;\n"
    for trigger in triggers {
      text += "DROP TRIGGER \(SQLText.name(QualifiedName(table.schema, trigger.name)));\n"
    }
    text += "RENAME TABLE \(random.qualified(table)) TO \(target);\n"
    for trigger in triggers {
      let name = SQLText.name(QualifiedName(move.target, trigger.name))
      let definer = "\(SQLText.name(trigger.definer.user))@\(SQLText.name(trigger.definer.host))"
      text += """
        SET SESSION sql_mode = '\(trigger.settings.sqlMode)'\
        , collation_connection = \(trigger.settings.collationConnection);
        DELIMITER $$
        CREATE DEFINER = \(definer) TRIGGER \(name) \
        \(trigger.timing.rawValue) \(trigger.event.rawValue) ON \(target) FOR EACH ROW \(trigger.body)$$
        DELIMITER ;

        """
    }
    return text
  }

  /// Every view anew, as the catalog has it.
  private func views() -> String {
    catalog.schemas.flatMap { schema in
      schema.views.compactMap { view in
        view.definition.map {
          "CREATE OR REPLACE VIEW \(SQLText.name(QualifiedName(schema.name, view.name))) AS \($0);\n"
        }
      }
    }.joined()
  }

  // MARK: What comes of it

  private func fails(_ sql: String) throws -> Bool {
    try server.client.run(text: sql + ";\n").exitCode != 0
  }

  private func moveFails(_ source: QualifiedName, to target: QualifiedName) throws -> Bool {
    let made = SQLText.name(random.made)
    try server.client.query("CREATE SCHEMA IF NOT EXISTS \(made);")
    return try fails("RENAME TABLE \(SQLText.name(source)) TO \(SQLText.name(target))")
  }

  private func changes(
    _ about: Probe.About, by sql: String, moved: Set<Int> = []
  ) throws -> Bool {
    if try fails(sql) { return true }
    let answers = try random.answers(of: server.client, moved: moved)
    return random.probes.indices.contains {
      random.probes[$0].about == about && answers[$0] != startAnswers[$0]
    }
  }

  /// A trigger no longer names its table after that has got its name, the new one or, by way of
  /// another, its own.
  private func misreads(_ move: RandomServer.Move) throws -> Bool {
    let table = random.tables[move.table]
    let schema = SQLText.name(table.schema)
    let names = move.name == table.name ? ["by the way", table.name] : [move.name]
    var last = SQLText.name(table.name)
    for name in names.map({ SQLText.name($0) }) {
      try server.client.query("RENAME TABLE \(schema).\(last) TO \(schema).\(name);")
      last = name
    }
    let name = names.last ?? table.name
    let triggers = catalog.schemas.flatMap(\.triggers).filter { $0.table == table.name }
    return try triggers.contains { trigger in
      let shown = try server.client.run(
        text: "SHOW CREATE TRIGGER \(schema).\(SQLText.name(trigger.name));",
        options: ["-N", "--raw"])
      return !shown.stdout.contains("ON \(SQLText.name(name))")
        && !shown.stdout.contains("ON \"\(name)\"")
    }
  }

  /// What was granted on the new name is gone when our copy is taken back.
  private func losesRights(_ move: RandomServer.Move) throws -> Bool {
    let count =
      "SELECT COUNT(*) FROM mysql.tables_priv WHERE User = 'u 2' AND Db = \(SQLText.string(move.target));"
    let before = try server.client.value(count)
    let place = SQLText.name(QualifiedName(move.target, move.name))
    let after = try server.client.query(
      """
      GRANT SELECT, CREATE ON \(place) TO 'u 2'@localhost;
      REVOKE SELECT, CREATE ON \(place) FROM 'u 2'@localhost;
      \(count)
      """)
    return before == "1" && after == [["0"]]
  }
}
