import Diagnostics
import Operations
import Plans

/// One run of `planc diff`. It writes nothing.
struct DiffRun {
  var plan: String
  var against: String
  var format: DiffCommand.Format
  var asksForExitCode: Bool
  var terminal: Terminal

  func verdict() -> Verdict {
    do throws(FileFault) {
      let new = try newVersion()
      let old = try oldVersion()
      let (newPlan, newDiagnostics) = readPlanAsWritten(new)
      let (oldPlan, oldDiagnostics) = old.map(readPlanAsWritten) ?? (newPlan?.emptied, [])
      let diagnostics = oldDiagnostics + newDiagnostics
      let hasErrors = diagnostics.contains { $0.severity == .error }
      guard !hasErrors, let oldPlan, let newPlan else {
        terminal.show(diagnostics)
        return .planHasErrors
      }
      let changes = comparePlans(oldPlan, newPlan)
      let difference = PlanDifference(plan: plan, against: against, changes: changes)
      terminal.show(diagnostics)
      switch format {
      case .text: try terminal.writeResult(difference.text)
      case .json: try terminal.writeResult(difference.json)
      case .markdown: try terminal.writeResult(difference.markdown)
      }
      return asksForExitCode && !changes.isEmpty ? .drift : .yes
    } catch {
      terminal.show([error.diagnostic])
      return .unreachable
    }
  }

  private func newVersion() throws(FileFault) -> SourceFile {
    guard let bytes = try fileContents(plan) else { throw FileFault(.read, plan, systemReason(2)) }
    return SourceFile(path: plan, bytes: bytes)
  }

  /// A file that exists, or the plan as it was at a revision; nil where the revision has no such
  /// plan, which is new then.
  private func oldVersion() throws(FileFault) -> SourceFile? {
    if let bytes = try fileContents(against) { return SourceFile(path: against, bytes: bytes) }
    let (folder, name) = splitPath(plan)
    let revision = Revision(name: against, folder: folder, file: name, path: plan)
    return try revision.contents().map { SourceFile(path: "\(against):\(plan)", bytes: $0) }
  }

  /// Nil when there is no such file.
  private func fileContents(_ path: String) throws(FileFault) -> [UInt8]? {
    let (folderPath, name) = splitPath(path)
    guard let folder = try Folder.open(folderPath) else { return nil }
    return try folder.contents(of: name, limit: PlanFolder.planSizeMax, following: true)
  }

  private func splitPath(_ path: String) -> (folder: String, name: String) {
    guard let slash = path.lastIndex(of: "/") else { return (".", path) }
    let folder = path[..<slash]
    return (folder.isEmpty ? "/" : String(folder), String(path[path.index(after: slash)...]))
  }
}
