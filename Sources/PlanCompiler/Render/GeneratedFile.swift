/// A file that planc writes: its path below the output folder and its bytes.
package struct GeneratedFile: Sendable, Equatable {
  /// Relative to the folder `generated/`, with `/`: `phase_a/phase_a_verify.sql`.
  package var path: String
  package var bytes: [UInt8]

  package init(path: String, bytes: [UInt8]) {
    self.path = path
    self.bytes = bytes
  }
}
