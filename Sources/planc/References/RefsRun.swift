import ArgumentParser
import CodeReferences
import Diagnostics
import PlanCompiler

/// One run of `planc refs`. It writes nothing.
struct RefsRun {
  var plans: [String]
  var paths: [String]
  var isSummary: Bool
  var isVerbose: Bool
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
      let searched = ReferenceSearch(finder: ReferenceFinder(settings)).search(walk.files)
      let result = ReferenceResult(
        searched, skipped: walk.skipped, faults: walk.faults,
        function: settings.helperFunctions.first ?? "")
      diagnostics += result.faults.map(\.diagnostic)
      terminal.show(diagnostics + (isSummary ? [] : result.diagnostics), isCut: false)
      diagnostics = []
      try terminal.writeResult(
        result.text(terminal.options.format, isSummary: isSummary, isVerbose: isVerbose))
      if result.hasErrors { return .planHasErrors }
      // What could not be read may hold a reference: an answer without it is none.
      return result.faults.isEmpty ? .yes : .unreachable
    } catch {
      terminal.show(diagnostics + [error.diagnostic])
      return .unreachable
    }
  }

  /// What to look for, from the plans; nil when they have errors.
  private func settings(_ diagnostics: inout [Diagnostic]) throws(FileFault)
    -> ReferenceSettings?
  {
    var settings = ReferenceSettings(tables: [])
    for folder in try PlanFolder.find(plans) {
      if let fault = folder.catalogFaults.first { throw fault }
      let compilation = PlanCompiler.compile(folder.plans.map(\.compiled))
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
    for step in migration.steps {
      guard case .move(let batch) = step.forward else { continue }
      settings.tables += batch.moves.map {
        MovedTable(
          $0.source.table, from: $0.source.schema, to: $0.target.schema, as: $0.target.table)
      }
    }
    let code = migration.code
    if settings.tablePrefix.isEmpty { settings.tablePrefix = code.tablePrefix }
    settings.prefixExpressions += code.prefixExpressions
    settings.queryFunctions += code.queryFunctions
    if settings.helperFunctions.isEmpty {
      settings.helperFunctions = [code.phpFunction, code.phpFunction + "_schema"]
      settings.schemaConstant = code.phpConstant
    }
  }
}
