import Foundation
import PlancTestSupport

/// The SQL files that a release of planc made of a plan, kept below `Tests/Releases`. They show what
/// a later planc must still do, and serve as the first half of an upgrade in the middle of a migration.
struct ReleasedFiles: Sendable {
  static let version = "0.1.0"
  /// When this variable is set, the files of the planc under test are kept as those of the release.
  static let recordingVariable = "PLANC_RECORD_RELEASE"

  let folder: String

  init(of subject: FaultSubject) {
    let name =
      switch subject {
      // Its catalog is checked in; that of the other plan is of the server.
      case .phaseA: "phase_a"
      case .whole: "whole/\(ServerKind.chosen.rawValue)"
      }
    folder = "\(Repository.root)/Tests/Releases/\(Self.version)/\(name)"
  }

  func path(_ file: String) -> String { "\(folder)/\(file)" }

  func text(_ file: String) throws -> String {
    String(decoding: try Data(contentsOf: URL(filePath: path(file))), as: UTF8.self)
  }

  /// Keeps the files of a folder, if that was asked for.
  func record(from generated: String) throws {
    guard ProcessInfo.processInfo.environment[Self.recordingVariable] != nil else { return }
    let files = FileManager.default
    try? files.removeItem(atPath: folder)
    try files.createDirectory(atPath: folder, withIntermediateDirectories: true)
    for name in try files.contentsOfDirectory(atPath: generated) where name.hasSuffix(".sql") {
      try files.copyItem(atPath: "\(generated)/\(name)", toPath: path(name))
    }
  }
}
