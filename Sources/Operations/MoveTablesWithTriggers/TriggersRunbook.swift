import Foundations
import Plans

/// What an operator must know about tables with triggers.
extension MoveTablesWithTriggers {
  var runbookLink: String? { "[triggers](#tables-with-triggers)" }

  func runbook(_ context: RunbookContext) -> String {
    if isEmpty { return "" }
    var text = ""
    text.write(
      """
      ## Tables with triggers

      A table with triggers cannot change its schema, and without them rows would be written past them. So the move
      file renames each of these tables temporarily within its schema, and publishes it with all of its triggers:

      | Table | Becomes | Triggers | Temporary name | Statements |
      |---|---|--:|---|--:|
      """)
    for (move, temporaryRename) in tables {
      let triggers = temporaryRename.triggers.count
      text.write(
        "| \(MarkdownText.code("\(move.source.schema).\(move.source.table)")) "
          + "| \(MarkdownText.code("\(move.target.schema).\(move.target.table)")) | \(triggers) "
          + "| \(MarkdownText.code(temporaryRename.name)) | \(2 * triggers + 3) |")
    }
    let back = MarkdownText.code(context.files.rollback)
    text.write(
      """

      - **Downtime.** From the first of its statements to the last, some milliseconds each. Those that rename or
        drop may wait for a lock, \(counted(context.lockWaitTimeoutSeconds, "second")) at most each, and then the file stops. Statements on the
        table fail with error 1146 meanwhile. Then the file restores the text of each trigger, which RENAME TABLE
        has changed, with CREATE OR REPLACE TRIGGER; the table is available, and no row is written without its triggers.
      - **If the file stops in between**, the table stays unavailable: run the same file again at once. It
        resumes. Or run \(back), which undoes it from there. \(MarkdownText.code(context.files.status)) shows the temporary name.
      - **Account.** TRIGGER on both schemas; with the binary log on also SUPER, or
        `log_bin_trust_function_creators` = 1; for triggers of other definers SET USER (before MariaDB 11.0 also
        SUPER). A privilege through a role does not count. The file checks all of it before it renames anything.
      - **If it says that triggers are not as in the catalog**, another session has changed or created one. The rows
        above the error show both definitions, and the statement that removes the other one. A table that is
        temporarily renamed gets its public name back with all of its triggers: from the source schema by
        \(back), from the target schema by the move file. None of these triggers is dropped.
      - **A trigger that was changed after the move** as P602 advises is restored by \(back), which first prints the
        changed definition. A table with any other change stays at its target: all other tables come back, the last row
        says `NOT DONE`, and the rows above show both definitions. Repair the trigger, and run the file again.
      - **Replication filters.** A trigger whose text does not name its schema needs a default schema: `USE` stands
        directly before that one statement, then `USE information_schema`. `replicate-do-db` and `binlog-do-db` see
        these statements under the schema of the trigger, and all others of the file under none.

      """)
    return text
  }
}
