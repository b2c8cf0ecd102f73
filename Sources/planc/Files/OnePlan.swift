import Diagnostics
import Operations
import Plans

/// The one plan that a command is about, compiled.
struct OnePlan {
  var migration: Migration
  /// As a command line names it again.
  var path: String
  /// The plans of the folder that come after this one, the last of them first.
  var later: [(migration: Migration, path: String)]
  /// Warnings and notes of the plan.
  var diagnostics: [Diagnostic]

  enum Fault: Error {
    /// What is to be shown, and how the run ends.
    case refused([Diagnostic], Verdict)
    case usage(String)
  }

  /// - Parameter path: as written; nil for the only plan of the folder `plans`.
  init(_ path: String?, renaming map: [SchemaRenaming]) throws(Fault) {
    let request = Request(plans: path.map { [$0] } ?? [], map: map, out: nil, isLive: path != nil)
    let found: [(folder: PlanFolder, compilation: Compilation)]
    do throws(Request.Fault) {
      found = try request.compileFolders()
    } catch {
      switch error {
      case .file(let fault): throw .refused([fault.diagnostic], .unreachable)
      case .usage(let sentence): throw .usage(sentence)
      }
    }
    diagnostics = found.flatMap(\.compilation.diagnostics)
    if diagnostics.contains(where: { $0.severity == .error }) {
      throw .refused(diagnostics, .planHasErrors)
    }
    if let fault = found.flatMap(\.folder.catalogFaults).first {
      throw .refused(diagnostics + [fault.diagnostic], .unreachable)
    }
    let plans = found.flatMap { folder, compilation in
      folder.plans.filter(\.isAsked).map { ($0, folder, compilation) }
    }
    guard plans.count == 1 else {
      let paths = plans.map { escaped(joinedPath($0.1.path, Self.name($0.0))) }
      throw .usage("Say which plan: \(paths.joined(separator: ", ")).")
    }
    let (file, folder, compilation) = plans[0]
    let migrations = compilation.migrations
    guard let own = migrations.firstIndex(where: { $0.planPath == file.relativePath })
    else { preconditionFailure("a plan without errors has a migration") }
    migration = migrations[own]
    let order = compilation.order
    later = order.sequence.reversed().filter { order.predecessors[$0].contains(own) }.map { place in
      let name = migrations[place].planPath.split(separator: "/").last ?? ""
      return (migrations[place], joinedPath(folder.path, String(name)))
    }
    self.path = path ?? joinedPath(folder.path, Self.name(file))
  }

  private static func name(_ file: PlanFolder.PlanFile) -> String {
    String(file.relativePath.split(separator: "/").last ?? "")
  }
}
