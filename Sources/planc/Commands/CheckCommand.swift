import ArgumentParser

struct CheckCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "check",
    abstract: "Says how the generated files differ from what plans compile to; writes nothing.",
    discussion: """
      Missing, changed and stale files are told, changed ones with a diff. For CI: what is \
      reviewed under generated/ is then what the plans compile to.

      EXAMPLES
        $ planc check
        $ planc check plans/phase_a.yaml --format json

      EXIT CODES
        0 up to date; 1 a plan has errors; 2 files differ; 3 a file cannot be read
      """)

  @Argument(
    help: "Plans; without any, all of plans/*.yaml.", completion: .file(extensions: ["yaml"]))
  var plans: [String] = []

  @OptionGroup var report: ReportOptions

  func run() throws {
    let request = Request(plans: plans, map: [], out: nil)
    throw try CheckRun(request: request, terminal: Terminal(options: report)).verdict().exitCode
  }
}
