import Diagnostics
import Operations

/// A folder of plans. All plans of a folder share one map, so they are always read together.
struct PlanFolder {
  struct PlanFile {
    var source: SourceFile
    /// Relative to the root, with `/`: `plans/phase_a.yaml`.
    var relativePath: String
    var isAsked: Bool
    /// What the plan's catalog is; nil where it names none, or one that cannot be read.
    var catalog: SourceFile?

    var name: String { splitPath(relativePath).name }
    var compiled: PlanSource { PlanSource(source, path: relativePath, catalog: catalog) }
  }

  /// The folder above, as opened: `.`, `/srv/app`, `../..`.
  var root: String
  /// As shown and opened: `plans`.
  var path: String
  /// Sorted by name.
  var plans: [PlanFile]
  var asked: [PlanFile] { plans.filter(\.isAsked) }
  /// The catalogs that cannot be read, one fault for each.
  private(set) var catalogFaults: [FileFault] = []

  /// The most bytes that are read of a plan: one more than a plan may have.
  static let planSizeMax = 64 * 1024 * 1024 + 1
  static let defaultPath = "plans"
  static let fileExtension = ".yaml"

  /// The folders that hold the plans named by the user, in the order of their first plan; the
  /// folder `plans` when none is named.
  static func find(_ arguments: [String]) throws(FileFault) -> [PlanFolder] {
    if arguments.isEmpty {
      let folder = try read(defaultPath, written: [:])
      guard !folder.plans.isEmpty else {
        throw FileFault(
          .read, defaultPath, "it holds no plan, a file whose name ends in \(fileExtension)",
          help: ["`planc init` writes a first plan into it"])
      }
      return [folder]
    }
    var order: [String] = []
    var asked: [String: [String: String]] = [:]
    for argument in arguments {
      let (path, name) = try split(argument)
      if asked[path] == nil { order.append(path) }
      asked[path, default: [:]][name] = argument
    }
    var folders: [PlanFolder] = []
    for path in order { folders.append(try read(path, written: asked[path]!)) }
    return folders
  }

  /// The folder and the name of a plan's file.
  private static func split(_ argument: String) throws(FileFault) -> (folder: String, name: String)
  {
    let isAbsolute = argument.utf8.first == UInt8(ascii: "/")
    var parts = pathParts(argument).filter { $0 != "." }
    let name = parts.popLast() ?? ""
    guard name.hasSuffix(fileExtension), !name.hasPrefix(".") else {
      throw FileFault(
        .read, argument, "a plan is a file whose name ends in \(fileExtension)",
        help: [
          there(argument).map { "write `\($0)`" }
            ?? "such as `\(defaultPath)/sessions\(fileExtension)`"
        ])
    }
    let folder = (isAbsolute ? "/" : "") + parts.joined(separator: "/")
    return (folder.isEmpty ? "." : folder, name)
  }

  /// The file that the name of a plan may stand for: `plans/phase_a.yaml` for `phase_a`.
  private static func there(_ name: String) -> String? {
    let path = "\(defaultPath)/\(name)\(fileExtension)"
    return name.contains("/") || realFolderPath(path) == nil ? nil : path
  }

  /// Reads every plan of a folder.
  ///
  /// - Parameter written: the path as the user wrote it, by name; empty asks for all plans.
  private static func read(_ path: String, written: [String: String]) throws(FileFault)
    -> PlanFolder
  {
    guard let folder = try Folder.open(path) else {
      throw FileFault(
        .read, path, "the folder does not exist",
        help: path == defaultPath
          ? ["`planc init` writes a first plan; else go to the folder that holds `\(path)/`"] : [])
    }
    let (root, folderName) = try arrangement(of: path)
    var names = Set(written.keys)
    for entry in try folder.entries()
    where entry.name.hasSuffix(".yml") && !entry.name.hasPrefix(".") {
      throw FileFault(
        .read, folder.path(of: entry.name),
        "the name of a plan ends in \(fileExtension); this one would be passed over",
        help: ["rename it to `\(entry.name.dropLast(4))\(fileExtension)`, or move it elsewhere"])
    }
    for entry in try folder.entries()
    where entry.name.hasSuffix(fileExtension) && !entry.name.hasPrefix(".") {
      let (_, known) = names.insert(entry.name)
      guard known.utf8.elementsEqual(entry.name.utf8) else {
        throw FileFault(
          .read, folder.path(of: entry.name),
          "`\(known)` beside it has the same name, with an accent encoded in another way")
      }
    }
    var plans: [PlanFile] = []
    for name in names.sorted(by: { $0.utf8.lexicographicallyPrecedes($1.utf8) }) {
      let shown = written[name] ?? folder.path(of: name)
      guard let bytes = try folder.contents(of: name, limit: planSizeMax, following: true) else {
        throw FileFault(.read, shown, systemReason(2))
      }
      let relativePath = folderName.isEmpty ? name : "\(folderName)/\(name)"
      try refuseUnquotable(relativePath, shown: shown)
      plans.append(
        PlanFile(
          source: SourceFile(path: shown, bytes: bytes), relativePath: relativePath,
          isAsked: written.isEmpty || written[name] != nil))
    }
    var planFolder = PlanFolder(root: root, path: path, plans: plans)
    planFolder.readCatalogs()
    return planFolder
  }

  /// Reads each catalog once, however many plans name it.
  private mutating func readCatalogs() {
    var read: [String: SourceFile?] = [:]
    for index in plans.indices {
      guard let (path, written, place) = catalogReference(of: plans[index].compiled) else {
        continue
      }
      if read[path] == nil {
        do throws(FileFault) {
          read[path] = try Self.catalog(at: path, below: root)
        } catch {
          var fault = error
          fault.place = place
          if fault.help.isEmpty { fault.help = [help(onCatalog: written)] }
          catalogFaults.append(fault)
          read[path] = .some(nil)
        }
      }
      plans[index].catalog = read[path] ?? nil
    }
  }

  /// How to mend a path that leads to no catalog.
  private func help(onCatalog written: String) -> String {
    if written.contains("\\") { return "write `/` between the names of folders" }
    // The most frequent slip: a path from the root, where one from the plan is meant.
    if (try? Self.catalog(at: written, below: root)) != nil {
      return "write `../\(written)`: the path starts from the plan's own folder"
    }
    return "the path starts from the plan's own folder, as in `../catalogs/server.yaml`"
  }

  /// No link is followed on the way, so that the path leads nowhere out of the root.
  static func catalog(at path: String, below root: String) throws(FileFault) -> SourceFile {
    let shown = joinedPath(root, path)
    let missing = FileFault(.read, shown, systemReason(2))
    var parts = path.split(separator: "/").map(String.init)
    guard let name = parts.popLast() else { throw missing }
    let bytes = try contents(of: name, in: parts, below: root)
    guard let bytes else { throw missing }
    return SourceFile(path: shown, bytes: bytes)
  }

  private static func contents(
    of name: String, in parts: [String], below path: String
  ) throws(FileFault) -> [UInt8]? {
    guard let first = parts.first else {
      return try Folder.open(path)?.contents(of: name, limit: planSizeMax)
    }
    guard let folder = try Folder.open(path), try folder.subfolder(first) != nil else {
      return nil
    }
    return try contents(of: name, in: Array(parts.dropFirst()), below: joinedPath(path, first))
  }

  /// The folder above a folder, and the folder's name in it; no name for `/`, which is its own.
  ///
  /// A path as written is kept: a symbolic link to a folder of plans belongs to the folder that
  /// holds the link. Only `.` and `..` must ask the system for their names.
  private static func arrangement(of path: String) throws(FileFault) -> (
    root: String, name: String
  ) {
    if path == "/" { return ("/", "") }
    let name = pathParts(path).last ?? "."
    if name != ".", name != ".." {
      let above = path.unicodeScalars.dropLast(name.unicodeScalars.count)
      if above.isEmpty { return (".", name) }
      return (above.count == 1 ? "/" : String(above.dropLast()), name)
    }
    guard let real = realFolderPath(path) else {
      throw FileFault(.read, path, "the folder does not exist")
    }
    guard let realName = pathParts(real).last else { return ("/", "") }
    return (path == "." ? ".." : path + "/..", realName)
  }

  /// Refuses what would end a comment or a quotation in SQL, PHP, Markdown or a shell: the path
  /// stands in every generated file.
  private static func refuseUnquotable(_ path: String, shown: String) throws(FileFault) {
    let special: Set<Unicode.Scalar> = [
      "*", "?", "<", ">", "|", "`", "'", "\"", "\\", "$", "&", ";", "!", "#", "\u{FFFD}",
    ]
    let bad = path.unicodeScalars.first { scalar in
      special.contains(scalar)
        || [.control, .format, .lineSeparator, .paragraphSeparator, .privateUse]
          .contains(scalar.properties.generalCategory)
    }
    guard let bad else { return }
    throw FileFault(
      .read, escaped(shown),
      "its path holds `\(escaped(String(bad)))`, which cannot stand in the files made from it")
  }
}

/// The names in a path. By scalars: to Swift `/` and a combining mark behind it are one character,
/// another one, but not to the system.
private func pathParts(_ path: String) -> [String] {
  path.unicodeScalars.split(separator: "/").map { String($0) }
}
