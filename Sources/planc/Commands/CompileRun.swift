import ArgumentParser
import Diagnostics
import Foundations
import Operations

/// One run of `planc compile`.
struct CompileRun {
  var request: Request
  var terminal: Terminal

  /// - Throws: `ValidationError` for what the command line cannot ask.
  func verdict() throws -> Verdict {
    var diagnostics: [Diagnostic] = []
    do throws(Request.Fault) {
      let resolution = try request.resolve()
      diagnostics = resolution.diagnostics
      if diagnostics.contains(where: { $0.severity == .error }) {
        terminal.show(diagnostics)
        return .planHasErrors
      }
      return try write(resolution.destinations, diagnostics: &diagnostics)
    } catch {
      switch error {
      case .file(let fault):
        terminal.show(diagnostics + [fault.diagnostic])
        return .unreachable
      case .usage(let sentence):
        throw ValidationError(sentence)
      }
    }
  }

  private func write(
    _ destinations: [Destination], diagnostics: inout [Diagnostic]
  ) throws(Request.Fault) -> Verdict {
    do throws(FileFault) {
      // All folders are compared before the first is written: a fault in one stops all.
      var updates: [FolderUpdate] = []
      for destination in destinations { updates.append(try FolderUpdate(destination)) }
      var isBlocked = false
      for update in updates {
        let findings = Findings(update)
        diagnostics += findings.obstacles + findings.foreign
        diagnostics += findings.orphans(severity: .warning)
        isBlocked = isBlocked || !findings.obstacles.isEmpty
      }
      if isBlocked {
        terminal.show(diagnostics)
        return .drift
      }
      var results: [ResultLine] = []
      for update in updates {
        results.append(ResultLine(update, outcome: try update.write()))
      }
      terminal.show(diagnostics)
      diagnostics = []
      for result in results {
        try terminal.writeResult(result.text(terminal.options.format))
      }
      return .yes
    } catch {
      throw .file(error)
    }
  }
}

/// What a run of `compile` says in the end about one output folder.
private struct ResultLine {
  var path: String
  var written: [String]
  var removed: [String]
  var outcome: FolderUpdate.Outcome
  var kept: String

  init(_ update: FolderUpdate, outcome: FolderUpdate.Outcome) {
    let comparison = update.comparison
    path = update.destination.path
    written = comparison.missing.map(\.path) + comparison.changed.map(\.file.path)
    removed = comparison.stale.filter(\.isRemovable).map(\.path)
    self.outcome = outcome
    kept = comparison.keptSentence
  }

  func text(_ format: ReportOptions.Format) -> String {
    switch format {
    case .text:
      ([sentence] + removed.map { "  removed \(escaped($0))" }).joined(separator: "\n") + "\n"
        + kept
    case .json:
      "{\"folder\": \(jsonString(path)), \"written\": \(jsonList(written)), "
        + "\"removed\": \(jsonList(removed)), \"unchanged\": \(outcome.unchangedCount)}\n"
    }
  }

  /// `wrote 9 files to generated/, removed 1, left 3 unchanged`
  private var sentence: String {
    let folder = escaped(path.hasSuffix("/") ? path : path + "/")
    if outcome.writtenCount == 0, outcome.removedCount == 0 {
      return "\(folder) is up to date: \(fileCount(outcome.unchangedCount)) unchanged"
    }
    var parts: [String] = []
    if outcome.writtenCount > 0 { parts.append("wrote \(fileCount(outcome.writtenCount))") }
    if outcome.removedCount > 0 { parts.append("removed \(fileCount(outcome.removedCount))") }
    if outcome.unchangedCount > 0 { parts.append("left \(outcome.unchangedCount) unchanged") }
    return "\(folder): " + parts.joined(separator: ", ")
  }
}

/// "1 file", "9 files"
func fileCount(_ count: Int) -> String { count == 1 ? "1 file" : "\(count) files" }

/// A JSON array of strings.
func jsonList(_ texts: [String]) -> String {
  "[" + texts.map(jsonString).joined(separator: ", ") + "]"
}
