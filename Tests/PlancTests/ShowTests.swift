import Foundation
import PlancTestSupport
import Testing

struct `planc show` {
  /// Names that every quoting must double, a rename, and a schema that is also a table.
  static let plan = """
    plan: odd
    title: Odd names
    version: "1"
    schemas:
      shop: {alias: core, table_count: {before: 9, after: 6, budget: 10}}
      "it's": {alias: its, table_count: {before: 0, after: 3}}
    assignments:
      - from: shop
        to: "it's"
        tables:
          Group:
            - "we`ird"
            - {table: "back\\\\slash\\"", as: plain}
            - core

    """

  @Test(arguments: ["we`ird", "shop.we`ird", "it's.we`ird", "back\\slash\"", "plain"])
  func `finds every line of a table`(name: String) throws {
    let project = try Project(["odd": Self.plan])
    #expect(try project.planc("compile").exitCode == 0)
    let output = try project.planc("show", name, "--format", "json")
    #expect(output.exitCode == 0)
    let object = try JSONSerialization.jsonObject(with: Data(output.stdout.utf8))
    let tables = try #require((object as? [String: Any])?["tables"] as? [[String: Any]])
    try #require(tables.count == 1)
    let table = tables[0]
    let places = ["forward", "back", "checks"].flatMap { table[$0] as? [[String: Any]] ?? [] }
    #expect(places.count == 5)
    let last = try #require(name.split(separator: ".").last)
    for place in places + [try #require(table["plan"] as? [String: Any])] {
      let path = try #require(place["path"] as? String)
      let line = try #require(place["line"] as? Int)
      let text = project.text(path).components(separatedBy: "\n")[line - 1]
      let word = last.replacing("`", with: "").prefix(2)
      #expect(text.contains(word), "\(path):\(line): \(text)")
    }
  }

  @Test func `tells a table in text`() throws {
    let project = try Project()
    let output = try project.planc("show", "small_items")
    let plan = "plans/small.yaml"
    let sql = "generated/small/small"
    func line(_ path: String, _ text: String) -> Int {
      project.text(path).components(separatedBy: "\n").firstIndex { $0.contains(text) }! + 1
    }
    #expect(try project.planc("compile").exitCode == 0)
    let pair = "`small_shop`.`small_items` TO `small_archive`.`small_items`"
    let back = "`small_archive`.`small_items` TO `small_shop`.`small_items`"
    let row = "\"small_items\""
    #expect(
      output.stdout == """
        table `small_shop`.`small_items`
          moves to   `small_archive`.`small_items`
          plan       \(plan):\(line(plan, "- small_items")), in `Orders`
          statement  moves with 1 more, all or none
          forward    \(sql)_move_small_archive_tables.sql:\
        \(line("\(sql)_move_small_archive_tables.sql", pair))
          back       \(sql)_rollback.sql:\(line("\(sql)_rollback.sql", back))
          checks     \(sql)_preflight.sql:\(line("\(sql)_preflight.sql", row))
                     \(sql)_verify.sql:\(line("\(sql)_verify.sql", row))
                     \(sql)_status.sql:\(line("\(sql)_status.sql", row))

        """)
    #expect(output.stderr == "")
    #expect(output.exitCode == 0)
  }

  @Test func `tells a schema and a table of one name`() throws {
    let project = try Project(["odd": Self.plan])
    let output = try project.planc("show", "core")
    #expect(
      output.stdout.hasSuffix(
        """

        schema `shop`, alias `core`
          plan       plans/odd.yaml:5
          tables     9 before, 6 after: 0 in, 3 out
          budget     10: room for 1 before, 4 after
          out to     `it's`: 3 tables
            `we`ird`, line 12
            `back\\slash"` as `plain`, line 13
            `core`, line 14

        """))
    #expect(output.stdout.hasPrefix("table `shop`.`core`\n"))
  }

  @Test func `tells what every plan says of a schema`() throws {
    let second = Project.plan("other").replacing("other_archive", with: "small_archive")
      .replacing("before: 0, after: 2", with: "before: 2, after: 4")
      .replacing("\n    create:\n      collation: utf8mb4_unicode_ci", with: "")
    let project = try Project(["small": Project.plan(), "other": second])
    let output = try project.planc("show", "small_archive")
    #expect(output.exitCode == 0)
    #expect(output.stdout.components(separatedBy: "schema `small_archive`\n").count == 3)
    #expect(output.stdout.contains("tables     2 before, 4 after: 2 in, 0 out"))
    let one = try project.planc("show", "small_archive", "plans/small.yaml")
    #expect(one.stdout.components(separatedBy: "schema `small_archive`\n").count == 2)
  }

  @Test func `shows a table that a pattern moves, and counts it`() throws {
    for argument in ["lupo_crafty_syntax_auto_invite", "lupopedia_support"] {
      let output = try ChildProcess.run(
        PlancProgram.path, ["show", argument, "plans/phase_b.yaml"],
        environment: PlancProgram.environment, workingFolder: Repository.root)
      #expect(output.exitCode == 0, "\(argument): \(output.stderr)")
      #expect(output.stdout.contains("lupopedia_support"), "\(output.stdout)")
      #expect(!output.stdout.contains("0 in, 0 out"), "\(output.stdout)")
    }
  }

  @Test func `suggests the nearest names, and ends with 1`() throws {
    let output = try Project().planc("show", "small_item")
    #expect(output.exitCode == 1)
    #expect(output.stdout == "")
    #expect(output.stderr == "error: no plan names `small_item`; near it is `small_items`\n")
    let far = try Project().planc("show", "\u{1B}[31m")
    #expect(far.stderr == "error: no plan names `\\u{1B}[31m`\n")
  }

  @Test func `shows nothing of plans that have errors`() throws {
    let output = try Project(["small": Project.plan(after: 7)]).planc("show", "small_items")
    #expect(output.exitCode == 1)
    #expect(output.stdout == "")
    #expect(output.stderr.hasPrefix("error[P402]"))
  }

  @Test func `offers the names of the plans to a shell`() throws {
    let output = try Project().planc("---completion", "show", "--", "positional@0", "0", "0")
    #expect(
      output.stdout.split(separator: "\n")
        == ["small_shop", "small_archive", "small_orders", "small_items"])
  }
}
