import ArgumentParser
import Operations
import Plans

struct PreflightCommand: PlancCommand {
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

  @OptionGroup var options: LiveQueryOptions
  @OptionGroup var report: ReportOptions

  var terminal: Terminal { report.terminal }

  func run(into outcome: inout Outcome) throws {
    let query = try LiveQuery(options)
    let plan = query.plan
    let (found, run) = try query.report(
      plan.migration.fileNames.preflight, preflightReport, into: &outcome)
    let report = found.adding(query.serverFindings)
    let next =
      report.isGood
      ? (plan.command("apply"), "moves the tables")
      : (plan.command("preflight"), "checks again, when each finding below is fixed")
    query.write(report, run, next: [next], terminal.format, into: &outcome)
  }
}
