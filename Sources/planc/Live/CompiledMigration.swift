import ArgumentParser
import Diagnostics
import Operations
import Plans

/// A plan whose files on disk are what it compiles to: what was reviewed is what may run.
struct CompiledMigration {
  var migration: Migration
  /// Of all plans of the folder.
  var files: [GeneratedFile]
  /// Behind `planc apply`: the plan, where its files are, the server.
  var arguments: [String]
  /// The folder of the plan's files, as shown.
  var folder: String
  /// The plans of the folder that come before this one, near and far, but for those that say
  /// `status: applied`: what became of their tables since is not theirs to say.
  var earlier: [Migration] = []
  /// Those that come after it.
  var later: [Migration] = []

  /// `planc apply plans/phase_a.yaml --database mysql://root@db`, to be pasted into a shell.
  func command(_ verb: String) -> String {
    (["planc", verb] + arguments.map(shellWord)).joined(separator: " ")
  }

  /// The same for a command that only asks, and so has no use for the folder of the files.
  func question(_ verb: String) -> String {
    var words = arguments
    if let place = words.firstIndex(of: "--out") { words.removeSubrange(place...(place + 1)) }
    return (["planc", verb] + words.map(shellWord)).joined(separator: " ")
  }

  /// The same with another plan of the folder.
  func command(_ verb: String, of other: Migration) -> String {
    func name(_ path: String) -> Substring { path.split(separator: "/").last ?? "" }
    var own = self
    own.arguments[0] = String(
      arguments[0].dropLast(name(arguments[0]).count) + name(other.planPath))
    return own.command(verb)
  }

  var statusAdvice: String { "where each table is: `\(question("status"))`" }
  var runbookAdvice: String {
    "both decisions are in `\(escaped(joinedPath(folder, migration.fileNames.runbook)))`, under \"Manual repair required\""
  }
}

/// Compiles the plan that a live command is about, and holds its files against the disk.
struct LiveRequest {
  var request: Request
  /// Behind the plan on the command line, as they are to be repeated.
  var arguments: [String]
  var terminal: Terminal

  enum Fault: Error {
    /// What is to be told, and the exit code.
    case refused([Diagnostic], Verdict)
    case usage(String)
  }

  func resolve() throws(Fault) -> CompiledMigration {
    let resolution: Request.Resolution
    let folders: [(folder: PlanFolder, compilation: Compilation)]
    do throws(Request.Fault) {
      folders = try request.compileFolders()
      resolution = try request.resolve(folders)
    } catch {
      switch error {
      case .file(let fault): throw .refused([fault.diagnostic], .unreachable)
      case .usage(let sentence): throw .usage(sentence)
      }
    }
    if resolution.diagnostics.contains(where: { $0.severity == .error }) {
      throw .refused(resolution.diagnostics, .planHasErrors)
    }
    terminal.show(resolution.diagnostics)
    guard let destination = resolution.destinations.first, let asked = destination.asked.first,
      let found = folders.first?.compilation,
      let own = found.migrations.firstIndex(where: { $0.planPath == asked })
    else { preconditionFailure("a plan without errors compiles to a migration") }
    let migration = found.migrations[own]
    let command = request.compileCommand(all: found.plans[own].isApplied)
    try expectUpToDate(destination, migration, command)
    let order = found.order
    return CompiledMigration(
      migration: migration, files: found.files, arguments: request.plans + arguments,
      folder: joinedPath(destination.path, migration.name),
      earlier: order.sequence.filter {
        order.predecessors[own].contains($0) && !found.plans[$0].isApplied
      }.map { found.migrations[$0] },
      later: order.sequence.reversed().filter { order.predecessors[$0].contains(own) }
        .map { found.migrations[$0] })
  }

  /// Only the SQL is judged: the map of the application may be that of another plan's next version.
  private func expectUpToDate(
    _ destination: Destination, _ migration: Migration, _ command: String
  ) throws(Fault) {
    var own = destination
    own.files = destination.files.filter {
      $0.place.folder == migration.name && $0.path.hasSuffix(".sql")
    }
    let differences: [Diagnostic]
    do throws(FileFault) {
      let findings = Findings(try FolderUpdate(own))
      differences = findings.differences(command: command) + findings.obstacles
    } catch {
      throw .refused([error.diagnostic], .unreachable)
    }
    // A file that the plan no longer makes, such as the runbook's to this list, does not run.
    let judged = differences.filter { $0.code != .staleGeneratedFile }
    if !judged.isEmpty { throw .refused(judged, .drift) }
  }
}
