import Diagnostics
import Foundations
import Operations
import Plans
import Servers

/// What comes before the first change: all findings at once, and the operator's word.
extension MigrationExecutor {
  /// Runs the preflight: all of it before the first change; of a move that has begun, and on the way
  /// back, what it asks about the session and the account. The rest is about the state before, and
  /// tables made since must not bar the way home.
  ///
  /// A table that is temporarily renamed is unavailable: then the files decide, and findings are only reported.
  func runPreflight(_ status: StatusReport) throws {
    try expectOrder(status)
    let name = migration.fileNames.preflight
    let isStart = direction == .forward && status.state == .notStarted
    let run = try read(name, isStart ? nil : migration.preflightOfTheAccount)
    guard let told = try? preflightReport(of: migration, answers: run.answers) else {
      throw CommandFault(refused(run.refusals.first?.fault, by: name, run.answers))
    }
    let report = told.adding(facts?.findings ?? [])
    let findings = report.findings
    let barring = findings.filter {
      $0.severity == .error || $0.severity == .warning && !options.letsWarningsPass
    }
    // NOT READY without a finding that explains it: a query failed.
    if !report.isGood, findings.allSatisfy({ $0.severity == .info }) {
      throw CommandFault(refused(run.refusals.first?.fault, by: name, run.answers))
    }
    let isBarred = !barring.isEmpty && !status.tables.contains(where: \.isTemporarilyRenamed)
    let diagnostics = findings.map { finding in
      let severity: Diagnostic.Severity =
        switch finding.severity {
        case .error: isBarred ? .error : .warning
        case .warning: isBarred && !options.letsWarningsPass ? .error : .warning
        case .info: .note
        }
      let object = finding.object.isEmpty ? "" : "`\(escaped(finding.object))`: "
      return Diagnostic(
        .preflightFinding, severity: severity, "\(object)\(escaped(finding.found))",
        help: finding.advice.isEmpty ? [] : [escaped(finding.advice)])
    }
    if isBarred {
      var all = diagnostics
      if barring.allSatisfy({ $0.severity == .warning }),
        let last = all.lastIndex(where: { $0.severity == .error })
      {
        var objects: [String] = []
        for object in barring.map({ "`\(escaped($0.object))`" }) where !objects.contains(object) {
          objects.append(object)
        }
        all[last].help.append(
          "a plan accepts what its catalog shows, under `accept`; to continue, and break \(list(of: objects)): `--allow-warnings`"
        )
      }
      throw CommandFault(all)
    }
    terminal.show(diagnostics)
  }

  /// A plan begins when those before it are done, and is undone when those after it are.
  private func expectOrder(_ status: StatusReport) throws {
    // A move that has begun may always be finished.
    let others =
      direction == .back ? plan.later : status.state == .notStarted ? plan.earlier : []
    if options.letsWarningsPass || status.tables.contains(where: \.isTemporarilyRenamed) {
      return
    }
    var found: [Diagnostic] = []
    for other in others {
      let name = other.fileNames.status
      let run = try read(name, of: other)
      guard let report = try? statusReport(of: other, answers: run.answers) else {
        throw CommandFault(refused(run.refusals.first?.fault, by: name, run.answers))
      }
      if !report.tables.contains(where: { $0.isInTheWay(direction) }) { continue }
      found.append(
        Diagnostic(
          .preflightFinding,
          "`\(other.name)` comes \(direction == .back ? "after this plan" : "first"), and its status is \(report.state.rawValue)",
          notes: [escaped(report.reason)],
          help: [
            direction == .back
              ? "undo it before: `\(plan.command("rollback", of: other))`"
              : "run it before: `\(plan.command("apply", of: other))`",
            "to continue in another order: `--allow-warnings`",
          ]))
    }
    if !found.isEmpty { throw CommandFault(found) }
  }

  /// Asks the operator, or stops.
  func confirm() throws {
    if options.yes { return }
    guard terminal.canAsk else {
      let verb = direction == .forward ? "apply" : "rollback"
      let again = options.words + (dropsSchemas ? ["--drop-schemas"] : []) + ["--yes"]
      throw CommandFault(
        .stoppedRun, "nobody is there to be asked: this is no terminal",
        notes: ["nothing was changed"],
        help: [
          "to run it without a question: `\(plan.command(verb, options: again))`"
        ])
    }
    let answer = terminal.ask("Type `\(migration.name)` to run this, anything else to leave: ")
    guard answer == migration.name else {
      throw CommandFault(.stoppedRun, "stopped as asked", notes: ["nothing was changed"])
    }
  }
}
