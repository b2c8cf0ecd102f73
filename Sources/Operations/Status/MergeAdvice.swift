import Foundations

/// The SQL that brings the rows of a table that was set aside into the table that is kept.
///
/// Each statement can be run again, with and without transactions: MyISAM and Aria keep the rows of an INSERT
/// that fails.
struct MergeAdvice {
  let aside: SetAsideTable
  let kept: TableCopy

  private var name: String { SQLText.name(kept.name) }
  private var asideName: String { SQLText.name(aside.name) }

  var advice: ManualRepairAdvice {
    let pointing = pointingForeignKeys
    if aside.rows?.number == 0 {
      return ManualRepairAdvice(
        meaning: "It is empty. The kept table is \(name).", decisions: pointing,
        note: dropping.map { "Nothing is lost by `\($0);`" } ?? Self.referenced)
    }
    let rows =
      "The kept table is \(name). The rows of the set-aside table are only in \(asideName)."
    if let obstacle {
      return ManualRepairAdvice(
        meaning: "\(rows) planc cannot merge them: \(obstacle).", decisions: pointing,
        note: "Compare its rows with those of \(name) before you drop it.")
    }
    return ManualRepairAdvice(
      meaning: "\(rows)\(history)", decisions: merging + pointing + [comparing],
      note: dropping.map { statement in
        """
        Before you drop it, compare its rows: the last query lists those that are not in \(name). Only when it \
        returns no rows, or you have decided that you need none of them: `\(statement);`
        """
      } ?? Self.referenced)
  }

  /// MariaDB and MySQL refuse to drop a table that a foreign key references.
  private var dropping: String? {
    aside.copy.references.isEmpty ? "DROP TABLE \(asideName)" : nil
  }

  private static let referenced = "Keep it as long as foreign keys reference it."

  private var history: String {
    aside.copy.isSystemVersioned || kept.isSystemVersioned ? " \(Self.losesHistory)" : ""
  }

  static let losesHistory = """
    A system-versioned table has a history: a merge copies the current rows only, and the history stays in the \
    set-aside table until that is dropped.
    """

  /// Why the rows cannot be merged, or compared.
  private var obstacle: String? {
    let own = aside.copy
    if own.columns.isEmpty || kept.columns.isEmpty {
      return "this account does not see the columns"
    }
    if own.keyColumns.isEmpty || kept.keyColumns.isEmpty {
      let table = own.keyColumns.isEmpty ? asideName : name
      return "\(table) has no primary key, by which rows are compared"
    }
    if own.keyColumns != kept.keyColumns { return "the primary keys are not the same" }
    let missing = own.columns.filter { !kept.columns.contains($0) }
    return missing.isEmpty
      ? nil : "\(name) does not have \(missing.joined(separator: ", "))"
  }

  private func pairs(_ columns: [String], _ pair: (String) -> String) -> String {
    columns.map(pair).joined(separator: " AND ")
  }
  private var hasSameKey: String { pairs(kept.keyColumns) { "k.\($0) = a.\($0)" } }
  /// As bytes: a collation would take `A` for `a`. nil where all columns are of the key.
  private var hasSameValues: String? {
    let values = aside.copy.columns.filter { !kept.keyColumns.contains($0) }
    if values.isEmpty { return nil }
    return pairs(values) { "CAST(k.\($0) AS BINARY) <=> CAST(a.\($0) AS BINARY)" }
  }

  private var merging: [ManualRepair] {
    let columns = aside.copy.columns
    let firing =
      kept.triggers.isEmpty ? "" : " The triggers of \(name) run for each row that is inserted."
    let insert = ManualRepair(
      title: "Merge: insert the rows whose primary key is not in \(name).",
      sql: [
        "INSERT INTO \(name) (\(columns.joined(separator: ", "))) SELECT \(columns.map { "a.\($0)" }.joined(separator: ", ")) FROM \(asideName) AS a WHERE NOT EXISTS (SELECT 1 FROM \(name) AS k WHERE \(hasSameKey))"
      ],
      consequence: """
        It can be run again, and inserts no row twice. Rows whose key is in both tables stay as they are in \(name). \
        If another unique key is in both tables, it fails (error 1062): change that row in the set-aside table, and \
        run it again.\(firing)
        """)
    guard let hasSameValues else { return [insert] }
    let keys = kept.keyColumns.map { "a.\($0)" }.joined(separator: ", ")
    let conflicts = ManualRepair(
      title: "First list the keys that are in both tables with different rows.",
      sql: [
        "SELECT \(keys) FROM \(asideName) AS a JOIN \(name) AS k ON \(hasSameKey) WHERE NOT (\(hasSameValues))"
      ],
      consequence: "The merge does not bring these rows of the set-aside table.")
    guard let number = aside.copy.numberColumn, kept.keyColumns.contains(number) else {
      return [conflicts, insert]
    }
    // Above the sum of the largest numbers, so that rows that the kept table gets meanwhile have room.
    let renumbering = ManualRepair(
      title: """
        If the keys in both tables are AUTO_INCREMENT numbers of different rows, give these rows new numbers before \
        the merge.
        """,
      sql: [
        "UPDATE \(asideName) AS a JOIN \(name) AS k ON \(hasSameKey) JOIN (SELECT SUM(q.n) AS n FROM (SELECT COALESCE(MAX(\(number)), 0) AS n FROM \(asideName) UNION ALL SELECT COALESCE(MAX(\(number)), 0) FROM \(name)) AS q) AS m SET a.\(number) = a.\(number) + m.n WHERE NOT (\(hasSameValues))"
      ],
      consequence: """
        It changes the set-aside table only. Do not run it after the merge: a row that \(name) has changed since \
        would be inserted a second time. Rows of other tables that refer to the old numbers must be changed too.
        """)
    return [conflicts, renumbering, insert]
  }

  /// Foreign keys follow a table when it is renamed.
  private var pointingForeignKeys: [ManualRepair] {
    let references = aside.copy.references
    if references.isEmpty { return [] }
    return [
      ManualRepair(
        title:
          "Point the foreign keys that reference \(asideName) to \(name): \(aside.copy.referenceList).",
        sql: references.flatMap { $0.moved(to: kept.name) },
        consequence: """
          If ADD CONSTRAINT fails with error 1452, rows that are referenced are not in \(name) yet: merge them first.
          """)
    ]
  }

  private var comparing: ManualRepair {
    let key = kept.keyColumns[0]
    let differs = hasSameValues.map { " OR NOT (\($0))" } ?? ""
    return ManualRepair(
      title: "Compare: list the rows that are not in \(name), or have other values there.",
      sql: [
        "SELECT a.* FROM \(asideName) AS a LEFT JOIN \(name) AS k ON \(hasSameKey) WHERE k.\(key) IS NULL\(differs)"
      ])
  }
}
