import ArgumentParser
import Diagnostics
import Foundations
import Operations

/// One run of `planc check`. It writes nothing.
struct CheckRun {
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
      return try compare(resolution.destinations, diagnostics: &diagnostics)
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

  private func compare(
    _ destinations: [Destination], diagnostics: inout [Diagnostic]
  ) throws(Request.Fault) -> Verdict {
    do throws(FileFault) {
      var results = ""
      var verdict = Verdict.yes
      for destination in destinations {
        let update = try FolderUpdate(destination)
        let findings = Findings(update)
        diagnostics += findings.differences(command: request.compileCommand())
        diagnostics += findings.obstacles + findings.foreign
        diagnostics += findings.orphans(severity: .error)
        if !update.comparison.isUpToDate { verdict = .drift }
        results += result(of: update)
      }
      terminal.show(diagnostics)
      diagnostics = []
      try terminal.writeResult(results)
      return verdict
    } catch {
      throw .file(error)
    }
  }

  private func result(of update: FolderUpdate) -> String {
    switch terminal.options.format {
    case .text: text(update)
    case .json: json(update)
    }
  }

  /// The diffs, then a sentence.
  private func text(_ update: FolderUpdate) -> String {
    let comparison = update.comparison
    let path = update.destination.path
    let folder = escaped(path.hasSuffix("/") ? path : path + "/")
    if comparison.isUpToDate {
      return
        "\(folder) is up to date: \(fileCount(comparison.unchangedCount))\n\(comparison.keptSentence)"
    }
    let style: UnifiedDiff.Style = terminal.isResultColored ? .colored : .plain
    let diffs = comparison.changed.map { diff(of: $0, in: path).text(style) }
    let counts = [
      ("missing", comparison.missing.count), ("changed", comparison.changed.count),
      ("stale", comparison.stale.count), ("of somebody else", comparison.obstacles.count),
    ].filter { $0.1 > 0 }
    let list = counts.map { "\(fileCount($0.1)) \($0.0)" }.joined(separator: ", ")
    let isMendedByCompile =
      comparison.obstacles.isEmpty && comparison.stale.allSatisfy(\.isRemovable)
    return diffs.joined() + "\(folder) differs from its plans: \(list)"
      + (isMendedByCompile ? "; run `\(request.compileCommand())`\n" : "\n")
  }

  private func json(_ update: FolderUpdate) -> String {
    let comparison = update.comparison
    let changed = comparison.changed.map { change in
      let diff = diff(of: change, in: update.destination.path).text()
      return "{\"path\": \(jsonString(change.file.path)), \"diff\": \(jsonString(diff))}"
    }
    return "{\"folder\": \(jsonString(update.destination.path)), "
      + "\"missing\": \(jsonList(comparison.missing.map(\.path))), "
      + "\"changed\": [\(changed.joined(separator: ", "))], "
      + "\"stale\": \(jsonList(comparison.stale.map(\.path))), "
      + "\"foreign\": \(jsonList(comparison.foreign + comparison.obstacles.map(\.path))), "
      + "\"unchanged\": \(comparison.unchangedCount)}\n"
  }

  /// From what stands there to what the plan says: what `compile` would do.
  private func diff(of change: Comparison.Change, in folder: String) -> UnifiedDiff {
    let origin = GeneratedSentence.origin(in: change.file.bytes) ?? ""
    let path = joinedPath(folder, change.file.path)
    return UnifiedDiff(
      old: ("\(path)\ton disk", change.existing),
      new: ("\(path)\tfrom \(origin)", change.file.bytes))
  }
}
