import ArgumentParser

struct CheckCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "check",
    abstract: "Says how the generated files differ from what plans compile to; writes nothing.",
    discussion: """
      Missing, changed and stale files are told, changed ones with a diff. The exit code is 2 \
      when there is any.
      """)

  @Argument(help: "Plans; without any, all of plans/*.yaml.")
  var plans: [String] = []

  @OptionGroup var report: ReportOptions

  func run() throws {
    let request = Request(plans: plans, map: [], out: nil)
    throw try CheckRun(request: request, terminal: Terminal(options: report)).verdict().exitCode
  }
}
