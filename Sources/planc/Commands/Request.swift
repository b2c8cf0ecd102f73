import Diagnostics
import Operations
import Plans

/// What the command line asked for: which plans, and where their files go.
struct Request {
  /// As written; empty for all plans of the folder `plans`.
  var plans: [String]
  var map: [SchemaRenaming]
  /// The output folder as written; nil for `generated` beside the folder of plans.
  var out: String?
  /// Whether the one plan that is asked for goes on where others of its folder, on which it does not
  /// depend, have errors: it may be the middle of the night.
  var isLive = false
  /// Whether files of applied plans that an earlier release wrote are rewritten, too.
  var rewritesApplied = false

  enum Fault: Error {
    case file(FileFault)
    /// The command line asks for what cannot be; the sentence says why.
    case usage(String)
  }

  struct Resolution {
    /// Empty when any diagnostic is an error.
    var destinations: [Destination] = []
    var diagnostics: [Diagnostic] = []
    fileprivate var catalogFaults: [FileFault] = []
  }

  /// Reads and compiles the plans.
  ///
  /// All plans of a folder are compiled, since they may share a map; only the files of those that
  /// were asked for, and the map, are to be written.
  func resolve() throws(Fault) -> Resolution {
    try resolve(compileFolders())
  }

  /// The same of what is compiled already.
  func resolve(
    _ folders: [(folder: PlanFolder, compilation: Compilation)]
  ) throws(Fault) -> Resolution {
    var resolution = Resolution()
    for (folder, compilation) in folders {
      KeptToTheEnd.keep(compilation.migrations)
      resolution.diagnostics += compilation.diagnostics
      resolution.catalogFaults += folder.catalogFaults
      if compilation.diagnostics.contains(where: { $0.severity == .error }) { continue }
      resolution.destinations.append(destination(of: folder, compilation))
    }
    if resolution.diagnostics.contains(where: { $0.severity == .error }) {
      resolution.destinations = []
      resolution.diagnostics += resolution.catalogFaults.map(\.diagnostic)
    } else if let fault = resolution.catalogFaults.first {
      throw .file(fault)
    }
    return resolution
  }

  /// Reads and compiles all plans of each folder that holds one that was asked for.
  func compileFolders() throws(Fault) -> [(folder: PlanFolder, compilation: Compilation)] {
    let folders: [PlanFolder]
    do { folders = try PlanFolder.find(plans) } catch { throw .file(error) }
    if let out, folders.count > 1 {
      throw .usage("with --out all plans must be in one folder, since \(out) can hold one map")
    }
    if let out, !map.isEmpty,
      let folder = folders.first(where: { folder in
        let own = [joinedPath(folder.root, Destination.folderName), folder.path]
        return own.contains { path in
          path == out || "\(path)/" == out
            || realFolderPath(path).map { $0 == realFolderPath(out) } ?? false
        }
      })
    {
      throw .usage(
        "with --map --out must name a folder of its own: files with other schema names do not belong into \(out), beside the plans of \(folder.path)"
      )
    }
    var compiled: [(folder: PlanFolder, compilation: Compilation)] = []
    for var folder in folders {
      var compilation = try compile(folder)
      if isLive, !needsMissingCatalog(folder) {
        compilation.diagnostics += folder.catalogFaults.map { warning($0.diagnostic) }
        folder.forgetCatalogFaults()
      }
      compiled.append((folder, compilation))
    }
    return compiled
  }

  private func compile(_ folder: PlanFolder) throws(Fault) -> Compilation {
    let sources = folder.plans.map(\.compiled)
    let compilation = try compile(sources)
    guard isLive, compilation.hasErrors else { return compilation }
    let asked = folder.plans.filter(\.isAsked).map(\.relativePath)
    // Those that come after are asked where they are, too, if they can be compiled.
    for withLater in [true, false] {
      let needed = sourcesNeeded(by: asked, among: sources, withLater: withLater)
      guard needed.count < sources.count, var own = try? compile(needed), !own.hasErrors else {
        continue
      }
      // What is wrong elsewhere is told all the same.
      own.diagnostics += compilation.diagnostics.filter { $0.severity == .error }.map(warning)
      return own
    }
    return compilation
  }

  /// Whether the plan that is asked for names a catalog that cannot be read, or one that it needs does.
  private func needsMissingCatalog(_ folder: PlanFolder) -> Bool {
    let asked = folder.plans.filter(\.isAsked).map(\.relativePath)
    return sourcesNeeded(by: asked, among: folder.plans.map(\.compiled), withLater: false)
      .contains { $0.catalog == nil && catalogPath(of: $0) != nil }
  }

  private func warning(_ diagnostic: Diagnostic) -> Diagnostic {
    var told = diagnostic
    told.severity = .warning
    return told
  }

  private func compile(_ sources: [PlanSource]) throws(Fault) -> Compilation {
    if map.isEmpty { return Operations.compile(sources) }
    do {
      return try Operations.compile(sources, renamingSchemas: map.map { ($0.from, $0.to) })
    } catch {
      throw .usage(([error.message] + [error.help].compactMap(\.self)).joined(separator: "; "))
    }
  }

  private func destination(of folder: PlanFolder, _ compilation: Compilation) -> Destination {
    let asked = folder.plans.filter(\.isAsked).map(\.relativePath)
    let origins = Set(asked)
    let own = compilation.files.filter { file in
      guard let origin = GeneratedSentence.origin(in: file.bytes) else {
        preconditionFailure("\(file.path) lacks the sentence by which it is known again")
      }
      return file.place.folder.isEmpty || origins.contains(origin)
    }
    return Destination(
      path: out ?? joinedPath(folder.root, Destination.folderName), isNamedByUser: out != nil,
      root: folder.root, plans: folder.plans.map(\.relativePath), asked: asked,
      code: compilation.migrations.first?.code ?? CodeSettings(), files: own,
      migrations: Dictionary(
        compilation.migrations.filter { origins.contains($0.planPath) }.map { ($0.planPath, $0) },
        uniquingKeysWith: { first, _ in first }),
      appliedFolders: isLive || rewritesApplied
        ? []
        : Set(zip(compilation.plans, compilation.migrations).filter(\.0.isApplied).map(\.1.name)))
  }

  /// The command that brings the files to what the plans say, to be pasted into a shell.
  ///
  /// - Parameter all: whether a plan is applied, so that its files are rewritten only when that is asked for.
  func compileCommand(all: Bool = false) -> String {
    let words = (all ? ["--all"] : []) + plans + map.words + (out.map { ["--out", $0] } ?? [])
    return (["planc", "compile"] + words.map(shellWord)).joined(separator: " ")
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

/// A word as a POSIX shell must be given it.
func shellWord(_ word: String) -> String {
  let isPlain = word.utf8.allSatisfy { byte in
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "0")...UInt8(ascii: "9"):
      true
    default: "_./+-=:@%,".utf8.contains(byte)
    }
  }
  if isPlain, !word.isEmpty { return word }
  // By scalars: to Swift `'` and a combining mark behind it are one character, another one.
  return "'" + word.unicodeScalars.map { $0 == "'" ? "'\\''" : String($0) }.joined() + "'"
}
