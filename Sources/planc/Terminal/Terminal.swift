import Diagnostics
import Glibc

/// Where a run's report goes: diagnostics to standard error, results to standard output.
struct Terminal {
  var format: ReportOptions.Format
  var color: StyleOptions.Color
  var isQuiet: Bool

  /// Shows diagnostics, sorted. With `--quiet`, notes are left out.
  ///
  /// - Parameter isCut: whether a long list is cut, as that of one plan's faults is.
  func show(_ diagnostics: [Diagnostic], isCut: Bool = true) {
    let asked = isQuiet ? diagnostics.filter { $0.severity != .note } : diagnostics
    let shown = isCut ? presented(asked) : sortedByPlace(asked)
    switch format {
    case .text:
      if shown.isEmpty { return }
      var text = renderText(shown, color: isColored(STDERR_FILENO))
      let summary = summary(of: shown)
      if !summary.isEmpty { text += summary + "\n" }
      write(text, to: STDERR_FILENO)
    case .json:
      // An empty list, too: who reads it need not tell silence from a fault.
      write(renderJSON(shown), to: STDERR_FILENO)
    }
  }

  /// Writes a result. Nothing with `--quiet`.
  ///
  /// - Throws: a fault of writing, such as a full disk: a result that is cut must not look whole.
  func writeResult(_ bytes: [UInt8]) throws(FileFault) {
    if isQuiet { return }
    let failure = writeFully(bytes, to: STDOUT_FILENO)
    if failure != 0 { throw FileFault(.write, "standard output", systemReason(failure)) }
  }

  /// Writes a line that is neither a diagnostic nor a result.
  func tell(_ line: String) { write(line + "\n", to: STDERR_FILENO) }

  /// Whether there is somebody who can read a question and answer it.
  var canAsk: Bool { isatty(STDIN_FILENO) == 1 && isatty(STDERR_FILENO) == 1 }

  /// Asks, and waits for a line; nil at its end.
  func ask(_ question: String) -> String? {
    write(question, to: STDERR_FILENO)
    return readLine()
  }

  /// Whether a line that is written over may be shown: to people, not into files.
  var showsProgress: Bool {
    !isQuiet && format == .text && isatty(STDERR_FILENO) == 1
      && environment("TERM") != "dumb"
  }

  /// Writes over the line that shows how far a run is; an empty text removes it.
  func showProgress(_ text: String) {
    write("\r\u{1B}[K" + text, to: STDERR_FILENO)
  }

  var isResultColored: Bool { isColored(STDOUT_FILENO) }

  /// - Source: https://no-color.org: any value but an empty one turns colours off.
  private func isColored(_ descriptor: Int32) -> Bool {
    switch color {
    case .always: true
    case .never: false
    case .auto:
      isatty(descriptor) == 1 && (environment("NO_COLOR") ?? "").isEmpty
        && environment("TERM") != "dumb"
    }
  }

  private func write(_ text: String, to descriptor: Int32) {
    _ = writeFully(Array(text.utf8), to: descriptor)
  }
}

/// The value of a variable of the environment; nil when it is not set.
func environment(_ name: String) -> String? {
  unsafe getenv(name).map { unsafe String(cString: $0) }
}

/// Ends the program for what the command line cannot ask, as ArgumentParser does.
func complainOfUsage(_ sentence: String, of command: String?) -> Never {
  let name = ["planc", command].compactMap(\.self).joined(separator: " ")
  let text = "Error: \(sentence)\n  See '\(name) --help' for more information.\n"
  _ = writeFully(Array(text.utf8), to: STDERR_FILENO)
  exit(64)
}

/// Makes a broken invariant of planc's own end with exit code 70 and a sentence, not with a signal.
func reportOwnFaults() {
  for number in [SIGILL, SIGTRAP, SIGABRT] {
    signal(number) { _ in
      // Only calls that a signal handler may make.
      let sentence: StaticString =
        "planc: this is a fault of planc itself; every file on disk is whole; please report it\n"
      _ = unsafe Glibc.write(STDERR_FILENO, sentence.utf8Start, sentence.utf8CodeUnitCount)
      _exit(70)
    }
  }
}
