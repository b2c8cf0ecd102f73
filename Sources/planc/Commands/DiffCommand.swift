import ArgumentParser
import Diagnostics
import Operations
import Plans

struct DiffCommand: PlancCommand {
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

  @OptionGroup var style: StyleOptions

  var terminal: Terminal { style.terminal(format == .json ? .json : .text) }

  func validate() throws {
    if against.isEmpty || against.hasPrefix("-") {
      throw ValidationError("--against must name a revision or a file.")
    }
  }

  func run(into outcome: inout Outcome) throws {
    let new = try newVersion()
    let old = try oldVersion()
    let (newPlan, newDiagnostics) = readPlanAsWritten(new)
    let (oldPlan, oldDiagnostics) = old.map(readPlanAsWritten) ?? (newPlan?.emptied, [])
    let diagnostics = oldDiagnostics + newDiagnostics
    outcome.add(diagnostics)
    guard !diagnostics.haveErrors, let oldPlan, let newPlan else {
      outcome.verdict = .planHasErrors
      return
    }
    let changes = comparePlans(oldPlan, newPlan)
    let difference = PlanDifference(plan: plan, against: against, changes: changes)
    switch format {
    case .text: outcome.write(difference.text)
    case .json: outcome.write(difference.json)
    case .markdown: outcome.write(difference.markdown)
    }
    if exitCode, !changes.isEmpty { outcome.verdict = .drift }
  }

  private func newVersion() throws(FileFault) -> SourceFile {
    guard let bytes = try Folder.contents(ofFile: plan, limit: PlanFolder.planSizeMax) else {
      throw FileFault(.read, plan, systemReason(2))
    }
    return SourceFile(path: plan, bytes: bytes)
  }

  /// A file that exists, or the plan as it was at a revision; nil where the revision has no such
  /// plan, which is new then.
  private func oldVersion() throws(FileFault) -> SourceFile? {
    if let bytes = try Folder.contents(ofFile: against, limit: PlanFolder.planSizeMax) {
      return SourceFile(path: against, bytes: bytes)
    }
    let (folder, name) = splitPath(plan)
    let revision = Revision(name: against, folder: folder, file: name, path: plan)
    return try revision.contents().map { SourceFile(path: "\(against):\(plan)", bytes: $0) }
  }
}
