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
///
/// Its methods throw `CommandFault` to end the run, and `ServerFault` if the connection is lost.
final class MigrationExecutor {
  let direction: Direction
  let plan: SelectedPlan
  let options: MigrationOptions
  /// Whether the rollback drops the schemas that the plan creates, if they are empty.
  let dropsSchemas: Bool
  let terminal: Terminal
  let session: ServerSession
  let runner: StatementRunner
  let progress: ProgressReport
  private let start = ContinuousClock.now

  /// Known from the first connection on.
  var facts: ServerFacts?
  /// The session before the connection was lost: what it ran may still run.
  var lostThread: UInt?
  /// The lost session of which it was said that it still runs.
  var awaited: String?
  var reconnections = 0
  private var isConfirmed = false
  /// What preflight found in a run that changes nothing.
  private var dryRunVerdict = Verdict.yes
  /// What the last file has listed that somebody must still change.
  var changesByHand: [ChangeByHand] = []

  var migration: Migration { plan.migration }

  /// Compiles the plan, and compares its files with those on disk.
  init(
    _ direction: Direction, _ options: MigrationOptions, dropsSchemas: Bool = false
  ) throws {
    let request = PlanRequest(
      plans: [options.plan], map: options.map, out: options.out, isLive: true)
    plan = try SelectedPlan(request, on: options.server)
    terminal = options.report.terminal
    terminal.show(plan.diagnostics)
    try plan.expectFilesUpToDate()
    session = try options.server.session(waitsForLocks: true)
    runner = StatementRunner(
      session, log: options.dryRun ? nil : try options.log.map(LogFile.init))
    progress = ProgressReport(terminal)
    self.direction = direction
    self.options = options
    self.dropsSchemas = dropsSchemas
  }

  func run(into outcome: inout Outcome) throws {
    let result = Result { try runUntilDone() }
    progress.end()
    switch result {
    case .success: runner.note("ended well")
    case .failure(let fault):
      runner.note("stopped: \((fault as? CommandFault)?.diagnostics.first?.message ?? "")")
    }
    session.close()
    runner.settleLog()
    outcome.write(try result.get())
    outcome.verdict = dryRunVerdict
    if let fault = runner.logFault { throw fault }
  }

  /// - Returns: the result.
  private func runUntilDone() throws -> [UInt8] {
    try connect()
    while true {
      do {
        return try pass()
      } catch let fault as ServerFault {
        try reconnect(after: fault)
      }
    }
  }

  /// From the look at the server to the last word. After a lost connection all of it again, but for
  /// the question to the operator.
  private func pass() throws -> [UInt8] {
    try checkServer()
    if !options.dryRun { try takeLocks() }
    let status = try currentStatus()
    try expectNoManualRepair(status)
    let present = try createdSchemasPresent()
    let remaining = migration.remainingFiles(
      direction, status, present: present, dropsSchemas: dropsSchemas && !present.isEmpty,
      of: plan.files)
    let isLeft = remaining.contains { $0.role != .verify }
    if isLeft, !isConfirmed {
      do {
        try runPreflight(status)
      } catch let fault as CommandFault where options.dryRun {
        // What would run is shown in any case.
        terminal.show(fault.diagnostics)
        dryRunVerdict = fault.verdict
      }
      progress.remaining(remaining, status, of: self)
    }
    if options.dryRun { return isLeft ? remaining.flatMap(\.script.bytes) : [] }
    if isLeft, !isConfirmed {
      try confirm()
      isConfirmed = true
      StopRequest.listen()
    }
    if isLeft || direction == .forward {
      for file in remaining { try run(file) }
    }
    return try finalResult(status.setAside)
  }

  private func finalResult(_ setAside: [SetAsideTable]) throws -> [UInt8] {
    let tables = counted(migration.moveCount, "table")
    let sentence: String
    switch direction {
    case .forward: sentence = "\(migration.name): \(tables) at the target, verified"
    case .back:
      let status = try currentStatus()
      guard status.state == .notStarted else {
        throw CommandFault(
          .notVerified, "the rollback has run, but the status is \(status.state.rawValue)",
          notes: [status.reason], help: [plan.statusAdvice])
      }
      let created = dropsSchemas ? migration.createdSchemas.count : 0
      sentence =
        "\(migration.name): \(tables) at the source"
        + (created == 0
          ? ""
          : ", \(created == 1 ? "the created schema" : "the \(created) created schemas") dropped")
    }
    switch terminal.format {
    case .text:
      return Array("\(sentence)\(reminder(of: setAside))\(reminderOfChanges)\n".utf8)
    case .json:
      let object = jsonObject([
        ("plan", jsonString(migration.name)),
        ("outcome", jsonString(direction == .forward ? "applied" : "rolled back")),
        ("tables", "\(migration.moveCount)"),
        ("set_aside", jsonList(setAside.map { "\($0.name.schema).\($0.name.table)" })),
        ("change_by_hand", jsonList(changesByHand.map(\.sentence))),
      ])
      return Array("\(object)\n".utf8)
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
    return "; still set aside: \(tables); to merge or drop: `\(plan.command("status"))`"
  }

  /// Stops where nothing is half done, if it is asked for, or time is up.
  ///
  /// A temporarily renamed table is away, whoever renamed it: it is finished first.
  func stopIfRequested() throws {
    guard let reason = reasonToStop else { return }
    guard try temporarilyRenamedTables().isEmpty else { return }
    throw CommandFault(
      .stoppedRun, "stopped \(reason)",
      notes: ["every batch is done as a whole, or has not begun"], help: howToContinue)
  }

  var reasonToStop: String? {
    if StopRequest.isMade { return "as asked" }
    if let deadline = options.deadline, ContinuousClock.now - start >= .seconds(deadline) {
      return "after \(deadline) s, the deadline"
    }
    return runner.logFault.map { "as the log cannot be written: \($0.reason)" }
  }

  /// How to see where the tables are, and what can be run now.
  var nextSteps: [String] { [plan.statusAdvice] + howToContinue }

  /// What can be run now. Where a trigger stops one of the two, how to remove it comes in its place.
  var howToContinue: [String] {
    let report = try? statusReport(
      of: migration, answers: read(migration.fileNames.status).answers)
    func way(_ stops: BlockingTrigger.Stops, _ text: String) -> [String] {
      let found = report?.blockingTriggers.filter { $0.stops == stops } ?? []
      if !found.isEmpty { return found.map { $0.remedy.joined(separator: "; ") } }
      return [text + (report?.caveat(stops, of: migration) ?? "")]
    }
    return way(.apply, "to finish: `\(plan.command("apply"))`")
      + way(.rollback, "to undo: `\(plan.command("rollback"))`")
  }
}
