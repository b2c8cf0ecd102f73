import PlancTestSupport
import Testing

@testable import Foundations
@testable import Operations

/// A status for people, for programs and for a dashboard.
@Suite struct StatusFormatTests {
  private func report(_ answers: [ServerAnswer], _ migration: Migration = Canned.migration) throws
    -> StatusReport
  {
    try statusReport(of: migration, answers: answers)
  }

  private func text(
    _ report: StatusReport, of migration: Migration = Canned.migration, listsAll: Bool = false
  ) -> String {
    StatusText.render(
      report, of: migration, server: "mysql://db", next: [("planc x", "does y")],
      listsAll: listsAll)
  }

  @Test func `the word comes first, then what to run, then places and counts`() throws {
    let places = ["target", "target", "source"]
    let report = try report(
      Canned.status("PARTIALLY APPLIED", places, now: [4, 2]), Canned.oneByOne)
    #expect(
      text(report, of: Canned.oneByOne) == """
        PARTIALLY APPLIED: why
        next: planc x
                does y

        plan      `small`, plans/small.yaml
        server    mysql://db
        tables    to `b`: 1 at the source, 2 at the target

        schemas  now  before  after  budget  headroom
        `a`        4       5      2       5         1  1 more than the plan accounts for
        `b`        2       0      3       -         -

        """)
    #expect(
      text(report, of: Canned.oneByOne, listsAll: true).contains(
        "  `a`.`two` to `b`.`zwei`: at the target"))
  }

  @Test func `a table that requires manual repair is shown with all facts and options`() throws {
    let held: [[String?]] = [["a.one", "empty"], ["b.one", "3 rows"]]
    let places = ["both", "target", "target"]
    let shown = text(
      try report(Canned.status("MANUAL REPAIR REQUIRED", places, holds: held, now: [9, 3])))
    #expect(
      shown.contains(
        """

        `a`.`one` to `b`.`one`: at both locations
            at the source: empty, TABLE_ID 17
            at the target: 3 rows
            Usually an application has created
        """))
    #expect(shown.contains("\n    First stop every application that writes to either table, "))
    #expect(shown.contains("\n        RENAME TABLE `b`.`one` TO `aside`.`one`;\n"))
    #expect(
      shown.contains("\n    The table at the source is empty, and stays in use. The 3 rows at "))
    #expect(
      shown.contains("\n    If RENAME TABLE fails with error 1435, the table has triggers that "))
    #expect(shown.contains("`a`        9       5      2       5        -4  over its budget by 4\n"))
  }

  @Test func `what is in line has no remark, and what is twice out of line has two`() throws {
    let answers = Canned.status("PARTIALLY APPLIED", ["target", "source", "source"], now: [5, 1])
    let shown = text(try report(answers, Canned.oneByOne), of: Canned.oneByOne)
    #expect(shown.contains("`a`        5       5      2       5         0  1 more than the plan "))
    #expect(shown.contains("`b`        1       0      3       -         -\n"))
    let full = text(try report(Canned.status(now: [5, 0])))
    #expect(full.contains("`a`        5       5      2       5         0\n"))
    let both = text(try report(Canned.status(now: [7, 0])))
    #expect(both.contains("  2 more than the plan accounts for, over its budget by 2\n"))
  }

  @Test
  func `of many tables that require manual repair ten are shown, and the number of the others`()
    throws
  {
    let names = (10...21).map { "t\($0)" }
    let migration = Example.migration(
      "small", schemas: Canned.migration.schemas,
      targets: [("a", "b", [(nil, names.map { ($0, $0) })])])
    func shown(_ count: Int, listsAll: Bool = false) -> String {
      let tables = migration.batches[0].moves.enumerated().map { index, move in
        TableStatus(move: move, place: index < count ? .both : .source)
      }
      let report = StatusReport(
        state: .manualRepairRequired, reason: "why", tables: tables, schemas: [])
      return text(report, of: migration, listsAll: listsAll)
    }
    #expect(shown(10).contains("`a`.`t19` to `b`.`t19`: at both locations\n    Usually an"))
    #expect(!shown(10).contains("--verbose"))
    #expect(shown(11).contains("\n\nand 1 table more, which --verbose lists\n\n"))
    #expect(shown(12).contains("\n\nand 2 tables more, which --verbose lists\n\n"))
    #expect(!shown(12).contains("`b`.`t20`"))
    #expect(shown(12, listsAll: true).contains("`a`.`t21` to `b`.`t21`: at both locations"))
    #expect(!shown(12, listsAll: true).contains("--verbose"))
  }

  @Test func `the number of a table is told with all, wherever the table is`() throws {
    let report = try report(Canned.status("APPLIED", ["target", "target", "target"], now: [2, 3]))
    let line = "`a`.`two` to `b`.`zwei`: at the target, TABLE_ID 18\n"
    #expect(text(report, listsAll: true).contains(line))
    #expect(!text(report).contains("TABLE_ID"))
    let temporarilyRenamed = TableStatus(
      move: Canned.migration.batches[0].moves[0],
      place: .temporarilyRenamed(QualifiedName("a", "p")),
      sourceTableID: "17")
    let away = StatusReport(
      state: .partiallyApplied, reason: "why", tables: [temporarilyRenamed], schemas: [])
    #expect(
      text(away).contains(
        "  `a`.`one` to `b`.`one`: temporarily renamed to `a`.`p`, and unavailable\n"))
  }

  @Test func `the first command is next, the others are choices`() throws {
    let shown = StatusText.render(
      try report(Canned.status()), of: Canned.migration, server: "mysql://db",
      next: [("planc x", "does y"), ("planc z", "does w")], listsAll: false)
    #expect(
      shown.hasPrefix(
        "NOT STARTED: why\nnext: planc x\n        does y\nor:   planc z\n        does w\n\nplan "))
  }

  @Test func `json has the same facts`() throws {
    let held: [[String?]] = [["a.one", "empty"], ["b.one", "3 rows"]]
    let answers = Canned.status(
      "MANUAL REPAIR REQUIRED", ["both", "target", "target"], holds: held)
    let json = try report(answers).json(
      of: Canned.migration, server: "mysql://db", next: ["planc x"])
    #expect(
      json.hasPrefix(
        "{\"format\": 2, \"plan\": \"small\", \"path\": \"plans/small.yaml\", \"server\": \"mysql://db\", \"state\": \"manual_repair_required\", \"reason\": \"why\", \"next\": [\"planc x\"], \"counts\": {\"source\": 0, \"target\": 2, \"temporary_name\": 0, \"both\": 1, \"neither\": 0, \"other\": 0}, \"schemas\": [{\"schema\": \"a\", \"tables\": 5, \"before\": 5, \"after\": 2, \"expected\": null, \"budget\": 5, \"headroom\": 0}, "
      ))
    #expect(
      json.contains(
        "{\"location\": \"both\", \"source\": {\"schema\": \"a\", \"table\": \"one\", \"has_rows\": false, \"rows\": 0, \"table_id\": \"17\", \"system_versioned\": null, \"triggers\": [], \"foreign_keys\": []}, \"target\": {\"schema\": \"b\", \"table\": \"one\", \"has_rows\": true, \"rows\": 3, \"table_id\": null, \"system_versioned\": null, \"triggers\": [], \"foreign_keys\": []}, "
      ))
    #expect(
      json.contains("\"sql\": [\"CREATE SCHEMA IF NOT EXISTS `aside`\", \"RENAME TABLE `a`.`one`"))
    #expect(json.contains("\"note\": \"If RENAME TABLE fails with error 1435"))
    let moved = try report(Canned.status("APPLIED", ["target", "target", "target"]))
    let text = moved.json(of: Canned.migration, server: "", next: [])
    #expect(text.contains("\"before\": 5, \"after\": 2, \"expected\": 2, "))
    #expect(
      text.contains(
        "\"found\": null, \"meaning\": null, \"first\": null, \"decisions\": [], \"note\": null}"))
    let stray = "other: view at the source, nothing at the target"
    let strays = try report(Canned.status("MANUAL REPAIR REQUIRED", [stray, "source", "source"]))
    #expect(
      strays.json(of: Canned.migration, server: "", next: []).contains(
        "\"found\": \"view at the source, nothing at the target\", "))
    #expect(
      json.hasSuffix(
        "\"triggers\": [], \"views\": [], \"grants\": [], \"other_grants\": [], \"blocking_triggers\": [], \"set_aside\": []}\n"
      ))
  }

  @Test func `a table that was set aside is shown in every state`() throws {
    let copies = [Canned.copy("aside", "zwei"), Canned.copy("b", "zwei")]
    let answers = Canned.status(
      "APPLIED", ["target", "target", "target"], holds: [["aside.zwei", "1 row"]], now: [2, 3],
      copies: copies)
    let report = try report(answers)
    let shown = text(report)
    #expect(
      shown.contains(
        """

        set aside `aside`.`zwei`: 1 row
            The kept table is `b`.`zwei`. The rows of the set-aside table are only in `aside`.`zwei`.
          - First list the keys that are in both tables with different rows.
                SELECT a.`id` FROM `aside`.`zwei` AS a JOIN `b`.`zwei` AS k ON k.`id` = a.`id` WHERE NOT (CAST(k.`msg` AS BINARY) <=> CAST(a.`msg` AS BINARY));

        """))
    #expect(
      shown.contains("`DROP TABLE `aside`.`zwei`;`\n\ntables    to `b`: 3 at the target\n\n"))
    #expect(
      report.json(of: Canned.migration, server: "", next: []).contains(
        "\"set_aside\": [{\"schema\": \"aside\", \"table\": \"zwei\", \"rows\": 1, \"table_id\": null, "
      ))
  }

  @Test func `the metrics have every state and place, and the budgets that there are`() throws {
    let report = try report(
      Canned.status("PARTIALLY APPLIED", ["target", "source", "source"]), Canned.oneByOne)
    #expect(
      report.prometheus(plan: "small") == """
        # HELP planc_format The version of these names and labels.
        # TYPE planc_format gauge
        planc_format{plan="small"} 2
        # HELP planc_plan_state Whether the plan is in this state, 1 for one of them and 0 for the others.
        # TYPE planc_plan_state gauge
        planc_plan_state{plan="small",state="not_started"} 0
        planc_plan_state{plan="small",state="partially_applied"} 1
        planc_plan_state{plan="small",state="applied"} 0
        planc_plan_state{plan="small",state="manual_repair_required"} 0
        # HELP planc_tables The tables that the plan moves, by location.
        # TYPE planc_tables gauge
        planc_tables{plan="small",location="source"} 2
        planc_tables{plan="small",location="target"} 1
        planc_tables{plan="small",location="temporary_name"} 0
        planc_tables{plan="small",location="both"} 0
        planc_tables{plan="small",location="neither"} 0
        planc_tables{plan="small",location="other"} 0
        # HELP planc_schema_tables The tables in a schema of the plan.
        # TYPE planc_schema_tables gauge
        planc_schema_tables{plan="small",schema="a"} 5
        planc_schema_tables{plan="small",schema="b"} 0
        # HELP planc_schema_budget_tables The maximum number of tables in a schema.
        # TYPE planc_schema_budget_tables gauge
        planc_schema_budget_tables{plan="small",schema="a"} 5
        # HELP planc_schema_headroom_tables The budget of a schema less its tables; negative if the schema has too many.
        # TYPE planc_schema_headroom_tables gauge
        planc_schema_headroom_tables{plan="small",schema="a"} 0

        """)
  }

  @Test func `a family without a sample is left out, and a label is escaped`() throws {
    var migration = Canned.migration
    migration.schemas[0].budget = nil
    var answers = Canned.status()
    answers[2].rows[0][4] = "none"
    answers[2].rows[0][5] = "none"
    let metrics = try report(answers, migration).prometheus(plan: "a\"b\\c\nd")
    #expect(!metrics.contains("budget"))
    #expect(metrics.contains("planc_tables{plan=\"a\\\"b\\\\c\\nd\",location=\"source\"} 3\n"))
  }

  /// Names come from the plan, the rest from the server.
  @Test(arguments: HostileTexts.allowed(marker: "x") + ["\u{1B}[31m", "a\nb", "\u{202E}x"])
  func `no text reaches a terminal or a format as more than text`(hostile: String) throws {
    var migration = Canned.migration
    migration.schemas[1].name = hostile
    var answers = Canned.status()
    answers[0].rows[0][1] = hostile
    answers[2].rows[1][0] = hostile
    let report = try report(answers, migration)
    let shown = StatusText.render(
      report, of: migration, server: hostile, next: [("x", "y")], listsAll: true)
    let json = report.json(of: migration, server: hostile, next: [hostile])
    #expect(json.dropLast().utf8.allSatisfy { $0 >= 0x20 })
    #expect(shown.unicodeScalars.allSatisfy { $0 == "\n" || $0.value >= 0x20 && $0.value != 0x7F })
    #expect(shown.split(separator: "\n", omittingEmptySubsequences: false).count == 15)
    let metrics = report.prometheus(plan: hostile).split(separator: "\n")
    #expect(metrics.allSatisfy { $0.hasPrefix("# ") || $0.hasPrefix("planc_") })
    #expect(metrics.count { $0.hasPrefix("planc_schema_tables{") } == 2)
  }
}
