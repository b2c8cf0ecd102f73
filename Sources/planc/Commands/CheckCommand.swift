import ArgumentParser
import Diagnostics
import Foundations
import Operations

struct CheckCommand: PlancCommand {
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

  var terminal: Terminal { report.terminal }

  private var request: PlanRequest { PlanRequest(plans: plans) }

  func run(into outcome: inout Outcome) throws {
    let (destinations, diagnostics) = try request.destinations()
    outcome.add(diagnostics)
    var results = ""
    for destination in destinations {
      let update = try FolderUpdate(destination)
      outcome.add(update.differences(command: request.compileCommand()))
      outcome.add(update.obstacles + update.foreign + update.orphans(severity: .error))
      if !update.comparison.isUpToDate { outcome.verdict = .drift }
      switch report.format {
      case .text: results += text(update, terminal.isResultColored ? .colored : .plain)
      case .json: results += json(update)
      }
    }
    outcome.write(results)
  }

  /// The diffs, then a sentence.
  private func text(_ update: FolderUpdate, _ style: UnifiedDiff.Style) -> String {
    let comparison = update.comparison
    let path = update.destination.path
    let folder = escaped(path.hasSuffix("/") ? path : path + "/")
    if comparison.isUpToDate {
      return
        "\(folder) is up to date: \(counted(comparison.unchangedCount, "file"))\n\(comparison.keptSentence)"
    }
    let diffs = comparison.changed.map { diff(of: $0, in: path).text(style) }
    let counts = [
      ("missing", comparison.missing.count), ("changed", comparison.changed.count),
      ("stale", comparison.stale.count), ("of somebody else", comparison.obstacles.count),
    ].filter { $0.1 > 0 }
    let list = counts.map { "\(counted($0.1, "file")) \($0.0)" }.joined(separator: ", ")
    let isMendedByCompile =
      comparison.obstacles.isEmpty && comparison.stale.allSatisfy(\.isRemovable)
    return diffs.joined() + "\(folder) differs from its plans: \(list)"
      + (isMendedByCompile ? "; run `\(request.compileCommand())`\n" : "\n")
  }

  private func json(_ update: FolderUpdate) -> String {
    let comparison = update.comparison
    let folder = update.destination.path
    let changed = comparison.changed.map { change in
      jsonObject([
        ("path", jsonString(change.file.path)),
        ("diff", jsonString(diff(of: change, in: folder).text())),
      ])
    }
    return jsonObject([
      ("folder", jsonString(folder)),
      ("missing", jsonList(comparison.missing.map(\.path))),
      ("changed", "[\(changed.joined(separator: ", "))]"),
      ("stale", jsonList(comparison.stale.map(\.path))),
      ("foreign", jsonList(comparison.foreign + comparison.obstacles.map(\.path))),
      ("unchanged", "\(comparison.unchangedCount)"),
    ]) + "\n"
  }

  /// From what stands there to what the plan says: what `compile` would do.
  private func diff(of change: Comparison.Change, in folder: String) -> UnifiedDiff {
    let path = joinedPath(folder, change.file.path)
    return UnifiedDiff(
      old: ("\(path)\ton disk", change.existing),
      new: ("\(path)\tfrom \(change.file.origin)", change.file.bytes))
  }
}
