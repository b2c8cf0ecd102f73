import Testing

@testable import Foundations
@testable import Plans

/// Every kind of change, as people and as programs are told it.
struct ChangeTextTests {
  private static func difference(_ changes: [PlanChange]) -> PlanDifference {
    PlanDifference(plan: "p.yaml", against: "main", changes: changes)
  }

  private static let changes: [PlanChange] = [
    .moved([ListedTable("a", as: "b", group: "G")], source: "s", target: "t"),
    .noLongerMoved([ListedTable("a"), ListedTable("c")], source: "s", target: "t"),
    .retargeted([ListedTable("a")], source: "s", oldTarget: "t", newTarget: "u"),
    .resourced([ListedTable("a")], oldSource: "s", newSource: "r", target: "t"),
    .renamed(table: QualifiedName("s", "a"), oldName: "b", newName: "c"),
    .renamed(table: QualifiedName("s", "a"), oldName: "b", newName: "a"),
    .renamed(table: QualifiedName("s", "a"), oldName: "a", newName: "c"),
    .schemaAdded(
      ListedSchema("n", alias: "m", before: 1, after: 2, budget: 9, collation: "utf8mb4_bin")),
    .schemaRemoved(ListedSchema("o", before: 0, after: 5)),
    .schemaSetting(schema: "s", key: "alias", old: "x", new: nil),
    .counts(schema: "s", old: .init(before: 3, after: 2), new: .init(before: 3, after: 1)),
    .counts(schema: "s", old: .init(before: 3, after: 2), new: .init(before: 4, after: 3)),
    .budget(schema: "s", old: 5, new: nil),
    .setting(key: "title", old: nil, new: "T"),
    .groupRenamed(target: "t", old: "G", new: "H", tableCount: 1),
    .regrouped(
      [ListedTable("a", as: "b", group: "H")], target: "t", old: nil, new: "H"),
    .reordered(.tables(target: "t")), .reordered(.targets), .reordered(.schemas),
  ]

  @Test func `every change is told in words`() {
    #expect(
      Self.difference(Self.changes).text == """
        p.yaml against main: 19 changes
          moved: 1 table more from `s` to `t`
            `a` as `b` in `G`
          no longer moved: 2 tables from `s` to `t`
            `a`
            `c`
          retargeted: 1 table from `s`, to `u` instead of `t`
            `a`
          other source: 1 table to `t`, from `r` instead of `s`
            `a`
          renamed: `s`.`a` arrives as `c`, no longer as `b`
          renamed: `s`.`a` keeps its name, no longer as `b`
          renamed: `s`.`a` arrives as `c`
          schema added: `n`, alias `m`: 1 table before, 2 after, budget 9, created with `utf8mb4_bin`
          schema removed: `o`: 0 tables before, 5 after
          alias: `s`: `x` -> none
          counts: `s` after 2 -> 1
          counts: `s` before 3 -> 4, after 2 -> 3
          budget: `s` 5 -> none
          title: the default -> `T`
          group renamed: `G` is now `H`, with 1 table to `t`
          regrouped: 1 table to `t`, from no group to `H`
            `a` as `b`
          order: the tables to `t` are listed in another order
          order: the targets are listed in another order
          order: the schemas are declared in another order

        """)
  }

  @Test func `every change is an object`() {
    #expect(
      Self.difference(Self.changes).json == """
        {"plan": "p.yaml", "against": "main", "changes": [
          {"kind": "moved", "source": "s", "target": "t", "tables": [{"table": "a", "as": "b", "group": "G"}]},
          {"kind": "no_longer_moved", "source": "s", "target": "t", "tables": [{"table": "a", "as": "a", "group": null}, {"table": "c", "as": "c", "group": null}]},
          {"kind": "retargeted", "source": "s", "old": "t", "new": "u", "tables": [{"table": "a", "as": "a", "group": null}]},
          {"kind": "resourced", "target": "t", "old": "s", "new": "r", "tables": [{"table": "a", "as": "a", "group": null}]},
          {"kind": "renamed", "source": "s", "table": "a", "old": "b", "new": "c"},
          {"kind": "renamed", "source": "s", "table": "a", "old": "b", "new": "a"},
          {"kind": "renamed", "source": "s", "table": "a", "old": "a", "new": "c"},
          {"kind": "schema_added", "schema": "n", "alias": "m", "before": 1, "after": 2, "budget": 9, "collation": "utf8mb4_bin"},
          {"kind": "schema_removed", "schema": "o", "alias": "o", "before": 0, "after": 5, "budget": null, "collation": null},
          {"kind": "schema_setting", "schema": "s", "key": "alias", "old": "x", "new": null},
          {"kind": "counts", "schema": "s", "old": {"before": 3, "after": 2}, "new": {"before": 3, "after": 1}},
          {"kind": "counts", "schema": "s", "old": {"before": 3, "after": 2}, "new": {"before": 4, "after": 3}},
          {"kind": "budget", "schema": "s", "old": 5, "new": null},
          {"kind": "setting", "key": "title", "old": null, "new": "T"},
          {"kind": "group_renamed", "target": "t", "old": "G", "new": "H", "tables": 1},
          {"kind": "regrouped", "target": "t", "old": null, "new": "H", "tables": [{"table": "a", "as": "b", "group": "H"}]},
          {"kind": "reordered", "list": "tables", "target": "t"},
          {"kind": "reordered", "list": "targets"},
          {"kind": "reordered", "list": "schemas"}
        ]}

        """)
  }

  @Test func `one change is one, and no text of a plan reaches a terminal as more than text`() {
    let one = Self.difference([.setting(key: "title", old: "a\u{1B}[31m", new: "b\u{202E}")])
    #expect(
      one.text == """
        p.yaml against main: 1 change
          title: `a\\u{1B}[31m` -> `b\\u{202E}`

        """)
    #expect(one.markdown.hasPrefix("`p.yaml` against `main`: 1 change\n\n- **title:** "))
    #expect(one.markdown.contains(" → "))
  }
}
