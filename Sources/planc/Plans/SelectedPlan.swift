import ArgumentParser
import Diagnostics
import Operations
import Plans

/// The one plan that a command takes to a server, compiled with the other plans of its folder.
struct SelectedPlan {
  let migration: Migration
  /// Of all plans of the folder.
  let files: [GeneratedFile]
  /// The plans of the folder that come before this one, near and far, but for those that say
  /// `status: applied`: what became of their tables since is not theirs to say.
  let earlier: [Migration]
  /// Those that come after it, the last first.
  let later: [Migration]
  /// Warnings and notes.
  let diagnostics: [Diagnostic]
  private let request: PlanRequest
  private let destination: Destination
  private let isApplied: Bool
  /// As a command line names it.
  private let path: String
  private let serverWords: [String]

  /// - Parameter request: for one plan, or for the only plan of the folder `plans`.
  /// - Throws: also the errors of the plans.
  init(_ request: PlanRequest, on server: ServerOptions) throws {
    let folders = try request.compile()
    diagnostics = try folders.withoutErrors()
    let paths = folders.flatMap { folder in
      folder.folder.asked.map { joinedPath(folder.folder.path, $0.name) }
    }
    guard paths.count == 1, let folder = folders.first else {
      throw ValidationError("Say which plan: \(paths.map(escaped).joined(separator: ", ")).")
    }
    let destination = request.destination(of: folder)
    let compilation = folder.compilation
    let migrations = compilation.migrations
    guard let own = migrations.firstIndex(where: { $0.planPath == destination.asked.first }) else {
      preconditionFailure("a plan without errors compiles to a migration")
    }
    migration = migrations[own]
    files = compilation.files
    isApplied = compilation.plans[own].isApplied
    let order = compilation.order
    earlier = order.sequence.filter {
      order.predecessors[own].contains($0) && !compilation.plans[$0].isApplied
    }.map { migrations[$0] }
    later = order.sequence.reversed().filter { order.predecessors[$0].contains(own) }
      .map { migrations[$0] }
    path = request.plans.first ?? paths[0]
    serverWords = server.words
    self.request = request
    self.destination = destination
  }

  /// One of the SQL files of this plan, or of another plan of the folder.
  func script(_ name: String, of other: Migration? = nil) -> SQLScript {
    (other ?? migration).script(name, in: files)
  }

  /// `planc apply plans/phase_a.yaml --database mysql://root@db`, to be pasted into a shell.
  ///
  /// - Parameter other: another plan of the folder.
  func command(_ verb: String, of other: Migration? = nil, options: [String] = []) -> String {
    let folder = splitPath(path).folder
    let path = other.map { joinedPath(folder, splitPath($0.planPath).name) } ?? path
    let out = ["apply", "rollback"].contains(verb) ? request.outWords : []
    return escaped(
      shellCommand(["planc", verb, path] + request.map.words + out + serverWords + options))
  }

  /// Stops unless the SQL files on disk are what the plan compiles to: what was reviewed is what runs.
  ///
  /// Only the SQL is judged: the map of the application may be that of another plan's next version.
  func expectFilesUpToDate() throws {
    var own = destination
    own.files = destination.files.filter {
      $0.place.folder == migration.name && $0.path.hasSuffix(".sql")
    }
    let update = try FolderUpdate(own)
    let command = request.compileCommand(all: isApplied)
    // A file that the plan no longer makes, such as the runbook's to this list, does not run.
    let judged = (update.differences(command: command) + update.obstacles)
      .filter { $0.code != .staleGeneratedFile }
    if !judged.isEmpty { throw CommandFault(judged) }
  }

  var statusAdvice: String { "where each table is: `\(command("status"))`" }
  var runbookAdvice: String {
    let folder = joinedPath(destination.path, migration.name)
    let path = joinedPath(folder, migration.fileNames.runbook)
    return "both decisions are in `\(escaped(path))`, under \"Manual repair required\""
  }
}
