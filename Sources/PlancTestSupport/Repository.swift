import Foundation

/// The checkout that the tests were built from.
package enum Repository {
  /// The path of its root, without a slash at the end.
  package static let root: String = {
    let file = #filePath
    guard let end = file.range(of: "/Sources/PlancTestSupport/", options: .backwards) else {
      preconditionFailure("\(file) is not where the test support belongs")
    }
    return String(file[..<end.lowerBound])
  }()

  /// The bytes of a file, by its path below the root.
  ///
  /// - Throws: `TestSupportError` when it cannot be read.
  package static func bytes(of path: String) throws(TestSupportError) -> [UInt8] {
    guard let data = FileManager.default.contents(atPath: "\(root)/\(path)") else {
      throw TestSupportError("\(path) cannot be read")
    }
    return Array(data)
  }

  /// The paths of all files below a folder, by their paths below the root, sorted.
  package static func files(below folder: String) -> [String] {
    let names = FileManager.default.enumerator(atPath: "\(root)/\(folder)")
    return (names?.allObjects ?? []).compactMap { $0 as? String }.map { "\(folder)/\($0)" }.sorted()
  }
}
