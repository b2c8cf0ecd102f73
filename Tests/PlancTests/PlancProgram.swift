import Foundation
import Glibc
import PlancTestSupport

/// The real binary, run in a temporary folder.
enum PlancProgram {
  /// Beside the test program: `swift test` builds both into one folder.
  static let path: String = {
    let own = unsafe realpath("/proc/self/exe", nil)!
    defer { unsafe free(own) }
    return (unsafe String(cString: own) as NSString).deletingLastPathComponent + "/planc"
  }()

  /// Settings that must not change what planc does are left out of the test's environment.
  static let environment = ["PATH": "/usr/bin:/bin", "LC_ALL": "C"]

  static func run(
    _ arguments: String..., in folder: String, environment: [String: String] = environment
  ) throws -> ProgramOutput {
    try ChildProcess.run(path, arguments, environment: environment, workingFolder: folder)
  }
}

/// A folder with plans, and what stands in it.
struct Project {
  let folder = try! TemporaryFolder()
  var path: String { folder.path }

  /// - Parameter plans: texts by name, for `plans/<name>.yaml`.
  init(_ plans: [String: String] = ["small": Project.plan()]) throws {
    for (name, text) in plans { try folder.write("plans/\(name).yaml", text) }
  }

  func planc(_ arguments: String...) throws -> ProgramOutput {
    try ChildProcess.run(
      PlancProgram.path, arguments, environment: PlancProgram.environment, workingFolder: path)
  }

  /// The lines with which the plans of a folder write a map.
  static let map = "code: {php: {file: schema-config.php}}\n"

  /// A plan that moves tables from `<name>_shop` to `<name>_archive`, which it creates.
  static func plan(
    _ name: String = "small", tables: [String]? = nil, after: Int? = nil
  ) -> String {
    let tables = tables ?? ["\(name)_orders", "\(name)_items"]
    let count = tables.count
    return """
      plan: \(name)
      title: A small move
      version: "1"
      schemas:
        \(name)_shop:
          table_count: {before: 5000, after: \(5000 - count)}
        \(name)_archive:
          table_count: {before: 0, after: \(after ?? count)}
          create:
            collation: utf8mb4_unicode_ci
      assignments:
        - from: \(name)_shop
          to: \(name)_archive
          tables:
            Orders:
      \(tables.map { "        - \($0)\n" }.joined())
      """
  }

  func text(_ path: String) -> String { folder.text(of: path) }

  /// Every file below a folder with its bytes, inode and time of change; folders without bytes.
  func tree(_ below: String = "") -> [String: Entry] {
    let base = below.isEmpty ? path : "\(path)/\(below)"
    var entries: [String: Entry] = [:]
    for case let name as String in FileManager.default.enumerator(atPath: base) ?? .init() {
      var status = stat()
      _ = unsafe lstat("\(base)/\(name)", &status)
      entries[name] = Entry(
        bytes: FileManager.default.contents(atPath: "\(base)/\(name)"), inode: status.st_ino,
        changed: [status.st_mtim.tv_sec, status.st_mtim.tv_nsec])
    }
    return entries
  }

  struct Entry: Equatable {
    var bytes: Data?
    var inode: UInt
    var changed: [Int]
  }

  /// The generated files' bytes by path.
  func contents(_ below: String = "generated") -> [String: Data] {
    tree(below).compactMapValues(\.bytes)
  }
}
