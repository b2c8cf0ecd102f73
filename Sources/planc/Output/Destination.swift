import Operations
import Plans

/// One output folder, and what is to stand in it.
struct Destination {
  static let folderName = "generated"

  /// The output folder as shown and opened: `generated`, `/srv/app/generated`, what `--out` names.
  var path: String
  /// Whether the user named it with `--out`; else it is `generated` in the root.
  var isNamedByUser: Bool
  /// The folder above the plans' folder as opened: what the generated sentences' paths start from.
  var root: String
  /// The paths, relative to the root, of every plan in the plans' folder.
  var plans: [String]
  /// The paths of the plans whose files are to be written; a part of `plans`.
  var asked: [String]
  /// The `code` of all plans.
  var code = CodeSettings()
  /// What the asked plans compile to, and the map of all plans, if they write one.
  var files: [GeneratedFile]
  /// What the asked plans compile to, by path; tells files of their earlier versions.
  var migrations: [String: Migration] = [:]
  /// The folders of applied plans: what an earlier release wrote into them, which was run, is left.
  var appliedFolders: Set<String> = []

  /// The files in the order of their folders: those of the output folder itself first.
  var folders: [(name: String, files: [GeneratedFile])] {
    var order: [String] = []
    var byName: [String: [GeneratedFile]] = [:]
    for file in files {
      let folder = file.place.folder
      if byName[folder] == nil { order.append(folder) }
      byName[folder, default: []].append(file)
    }
    return order.map { ($0, byName[$0]!) }
  }
}

extension GeneratedFile {
  /// The folder below the output folder, empty for a file that all plans share, and the name in it.
  var place: (folder: String, name: String) {
    guard let slash = path.lastIndex(of: "/") else { return ("", path) }
    return (String(path[..<slash]), String(path[path.index(after: slash)...]))
  }
}
