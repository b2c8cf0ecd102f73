import ArgumentParser
import Diagnostics
import Operations
import Plans

struct StatusCommand: PlancCommand {
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

  @OptionGroup var options: LiveQueryOptions

  @Option(help: "How the result is written.")
  var format: Format = .text

  @OptionGroup var style: StyleOptions

  /// Diagnostics have no Prometheus format.
  var terminal: Terminal { style.terminal(format == .json ? .json : .text) }

  func run(into outcome: inout Outcome) throws {
    let query = try LiveQuery(options)
    let migration = query.plan.migration
    let (report, _) = try query.report(
      migration.fileNames.status, statusReport, into: &outcome)
    let next = try next(report, query)
    switch format {
    case .text:
      outcome.write(
        StatusText.render(
          report, of: migration, server: query.server, next: next, listsAll: options.verbose))
    case .json:
      outcome.write(report.json(of: migration, server: query.server, next: next.map(\.command)))
    case .prometheus: outcome.write(report.prometheus(plan: migration.name))
    }
    if report.state == .manualRepairRequired { outcome.verdict = .drift }
  }

  private func next(
    _ report: StatusReport, _ query: LiveQuery
  ) throws -> [(command: String, purpose: String)] {
    let plan = query.plan
    func step(_ verb: String, _ purpose: String) -> (command: String, purpose: String) {
      (plan.command(verb), purpose)
    }
    // A run that would stop is not offered: what to do first is said below.
    let caveat = report.caveat(.apply, of: plan.migration)
    let apply = report.isBlocked(.apply) ? [] : [step("apply", "finishes" + caveat)]
    var rollback =
      report.isBlocked(.rollback)
      ? [] : [step("rollback", "undoes" + report.caveat(.rollback, of: plan.migration))]
    if report.state != .notStarted, let first = try plan.later.first(where: query.hasMoved) {
      rollback = [
        (
          plan.command("rollback", of: first),
          "undoes `\(escaped(first.name))`, which must be rolled back before this plan"
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
}
