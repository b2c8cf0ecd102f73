import Testing

@testable import Operations

/// A status is read out of answers that are whole, and out of nothing else.
@Suite struct StatusReportTests {
  private func report(
    _ answers: [ServerAnswer], _ migration: Migration = Canned.migration
  ) throws -> StatusReport {
    try statusReport(of: migration, answers: answers)
  }

  @Test(
    arguments: [
      ("NOT STARTED", ["source", "source", "source"], .notStarted),
      ("PARTIALLY APPLIED", ["target", "target", "target"], .partiallyApplied),
      ("APPLIED", ["target", "target", "target"], .applied),
      ("MANUAL REPAIR REQUIRED", ["both", "source", "neither"], .manualRepairRequired),
      ("MANUAL REPAIR REQUIRED", ["target", "source", "source"], .manualRepairRequired),
    ] as [(String, [String], StatusReport.State)])
  func `every word is read with its rows`(
    word: String, places: [String], state: StatusReport.State
  ) throws {
    let report = try report(Canned.status(word, places))
    #expect(report.state == state)
    #expect(report.reason == "why")
    #expect(report.tables.map(\.place.word) == places)
    #expect(report.tables.map(\.move) == Canned.migration.batches[0].moves)
    #expect(report.tables.map(\.sourceTableID) == ["17", nil, nil])
    #expect(report.tables.map(\.targetTableID) == [nil, "18", nil])
  }

  @Test func `of one statement a part has moved only with a person, of several statements some`()
    throws
  {
    let places = ["target", "source", "source"]
    let progress = Canned.status("PARTIALLY APPLIED", places)
    let needed = Canned.status("MANUAL REPAIR REQUIRED", places)
    #expect(try report(needed).state == .manualRepairRequired)
    #expect(throws: AnswerFault.self) { try report(progress) }
    #expect(try report(progress, Canned.oneByOne).state == .partiallyApplied)
    #expect(throws: AnswerFault.self) { try report(needed, Canned.oneByOne) }
  }

  @Test func `without PROCESS there are no numbers`() throws {
    let report = try report(Canned.status().dropLast())
    #expect(report.tables.allSatisfy { $0.sourceTableID == nil && $0.targetTableID == nil })
  }

  @Test func `the rows of a table at both locations are counted, or cannot be read`() throws {
    let places = ["both", "both", "source"]
    let held: [[String?]] = [
      ["a.one", "3 rows"], ["b.one", "empty"], ["a.two", "1 row"],
      ["b.zwei", "more than 100000 rows"], ["a.three", "empty"],
    ]
    let tables = try report(Canned.status("MANUAL REPAIR REQUIRED", places, holds: held)).tables
    #expect(tables.map(\.sourceRows?.number) == [3, 1, nil])
    #expect(tables.map(\.targetRows?.number) == [0, 100_001, nil])
    #expect(tables[1].targetRows?.text == "more than 100000 rows")
  }

  /// `a.b`.`c` and `a`.`b.c` are written alike.
  @Test func `of two tables that are written alike only what is true of both is known`() throws {
    let held: [[String?]] = [
      ["a.one", "2 rows"], ["a.one", "empty"], ["b.one", "empty"], ["b.one", "empty"],
    ]
    var answers = Canned.status(
      "MANUAL REPAIR REQUIRED", ["both", "source", "source"], holds: held)
    answers[6].rows = [
      ["a", "one", "17"], ["a", "one", "19"], ["b", "one", "20"], ["b", "one", "20"],
    ]
    let table = try report(answers).tables[0]
    #expect(table.sourceRows == nil)
    #expect(table.targetRows?.number == 0)
    #expect(table.sourceTableID == nil)
    #expect(table.targetTableID == "20")
  }

  @Test func `what stands where no table should is told by its kind`() throws {
    let text = "other: view at the source, table at the target"
    let report = try report(Canned.status("MANUAL REPAIR REQUIRED", ["source", text, "source"]))
    #expect(
      report.tables[1].place
        == .other(
          .init(
            text: "view at the source, table at the target", source: "view",
            target: "table")))
  }

  /// Each is one change to answers that are whole.
  @Test(arguments: [
    "no answer", "the word is missing", "no word", "two words", "a word of another file",
    "the tables are missing", "a table is missing", "a table more", "another table",
    "another target", "no place", "a place that is none", "a temporary name that no table has",
    "columns in another order", "the schemas are missing", "another schema", "no count",
    "another promise", "another budget", "another headroom", "the rows are missing",
    "no number of rows", "a number of rows too high", "no number of copies",
    "the copies are missing", "a copy more", "a trigger of no copy", "a key to no copy",
    "a result more", "NULL for a place", "places in another order",
  ])
  func `answers that are no whole are a fault`(name: String) throws {
    var answers = Canned.status()
    switch name {
    case "no answer": answers = []
    case "the word is missing": answers.removeFirst()
    case "no word": answers[0].rows = []
    case "two words": answers[0].rows += answers[0].rows
    case "a word of another file": answers[0].columns[0] = "other_status"
    case "the tables are missing": answers.remove(at: 1)
    case "a table is missing": answers[1].rows.removeLast()
    case "a table more": answers[1].rows.append(["source", "a.x", "b.x"])
    case "another table": answers[1].rows[2][1] = "a.four"
    case "another target": answers[1].rows[1][2] = "b.two"
    case "no place": answers[1].rows[0][0] = ""
    case "a place that is none": answers[1].rows[0][0] = "other: much"
    case "a temporary name that no table has":
      answers[1].rows[0][0] = "temporary name: a.__planc_one"
    case "columns in another order": answers[1].columns.reverse()
    case "the schemas are missing": answers.remove(at: 2)
    case "another schema": answers[2].rows[0][0] = "c"
    case "no count": answers[2].rows[0][1] = "many"
    case "another promise": answers[2].rows[0][3] = "3"
    case "another budget": answers[2].rows[1][4] = "9"
    case "another headroom": answers[2].rows[0][5] = "1"
    case "the rows are missing": answers.remove(at: 4)
    case "no number of rows": answers[5].rows = [["a.one", "some"]]
    case "a number of rows too high": answers[5].rows = [["a.one", "100001 rows"]]
    case "no number of copies": answers[4].rows = [["many"]]
    case "the copies are missing": answers[4].rows = [["1"]]
    case "a copy more":
      answers = Canned.status(copies: [Canned.copy("aside", "one")])
      answers[6].rows.append(Canned.copy("aside", "two"))
    case "a trigger of no copy":
      answers = Canned.status(
        copies: [Canned.copy("aside", "one")], triggers: [["b", "one", "t", "no"]])
    case "a key to no copy":
      answers = Canned.status(
        copies: [Canned.copy("aside", "one")],
        foreignKeys: [["b", "one", "c", "t", "fk", "`x`", "`id`", "CASCADE", "CASCADE"]])
    case "a result more": answers.append(ServerAnswer(columns: ["x"], rows: []))
    case "places in another order":
      answers = Canned.status(
        "MANUAL REPAIR REQUIRED",
        ["other: nothing at the target at the source, view", "source", "source"])
    case "NULL for a place": answers[1].rows[0][0] = nil
    default: Issue.record("\(name)")
    }
    #expect(throws: AnswerFault.self) { try report(answers) }
  }

  /// Between the word and the rows somebody has moved tables, or one of the two is wrong.
  @Test(arguments: [
    ("NOT STARTED", ["source", "target", "source"]), ("APPLIED", ["target", "source", "target"]),
    ("APPLIED", ["target", "both", "target"]),
    ("PARTIALLY APPLIED", ["source", "neither", "target"]),
    ("MANUAL REPAIR REQUIRED", ["source", "source", "source"]),
    ("DONE", ["target", "target", "target"]),
    ("", ["source", "source", "source"]),
  ])
  func `a word that its rows do not bear out is a fault`(word: String, places: [String]) {
    #expect(throws: AnswerFault.self) { try report(Canned.status(word, places)) }
  }

  @Test func `a count is held against what has moved`() throws {
    let places = ["target", "source", "source"]
    let right = try report(
      Canned.status("PARTIALLY APPLIED", places, now: [4, 1]), Canned.oneByOne)
    #expect(right.schemas.map { right.expectedTables(in: $0) } == [4, 1])
    #expect(right.schemas.map(\.headroom) == [1, nil])
    let astray = try report(Canned.status("MANUAL REPAIR REQUIRED", ["both", "source", "source"]))
    #expect(astray.schemas.map { astray.expectedTables(in: $0) } == [nil, nil])
  }
}
