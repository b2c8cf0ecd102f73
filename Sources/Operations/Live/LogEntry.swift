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
    var members: [(String, JSONValue)] = [
      ("time", .string(time)), ("outcome", .string(outcome.rawValue)), ("file", .string(file)),
    ]
    if outcome == .event {
      members.append(("event", .string(statement)))
      if let run {
        members += [
          ("planc", .string(plancVersion)), ("server", .string(run.server)),
          ("files", .object(run.files.map { ($0.name, .string($0.sha256)) })),
        ]
      }
      return JSONValue.object(members).line + "\n"
    }
    members += [("line", .integer(line)), ("milliseconds", .integer(milliseconds))]
    if let error {
      members.append(
        ("error", ["number": .integer(error.number), "sentence": .string(error.sentence)]))
    }
    members.append(("statement", .string(statement)))
    if let changes { members.append(("changes", .string(changes))) }
    if !answers.isEmpty { members.append(("answers", .array(answers.map(Self.answer)))) }
    return JSONValue.object(members).line + "\n"
  }

  private static func answer(_ answer: ServerAnswer) -> JSONValue {
    let rows = answer.rows.prefix(rowsMax).map { JSONValue.array($0.map(JSONValue.optional)) }
    return [
      "columns": .strings(answer.columns), "rowCount": .integer(answer.rows.count),
      "rows": .array(rows),
    ]
  }
}
