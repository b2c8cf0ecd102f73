import ArgumentParser

struct RefsCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "refs",
    abstract: "Finds the places in code that name a moved table without its schema.",
    discussion: """
      Reads PHP, Blade, Python, JavaScript, TypeScript, Ruby, Java, Kotlin, C#, Go, Perl, \
      shell scripts and SQL. Folders are walked; what .gitignore names, binary files, folders of \
      other people's code and what planc generated are left out. Names that are made at run time, \
      or can mean another table, are warnings.

      --fix qualifies names in SQL files. If the plan has code.php, it also rewrites PHP to call \
      the generated map. It shows a diff, leaves every other byte as it is, and tells what it \
      does not touch and why. A baseline holds the references of today; with it only new ones \
      count.

      EXAMPLES
        $ planc refs src
        $ planc refs --plan plans/phase_a.yaml --summary src
        $ planc refs --list src
        $ planc refs --fix --dry-run src
        $ planc refs --write-baseline refs.baseline src
        $ planc refs --baseline refs.baseline src

      EXIT CODES
        0 no reference must change, or none is left; 1 some must, or a plan has
        errors; 3 a file cannot be read or written
      """)

  @Option(help: ArgumentHelp("A plan; repeatable. Without any, all of plans/*.yaml."))
  var plan: [String] = []

  @Flag(help: "Rewrite references, show a diff, and say what is left.")
  var fix = false

  @Flag(help: "With --fix: show the diff, and write nothing.")
  var dryRun = false

  @Option(
    help: ArgumentHelp("Leave out the references that a baseline holds.", valueName: "file"),
    completion: .file())
  var baseline: String?

  @Option(
    help: ArgumentHelp("Write what is found into a baseline.", valueName: "file"),
    completion: .file())
  var writeBaseline: String?

  @Flag(help: "Write the numbers by table and by kind instead of each place.")
  var summary = false

  @Flag(help: "Write a line for each place, without the code round it.")
  var list = false

  @Flag(name: .shortAndLong, help: "Name each file that is skipped.")
  var verbose = false

  @Argument(help: "Files and folders.")
  var paths: [String]

  @OptionGroup var report: ReportOptions

  func validate() throws {
    if dryRun, !fix { throw ValidationError("--dry-run goes with --fix.") }
    if fix, writeBaseline != nil {
      throw ValidationError("--write-baseline does not go with --fix: mend first, then write it.")
    }
    if list, fix || summary || writeBaseline != nil || report.format == .json {
      throw ValidationError(
        "--list does not go with --fix, --summary, --write-baseline or --format json.")
    }
    if fix, summary { throw ValidationError("--summary does not go with --fix.") }
    if baseline != nil, writeBaseline != nil {
      throw ValidationError("--write-baseline does not go with --baseline: it holds all.")
    }
    if fix, baseline != nil {
      throw ValidationError("--baseline does not go with --fix, which mends what it can.")
    }
  }

  func run() throws {
    let run = RefsRun(
      plans: plan, paths: paths, isSummary: summary, isList: list, isVerbose: verbose, isFix: fix,
      isDryRun: dryRun, baselinePath: baseline, newBaselinePath: writeBaseline,
      terminal: Terminal(options: report))
    throw try run.verdict().exitCode
  }
}
