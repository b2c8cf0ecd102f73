import Diagnostics
import Foundations
import Operations
import Plans
import Servers

/// The files: each a statement at a time, again where others hold a lock.
extension MigrationExecutor {
  /// Runs a file until its last word is the good one.
  func run(_ file: LiveFile) throws {
    let statements = file.script.statements
    let points = StopPoints(file.script)
    var retries = 0
    while true {
      var answers: [ServerAnswer] = []
      let refusal = try attempt(file, statements, points, &answers)
      guard let refusal, !isLastRow(refusal) else { return try expectDone(of: file, answers) }
      guard RunRules.meaning(ofError: refusal.number, refusal.sentence) == .locked else {
        throw CommandFault(
          [refused(refusal, by: file.name, answers)]
            + temporaryNameWarning(try temporarilyRenamedTables()))
      }
      // The lock under which the file counts must not be held while others are waited for.
      if file.role == .dropSchemas, facts?.family == .mySQL {
        _ = try queryIfPermitted("UNLOCK INSTANCE")
      }
      retries += 1
      try pauseOrGiveUp(retries, file, refusal)
    }
  }

  /// Whether it is only the last row again: NOT DONE is an error too, for clients.
  private func isLastRow(_ refusal: ServerFault) -> Bool {
    guard case .refused(let sentence) = RunRules.meaning(ofError: refusal.number, refusal.sentence)
    else { return false }
    return sentence.hasPrefix(RunRules.refusalPrefix + "NOT DONE: ")
  }

  private func attempt(
    _ file: LiveFile, _ statements: [ScriptStatement], _ points: StopPoints,
    _ answers: inout [ServerAnswer]
  ) throws -> ServerFault? {
    for (index, statement) in statements.enumerated() {
      if file.role != .verify, points.mayStop[index], reasonToStop != nil { try stopIfRequested() }
      progress.show(file, batchesDone: points.batchesBefore[index])
      do throws(ServerFault) {
        answers += try runner.run(statement.text, file: file.name, line: statement.line)
      } catch {
        if error.isLostConnection { throw error }
        return error
      }
    }
    return nil
  }

  /// The last row of every file is a word about what is true now.
  private func expectDone(of file: LiveFile, _ answers: [ServerAnswer]) throws {
    let word = (answers.last?.rows.last?.last ?? nil) ?? ""
    progress.say("\(file.name): \(escaped(word))")
    if file.role == .verify || file.role == .rollback {
      changesByHand = ChangeByHand.listed(in: answers).filter { !$0.isDone }
    }
    let good = file.role == .verify ? "VERIFIED" : "DONE: "
    guard word.hasPrefix(good) else {
      throw CommandFault(
        .scriptRefused, "`\(file.name)` ended with: \(escaped(word))", notes: rows(answers),
        help: file.role == .dropSchemas
          ? [
            "all tables are at their source; to drop the schemas, do as the notes say, then: `\(plan.command("rollback", options: ["--drop-schemas"]))`"
          ]
          : nextSteps)
    }
  }

  /// Pauses before the file is run again, or gives up.
  ///
  /// While a table is temporarily renamed a run is ten times as patient: the table is away, and stays so until the
  /// file goes on.
  private func pauseOrGiveUp(_ retries: Int, _ file: LiveFile, _ refusal: ServerFault) throws {
    let blockers = try blockers()
    let renamed = try temporarilyRenamedTables()
    let found = blockers.map { escaped($0.sentence) }
    let most = renamed.isEmpty ? options.rules.retriesMax : options.rules.retriesMaxWhileRenamed
    guard retries <= most else {
      throw CommandFault(
        [gaveUp(file, times: retries, refusal, blockers, found)] + temporaryNameWarning(renamed))
    }
    let pause = options.rules.pauseSeconds(beforeRetry: retries)
    let away = renamed.isEmpty ? "" : ", and a table is away"
    progress.say(
      "\(file.name): error \(refusal.number), others hold a lock\(away); again in \(pause) s (\(retries) of \(most))"
    )
    for line in found { progress.say("  \(line)") }
    runner.note("error \(refusal.number) in \(file.name); retry \(retries) in \(pause) s")
    let isAsked = StopRequest.pause(milliseconds: pause * 1_000)
    if isAsked || reasonToStop != nil { try stopIfRequested() }
  }

  private func gaveUp(
    _ file: LiveFile, times: Int, _ refusal: ServerFault, _ blockers: [Blocker],
    _ found: [String]
  ) -> Diagnostic {
    let unknown =
      "no session was found that holds a lock: this account may lack PROCESS, the session has just ended, or it left a prepared XA transaction, which `XA RECOVER` lists and which no wait ends"
    let plugin =
      facts?.family == .mariaDB && blockers.isEmpty
      ? [
        "an idle session with LOCK TABLES is told by a plugin alone: `INSTALL SONAME 'metadata_lock_info'`"
      ] : []
    let kills = blockers.map { "`KILL \($0.id)`" }.joined(separator: " or ")
    return Diagnostic(
      .heldTable,
      "`\(file.name)` was tried \(times == 1 ? "once" : "\(times) times"), and others held a lock each time: \(escaped(refusal.sentence))",
      notes: ["the statement that waited has changed nothing"]
        + (found.isEmpty ? [unknown] : found) + plugin,
      help: [
        blockers.isEmpty
          ? "wait for an hour without long transactions"
          : "let that session end its transaction, or end it: \(kills)"
      ] + howToContinue)
  }

  private func blockers() throws -> [Blocker] {
    for question in Blocker.questions(migration, facts?.family) {
      let found = Blocker.list(try queryIfPermitted(question))
      if !found.isEmpty { return found }
    }
    return []
  }

  private func temporaryNameWarning(_ renamed: [String]) -> [Diagnostic] {
    if renamed.isEmpty { return [] }
    return [
      Diagnostic(
        .stoppedRun,
        "a table is away for everybody: it stands as \(renamed.map { "`\(escaped($0))`" }.joined(separator: ", "))",
        help: howToContinue)
    ]
  }

  /// What a script's refusal says, or the server's.
  func refused(
    _ refusal: ServerFault?, by name: String, _ answers: [ServerAnswer]
  ) -> Diagnostic {
    guard let refusal else {
      return Diagnostic(.scriptRefused, "`\(name)` did not answer as it must")
    }
    var sentence = refusal.sentence
    var notes = rows(answers)
    switch RunRules.meaning(ofError: refusal.number, refusal.sentence) {
    case .refused(let own): sentence = String(own.dropFirst(RunRules.refusalPrefix.count))
    case .locked, .failed:
      notes.insert("error \(refusal.number); that statement changed nothing", at: 0)
    }
    return Diagnostic(
      name == migration.fileNames.verify ? .notVerified : .scriptRefused,
      "`\(name)` stopped: \(escaped(sentence))", notes: notes, help: nextSteps)
  }

  /// The rows that the script has shown, as its sentences refer to them.
  private func rows(_ answers: [ServerAnswer]) -> [String] {
    let shown = answers.filter { $0.columns != ["planc"] && $0.columns.count > 1 }
    let lines = shown.flatMap { answer in
      answer.rows.map { row in
        zip(answer.columns, row).map { "\($0): \(escaped($1 ?? "NULL"))" }.joined(separator: "; ")
      }
    }
    return lines.count <= 50
      ? lines
      : lines.prefix(50) + [
        "and \(counted(lines.count - 50, "row")) more, which the log has"
      ]
  }
}
