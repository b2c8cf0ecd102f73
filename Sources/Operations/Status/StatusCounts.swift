import Foundations

extension StatusReport {
  /// The places of tables as programs are told them, each with how many are there; in this order.
  package var placeCounts: [(place: String, count: Int)] {
    TableStatus.Place.words.map { word in (word, tables.count { $0.place.word == word }) }
  }

  /// How many tables a schema must hold at this moment, by what the plan promises and by what has
  /// moved; nil where a table is neither here nor there.
  package func expectedTables(in schema: SchemaStatus) -> Int? {
    var count = schema.tablesBefore
    for table in tables {
      let holder: String
      switch table.place {
      case .source: holder = table.move.source.schema
      case .target: holder = table.move.target.schema
      case .temporarilyRenamed(let name): holder = name.schema
      case .both, .neither, .other: return nil
      }
      if table.move.source.schema == schema.name { count -= 1 }
      if holder == schema.name { count += 1 }
    }
    return count
  }
}

extension TableStatus.Place {
  static let words = ["source", "target", "temporary_name", "both", "neither", "other"]

  /// One word, for programs.
  package var word: String {
    switch self {
    case .source: "source"
    case .target: "target"
    case .temporarilyRenamed: "temporary_name"
    case .both: "both"
    case .neither: "neither"
    case .other: "other"
    }
  }
}

extension StatusReport.State {
  /// As programs are told it: `not_started`.
  package var label: String {
    switch self {
    case .notStarted: "not_started"
    case .partiallyApplied: "partially_applied"
    case .applied: "applied"
    case .manualRepairRequired: "manual_repair_required"
    }
  }
}
