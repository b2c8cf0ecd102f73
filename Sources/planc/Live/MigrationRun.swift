import Diagnostics
import Foundations
import Operations
import Plans
import Servers

/// One run of `planc apply` or `planc rollback`: the files that remain, a statement at a time.
///
/// It decides nothing that the files do not decide themselves: each of them finds out what is done,
/// and skips it. What is here is the order of the files, patience with locks and lost connections,
/// and the words.
final class MigrationRun {
  /// What ends a run before its end.
  struct Stop: Error {
    var diagnostics: [Diagnostic]
    var verdict = Verdict.drift

    init(_ diagnostics: Diagnostic..., verdict: Verdict = .drift) {
      self.diagnostics = diagnostics
      self.verdict = verdict
    }

    init(_ diagnostics: [Diagnostic]) { self.diagnostics = diagnostics }
  }

  /// What ends one pass through the files: the run, or the connection.
  enum Break: Error {
    case stop(Stop)
    case lost(ServerFault)
  }

  let direction: Direction
  let compiled: CompiledMigration
  let options: RunOptions
  /// Whether the rollback drops the schemas that the plan creates, if they are empty.
  let dropsSchemas: Bool
  let terminal: Terminal
  let session: ServerSession
  let runner: StatementRunner
  let report: RunReport
  private let start = ContinuousClock.now

  /// Known from the first connection on.
  var facts: ServerFacts?
  /// The session before the connection was lost: what it ran may still run.
  var lostThread: UInt?
  /// The lost session of which it was said that it still runs.
  var awaited: String?
  var reconnections = 0
  private var isAgreed = false
  /// What preflight found in a run that changes nothing.
  private var dryRunVerdict: Verdict?
  /// What the last file has listed that somebody must still change.
  var changesByHand: [ChangeByHand] = []

  var migration: Migration { compiled.migration }

  init(
    _ direction: Direction, _ compiled: CompiledMigration, at server: ServerSession,
    _ options: RunOptions,
    dropsSchemas: Bool, log: LogFile?, _ terminal: Terminal
  ) {
    self.direction = direction
    self.compiled = compiled
    self.options = options
    self.dropsSchemas = dropsSchemas
    self.terminal = terminal
    session = server
    runner = StatementRunner(server, log: log)
    report = RunReport(terminal)
  }

  func verdict() -> Verdict {
    let outcome = outcome()
    session.close()
    runner.settleLog()
    do throws(Stop) {
      let result = try outcome.get()
      do throws(FileFault) {
        try terminal.writeResult(result)
      } catch {
        throw Stop(error.diagnostic, verdict: .unreachable)
      }
      if let fault = runner.logFault { throw Stop(fault.diagnostic, verdict: .unreachable) }
      return dryRunVerdict ?? .yes
    } catch {
      terminal.show(error.diagnostics)
      return error.verdict
    }
  }

  private func outcome() -> Result<[UInt8], Stop> {
    do throws(Stop) {
      let result = try go()
      report.end()
      runner.note("ended well")
      return .success(result)
    } catch {
      report.end()
      runner.note("stopped: \(error.diagnostics.first?.message ?? "")")
      return .failure(error)
    }
  }

  /// - Returns: the result.
  private func go() throws(Stop) -> [UInt8] {
    try connect()
    while true {
      do throws(Break) {
        return try pass()
      } catch {
        switch error {
        case .stop(let stop): throw stop
        case .lost(let fault): try reconnect(after: fault)
        }
      }
    }
  }

  /// From the look at the server to the last word. After a lost connection all of it again, but for
  /// the question to the operator.
  private func pass() throws(Break) -> [UInt8] {
    try lookAtServer()
    if !options.dryRun { try takeLocks() }
    let standing = try standing()
    try expectNoPerson(standing)
    let present = try createdSchemasPresent()
    let remaining = migration.remainingFiles(
      direction, standing, present: present, dropsSchemas: dropsSchemas && !present.isEmpty,
      of: compiled.files)
    let isLeft = remaining.contains { $0.role != .verify }
    if isLeft, !isAgreed {
      do throws(Break) {
        try lookAhead(standing)
      } catch {
        // What would run is shown in any case.
        guard options.dryRun, case .stop(let stop) = error else { throw error }
        terminal.show(stop.diagnostics)
        dryRunVerdict = stop.verdict
      }
      report.remaining(remaining, standing, of: self)
    }
    if options.dryRun { return isLeft ? remaining.flatMap(\.script.bytes) : [] }
    if isLeft {
      if !isAgreed {
        try agree()
        isAgreed = true
        StopRequest.listen()
      }
      for file in remaining { try run(file, standing) }
    } else if direction == .forward {
      for file in remaining { try run(file, standing) }
    }
    return try lastWord(standing.setAside)
  }

  private func lastWord(_ setAside: [SetAsideTable]) throws(Break) -> [UInt8] {
    let count = migration.moveCount
    let tables = count == 1 ? "1 table" : "\(count) tables"
    let sentence: String
    switch direction {
    case .forward: sentence = "\(migration.name): \(tables) at the target, verified"
    case .back:
      let standing = try standing()
      guard standing.state == .notStarted else {
        throw .stop(
          Stop(
            Diagnostic(
              .notVerified, "the way back has run, and the status is \(standing.state.rawValue)",
              notes: [standing.reason], help: [compiled.statusAdvice])))
      }
      let created = dropsSchemas ? migration.createdSchemas.count : 0
      sentence =
        "\(migration.name): \(tables) at the source"
        + (created == 0
          ? ""
          : ", \(created == 1 ? "the created schema" : "the \(created) created schemas") dropped")
    }
    switch terminal.options.format {
    case .text:
      return Array("\(sentence)\(reminder(of: setAside))\(reminderOfChanges)\n".utf8)
    case .json:
      return Array(
        "{\"plan\": \(jsonString(migration.name)), \"outcome\": \(jsonString(direction == .forward ? "applied" : "rolled back")), \"tables\": \(count), \"set_aside\": [\(setAside.map { jsonString("\($0.name.schema).\($0.name.table)") }.joined(separator: ", "))], \"change_by_hand\": [\(changesByHand.map { jsonString($0.sentence) }.joined(separator: ", "))]}\n"
          .utf8)
    }
  }

  private var reminderOfChanges: String {
    if changesByHand.isEmpty { return "" }
    return "\nto change by hand now:\n"
      + changesByHand.map { "  \(escaped($0.sentence))" }.joined(separator: "\n")
  }

  private func reminder(of setAside: [SetAsideTable]) -> String {
    if setAside.isEmpty { return "" }
    let tables = setAside.map { escaped($0.sentence) }.joined(separator: "; ")
    return "; still set aside: \(tables); to merge or drop: `\(compiled.question("status"))`"
  }

  /// Stops where nothing is half done, if it is asked for, or time is up.
  ///
  /// A temporarily renamed table is away, whoever renamed it: it is finished first.
  func expectToGoOn() throws(Break) {
    guard let reason = reasonToStop else { return }
    guard try temporarilyRenamedTables().isEmpty else { return }
    throw .stop(
      Stop(
        Diagnostic(
          .stoppedRun, "stopped \(reason)",
          notes: ["every batch is done as a whole, or has not begun"], help: howToGoOn)))
  }

  var reasonToStop: String? {
    if StopRequest.isMade { return "as asked" }
    if let deadline = options.deadline, ContinuousClock.now - start >= .seconds(deadline) {
      return "after \(deadline) s, the deadline"
    }
    return runner.logFault.map { "as the log cannot be written: \($0.reason)" }
  }

  /// What can be run now. Where a trigger stops one of the two, how to remove it comes in its place.
  var howToGoOn: [String] {
    let report = try? status()
    func way(_ stops: BlockingTrigger.Stops, _ text: String) -> [String] {
      let found = report?.blockingTriggers.filter { $0.stops == stops } ?? []
      if !found.isEmpty { return found.map { $0.remedy.joined(separator: "; ") } }
      return [text + (report?.caveat(stops, of: migration) ?? "")]
    }
    return way(.apply, "to finish: `\(compiled.command("apply"))`")
      + way(.rollback, "to undo: `\(compiled.command("rollback"))`")
  }

  private func status() throws -> StatusReport {
    let name = migration.fileNames.status
    let (answers, _) = try read(name, migration.script(name, in: compiled.files))
    return try statusReport(of: migration, answers: answers)
  }
}
