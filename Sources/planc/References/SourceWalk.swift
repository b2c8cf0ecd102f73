import CodeReferences
import Diagnostics

/// The files below some paths that may hold code, in the order of their paths.
struct SourceWalk {
  /// What `.gitignore` files say about a folder, the outermost first.
  private struct Rules {
    /// What stands before a path, as seen from the rules' folder: `sub/` for a folder below it.
    var below: String
    var rules: IgnoreRules
  }

  private struct Task {
    var path: String
    var rules: [Rules]
  }

  private(set) var files: [String] = []
  private(set) var skipped: [SkippedPath] = []
  private(set) var faults: [FileFault] = []

  /// - Throws: a fault of a path that the user named; faults below are collected.
  mutating func walk(_ path: String) throws(FileFault) {
    let trimmed = Self.trimmed(path)
    guard try Self.isFolder(trimmed) else {
      files.append(trimmed)
      return
    }
    var tasks = [Task(path: trimmed, rules: Self.rulesAbove(trimmed))]
    while let task = tasks.popLast() {
      do throws(FileFault) {
        tasks += try enter(task).reversed()
      } catch {
        faults.append(error)
      }
    }
  }

  /// Sorts by path and leaves out what a second path of the user's led to again.
  mutating func sortFiles() {
    files = Self.unique(files) { $0 }
    skipped = Self.unique(skipped) { $0.path }
    faults = Self.unique(faults) { $0.path }
  }

  /// By bytes: to a `Set` of texts two names that differ in how an accent is encoded are one.
  private static func unique<Element>(_ elements: [Element], by path: (Element) -> String)
    -> [Element]
  {
    var unique: [Element] = []
    for element in elements.sorted(by: {
      path($0).utf8.lexicographicallyPrecedes(path($1).utf8)
    }) {
      if let last = unique.last, path(last).utf8.elementsEqual(path(element).utf8) { continue }
      unique.append(element)
    }
    return unique
  }

  /// Without `./` before it and `/` behind it; `.//a` is not `/a`.
  private static func trimmed(_ path: String) -> String {
    var path = path
    while path.count > 1, path.hasSuffix("/") { path.removeLast() }
    while path.hasPrefix("./"), path.count > 2 {
      path.removeFirst(2)
      while path.hasPrefix("/") { path.removeFirst() }
    }
    return path
  }

  private static func isFolder(_ path: String) throws(FileFault) -> Bool {
    do throws(FileFault) {
      if try Folder.open(path) != nil { return true }
    } catch {
      if try Folder.contents(ofFile: path, limit: 1) != nil { return false }
      throw error
    }
    throw FileFault(.read, path, systemReason(2))
  }

  /// Lists a folder and returns the folders in it that are to be entered.
  private mutating func enter(_ task: Task) throws(FileFault) -> [Task] {
    guard let folder = try Folder.open(task.path) else { return [] }
    var rules = task.rules
    let entries = try folder.entries()
    if entries.contains(where: { $0.name == ".gitignore" && $0.kind == .file }),
      let text = try folder.contents(of: ".gitignore", limit: 1 << 20)
    {
      let own = IgnoreRules(text)
      if !own.isEmpty { rules.append(Rules(below: "", rules: own)) }
    }
    var inner: [Task] = []
    for entry in entries {
      let path = folder.path(of: entry.name)
      switch entry.kind {
      case .folder:
        if SkippedPath.vendoredFolders.contains(entry.name) {
          skipped.append(SkippedPath(path, .vendored))
        } else if Self.isIgnored(entry.name, rules, isFolder: true) {
          skipped.append(SkippedPath(path, .ignored))
        } else {
          let below = rules.map { Rules(below: $0.below + entry.name + "/", rules: $0.rules) }
          inner.append(Task(path: path, rules: below))
        }
      case .file:
        if Self.isIgnored(entry.name, rules, isFolder: false) {
          skipped.append(SkippedPath(path, .ignored))
        } else {
          files.append(path)
        }
      case .symbolicLink: skipped.append(SkippedPath(path, .symbolicLink))
      case .other:
        // A name that is not UTF-8 is shown with U+FFFD and not found by it.
        guard entry.name.unicodeScalars.contains("\u{FFFD}"), folder.kind(of: entry.name) == nil
        else { continue }
        if Self.isIgnored(entry.name, rules, isFolder: false) {
          skipped.append(SkippedPath(path, .ignored))
        } else {
          faults.append(FileFault(.read, path, "its name is not UTF-8"))
        }
      }
    }
    return inner
  }

  private static func isIgnored(_ name: String, _ rules: [Rules], isFolder: Bool) -> Bool {
    for rule in rules.reversed() {
      if let verdict = rule.rules.ignores(rule.below + name, isFolder: isFolder) { return verdict }
    }
    return false
  }

  /// The rules of the folders above a path, up to the root of its repository.
  private static func rulesAbove(_ path: String) -> [Rules] {
    guard let real = realFolderPath(path) else { return [] }
    var parts = real.split(separator: "/").map(String.init)
    var below = ""
    var found: [Rules] = []
    while true {
      let folder = "/" + parts.joined(separator: "/")
      if !below.isEmpty,
        let text = try? Folder.contents(ofFile: folder + "/.gitignore", limit: 1 << 20)
      {
        found.insert(Rules(below: below, rules: IgnoreRules(text)), at: 0)
      }
      if isRepository(folder) { return found }
      guard let last = parts.popLast() else { return [] }
      below = last + "/" + below
    }
  }

  /// `.git` is a folder, or in a further working tree and in a submodule a file.
  private static func isRepository(_ path: String) -> Bool {
    let folder = try? Folder.open(path)
    return folder?.kind(of: ".git") != nil
  }
}
