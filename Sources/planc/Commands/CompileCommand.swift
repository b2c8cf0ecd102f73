import ArgumentParser
import Diagnostics
import Foundations
import Operations

struct CompileCommand: PlancCommand {
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

  var terminal: Terminal { report.terminal }

  func validate() throws {
    if !map.isEmpty, out == nil {
      throw ValidationError(
        "--map needs --out: files with other schema names do not belong into generated/.")
    }
    if out?.isEmpty == true { throw ValidationError("--out must name a folder.") }
  }

  func run(into outcome: inout Outcome) throws {
    let request = PlanRequest(plans: plans, map: map, out: out, rewritesApplied: all)
    let (destinations, diagnostics) = try request.destinations()
    outcome.add(diagnostics)
    // All folders are compared before the first is written: a fault in one stops all.
    var updates: [FolderUpdate] = []
    for destination in destinations { updates.append(try FolderUpdate(destination)) }
    for update in updates {
      outcome.add(update.obstacles + update.foreign + update.orphans(severity: .warning))
    }
    if updates.contains(where: { !$0.comparison.obstacles.isEmpty }) {
      outcome.verdict = .drift
      return
    }
    var results = ""
    for update in updates { results += result(of: update, try update.write()) }
    outcome.write(results)
  }

  private func result(of update: FolderUpdate, _ written: FolderUpdate.Outcome) -> String {
    let comparison = update.comparison
    let path = update.destination.path
    let removed = comparison.stale.filter(\.isRemovable).map(\.path)
    switch report.format {
    case .text:
      let lines = [sentence(path, written)] + removed.map { "  removed \(escaped($0))" }
      return lines.joined(separator: "\n") + "\n" + comparison.keptSentence
    case .json:
      let files = comparison.missing.map(\.path) + comparison.changed.map(\.file.path)
      return jsonObject([
        ("folder", jsonString(path)), ("written", jsonList(files)), ("removed", jsonList(removed)),
        ("unchanged", "\(written.unchangedCount)"),
      ]) + "\n"
    }
  }

  /// `generated/: wrote 9 files, removed 1 file, left 3 unchanged`
  private func sentence(_ path: String, _ outcome: FolderUpdate.Outcome) -> String {
    let folder = escaped(path.hasSuffix("/") ? path : path + "/")
    if outcome.writtenCount == 0, outcome.removedCount == 0 {
      return "\(folder) is up to date: \(counted(outcome.unchangedCount, "file")) unchanged"
    }
    var parts: [String] = []
    if outcome.writtenCount > 0 { parts.append("wrote \(counted(outcome.writtenCount, "file"))") }
    if outcome.removedCount > 0 { parts.append("removed \(counted(outcome.removedCount, "file"))") }
    if outcome.unchangedCount > 0 { parts.append("left \(outcome.unchangedCount) unchanged") }
    return "\(folder): " + parts.joined(separator: ", ")
  }
}
