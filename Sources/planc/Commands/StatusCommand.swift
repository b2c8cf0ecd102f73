import ArgumentParser
import Operations
import Servers

struct StatusCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "status",
    abstract: "Says where every table of a plan is on a server, and what to run next.",
    discussion: """
      Runs the SQL of the plan's status file, which only reads. The first line is the status: NOT \
      STARTED, PARTIALLY APPLIED, APPLIED, or MANUAL REPAIR REQUIRED. Manual repair is required when a \
      table exists at both locations or at neither, when the name belongs to something else, or when \
      one statement moved only some of its tables. Then come the tables to repair, with the SQL for \
      each option, and the number of tables in each schema.

      --format prometheus is for a dashboard: the state, tables by place, tables, budget and \
      headroom by schema.

        planc status plans/phase_a.yaml --database mysql://dba@db
        planc status plans/phase_a.yaml --database mysql://dba@db --format prometheus

      EXIT CODES
        0 the status is known; 1 the plan has errors; 2 manual repair is required;
        3 a file or the server cannot be reached, or its answer is no whole
      """)

  enum Format: String, ExpressibleByArgument, CaseIterable { case text, json, prometheus }

  @OptionGroup var question: LiveQuestion

  @Option(help: "How the result is written.")
  var format: Format = .text

  @Option(help: "Whether text is coloured; auto colours terminals unless NO_COLOR is set.")
  var color: ReportOptions.Color = .auto

  @Flag(name: .shortAndLong, help: "Write errors and warnings only.")
  var quiet = false

  func run() throws {
    // Diagnostics have no form of Prometheus's.
    var report = ReportOptions()
    report.format = format == .json ? .json : .text
    report.color = color
    report.quiet = quiet
    let run = StatusRun(question: question, format: format, terminal: Terminal(options: report))
    throw try run.verdict().exitCode
  }
}

/// One run of `planc status`. It writes nothing.
struct StatusRun {
  var question: LiveQuestion
  var format: StatusCommand.Format
  var terminal: Terminal

  /// - Throws: `ValidationError` for what the command line cannot ask.
  func verdict() throws -> Verdict {
    do throws(OnePlan.Fault) {
      let plan = try OnePlan(question.plan, renaming: question.map)
      let run = try question.run(renderStatus, of: plan.migration)
      let report: StatusReport
      do throws(AnswerFault) {
        report = try statusReport(of: plan.migration, answers: run.answers)
      } catch {
        let (diagnostic, verdict) = question.refusal(of: error, run)
        throw .refused(plan.diagnostics + [diagnostic], verdict)
      }
      terminal.show(plan.diagnostics)
      try write(report, plan)
      return report.state == .manualRepairRequired ? .drift : .yes
    } catch {
      switch error {
      case .refused(let diagnostics, let verdict):
        terminal.show(diagnostics)
        return verdict
      case .usage(let sentence): throw ValidationError(sentence)
      }
    }
  }

  private func write(_ report: StatusReport, _ plan: OnePlan) throws(OnePlan.Fault) {
    let server = question.server.address?.shown ?? ""
    let next = try next(report, plan)
    let text =
      switch format {
      case .text:
        StatusText.render(
          report, of: plan.migration, server: server, next: next, listsAll: question.verbose)
      case .json:
        report.json(of: plan.migration, server: server, next: next.map(\.command))
      case .prometheus: report.prometheus(plan: plan.migration.name)
      }
    do throws(FileFault) {
      try terminal.writeResult(text)
    } catch {
      throw .refused([error.diagnostic], .unreachable)
    }
  }

  private func next(
    _ report: StatusReport, _ plan: OnePlan
  ) throws(OnePlan.Fault) -> [(command: String, purpose: String)] {
    func step(_ name: String, _ purpose: String) -> (command: String, purpose: String) {
      (question.command(name, plan.path), purpose)
    }
    // A run that would stop is not offered: what to do first is said below.
    let caveat = report.caveat(.apply, of: plan.migration)
    let apply = report.isBlocked(.apply) ? [] : [step("apply", "finishes" + caveat)]
    var rollback =
      report.isBlocked(.rollback)
      ? [] : [step("rollback", "undoes" + report.caveat(.rollback, of: plan.migration))]
    if report.state != .notStarted, let first = try movedLater(plan) {
      rollback = [
        (
          question.command("rollback", first.path),
          "undoes `\(escaped(first.migration.name))`, which must be rolled back before this plan"
        )
      ]
    }
    return switch report.state {
    case .notStarted: [step("preflight", "lists everything that blocks the migration")]
    case .partiallyApplied: caveat.isEmpty ? apply + rollback : rollback + apply
    case .applied: [step("verify", "proves it")] + rollback
    case .manualRepairRequired:
      [step("status", "asks again, when each table below is decided about")]
    }
  }

  /// The last plan that comes after this one and has moved a table.
  private func movedLater(
    _ plan: OnePlan
  ) throws(OnePlan.Fault) -> (migration: Migration, path: String)? {
    for other in plan.later {
      let run = try question.run(renderStatus, of: other.migration)
      // An answer that is incomplete hides nothing: the rollback asks again before it begins.
      let report = try? statusReport(of: other.migration, answers: run.answers)
      if report?.tables.contains(where: { $0.isInTheWay(.back) }) == true { return other }
    }
    return nil
  }
}
