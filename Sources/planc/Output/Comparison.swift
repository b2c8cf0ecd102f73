import Foundations
import Operations
import Plans

/// How an output folder differs from what is to stand in it. Reading it changes nothing.
struct Comparison {
  /// A file that stands there with other bytes.
  struct Change {
    var file: GeneratedFile
    var existing: [UInt8]
  }

  /// A generated file that no plan makes any more; paths are below the output folder.
  struct Stale: Equatable {
    var path: String
    /// The plan that the file names.
    var origin: String
    /// Whether `compile` removes it: it is what an earlier version of the plan compiled to. Copies
    /// and edited files are kept.
    var isRemovable: Bool
    /// Whether it is a PHP map, in the output folder itself.
    var isMap = false
    /// What the map was written with, if its head shows it.
    var mapSettings: PHPMapSettings?
  }

  /// Something of somebody else where a file is to stand.
  struct Obstacle: Equatable {
    var path: String
    var reason: String
  }

  var missing: [GeneratedFile] = []
  var changed: [Change] = []
  /// How many files of applied plans are left as an earlier release wrote them, by its version.
  var kept: [String: Int] = [:]
  var unchangedCount = 0
  var stale: [Stale] = []
  /// Files in a plan's folder that planc did not make.
  var foreign: [String] = []
  var obstacles: [Obstacle] = []
  /// Whether a run that was killed left temporary files.
  var holdsTemporaries = false

  var isUpToDate: Bool {
    missing.isEmpty && changed.isEmpty && stale.isEmpty && obstacles.isEmpty
  }

  /// A line about those that are left; empty for none.
  var keptSentence: String {
    kept.sorted { $0.key < $1.key }.map { version, count in
      "  \(counted(count, "file")) of applied plans left as planc \(version) wrote them; "
        + "`planc compile --all` rewrites them\n"
    }.joined()
  }

  /// Leaves changed files from an index on, those of an applied plan, where a release wrote them. Its runbook does
  /// not say which one: it is left with the others.
  fileprivate mutating func keepReleased(from index: Int) {
    let own = changed[index...]
    var versions: Set<String> = []
    let released = own.filter { change in
      guard case .release(let version) = ScriptOrigin(of: change.existing) else { return false }
      versions.insert(version)
      return true
    }
    guard let version = versions.max() else { return }
    let runbooks = own.filter { !$0.file.path.hasSuffix(".sql") }
    kept[version, default: 0] += released.count + runbooks.count
    let paths = Set((released + runbooks).map(\.file.path))
    changed.removeAll { paths.contains($0.file.path) }
  }
}

extension Destination {
  /// Compares the *set* of files with the output folder.
  ///
  /// - Throws: what cannot be read; a folder that is a symbolic link cannot.
  func compare(with top: borrowing Folder) throws(FileFault) -> Comparison {
    var comparison = Comparison()
    let folders = folders
    for (name, files) in folders {
      if name.isEmpty {
        try compare(files, in: top, into: &comparison)
      } else if let folder = try top.subfolder(name) {
        let before = comparison.changed.count
        try compare(files, in: folder, into: &comparison)
        if appliedFolders.contains(name) { comparison.keepReleased(from: before) }
      } else {
        comparison.missing += files
      }
    }
    try findStale(in: top, planFolders: folders.map(\.name), into: &comparison)
    return comparison
  }

  /// The output folder; nil when it is absent. One that planc chose must not be a link out of the
  /// root; one that the user named may be.
  func openTop() throws(FileFault) -> Folder? {
    if isNamedByUser { return try Folder.open(path) }
    guard let root = try Folder.open(root) else { return nil }
    return try root.subfolder(Destination.folderName)
  }

  private func compare(
    _ files: [GeneratedFile], in folder: borrowing Folder, into comparison: inout Comparison
  ) throws(FileFault) {
    for file in files {
      switch folder.kind(of: file.place.name) {
      case nil:
        comparison.missing.append(file)
      case .folder:
        comparison.obstacles.append(.init(path: file.path, reason: "it is a folder"))
      case .symbolicLink:
        comparison.obstacles.append(.init(path: file.path, reason: "it is a symbolic link"))
      case .other:
        comparison.obstacles.append(.init(path: file.path, reason: "it is not a file"))
      case .file:
        let existing = try folder.contents(of: file.place.name) ?? []
        if existing == file.bytes {
          comparison.unchangedCount += 1
        } else if let reason = try refusal(toReplace: existing) {
          comparison.obstacles.append(.init(path: file.path, reason: reason))
        } else {
          comparison.changed.append(.init(file: file, existing: existing))
        }
      }
    }
  }

  /// Why a file must not be replaced; nil when it is ours.
  private func refusal(toReplace existing: [UInt8]) throws(FileFault) -> String? {
    guard let origin = GeneratedSentence.origin(in: existing) else {
      return "it does not say that planc generated it"
    }
    if try isOfAnotherFolder(origin) { return "it was generated from `\(origin)`" }
    return nil
  }

  /// Whether a generated sentence names a plan that exists, but not in this folder of plans.
  ///
  /// The sentence of a map names its first plan, `and` what else it was made from.
  private func isOfAnotherFolder(_ origin: String) throws(FileFault) -> Bool {
    if try exists(origin) { return true }
    guard let more = origin.firstRange(of: " and ") else { return false }
    return try exists(String(origin[..<more.lowerBound]))
  }

  /// Whether a file stands at a path from the root that is none of this folder's plans.
  private func exists(_ origin: String) throws(FileFault) -> Bool {
    if plans.contains(origin) || origin.hasPrefix("/") { return false }
    let (path, name) = splitPath(origin)
    guard let folder = try? Folder.open(joinedPath(root, path)) else { return false }
    return folder.kind(of: name) != nil
  }

  /// Looks through the output folder and the folders in it for files that nothing makes.
  private func findStale(
    in top: borrowing Folder, planFolders: [String], into comparison: inout Comparison
  ) throws(FileFault) {
    let made = Set(files.map(\.path))
    let askedOrigins = Set(asked)
    let otherOrigins = Set(plans).subtracting(asked)
    for entry in try top.entries() {
      switch entry.kind {
      case .file:
        if Folder.isTemporary(entry.name) {
          comparison.holdsTemporaries = true
          continue
        }
        guard !made.contains(entry.name), let origin = try origin(of: entry.name, in: top),
          try !isOfAnotherFolder(origin)
        else { continue }
        var stale = Comparison.Stale(path: entry.name, origin: origin, isRemovable: false)
        if entry.name.hasSuffix(".php") {
          let head = try top.contents(of: entry.name, limit: GeneratedSentence.reach) ?? []
          stale.isMap = true
          stale.mapSettings = PHPMapSettings(file: entry.name, readingHead: head)
        }
        comparison.stale.append(stale)
      case .folder:
        guard let folder = try top.subfolder(entry.name) else { continue }
        let isPlanFolder = planFolders.contains(entry.name)
        for inner in try folder.entries() {
          if Folder.isTemporary(inner.name) {
            if isPlanFolder { comparison.holdsTemporaries = true }
            continue
          }
          let path = joinedPath(entry.name, inner.name)
          if made.contains(path) { continue }
          guard inner.kind == .file, let origin = try origin(of: inner.name, in: folder) else {
            if isPlanFolder { comparison.foreign.append(path) }
            continue
          }
          // The files of plans that were not asked for are not looked at.
          if otherOrigins.contains(origin) { continue }
          if try isOfAnotherFolder(origin) { continue }
          var isRemovable = false
          if isPlanFolder, askedOrigins.contains(origin), let migration = migrations[origin] {
            let bytes = try folder.contents(of: inner.name, limit: EarlierScript.sizeMax) ?? []
            isRemovable =
              entry.name == migration.name
              && EarlierScript.isOwn(bytes, named: inner.name, of: migration)
          }
          comparison.stale.append(.init(path: path, origin: origin, isRemovable: isRemovable))
        }
      case .symbolicLink, .other:
        continue
      }
    }
  }

  private func origin(of name: String, in folder: borrowing Folder) throws(FileFault) -> String? {
    guard let start = try folder.contents(of: name, limit: GeneratedSentence.reach) else {
      return nil
    }
    return GeneratedSentence.origin(in: start)
  }
}
