import Diagnostics
import Foundations

/// The version of this planc: that of the next release until then.
package let plancVersion = "0.2.0"

/// A line of the log that a run keeps for the ticket: a statement and what came of it, or an event.
package struct LogEntry: Sendable {
  package enum Outcome: String, Sendable {
    case done, refused, lost
    /// No statement: something that planc did or decided.
    case event
  }

  /// UTC, as RFC 3339 writes it.
  package var time: String
  package var file: String
  package var line: Int
  package var statement: String
  package var outcome: Outcome
  package var milliseconds: Int
  package var error: (number: Int, sentence: String)?
  package var answers: [ServerAnswer] = []
  /// The text that the statement ran, if that changes something: the statement itself is `EXECUTE planc`.
  package var changes: String?
  /// Of the first event: the server, the version of planc, and the SHA-256 of each file.
  package var run: Run?

  package struct Run: Sendable {
    package var server: String
    package var files: [(name: String, sha256: String)]

    package init(server: String, files: [GeneratedFile]) {
      self.server = server
      self.files = files.map { ($0.path, sha256Hex($0.bytes)) }
    }
  }

  package init(
    time: String, file: String, line: Int, statement: String, outcome: Outcome, milliseconds: Int,
    error: (number: Int, sentence: String)? = nil, answers: [ServerAnswer] = []
  ) {
    self.time = time
    self.file = file
    self.line = line
    self.statement = statement
    self.outcome = outcome
    self.milliseconds = milliseconds
    self.error = error
    self.answers = answers
  }

  /// How many rows of a statement are kept; the number of all is told.
  package static let rowsMax = 1_000

  /// What every line starts with.
  package static let start = "{\"time\": "

  /// One JSON object, with a newline behind it and none in it.
  package var json: String {
    var members = [
      "\"outcome\": \(jsonString(outcome.rawValue))",
      "\"file\": \(jsonString(file))",
    ]
    if outcome == .event {
      members.append("\"event\": \(jsonString(statement))")
      if let run {
        let files = run.files.map { "\(jsonString($0.name)): \(jsonString($0.sha256))" }
        members += [
          "\"planc\": \(jsonString(plancVersion))", "\"server\": \(jsonString(run.server))",
          "\"files\": {\(files.joined(separator: ", "))}",
        ]
      }
      return "\(Self.start)\(jsonString(time)), \(members.joined(separator: ", "))}\n"
    }
    members.append("\"line\": \(line)")
    members.append("\"milliseconds\": \(milliseconds)")
    if let error {
      members.append(
        "\"error\": {\"number\": \(error.number), \"sentence\": \(jsonString(error.sentence))}")
    }
    members.append("\"statement\": \(jsonString(statement))")
    if let changes { members.append("\"changes\": \(jsonString(changes))") }
    if !answers.isEmpty {
      members.append("\"answers\": [\(answers.map(Self.answer).joined(separator: ", "))]")
    }
    return "\(Self.start)\(jsonString(time)), \(members.joined(separator: ", "))}\n"
  }

  private static func answer(_ answer: ServerAnswer) -> String {
    func list(_ texts: [String?]) -> String {
      "[" + texts.map { $0.map(jsonString) ?? "null" }.joined(separator: ", ") + "]"
    }
    let rows = answer.rows.prefix(rowsMax).map(list).joined(separator: ", ")
    return
      "{\"columns\": \(list(answer.columns)), \"rowCount\": \(answer.rows.count), \"rows\": [\(rows)]}"
  }
}
