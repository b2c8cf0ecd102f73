import Diagnostics

/// Whether the views that name tables that move can be created again as they are.
extension DependentFindings {
  func views() -> [Diagnostic] {
    let carriage = ViewCarriage(catalog, plan.moves)
    return carriage.left.flatMap { left in
      left.tables.compactMap { table -> Diagnostic? in
        guard moves[table] != nil else { return nil }
        return finding(
          .viewNamesMovedTable,
          "the view \(shown(left.schema, left.view.name)) names \(shown(table.schema, table.table)), and cannot be carried along",
          at: table, origin: left.view.origin, "defined here",
          notes: [
            left.why, "its next use fails with error 1356, and so do views on it and dumps",
          ],
          help: ["drop it before the move, and create it with the new name after it"])
      }
    } + carriage.carried.flatMap(doubtful)
  }

  /// `information_schema` is in utf8mb3 on MariaDB: a character beyond it becomes question marks.
  private func doubtful(_ carried: CarriedView) -> [Diagnostic] {
    if carried.view.original != nil { return [] }
    let tokens = bodyTokens(carried.view.definition ?? "")
    let isDoubtful = tokens.contains {
      switch $0.kind {
      case .string(let text), .quotedName(let text): text.contains("?")
      case .word, .number, .variable, .symbol: false
      }
    }
    guard isDoubtful, let table = carried.moves.first?.source, moves[table] != nil else {
      return []
    }
    return [
      finding(
        .doubtfulBody,
        "the definition of the view \(shown(carried.schema, carried.view.name)) may have lost a character",
        at: table, origin: carried.view.origin, "defined here",
        notes: [
          "a text in it holds `?`: information_schema shows some for each character beyond U+FFFF"
        ],
        help: ["compare it with SHOW CREATE VIEW; if it is a question mark, accept this"])
    ]
  }
}
