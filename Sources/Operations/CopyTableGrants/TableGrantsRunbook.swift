import Catalogs
import Foundations
import Plans

/// What a person must know of copied grants on tables.
extension CopyTableGrants {
  var runbookLink: String? { "[grants](#grants-on-tables)" }

  func runbook(_ context: RunbookContext) -> String {
    if isEmpty { return "" }
    var text = ""
    text.write(
      """
      ## Grants on tables

      The server keeps a grant on a table by the table's name, and a RENAME leaves it there. Each move file grants
      the same on the new names, as soon as its tables are there:

      | Grantee | Old name | New name | Rights |
      |---|---|---|---|
      """)
    for copy in copies {
      let privileges = copy.grantedPrivileges.map { privilege in
        privilege.column.isEmpty
          ? privilege.privilege : "\(privilege.privilege) (\(privilege.column))"
      }
      text.write(
        "| \(MarkdownText.code(copy.grantee.text)) | \(MarkdownText.code("\(copy.source.schema).\(copy.source.table)")) "
          + "| \(MarkdownText.code("\(copy.target.schema).\(copy.target.table)")) "
          + "| \(privileges.map(MarkdownText.code).joined(separator: ", ")) |")
    }
    let rollback = MarkdownText.code(context.files.rollback)
    text.write(
      """

      - **Between** the move and the grants these accounts get error 1142, for some milliseconds; so they do in
        \(rollback), which revokes the copies before it moves the tables back. If a file stops there, for a lock
        as well, run it again at once.
      - **The old names keep their grants.** They are right again after a rollback, with nothing to run. When you no
        longer need a rollback, revoke them: whoever creates a table of that name gives it to their grantees.
      - **The rollback takes back these rights and no others.** What somebody grants on a new name after the move stays, and
        the rollback's rows name it. Revoke it, or the next move stops.
      - **Account.** SELECT on `mysql.*`, to see the grants of others; GRANT OPTION and each of the rights above on
        \(MarkdownText.list(context.targets)). Rights through a role do not count. The files ask for all of it before a table moves.
      - **If it says that rights are not as in the catalog**, somebody has granted or revoked since. The rows above the error
        show both sides, and nothing has moved. Run `planc inspect` again, and compile the plan.

      """)
    return text
  }
}
