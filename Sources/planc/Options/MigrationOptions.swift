import ArgumentParser
import Operations

/// The options of `apply` and `rollback`.
struct MigrationOptions: ParsableArguments {
  @Argument(help: "The plan.", completion: .file(extensions: ["yaml"]))
  var plan: String

  @Option(
    name: .customLong("map"),
    help: ArgumentHelp(
      "Another name for a schema, as compiled for a rehearsal; needs --out.",
      valueName: "schema=name"),
    transform: SchemaRenaming.init)
  var map: [SchemaRenaming] = []

  @Option(
    help: ArgumentHelp("Where the files are instead of generated/.", valueName: "folder"),
    completion: .directory)
  var out: String?

  @OptionGroup var server: ServerOptions

  @Flag(help: "Print the SQL that would run, and run nothing but what reads.")
  var dryRun = false

  @Flag(help: "Do not ask before the first change.")
  var yes = false

  @Flag(help: "Continue although preflight has warnings: the move breaks dependent objects.")
  var allowWarnings = false

  /// The name of `--allow-warnings` in 0.1.0.
  @Flag(help: .hidden)
  var allowBreaks = false

  @Option(
    help: ArgumentHelp("How often a file is run again while others hold a lock.", valueName: "n"))
  var retries = 5

  @Option(
    help: ArgumentHelp("The first pause before that; each is twice the last.", valueName: "seconds")
  )
  var pause = 2

  @Option(help: ArgumentHelp("Begin no further batch after so long.", valueName: "seconds"))
  var deadline: Int?

  @Option(
    help: ArgumentHelp(
      "Add each statement and its outcome to this file, as JSON lines.", valueName: "file"),
    completion: .file())
  var log: String?

  @OptionGroup var report: ReportOptions

  private static let retriesMax = 1_000
  private static let secondsMax = 86_400

  func validate() throws {
    guard (0...Self.retriesMax).contains(retries) else {
      throw ValidationError("--retries is a number from 0 to \(Self.retriesMax).")
    }
    guard (0...Self.secondsMax).contains(pause) else {
      throw ValidationError("--pause is a number of seconds from 0 to \(Self.secondsMax).")
    }
    if let deadline, !(1...Self.secondsMax).contains(deadline) {
      throw ValidationError("--deadline is a number of seconds from 1 to \(Self.secondsMax).")
    }
    if log == "" { throw ValidationError("--log is empty.") }
    if dryRun, log != nil { throw ValidationError("--log goes without --dry-run.") }
    if dryRun, yes {
      throw ValidationError("--dry-run changes nothing: there is nothing to --yes.")
    }
    try server.expectDatabase()
    if !map.isEmpty, out == nil { throw ValidationError("--map needs --out.") }
    if out?.isEmpty == true { throw ValidationError("--out must name a folder.") }
  }

  var letsWarningsPass: Bool { allowWarnings || allowBreaks }

  /// What a command line says again to run in the same way: what is not the default.
  var words: [String] {
    (letsWarningsPass ? ["--allow-warnings"] : [])
      + (retries == 5 ? [] : ["--retries", "\(retries)"])
      + (pause == 2 ? [] : ["--pause", "\(pause)"])
      + (deadline.map { ["--deadline", "\($0)"] } ?? [])
      + (log.map { ["--log", $0] } ?? [])
  }

  var rules: RunRules { RunRules(retriesMax: retries, pauseSeconds: pause) }
}
