package import Foundations

/// A table in the schema for tables that were set aside, with the name of a table of the plan.
package struct SetAsideTable: Equatable, Sendable {
  package var copy: TableCopy
  /// nil where they cannot be read.
  package var rows: RowCount?
  package var tableID: String?

  package var name: QualifiedName { copy.name }

  /// "`aside`.`orders`: 3 rows, TABLE_ID 130, referenced by `shop`.`items` (`fk`)"
  package var sentence: String {
    let facts = [rows?.text ?? "its rows cannot be read", tableID.map { "TABLE_ID \($0)" }]
    return
      "\(SQLText.name(name)): \((facts.compactMap(\.self) + copy.facts).joined(separator: ", "))"
  }
}

extension StatusReport {
  /// How the rows of a table that was set aside are compared and merged, and when it can be dropped.
  package func advice(for aside: SetAsideTable) -> ManualRepairAdvice {
    guard let kept = keptTable(for: aside) else {
      return ManualRepairAdvice(
        meaning: """
          When exactly one table of the plan has this name and is at its source or its target, `planc status` shows \
          the SQL that compares and merges the rows.
          """, decisions: [])
    }
    return MergeAdvice(aside: aside, kept: kept).advice
  }

  /// Where the table is now that this one has the name of; nil where it is not at one location, or where
  /// several tables have that name.
  private func keptTable(for aside: SetAsideTable) -> TableCopy? {
    var named = tablesNamed(aside.name.table)
    if named.isEmpty, let end = aside.name.table.lastIndex(of: "_") {
      named = tablesNamed(String(aside.name.table[..<end]))
    }
    guard named.count == 1, let table = named.first else { return nil }
    switch table.place {
    case .source: return table.sourceCopy ?? TableCopy(name: table.move.source)
    case .target: return table.targetCopy ?? TableCopy(name: table.move.target)
    case .temporarilyRenamed, .both, .neither, .other: return nil
    }
  }

  private func tablesNamed(_ name: String) -> [TableStatus] {
    tables.filter { $0.move.source.table == name || $0.move.target.table == name }
  }
}
