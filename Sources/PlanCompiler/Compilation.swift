package import Diagnostics

/// The function that names every stage: bytes in, files and diagnostics out.
///
/// `read`, `decode`, `compile`, `render` are pure; the caller settles the files with the disk.
package struct Compilation: Sendable {
  package var diagnostics: [Diagnostic] = []
  /// Empty when any diagnostic is an error.
  package var files: [GeneratedFile] = []
}
