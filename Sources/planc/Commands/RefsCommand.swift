import ArgumentParser
import CodeReferences
import Diagnostics
import Foundations
import Operations
import Plans

struct RefsCommand: PlancCommand {
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

  var terminal: Terminal { report.terminal }

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

  func run(into outcome: inout Outcome) throws {
    guard let settings = try settings(&outcome) else {
      outcome.verdict = .planHasErrors
      return
    }
    var walk = SourceWalk()
    for path in paths { try walk.walk(path) }
    walk.sortFiles()
    let known = try baseline.map(Baseline.read)
    let finder = ReferenceFinder(settings)
    var result = ReferenceResult(
      search(walk.files, finder), skipped: walk.skipped, faults: walk.faults,
      function: settings.helperFunctions.first)
    outcome.add(result.faults.map(\.diagnostic))
    // What could not be read may hold a reference: an answer without it is none.
    if !result.faults.isEmpty { outcome.verdict = .unreachable }
    if let writeBaseline {
      // What was not read would be missing, and be new the next time.
      if result.faults.isEmpty { try write(result, to: writeBaseline, into: &outcome) }
      return
    }
    if let known { result.leaveOut(known, searched: paths) }
    if fix {
      fixReferences(result, finder, into: &outcome)
    } else {
      outcome.add(summary || list ? [] : result.diagnostics)
      outcome.write(
        result.text(report.format, isSummary: summary, isList: list, isVerbose: verbose))
      if result.hasErrors { outcome.verdict = .planHasErrors }
    }
    outcome.isCut = false
  }

  private func search(_ files: [String], _ finder: ReferenceFinder) -> [SearchedFile] {
    guard terminal.showsProgress else { return ReferenceSearch(finder: finder).search(files) }
    let progress = ProgressLine(terminal, total: files.count)
    defer { progress.end() }
    return ReferenceSearch(finder: finder, report: progress.show).search(files)
  }

  private func fixReferences(
    _ result: ReferenceResult, _ finder: ReferenceFinder, into outcome: inout Outcome
  ) {
    var fix = ReferenceFix(finder, result.report, isDryRun: dryRun)
    fix.fix(result.files, style: terminal.isResultColored ? .colored : .plain)
    outcome.add(fix.diagnostics)
    outcome.write(fix.text(report.format))
    if !fix.faults.isEmpty { outcome.verdict = .unreachable }
    if dryRun ? result.hasErrors : !fix.left.isEmpty { outcome.verdict = .planHasErrors }
  }

  private func write(
    _ result: ReferenceResult, to path: String, into outcome: inout Outcome
  ) throws {
    let baseline = try result.baseline(for: path)
    try Baseline.write(baseline.text, to: path)
    let count = baseline.entries.count
    switch report.format {
    case .text: outcome.write("\(path): \(count == 1 ? "1 entry" : "\(count) entries")\n")
    case .json:
      outcome.write(jsonObject([("path", jsonString(path)), ("entries", "\(count)")]) + "\n")
    }
  }

  /// What to look for, from the plans; nil when they have errors.
  private func settings(_ outcome: inout Outcome) throws -> ReferenceSettings? {
    let folders = try PlanRequest(plans: plan).compile()
    if let fault = folders.flatMap(\.catalogFaults).first { throw fault }
    outcome.add(folders.flatMap(\.compilation.diagnostics).filter { $0.severity == .error })
    if folders.contains(where: \.compilation.hasErrors) { return nil }
    var settings = ReferenceSettings(tables: [])
    for migration in folders.flatMap(\.migrations) { add(migration, to: &settings) }
    return settings
  }

  private func add(_ migration: Migration, to settings: inout ReferenceSettings) {
    for batch in migration.batches {
      settings.tables += batch.moves.map {
        MovedTable(
          $0.source.table, from: $0.source.schema, to: $0.target.schema, as: $0.target.table)
      }
    }
    let code = migration.code
    if settings.tablePrefix.isEmpty { settings.tablePrefix = code.tablePrefix }
    settings.prefixExpressions += code.prefixExpressions
    settings.queryFunctions += code.queryFunctions
    if settings.helperFunctions.isEmpty, let map = code.php {
      settings.helperFunctions = [map.function, map.function + "_schema"]
      settings.schemaConstant = map.constant
    }
  }
}
