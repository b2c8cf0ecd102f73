import Foundations

/// One option for a table that planc does not repair automatically. Nothing is dropped.
package struct ManualRepair: Equatable, Sendable {
  /// What is decided, in the imperative.
  package var title: String
  /// Statements without semicolons, in order; empty where no SQL decides.
  package var sql: [String]
  /// What this leads to, and what the next step is; nil where the title says it all.
  package var consequence: String?
}

/// What is known of such a table, and the options. The runbook and the live report say the same.
package struct ManualRepairAdvice: Equatable, Sendable {
  package var meaning: String
  /// What to do before any of the options.
  package var first: String?
  package var decisions: [ManualRepair]
  /// What to do when the server refuses; nil where there is nothing to say.
  package var note: String?
}

/// Writes advice for the tables of one plan.
struct ManualRepairAdviser {
  /// Where the other tables of the same statement are: tables move together, so one that stands
  /// elsewhere would stop both the way on and the way back.
  enum Others { case source, target, nowhere }

  /// Where tables are set aside: out of the plan's schemas, so that their counts are right again.
  let asideSchema: String
  /// The names that are in use there, in lower case.
  private let taken: Set<String>

  /// - Parameter setAside: the tables that were set aside before.
  init(_ migration: Migration, _ setAside: [SetAsideTable] = []) {
    self.taken = Set(setAside.map { $0.name.table.lowercased() })
    let taken = Set(migration.schemas.map { $0.name.lowercased() })
    var name = "aside"
    while taken.contains(name) { name += "_2" }
    asideSchema = name
  }

  static let both =
    "Usually an application has created the table again, empty, after the move or before it."
  static let stopWriters = """
    First stop every application that writes to either table, and configure all of them to use one of the two \
    locations.
    """
  static let neither = """
    Somebody has dropped or renamed the table, or this account may not see it. Ask before anything else; the \
    backup has its rows.
    """
  static let other = """
    An object that is not a table has the name, or a temporarily renamed table exists beside another one.
    """
  static let half = """
    One statement has moved a part of its tables, so no file touches any of them. Somebody has moved some by hand, \
    or MySQL died while it moved tables that are not InnoDB. Bring the smaller part to the larger.
    """
  static let unseenTriggers = """
    If RENAME TABLE fails with error 1435, the table has triggers that this account does not see. Save the output of \
    SHOW CREATE TRIGGER for each of them, run DROP TRIGGER, then RENAME TABLE again.
    """

  /// One of the tables of which one can be kept.
  private struct Side {
    var name: QualifiedName
    /// "at the source"
    var location: String
    /// Where its rows are: "at the source", "of `a`.`__planc_orders`".
    var place: String { isTemporarilyRenamed ? "of \(SQLText.name(name))" : location }
    var isTemporarilyRenamed = false
    var rows: RowCount?
    var copy: TableCopy?
    /// Its name in the schema aside.
    var stem: String?

    var title: String { "\(SQLText.name(name)) (\(location))" }
  }

  /// Says which copy is probably the original where that can be known, and what becomes of the rows of each.
  func both(_ table: TableStatus, others: Others) -> ManualRepairAdvice {
    let (source, target) = (table.move.source, table.move.target)
    let signs = OriginalClues(table)
    let atSource = Side(
      name: source, location: "at the source", rows: table.sourceRows, copy: table.sourceCopy)
    let atTarget = Side(
      name: target, location: "at the target", rows: table.targetRows, copy: table.targetCopy)
    // The copy that is kept ends where the other tables of its statement are.
    let decisions = [
      keeping(atTarget, settingAside: atSource, bringingTo: others == .source ? source : nil),
      keeping(atSource, settingAside: atTarget, bringingTo: others == .target ? target : nil),
    ]
    return ManualRepairAdvice(
      meaning: "\(Self.both) \(signs.sentence)", first: Self.stopWriters,
      decisions: signs.original == .source ? decisions.reversed() : decisions,
      note: Self.unseenTriggers)
  }

  /// - Parameter home: where the kept table is needed, if that is elsewhere.
  private func keeping(
    _ kept: Side, settingAside other: Side, bringingTo home: QualifiedName?
  ) -> ManualRepair {
    let end = home ?? kept.name
    let aside = QualifiedName(asideSchema, freeName(other.stem ?? other.name.table))
    // Another table that was set aside follows its parent.
    let references = (other.copy?.references ?? []).filter { $0.table.schema != asideSchema }
    let dropping = other.copy?.droppingTriggers ?? []
    var sql = ["CREATE SCHEMA IF NOT EXISTS \(SQLText.name(asideSchema))"] + dropping
    sql.append(rename(other.name, aside))
    var saved = dropping
    if let home {
      saved += kept.copy?.droppingTriggers ?? []
      sql += (kept.copy?.droppingTriggers ?? []) + [rename(kept.name, home)]
    }
    sql += references.flatMap { reference in
      var reference = reference
      if reference.table == kept.name { reference.table = end }
      return reference.moved(to: end)
    }
    return ManualRepair(
      title: "Keep \(kept.title), and set \(other.title) aside."
        + (saved.isEmpty ? "" : " \(Self.saveTriggers)"),
      sql: sql,
      consequence: [
        becoming(kept, other, aside),
        becomingTriggers(kept, other, home),
        [kept, other].contains { $0.copy?.isSystemVersioned == true }
          ? MergeAdvice.losesHistory : nil,
        references.isEmpty
          ? nil
          : """
          Foreign keys follow a table that is renamed. The ALTER TABLE statements point those of \
          \(SQLText.name(other.name)) to \(SQLText.name(end)): \(references.map(\.sentence).joined(separator: ", ")). If \
          ADD CONSTRAINT fails with error 1452, merge the rows first; `planc status` shows the statements again.
          """,
        """
        Going on or back is a second step: `planc apply` or `planc rollback`, when no other table requires manual \
        repair.
        """,
      ].compactMap(\.self).joined(separator: " "))
  }

  static let saveTriggers = """
    A table with triggers cannot be moved to another schema (error 1435): save the output of SHOW CREATE TRIGGER \
    before you run DROP TRIGGER.
    """

  /// What becomes of the rows of either table.
  private func becoming(_ kept: Side, _ other: Side, _ aside: QualifiedName) -> String {
    func rows(_ side: Side) -> String {
      side.rows.map { $0.number == 1 ? "The 1 row" : "The \($0.text)" } ?? "The rows"
    }
    let stays =
      kept.rows?.number == 0
      ? "The table \(kept.place) is empty, and stays in use."
      : "\(rows(kept)) \(kept.place) \(kept.rows?.number == 1 ? "stays" : "stay") in use."
    if other.rows?.number == 0 { return "\(stays) The table \(other.place) is empty." }
    let are = other.rows?.number == 1 ? "is" : "are"
    return """
      \(stays) \(rows(other)) \(other.place) \(are) then only in \(SQLText.name(aside)): neither `planc apply` nor \
      `planc rollback` brings them back; `planc status` shows the SQL that compares and merges them.
      """
  }

  private func becomingTriggers(_ kept: Side, _ other: Side, _ home: QualifiedName?) -> String? {
    if home != nil, kept.copy?.triggers.isEmpty == false {
      return "Create the dropped triggers of the kept table again at its new location."
    }
    guard other.copy?.hasCatalogTriggers == true, kept.copy?.hasCatalogTriggers == false else {
      return nil
    }
    return """
      The kept table lacks triggers of the catalog: create them on it from the saved text, or `planc apply` and \
      `planc rollback` stop there.
      """
  }

  func neither(_ move: Move, others: Others) -> ManualRepairAdvice {
    var names: [String] = []
    for name in [move.source.table, move.target.table].map({ $0.lowercased() })
    where !names.contains(name) { names.append(name) }
    let list = names.map(SQLText.string).joined(separator: ", ")
    let home = others == .target ? move.target : move.source
    let place = others == .target ? "target" : "source"
    return ManualRepairAdvice(
      meaning: Self.neither,
      decisions: [
        ManualRepair(
          title: "Look whether it is elsewhere.",
          sql: [
            "SELECT TABLE_SCHEMA, TABLE_NAME, TABLE_TYPE FROM information_schema.TABLES WHERE LOWER(TABLE_NAME) IN (\(list))"
          ]),
        ManualRepair(
          title: "If it is, bring it to its \(place); `found`.`there` stands for where it is.",
          sql: [rename(QualifiedName("found", "there"), home)]),
        ManualRepair(
          title: "If it is not, restore it to its \(place), or take it out of the plan.", sql: []),
      ])
  }

  /// - Parameter copies: what is known of the tables that were found.
  func other(
    _ move: Move, _ found: TableStatus.Found, others: Others, copies: [TableCopy] = []
  ) -> ManualRepairAdvice {
    var decisions: [ManualRepair] = []
    let places = [(found.source, move.source, "source"), (found.target, move.target, "target")]
    func side(_ name: QualifiedName, _ location: String) -> Side {
      Side(
        name: name, location: location, copy: copies.first { $0.name == name },
        stem: move.source.table)
    }
    let renamed = found.temporarilyRenamed.map { name in
      let schema = name.schema == move.source.schema ? "source" : "target"
      var renamed = side(name, "temporarily renamed, in the \(schema) schema")
      renamed.isTemporarilyRenamed = true
      return renamed
    }
    var tables: [Side] = []
    for (kind, name, place) in places {
      guard let kind else { continue }
      if Self.isTable(kind) {
        var table = side(name, "at the \(place)")
        table.stem = name.table
        tables.append(table)
      } else {
        decisions.append(
          ManualRepair(
            title: "Set the \(kind) at the \(place) aside, within its schema.",
            sql: [rename(name, within(name))]))
      }
    }
    // What is left must be where the others are.
    if renamed.isEmpty, tables.count == 1, let last = decisions.indices.last {
      let home = others == .source ? move.source : others == .target ? move.target : tables[0].name
      if home != tables[0].name { decisions[last].sql.append(rename(tables[0].name, home)) }
    }
    // One of them is set aside by each option, until one is left.
    if !renamed.isEmpty {
      let all = renamed + tables
      for other in tables + renamed {
        guard let kept = all.first(where: { $0.name != other.name }) else { continue }
        decisions.append(keeping(kept, settingAside: other, bringingTo: nil))
      }
    }
    return ManualRepairAdvice(
      meaning: renamed.isEmpty ? Self.other : "\(Self.other) \(Self.renamed)",
      first: renamed.isEmpty ? nil : Self.stopWriters,
      decisions: decisions, note: renamed.isEmpty ? nil : Self.unseenTriggers)
  }

  static let renamed = "Only planc renames a table temporarily, and only the table that it moves."

  /// A table that has moved without the others of its statement, or they without it.
  func half(_ move: Move, others: Others) -> ManualRepairAdvice {
    let isBehind = others == .target
    let sql =
      isBehind ? rename(move.source, move.target) : rename(move.target, move.source)
    return ManualRepairAdvice(
      meaning: Self.half,
      decisions: [
        ManualRepair(
          title: "Bring it to the others, which are at their \(isBehind ? "target" : "source").",
          sql: [sql])
      ])
  }

  private static func isTable(_ kind: String) -> Bool {
    kind == "table"
  }

  private func rename(_ name: QualifiedName, _ newName: QualifiedName) -> String {
    "RENAME TABLE \(SQLText.name(name)) TO \(SQLText.name(newName))"
  }

  /// A table may have been set aside before.
  private func freeName(_ table: String) -> String {
    let stem = String(String.UnicodeScalarView(table.unicodeScalars.prefix(60)))
    let names = [table] + (2...max(taken.count + 2, 2)).map { "\(stem)_\($0)" }
    return names.first { !taken.contains($0.lowercased()) } ?? table
  }

  /// Another name in the same schema: a view cannot leave it (error 1450).
  private func within(_ name: QualifiedName) -> QualifiedName {
    let table = String(String.UnicodeScalarView("aside_\(name.table)".unicodeScalars.prefix(64)))
    return QualifiedName(name.schema, table)
  }
}

extension StatusReport {
  /// What a person may decide about each table; nil for those that planc knows how to go on with, and
  /// for the larger part of a statement that is half done.
  package func advice(of migration: Migration) -> [ManualRepairAdvice?] {
    let adviser = ManualRepairAdviser(migration, setAside)
    var advice: [ManualRepairAdvice?] = []
    advice.reserveCapacity(tables.count)
    var rest = tables[...]
    for batch in migration.batches {
      let own = rest.prefix(batch.count)
      rest = rest.dropFirst(batch.count)
      let smaller = smallerPart(of: own)
      let others = others(own, smaller)
      for table in own {
        switch table.place {
        case .source where smaller == .source:
          advice.append(adviser.half(table.move, others: .target))
        case .target where smaller == .target:
          advice.append(adviser.half(table.move, others: .source))
        case .source, .target, .temporarilyRenamed: advice.append(nil)
        case .both: advice.append(adviser.both(table, others: others))
        case .neither: advice.append(adviser.neither(table.move, others: others))
        case .other(let found):
          let copies =
            [table.sourceCopy, table.targetCopy].compactMap(\.self) + table.temporaryCopies
          advice.append(adviser.other(table.move, found, others: others, copies: copies))
        }
      }
    }
    return advice
  }

  /// Where the fewer tables of a statement are that has moved a part of them, of halves the one that
  /// is away from home; nil of a statement that is whole.
  private func smallerPart(of tables: ArraySlice<TableStatus>) -> TableStatus.Place? {
    let atSource = tables.count { $0.place == .source }
    let atTarget = tables.count { $0.place == .target }
    if atSource == 0 || atTarget == 0 { return nil }
    return atSource < atTarget ? .source : .target
  }

  /// Where those tables of one statement are, or are brought, that planc knows how to go on with.
  private func others(
    _ tables: ArraySlice<TableStatus>, _ smaller: TableStatus.Place?
  ) -> ManualRepairAdviser.Others {
    if let smaller { return smaller == .source ? .target : .source }
    if tables.contains(where: { $0.place == .source }) { return .source }
    return tables.contains { $0.place == .target } ? .target : .nowhere
  }
}
