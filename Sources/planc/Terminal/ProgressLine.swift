import Foundations
import Synchronization

/// A line at the end of the terminal that says how far a long run is. Short runs show none.
final class ProgressLine: Sendable {
  private static let patience = Duration.milliseconds(400)
  private static let interval = Duration.milliseconds(100)

  private let terminal: Terminal
  private let total: Int
  private let start = ContinuousClock.now
  /// When the line was written last; nil where it never was.
  private let lastShown = Mutex<ContinuousClock.Instant?>(nil)

  init(_ terminal: Terminal, total: Int) {
    self.terminal = terminal
    self.total = total
  }

  @Sendable func show(_ done: Int) {
    let now = ContinuousClock.now
    lastShown.withLock { last in
      guard last.map({ now - $0 >= Self.interval }) ?? (now - start >= Self.patience) else {
        return
      }
      last = now
      terminal.showProgress("\(done) of \(counted(total, "file")) searched")
    }
  }

  /// Removes the line.
  func end() {
    lastShown.withLock { last in
      if last != nil { terminal.showProgress("") }
      last = nil
    }
  }
}
