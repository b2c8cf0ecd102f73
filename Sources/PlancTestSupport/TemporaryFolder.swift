import Foundation
import Glibc

/// A fresh folder that is deleted with the last reference to it.
package final class TemporaryFolder: Sendable {
  package let path: String

  /// - Parameter parent: where it is made; nil for the usual folder of temporary files.
  /// - Throws: `TestSupportError` when that cannot be written to.
  package init(in parent: String? = nil) throws(TestSupportError) {
    let parent = parent ?? ProcessInfo.processInfo.environment["TMPDIR"] ?? "/tmp"
    let template = unsafe strdup("\(parent)/planc-XXXXXX")
    defer { unsafe free(template) }
    guard let template = unsafe template, let made = unsafe mkdtemp(template) else {
      throw TestSupportError("no temporary folder can be made in \(parent)")
    }
    path = unsafe String(cString: made)
  }

  deinit { try? FileManager.default.removeItem(atPath: path) }

  /// Writes a file and returns its path.
  @discardableResult
  package func write(_ name: String, _ text: String) throws(TestSupportError) -> String {
    try write(name, bytes: Array(text.utf8))
  }

  /// Writes a file, makes the folders above it, and returns its path.
  @discardableResult
  package func write(_ name: String, bytes: [UInt8]) throws(TestSupportError) -> String {
    let file = "\(path)/\(name)"
    let folder = (file as NSString).deletingLastPathComponent
    try? FileManager.default.createDirectory(
      atPath: folder, withIntermediateDirectories: true)
    do {
      try Data(bytes).write(to: URL(fileURLWithPath: file))
    } catch {
      throw TestSupportError("\(file) cannot be written: \(error)")
    }
    return file
  }

  /// Makes a folder in the folder and returns its path.
  package func makeFolder(_ name: String) throws(TestSupportError) -> String {
    let made = "\(path)/\(name)"
    guard unsafe mkdir(made, 0o700) == 0 else { throw TestSupportError("\(made) cannot be made") }
    return made
  }

  /// The text of a file in the folder; empty when there is none.
  package func text(of name: String) -> String {
    String(decoding: bytes(of: name), as: UTF8.self)
  }

  package func bytes(of name: String) -> [UInt8] {
    Array(FileManager.default.contents(atPath: "\(path)/\(name)") ?? Data())
  }
}
