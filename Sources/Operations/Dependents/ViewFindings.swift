import Catalogs
import Diagnostics
import Foundations
import MySQL

/// Whether the views that name tables that move can be created again as they are.
extension DependentFindings {
  func views() -> [Diagnostic] {
    let carriage = ViewRecreation(catalog, plan.moves)
    return carriage.left.flatMap { left in
      left.tables.compactMap { table -> Diagnostic? in
        guard moves[table] != nil else { return nil }
        if left.crashesServer {
          return finding(
            .viewCrashesServer,
            "the view \(shown(left.schema, left.view.name)) uses JSON_TABLE and \(shown(table.schema, table.table)), and the move cannot recreate it",
            at: table, origin: left.view.origin, "defined here",
            notes: [
              left.why,
              "while the view fails, SHOW CREATE VIEW and a dump crash MariaDB (signal 11)",
            ],
            help: [
              "drop it before the move, refresh the catalog, and create it again after the move"
            ])
        }
        return finding(
          .viewNamesMovedTable,
          "the view \(shown(left.schema, left.view.name)) names \(shown(table.schema, table.table)), and cannot be carried along",
          at: table, origin: left.view.origin, "defined here",
          notes: [
            left.why, "its next use fails with error 1356, and so do views on it and dumps",
          ],
          help: ["drop it before the move, and create it with the new name after it"],
          dependent: .init(schema: left.schema, name: left.view.name))
      }
    } + carriage.carried.flatMap(unproven)
  }

  private func unproven(_ carried: RecreatedView) -> [Diagnostic] {
    if carried.view.isProven { return [] }
    guard let table = carried.moves.first?.source, moves[table] != nil else { return [] }
    return [
      unproven(
        "the view \(shown(carried.schema, carried.view.name)) would be created again from a text that may have lost something",
        at: table, carried.view.origin, "SHOW CREATE VIEW",
        hidesCharacters: mayHideCharacters(
          (carried.view.definition ?? "").utf8, carried.view.characterSetClient))
    ]
  }

  /// What is created again must be what it was. Nobody can accept this: the text would be lost.
  func unproven(
    _ message: String, at table: QualifiedName, _ origin: Catalog.Origin, _ statement: String,
    hidesCharacters: Bool
  ) -> Diagnostic {
    if hidesCharacters {
      return finding(
        .unprovenText, message, at: table, origin: origin, "defined here",
        notes: [
          "it was not created in utf8mb4, and the server shows `????` for a character beyond U+FFFF"
        ],
        help: [
          "create it again in a session with SET NAMES utf8mb4, with the characters that it had, and refresh the catalog",
          "or write `compared: true` into the catalog, if its text really has the question marks",
        ])
    }
    return finding(
      .unprovenText, message, at: table, origin: origin, "defined here",
      notes: [
        "information_schema of MariaDB loses backslashes, introducers and characters beyond U+FFFF"
      ],
      help: [
        "take the catalog anew with `planc inspect`, which compares it with \(statement)",
        "or compare them yourself, and write `compared: true` into the catalog, or the other text as `original`",
      ])
  }
}
