import Operations
import Servers

/// Runs statements in a session, and writes down each with what came of it.
final class StatementRunner {
  let session: ServerSession
  private let log: LogFile?

  init(_ session: ServerSession, log: LogFile?) {
    self.session = session
    self.log = log
  }

  /// - Parameters:
  ///   - file, line: where the statement stands; planc's own stand nowhere.
  @discardableResult
  func run(
    _ statement: String, file: String = "", line: Int = 0
  ) throws(ServerFault) -> [ServerAnswer] {
    let changes = log == nil ? nil : textThatChanges(statement, file)
    let start = ContinuousClock.now
    let time = log == nil ? "" : LogFile.now
    func note(_ outcome: LogEntry.Outcome, _ fault: ServerFault?, _ answers: [ServerAnswer] = []) {
      guard let log else { return }
      let error = fault.map { (number: $0.number, sentence: $0.sentence) }
      var entry = LogEntry(
        time: time, file: file, line: line, statement: statement, outcome: outcome,
        milliseconds: Int((ContinuousClock.now - start) / .milliseconds(1)), error: error,
        answers: answers)
      entry.changes = changes
      log.add(entry)
    }
    do throws(ServerFault) {
      let answers = try session.run(statement)
      note(.done, nil, answers)
      return answers
    } catch {
      note(error.isLostConnection ? .lost : .refused, error)
      throw error
    }
  }

  /// Runs a file that only reads.
  ///
  /// - Throws: the loss of the connection.
  func read(_ name: String, _ script: SQLScript) throws(ServerFault) -> ReadingRun {
    try ReadingRun(script) { (statement) throws(ServerFault) in
      try run(statement.text, file: name, line: statement.line)
    }
  }

  /// What `EXECUTE planc` of a file is about to run, where it changes the server. It is asked only for the log; if
  /// the connection is lost meanwhile, the statement itself reports that.
  private func textThatChanges(_ statement: String, _ file: String) -> String? {
    guard statement == "EXECUTE planc", !file.isEmpty,
      let text = try? session.run("SELECT @planc_sql").first?.rows.first?.first ?? nil
    else { return nil }
    let reads = ["DO ", "SET ", "USE ", "SELECT ", "WITH "]
    let start = text.drop { $0.isWhitespace }
    return reads.contains { start.hasPrefix($0) } ? nil : text
  }

  /// Writes down what is no statement.
  func note(_ event: String, _ run: LogEntry.Run? = nil) {
    guard let log else { return }
    var entry = LogEntry(
      time: LogFile.now, file: "", line: 0, statement: event, outcome: .event, milliseconds: 0)
    entry.run = run
    log.add(entry)
  }

  var hasLog: Bool { log != nil }

  /// The first fault of the log; nil while it is whole.
  var logFault: FileFault? { log?.fault }

  func settleLog() { log?.settle() }
}
