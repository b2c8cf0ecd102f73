import Foundations
import Plans

/// What the move does to those who use the server: applications, replicas, backups, monitoring.
extension Runbook {
  mutating func writeOutage() {
    write(
      """
      ## What is away, and for how long

      From the moment of the move until the application uses the new names, its statements on the moved tables
      fail with error 1146 (table does not exist). The move itself takes some milliseconds a table. So
      the outage is the time between the move and the switch. Stop the workers in between if that matters.

      Before it moves, the statement waits until nobody uses any of its tables. Whoever asks for one of them
      meanwhile waits as well. It gives up after \(number(timeout, "second")), counted for each lock anew. At most:

      """)
    for target in targets {
      let largest = target.batches.map(\.count).max() ?? 0
      write(
        "- \(code(target.file)): \(timeout) s × \(largest) = \(timeout * largest) s, if every "
          + "table is held by somebody just that long.")
    }
    write(
      """

      Most of the time it is one long transaction, and so \(timeout) s. Run it in a quiet hour, and end long
      reports first.

      """)
  }

  mutating func writeApplication() {
    write("## The application\n")
    if let map = migration.code.php { writeMap(map) } else { writeQualifying() }
    let others = migration.views.isEmpty ? "views," : "other views,"
    write(
      """
      Queries in other languages, reports and jobs that name these tables need the new names too. So do \(others)
      routines, triggers and events: the preflight lists those that name a table that moves.

      """)
  }

  private mutating func writeQualifying() {
    write(
      """
      1. List the places in the code that name these tables without their new schema: `planc refs PATH`.
      2. Qualify the names there. Deploy the changed code directly after the move: until then its queries
         fail, and before the move the changed ones do.
      3. After a rollback deploy the code as it was.

      """)
  }

  private mutating func writeMap(_ map: PHPMapSettings) {
    let names = "\(map.function)('TABLE')"
    let stateSwitch = map.stateSwitch(ofPlan: migration.name)
    write(
      """
      [`\(map.file)`](../\(map.file)) knows where each table is, before and after:
      `\(names)` is the qualified name, to stand in SQL; `\(map.function)_schema('TABLE')` is the schema.

      1. Set `\(stateSwitch)` to `before`, a constant or an environment variable: without it the map answers
         as after the move. It is the switch of this plan alone; `\(map.constant)_STATE` is that of every plan
         which has none of its own.
      2. Change the code to `\(names)`, and deploy it with the map. Nothing changes for the users.
      3. Move the tables, then set `\(stateSwitch)` to `after` everywhere. Workers that read it at
         their start must start again.
      4. After a rollback set it to `before`.

      """)
  }

  mutating func writeReplication() {
    let targets = list(targets.map(\.schema))
    write(
      """
      ## Replicas, Galera, exports

      - **Backups and exports** that name schemas do not see the moved tables any more: add \(targets) to
        dumps, exports, change data capture and synchronisation jobs.
      - **Replicas** follow by the binary log, a statement at a time. Filters must let \(targets) through
        *before* the move: `replicate-do-db`, `replicate-wild-do-table`, `binlog-do-db` and their `ignore`
        counterparts. With `replicate-do-db` a replica skips the move in silence, with
        `replicate-wild-do-table` it stops with error 1025, or drops later writes in silence.
      - **Long queries on a replica** make its SQL thread wait, and so the replica lags.
      - **Galera**: run the files on one node. The move does not wait for transactions, it aborts them: clients
        get error 1213 on every node. Do not stop or kill a node while it runs. Afterwards run
        \(code(files.status)) on *every* node and compare.
      - **Tables that are not InnoDB**: one statement is all or none, except when the server dies in the
        middle of it. MySQL may then leave any number of them moved. MariaDB undoes the statement, but if an Aria
        table was just being moved, its two files may lie in two schemas' folders (errors 1017 and 7): put them
        together by hand while the server is stopped.

      """)
  }

  mutating func writeMonitoring() {
    write(
      """
      ## Monitoring

      | Look at | It shows |
      |---|---|
      | `SHOW FULL PROCESSLIST` during a move | `Waiting for table metadata lock`: somebody holds a table |
      | the application's log after the switch | error 1146: a query still uses an old name; 1142: a GRANT is missing |
      | `SHOW REPLICA STATUS` (`SHOW SLAVE STATUS` before MySQL 8.0.22 and MariaDB 10.5.1) | a stopped SQL thread, lag |
      | disk, tables and size by schema | figures of \(list(sources)) fall at once: correct the alarms |
      | \(code(files.verify)) on the days after | `VERIFIED` until tables are made or dropped on purpose |

      """)
  }
}
