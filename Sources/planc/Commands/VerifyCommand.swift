import ArgumentParser
import Operations
import Plans

struct VerifyCommand: PlancCommand {
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

  @OptionGroup var options: LiveQueryOptions
  @OptionGroup var report: ReportOptions

  var terminal: Terminal { report.terminal }

  func run(into outcome: inout Outcome) throws {
    let query = try LiveQuery(options)
    let plan = query.plan
    let (report, run) = try query.report(
      plan.migration.fileNames.verify, verifyReport, into: &outcome)
    let next =
      report.isGood ? [] : [(plan.command("status"), "says where every table is")]
    query.write(report, run, next: next, terminal.format, into: &outcome)
  }
}
