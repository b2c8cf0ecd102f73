import Testing

@testable import Operations

/// What is said about a table that was set aside.
@Suite struct SetAsideTests {
  private func advice(
    _ place: String = "source", named name: String = "one", rows: String = "3 rows",
    id: String? = "30", aside: [String?]? = nil, kept: [String?]? = nil,
    triggers: [[String?]] = [], foreignKeys: [[String?]] = []
  ) throws -> (table: SetAsideTable, advice: ManualRepairAdvice) {
    let word = ["source": "NOT STARTED", "target": "APPLIED"][place] ?? "MANUAL REPAIR REQUIRED"
    let copies = [
      aside ?? Canned.copy("aside", name),
      kept ?? Canned.copy(place == "target" ? "b" : "a", "one"),
    ]
    var answers = Canned.status(
      word, [place, place, place], holds: [["aside.\(name)", rows]], copies: copies,
      triggers: triggers, foreignKeys: foreignKeys)
    answers[answers.count - 1].rows += [["aside", name, id], ["b", "one", "18"]]
      .filter { $0[2] != nil }
    let report = try statusReport(of: Canned.migration, answers: answers)
    let table = try #require(report.setAside.first)
    return (table, report.advice(for: table))
  }

  @Test(arguments: [("source", "`a`.`one`"), ("target", "`b`.`one`")])
  func `its rows are compared with the table where that is now, and merged`(
    place: String, name: String
  ) throws {
    let (table, advice) = try advice(place)
    #expect(table.sentence == "`aside`.`one`: 3 rows, TABLE_ID 30")
    #expect(
      advice.meaning
        == "The kept table is \(name). The rows of the set-aside table are only in `aside`.`one`.")
    let same = "CAST(k.`msg` AS BINARY) <=> CAST(a.`msg` AS BINARY)"
    #expect(
      advice.decisions.map(\.sql) == [
        [
          "SELECT a.`id` FROM `aside`.`one` AS a JOIN \(name) AS k ON k.`id` = a.`id` WHERE NOT (\(same))"
        ],
        [
          "UPDATE `aside`.`one` AS a JOIN \(name) AS k ON k.`id` = a.`id` JOIN (SELECT SUM(q.n) AS n FROM (SELECT COALESCE(MAX(`id`), 0) AS n FROM `aside`.`one` UNION ALL SELECT COALESCE(MAX(`id`), 0) FROM \(name)) AS q) AS m SET a.`id` = a.`id` + m.n WHERE NOT (\(same))"
        ],
        [
          "INSERT INTO \(name) (`id`, `msg`) SELECT a.`id`, a.`msg` FROM `aside`.`one` AS a WHERE NOT EXISTS (SELECT 1 FROM \(name) AS k WHERE k.`id` = a.`id`)"
        ],
        [
          "SELECT a.* FROM `aside`.`one` AS a LEFT JOIN \(name) AS k ON k.`id` = a.`id` WHERE k.`id` IS NULL OR NOT (\(same))"
        ],
      ])
    #expect(
      advice.note
        == "Before you drop it, compare its rows: the last query lists those that are not in \(name). Only when it returns no rows, or you have decided that you need none of them: `DROP TABLE `aside`.`one`;`"
    )
  }

  @Test func `a second one belongs to the same table, and a number can be part of a name`() throws {
    #expect(
      try advice(named: "one_2").advice.decisions[2].sql[0].contains(" FROM `aside`.`one_2` AS a "))
    #expect(try advice(named: "four_2").advice.decisions == [])
  }

  @Test func `without rows or one location there is nothing to merge`() throws {
    let empty = try advice(rows: "empty").advice
    #expect(empty.decisions == [] && empty.note == "Nothing is lost by `DROP TABLE `aside`.`one`;`")
    let nowhere = try advice("neither").advice
    #expect(nowhere.decisions == [] && nowhere.note == nil)
  }

  @Test(arguments: [
    (
      Canned.copy("aside", "one", keys: ""), Canned.copy("a", "one"), "`aside`.`one` has no primary"
    ),
    (
      Canned.copy("aside", "one"), Canned.copy("a", "one", keys: ""), "`a`.`one` has no primary key"
    ),
    (
      Canned.copy("aside", "one", keys: "`id`, `msg`"), Canned.copy("a", "one"),
      "the primary keys are not the same"
    ),
    (
      Canned.copy("aside", "one", columns: "`id`, `a, ``b`"), Canned.copy("a", "one"),
      "`a`.`one` does not have `a, ``b`"
    ),
    (
      Canned.copy("aside", "one", keys: "", columns: ""), Canned.copy("a", "one"),
      "this account does not see the columns"
    ),
  ])
  func `what cannot be compared has no INSERT and no DROP`(
    aside: [String?], kept: [String?], says: String
  ) throws {
    let advice = try advice(aside: aside, kept: kept).advice
    #expect(advice.meaning.contains(" planc cannot merge them: \(says)"), "\(advice.meaning)")
    #expect(advice.decisions == [])
    #expect(advice.note == "Compare its rows with those of `a`.`one` before you drop it.")
  }

  @Test func `new numbers are assigned only where they are the key`() throws {
    let outside = try advice(aside: Canned.copy("aside", "one", number: "`msg`")).advice
    #expect(outside.decisions.count == 3)
    let onlyKey = try advice(aside: Canned.copy("aside", "one", columns: "`id`")).advice
    #expect(onlyKey.decisions.count == 2)
    #expect(onlyKey.decisions[1].sql[0].hasSuffix(" WHERE k.`id` IS NULL"))
  }

  @Test func `triggers, foreign keys and history are spoken of`() throws {
    let (table, advice) = try advice(
      aside: Canned.copy("aside", "one", type: "system versioned"),
      triggers: [["a", "one", "bi", "0"]],
      foreignKeys: [["aside", "one", "c", "kid", "fk", "`x`", "`id`", "CASCADE", "RESTRICT"]])
    #expect(
      table.sentence
        == "`aside`.`one`: 3 rows, TABLE_ID 30, system-versioned, referenced by `c`.`kid` (`fk`)")
    #expect(advice.meaning.hasSuffix(MergeAdvice.losesHistory))
    #expect(
      advice.decisions[2].consequence?.hasSuffix(" run for each row that is inserted.") == true)
    #expect(
      advice.decisions[3].sql == [
        "ALTER TABLE `c`.`kid` ADD CONSTRAINT `fk_2` FOREIGN KEY (`x`) REFERENCES `a`.`one` (`id`) ON DELETE CASCADE ON UPDATE RESTRICT",
        "ALTER TABLE `c`.`kid` DROP FOREIGN KEY `fk`",
      ])
    #expect(advice.note == "Keep it as long as foreign keys reference it.")
  }
}
