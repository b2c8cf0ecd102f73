import Diagnostics
import Foundations
import Operations
import Plans

/// What the comparison found, as diagnostics.
extension FolderUpdate {
  private func shown(_ path: String) -> String { escaped(joinedPath(destination.path, path)) }

  /// Missing, changed and stale files that `compile` mends.
  ///
  /// - Parameter command: the command that mends them.
  func differences(command: String) -> [Diagnostic] {
    let mend = "run `\(command)`"
    return comparison.missing.map { file in
      Diagnostic(.missingGeneratedFile, "`\(shown(file.path))` is missing", help: [mend])
    }
      + comparison.changed.map { change in
        Diagnostic(
          .changedGeneratedFile,
          "`\(shown(change.file.path))` is not what \(Self.compile(change.file.origin)) to",
          notes: Self.notes(change), help: [mend])
      }
      + comparison.stale.filter(\.isRemovable).map { stale in
        Diagnostic(
          .staleGeneratedFile,
          "`\(shown(stale.path))` is no longer generated from `\(escaped(stale.origin))`",
          help: ["\(mend), which removes it"])
      }
  }

  /// Why a SQL file is not what it should be.
  private static func notes(_ change: Comparison.Change) -> [String] {
    guard change.file.path.hasSuffix(".sql") else { return [] }
    switch ScriptOrigin(of: change.existing) {
    case .current:
      let same = zip(change.existing, change.file.bytes).prefix { $0 == $1 }.count
      let line = change.existing.prefix(same).count { $0 == 0x0A } + 1
      return ["the plan was changed and not compiled, or the file was edited: see line \(line)"]
    case .release(let version): return ["planc \(version) made it"]
    case .edited(let line):
      return ["it was edited at line \(line), or another version of planc made it"]
    case .unknown: return []
    }
  }

  /// "`plans/a.yaml` compiles", "`plans/a.yaml` and `plans/b.yaml` compile"
  private static func compile(_ origin: String) -> String {
    let plans = origin.replacing(".yaml and ", with: ".yaml, ").split(separator: ", ").map(
      String.init)
    let names = plans.map { "`\($0)`" }
    guard let last = names.last, names.count > 1 else { return "\(names.joined()) compiles" }
    return "\(names.dropLast().joined(separator: ", ")) and \(last) compile"
  }

  /// Stale files that planc does not remove: copies, edited files, and files of plans that do not
  /// exist. One diagnostic for the files of a plan in a folder.
  func orphans(severity: Diagnostic.Severity) -> [Diagnostic] {
    var order: [[String]] = []
    var paths: [[String]: [String]] = [:]
    for stale in comparison.stale where !stale.isRemovable && !stale.isMap {
      let folder = stale.path.lastIndex(of: "/").map { String(stale.path[..<$0]) } ?? ""
      let key = [folder, stale.origin]
      if paths[key] == nil { order.append(key) }
      paths[key, default: []].append(stale.path)
    }
    return order.map { key in
      let files = paths[key]!
      let origin = escaped(key[1])
      let isOne = files.count == 1
      let subject =
        isOne
        ? "`\(shown(files[0]))` was generated"
        : "`\(shown(key[0]))` has \(files.count) files that were generated"
      let isPlan = destination.plans.contains(key[1])
      let words = files.map { shellWord(joinedPath(destination.path, $0)) }
      let them = isOne ? "it" : "them"
      return Diagnostic(
        .staleGeneratedFile, severity: severity,
        "\(subject) from `\(origin)`, which "
          + (isPlan ? "no longer generates \(them)" : "does not exist"),
        notes: [
          "planc does not remove \(them): \(isOne ? "it" : "they") may have been edited, or may be "
            + "a copy to keep, or the rollback of a migration that has run"
        ],
        help: [
          "if nobody needs \(them), run `rm \(escaped(words.joined(separator: " ")))`",
          "to keep \(them), move \(them) out of `\(escaped(destination.path))`",
        ])
    } + maps(severity)
  }

  /// PHP maps that no plan writes any more.
  private func maps(_ severity: Diagnostic.Severity) -> [Diagnostic] {
    let isOnePlan = destination.plans.count == 1
    let plans = isOnePlan ? "`\(escaped(destination.plans[0]))`" : "every plan of the folder"
    return comparison.stale.filter(\.isMap).map { stale in
      var help: [String] = []
      if destination.code.php != nil {
        help = ["to keep it, move it out of `\(escaped(destination.path))`"]
      } else if let settings = stale.mapSettings {
        help = [
          destination.code == CodeSettings()
            ? "to have it written again, add to \(plans): `code: {\(settings.yaml)}`"
            : "to have it written again, add to `code` of \(plans): `\(settings.yaml)`"
        ]
      }
      let path = shellWord(joinedPath(destination.path, stale.path))
      return Diagnostic(
        .abandonedMap, severity: severity,
        "no plan writes the PHP map `\(shown(stale.path))` any more",
        notes: ["planc does not remove it: an application may include it"],
        help: help + ["if nothing includes it, run `rm \(escaped(path))`"])
    }
  }

  /// Files of somebody else in a plan's folder.
  var foreign: [Diagnostic] {
    comparison.foreign.map { path in
      Diagnostic(
        .foreignFile, severity: .note,
        "`\(shown(path))` was not generated by planc; it is left alone"
      )
    }
  }

  /// What stands where a file is to be written, and must not be replaced.
  var obstacles: [Diagnostic] {
    comparison.obstacles.map { obstacle in
      Diagnostic(
        .foreignFile, "`\(shown(obstacle.path))` is in the way: \(obstacle.reason)",
        notes: ["nothing was written"],
        help: ["move it elsewhere, or name the output otherwise in the plan, under `outputs:`"])
    }
  }
}
