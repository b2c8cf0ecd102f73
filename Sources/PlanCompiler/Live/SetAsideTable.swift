/// A table in the schema for tables that were set aside, with the name of a table of the plan.
package struct SetAsideTable: Equatable, Sendable {
  package var name: QualifiedName
  /// nil where they cannot be read.
  package var rows: RowCount?
  package var tableID: String?
  /// The columns that an INSERT may write, as SQL; empty where this account sees none.
  var columns = ""
  /// The same without the AUTO_INCREMENT column; empty where there is none.
  var otherColumns = ""

  /// "`aside`.`orders`: 3 rows, TABLE_ID 130"
  package var sentence: String {
    let facts = [rows?.text ?? "its rows cannot be read", tableID.map { "TABLE_ID \($0)" }]
    return "\(SQLText.name(name)): \(facts.compactMap(\.self).joined(separator: ", "))"
  }
}

extension StatusReport {
  /// How the rows of a table that was set aside are merged, and when it can be dropped.
  package func advice(for aside: SetAsideTable) -> PersonAdvice {
    guard let (kept, number) = keptTable(for: aside) else {
      return PersonAdvice(
        meaning: """
          When exactly one table of the plan has this name and is at its source or its target, `planc status` shows \
          the SQL that merges the rows.
          """, decisions: [])
    }
    let name = SQLText.name(kept)
    var isOriginal: Bool?
    if let own = aside.tableID.flatMap(Int.init), let other = number.flatMap(Int.init) {
      isOriginal = own < other
    }
    let meaning =
      switch isOriginal {
      case true:
        """
        It is probably the original: it was created before \(name) (lower TABLE_ID). Its rows are only here; neither \
        `planc apply` nor `planc rollback` brings them back.
        """
      case false: "It was created after \(name) (higher TABLE_ID), so it is probably the copy."
      case nil: "Whether it is the original or a copy of \(name) is unknown."
      }
    return PersonAdvice(
      meaning: meaning, decisions: merging(aside, into: name),
      note: isOriginal == true
        ? "Keep it until its rows are merged."
        : "When its rows are merged, or nobody needs them: `DROP TABLE \(SQLText.name(aside.name));`"
    )
  }

  private func merging(_ aside: SetAsideTable, into name: String) -> [PersonDecision] {
    if aside.rows?.number == 0 || aside.columns.isEmpty { return [] }
    func insert(_ columns: String) -> String {
      "INSERT INTO \(name) (\(columns)) SELECT \(columns) FROM \(SQLText.name(aside.name))"
    }
    var decisions = [
      PersonDecision(
        title: "Merge its rows into \(name), once.", sql: [insert(aside.columns)],
        consequence:
          "If a key exists in both tables, the statement fails (error 1062), and no row is changed."
      )
    ]
    if !aside.otherColumns.isEmpty {
      decisions.append(
        PersonDecision(
          title: """
            If that fails because both tables have the same numbers in the AUTO_INCREMENT column, merge the rows with \
            new numbers, once.
            """, sql: [insert(aside.otherColumns)],
          consequence: "Rows of other tables that refer to the old numbers must be changed too."))
    }
    return decisions
  }

  /// Where the table is now that this one has the name of, and its TABLE_ID; nil where it is not at
  /// one location, or where several tables have that name.
  private func keptTable(
    for aside: SetAsideTable
  ) -> (name: QualifiedName, tableID: String?)? {
    var named = tablesNamed(aside.name.table)
    if named.isEmpty, let end = aside.name.table.lastIndex(of: "_") {
      named = tablesNamed(String(aside.name.table[..<end]))
    }
    guard named.count == 1, let table = named.first else { return nil }
    switch table.place {
    case .source: return (table.move.source, table.sourceTableID)
    case .target: return (table.move.target, table.targetTableID)
    case .parked, .both, .neither, .other: return nil
    }
  }

  private func tablesNamed(_ name: String) -> [TableStatus] {
    tables.filter { $0.move.source.table == name || $0.move.target.table == name }
  }
}
