import Diagnostics
import Testing

@testable import Catalogs
@testable import Foundations
@testable import Operations

/// What the status file of a plan answers that carries a trigger, a view and grants along.
enum CannedCarried {
  private static let app = Catalog.Account("app", host: "%")

  /// `a` has a trigger and is temporarily renamed while it moves from `shop` to `oldshop`; `d` goes to `logs`.
  static let migration = make()

  /// The same with another name for the first schema.
  static func make(_ shop: String = "shop") -> Migration {
    var catalog = CatalogCheckTests.catalog([
      "logs": [], shop: CatalogCheckTests.tables("a", "b", "c", "d"),
    ])
    let place = catalog.schemas.firstIndex { $0.name == shop }!
    catalog.schemas[place].triggers = [
      Catalog.Trigger(
        "a_bi", table: "a", timing: .before, event: .insert, definer: app,
        settings: CatalogTextTests.settings, body: "SET @x = 1")
    ]
    catalog.schemas[place].views = [
      Catalog.View(
        "v", definer: app, characterSetClient: "utf8mb4",
        collationConnection: "utf8mb4_general_ci",
        definition: "select `\(shop)`.`b`.`id` AS `id` from `\(shop)`.`b`")
    ]
    catalog.grants = [
      Catalog.Grant(on: .schema(pattern: shop), to: app, privileges: ["SELECT"]),
      Catalog.Grant(
        on: .table(QualifiedName(shop, "b")), to: app, privileges: ["INSERT", "UPDATE"]),
    ]
    let text = """
      plan: demo
      title: A demonstration
      version: 1.0
      catalog: ../catalogs/x.yaml
      schemas:
        \(shop): {table_count: {before: 4, after: 0}}
        oldshop:
          table_count: {before: 0, after: 3}
          create: {collation: utf8mb4_general_ci, grants_like: \(shop)}
        logs: {table_count: {before: 0, after: 1}}
      assignments:
        - {from: \(shop), to: oldshop, tables: [a, {table: b, as: zwei}, c]}
        - {from: \(shop), to: logs, tables: [d]}

      """
    let compilation = CatalogCheckTests.compile(text, catalog)
    precondition(
      compilation.migrations.count == 1, "\(compilation.diagnostics.map(\.message))")
    return compilation.migrations[0]
  }

  /// - Parameter places: by the table's old name; `source` for the others.
  static func status(
    _ word: String, _ places: [String: String] = [:], trigger: String = "source",
    triggerName: String = "shop.a_bi", view: String = "as before the move",
    viewName: String = "shop.v", grants: [String] = ["copied", "not copied"],
    now: [Int] = [4, 0, 0]
  ) -> [ServerAnswer] {
    let moves = migration.batches.flatMap(\.moves)
    return [
      ServerAnswer(columns: ["status", "meaning", "next_step"], rows: [[word, "why", "what"]]),
      ServerAnswer(
        columns: ["location", "source", "target"],
        rows: moves.map { move in
          [
            places[move.source.table] ?? "source", "\(move.source.schema).\(move.source.table)",
            "\(move.target.schema).\(move.target.table)",
          ]
        }),
      ServerAnswer(columns: ["trigger_location", "trigger"], rows: [[trigger, triggerName]]),
      ServerAnswer(columns: ["view_state", "view"], rows: [[view, viewName]]),
      ServerAnswer(
        columns: ["schema_grants", "schema", "grantee"], rows: [[grants[0], "oldshop", "app@%"]]),
      ServerAnswer(
        columns: ["table_grants", "table", "grantee"], rows: [[grants[1], "oldshop.zwei", "app@%"]]),
      ServerAnswer(
        columns: ["other_grants", "table", "grantee", "privilege"],
        rows: [["not a copy", "oldshop.zwei", "eve@%", "DELETE"]]),
      ServerAnswer(
        columns: [
          "schema", "tables_now", "planned_before", "planned_after", "budget", "headroom",
        ],
        rows: [
          ["shop", "\(now[0])", "4", "0", "none", "none"],
          ["oldshop", "\(now[1])", "0", "3", "none", "none"],
          ["logs", "\(now[2])", "0", "1", "none", "none"],
        ]),
      ServerAnswer(columns: ["blocks", "trigger_name", "on_table"], rows: []),
      ServerAnswer(columns: ["copies"], rows: [["0"]]),
      ServerAnswer(columns: ["copy", "rows_found"], rows: []),
    ]
  }
}

/// What moves along with the tables is read, and told where it is out of line.
@Suite struct CarriedStatusTests {
  private func report(_ answers: [ServerAnswer]) throws -> StatusReport {
    try statusReport(of: CannedCarried.migration, answers: answers)
  }

  private func text(_ report: StatusReport, listsAll: Bool = false) -> String {
    StatusText.render(
      report, of: CannedCarried.migration, server: "mysql://db", next: [], listsAll: listsAll)
  }

  @Test(
    arguments: [
      ("source", .source), ("target", .target), ("missing", .missing), ("changed", .changed),
      ("temporary name at the source", .temporarilyRenamed(schema: "shop")),
      ("temporary name at the target", .temporarilyRenamed(schema: "oldshop")),
    ] as [(String, TriggerStatus.Place)])
  func `every place of a trigger is read`(text: String, place: TriggerStatus.Place) throws {
    let report = try report(CannedCarried.status("NOT STARTED", trigger: text))
    #expect(report.triggers.map(\.place) == [place])
    #expect(report.triggers.map(\.name) == ["a_bi"])
  }

  @Test(
    arguments: [
      ("as before the move", .before), ("as after the move", .after), ("missing", .missing),
      ("as between two move files", .between), ("changed", .changed),
    ] as [(String, ViewStatus.Place)])
  func `every state of a view is read`(text: String, place: ViewStatus.Place) throws {
    let report = try report(CannedCarried.status("NOT STARTED", view: text))
    #expect(report.views.map(\.place) == [place])
  }

  @Test func `grants on schemas, on tables, and of somebody else are read`() throws {
    let report = try report(
      CannedCarried.status("NOT STARTED", grants: ["partially copied", "hidden from this account"]))
    #expect(
      report.grants == [
        GrantStatus(object: "oldshop", grantee: "app@%", degree: .part),
        GrantStatus(object: "oldshop.zwei", grantee: "app@%", degree: .hidden),
      ])
    #expect(
      report.otherGrants == [
        OtherGrant(object: "oldshop.zwei", grantee: "eve@%", privilege: "DELETE")
      ])
  }

  @Test(arguments: [
    CannedCarried.status("NOT STARTED", trigger: "temporarilyRenamed"),
    CannedCarried.status("NOT STARTED", triggerName: "shop.b_bi"),
    CannedCarried.status("NOT STARTED", triggerName: "oldshop.a_bi"),
    CannedCarried.status("NOT STARTED", view: "changed: by somebody"),
    CannedCarried.status("NOT STARTED", viewName: "shop.w"),
    CannedCarried.status("NOT STARTED", grants: ["copied", "some"]),
    CannedCarried.status("NOT STARTED", grants: ["", "copied"]),
  ])
  func `what no file says of them is a fault`(answers: [ServerAnswer]) {
    #expect(throws: AnswerFault.self) { try report(answers) }
  }

  @Test func `what stands where no table should is found with what is temporarily renamed`() throws
  {
    let text = "view at the source, nothing at the target, table at oldshop.__planc_a"
    let report = try report(CannedCarried.status("MANUAL REPAIR REQUIRED", ["a": "other: \(text)"]))
    let table = try #require(report.tables.first { $0.move.source.table == "a" })
    #expect(
      table.place
        == .other(
          .init(
            text: text, source: "view", target: nil,
            temporarilyRenamed: [QualifiedName("oldshop", "__planc_a")])))
  }

  @Test func `what is temporarily renamed or out of line is listed without being asked`() throws {
    let report = try report(
      CannedCarried.status(
        "PARTIALLY APPLIED",
        ["a": "temporary name: oldshop.__planc_a", "b": "target", "c": "target"],
        trigger: "changed", view: "as between two move files",
        grants: ["copied", "partially copied"], now: [1, 3, 0]))
    let shown = text(report)
    #expect(
      shown.hasSuffix(
        """
        tables    to `oldshop`: 2 at the target, 1 temporarily renamed
                  to `logs`: 1 at the source
                    `shop`.`a` to `oldshop`.`a`: temporarily renamed to `oldshop`.`__planc_a`, and unavailable
        triggers  1 changed
                    `shop`.`a_bi`: changed
        views     1 between
                    `shop`.`v`: between
        grants    1 copied, 1 partially copied
                    `oldshop.zwei` to `app@%`: partially copied
                    `oldshop.zwei` to `eve@%`: DELETE, not a copy

        schemas    now  before  after  budget  headroom
        `shop`       1       4      0       -         -
        `oldshop`    3       0      3       -         -
        `logs`       0       0      1       -         -

        """), "\(shown)")
    #expect(
      report.json(of: CannedCarried.migration, server: "", next: []).contains(
        "\"temporary_name\": {\"schema\": \"oldshop\", \"table\": \"__planc_a\"}, \"found\": null, "
      ))
    #expect(report.schemas.map { report.expectedTables(in: $0) } == [1, 3, 0])
  }

  @Test func `what is in line is counted alone`() throws {
    let report = try report(
      CannedCarried.status("NOT STARTED", grants: ["copied", "not copied"]))
    #expect(
      text(report).contains(
        """

        triggers  1 source
        views     1 before
        grants    1 copied, 1 not copied
                    `oldshop.zwei` to `eve@%`: DELETE
        """))
    let all = text(report, listsAll: true)
    #expect(all.contains("\n            `shop`.`a_bi`: source\n"))
    #expect(all.contains("\n            `oldshop` to `app@%`: copied\n"))
  }

  @Test func `rights of somebody else are told where nothing is copied`() throws {
    var report = try report(CannedCarried.status("NOT STARTED"))
    report.grants = []
    #expect(text(report).contains("\n            `oldshop.zwei` to `eve@%`: DELETE, not a copy"))
    report.otherGrants = []
    #expect(!text(report).contains("grants"))
  }
}
