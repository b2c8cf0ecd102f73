import Testing

@testable import PlanCompiler

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
      ("IN PROGRESS", ["target", "target", "target"], .inProgress),
      ("APPLIED", ["target", "target", "target"], .applied),
      ("NEEDS A PERSON", ["both", "source", "neither"], .needsAPerson),
      ("NEEDS A PERSON", ["target", "source", "source"], .needsAPerson),
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
    let progress = Canned.status("IN PROGRESS", places)
    let needed = Canned.status("NEEDS A PERSON", places)
    #expect(try report(needed).state == .needsAPerson)
    #expect(throws: AnswerFault.self) { try report(progress) }
    #expect(try report(progress, Canned.oneByOne).state == .inProgress)
    #expect(throws: AnswerFault.self) { try report(needed, Canned.oneByOne) }
  }

  @Test func `without PROCESS there are no numbers`() throws {
    let report = try report(Canned.status().dropLast())
    #expect(report.tables.allSatisfy { $0.sourceTableID == nil && $0.targetTableID == nil })
  }

  @Test func `a table at both places has rows, has none, or cannot be read`() throws {
    let places = ["both", "both", "source"]
    let held: [[String?]] = [["a.one", "has rows"], ["b.one", "empty"], ["a.three", "empty"]]
    let tables = try report(Canned.status("NEEDS A PERSON", places, holds: held)).tables
    #expect(tables.map(\.sourceHasRows) == [true, nil, nil])
    #expect(tables.map(\.targetHasRows) == [false, nil, nil])
  }

  /// `a.b`.`c` and `a`.`b.c` are written alike.
  @Test func `of two tables that are written alike only what is true of both is known`() throws {
    let held: [[String?]] = [
      ["a.one", "has rows"], ["a.one", "empty"], ["b.one", "empty"], ["b.one", "empty"],
    ]
    var answers = Canned.status("NEEDS A PERSON", ["both", "source", "source"], holds: held)
    answers[5].rows = [["a/one", "17"], ["a/one", "19"], ["b/one", "20"], ["b/one", "20"]]
    let table = try report(answers).tables[0]
    #expect(table.sourceHasRows == nil)
    #expect(table.targetHasRows == false)
    #expect(table.sourceTableID == nil)
    #expect(table.targetTableID == "20")
  }

  @Test func `what stands where no table should is told by its kind`() throws {
    let text = "other: view at the source, base table at the target"
    let report = try report(Canned.status("NEEDS A PERSON", ["source", text, "source"]))
    #expect(
      report.tables[1].place
        == .other(
          .init(
            text: "view at the source, base table at the target", source: "view",
            target: "base table")))
  }

  /// Each is one change to answers that are whole.
  @Test(arguments: [
    "no answer", "the word is missing", "no word", "two words", "a word of another file",
    "the tables are missing", "a table is missing", "a table more", "another table",
    "another target", "no place", "a place that is none", "a parked table that never is parked",
    "columns in another order", "the schemas are missing", "another schema", "no count",
    "another promise", "another budget", "another headroom", "the rows are missing",
    "neither empty nor full", "a result more", "NULL for a place", "places in another order",
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
    case "a parked table that never is parked": answers[1].rows[0][0] = "parked: a.__planc_one"
    case "columns in another order": answers[1].columns.reverse()
    case "the schemas are missing": answers.remove(at: 2)
    case "another schema": answers[2].rows[0][0] = "c"
    case "no count": answers[2].rows[0][1] = "many"
    case "another promise": answers[2].rows[0][3] = "3"
    case "another budget": answers[2].rows[1][4] = "9"
    case "another headroom": answers[2].rows[0][5] = "1"
    case "the rows are missing": answers.remove(at: 3)
    case "neither empty nor full": answers[3].rows = [["a.one", "some"]]
    case "a result more": answers.append(ServerAnswer(columns: ["x"], rows: []))
    case "places in another order":
      answers = Canned.status(
        "NEEDS A PERSON", ["other: nothing at the target at the source, view", "source", "source"])
    case "NULL for a place": answers[1].rows[0][0] = nil
    default: Issue.record("\(name)")
    }
    #expect(throws: AnswerFault.self) { try report(answers) }
  }

  /// Between the word and the rows somebody has moved tables, or one of the two is wrong.
  @Test(arguments: [
    ("NOT STARTED", ["source", "target", "source"]), ("APPLIED", ["target", "source", "target"]),
    ("APPLIED", ["target", "both", "target"]), ("IN PROGRESS", ["source", "neither", "target"]),
    ("NEEDS A PERSON", ["source", "source", "source"]), ("DONE", ["target", "target", "target"]),
    ("", ["source", "source", "source"]),
  ])
  func `a word that its rows do not bear out is a fault`(word: String, places: [String]) {
    #expect(throws: AnswerFault.self) { try report(Canned.status(word, places)) }
  }

  @Test func `a count is held against what has moved`() throws {
    let places = ["target", "source", "source"]
    let right = try report(Canned.status("IN PROGRESS", places, now: [4, 1]), Canned.oneByOne)
    #expect(right.schemas.map { right.expectedTables(in: $0) } == [4, 1])
    #expect(right.schemas.map(\.headroom) == [1, nil])
    let astray = try report(Canned.status("NEEDS A PERSON", ["both", "source", "source"]))
    #expect(astray.schemas.map { astray.expectedTables(in: $0) } == [nil, nil])
  }
}

/// What a person may decide, and the SQL for it.
@Suite struct PersonAdviceTests {
  private func advice(_ places: [String]) throws -> [PersonAdvice?] {
    let answers = Canned.status("NEEDS A PERSON", places)
    return try statusReport(of: Canned.migration, answers: answers).advice(of: Canned.migration)
  }

  @Test(arguments: [
    (
      ["both", "target", "target"],
      ["RENAME TABLE `a`.`one` TO `aside`.`one`"],
      ["RENAME TABLE `b`.`one` TO `aside`.`one`", "RENAME TABLE `a`.`one` TO `b`.`one`"]
    ),
    (
      ["both", "source", "source"],
      ["RENAME TABLE `a`.`one` TO `aside`.`one`", "RENAME TABLE `b`.`one` TO `a`.`one`"],
      ["RENAME TABLE `b`.`one` TO `aside`.`one`"]
    ),
    (
      ["both", "both", "both"], ["RENAME TABLE `a`.`one` TO `aside`.`one`"],
      ["RENAME TABLE `b`.`one` TO `aside`.`one`"]
    ),
  ])
  func `either of two tables can be kept, and ends where the others of its statement are`(
    places: [String], keepsTarget: [String], keepsSource: [String]
  ) throws {
    let found = try #require(try advice(places)[0])
    let create = "CREATE SCHEMA IF NOT EXISTS `aside`"
    #expect(found.decisions.map(\.sql) == [[create] + keepsTarget, [create] + keepsSource])
    #expect(found.decisions[0].title.hasPrefix("Keep the one at the target"))
    #expect(found.decisions[1].title.hasPrefix("Keep the one at the source"))
    #expect(found.note?.contains("1435") == true)
  }

  @Test(arguments: [
    (["target", "neither", "target"], "RENAME TABLE `found`.`there` TO `b`.`zwei`"),
    (["source", "neither", "source"], "RENAME TABLE `found`.`there` TO `a`.`two`"),
    (["neither", "neither", "neither"], "RENAME TABLE `found`.`there` TO `a`.`two`"),
  ])
  func `a lost table is looked for, and goes where the others are`(
    places: [String], sql: String
  ) throws {
    let found = try #require(try advice(places)[1])
    #expect(found.decisions[0].sql[0].hasSuffix("WHERE LOWER(TABLE_NAME) IN ('two', 'zwei')"))
    #expect(found.decisions[1].sql == [sql])
    #expect(found.decisions[2].sql == [])
    let place = sql.contains("`b`.`zwei`") ? "target" : "source"
    #expect(found.decisions[1].title.hasPrefix("If it is, bring it to its \(place);"))
    #expect(found.decisions[2].title.hasPrefix("If it is not, restore it to its \(place), "))
    let one = try #require(try advice(["neither", "neither", "neither"])[0])
    #expect(one.decisions[0].sql[0].hasSuffix("WHERE LOWER(TABLE_NAME) IN ('one')"))
  }

  @Test func `a view that has the name is set aside within its schema`() throws {
    let text = "other: view at the source, base table at the target"
    let moved = try #require(try advice([text, "target", "target"])[0])
    #expect(moved.decisions.map(\.sql) == [["RENAME TABLE `a`.`one` TO `a`.`aside_one`"]])
    let begun = try #require(try advice([text, "source", "source"])[0])
    #expect(begun.decisions[0].sql.last == "RENAME TABLE `b`.`one` TO `a`.`one`")
  }

  @Test func `what planc goes on with needs nobody, and nothing is ever dropped`() throws {
    let places = [
      "both", "other: sequence at the source, view at the target", "neither",
    ]
    let all = try advice(places)
    #expect(all.allSatisfy { $0 != nil })
    for decision in all.compactMap(\.self).flatMap(\.decisions) {
      #expect(decision.sql.allSatisfy { !$0.contains("DROP") && !$0.contains("DELETE") })
    }
    #expect(try advice(["target", "target", "both"]).map { $0 == nil } == [true, true, false])
  }

  @Test(arguments: [
    (["source", "target", "target"], ["RENAME TABLE `a`.`one` TO `b`.`one`", nil, nil]),
    (["target", "source", "source"], ["RENAME TABLE `b`.`one` TO `a`.`one`", nil, nil]),
    (["source", "both", "target"], [nil, "", "RENAME TABLE `b`.`three` TO `a`.`three`"]),
  ])
  func `the smaller part of a statement that is half done is brought to the larger`(
    places: [String], sql: [String?]
  ) throws {
    let advice = try advice(places)
    for (found, sql) in zip(advice, sql) where sql != "" {
      #expect(found?.decisions.map(\.sql) == sql.map { [[$0]] })
    }
  }

  @Test(arguments: [TableStatus.Place.neither, .both])
  func `a table that is lost goes where the larger part of its statement is`(
    place: TableStatus.Place
  ) throws {
    let names = ["one", "two", "three", "four"]
    let migration = Example.migration(
      "small", schemas: Canned.migration.schemas,
      targets: [("a", "b", [(nil, names.map { ($0, $0) })])])
    let places = [place, .source, .target, .target]
    let report = StatusReport(
      state: .needsAPerson, reason: "why",
      tables: zip(migration.batches[0].moves, places).map { TableStatus(move: $0, place: $1) },
      schemas: [])
    let advice = report.advice(of: migration)
    let source = place == .both ? "`a`.`one`" : "`found`.`there`"
    #expect(advice[0]?.decisions[1].sql.last == "RENAME TABLE \(source) TO `b`.`one`")
    #expect(advice[1]?.decisions[0].sql == ["RENAME TABLE `a`.`two` TO `b`.`two`"])
    #expect(advice[2] == nil && advice[3] == nil)
  }

  /// What is decided about `a`.`one`, which goes to `b`.`one`, where these are found.
  private func other(
    source: String? = nil, target: String? = nil, parked: [String] = [],
    others: PersonAdviser.Others = .nowhere, named table: String = "one"
  ) -> PersonAdvice {
    PersonAdviser(Canned.migration).other(
      Move(QualifiedName("a", table), to: QualifiedName("b", "eins")),
      TableStatus.Found(
        text: "", source: source, target: target,
        parked: parked.map { QualifiedName($0, "__planc_one") }), others: others)
  }

  @Test func `of a table that is parked and elsewhere too either can be kept`() {
    let create = "CREATE SCHEMA IF NOT EXISTS `aside`"
    let advice = other(source: "base table", parked: ["b"], others: .target)
    #expect(
      advice.decisions == [
        PersonDecision(
          title: "Keep the one that is parked, and set the one at the source aside.",
          sql: [create, "RENAME TABLE `a`.`one` TO `aside`.`one`"]),
        PersonDecision(
          title: "Keep the other, and set the one that is parked at the target aside.",
          sql: [create, "RENAME TABLE `b`.`__planc_one` TO `aside`.`one`"]),
      ])
    #expect(advice.note == PersonAdviser.hasTriggers)
    let twice = other(target: "base table", parked: ["a", "b"]).decisions.map(\.title)
    #expect(
      twice == [
        "Keep the one that is parked, and set the one at the target aside.",
        "Keep the other, and set the one that is parked at the source aside.",
        "Keep the other, and set the one that is parked at the target aside.",
      ])
  }

  @Test func `beside a view a table goes to the others, and stays where it is without any`() {
    let aside = "RENAME TABLE `a`.`one` TO `a`.`aside_one`"
    for kind in ["base table", "system versioned"] {
      let found = [PersonAdviser.Others.source, .target, .nowhere].map {
        other(source: "view", target: kind, others: $0).decisions.map(\.sql)
      }
      #expect(found == [[[aside, "RENAME TABLE `b`.`eins` TO `a`.`one`"]], [[aside]], [[aside]]])
    }
    let there = other(source: "base table", target: "view", others: .target)
    #expect(
      there.decisions.map(\.sql) == [
        ["RENAME TABLE `b`.`eins` TO `b`.`aside_eins`", "RENAME TABLE `a`.`one` TO `b`.`eins`"]
      ])
    #expect(there.note == nil)
  }

  @Test func `a name within its schema is no longer than a name can be`() {
    let name = String(repeating: "n", count: 60)
    #expect(
      other(source: "view", named: name).decisions[0].sql
        == ["RENAME TABLE `a`.`\(name)` TO `a`.`aside_\(name.dropLast(2))`"])
  }

  @Test func `tables are set aside out of the plan's own schemas`() {
    var migration = Canned.migration
    migration.schemas[0].name = "Aside"
    #expect(PersonAdviser(migration).asideSchema == "aside_2")
    migration.schemas[1].name = "aside_2"
    #expect(PersonAdviser(migration).asideSchema == "aside_2_2")
  }
}
