import Diagnostics
import Testing

@testable import Foundations
@testable import Operations

/// What a person may decide, and the SQL for it.
@Suite struct ManualRepairTests {
  private func advice(
    _ places: [String], holds: [[String?]] = [], copies: [[String?]] = [],
    triggers: [[String?]] = [], inCatalog: [String] = [], foreignKeys: [[String?]] = []
  ) throws -> [ManualRepairAdvice?] {
    var answers = Canned.status(
      "MANUAL REPAIR REQUIRED", places, holds: holds, copies: copies, triggers: triggers,
      foreignKeys: foreignKeys)
    answers.removeLast()
    var report = try statusReport(of: Canned.migration, answers: answers)
    for table in report.tables.indices {
      for trigger in (report.tables[table].sourceCopy?.triggers ?? []).indices {
        let name = report.tables[table].sourceCopy?.triggers[trigger].name ?? ""
        report.tables[table].sourceCopy?.triggers[trigger].isInCatalog = inCatalog.contains(name)
      }
    }
    return report.advice(of: Canned.migration)
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
    places: [String], first: [String], second: [String]
  ) throws {
    let found = try #require(try advice(places)[0])
    let create = "CREATE SCHEMA IF NOT EXISTS `aside`"
    #expect(found.decisions.map(\.sql) == [[create] + first, [create] + second])
    #expect(found.note?.contains("1435") == true)
    #expect(found.first == ManualRepairAdviser.stopWriters)
  }

  @Test func `each option names both tables by location, and says what becomes of their rows`()
    throws
  {
    let rows: [[String?]] = [["a.one", "3 rows"], ["b.one", "1 row"]]
    let found = try #require(try advice(["both", "target", "target"], holds: rows)[0])
    #expect(
      found.meaning.hasSuffix(" planc cannot tell which is the original; compare their rows."))
    #expect(
      found.decisions.map(\.title) == [
        "Keep `b`.`one` (at the target), and set `a`.`one` (at the source) aside.",
        "Keep `a`.`one` (at the source), and set `b`.`one` (at the target) aside.",
      ])
    #expect(
      found.decisions.map(\.consequence) == [
        "The 1 row at the target stays in use. The 3 rows at the source are then only in `aside`.`one`: neither `planc apply` nor `planc rollback` brings them back; `planc status` shows the SQL that compares and merges them. Going on or back is a second step: `planc apply` or `planc rollback`, when no other table requires manual repair.",
        "The 3 rows at the source stay in use. The 1 row at the target is then only in `aside`.`one`: neither `planc apply` nor `planc rollback` brings them back; `planc status` shows the SQL that compares and merges them. Going on or back is a second step: `planc apply` or `planc rollback`, when no other table requires manual repair.",
      ])
    let unread = try #require(try advice(["both", "both", "both"])[0])
    #expect(
      unread.decisions[0].consequence?.hasPrefix(
        "The rows at the target stay in use. The rows at the source are then only in ") == true)
  }

  @Test(
    arguments: [
      (3, 2, "", "", nil), (nil, nil, "", "", nil), (0, 0, "", "", nil), (nil, 0, "", "", nil),
      (0, 2, "", "", .target), (1, 0, "", "", .source), (3, 2, "catalog", "", .source),
      (3, 2, "", "catalog", .target), (3, 2, "catalog", "own", nil), (3, 2, "own", "", nil),
      (3, 2, "catalog", "catalog", nil), (0, 2, "catalog", "", nil), (0, 2, "", "catalog", .target),
    ] as [(Int?, Int?, String, String, OriginalClues.Location?)])
  func `only the triggers of the catalog and being empty tell the original`(
    sourceRows: Int?, targetRows: Int?, source: String, target: String,
    original: OriginalClues.Location?
  ) {
    func copy(_ schema: String, _ triggers: String) -> TableCopy {
      TableCopy(
        name: QualifiedName(schema, "one"),
        triggers: triggers.isEmpty
          ? [] : [.init(name: "t", isInCatalog: triggers == "catalog")])
    }
    for numbers in [(nil, nil), ("7", "8"), ("8", "7")] {
      let table = TableStatus(
        move: Canned.migration.batches[0].moves[0], place: .both,
        sourceRows: sourceRows.map(RowCount.init), targetRows: targetRows.map(RowCount.init),
        sourceTableID: numbers.0, targetTableID: numbers.1, sourceCopy: copy("a", source),
        targetCopy: copy("b", target))
      let signs = OriginalClues(table)
      #expect(signs.original == original)
      #expect(signs.sentence.contains("probably") == (original != nil))
      #expect(signs.sentence.contains("TRUNCATE, ALTER and OPTIMIZE") == (numbers.0 != nil))
    }
  }

  @Test func `triggers are saved and dropped before their table goes to another schema`() throws {
    let copies = [Canned.copy("a", "one"), Canned.copy("b", "one")]
    let triggers: [[String?]] = [["a", "one", "bi", "0"], ["a", "one", "own", "0"]]
    let found = try #require(
      try advice(
        ["both", "target", "target"], copies: copies, triggers: triggers, inCatalog: ["bi"])[0])
    let dropping = [
      "SHOW CREATE TRIGGER `a`.`bi`", "SHOW CREATE TRIGGER `a`.`own`", "DROP TRIGGER `a`.`bi`",
      "DROP TRIGGER `a`.`own`",
    ]
    let create = "CREATE SCHEMA IF NOT EXISTS `aside`"
    // The table at the source is probably the original: keeping it is the first option.
    #expect(
      found.decisions.map(\.sql) == [
        [create, "RENAME TABLE `b`.`one` TO `aside`.`one`"] + dropping + [
          "RENAME TABLE `a`.`one` TO `b`.`one`"
        ],
        [create] + dropping + ["RENAME TABLE `a`.`one` TO `aside`.`one`"],
      ])
    for decision in found.decisions {
      #expect(decision.title.hasSuffix(ManualRepairAdviser.saveTriggers))
    }
    #expect(found.decisions[0].consequence?.contains(" at its new location.") == true)
    #expect(found.decisions[1].consequence?.contains(" lacks triggers of the catalog: ") == true)
  }

  @Test func `foreign keys of the table that is set aside are pointed to the one that is kept`()
    throws
  {
    let copies = [Canned.copy("a", "one"), Canned.copy("b", "one")]
    let keys: [[String?]] = [
      ["b", "one", "c", "kid", "fk", "`x`, `y`", "`id`, `no`", "CASCADE", "RESTRICT"],
      ["b", "one", "aside", "two", "fk", "`x`", "`id`", "CASCADE", "RESTRICT"],
      ["b", "one", "a", "one", "own", "`x`", "`id`", "RESTRICT", "RESTRICT"],
    ]
    let found = try #require(
      try advice(["both", "target", "target"], copies: copies, foreignKeys: keys)[0])
    #expect(found.decisions[0].sql.count == 2)
    #expect(
      Array(found.decisions[1].sql.dropFirst()) == [
        "RENAME TABLE `b`.`one` TO `aside`.`one`", "RENAME TABLE `a`.`one` TO `b`.`one`",
        "ALTER TABLE `c`.`kid` ADD CONSTRAINT `fk_2` FOREIGN KEY (`x`, `y`) REFERENCES `b`.`one` (`id`, `no`) ON DELETE CASCADE ON UPDATE RESTRICT",
        "ALTER TABLE `c`.`kid` DROP FOREIGN KEY `fk`",
        "ALTER TABLE `b`.`one` ADD CONSTRAINT `own_2` FOREIGN KEY (`x`) REFERENCES `b`.`one` (`id`) ON DELETE RESTRICT ON UPDATE RESTRICT",
        "ALTER TABLE `b`.`one` DROP FOREIGN KEY `own`",
      ])
    #expect(
      found.decisions[1].consequence?.contains(
        "to `b`.`one`: `c`.`kid` (`fk`), `a`.`one` (`own`). ")
        == true)
  }

  @Test func `the history of a system-versioned table is spoken of`() throws {
    let copies = [Canned.copy("a", "one", type: "system versioned"), Canned.copy("b", "one")]
    for decision in try #require(try advice(["both", "both", "both"], copies: copies)[0]).decisions
    {
      #expect(decision.consequence?.contains(MergeAdvice.losesHistory) == true)
    }
  }

  @Test func `a second table is set aside under another name`() throws {
    let aside = ["one", "one_2"].map { Canned.copy("aside", $0) }
    let found = try #require(try advice(["both", "target", "target"], copies: aside)[0])
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
    let text = "other: view at the source, table at the target"
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
      state: .manualRepairRequired, reason: "why",
      tables: zip(migration.batches[0].moves, places).map { TableStatus(move: $0, place: $1) },
      schemas: [])
    let advice = report.advice(of: migration)
    let source = place == .both ? "`a`.`one`" : "`found`.`there`"
    let last = advice[0]?.decisions[1].sql.last
    #expect(last == "RENAME TABLE \(source) TO `b`.`one`")
    #expect(advice[1]?.decisions[0].sql == ["RENAME TABLE `a`.`two` TO `b`.`two`"])
    #expect(advice[2] == nil && advice[3] == nil)
  }

  /// What is decided about `a`.`one`, which goes to `b`.`one`, where these are found.
  private func other(
    source: String? = nil, target: String? = nil, temporarilyRenamed: [String] = [],
    others: ManualRepairAdviser.Others = .nowhere, named table: String = "one"
  ) -> ManualRepairAdvice {
    ManualRepairAdviser(Canned.migration).other(
      Move(QualifiedName("a", table), to: QualifiedName("b", "eins")),
      TableStatus.Found(
        text: "", source: source, target: target,
        temporarilyRenamed: temporarilyRenamed.map { QualifiedName($0, "__planc_one") }),
      others: others)
  }

  @Test func `of a table that is temporarily renamed and elsewhere too either can be kept`() {
    let create = "CREATE SCHEMA IF NOT EXISTS `aside`"
    let advice = other(source: "table", temporarilyRenamed: ["b"], others: .target)
    #expect(
      advice.decisions.map(\.sql) == [
        [create, "RENAME TABLE `a`.`one` TO `aside`.`one`"],
        [create, "RENAME TABLE `b`.`__planc_one` TO `aside`.`one`"],
      ])
    #expect(
      advice.decisions.map(\.title) == [
        "Keep `b`.`__planc_one` (temporarily renamed, in the target schema), and set `a`.`one` (at the source) aside.",
        "Keep `a`.`one` (at the source), and set `b`.`__planc_one` (temporarily renamed, in the target schema) aside.",
      ])
    #expect(advice.first == ManualRepairAdviser.stopWriters)
    #expect(advice.note == ManualRepairAdviser.unseenTriggers)
    #expect(advice.meaning.hasSuffix(ManualRepairAdviser.renamed))
    let twice = other(target: "table", temporarilyRenamed: ["a", "b"]).decisions.map(\.title)
    #expect(twice.count == 3)
  }

  @Test func `beside a view a table goes to the others, and stays where it is without any`() {
    let aside = "RENAME TABLE `a`.`one` TO `a`.`aside_one`"
    for kind in ["table"] {
      let found = [ManualRepairAdviser.Others.source, .target, .nowhere].map {
        other(source: "view", target: kind, others: $0).decisions.map(\.sql)
      }
      #expect(found == [[[aside, "RENAME TABLE `b`.`eins` TO `a`.`one`"]], [[aside]], [[aside]]])
    }
    let there = other(source: "table", target: "view", others: .target)
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
    #expect(ManualRepairAdviser(migration).asideSchema == "aside_2")
    migration.schemas[1].name = "aside_2"
    #expect(ManualRepairAdviser(migration).asideSchema == "aside_2_2")
  }
}
