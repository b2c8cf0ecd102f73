import ArgumentParser

struct RefsCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "refs",
    abstract: "Finds the places in code that name a moved table without its schema.",
    discussion: """
      Reads PHP, Blade, Twig, Python, JavaScript, TypeScript, Ruby, Java, Kotlin, C#, Go, Perl, \
      shell scripts and SQL. Folders are walked; what .gitignore names, binary files, folders of \
      other people's code and what planc generated are left out. Names that are made at run time \
      are warnings.

      EXAMPLES
        $ planc refs plans
        $ planc refs --plan plans/phase_a.yaml --summary plans

      EXIT CODES
        0 no reference must change; 1 some must, or a plan has errors; 3 a file
        cannot be read
      """)

  @Option(help: ArgumentHelp("A plan; repeatable. Without any, all of plans/*.yaml."))
  var plan: [String] = []

  @Flag(help: "Write the numbers by table and by kind instead of each place.")
  var summary = false

  @Flag(name: .shortAndLong, help: "Name each file that is skipped.")
  var verbose = false

  @Argument(help: "Files and folders.")
  var paths: [String]

  @OptionGroup var report: ReportOptions

  func run() throws {
    let run = RefsRun(
      plans: plan, paths: paths, isSummary: summary, isVerbose: verbose,
      terminal: Terminal(options: report))
    throw try run.verdict().exitCode
  }
}
