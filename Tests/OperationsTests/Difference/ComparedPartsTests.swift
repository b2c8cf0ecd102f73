import Diagnostics
import Testing

@testable import Foundations
@testable import Operations
@testable import Plans

/// What a plan is held against, told in words: none of it needs a catalog to be compared.
@Suite struct ComparedSettingTests {
  private static let base = """
    plan: demo
    title: A demonstration
    version: 1.0
    catalog: ../catalogs/x.yaml
    schemas:
      shop: {table_count: {before: 9, after: 5}}
      archive: {table_count: {before: 0, after: 4}}
    assignments:
      - from: shop
        to: archive
        tables: [a, {match: log_*, count: 3, except: [log_x, log_y]}]
    after: [other]
    rules:
      forbid: [foreign_keys]
      classify: {archive: [old_*, log_*]}
    accept:
      - {code: P602, at: a, reason: changed by hand}

    """

  private static func plan(_ edits: [(String, String)] = []) throws -> Plan {
    let text = edits.reduce(base) { text, edit in
      precondition(text.contains(edit.0), "the plan holds no \(edit.0)")
      return text.replacing(edit.0, with: edit.1, maxReplacements: 1)
    }
    let (plan, diagnostics) = readPlanAsWritten(SourceFile(path: "plans/demo.yaml", text: text))
    try #require(diagnostics.filter { $0.severity == .error }.map(\.message) == [])
    return try #require(plan)
  }

  @Test(
    arguments: [
      ("version: 1.0", "version: 1.0\nstatus: applied", "status", nil, "applied"),
      ("[other]", "[other, more]", "after", "other", "other, more"),
      ("x.yaml", "y.yaml", "catalog", "../catalogs/x.yaml", "../catalogs/y.yaml"),
      (
        "count: 3", "count: 4", "match", "shop.log_* to archive (3 without log_x and log_y)",
        "shop.log_* to archive (4 without log_x and log_y)"
      ),
      (
        ", except: [log_x, log_y]", "", "match",
        "shop.log_* to archive (3 without log_x and log_y)", "shop.log_* to archive (3)"
      ),
      (
        "  forbid: [foreign_keys]\n", "", "rules.forbid",
        "foreign_keys", nil
      ),
      (
        "[old_*, log_*]", "[old_*]", "rules.classify", "archive: old_* log_*", "archive: old_*"
      ),
      (
        "by hand", "by us", "accept", "P602 at a: changed by hand", "P602 at a: changed by us"
      ),
      (
        "accept:\n  - {code: P602, at: a, reason: changed by hand}\n", "", "accept",
        "P602 at a: changed by hand", nil
      ),
    ] as [(String, String, String, String?, String?)])
  func `a setting is told with what it was and what it is`(
    text: String, newText: String, key: String, old: String?, new: String?
  ) throws {
    let changes = comparePlans(try Self.plan(), try Self.plan([(text, newText)]))
    #expect(changes == [.setting(key: key, old: old, new: new)])
  }

  @Test func `a plan that was not there moved nothing, and accepted nothing`() throws {
    let plan = try Self.plan()
    let kinds = comparePlans(plan.emptied, plan)
    #expect(
      kinds.contains(.setting(key: "accept", old: nil, new: "P602 at a: changed by hand")))
    #expect(kinds.contains { if case .moved = $0 { true } else { false } })
    #expect(kinds.count { if case .schemaAdded = $0 { true } else { false } } == 2)
    #expect(!kinds.contains { if case .setting(key: "title", _, _) = $0 { true } else { false } })
  }
}

/// Tables of two versions that are the same one, and those that only have its name.
@Suite struct ComparedTableTests {
  /// `from` the schemas `a`, `b` and `c` to `t`, each with these tables.
  private static func plan(_ lists: [(source: String, target: String, tables: String)]) throws
    -> Plan
  {
    var text = "plan: demo\ntitle: A demonstration\nversion: 1.0\nschemas:\n"
    for name in ["a", "b", "c", "t", "u"] {
      text += "  \(name): {table_count: {before: 0, after: 0}}\n"
    }
    text += "assignments:\n"
    for list in lists {
      text += "  - {from: \(list.source), to: \(list.target), tables: \(list.tables)}\n"
    }
    let plan = readPlan(SourceFile(path: "plans/demo.yaml", text: text)).plan
    return try #require(plan)
  }

  private static func changes(
    _ old: [(String, String, String)], _ new: [(String, String, String)]
  ) throws -> [PlanChange] {
    comparePlans(try plan(old), try plan(new))
  }

  private static func x(_ group: String? = nil) -> [ListedTable] {
    [ListedTable("x", group: group)]
  }

  @Test func `a table whose source changed is the same one`() throws {
    #expect(
      try Self.changes([("a", "t", "[x]")], [("b", "t", "[x]")])
        == [.resourced(Self.x(), oldSource: "a", newSource: "b", target: "t")])
  }

  @Test func `of several tables of one name none is taken for another`() throws {
    #expect(
      try Self.changes([("a", "t", "[x]"), ("b", "u", "[x]")], [("c", "t", "[x]")])
        == [
          .moved(Self.x(), source: "c", target: "t"),
          .noLongerMoved(Self.x(), source: "a", target: "t"),
          .noLongerMoved(Self.x(), source: "b", target: "u"),
        ])
    #expect(
      try Self.changes([("c", "t", "[x]")], [("a", "t", "[x]"), ("b", "u", "[x]")])
        == [
          .moved(Self.x(), source: "a", target: "t"), .moved(Self.x(), source: "b", target: "u"),
          .noLongerMoved(Self.x(), source: "c", target: "t"),
        ])
  }

  @Test(arguments: [
    // A part of a group got another title.
    (
      "{G: [x, y]}", "{G: [y], H: [x]}",
      [PlanChange.regrouped(x("H"), target: "t", old: "G", new: "H")]
    ),
    // Two groups became one that is new.
    (
      "{G: [x], K: [y]}", "{H: [x, y]}",
      [
        .regrouped(x("H"), target: "t", old: "G", new: "H"),
        .regrouped([ListedTable("y", group: "H")], target: "t", old: "K", new: "H"),
      ]
    ),
    // One that was there takes another in.
    (
      "{G: [x], H: [y]}", "{H: [x, y]}",
      [.regrouped(x("H"), target: "t", old: "G", new: "H")]
    ),
    // All of it, in another order than before.
    (
      "{G: [x, y]}", "{H: [y, x]}",
      [
        .groupRenamed(target: "t", old: "G", new: "H", tableCount: 2),
        .reordered(.tables(target: "t")),
      ]
    ),
  ])
  func `a group is renamed only as a whole, to a title that is new`(
    old: String, new: String, changes: [PlanChange]
  ) throws {
    #expect(try Self.changes([("a", "t", old)], [("a", "t", new)]) == changes)
  }

  @Test func `a group whose title stays for a table that comes is not renamed`() throws {
    #expect(
      try Self.changes([("a", "t", "{G: [x]}")], [("a", "t", "{G: [z], H: [x]}")])
        == [
          .moved([ListedTable("z", group: "G")], source: "a", target: "t"),
          .regrouped(Self.x("H"), target: "t", old: "G", new: "H"),
        ])
    #expect(
      try Self.changes([("a", "t", "{G: [x], H: [z]}")], [("a", "t", "{H: [x]}")])
        == [
          .noLongerMoved([ListedTable("z", group: "H")], source: "a", target: "t"),
          .regrouped(Self.x("H"), target: "t", old: "G", new: "H"),
        ])
  }

  @Test func `a table that goes elsewhere has neither a group nor an order to keep`() throws {
    #expect(
      try Self.changes(
        [("a", "t", "{G: [x, y]}"), ("a", "u", "[z]")],
        [("a", "t", "{G: [y]}"), ("a", "u", "{K: [x], L: [z]}")])
        == [
          .retargeted(Self.x("K"), source: "a", oldTarget: "t", newTarget: "u"),
          .regrouped([ListedTable("z", group: "L")], target: "u", old: nil, new: "L"),
        ])
    #expect(
      try Self.changes(
        [("a", "t", "[y]"), ("a", "u", "[z, x]")], [("a", "t", "[x, y]"), ("a", "u", "[z]")])
        == [.retargeted(Self.x(), source: "a", oldTarget: "u", newTarget: "t")])
  }

  @Test func `lists that lose an element keep their order`() throws {
    #expect(
      try Self.changes(
        [("a", "t", "[x]"), ("a", "u", "[y]")], [("a", "u", "[y]")])
        == [.noLongerMoved(Self.x(), source: "a", target: "t")])
  }
}
