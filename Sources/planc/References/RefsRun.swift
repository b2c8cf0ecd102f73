import ArgumentParser
import CodeReferences
import Diagnostics
import Foundations
import Operations
import Plans

/// One run of `planc refs`. It writes nothing unless it is asked to mend, or for a baseline.
struct RefsRun {
  var plans: [String]
  var paths: [String]
  var isSummary: Bool
  var isList = false
  var isVerbose: Bool
  var isFix = false
  var isDryRun = false
  /// What is known already.
  var baselinePath: String?
  /// Where a new baseline is written.
  var newBaselinePath: String?
  var terminal: Terminal

  /// - Throws: `ValidationError` for what the command line cannot ask.
  func verdict() throws -> Verdict {
    var diagnostics: [Diagnostic] = []
    do throws(FileFault) {
      guard let settings = try settings(&diagnostics) else {
        terminal.show(diagnostics)
        return .planHasErrors
      }
      var walk = SourceWalk()
      for path in paths { try walk.walk(path) }
      walk.sortFiles()
      let baseline = try baselinePath.map(Baseline.read)
      let finder = ReferenceFinder(settings)
      let searched = search(walk.files, finder)
      var result = ReferenceResult(
        searched, skipped: walk.skipped, faults: walk.faults,
        function: settings.helperFunctions.first)
      diagnostics += result.faults.map(\.diagnostic)
      if let newBaselinePath {
        return try write(result, to: newBaselinePath, &diagnostics)
      }
      if let baseline { result.leaveOut(baseline, searched: paths) }
      if isFix { return try fix(result, finder, &diagnostics) }
      terminal.show(diagnostics + (isSummary || isList ? [] : result.diagnostics), isCut: false)
      diagnostics = []
      try terminal.writeResult(
        result.text(
          terminal.options.format, isSummary: isSummary, isList: isList, isVerbose: isVerbose))
      if result.hasErrors { return .planHasErrors }
      // What could not be read may hold a reference: an answer without it is none.
      return result.faults.isEmpty ? .yes : .unreachable
    } catch {
      terminal.show(diagnostics + [error.diagnostic])
      return .unreachable
    }
  }

  private func search(_ files: [String], _ finder: ReferenceFinder) -> [SearchedFile] {
    guard terminal.showsProgress else { return ReferenceSearch(finder: finder).search(files) }
    let progress = ProgressLine(terminal, total: files.count)
    defer { progress.end() }
    return ReferenceSearch(finder: finder, report: progress.show).search(files)
  }

  private func fix(
    _ result: ReferenceResult, _ finder: ReferenceFinder, _ diagnostics: inout [Diagnostic]
  ) throws(FileFault) -> Verdict {
    var fix = FixRun(finder, result.report, isDryRun: isDryRun)
    fix.fix(result.files, style: terminal.isResultColored ? .colored : .plain)
    // What stays first, so that a full disk under the result does not hide it.
    terminal.show(diagnostics + fix.diagnostics, isCut: false)
    diagnostics = []
    try terminal.writeResult(fix.text(terminal.options.format))
    if isDryRun ? result.hasErrors : !fix.left.isEmpty { return .planHasErrors }
    return result.faults.isEmpty && fix.faults.isEmpty ? .yes : .unreachable
  }

  private func write(
    _ result: ReferenceResult, to path: String, _ diagnostics: inout [Diagnostic]
  ) throws(FileFault) -> Verdict {
    // What was not read would be missing, and be new the next time.
    guard result.faults.isEmpty else {
      terminal.show(diagnostics)
      return .unreachable
    }
    let baseline = try result.baseline(for: path)
    try Baseline.write(baseline.text, to: path)
    terminal.show(diagnostics)
    let count = baseline.entries.count
    switch terminal.options.format {
    case .text:
      try terminal.writeResult("\(path): \(count == 1 ? "1 entry" : "\(count) entries")\n")
    case .json:
      try terminal.writeResult("{\"path\": \(jsonString(path)), \"entries\": \(count)}\n")
    }
    return .yes
  }

  /// What to look for, from the plans; nil when they have errors.
  private func settings(_ diagnostics: inout [Diagnostic]) throws(FileFault)
    -> ReferenceSettings?
  {
    var settings = ReferenceSettings(tables: [])
    for folder in try PlanFolder.find(plans) {
      if let fault = folder.catalogFaults.first { throw fault }
      let compilation = Operations.compile(folder.plans.map(\.compiled))
      diagnostics += compilation.diagnostics.filter { $0.severity == .error }
      let asked = Set(folder.plans.filter(\.isAsked).map(\.relativePath))
      for migration in compilation.migrations where asked.contains(migration.planPath) {
        add(migration, to: &settings)
      }
    }
    if diagnostics.contains(where: { $0.severity == .error }) { return nil }
    return settings
  }

  private func add(_ migration: Migration, to settings: inout ReferenceSettings) {
    for batch in migration.batches {
      settings.tables += batch.moves.map {
        MovedTable(
          $0.source.table, from: $0.source.schema, to: $0.target.schema, as: $0.target.table)
      }
    }
    let code = migration.code
    if settings.tablePrefix.isEmpty { settings.tablePrefix = code.tablePrefix }
    settings.prefixExpressions += code.prefixExpressions
    settings.queryFunctions += code.queryFunctions
    if settings.helperFunctions.isEmpty, let map = code.php {
      settings.helperFunctions = [map.function, map.function + "_schema"]
      settings.schemaConstant = map.constant
    }
  }
}
