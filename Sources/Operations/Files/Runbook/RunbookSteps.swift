import Foundations
import Plans

/// What to do before, the commands in their order, and the way back.
extension Runbook {
  mutating func writePreparation() {
    let schemas = sources.map(MarkdownText.shellWord).joined(separator: " ")
    let several = migration.schemas.map(\.name)
    write(
      """
      ## Before you start

      1. **Server.** MariaDB 10.6 or newer, or MySQL 8.0 or newer. Connect to the primary itself, not through
         a proxy and not to a replica.
      2. **Account.** ALTER, DROP, CREATE and INSERT on \(list(several)), for the way there and the way back;
         SELECT, SHOW VIEW, TRIGGER, EVENT and ALTER ROUTINE, so that nothing there is hidden from it.
         PROCESS shows who holds a lock. Grant all of it to the account itself: no file can read what a role gives,
         and the server decides (1142), perhaps only in the rollback. Where MySQL's `partial_revokes` is ON,
         the account also needs SELECT on `mysql.user`. \(code(files.preflight)) prints the GRANT for whatever is lacking.\(moreRights)
      3. **Option file.** The commands below take host, account and password from your `~/.my.cnf`. Without one,
         write `-h HOST -u USER -p` behind `mariadb` or `mysql`.
      4. **Backup.** The move copies nothing and deletes no row. Have a backup anyway, and have it finished:
         a running dump holds locks for which the move waits.

             mariadb-dump --single-transaction --triggers --routines --events --databases \(schemas) > before.sql
             mysqldump --single-transaction --triggers --routines --events --databases \(schemas) > before.sql

         For tables that are not InnoDB such a dump is consistent only while nobody writes.
      5. **Grants.** Rights on \(list(sources)) do not reach \(list(targets.map(\.schema))). The preflight lists
         who would be locked out, with the GRANT to run. A GRANT on a whole schema works before the schema exists.
      6. **Application.** See [The application](#the-application).\(plansBefore)

      """)
  }

  /// Where the rights stand that what hangs on the tables asks for; nothing where nothing does.
  private var moreRights: String {
    let sections = migration.operations.compactMap(\.runbookLink)
    guard let last = sections.last else { return "" }
    let all = sections.dropLast().joined(separator: ", ") + (sections.count > 1 ? " and " : "")
    return "\n   More is needed for \(all)\(last)."
  }

  /// A step of its own where plans come first; else nothing.
  private var plansBefore: String {
    let plans = migration.predecessors
    if plans.isEmpty { return "" }
    return """

      7. **Plans.** \(list(plans)) \(plans.count == 1 ? "comes" : "come") first: \(plans.count == 1 ? "its" : "each") status file says `APPLIED`. On the way back
         \(code(files.rollback)) comes before \(plans.count == 1 ? "its" : "each") rollback.
      """
  }

  mutating func writeSteps() {
    write(
      """
      ## Run

      In the folder of this file, in this order. Go on only when the last row begins as the last column says.
      Do not use `--force`: the exit code would say nothing.

      | Step | MariaDB | MySQL | Last row |
      |---|---|---|---|
      """)
    step("Look", files.preflight, "READY")
    let created = migration.createdSchemas.count
    if created > 0 {
      let word =
        "DONE: \(created) of \(counted(created, "schema")) exist\(created == 1 ? "s" : "") as planned"
      step("Create", files.createSchemas, word)
    }
    for target in targets {
      let tables = target.batches.reduce(0) { $0 + $1.count }
      step(
        "Move", target.file, "DONE: \(tables) of \(areCounted(tables, "table")) in \(target.schema)"
      )
    }
    let stateSwitch = migration.code.php?.stateSwitch(ofPlan: migration.name)
    let forward = stateSwitch.map { "Switch | set `\($0)` to `after`" }
    let backward = stateSwitch.map { "Set `\($0)` to `before`." }
    write(
      "| \(forward ?? "Deploy | the changed code") | the same "
        + "| see [The application](#the-application) |")
    step("Verify", files.verify, "VERIFIED")
    write("")
    let several = targets.count > 1 ? " The move files may run in any order." : ""
    write(
      """
      Every file may be run again: what is done is skipped, and `DONE` comes again.\(several)
      A move is one statement\(statements): all of its tables move, or none.\(temporaryRename)\(viewing)

      The exit code is 0 when the word is right, and 1 when a check did not hold. In a client's own prompt
      `source FILE` carries on after errors: there the word alone counts.

      Where are we? At any time, reading only:

          mariadb -t < \(files.status)
          mysql -t < \(files.status)

      \(byPlanc)### Undo

          mariadb -t < \(files.rollback)
          mysql -t < \(files.rollback)

      Last row: \(code("DONE: \(count) of \(areCounted(count, "table")) back\(restored)")). It works from every state that the files
      above can leave, and may be run again. \(backward ?? "Deploy the code as it was before the move.")
      Then \(code(files.preflight)) says `READY` again. A later plan that begins where this one ends
      (`after: [\(migration.name)]`) is rolled back before it.
      \(dropping)
      """)
  }

  private mutating func step(_ title: String, _ file: String, _ word: String) {
    write(
      "| \(title) | \(code("mariadb -t < \(file)")) | \(code("mysql -t < \(file)")) | \(code(word)) |"
    )
  }

  /// The other way. Of a rehearsal the plan alone would name the schemas that are not rehearsed.
  private var byPlanc: String {
    if migration.isRehearsal { return "" }
    let plan = MarkdownText.shellWord(migration.planPath)
    return """
      planc can run these files itself, from the root of the project and from whatever state the server is in: it
      shows what is left, asks, tries again while others hold a lock, and verifies. Both ways may be mixed.

          planc apply \(plan) --database mysql://USER@HOST
          planc rollback \(plan) --database mysql://USER@HOST


      """
  }

  private var temporaryRename: String {
    migration.batchesWithTriggers.isEmpty
      ? "" : " [Tables with triggers](#tables-with-triggers) move one by one behind them."
  }

  private var restored: String {
    let count = migration.views.count
    return count == 0 ? "" : "; \(count) of \(areCounted(count, "view")) back"
  }

  private var viewing: String {
    migration.views.isEmpty
      ? "" : " [Views](#views) on them are created again at the end of the file."
  }

  private var statements: String {
    targets.contains { $0.batches.count(where: { $0.temporaryRename == nil }) > 1 }
      ? " for each \(Batch.movesMax) tables" : ""
  }

  private var dropping: String {
    let created = migration.createdSchemas.map(\.name)
    guard !created.isEmpty else { return "" }
    return
      """

      The rollback drops no schema. If \(list(created)) \(created.count == 1 ? "is" : "are") to go as well, run this
      afterwards. It drops each schema that is empty. Read its first lines before.

          mariadb -t < \(files.dropSchemas)
          mysql -t < \(files.dropSchemas)

      Last row: \(code("DONE: \(created.count) of \(counted(created.count, "schema")) dropped")). A row before it names each schema that stays, and why.

      """
  }
}
