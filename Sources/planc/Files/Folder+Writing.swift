import Glibc

extension Folder {
  /// What every temporary file's name starts with; no generated file's name starts with a dot.
  static let temporaryPrefix = ".planc-"
  static let temporarySuffix = ".tmp"

  static func isTemporary(_ name: String) -> Bool {
    name.hasPrefix(temporaryPrefix) && name.hasSuffix(temporarySuffix)
  }

  /// Opens a folder that the user named, and makes it and those above it where they are absent.
  static func openOrMake(_ path: String) throws(FileFault) -> Folder {
    if let folder = try open(path, for: .write) { return folder }
    if let slash = path.lastIndex(of: "/"), slash > path.startIndex {
      _ = try openOrMake(String(path[..<slash]))
    }
    if unsafe mkdir(path, 0o777) != 0, errno != EEXIST {
      throw FileFault(.write, path, systemReason())
    }
    guard let folder = try open(path, for: .write) else {
      throw FileFault(.write, path, systemReason(ENOENT))
    }
    return folder
  }

  /// Opens a folder within this one, and makes it where it is absent.
  func openOrMakeSubfolder(_ name: String) throws(FileFault) -> Folder {
    if unsafe mkdirat(descriptor, name, 0o777) != 0, errno != EEXIST { throw writeFault(name) }
    guard let folder = try subfolder(name, for: .write) else {
      throw writeFault(name, systemReason(ENOENT))
    }
    return folder
  }

  /// Waits until no other run of planc writes here, and keeps others out until the folder closes;
  /// the system lets go of the lock of a process that was killed.
  ///
  /// - Returns: false where the file system knows no locks.
  func lock() -> Bool {
    while flock(descriptor, LOCK_EX) != 0 {
      if errno != EINTR { return false }
    }
    return true
  }

  /// Writes a new file under a temporary name in this folder, and returns that name.
  ///
  /// The name that it shall have decides its permissions: those of the file that it will replace.
  func writeTemporary(_ bytes: [UInt8], number: Int, for name: String) throws(FileFault) -> String {
    let temporary = "\(Folder.temporaryPrefix)\(getpid())-\(number)\(Folder.temporarySuffix)"
    let failure = create(temporary, bytes, withPermissionsOf: name)
    guard failure == 0 else { throw writeFault(name, systemReason(failure)) }
    return temporary
  }

  /// Writes a file that must not be there yet.
  func create(_ name: String, _ bytes: [UInt8]) throws(FileFault) {
    let failure = create(name, bytes, withPermissionsOf: nil)
    if failure == EEXIST { throw writeFault(name, "it is there already") }
    if failure != 0 { throw writeFault(name, systemReason(failure)) }
  }

  /// Creates a file, or nothing. Returns 0, or the number of the fault.
  private func create(
    _ name: String, _ bytes: [UInt8], withPermissionsOf model: String?
  ) -> Int32 {
    let flags = O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC
    let file = unsafe openat(descriptor, name, flags, 0o666)
    if file < 0 { return errno }
    var status = stat()
    if let model, unsafe fstatat(descriptor, model, &status, AT_SYMLINK_NOFOLLOW) == 0 {
      fchmod(file, status.st_mode & 0o777)
    }
    // No fsync: see docs/decisions/0007. A network file system reports a full disk at the close.
    var failure = writeFully(bytes, to: file)
    if close(file) != 0, failure == 0 { failure = errno }
    if failure != 0 { _ = unsafe unlinkat(descriptor, name, 0) }
    return failure
  }

  private func writeFault(_ name: String, _ reason: String = systemReason()) -> FileFault {
    FileFault(.write, path(of: name), reason)
  }

  /// Puts a temporary file in its place, in one step that is seen whole or not at all.
  func putInPlace(_ temporary: String, as name: String) throws(FileFault) {
    if unsafe renameat(descriptor, temporary, descriptor, name) != 0 { throw writeFault(name) }
  }

  /// Writes a file that the user named, in one step. An existing file is replaced only if it is empty
  /// or `isOwn` knows its start, so that a mistyped name costs nobody a file. Equal bytes are not
  /// written again.
  ///
  /// - Parameter what: what the file may be, as in "a baseline".
  func replace(
    _ name: String, with bytes: [UInt8], onlyIf what: String, _ isOwn: ([UInt8]) -> Bool
  ) throws(FileFault) {
    switch kind(of: name) {
    case nil, .file: break
    case .folder: throw writeFault(name, "it is a folder")
    case .symbolicLink, .other: throw writeFault(name, "it is not a file")
    }
    if let start = try contents(of: name, limit: GeneratedSentence.reach), !start.isEmpty {
      guard isOwn(start) else {
        throw FileFault(
          .write, path(of: name), "the file that is there is not \(what)",
          help: ["write to another file, or run `rm \(shellWord(path(of: name)))` first"])
      }
      if try contents(of: name, limit: bytes.count + 1) == bytes { return }
    }
    let temporary = try writeTemporary(bytes, number: 0, for: name)
    do throws(FileFault) {
      try putInPlace(temporary, as: name)
    } catch {
      try remove(temporary)
      throw error
    }
  }

  /// Writes other bytes into a file that is there, and changes nothing else of it or beside it.
  ///
  /// - Parameters:
  ///   - old: what the file must contain.
  ///   - isDryRun: whether nothing is written; what would fail is thrown all the same.
  func overwrite(
    _ name: String, _ old: [UInt8], with new: [UInt8], isDryRun: Bool
  ) throws(FileFault) {
    var status = stat()
    guard unsafe fstatat(descriptor, name, &status, AT_SYMLINK_NOFOLLOW) == 0 else {
      throw writeFault(name)
    }
    switch Folder.kind(of: status.st_mode) {
    case .file: break
    case .symbolicLink: throw writeFault(name, "it is a symbolic link, which planc does not follow")
    case .folder, .other: throw writeFault(name, "it is not a file")
    }
    // The superuser can write to it nevertheless.
    guard status.st_mode & 0o222 != 0 else { throw writeFault(name, "it is read-only") }
    guard status.st_nlink == 1 else {
      let word = shellWord(path(of: name))
      let copy = shellWord(path(of: name) + ".copy")
      throw FileFault(
        .write, path(of: name),
        "it has \(status.st_nlink) hard links, and all of them would change",
        help: ["make it a file of its own: `cp -p \(word) \(copy) && mv \(copy) \(word)`"])
    }
    let file = unsafe openat(descriptor, name, O_RDWR | O_NOFOLLOW | O_CLOEXEC)
    guard file >= 0 else { throw writeFault(name) }
    defer { close(file) }
    guard try contents(of: name) == old else {
      throw writeFault(name, "it has changed since it was read")
    }
    if isDryRun { return }
    if let reason = rewrite(file, old, with: new) { throw writeFault(name, reason) }
  }

  /// The room is taken before the first byte is written, and signals wait: only a crash or `SIGKILL`
  /// within the one call can leave a part. Returns why nothing has changed.
  private func rewrite(_ file: Int32, _ old: [UInt8], with new: [UInt8]) -> String? {
    if new.count > old.count {
      let failure = posix_fallocate(file, off_t(old.count), off_t(new.count - old.count))
      if failure != 0 {
        ftruncate(file, off_t(old.count))
        return systemReason(failure)
      }
    }
    var all = sigset_t()
    var before = sigset_t()
    unsafe sigfillset(&all)
    unsafe pthread_sigmask(SIG_BLOCK, &all, &before)
    defer { unsafe pthread_sigmask(SIG_SETMASK, &before, nil) }
    var failure = writeFully(new, to: file)
    if failure == 0, ftruncate(file, off_t(new.count)) != 0 { failure = errno }
    if failure == 0 { return nil }
    lseek(file, 0, SEEK_SET)
    _ = writeFully(old, to: file)
    ftruncate(file, off_t(old.count))
    return systemReason(failure)
  }

  func remove(_ name: String) throws(FileFault) {
    if unsafe unlinkat(descriptor, name, 0) != 0, errno != ENOENT { throw writeFault(name) }
  }

  /// Removes what a killed run has left. Only for the holder of the lock: nobody else writes.
  func removeLeftTemporaries() throws(FileFault) {
    for entry in try entries() where entry.kind == .file && Folder.isTemporary(entry.name) {
      try remove(entry.name)
    }
  }
}

/// Writes all bytes. Returns 0, or the number of the fault.
func writeFully(_ bytes: [UInt8], to file: Int32) -> Int32 {
  unsafe bytes.withUnsafeBytes { buffer in
    var done = 0
    while done < buffer.count {
      let amount = unsafe write(file, buffer.baseAddress! + done, buffer.count - done)
      if amount < 0 {
        if errno == EINTR { continue }
        return errno
      }
      done += amount
    }
    return 0
  }
}
