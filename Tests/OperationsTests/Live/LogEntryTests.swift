import Testing

@testable import Foundations
@testable import Operations

@Suite struct LogEntryTests {
  @Test func `a statement is one line, whatever is in it`() {
    let entry = LogEntry(
      time: "2026-01-31T04:05:06.789Z", file: "a.sql", line: 7, statement: "SELECT '\n\"ü\u{1B}'",
      outcome: .done, milliseconds: 12,
      answers: [ServerAnswer(columns: ["a"], rows: [["x"], [nil]])])
    #expect(
      entry.json == #"""
        {"time": "2026-01-31T04:05:06.789Z", "outcome": "done", "file": "a.sql", "line": 7, "milliseconds": 12, "statement": "SELECT '\n\"ü\u001B'", "answers": [{"columns": ["a"], "rowCount": 2, "rows": [["x"], [null]]}]}

        """#)
  }

  @Test func `an error has its number and its sentence, an event its words`() {
    let entry = LogEntry(
      time: "t", file: "", line: 0, statement: "DO 1", outcome: .refused, milliseconds: 0,
      error: (1205, "Lock wait timeout exceeded"))
    #expect(
      entry.json.contains(
        #""error": {"number": 1205, "sentence": "Lock wait timeout exceeded"}"#))
    let event = LogEntry(
      time: "t", file: "", line: 0, statement: "connected", outcome: .event, milliseconds: 0)
    #expect(
      event.json == #"{"time": "t", "outcome": "event", "file": "", "event": "connected"}"# + "\n")
  }

  @Test
  func `a statement that changes something has the text that ran, the first event has the files`() {
    var entry = LogEntry(
      time: "t", file: "a.sql", line: 1, statement: "EXECUTE planc", outcome: .done, milliseconds: 0
    )
    entry.changes = "RENAME TABLE `a`.`t` TO `b`.`t`"
    #expect(
      entry.json.contains(
        #""statement": "EXECUTE planc", "changes": "RENAME TABLE `a`.`t` TO `b`.`t`""#))
    var event = LogEntry(
      time: "t", file: "", line: 0, statement: "connected", outcome: .event, milliseconds: 0)
    event.run = LogEntry.Run(
      server: "9.9", files: [GeneratedFile(path: "a/a.sql", origin: "", bytes: [])])
    #expect(
      event.json.contains(
        #""planc": "\#(plancVersion)", "server": "9.9", "files": {"a/a.sql": "\#(sha256Hex([]))"}"#)
    )
  }

  @Test func `of many rows the first thousand are kept, and all are counted`() {
    let answer = ServerAnswer(columns: ["a"], rows: Array(repeating: ["x"], count: 1_001))
    let entry = LogEntry(
      time: "t", file: "", line: 0, statement: "", outcome: .done, milliseconds: 0,
      answers: [answer])
    #expect(entry.json.contains("\"rowCount\": 1001"))
    #expect(entry.json.split(separator: "[\"x\"]", omittingEmptySubsequences: false).count == 1_001)
  }
}
