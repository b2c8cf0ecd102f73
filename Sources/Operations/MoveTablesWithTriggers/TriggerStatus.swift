import Catalogs
package import Foundations

/// Where a trigger of a table that moves is.
package struct TriggerStatus: Equatable, OperationStatus {
  package enum Place: Equatable, Sendable {
    /// On its table at the source, or at the target, as in the catalog.
    case source
    case target
    /// On its table, which is temporarily renamed in this schema.
    case temporarilyRenamed(schema: String)
    /// Between two stages of the move file its table is temporarily renamed without it.
    case missing
    /// There, and not as in the catalog, or on another table.
    case changed
  }

  package var name: String
  package var move: Move
  package var place: Place
}

extension TriggerStatus.Place {
  /// As people and programs are told it.
  package var word: String {
    switch self {
    case .source: "source"
    case .target: "target"
    case .temporarilyRenamed: "temporary_name"
    case .missing: "missing"
    case .changed: "changed"
    }
  }
}

extension TriggerStatus {
  package var word: String { place.word }
  package var shownName: String { shownSQL(QualifiedName(move.source.schema, name)) }
  package var isListed: Bool { place == .missing || place == .changed }

  package var json: JSONValue {
    [
      "trigger": .string(name), "source": move.source.json, "target": move.target.json,
      "location": .string(word),
    ]
  }

  /// One for each trigger of the tables, in their order.
  static func read(
    _ tables: MoveTablesWithTriggers, from reader: inout AnswerReader
  ) throws(AnswerFault) -> [TriggerStatus] {
    if tables.isEmpty { return [] }
    let triggers = tables.tables.flatMap { table in
      table.temporaryRename.triggers.map { ($0.name, table.move) }
    }
    let rows = try reader.rows(of: ["trigger_location", "trigger"], count: triggers.count)
    var found: [TriggerStatus] = []
    for (row, (name, move)) in zip(rows, triggers) {
      guard row[1] == "\(move.source.schema).\(name)" else {
        throw AnswerFault("`\(row[1])` stands where the trigger `\(name)` is expected")
      }
      let place: TriggerStatus.Place
      switch row[0] {
      case "source": place = .source
      case "target": place = .target
      case "temporary name at the source": place = .temporarilyRenamed(schema: move.source.schema)
      case "temporary name at the target": place = .temporarilyRenamed(schema: move.target.schema)
      case "missing": place = .missing
      case "changed": place = .changed
      case let other: throw AnswerFault("`\(other)` is not a location of a trigger")
      }
      found.append(TriggerStatus(name: name, move: move, place: place))
    }
    return found
  }
}
