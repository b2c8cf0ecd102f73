import Glibc
import Synchronization

/// Ctrl-C, and what ends a program from outside: the first asks a run to stop where nothing is left
/// half done, the second ends it at once.
enum StopRequest {
  private static let signals = [SIGINT, SIGTERM, SIGHUP]
  private static let count = Atomic<Int>(0)

  /// The exit code of a run that was ended at once, as a shell says it of Ctrl-C.
  private static let endedAtOnce: Int32 = 130

  /// Takes the signals from here on.
  static func listen() {
    count.store(0, ordering: .relaxed)
    var action = sigaction()
    unsafe action.__sigaction_handler.sa_handler = { _ in
      // Only calls that a signal handler may make.
      let sentence: StaticString
      let number = StopRequest.count.add(1, ordering: .relaxed).newValue
      sentence =
        number == 1
        ? "\nplanc: stops behind the running statement; once more ends planc at once\n"
        : "\nplanc: ended; the server may still finish the running statement\n"
      _ = unsafe write(STDERR_FILENO, sentence.utf8Start, sentence.utf8CodeUnitCount)
      if number > 1 { _exit(StopRequest.endedAtOnce) }
    }
    // What waits for a server's answer goes on waiting.
    action.sa_flags = SA_RESTART
    for signal in signals { unsafe sigaction(signal, &action, nil) }
  }

  static var isMade: Bool { count.load(ordering: .relaxed) > 0 }

  /// Waits, and looks for a request all the while.
  ///
  /// - Returns: whether one was made.
  static func pause(milliseconds: Int) -> Bool {
    let end = ContinuousClock.now + .milliseconds(milliseconds)
    while !isMade, ContinuousClock.now < end { usleep(20_000) }
    return isMade
  }
}
