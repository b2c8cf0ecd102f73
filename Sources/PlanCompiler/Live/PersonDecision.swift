/// One way out for a table that planc will not touch, for a person to choose. Nothing is dropped.
package struct PersonDecision: Equatable, Sendable {
  /// What is decided, in the imperative.
  package var title: String
  /// Statements without semicolons, in order; empty where no SQL decides.
  package var sql: [String]
}

/// What is known of such a table, and the ways out. The runbook and the live report say the same.
package struct PersonAdvice: Equatable, Sendable {
  package var meaning: String
  package var decisions: [PersonDecision]
  /// What to do when the server refuses; nil where there is nothing to say.
  package var note: String?
}

/// Writes advice for the tables of one plan.
struct PersonAdviser {
  /// Where the other tables of the same statement are: tables move together, so one that stands
  /// elsewhere would stop both the way on and the way back.
  enum Others { case source, target, nowhere }

  /// Where tables are set aside: out of the plan's schemas, so that their counts are right again.
  let asideSchema: String

  init(_ migration: Migration) {
    let taken = Set(migration.schemas.map { $0.name.lowercased() })
    var name = "aside"
    while taken.contains(name) { name += "_2" }
    asideSchema = name
  }

  static let both = """
    An application has made the table again, as a rule at the old name, and empty. The table is the one that has \
    the rows, and the TABLE_ID that it had before. If both have rows, somebody must merge them first.
    """
  static let neither = """
    Somebody has dropped or renamed the table, or this account may not see it. Ask before anything else; the \
    backup has its rows.
    """
  static let other = """
    Something that is no table has the name, or a table stands under a name of the way and elsewhere too.
    """
  static let half = """
    One statement has moved a part of its tables, so no file touches any of them. Somebody has moved some by hand, \
    or MySQL died while it moved tables that are not InnoDB. Bring the smaller part to the larger.
    """
  static let hasTriggers = """
    A table with triggers cannot leave its schema (error 1435): give it another name within, and count it in the plan.
    """

  func both(_ move: Move, others: Others) -> PersonAdvice {
    let (source, target) = (move.source, move.target)
    return PersonAdvice(
      meaning: Self.both,
      decisions: [
        PersonDecision(
          title: "Keep the one at the target, and set the one at the source aside.",
          sql: settingAside(source) + (others == .source ? [rename(target, source)] : [])),
        PersonDecision(
          title: "Keep the one at the source, and set the one at the target aside.",
          sql: settingAside(target) + (others == .target ? [rename(source, target)] : [])),
      ], note: Self.hasTriggers)
  }

  func neither(_ move: Move, others: Others) -> PersonAdvice {
    var names: [String] = []
    for name in [move.source.table, move.target.table].map({ $0.lowercased() })
    where !names.contains(name) { names.append(name) }
    let list = names.map(SQLText.string).joined(separator: ", ")
    let home = others == .target ? move.target : move.source
    let place = others == .target ? "target" : "source"
    return PersonAdvice(
      meaning: Self.neither,
      decisions: [
        PersonDecision(
          title: "Look whether it is elsewhere.",
          sql: [
            "SELECT TABLE_SCHEMA, TABLE_NAME, TABLE_TYPE FROM information_schema.TABLES WHERE LOWER(TABLE_NAME) IN (\(list))"
          ]),
        PersonDecision(
          title: "If it is, bring it to its \(place); `found`.`there` stands for where it is.",
          sql: [rename(QualifiedName("found", "there"), home)]),
        PersonDecision(
          title: "If it is not, restore it to its \(place), or take it out of the plan.", sql: []),
      ])
  }

  func other(_ move: Move, _ found: TableStatus.Found, others: Others) -> PersonAdvice {
    var decisions: [PersonDecision] = []
    let places = [(found.source, move.source, "source"), (found.target, move.target, "target")]
    for (kind, name, place) in places {
      guard let kind else { continue }
      if !Self.isTable(kind) {
        decisions.append(
          PersonDecision(
            title: "Set the \(kind) at the \(place) aside, within its schema.",
            sql: [rename(name, within(name))]))
      } else if !found.parked.isEmpty {
        decisions.append(
          PersonDecision(
            title: "Keep the one that is parked, and set the one at the \(place) aside.",
            sql: settingAside(name)))
      }
    }
    // What is left must stand where the others do.
    let left = places.filter { $0.0.map(Self.isTable) ?? false }
    if found.parked.isEmpty, left.count == 1, let last = decisions.indices.last {
      let home = others == .source ? move.source : others == .target ? move.target : left[0].1
      if home != left[0].1 { decisions[last].sql.append(rename(left[0].1, home)) }
    }
    for name in found.parked {
      let place = name.schema == move.source.schema ? "source" : "target"
      decisions.append(
        PersonDecision(
          title: "Keep the other, and set the one that is parked at the \(place) aside.",
          sql: settingAside(name, as: move.source.table)))
    }
    let note = found.parked.isEmpty ? nil : Self.hasTriggers
    return PersonAdvice(meaning: Self.other, decisions: decisions, note: note)
  }

  /// A table that has moved without the others of its statement, or they without it.
  func half(_ move: Move, others: Others) -> PersonAdvice {
    let isBehind = others == .target
    let sql =
      isBehind ? rename(move.source, move.target) : rename(move.target, move.source)
    return PersonAdvice(
      meaning: Self.half,
      decisions: [
        PersonDecision(
          title: "Bring it to the others, which are at their \(isBehind ? "target" : "source").",
          sql: [sql])
      ])
  }

  private static func isTable(_ kind: String) -> Bool {
    ["base table", "system versioned"].contains(kind)
  }

  private func rename(_ name: QualifiedName, _ newName: QualifiedName) -> String {
    "RENAME TABLE \(SQLText.name(name)) TO \(SQLText.name(newName))"
  }

  private func settingAside(_ name: QualifiedName, as table: String? = nil) -> [String] {
    [
      "CREATE SCHEMA IF NOT EXISTS \(SQLText.name(asideSchema))",
      rename(name, QualifiedName(asideSchema, table ?? name.table)),
    ]
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
  package func advice(of migration: Migration) -> [PersonAdvice?] {
    let adviser = PersonAdviser(migration)
    var advice: [PersonAdvice?] = []
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
        case .source, .target, .parked: advice.append(nil)
        case .both: advice.append(adviser.both(table.move, others: others))
        case .neither: advice.append(adviser.neither(table.move, others: others))
        case .other(let found):
          advice.append(adviser.other(table.move, found, others: others))
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
  ) -> PersonAdviser.Others {
    if let smaller { return smaller == .source ? .target : .source }
    if tables.contains(where: { $0.place == .source }) { return .source }
    return tables.contains { $0.place == .target } ? .target : .nowhere
  }
}
