import Catalogs
import Foundations
import Plans

/// What a person must know of grants that are copied.
extension Runbook {
  /// Nothing where the plan says nothing of grants on schemas that it creates.
  mutating func writeSchemaGrants() {
    let all = migration.createdSchemas.compactMap { $0.create?.grants }
    if all.isEmpty { return }
    write(
      """
      ## Grants on created schemas

      Whoever has rights on the one schema gets the same on the other, as soon as it is created:

      | Grantee | As on | On | Rights |
      |---|---|---|---|
      """)
    for grants in all {
      for copy in grants.copies {
        let privileges = copy.privileges + (copy.isGrantable ? [GrantCopy.option] : [])
        write(
          "| \(code(copy.grantee.text)) | \(code(grants.like)) | \(code(grants.schema)) "
            + "| \(privileges.map(code).joined(separator: ", ")) |")
      }
    }
    write(
      """

      Who is not listed has these rights already, by a pattern that covers both schemas or on the whole server. A row
      may hold more than the old schema's rights: a grant on the very name of a schema hides what its grantee has by
      patterns, so that is granted too. \(code(files.dropSchemas)) revokes a grant, just before it drops the schema, if
      nobody has changed it; a changed one stays.

      """)
  }

  /// Nothing where no table that moves has grants of its own.
  mutating func writeGrants() {
    let copies = migration.batches.flatMap { $0.grants?.copies ?? [] }
    if copies.isEmpty { return }
    write(
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
      write(
        "| \(code(copy.grantee.text)) | \(code("\(copy.source.schema).\(copy.source.table)")) "
          + "| \(code("\(copy.target.schema).\(copy.target.table)")) "
          + "| \(privileges.map(code).joined(separator: ", ")) |")
    }
    let rollback = code(files.rollback)
    write(
      """

      - **Between** the move and the grants these accounts get error 1142, for some milliseconds; so they do in
        \(rollback), which takes the copies back before it brings the tables home. If a file stops there, for a lock
        as well, run it again at once.
      - **The old names keep their grants.** They are right again after a rollback, with nothing to run. Once there is no
        way back any more, revoke them: whoever makes a table of that name gives it to their grantees.
      - **The rollback takes back these rights and no others.** What somebody grants on a new name after the move stays, and
        the rollback's rows name it. Revoke it, or the next move stops.
      - **Account.** SELECT on `mysql.*`, to see the grants of others; GRANT OPTION and each of the rights above on
        \(list(targets.map(\.schema))). Rights through a role do not count. The files ask for all of it before a table moves.
      - **If it says that rights are not as in the catalog**, somebody has granted or revoked since. The rows above the error
        show both sides, and nothing has moved. Take the catalog anew, and compile the plan again.

      """)
  }
}
