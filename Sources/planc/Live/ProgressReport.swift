import Diagnostics
import Foundations
import Operations
import Servers

/// What a run tells people while it goes on, on standard error: lines, and on a terminal a bar.
/// Nothing with `--quiet`, and nothing in JSON.
final class ProgressReport {
  private let terminal: Terminal
  private var isBarShown = false

  init(_ terminal: Terminal) { self.terminal = terminal }

  private var tells: Bool { !terminal.isQuiet && terminal.format == .text }

  func say(_ line: String) {
    guard tells else { return }
    end()
    terminal.tell(line)
  }

  /// The files to run, what each does, and how long it may hold up others.
  func remaining(_ files: [LiveFile], _ status: StatusReport, of run: MigrationExecutor) {
    let server = run.facts.map { "\($0.family?.rawValue ?? "") \($0.version)" } ?? ""
    say(
      "\(run.migration.name) on \(run.session.address.shown), \(escaped(server)): \(status.state.rawValue)"
    )
    let width = files.map(\.name.count).max() ?? 0
    for file in files {
      let name = file.name + String(repeating: " ", count: width - file.name.count)
      say("  \(name)  \(Self.sentence(file, run.migration))")
    }
  }

  private static func sentence(_ file: LiveFile, _ migration: Migration) -> String {
    let tables = counted(file.tableCount, "table")
    let batches = file.batches.count == 1 ? "1 batch" : "\(file.batches.count) batches"
    let stall = file.stallMaxSeconds.map { "; a lock may hold others up for \($0) s at most" } ?? ""
    let schemas = counted(migration.createdSchemas.count, "schema")
    switch file.role {
    case .createSchemas: return "creates \(schemas)"
    case .move(let schema): return "\(tables) to \(escaped(schema)) in \(batches)\(stall)"
    case .rollback: return "\(tables) back in \(batches)\(stall)"
    case .dropSchemas:
      return
        "drops \(schemas) if \(migration.createdSchemas.count == 1 ? "it is" : "they are") empty"
    case .verify: return "reads only"
    }
  }

  /// Writes the bar over the last one.
  func show(_ file: LiveFile, batchesDone: Int) {
    guard tells, terminal.showsProgress, !file.batches.isEmpty else { return }
    let done = file.batches.prefix(batchesDone).reduce(0, +)
    let all = file.tableCount
    let cells = 30
    let full = all == 0 ? cells : cells * done / all
    let bar = String(repeating: "#", count: full) + String(repeating: ".", count: cells - full)
    terminal.showProgress(
      "[\(bar)] \(done) of \(counted(all, "table")), batch \(min(batchesDone + 1, file.batches.count)) of \(file.batches.count)"
    )
    isBarShown = true
  }

  /// Removes the bar.
  func end() {
    if isBarShown { terminal.showProgress("") }
    isBarShown = false
  }
}
