import Diagnostics
package import Foundations

/// Where a migration stands on a server: what its status file says, typed.
package struct StatusReport: Equatable, Sendable {
  /// One word for the whole.
  package enum State: String, CaseIterable, Sendable {
    case notStarted = "NOT STARTED"
    case partiallyApplied = "PARTIALLY APPLIED"
    case applied = "APPLIED"
    /// A table is at both places, at neither, or is no table, or a statement has moved a part of its
    /// tables: nothing of ours touches them.
    case manualRepairRequired = "MANUAL REPAIR REQUIRED"
  }

  package var state: State
  /// Why, in the file's own sentence.
  package var reason: String
  /// One for each move, in the order of the plan's steps.
  package var tables: [TableStatus]
  /// The triggers of tables that are temporarily renamed on their way.
  package var triggers: [TriggerStatus] = []
  /// The views that are created again, in the order of `Migration.views`.
  package var views: [ViewStatus] = []
  /// The copies of grants: on schemas that are created, then on tables.
  package var grants: [GrantStatus] = []
  /// Rights on the new names that are nobody's copy.
  package var otherGrants: [OtherGrant] = []
  /// In plan order.
  package var schemas: [SchemaStatus]
  /// Tables that were set aside, as long as they exist.
  package var setAside: [SetAsideTable] = []
  /// Triggers at which the move files or the rollback stop.
  package var blockingTriggers: [BlockingTrigger] = []

  /// What goes with the tables, by kind.
  var parts: [(label: String, things: [any OperationStatus])] {
    [
      ("triggers", triggers), ("views", views),
      ("grants", grants as [any OperationStatus] + otherGrants),
    ]
  }

  /// Whether a run would stop before its end.
  package func isBlocked(_ way: BlockingTrigger.Stops) -> Bool {
    blockingTriggers.contains { $0.stops == way }
  }

  /// Triggers and views that are missing, or not as the catalog and the plan's files have them, and
  /// that stop a run: `trigger shop.t_bi`. A move stops at those of tables that have not moved; a
  /// rollback leaves a table at its target with a trigger that has changed, and leaves views alone.
  package func changed(stopping way: BlockingTrigger.Stops, of migration: Migration) -> [String] {
    let place: TableStatus.Place = way == .apply ? .source : .target
    let tables = Set(tables.filter { $0.place == place }.map(\.move.source))
    let triggers = triggers.filter {
      ($0.place == .changed || $0.place == .missing) && tables.contains($0.move.source)
    }
    let views = zip(views, migration.views).filter { found, view in
      way == .apply && (found.place == .changed || found.place == .missing)
        && view.needs.contains { tables.contains($0.source) }
    }
    return triggers.map { "trigger \($0.move.source.schema).\($0.name)" }
      + views.map { "view \($0.0.schema).\($0.0.name)" }
  }

  /// What to add to a sentence that offers a run, for people: empty, or `, after restoring view a.b`.
  package func caveat(_ way: BlockingTrigger.Stops, of migration: Migration) -> String {
    let changed = changed(stopping: way, of: migration)
    if changed.isEmpty { return "" }
    let more = changed.count > 3 ? " and \(changed.count - 3) more" : ""
    let names = DisplayText.escaped(changed.prefix(3).joined(separator: ", ")) + more
    return way == .apply ? ", after restoring \(names)" : ", except the table of \(names)"
  }
}

/// A trigger that nobody planned, on a table that still moves.
package struct BlockingTrigger: Equatable, Sendable {
  package enum Stops: String, Sendable {
    case apply = "move files"
    case rollback
  }

  package var stops: Stops
  package var name: String
  /// The table that has it, and where it goes.
  package var table: String

  /// The recipe, for people.
  package var remedy: [String] {
    let way = self.stops == .apply ? "apply" : "rollback"
    return [
      "trigger \(DisplayText.escaped(name)) on \(DisplayText.escaped(table)) stops planc \(way)",
      "keep its text: SHOW CREATE TRIGGER \(sql)",
      "drop it: DROP TRIGGER \(sql)",
      "run planc \(way), then create it on the table at its new place",
    ]
  }

  /// Names with dots are not told apart here: such a name is quoted as a whole.
  private var sql: String {
    let parts = name.split(separator: ".", omittingEmptySubsequences: false).map(String.init)
    return DisplayText.escaped(
      parts.count == 2 ? SQLText.name(QualifiedName(parts[0], parts[1])) : SQLText.name(name))
  }
}

package struct TableStatus: Equatable, Sendable {
  package enum Place: Equatable, Sendable {
    case source
    case target
    /// On its way, under the name that is told; away for everybody.
    case temporarilyRenamed(QualifiedName)
    case both
    case neither
    /// Something that is no table, or a table that is temporarily renamed and elsewhere too.
    case other(Found)
  }

  /// What stands at the places of one table.
  package struct Found: Equatable, Sendable {
    /// All of it in words.
    package var text: String
    /// The kind, in small letters: `view`, `base table`; nil for nothing.
    package var source: String?
    package var target: String?
    /// The names of the way under which something stands.
    package var temporarilyRenamed: [QualifiedName] = []
  }

  package var move: Move
  package var place: Place
  /// The rows of each copy of a table that is at both places; nil of other tables, and where they
  /// could not be read.
  package var sourceRows: RowCount?
  package var targetRows: RowCount?
  /// InnoDB's number, which a RENAME does not change; nil where it cannot be seen.
  package var sourceTableID: String?
  package var targetTableID: String?
  /// What is known of a table at either location that has a copy.
  package var sourceCopy: TableCopy?
  package var targetCopy: TableCopy?
  /// The same under the temporary name.
  package var temporaryCopies: [TableCopy] = []
}

/// A number of rows, counted up to a limit.
package struct RowCount: Equatable, Sendable {
  /// `limit` + 1 stands for every number above the limit.
  package var number: Int

  /// The status file counts no further.
  static let limit = 100_000

  /// `empty`, `1 row`, `3 rows`, `more than 100000 rows`.
  package var text: String {
    switch number {
    case 0: "empty"
    case ...Self.limit: counted(number, "row")
    default: "more than \(Self.limit) rows"
    }
  }

  init(_ number: Int) { self.number = number }

  /// nil where it is not the text of a number of rows.
  init?(text: String) {
    let word = text.prefix { $0 != " " }
    let number = text == "empty" ? 0 : word == "more" ? Self.limit + 1 : Int(word) ?? -1
    self.init(number)
    guard number >= 0, self.text == text else { return nil }
  }
}

package struct SchemaStatus: Equatable, Sendable {
  package var name: String
  package var tablesNow: Int
  package var tablesBefore: Int
  package var tablesAfter: Int
  package var budget: Int?

  /// How many tables more the budget has room for; less than 0 when there are too many.
  package var headroom: Int? { budget.map { $0 - tablesNow } }
}

extension TableStatus {
  /// Away for everybody, under a name of its way.
  package var isTemporarilyRenamed: Bool {
    switch place {
    case .temporarilyRenamed: true
    case .source, .target, .both, .neither, .other: false
    }
  }

  /// Whether another plan of this table must run first: on the way there what it has still to move,
  /// on the way back only what it has moved, and not what it could not find.
  package func isInTheWay(_ direction: Direction) -> Bool {
    switch place {
    case .both, .temporarilyRenamed: true
    case .source: direction == .forward
    case .target: direction == .back
    case .neither, .other: false
    }
  }

  /// The location of a table, and what tells one copy from the other where there are two.
  package var sentence: String {
    let source = "\(move.source.schema).\(move.source.table)"
    let target = "\(move.target.schema).\(move.target.table)"
    func copy(_ name: String, _ rows: RowCount?, _ facts: [String]) -> String {
      let all = (rows == nil ? ["its rows cannot be read"] : []) + facts
      return "`\(name)` (\(all.joined(separator: ", ")))"
    }
    let facts = copyFacts.map(\.facts)
    switch place {
    case .source: return "`\(source)` is at its source"
    case .target: return "`\(target)` is at its target"
    case .temporarilyRenamed(let name):
      return "`\(source)` is temporarily renamed: `\(name.schema).\(name.table)`"
    case .both:
      return "both exist: \(copy(source, sourceRows, facts[0])) and "
        + copy(target, targetRows, facts[1])
    case .neither: return "neither `\(source)` nor `\(target)` is there"
    case .other(let found): return "`\(source)`, `\(target)`: \(found.text)"
    }
  }
}
