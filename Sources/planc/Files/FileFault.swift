import Diagnostics

/// What the world refused: a path, what was tried there, and the reason in words.
struct FileFault: Error, Equatable {
  enum Action: Sendable { case read, write }

  var action: Action
  /// As the user knows it, never made absolute.
  var path: String
  /// Lower case, no full stop: `Permission denied` is as the system says it.
  var reason: String
  /// How to go on, where the reason does not say it.
  var help: [String]
  /// Where a plan names the path.
  var place: Location?

  init(_ action: Action, _ path: String, _ reason: String, help: [String] = []) {
    self.action = action
    self.path = path
    self.reason = reason
    self.help = help
  }

  static func == (a: FileFault, b: FileFault) -> Bool {
    a.action == b.action && a.path == b.path && a.reason == b.reason && a.help == b.help
  }

  var diagnostic: Diagnostic {
    switch action {
    case .read:
      let message = "`\(path)` cannot be read: \(reason)"
      guard let place else { return Diagnostic(.unreadableFile, message, help: help) }
      return Diagnostic(.unreadableFile, message, at: place, help: help)
    case .write:
      return Diagnostic(
        .unwritableFile, "`\(path)` cannot be written: \(reason)", help: help)
    }
  }
}
