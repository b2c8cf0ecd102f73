import ArgumentParser
import Diagnostics
import Operations
import Plans

/// What the command line asks to compile, and where the files go.
struct PlanRequest {
  /// As written; empty for all plans of the folder `plans`.
  var plans: [String] = []
  var map: [SchemaRenaming] = []
  /// The output folder as written; nil for `generated` beside the folder of plans.
  var out: String?
  /// Whether the one plan that is asked for goes on where others of its folder, on which it does not
  /// depend, have errors: it may be the middle of the night.
  var isLive = false
  /// Whether files of applied plans that an earlier release wrote are rewritten, too.
  var rewritesApplied = false

  /// Compiles the plans.
  ///
  /// - Returns: the output folders; the warnings and notes.
  /// - Throws: also the errors of the plans.
  func destinations() throws -> ([Destination], [Diagnostic]) {
    let folders = try compile()
    let diagnostics = try folders.withoutErrors()
    return (folders.map(destination), diagnostics)
  }

  /// Reads and compiles all plans of each folder that contains one that was asked for: they may share
  /// a map.
  ///
  /// - Throws: `FileFault`; `ValidationError` if the options contradict the plans.
  func compile() throws -> [CompiledFolder] {
    let folders = try PlanFolder.find(plans)
    if let out { try expectOwnFolder(out, folders) }
    let compiled = try folders.map(compile)
    KeptToTheEnd.keep(compiled.flatMap(\.compilation.migrations))
    return compiled
  }

  private func expectOwnFolder(_ out: String, _ folders: [PlanFolder]) throws {
    if folders.count > 1 {
      throw ValidationError(
        "with --out all plans must be in one folder, since \(out) can hold one map")
    }
    if map.isEmpty { return }
    for folder in folders {
      for path in [joinedPath(folder.root, Destination.folderName), folder.path] {
        guard
          path == out || "\(path)/" == out
            || realFolderPath(path).map({ $0 == realFolderPath(out) }) ?? false
        else { continue }
        throw ValidationError(
          "with --map --out must name a folder of its own: files with other schema names do not belong into \(out), beside the plans of \(folder.path)"
        )
      }
    }
  }

  private func compile(_ folder: PlanFolder) throws -> CompiledFolder {
    let sources = folder.plans.map(\.compiled)
    var compiled = CompiledFolder(
      folder: folder, compilation: try compile(sources), catalogFaults: folder.catalogFaults)
    guard isLive else { return compiled }
    let asked = folder.asked.map(\.relativePath)
    if compiled.compilation.hasErrors {
      // Those that come after are asked where they are, too, if they can be compiled.
      for withLater in [true, false] {
        let needed = sourcesNeeded(by: asked, among: sources, withLater: withLater)
        guard needed.count < sources.count, var own = try? compile(needed), !own.hasErrors else {
          continue
        }
        own.diagnostics += Self.warnings(
          compiled.compilation.diagnostics.filter { $0.severity == .error })
        compiled.compilation = own
        break
      }
    }
    let needsMissingCatalog = sourcesNeeded(by: asked, among: sources, withLater: false)
      .contains { $0.catalog == nil && catalogPath(of: $0) != nil }
    if !needsMissingCatalog {
      compiled.compilation.diagnostics += Self.warnings(compiled.catalogFaults.map(\.diagnostic))
      compiled.catalogFaults = []
    }
    return compiled
  }

  /// What is wrong elsewhere in the folder is reported all the same.
  private static func warnings(_ diagnostics: [Diagnostic]) -> [Diagnostic] {
    diagnostics.map { diagnostic in
      var warning = diagnostic
      warning.severity = .warning
      return warning
    }
  }

  private func compile(_ sources: [PlanSource]) throws -> Compilation {
    if map.isEmpty { return Operations.compile(sources) }
    do throws(SchemaMapFault) {
      return try Operations.compile(sources, renamingSchemas: map.map { ($0.from, $0.to) })
    } catch {
      throw ValidationError(
        ([error.message] + [error.help].compactMap(\.self)).joined(separator: "; "))
    }
  }

  /// Only the files of the plans that were asked for, and the map, are to be written.
  func destination(of compiled: CompiledFolder) -> Destination {
    let (folder, compilation) = (compiled.folder, compiled.compilation)
    let asked = folder.asked.map(\.relativePath)
    let origins = Set(asked)
    let own = compilation.files.filter {
      $0.place.folder.isEmpty || origins.contains($0.origin)
    }
    return Destination(
      path: out ?? joinedPath(folder.root, Destination.folderName), isNamedByUser: out != nil,
      root: folder.root, plans: folder.plans.map(\.relativePath), asked: asked,
      code: compilation.migrations.first?.code ?? CodeSettings(), files: own,
      migrations: Dictionary(
        compiled.migrations.map { ($0.planPath, $0) }, uniquingKeysWith: { first, _ in first }),
      appliedFolders: isLive || rewritesApplied
        ? []
        : Set(zip(compilation.plans, compilation.migrations).filter(\.0.isApplied).map(\.1.name)))
  }

  /// The command that brings the files to what the plans say, to be pasted into a shell.
  ///
  /// - Parameter all: whether a plan is applied, so that its files are rewritten only when that is asked for.
  func compileCommand(all: Bool = false) -> String {
    shellCommand(["planc", "compile"] + (all ? ["--all"] : []) + plans + map.words + outWords)
  }

  var outWords: [String] { out.map { ["--out", $0] } ?? [] }
}

/// The plans of a folder, compiled together.
struct CompiledFolder {
  var folder: PlanFolder
  var compilation: Compilation
  /// Of the catalogs that are needed and cannot be read.
  var catalogFaults: [FileFault]

  /// Of the plans that were asked for.
  var migrations: [Migration] {
    let asked = Set(folder.asked.map(\.relativePath))
    return compilation.migrations.filter { asked.contains($0.planPath) }
  }
}

extension [CompiledFolder] {
  /// The warnings and notes about all plans.
  ///
  /// - Throws: `CommandFault` if a plan has errors, `FileFault` if a catalog cannot be read.
  func withoutErrors() throws -> [Diagnostic] {
    let diagnostics = flatMap(\.compilation.diagnostics)
    let faults = flatMap(\.catalogFaults)
    if diagnostics.haveErrors {
      throw CommandFault(diagnostics + faults.map(\.diagnostic), .planHasErrors)
    }
    if let fault = faults.first { throw fault }
    return diagnostics
  }
}

/// What stays in memory until the process ends, which frees it at once: to free the names of 100,000
/// tables one by one takes a twentieth of a run.
private final class KeptToTheEnd {
  private let migrations: [Migration]

  private init(_ migrations: [Migration]) { self.migrations = migrations }

  static func keep(_ migrations: [Migration]) {
    _ = unsafe Unmanaged.passRetained(KeptToTheEnd(migrations))
  }
}
