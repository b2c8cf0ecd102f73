import Glibc

/// An open folder. Everything in it is reached through its descriptor by plain names, so that
/// nothing can lead out of it: a symbolic link in the last place is never followed.
///
/// The only place, with `Folder+Writing.swift`, that touches disks.
struct Folder: ~Copyable {
  enum Kind: Equatable { case file, folder, symbolicLink, other }

  struct Entry: Equatable {
    var name: String
    var kind: Kind
  }

  let descriptor: Int32
  /// As shown to people: `generated/phase_a`.
  let path: String

  private init(descriptor: Int32, path: String) {
    self.descriptor = descriptor
    self.path = path
  }

  deinit { close(descriptor) }

  /// The path of an entry as shown to people.
  func path(of name: String) -> String { joinedPath(path, name) }

  /// Opens a folder by a path that the user gave; links in it are followed. Nil when it is absent.
  static func open(_ path: String, for action: FileFault.Action = .read) throws(FileFault)
    -> Folder?
  {
    let descriptor = unsafe Glibc.open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    if descriptor >= 0 { return Folder(descriptor: descriptor, path: path) }
    if errno == ENOENT { return nil }
    throw FileFault(action, path, systemReason())
  }

  /// Opens a folder within this one. Nil when it is absent; a fault when it is anything else.
  func subfolder(_ name: String, for action: FileFault.Action = .read) throws(FileFault)
    -> Folder?
  {
    let flags = O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC
    let descriptor = unsafe openat(self.descriptor, name, flags)
    if descriptor >= 0 { return Folder(descriptor: descriptor, path: path(of: name)) }
    if errno == ENOENT { return nil }
    let code = errno
    if kind(of: name) == .symbolicLink {
      throw FileFault(action, path(of: name), "it is a symbolic link, which planc does not follow")
    }
    throw FileFault(action, path(of: name), systemReason(code))
  }

  /// What stands at a name; nil when nothing does.
  func kind(of name: String) -> Kind? {
    var status = stat()
    guard unsafe fstatat(descriptor, name, &status, AT_SYMLINK_NOFOLLOW) == 0 else { return nil }
    return Folder.kind(of: status.st_mode)
  }

  /// The entries, sorted by the bytes of their names, without `.` and `..`.
  func entries() throws(FileFault) -> [Entry] {
    // A descriptor of its own: closedir closes it, and reading moves its position.
    let copy = unsafe openat(descriptor, ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    guard copy >= 0 else { throw FileFault(.read, path, systemReason()) }
    guard let stream = unsafe fdopendir(copy) else {
      let reason = systemReason()
      close(copy)
      throw FileFault(.read, path, reason)
    }
    defer { unsafe closedir(stream) }
    var entries: [Entry] = []
    errno = 0
    while let entry = unsafe readdir(stream) {
      let name = unsafe withUnsafePointer(to: &entry.pointee.d_name) { pointer in
        unsafe pointer.withMemoryRebound(to: CChar.self, capacity: 256) {
          unsafe String(cString: $0)
        }
      }
      // A name that is not UTF-8 is not found again; it must not pass in silence.
      if name != ".", name != ".." {
        entries.append(Entry(name: name, kind: kind(of: name) ?? .other))
      }
      errno = 0
    }
    guard errno == 0 else { throw FileFault(.read, path, systemReason()) }
    return entries.sorted { $0.name.utf8.lexicographicallyPrecedes($1.name.utf8) }
  }

  /// The bytes of a regular file, at most `limit` of them from its start; nil when it is absent.
  ///
  /// - Parameter following: whether a symbolic link is followed to what it names.
  func contents(of name: String, limit: Int = .max, following: Bool = false) throws(FileFault)
    -> [UInt8]?
  {
    // O_NONBLOCK: opening a named pipe must not wait for somebody to write into it.
    let flags = O_RDONLY | O_CLOEXEC | O_NONBLOCK | (following ? 0 : O_NOFOLLOW)
    return try Folder.contents(
      of: unsafe openat(descriptor, name, flags), path: path(of: name), limit: limit)
  }

  /// The bytes of a regular file by its path, at most `limit` of them; nil when it is absent.
  static func contents(ofFile path: String, limit: Int) throws(FileFault) -> [UInt8]? {
    try contents(
      of: unsafe Glibc.open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK), path: path, limit: limit)
  }

  /// Makes sure that a file can be read by somebody else, such as a library that would not say so.
  static func expectReadable(_ path: String) throws(FileFault) {
    guard unsafe access(path, R_OK) == 0 else { throw FileFault(.read, path, systemReason()) }
  }

  /// All bytes of standard input, whatever it is; a fault when there are more than `limit`.
  static func standardInput(limit: Int) throws(FileFault) -> [UInt8] {
    var bytes: [UInt8] = []
    while true {
      var failure: Int32 = 0
      let part = unsafe [UInt8](unsafeUninitializedCapacity: 1 << 18) { buffer, count in
        unsafe failure = readFully(STDIN_FILENO, into: buffer, count: &count)
      }
      bytes += part
      guard failure == 0 else {
        throw FileFault(.read, "standard input", systemReason(failure))
      }
      guard bytes.count <= limit else {
        throw FileFault(.read, "standard input", "it is too long")
      }
      if part.count < 1 << 18 { return bytes }
    }
  }

  /// Reads a file that was opened, or tells why it was not, and closes it.
  private static func contents(of file: Int32, path: String, limit: Int) throws(FileFault)
    -> [UInt8]?
  {
    if file < 0 {
      if errno == ENOENT { return nil }
      throw FileFault(.read, path, systemReason())
    }
    defer { close(file) }
    var status = stat()
    guard unsafe fstat(file, &status) == 0 else { throw FileFault(.read, path, systemReason()) }
    guard Folder.kind(of: status.st_mode) == .file else {
      throw FileFault(.read, path, "it is not a file")
    }
    // One byte more than the size says, so that the end is met without growing.
    let capacity = min(limit, Int(status.st_size) + 1)
    var failure: Int32 = 0
    var bytes = unsafe [UInt8](unsafeUninitializedCapacity: capacity) { buffer, count in
      unsafe failure = readFully(file, into: buffer, count: &count)
    }
    // A file that grows while it is read ends where it stood.
    if bytes.count > status.st_size { bytes.removeLast(bytes.count - Int(status.st_size)) }
    guard failure == 0 else { throw FileFault(.read, path, systemReason(failure)) }
    return bytes
  }

  /// Device and inode: equal for two paths of one folder.
  var identity: [UInt64] {
    var status = stat()
    guard unsafe fstat(descriptor, &status) == 0 else { return [] }
    return [UInt64(status.st_dev), UInt64(status.st_ino)]
  }

  static func kind(of mode: mode_t) -> Kind {
    switch mode & S_IFMT {
    case S_IFREG: .file
    case S_IFDIR: .folder
    case S_IFLNK: .symbolicLink
    default: .other
    }
  }
}

/// Reads until the buffer is full or the file ends. Returns 0, or the number of the fault.
private func readFully(
  _ file: Int32, into buffer: UnsafeMutableBufferPointer<UInt8>, count: inout Int
) -> Int32 {
  while count < buffer.count {
    let amount = unsafe read(file, buffer.baseAddress! + count, buffer.count - count)
    if amount == 0 { return 0 }
    if amount < 0 {
      if errno == EINTR { continue }
      return errno
    }
    count += amount
  }
  return 0
}

/// What the system says of a fault, in the words of the C locale: `No space left on device`.
func systemReason(_ code: Int32 = errno) -> String {
  unsafe String(cString: strerror(code))
}

/// A path below another; `.` is left out.
func joinedPath(_ folder: String, _ name: String) -> String {
  if folder == "." || folder.isEmpty { return name }
  return folder.hasSuffix("/") ? folder + name : folder + "/" + name
}

/// The folder and the name in it: `.` for a name alone.
func splitPath(_ path: String) -> (folder: String, name: String) {
  // By scalars: to Swift `/` and a combining mark behind it are one character.
  let scalars = path.unicodeScalars
  guard let slash = scalars.lastIndex(of: "/") else { return (".", path) }
  let folder = String(scalars[..<slash])
  return (folder.isEmpty ? "/" : folder, String(scalars[scalars.index(after: slash)...]))
}

/// The absolute path of a folder with every link resolved; nil when it is absent.
func realFolderPath(_ path: String) -> String? {
  guard let resolved = unsafe realpath(path, nil) else { return nil }
  defer { unsafe free(resolved) }
  return unsafe String(cString: resolved)
}
