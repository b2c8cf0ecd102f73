import Testing

@testable import PlanCompiler

/// What a person may decide, and the SQL for it.
@Suite struct PersonAdviceTests {
  private func advice(
    _ places: [String], holds: [[String?]] = [], setAside: [[String?]] = []
  ) throws -> [PersonAdvice?] {
    var answers = Canned.status("NEEDS A PERSON", places, holds: holds, setAside: setAside)
    answers.removeLast()
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
      ["RENAME TABLE `b`.`one` TO `aside`.`one`"],
      ["RENAME TABLE `a`.`one` TO `aside`.`one`", "RENAME TABLE `b`.`one` TO `a`.`one`"]
    ),
    (
      ["both", "both", "both"], ["RENAME TABLE `a`.`one` TO `aside`.`one`"],
      ["RENAME TABLE `b`.`one` TO `aside`.`one`"]
    ),
  ])
  func `either of two tables can be kept, and ends where the others of its statement are`(
    places: [String], first: [String], second: [String]
  ) throws {
    let found = try #require(try advice(places)[0])
    let create = "CREATE SCHEMA IF NOT EXISTS `aside`"
    #expect(found.decisions.map(\.sql) == [[create] + first, [create] + second])
    #expect(found.note?.contains("1435") == true)
    #expect(found.first == PersonAdviser.stopWriters)
  }

  @Test func `the options say what becomes of the rows of the original`() throws {
    let found = try #require(try advice(["both", "target", "target"])[0])
    #expect(
      found.meaning.hasSuffix(
        " `b`.`one` is probably the original: the other tables of its statement are at their target."
      ))
    #expect(
      found.decisions.map(\.title) == [
        "Keep the original, `b`.`one` (at the target), and set the copy, `a`.`one` (at the source), aside.",
        "Give up the rows of the original, `b`.`one` (at the target): keep `a`.`one` (at the source), and set the original aside.",
      ])
    #expect(
      found.decisions.map(\.consequence) == [
        "Going on or back is a second step: `planc apply` or `planc rollback`, when no other table requires manual repair. The rows of the copy are in the schema `aside`; `planc status` shows the SQL that merges them.",
        "The rows of the original are then only in the schema `aside`: neither `planc apply` nor `planc rollback` brings them back.",
      ])
    let unknown = try #require(try advice(["both", "both", "both"])[0])
    #expect(unknown.meaning.contains(" Which one is the original is unknown. Compare "))
    #expect(
      unknown.decisions.map(\.title) == [
        "If `b`.`one` (at the target) is the original: keep the original, `b`.`one` (at the target), and set the copy, `a`.`one` (at the source), aside.",
        "If `a`.`one` (at the source) is the original: keep the original, `a`.`one` (at the source), and set the copy, `b`.`one` (at the target), aside.",
      ])
  }

  @Test(
    arguments: [
      (nil, nil, nil, nil, .nowhere, nil), (7, 8, nil, nil, .nowhere, .source),
      (10, 9, 3, 2, .nowhere, .target), (9, 10, 3, 2, .target, nil),
      // It was rebuilt after the copy was created, or it never had rows.
      (9, 10, 0, 2, .nowhere, nil), (9, 10, 0, 2, .source, .source),
      (nil, nil, 0, 1, .nowhere, .target), (nil, nil, 1, 1, .nowhere, nil),
      (nil, nil, 0, 0, .source, .source), (7, nil, nil, 4, .nowhere, nil),
    ]
      as [(Int?, Int?, Int?, Int?, PersonAdviser.Others, OriginalSigns.Location?)])
  func `the original is the table that most signs point to`(
    sourceID: Int?, targetID: Int?, sourceRows: Int?, targetRows: Int?,
    others: PersonAdviser.Others, original: OriginalSigns.Location?
  ) {
    let table = TableStatus(
      move: Canned.migration.batches[0].moves[0], place: .both,
      sourceRows: sourceRows.map(RowCount.init), targetRows: targetRows.map(RowCount.init),
      sourceTableID: sourceID.map(String.init), targetTableID: targetID.map(String.init))
    #expect(OriginalSigns(table, others: others).original == original)
  }

  @Test func `a second table is set aside under another name`() throws {
    let aside: [[String?]] = [["aside.one", "`id`", ""], ["aside.one_2", "`id`", ""]]
    let found = try #require(try advice(["both", "target", "target"], setAside: aside)[0])
    #expect(found.decisions[0].sql.last == "RENAME TABLE `a`.`one` TO `aside`.`one_3`")
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
      advice.decisions.map(\.sql) == [
        [create, "RENAME TABLE `a`.`one` TO `aside`.`one`"],
        [create, "RENAME TABLE `b`.`__planc_one` TO `aside`.`one`"],
      ])
    #expect(
      advice.decisions.map(\.title) == [
        "Keep the original, the temporarily renamed table, and set the copy, the table at the source, aside.",
        "Give up the rows of the original, the temporarily renamed table in the target schema: keep the other table, and set the original aside.",
      ])
    #expect(advice.first == PersonAdviser.stopWriters)
    #expect(advice.note == PersonAdviser.hasTriggers)
    let twice = other(target: "base table", parked: ["a", "b"]).decisions.map(\.title)
    #expect(twice.count == 3)
    #expect(twice.allSatisfy { $0.hasPrefix("If the ") && $0.contains(" is the original: keep ") })
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

/// What is said about a table that was set aside.
@Suite struct SetAsideTests {
  private func advice(
    _ place: String = "source", named name: String = "one", rows: String = "3 rows",
    id: String? = "30", columns: String = "`id`, `msg`", others: String = "`msg`"
  ) throws -> (table: SetAsideTable, advice: PersonAdvice) {
    let word = ["source": "NOT STARTED", "target": "APPLIED"][place] ?? "NEEDS A PERSON"
    var answers = Canned.status(
      word, [place, place, place], holds: [["aside.\(name)", rows]],
      setAside: [["aside.\(name)", columns, others]])
    answers[6].rows += [["aside/\(name)", id], ["b/one", "18"]].filter { $0[1] != nil }
    let report = try statusReport(of: Canned.migration, answers: answers)
    let table = try #require(report.setAside.first)
    return (table, report.advice(for: table))
  }

  @Test(arguments: [("source", "`a`.`one`"), ("target", "`b`.`one`")])
  func `its rows are merged into the table where it is now`(place: String, name: String) throws {
    let (table, advice) = try advice(place)
    #expect(table.sentence == "`aside`.`one`: 3 rows, TABLE_ID 30")
    #expect(
      advice.meaning
        == "It was created after \(name) (higher TABLE_ID), so it is probably the copy.")
    #expect(
      advice.decisions.map(\.sql) == [
        ["INSERT INTO \(name) (`id`, `msg`) SELECT `id`, `msg` FROM `aside`.`one`"],
        ["INSERT INTO \(name) (`msg`) SELECT `msg` FROM `aside`.`one`"],
      ])
    #expect(
      advice.note
        == "When its rows are merged, or nobody needs them: `DROP TABLE `aside`.`one`;`")
  }

  @Test func `the original is not to be dropped`() throws {
    let (_, advice) = try advice(id: "3")
    #expect(advice.meaning.hasPrefix("It is probably the original: it was created before "))
    #expect(advice.note == "Keep it until its rows are merged.")
  }

  @Test func `a second one belongs to the same table, and a number can be part of a name`() throws {
    #expect(
      try advice(named: "one_2").advice.decisions[0].sql[0].hasSuffix("FROM `aside`.`one_2`"))
    #expect(try advice(named: "four_2").advice.decisions == [])
  }

  @Test func `without rows, columns, or one location there is nothing to merge`() throws {
    #expect(try advice(rows: "empty").advice.decisions == [])
    #expect(try advice(columns: "", others: "").advice.decisions == [])
    #expect(try advice(others: "").advice.decisions.count == 1)
    let nowhere = try advice("neither").advice
    #expect(nowhere.decisions == [] && nowhere.note == nil)
    let unknown = try advice(id: nil).advice
    #expect(unknown.meaning == "Whether it is the original or a copy of `a`.`one` is unknown.")
  }
}
