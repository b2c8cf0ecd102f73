/// A file that planc writes: its path below the output folder and its bytes.
package struct GeneratedFile: Sendable, Equatable {
  private enum Content: Sendable, Equatable {
    case script(SQLScript)
    case text([UInt8])
  }

  /// Relative to the folder `generated/`, with `/`: `phase_a/phase_a_verify.sql`.
  package var path: String
  /// What its first lines name: the path of the plan, or of all plans for the map.
  package var origin: String
  private var content: Content

  package init(path: String, origin: String, bytes: [UInt8]) {
    self.path = path
    self.origin = origin
    content = .text(bytes)
  }

  package init(path: String, origin: String, script: SQLScript) {
    self.path = path
    self.origin = origin
    content = .script(script)
  }

  package var bytes: [UInt8] {
    switch content {
    case .script(let script): script.bytes
    case .text(let bytes): bytes
    }
  }

  /// Nil for a file that is not SQL.
  package var script: SQLScript? {
    switch content {
    case .script(let script): script
    case .text: nil
    }
  }
}
