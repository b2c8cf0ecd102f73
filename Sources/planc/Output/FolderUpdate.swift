import Operations

/// Brings an output folder to what is to stand in it, or says how it differs.
///
/// While it lives no other run of planc writes in the same folder. Nothing is written before
/// `write` is called, so that a fault in one folder can stop the writing in all.
final class FolderUpdate {
  struct Outcome: Equatable {
    var writtenCount = 0
    var removedCount = 0
    var unchangedCount = 0
  }

  let destination: Destination
  let comparison: Comparison
  /// Nil while the output folder is absent.
  private var top: Folder?
  private var isLocked = false

  init(_ destination: Destination) throws(FileFault) {
    self.destination = destination
    guard let top = try destination.openTop() else {
      comparison = Comparison(missing: destination.files)
      self.top = nil
      return
    }
    isLocked = top.lock()
    comparison = try destination.compare(with: top)
    self.top = consume top
  }

  /// Writes what is missing or changed and removes what is no longer made.
  ///
  /// Every file is on the disk under a temporary name before the first takes its place: a full disk
  /// changes nothing, and whoever is interrupted leaves whole files only, old or new.
  func write() throws(FileFault) -> Outcome {
    precondition(comparison.obstacles.isEmpty, "files of somebody else would be replaced")
    let files = comparison.missing + comparison.changed.map(\.file)
    let removable = comparison.stale.filter(\.isRemovable)
    var outcome = Outcome()
    outcome.unchangedCount = comparison.unchangedCount
    if files.isEmpty, removable.isEmpty, !comparison.holdsTemporaries { return outcome }

    let top = try openOrMakeTop()
    if isLocked { try removeLeftTemporaries(in: top) }
    try write(files, in: top)
    outcome.writtenCount = files.count
    for stale in removable {
      let (folder, name) = GeneratedFile(path: stale.path, origin: "", bytes: []).place
      try top.subfolder(folder, for: .write)?.remove(name)
      outcome.removedCount += 1
    }
    return outcome
  }

  private func openOrMakeTop() throws(FileFault) -> Folder {
    if let top = top.take() { return top }
    let made: Folder
    if destination.isNamedByUser {
      made = try Folder.openOrMake(destination.path)
    } else {
      let root = try Folder.openOrMake(destination.root)
      made = try root.openOrMakeSubfolder(Destination.folderName)
    }
    isLocked = made.lock()
    return made
  }

  private func removeLeftTemporaries(in top: borrowing Folder) throws(FileFault) {
    try top.removeLeftTemporaries()
    for (name, _) in destination.folders where !name.isEmpty {
      try top.subfolder(name, for: .write)?.removeLeftTemporaries()
    }
  }

  private func write(_ files: [GeneratedFile], in top: borrowing Folder) throws(FileFault) {
    var pending: [(folder: String, temporary: String, name: String)] = []
    do {
      for file in files {
        let (folder, name) = file.place
        let temporary = try FolderUpdate.in(folder, of: top) { (place) throws(FileFault) in
          try place.writeTemporary(file.bytes, number: pending.count, for: name)
        }
        pending.append((folder, temporary, name))
      }
      for file in pending {
        try FolderUpdate.in(file.folder, of: top) { (place) throws(FileFault) in
          try place.putInPlace(file.temporary, as: file.name)
        }
      }
    } catch {
      for file in pending {
        try? FolderUpdate.in(file.folder, of: top) { (place) throws(FileFault) in
          try place.remove(file.temporary)
        }
      }
      throw error
    }
  }

  /// Runs `body` in a folder below the output folder, or in the output folder for an empty name.
  private static func `in`<Result>(
    _ name: String, of top: borrowing Folder,
    _ body: (borrowing Folder) throws(FileFault) -> Result
  ) throws(FileFault) -> Result {
    name.isEmpty ? try body(top) : try body(top.openOrMakeSubfolder(name))
  }
}
