import Catalogs
import Foundations

/// Reads what the status file of a migration answered.
///
/// - Parameter answers: all results of all its statements, in order.
/// - Throws: when they are not what the file answers with, or contradict each other, as when tables
///   were moved while it ran. Then nothing is known.
package func statusReport(
  of migration: Migration, answers: [ServerAnswer]
) throws(AnswerFault) -> StatusReport {
  var reader = StatusReader(migration: migration, reader: AnswerReader(answers))
  return try reader.read()
}

/// Takes the results in the order in which `StatusScript` asks for them.
struct StatusReader {
  let migration: Migration
  var reader: AnswerReader

  mutating func read() throws(AnswerFault) -> StatusReport {
    let (state, reason) = try readState()
    var tables = try readTables()
    let triggers = try TriggerStatus.read(MoveTablesWithTriggers(of: migration), from: &reader)
    let views = try ViewStatus.read(RecreateViews(migration.views), from: &reader)
    let schemaGrants = CopySchemaGrants(migration.createdSchemas.compactMap { $0.create?.grants })
    var grants = try GrantStatus.read(schemaGrants, from: &reader)
    let tableGrants = CopyTableGrants(migration.batches.compactMap(\.grants))
    grants += try GrantStatus.read(tableGrants, from: &reader)
    let others = try OtherGrant.read(tableGrants, from: &reader)
    let schemas = try readSchemas()
    let blocking = try readBlockingTriggers()
    let (copies, rows) = try readCopies()
    assign(copies, to: &tables)
    let asideSchema = ManualRepairAdviser(migration).asideSchema
    var setAside = copies.filter { $0.name.schema == asideSchema }
      .map { SetAsideTable(copy: $0, rows: rows[Self.text($0.name)]) }
    for index in tables.indices where tables[index].place == .both {
      tables[index].sourceRows = rows[Self.text(tables[index].move.source)]
      tables[index].targetRows = rows[Self.text(tables[index].move.target)]
    }
    try readIdentifiers(&tables, &setAside)
    try reader.finish()
    let report = StatusReport(
      state: state, reason: reason, tables: tables, triggers: triggers, views: views,
      grants: grants, otherGrants: others, schemas: schemas, setAside: setAside,
      blockingTriggers: blocking)
    try checkAgreement(of: report)
    return report
  }

  private mutating func readState() throws(AnswerFault) -> (StatusReport.State, String) {
    let row = try reader.rows(of: ["status", "meaning", "next_step"], count: 1)[0]
    guard let state = StatusReport.State(rawValue: row[0]) else {
      throw AnswerFault("`\(row[0])` is not a status")
    }
    return (state, row[1])
  }

  private mutating func readTables() throws(AnswerFault) -> [TableStatus] {
    let rows = try reader.rows(
      of: ["location", "source", "target"], count: migration.moveCount)
    let moves = migration.batches.flatMap { batch in batch.moves.map { ($0, batch.temporaryRename) }
    }
    var tables: [TableStatus] = []
    for (row, (move, temporaryRename)) in zip(rows, moves) {
      guard row[1] == Self.text(move.source), row[2] == Self.text(move.target) else {
        throw AnswerFault("`\(row[1])` stands where `\(Self.text(move.source))` is expected")
      }
      let temporaryNames = temporaryRename.map { temporaryRename in
        [move.source.schema, move.target.schema].map { QualifiedName($0, temporaryRename.name) }
      }
      tables.append(TableStatus(move: move, place: try Self.place(row[0], temporaryNames ?? [])))
    }
    return tables
  }

  private static func text(_ name: QualifiedName) -> String { "\(name.schema).\(name.table)" }

  private static func place(
    _ text: String, _ temporaryNames: [QualifiedName]
  ) throws(AnswerFault) -> TableStatus.Place {
    switch text {
    case "source": return .source
    case "target": return .target
    case "both": return .both
    case "neither": return .neither
    default: break
    }
    if text.hasPrefix("other: ") {
      return .other(try found(String(text.dropFirst("other: ".count)), temporaryNames))
    }
    guard let name = temporaryNames.first(where: { text == "temporary name: \(Self.text($0))" })
    else {
      throw AnswerFault("`\(text)` is not a location of a table")
    }
    return .temporarilyRenamed(name)
  }

  /// `view at the source, nothing at the target, table at shop.__planc_orders`
  private static func found(
    _ text: String, _ temporaryNames: [QualifiedName]
  ) throws(AnswerFault) -> TableStatus.Found {
    let parts = [" at the source, ", " at the target"].map { text.firstRange(of: $0) }
    guard let first = parts[0], let second = parts[1], first.upperBound <= second.lowerBound else {
      throw AnswerFault("`\(text)` does not say what stands at the source and at the target")
    }
    func kind(_ text: Substring) -> String? { text == "nothing" ? nil : String(text) }
    let rest = text[second.upperBound...]
    return TableStatus.Found(
      text: text, source: kind(text[..<first.lowerBound]),
      target: kind(text[first.upperBound..<second.lowerBound]),
      temporarilyRenamed: temporaryNames.filter { rest.contains(" at \(Self.text($0))") })
  }

  private mutating func readSchemas() throws(AnswerFault) -> [SchemaStatus] {
    let columns = ["schema", "tables_now", "planned_before", "planned_after", "budget", "headroom"]
    let rows = try reader.rows(of: columns, count: migration.schemas.count)
    var found: [SchemaStatus] = []
    for (row, schema) in zip(rows, migration.schemas) {
      guard row[0] == schema.name, let now = Int(row[1]) else {
        throw AnswerFault("`\(row[0])`: `\(row[1])` is not the count of `\(schema.name)`")
      }
      let status = SchemaStatus(
        name: schema.name, tablesNow: now, tablesBefore: schema.tablesBefore,
        tablesAfter: schema.tablesAfter, budget: schema.budget)
      let told = [
        "\(schema.tablesBefore)", "\(schema.tablesAfter)", schema.budget.map(String.init) ?? "none",
        status.headroom.map(String.init) ?? "none",
      ]
      guard row[2...] == told[...] else {
        throw AnswerFault("the counts of `\(schema.name)` are not those of the plan")
      }
      found.append(status)
    }
    return found
  }

  private mutating func readBlockingTriggers() throws(AnswerFault) -> [BlockingTrigger] {
    var found: [BlockingTrigger] = []
    for row in try reader.rows(of: ["blocks", "trigger_name", "on_table"]) {
      guard let stops = BlockingTrigger.Stops(rawValue: row[0]) else {
        throw AnswerFault("`\(row[0])` is not blocked by a trigger")
      }
      found.append(BlockingTrigger(stops: stops, name: row[1], table: row[2]))
    }
    return found
  }

  /// The rows of copies, by name. A table that cannot be read has no row.
  mutating func readRows() throws(AnswerFault) -> [String: RowCount] {
    var found: [String: RowCount] = [:]
    var ambiguous: Set<String> = []
    for row in try reader.rows(of: ["copy", "rows_found"]) {
      guard let count = RowCount(text: row[1]) else {
        throw AnswerFault("`\(row[1])` is not a number of rows")
      }
      // `a.b`.`c` and `a`.`b.c` are written alike.
      if let other = found.updateValue(count, forKey: row[0]), other != count {
        ambiguous.insert(row[0])
      }
    }
    return found.filter { !ambiguous.contains($0.key) }
  }

  /// Only an account with PROCESS is told.
  private mutating func readIdentifiers(
    _ tables: inout [TableStatus], _ setAside: inout [SetAsideTable]
  ) throws(AnswerFault) {
    if reader.isAtEnd { return }
    var numbers: [QualifiedName: Set<String>] = [:]
    for row in try reader.rows(of: ["schema_name", "table_name", "innodb_table_id"]) {
      numbers[QualifiedName(row[0], row[1]), default: []].insert(row[2])
    }
    func number(_ name: QualifiedName) -> String? {
      guard let found = numbers[name], found.count == 1 else { return nil }
      return found.first
    }
    for index in tables.indices {
      tables[index].sourceTableID = number(tables[index].move.source)
      tables[index].targetTableID = number(tables[index].move.target)
    }
    for index in setAside.indices { setAside[index].tableID = number(setAside[index].name) }
  }

  /// The word and the rows are answers to several questions: what happened in between shows here.
  private func checkAgreement(of report: StatusReport) throws(AnswerFault) {
    let isStray = report.advice(of: migration).contains { $0 != nil }
    let agrees =
      switch report.state {
      case .notStarted: report.tables.allSatisfy { $0.place == .source }
      case .applied: report.tables.allSatisfy { $0.place == .target }
      case .partiallyApplied: !isStray
      case .manualRepairRequired: isStray
      }
    if !agrees {
      throw AnswerFault(
        "the status is \(report.state.rawValue), and the rows show another: tables were moved while they were read; run the command again"
      )
    }
  }
}
