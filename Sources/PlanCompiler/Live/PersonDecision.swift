/// One option for a table that planc does not repair automatically. Nothing is dropped.
package struct PersonDecision: Equatable, Sendable {
  /// What is decided, in the imperative.
  package var title: String
  /// Statements without semicolons, in order; empty where no SQL decides.
  package var sql: [String]
  /// What this leads to, and what the next step is; nil where the title says it all.
  package var consequence: String?
}

/// What is known of such a table, and the options. The runbook and the live report say the same.
package struct PersonAdvice: Equatable, Sendable {
  package var meaning: String
  /// What to do before any of the options.
  package var first: String?
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
    Something that is no table has the name, or a table stands under a name of the way and elsewhere too.
    """
  static let half = """
    One statement has moved a part of its tables, so no file touches any of them. Somebody has moved some by hand, \
    or MySQL died while it moved tables that are not InnoDB. Bring the smaller part to the larger.
    """
  static let hasTriggers = """
    A table with triggers cannot be moved to another schema (error 1435). Rename it within its schema, and add it to \
    the schema's table counts in the plan.
    """

  /// Says which copy is probably the original, and what becomes of its rows in either case.
  func both(_ table: TableStatus, others: Others) -> PersonAdvice {
    let (source, target) = (table.move.source, table.move.target)
    let signs = OriginalSigns(table, others: others)
    // The copy that is kept ends where the other tables of its statement are.
    let toSource = others == .source ? [rename(target, source)] : []
    let toTarget = others == .target ? [rename(source, target)] : []
    func name(_ name: QualifiedName, _ place: String) -> String {
      "\(SQLText.name(name)) (at the \(place))"
    }
    let (atSource, atTarget) = (name(source, "source"), name(target, "target"))
    let decisions =
      switch signs.original {
      case .source:
        [
          keepingOriginal(atSource, copy: atTarget, settingAside(target) + toTarget),
          givingUp(atSource, keeping: atTarget, settingAside(source) + toSource),
        ]
      case .target:
        [
          keepingOriginal(atTarget, copy: atSource, settingAside(source) + toSource),
          givingUp(atTarget, keeping: atSource, settingAside(target) + toTarget),
        ]
      case nil:
        [
          keepingOriginal(
            atTarget, copy: atSource, settingAside(source) + toSource, isKnown: false),
          keepingOriginal(
            atSource, copy: atTarget, settingAside(target) + toTarget, isKnown: false),
        ]
      }
    return PersonAdvice(
      meaning: "\(Self.both) \(signs.sentence)", first: Self.stopWriters, decisions: decisions,
      note: Self.hasTriggers)
  }

  private func keepingOriginal(
    _ original: String, copy: String, _ sql: [String], isKnown: Bool = true
  ) -> PersonDecision {
    let title = "eep the original, \(original), and set the copy, \(copy), aside."
    return PersonDecision(
      title: isKnown ? "K\(title)" : "If \(original) is the original: k\(title)",
      sql: sql,
      consequence: """
        Going on or back is a second step: `planc apply` or `planc rollback`, when no other table requires manual \
        repair. The rows of the copy are in the schema \(SQLText.name(asideSchema)); `planc status` shows the SQL that \
        merges them.
        """)
  }

  private func givingUp(
    _ original: String, keeping copy: String, _ sql: [String]
  ) -> PersonDecision {
    PersonDecision(
      title: """
        Give up the rows of the original, \(original): keep \(copy), and set the original aside.
        """,
      sql: sql,
      consequence: """
        The rows of the original are then only in the schema \(SQLText.name(asideSchema)): neither `planc apply` nor \
        `planc rollback` brings them back.
        """)
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
    // Only planc uses the temporary name, and it renames the original.
    let isKnown = found.parked.count == 1
    for (kind, name, place) in places {
      guard let kind else { continue }
      if !Self.isTable(kind) {
        decisions.append(
          PersonDecision(
            title: "Set the \(kind) at the \(place) aside, within its schema.",
            sql: [rename(name, within(name))]))
      } else if !found.parked.isEmpty {
        decisions.append(
          keepingOriginal(
            "the temporarily renamed table", copy: "the table at the \(place)", settingAside(name),
            isKnown: isKnown))
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
      let renamed = "the temporarily renamed table in the \(place) schema"
      let sql = settingAside(name, as: move.source.table)
      decisions.append(
        isKnown
          ? givingUp(renamed, keeping: "the other table", sql)
          : keepingOriginal("the other table", copy: renamed, sql, isKnown: false))
    }
    return PersonAdvice(
      meaning: Self.other, first: found.parked.isEmpty ? nil : Self.stopWriters,
      decisions: decisions, note: found.parked.isEmpty ? nil : Self.hasTriggers)
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
      rename(name, QualifiedName(asideSchema, freeName(table ?? name.table))),
    ]
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
  package func advice(of migration: Migration) -> [PersonAdvice?] {
    let adviser = PersonAdviser(migration, setAside)
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
        case .both: advice.append(adviser.both(table, others: others))
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
