extension Explanation {
  static let unsuitableServer = Explanation(
    "a server on which no migration may run",
    meaning: "The server is of a family or an age on which planc's files were never run, it is "
      + "read-only, it replicates from another one or is set up to, or it is not the one that planc "
      + "was connected to before the connection was lost.",
    reason: "A table that is moved on a replica alone stops the replication at the next write.",
    example: .situation("`planc apply` is given the address of a replica."),
    remedy:
      "Give the address of the primary. The files need MariaDB 10.6 or MySQL 8.0, or newer. A "
      + "replica that has become the primary is none any more after `RESET REPLICA ALL`.",
    references: ["docs/live.md#before-the-first-change"])

  static let lockedByOperator = Explanation(
    "another run of planc works on these schemas",
    meaning: "`planc apply` and `planc rollback` take a named lock for each schema of the plan, "
      + "and another session has one of them. Plans that touch one schema exclude each other.",
    reason:
      "Each file is safe by itself; but two operators, of whom one goes forward and the other "
      + "back, would never come to an end.",
    example: .situation("Two people run `planc apply` for the same plan at the same time."),
    remedy: "Ask who it is: the message has the session, its account and its host. A session whose "
      + "client has died ends when its statement does; `KILL` ends it earlier. On a Galera cluster "
      + "the lock holds on one node: agree on one.",
    references: [
      "https://mariadb.com/kb/en/get_lock/",
      "https://dev.mysql.com/doc/refman/8.4/en/locking-functions.html",
    ])

  static let preflightFinding = Explanation(
    "the preflight has a finding",
    meaning: "The findings of the plan's preflight file, all at once. An error blocks the "
      + "migration or its rollback. A warning lists an object that the move breaks; it blocks "
      + "the migration too, unless `--allow-breaks` is given. A note blocks nothing.",
    reason: "Before the first change, each of them can be fixed.",
    example: .situation("The account lacks DROP on a target, so it could not roll back."),
    remedy: "Follow the help, then run the command again. If the objects may break, use "
      + "`--allow-breaks`.",
    severities: [.error, .warning, .note],
    references: [
      "docs/runbooks.md#preflight",
      "docs/status.md#preflight-and-verify",
    ])

  static let manualRepairRequired = Explanation(
    "a table is where no plan can put it",
    meaning: "A table is at both places, at neither, or something that is no table has its name. "
      + "Or one statement has moved a part of its tables.",
    reason: "planc cannot know which of two tables has the rows that you need, and does not guess.",
    example: .situation(
      "After the move an application created its table again at the old name, and wrote to it."),
    remedy: "Stop the applications that write to the table. The message shows the rows of each "
      + "copy, which one is probably the original, and the SQL for each option. Keep the original, "
      + "then run `planc apply` or `planc rollback` again. `planc status` shows how to merge the "
      + "rows of the table that was set aside.",
    references: [
      "docs/status.md#manual-repair-required", "docs/status.md#tables-that-were-set-aside",
    ])

  static let heldTable = Explanation(
    "others hold a lock, and planc has given up",
    meaning: "A statement waited for a lock until its time was up, and so it did each time that "
      + "planc ran the file again. It has changed nothing.",
    reason: "While a move waits for a table, everybody who asks for the table waits behind it. So "
      + "it gives up, lets them pass, and tries again only so often.",
    example: .situation("A report holds a transaction open that has read one of the tables."),
    remedy: "The message names the sessions that hold a lock, or may: end their transactions, or "
      + "`KILL` them. Then run the same command again; `--retries` and `--pause` make it more "
      + "patient.",
    references: [
      "https://mariadb.com/kb/en/metadata-locking/",
      "https://dev.mysql.com/doc/refman/8.4/en/metadata-locking.html",
    ])

  static let scriptRefused = Explanation(
    "a file has stopped",
    meaning: "A guard of a file did not find what it must, or the server refused a statement. What "
      + "was done before it is done; that statement has changed nothing.",
    reason: "A file goes on only where it is sure.",
    example: .situation(
      "A nightly job made a table in a source schema, so the count is not right."),
    remedy: "The message is the file's own sentence, or the server's. Mend what it says, then run "
      + "the same command again.",
    references: ["docs/runbooks.md#create-move-and-roll-back"])

  static let stoppedRun = Explanation(
    "a run has stopped before its end",
    meaning: "Somebody asked for it, the deadline has passed, the log cannot be written, or nobody "
      + "was there to be asked before the first change.",
    reason: "Every batch is whole or has not begun, so a run can end between two of them.",
    example: .situation("Ctrl-C is pressed while the second of three files runs."),
    remedy: "The same command goes on, `planc rollback` undoes.",
    references: ["docs/live.md#stopping"])

  static let notVerified = Explanation(
    "what is true now is not what the plan promises",
    meaning: "The files have run, and the look at the server afterwards does not find every table "
      + "at its place or every count right.",
    reason: "What was done is believed only when it is seen.",
    example: .situation("Somebody created a table in a target schema during the move."),
    remedy: "Each row of the message is a finding. No table has been lost: see where each one is "
      + "with the status file.",
    references: ["docs/runbooks.md#verify"])
}
