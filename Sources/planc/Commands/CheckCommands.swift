import ArgumentParser
import Operations
import Servers

struct PreflightCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "preflight",
    abstract: "Lists everything that blocks a plan or its rollback on a server.",
    discussion: """
      Runs the SQL of the plan's preflight file, which only reads, and lists every finding at once: \
      an error blocks the migration or its rollback; a warning breaks an object that depends on a \
      table; info is a note.

        planc preflight plans/phase_a.yaml --database mysql://dba@db
        planc preflight plans/phase_a.yaml --database mysql://dba@db --format json

      EXIT CODES
        0 READY; 1 the plan has errors; 2 NOT READY;
        3 a file or the server cannot be reached, or its answer is no whole
      """)

  @OptionGroup var question: LiveQuestion
  @OptionGroup var report: ReportOptions

  func run() throws {
    let run = LiveCheckRun(
      kind: .preflight, question: question, terminal: Terminal(options: report))
    throw try run.verdict().exitCode
  }
}

struct VerifyCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "verify",
    abstract: "Proves that a server holds what a plan promises.",
    discussion: """
      It runs the SQL of the plan's verify file, which only reads: every table by name, kind and \
      place, every count, triggers, views and grants that the plan carries, and whether each \
      moved table has rows.

        planc verify plans/phase_a.yaml --database mysql://dba@db
        planc verify plans/phase_a.yaml --database mysql://dba@db --verbose

      EXIT CODES
        0 VERIFIED; 1 the plan has errors; 2 NOT VERIFIED;
        3 a file or the server cannot be reached, or its answer is no whole
      """)

  @OptionGroup var question: LiveQuestion
  @OptionGroup var report: ReportOptions

  func run() throws {
    let run = LiveCheckRun(
      kind: .verify, question: question, terminal: Terminal(options: report))
    throw try run.verdict().exitCode
  }
}

/// One run of `planc preflight` or `planc verify`. It writes nothing.
struct LiveCheckRun {
  var kind: CheckReport.Kind
  var question: LiveQuestion
  var terminal: Terminal

  /// - Throws: `ValidationError` for what the command line cannot ask.
  func verdict() throws -> Verdict {
    do throws(OnePlan.Fault) {
      let plan = try OnePlan(question.plan, renaming: question.map)
      let run = try question.run(
        kind == .preflight ? renderPreflight : renderVerify, of: plan.migration)
      let report: CheckReport
      do throws(AnswerFault) {
        report =
          switch kind {
          case .preflight:
            try preflightReport(of: plan.migration, answers: run.answers).adding(question.findings)
          case .verify: try verifyReport(of: plan.migration, answers: run.answers)
          }
      } catch {
        let (diagnostic, verdict) = question.refusal(of: error, run)
        throw .refused(plan.diagnostics + [diagnostic], verdict)
      }
      terminal.show(plan.diagnostics)
      try write(report, run.faults.map { ($0.line, $0.fault.sentence) }, plan)
      return report.isGood ? .yes : .drift
    } catch {
      switch error {
      case .refused(let diagnostics, let verdict):
        terminal.show(diagnostics)
        return verdict
      case .usage(let sentence): throw ValidationError(sentence)
      }
    }
  }

  private func write(
    _ report: CheckReport, _ refusals: [(line: Int, sentence: String)], _ plan: OnePlan
  ) throws(OnePlan.Fault) {
    let server = question.server.address?.shown ?? ""
    let next = next(report, plan)
    let text =
      switch terminal.options.format {
      case .text:
        report.text(
          of: plan.migration, server: server, next: next, refusals: refusals,
          listsAll: question.verbose)
      case .json:
        report.json(
          of: plan.migration, server: server, next: next.map(\.command), refusals: refusals)
      }
    do throws(FileFault) {
      try terminal.writeResult(text)
    } catch {
      throw .refused([error.diagnostic], .unreachable)
    }
  }

  private func next(
    _ report: CheckReport, _ plan: OnePlan
  ) -> [(command: String, purpose: String)] {
    switch (kind, report.isGood) {
    case (.preflight, true): [(question.command("apply", plan.path), "moves the tables")]
    case (.preflight, false):
      [(question.command("preflight", plan.path), "checks again, when each finding below is fixed")]
    case (.verify, true): []
    case (.verify, false): [(question.command("status", plan.path), "says where every table is")]
    }
  }
}
