/// What a person must know of tables that are parked on their way.
extension Runbook {
  /// Nothing where no table that moves has triggers.
  mutating func writeTriggers() {
    let parked = migration.parkedBatches
    if parked.isEmpty { return }
    write(
      """
      ## Tables with triggers

      A table with triggers cannot change its schema, and without them rows would slip past. So each is renamed
      within its schema first, and nobody sees it until it is open again with all of its triggers:

      | Table | Becomes | Triggers | Away as | Statements |
      |---|---|--:|---|--:|
      """)
    for batch in parked {
      guard let parking = batch.parking else { continue }
      let move = batch.moves[0]
      let triggers = parking.triggers.count
      write(
        "| \(code("\(move.source.schema).\(move.source.table)")) "
          + "| \(code("\(move.target.schema).\(move.target.table)")) | \(triggers) "
          + "| \(code(parking.name)) | \(2 * triggers + 3) |")
    }
    let back = code(files.rollback)
    write(
      """

      - **For how long.** From the first of its statements to the last, some milliseconds each. Those that rename or
        drop may wait for a lock, \(number(timeout, "second")) at most each, and then the file stops. Statements on the
        table fail with error 1146 meanwhile.
      - **If the file stops in between**, the table stays away: run the same file again at once. It goes on
        where the table is. Or run \(back), which undoes it from there.
        \(code(files.status)) says `parked`, and under which name.
      - **Account.** TRIGGER on both schemas; with the binary log on also SUPER, or
        `log_bin_trust_function_creators` = 1; for triggers of other definers SET USER (before MariaDB 11.0 also
        SUPER). A right through a role does not count. The file asks for all of it before it parks anything.
      - **If it says that triggers are not as in the catalog**, somebody has changed one. The rows above the error show
        both definitions. Nothing was parked, but tables before it may have moved, and a catalog of half a move fits no
        plan. So run \(back), take the catalog anew, and compile the plan again.

      """)
  }
}
