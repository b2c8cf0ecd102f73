import ArgumentParser
import Diagnostics

struct DiffCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "diff",
    abstract: "Says what changed in meaning between two versions of a plan.",
    discussion: """
      Tables moved, no longer moved, retargeted, renamed or regrouped; counts, budgets, schemas \
      and settings. Comments, quoting and the order of keys mean nothing: without a change of \
      meaning nothing is printed, but for an empty list as json.

      The older version is read from git, or from a file if --against names one that exists. It \
      must compile by itself, as must the plan.

      EXAMPLES
        $ planc diff plans/phase_a.yaml --against main
        $ planc diff plans/phase_a.yaml --against HEAD~1 --format markdown
        $ planc diff plans/phase_a.yaml --against old/phase_a.yaml

      EXIT CODES
        0 compared; 1 either version has errors; 2 they differ, with --exit-code;
        3 no such file, revision or repository
      """)

  enum Format: String, ExpressibleByArgument, CaseIterable { case text, json, markdown }

  @Argument(help: "The plan.", completion: .file(extensions: ["yaml"]))
  var plan: String

  @Option(help: ArgumentHelp("The older version.", valueName: "revision-or-file"))
  var against: String

  @Flag(help: "End with 2 when there is a change.")
  var exitCode = false

  @Option(help: "How the changes are written; diagnostics are text, or json.")
  var format: Format = .text

  @Option(help: "Whether text is coloured; auto colours terminals unless NO_COLOR is set.")
  var color: ReportOptions.Color = .auto

  @Flag(name: .shortAndLong, help: "Write errors and warnings only.")
  var quiet = false

  func validate() throws {
    if against.isEmpty || against.hasPrefix("-") {
      throw ValidationError("--against must name a revision or a file.")
    }
  }

  func run() throws {
    var report = ReportOptions()
    report.format = format == .json ? .json : .text
    report.color = color
    report.quiet = quiet
    throw DiffRun(
      plan: plan, against: against, format: format, asksForExitCode: exitCode,
      terminal: Terminal(options: report)
    ).verdict().exitCode
  }
}
