import ArgumentParser
import Diagnostics

/// A subcommand of planc: it turns its options into an outcome.
///
/// How an outcome or a fault is shown, and the exit code, are the same for all commands.
protocol PlancCommand: ParsableCommand {
  /// Where its outcome is shown.
  var terminal: Terminal { get }

  /// Does the work. What the outcome contains is shown after a fault, too.
  ///
  /// - Throws: `CommandFault` or `FileFault`; `ValidationError` if the command line must be changed.
  func run(into outcome: inout Outcome) throws
}

extension PlancCommand {
  /// - Throws: the exit code.
  func run() throws {
    var outcome = Outcome()
    do {
      try run(into: &outcome)
    } catch let fault as CommandFault {
      outcome.add(fault.diagnostics)
      outcome.verdict = fault.verdict
    } catch let fault as FileFault {
      outcome.add([fault.diagnostic])
      outcome.verdict = .unreachable
    } catch let fault as ValidationError {
      // ArgumentParser would show the usage of planc itself: it does not know the command here.
      complainOfUsage(fault.message, of: Self.configuration.commandName)
    }
    throw terminal.show(outcome).exitCode
  }
}

/// What a command found and made.
struct Outcome {
  /// Nil for a command that checks nothing, such as `schema`. JSON shows every other list, even if
  /// it is empty.
  private(set) var diagnostics: [Diagnostic]?
  /// Whether a long list of diagnostics is cut.
  var isCut = true
  /// For standard output.
  private(set) var result: [UInt8] = []
  /// What is wrong with a question, if no place in a file is the cause.
  var complaint: String?
  var verdict = Verdict.yes

  mutating func add(_ more: [Diagnostic]) { diagnostics = (diagnostics ?? []) + more }
  mutating func write(_ text: String) { result += text.utf8 }
  mutating func write(_ bytes: [UInt8]) { result += bytes }
}

/// Ends a command before its end.
struct CommandFault: Error {
  var diagnostics: [Diagnostic]
  var verdict: Verdict

  init(_ diagnostics: [Diagnostic], _ verdict: Verdict = .drift) {
    self.diagnostics = diagnostics
    self.verdict = verdict
  }

  init(_ diagnostic: Diagnostic, _ verdict: Verdict = .drift) { self.init([diagnostic], verdict) }

  init(
    _ code: DiagnosticCode, _ message: String, notes: [String] = [], help: [String] = [],
    _ verdict: Verdict = .drift
  ) {
    self.init(Diagnostic(code, message, notes: notes, help: help), verdict)
  }
}

/// The exit codes, never renumbered; 64 for usage is the argument parser's.
enum Verdict: Int32 {
  case yes = 0
  /// The plan has errors.
  case planHasErrors = 1
  /// The plan is valid, but the files on disk are not what it says.
  case drift = 2
  case unreachable = 3

  var exitCode: ExitCode { ExitCode(rawValue) }
}

extension [Diagnostic] {
  var haveErrors: Bool { contains { $0.severity == .error } }
}

extension Terminal {
  fileprivate func show(_ outcome: Outcome) -> Verdict {
    if let diagnostics = outcome.diagnostics { show(diagnostics, isCut: outcome.isCut) }
    do throws(FileFault) {
      try writeResult(outcome.result)
    } catch {
      show([error.diagnostic])
      return .unreachable
    }
    if let complaint = outcome.complaint { tell("error: \(complaint)") }
    return outcome.verdict
  }
}
