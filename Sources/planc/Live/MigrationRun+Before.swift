import Diagnostics
import Foundations
import Operations
import Plans

/// What comes before the first change: all findings at once, and the operator's word.
extension MigrationRun {
  /// Runs the preflight: all of it before the first change; of a move that has begun, and on the way
  /// back, what it asks about the session and the account. The rest is about the state before, and
  /// tables made since must not bar the way home.
  ///
  /// A table that is temporarily renamed is unavailable: then the files decide, and findings are only reported.
  func lookAhead(_ standing: StatusReport) throws(Break) {
    try expectOrder(standing)
    let name = migration.fileNames.preflight
    let isStart = direction == .forward && standing.state == .notStarted
    let script =
      isStart ? migration.script(name, in: compiled.files) : migration.preflightOfTheAccount
    let (answers, refusal) = try read(name, script)
    guard let told = try? preflightReport(of: migration, answers: answers) else {
      throw .stop(Stop(refused(refusal, by: name, answers)))
    }
    let report = told.adding(facts?.findings ?? [])
    let findings = report.findings
    let barring = findings.filter {
      $0.severity == .error || $0.severity == .warning && !options.letsWarningsPass
    }
    // NOT READY without a finding that explains it: a query failed.
    if !report.isGood, findings.allSatisfy({ $0.severity == .info }) {
      throw .stop(Stop(refused(refusal, by: name, answers)))
    }
    let isBarred = !barring.isEmpty && !standing.tables.contains(where: \.isTemporarilyRenamed)
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
      throw .stop(Stop(all))
    }
    terminal.show(diagnostics)
  }

  /// A plan begins when those before it are done, and is undone when those after it are.
  private func expectOrder(_ standing: StatusReport) throws(Break) {
    // A move that has begun may always be finished.
    let others =
      direction == .back ? compiled.later : standing.state == .notStarted ? compiled.earlier : []
    if options.letsWarningsPass || standing.tables.contains(where: \.isTemporarilyRenamed) {
      return
    }
    var found: [Diagnostic] = []
    for other in others {
      let name = other.fileNames.status
      let (answers, refusal) = try read(name, other.script(name, in: compiled.files))
      guard let report = try? statusReport(of: other, answers: answers) else {
        throw .stop(Stop(refused(refusal, by: name, answers)))
      }
      if !report.tables.contains(where: { $0.isInTheWay(direction) }) { continue }
      found.append(
        Diagnostic(
          .preflightFinding,
          "`\(other.name)` comes \(direction == .back ? "after this plan" : "first"), and its status is \(report.state.rawValue)",
          notes: [escaped(report.reason)],
          help: [
            direction == .back
              ? "undo it before: `\(compiled.command("rollback", of: other))`"
              : "run it before: `\(compiled.command("apply", of: other))`",
            "to continue in another order: `--allow-warnings`",
          ]))
    }
    if !found.isEmpty { throw .stop(Stop(found)) }
  }

  /// Asks the operator, or stops.
  func agree() throws(Break) {
    if options.yes { return }
    guard terminal.canAsk else {
      throw .stop(
        Stop(
          Diagnostic(
            .stoppedRun, "nobody is there to be asked: this is no terminal",
            notes: ["nothing was changed"],
            help: [
              "to run it without a question: `\(compiled.command(verb))\(options.words.map { " " + shellWord($0) }.joined())\(dropsSchemas ? " --drop-schemas" : "") --yes`"
            ])))
    }
    let answer = terminal.ask("Type `\(migration.name)` to run this, anything else to leave: ")
    guard answer == migration.name else {
      throw .stop(
        Stop(Diagnostic(.stoppedRun, "stopped as asked", notes: ["nothing was changed"])))
    }
  }

  var verb: String { direction == .forward ? "apply" : "rollback" }
}
