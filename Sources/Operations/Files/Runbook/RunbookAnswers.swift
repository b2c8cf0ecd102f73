import Foundations
import Plans

/// "If it says this, do that": every answer that a script or the server gives.
extension Runbook {
  mutating func writeAnswers() {
    write(
      """
      ## If it says

      | It says | It means | Do |
      |---|---|---|
      """)
    let status = code(files.status)
    let preflight = code(files.preflight)
    let rollback = code(files.rollback)
    answer(
      "READY", "Nothing blocks the migration or its rollback. Rows with `info` are notes.",
      "The next step.")
    answer(
      "NOT READY: …",
      "Rows with `error` block the migration or its rollback. Rows with `warning` list what the move breaks.",
      "Follow the column `advice` of each row, then run \(preflight) again. Some warnings can only be fixed after the move (a view, a grant on the new name): prepare the fix, and continue when no row says `error`."
    )
    answer("DONE: …", "All of it is done.", "The next step.")
    answer(
      "NOT DONE: n of m …", "The error or the rows above say why.",
      "\(status), then the row of its word in this table.")
    answer(
      "ERROR 1286 … planc: nothing was changed: …; run FILE",
      "A check did not hold. The sentence says what was found.", "The file it names.")
    answer(
      "ERROR 1286 … planc: stopped before …",
      "What stood before that point is done; from there on nothing was changed.",
      "The file it names. Then the same file again.")
    if migration.batches.contains(where: { $0.grants != nil }) {
      answer(
        "ERROR 1286 … planc: stopped with tables in … that lack grants: …",
        "The tables have moved; some accounts cannot use them yet.",
        "See [Grants on tables](#grants-on-tables); then the same file again, or \(rollback).")
    }
    answer(
      "ERROR 1205 … Lock wait timeout exceeded",
      "Another session holds one of the tables. None of this statement's tables has moved.",
      "\(preflight) shows open transactions and locks, in rows with `info`; after the first move its last row is `NOT READY`, as it should be. Wait, or end that session with `KILL`; then the same file again."
    )
    answer(
      "ERROR 2013 or 2006 … server has gone away, Lost connection",
      "The outcome is not known yet: the server may still finish the statement.",
      "`SHOW PROCESSLIST` until no `RENAME TABLE` is in it; then \(status); then the same file again."
    )
    answer(
      "(nothing more: the client or its terminal died)",
      "The same: the server finishes or undoes the one statement that ran, and begins no other.",
      "The same, from a new client.")
    answer(
      "ERROR 1064 … near 'NULL', or ERROR 1243 … prepared statement",
      "The client has reconnected in the middle. Its new session moves nothing.",
      "A new client, and the same file again.")
    answer(
      "ERROR 1792 … READ ONLY transaction",
      "A check before it did not hold, so the session may not write.",
      "Read the first error above it. For other work open a new client.")
    answer(
      "ERROR 1142 or 1044 … denied", "The account lacks a right. That statement changed nothing.",
      "\(preflight) lists the missing privileges.")
    answer(
      "ERROR 1435 … Trigger in wrong schema",
      "A table has got a trigger. That statement changed nothing.",
      "\(preflight) names it.")
    answer(
      "ERROR 1050, 1826 or 3822 … already exists, Duplicate",
      "The name of a foreign key or CHECK is taken in the target. That statement changed nothing.",
      "\(preflight) names it.")
    answer(
      "ERROR 1213 … Deadlock found",
      "Another transaction was in the way. That statement changed nothing.",
      "The same file again.")
    answer("VERIFIED", "Every table is at its target, and every count is right.", "Nothing. Done.")
    answer(
      "NOT VERIFIED: …", "Each row is a finding: where, expected, found.",
      "\(status), then the row of its word in this table.")
    writeStatusAnswers(rollback)
  }

  private mutating func writeStatusAnswers(_ rollback: String) {
    let moves = targets.map { code($0.file) }.joined(separator: ", then ")
    answer(
      "NOT STARTED", "Every table is at its source.", "The first step, \(code(files.preflight)).")
    answer(
      "PARTIALLY APPLIED", "Some tables are at their source, the others at their target.",
      "On: \(moves). Or back: \(rollback).")
    answer("APPLIED", "Every table is at its target.", "\(code(files.verify)).")
    answer(
      "MANUAL REPAIR REQUIRED",
      "A table is at both places, at neither, or is no table; or one statement has moved a part of its tables. No file will touch them.",
      "See below.")
    writePerson()
  }

  /// The words and the SQL of `planc status`, which has the tables' names.
  private mutating func writePerson() {
    let adviser = ManualRepairAdviser(migration)
    let aside = SQLText.name(QualifiedName(adviser.asideSchema, "t"))
    let move = Move(QualifiedName("a", "t"), to: QualifiedName("b", "t"))
    let view = TableStatus.Found(text: "", source: "view", target: "table")
    let temporarilyRenamed = TableStatus.Found(
      text: "", source: "table",
      temporarilyRenamed: [QualifiedName("a", "\(TemporaryRename.prefix)t")])
    write(
      """

      **Manual repair required.** Find the rows of \(code(files.status)) whose first column is not `source`, `target` or
      a temporary name, and each statement of which some tables are at `source` and others at `target`.
      `planc status` writes what follows for each of them with its names; here `` `a`.`t` `` is the table at its
      source, and `` `b`.`t` `` at its target. No table is dropped: the wrong one is set aside, out of the schemas of this
      plan. Tables that move in one statement must stand together; here the others are at their target.
      """)
    var cases = [
      ("`both`", adviser.both(TableStatus(move: move, place: .both), others: .target)),
      ("`neither`", adviser.neither(move, others: .target)),
      ("`other: …`", adviser.other(move, view, others: .target)),
    ]
    if !migration.batchesWithTriggers.isEmpty {
      cases.append(("`other: …`", adviser.other(move, temporarilyRenamed, others: .nowhere)))
    }
    if migration.batches.contains(where: { $0.count > 1 }) {
      // Either part may be the smaller one.
      let ways = [adviser.half(move, others: .target), adviser.half(move, others: .source)]
      let advice = ManualRepairAdvice(
        meaning: ways[0].meaning, decisions: ways.flatMap(\.decisions))
      cases.append(("`source` and `target` in one statement", advice))
    }
    for (word, advice) in cases {
      let first = advice.first.map { " \($0)" } ?? ""
      write("\n- \(word): \(advice.meaning)\(first)")
      for decision in advice.decisions {
        let sql = decision.sql.map { " `` \($0); ``" }
        let consequence = decision.consequence.map { " \($0)" } ?? ""
        write("  - \(decision.title)\(sql.joined())\(consequence)")
      }
    }
    write(
      """

      \(ManualRepairAdviser.unseenTriggers)

      If \(code(files.status)) lists triggers of the table below `trigger_name`, save and drop them before RENAME TABLE.
      Foreign keys that it lists below `foreign_key` follow the table into \(code(adviser.asideSchema)): for each, add a
      new one that references the kept table, then drop the old one. Then run the move files or the rollback file.

      **Tables that were set aside.** \(code(files.status)) lists each of them below `copy_schema` as long as it exists,
      with its primary key (`key_columns`) and the columns to merge (`insert_columns`). Use the name that the kept table
      has then, at its source or its target. For the primary key `id`:

      1. List the keys that are in both tables with different rows; `x` is each of the other columns:
         `` SELECT a.`id` FROM \(aside) AS a JOIN `b`.`t` AS k ON k.`id` = a.`id` WHERE NOT (CAST(k.`x` AS BINARY) <=> CAST(a.`x` AS BINARY)); ``
      2. Insert the rows whose key is not in the kept table; this can be run again:
         `` INSERT INTO `b`.`t` (insert_columns) SELECT insert_columns FROM \(aside) AS a WHERE NOT EXISTS (SELECT 1 FROM `b`.`t` AS k WHERE k.`id` = a.`id`); ``
      3. Drop the set-aside table only when its rows were compared with those of the kept table, and none of them is
         needed.

      Without a primary key, compare the rows by other means. \(MergeAdvice.losesHistory)

      """)
  }

  private mutating func answer(_ says: String, _ meaning: String, _ action: String) {
    write("| \(code(says)) | \(meaning) | \(action) |")
  }
}
