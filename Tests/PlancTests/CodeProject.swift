import Foundation
import PlancTestSupport
import Testing

/// A project with a plan that moves `small_orders` and `small_items`, and code that names them.
struct CodeProject {
  /// What `planc refs --format json` writes to its standard output.
  struct Answer: Decodable, Equatable {
    struct Reference: Decodable, Equatable {
      var kind: String
      var path: String
      var line: Int
      var column: Int
      /// Nil for a name that is made at run time.
      var table: String?
      var schema: String?
      var pattern: String
      var confidence: String
      var literal: String
    }

    struct Skipped: Decodable, Equatable {
      var path: String
      var reason: String
    }

    var read: Int
    var other: Int
    var references: [Reference]
    var skipped: [Skipped]

    /// The paths of the files in which something was found.
    var found: [String] { references.map(\.path) }
    /// `path: reason`
    var left: [String] { skipped.map { "\($0.path): \($0.reason)" } }
  }

  /// A file of one line with one reference, to `small_orders`.
  static let query = code("SELECT * FROM small_orders")

  static func code(_ sql: String) -> String { "<?php $db->query(\"\(sql)\");\n" }

  /// A plan that writes a map.
  static let withMap = ["small": Project.plan() + Project.map]

  let project: Project

  /// - Parameter files: paths of files with one reference each.
  init(_ files: String..., plans: [String: String] = withMap) throws {
    project = try Project(plans)
    for file in files { try write(file) }
  }

  func write(_ path: String, _ text: String = query) throws {
    try project.folder.write(path, text)
  }

  /// Lays what `FileManager` cannot, by a script that must succeed.
  func shell(_ script: String) throws {
    try ChildProcess.run("sh", ["-ec", script], workingFolder: project.path).expectSuccess()
  }

  func refs(_ arguments: String...) throws -> ProgramOutput { try refs(arguments) }

  func refs(_ arguments: [String], from folder: String = "") throws -> ProgramOutput {
    try ChildProcess.run(
      PlancProgram.path, ["refs"] + arguments, environment: PlancProgram.environment,
      workingFolder: "\(project.path)/\(folder)")
  }

  /// What was found below some paths.
  func answer(_ paths: String...) throws -> Answer {
    let output = try refs(["--format", "json"] + paths)
    return try JSONDecoder().decode(Answer.self, from: Data(output.stdout.utf8))
  }
}
