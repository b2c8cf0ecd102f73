import ArgumentParser

struct CompileCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "compile",
    abstract: "Writes the files that plans compile to.",
    discussion: """
      The files go to the folder generated/ beside the folder that holds the plan. Files whose \
      bytes are equal are not touched. Files that an earlier version of a plan compiled to are \
      removed; copies, edited files and PHP maps are kept. Files that planc did not generate are \
      never replaced. Nothing is written when any plan of the folder has an error. Files of plans \
      with `status: applied` that an earlier release of planc wrote are left as they were run; \
      --all rewrites them.

      EXAMPLES
        $ planc compile
        $ planc compile plans/phase_a.yaml
        $ planc compile plans/phase_a.yaml --map lupopedia=stg \\
            --map lupopedia_orchestration=stg_orchestration \\
            --map lupopedia_ephemeral=stg_ephemeral --out /tmp/rehearsal

      EXIT CODES
        0 written, or up to date; 1 a plan has errors; 2 a file of somebody else
        stands in the way; 3 a file cannot be read or written
      """)

  @Argument(
    help: "Plans; without any, all of plans/*.yaml.", completion: .file(extensions: ["yaml"]))
  var plans: [String] = []

  @Option(
    name: .customLong("map"),
    help: ArgumentHelp(
      "Another name for a schema, for a rehearsal; repeatable, needs --out.",
      valueName: "schema=name"),
    transform: SchemaRenaming.init)
  var map: [SchemaRenaming] = []

  @Option(
    help: ArgumentHelp("Where the files go instead of generated/.", valueName: "folder"),
    completion: .directory)
  var out: String?

  @Flag(help: "Rewrite also what an earlier release wrote for applied plans.")
  var all = false

  @OptionGroup var report: ReportOptions

  func validate() throws {
    if !map.isEmpty, out == nil {
      throw ValidationError(
        "--map needs --out: files with other schema names do not belong into generated/.")
    }
    if out?.isEmpty == true { throw ValidationError("--out must name a folder.") }
  }

  func run() throws {
    var request = Request(plans: plans, map: map, out: out)
    request.rewritesApplied = all
    throw try CompileRun(request: request, terminal: Terminal(options: report)).verdict().exitCode
  }
}

/// `--map shop=shop_stg`
struct SchemaRenaming {
  var from: String
  var to: String

  init(_ argument: String) throws {
    let parts = argument.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
    guard parts.count == 2, !parts[0].isEmpty, !parts[1].isEmpty else {
      throw ValidationError("write SCHEMA=NAME, the plan's name first")
    }
    from = String(parts[0])
    to = String(parts[1])
  }
}

extension [SchemaRenaming] {
  /// As a command line says them again.
  var words: [String] { flatMap { ["--map", "\($0.from)=\($0.to)"] } }
}
