import Catalogs
import Foundations
import MySQL
import Plans

/// What a person must know of views that are created again.
extension RecreateViews {
  var runbookLink: String? { "[views](#views)" }

  func runbook(_ context: RunbookContext) -> String {
    if isEmpty { return "" }
    var text = ""
    text.write(
      """
      ## Views

      These views name tables that move. A view cannot follow a table, so the move files create each again, with the
      new names and all else as it was; the rollback puts the old ones back.

      | View | Names | Created again by | Definer |
      |---|---|---|---|
      """)
    for view in views {
      let names = view.moves.map { MarkdownText.code("\($0.source.schema).\($0.source.table)") }
      let by = context.files.moves.filter { view.neededTargets.contains($0.schema) }.map {
        MarkdownText.code($0.file)
      }
      text.write(
        "| \(MarkdownText.code("\(view.schema).\(view.view.name)")) | \(names.joined(separator: ", ")) "
          + "| \(by.joined(separator: ", ")) | \(MarkdownText.code(view.view.definer.text)) |")
    }
    let several =
      views.contains { $0.neededTargets.count > 1 }
      ? "\n- **A view on tables of several targets** is right after each move file, in whatever order they run."
      : ""
    let functions =
      views.contains { $0.text.callsOwnFunctions }
      ? """

      - **Replication filters.** A view that calls a function of its own schema needs it as default schema: `USE` stands
        directly before that one statement, then `USE information_schema`. `replicate-do-db` and `binlog-do-db` see
        these statements under the schema of the view, and all others of the file under none.
      """ : ""
    text.write(
      """

      - **For how long.** A view needs its tables at their place when it is created. From the move to the end of the
        file, some milliseconds a view, it fails with error 1356, and so do views on it, and a dump of its schema.\(several)
      - **If the file stops in between**, run it again: what has moved is skipped, and the views are created.
        \(MarkdownText.code(context.files.status)) says of each view where it stands.
      - **Account.** CREATE VIEW, DROP, SHOW VIEW and SELECT where the views are, SELECT on what they name, EXECUTE on
        the functions that they call; for views of other definers SET USER (before MariaDB 11.0 also SUPER). A right
        through a role does not count. The file asks for all of it before it moves anything.\(functions)
      - **If it says that views are neither as in the catalog nor as this plan creates them**, somebody has changed one.
        The rows above the error show both definitions. Nothing was moved. Run `planc inspect` again, and
        compile the plan.
      - **A view that was changed after the move** is not overwritten by \(MarkdownText.code(context.files.rollback)). All tables return
        first; then it shows the three definitions, and says `NOT DONE` or raises an error. Create the view by hand with
        the old names, and run the file again: a view that names no new place is regarded as repaired.

      """)
    return text
  }
}
