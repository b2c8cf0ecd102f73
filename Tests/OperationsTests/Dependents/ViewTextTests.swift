import Testing

@testable import Foundations
@testable import MySQL
@testable import Operations

/// What a definition names, and how it is written with other names.
@Suite struct ViewTextTests {
  private static let ways: [QualifiedName: QualifiedName] = [
    QualifiedName("a", "t"): QualifiedName("b", "u"),
    QualifiedName("a", "odd `n"): QualifiedName("b", "odd `n"),
  ]

  /// A definition; how it is shown with the new names; what is written for that, where it differs.
  @Test(arguments: [
    ("select `a`.`t`.`id` AS `id` from `a`.`t`", "select `b`.`u`.`id` AS `id` from `b`.`u`", nil),
    ("select 1 AS `1` from `a`.`tt`", "select 1 AS `1` from `a`.`tt`", nil),
    ("select '`a`.`t`' AS `a.t` from `a`.`x`", "select '`a`.`t`' AS `a.t` from `a`.`x`", nil),
    (
      "select `a`.`odd ``n`.`id` AS `id` from `a`.`odd ``n` `a`",
      "select `b`.`odd ``n`.`id` AS `id` from `b`.`odd ``n` `a`", nil
    ),
    // An alias, or a common table expression, that is called as the schema.
    ("select `a`.`t` AS `t` from `x`.`y` `a`", "select `a`.`t` AS `t` from `x`.`y` `a`", nil),
    (
      "with a as (select `a`.`t`.`id` AS `t` from `a`.`t`)select `a`.`t` AS `t` from `a`",
      "with a as (select `b`.`u`.`id` AS `t` from `b`.`u`)select `a`.`t` AS `t` from `a`",
      "with `a` as (select `b`.`u`.`id` AS `t` from `b`.`u`)select `a`.`t` AS `t` from `a`"
    ),
    // Commas.
    (
      "select 1 AS `1` from `a`.`t` join `a`.`x` where 1 = 1",
      "select 1 AS `1` from `b`.`u` join `a`.`x` where 1 = 1",
      "select 1 AS `1` from `b`.`u` , `a`.`x` where 1 = 1"
    ),
    (
      "select 1 AS `1` from (`a`.`t` join `a`.`x`)",
      "select 1 AS `1` from (`b`.`u` join `a`.`x`)", nil
    ),
    (
      "select (select 1 from `a`.`t` join `a`.`t` `z`) AS `s`,extract(year from `q`.`t`) AS `y` from (`a`.`x` `q` join `a`.`t` on(1 = 1)) join `a`.`y`",
      "select (select 1 from `b`.`u` join `b`.`u` `z`) AS `s`,extract(year from `q`.`t`) AS `y` from (`a`.`x` `q` join `b`.`u` on(1 = 1)) join `a`.`y`",
      "select (select 1 from `b`.`u` , `b`.`u` `z`) AS `s`,extract(year from `q`.`t`) AS `y` from (`a`.`x` `q` join `b`.`u` on(1 = 1)) , `a`.`y`"
    ),
    // A function that is called as the table.
    ("select `a`.`t`(1) AS `f` from `a`.`x`", "select `a`.`t`(1) AS `f` from `a`.`x`", nil),
  ])
  func `only tables get their new names`(
    definition: String, after: String, statement: String?
  ) {
    let text = ViewText(definition)
    #expect(text.fault == nil)
    #expect(text.definition { Self.ways[$0] } == after)
    #expect(text.statement { Self.ways[$0] } == statement ?? after)
  }

  @Test func `everything of a schema gets another schema's name in a rehearsal`() {
    let text = ViewText(
      "select `a`.`f`(`a`.`t`.`id`) AS `f`,nextval(`a`.`s`) AS `n` from `a`.`t` `a`")
    #expect(
      text.renamingSchemas { $0 == "a" ? "a_stg" : $0 }
        == "select `a_stg`.`f`(`a_stg`.`t`.`id`) AS `f`,nextval(`a_stg`.`s`) AS `n` from `a_stg`.`t` `a`"
    )
    #expect(text.functions.map(\.name.table) == ["f"])
    #expect(text.sequences.map(\.name.table) == ["s"])
  }

  @Test(arguments: [
    "select 1 AS `1` from `a`.`t` USE INDEX (`k`) IGNORE INDEX (`s`)",
    "select 1 AS `1` from `a`.`t` FOR SYSTEM_TIME FROM TIMESTAMP '2020-01-01' TO TIMESTAMP '2021-01-01'",
    "with odd name as (select 1 AS `1` from `a`.`t`)select 1 AS `1` from `odd name`",
    "with x as (select 1 AS `1`), y-z as (select 1 AS `1` from `a`.`t`)select 1 AS `1` from `x`",
  ])
  func `what would not come out as it is, is told`(definition: String) {
    #expect(ViewText(definition).fault != nil)
  }

  @Test(arguments: [
    "select 1 AS `1` from `a`.`t` USE INDEX (`k`)",
    "select 1 AS `1` from `a`.`t` FOR SYSTEM_TIME ALL",
    "with x(`i`) as (select 1 AS `i`), y as (select 1 AS `1`)select 1 AS `1` from `x`",
  ])
  func `what comes out as it is, is not refused`(definition: String) {
    #expect(ViewText(definition).fault == nil)
  }

  @Test func `texts are taken from the original, and nothing else`() {
    let text = ViewText(
      "select '????' AS `x`,'\\'' AS `y` from `a`.`t` join `a`.`x` where 'b' = 1",
      original:
        "select '🎉' AS `x`,_latin1'\\'' AS `y` from (`a`.`t` join `a`.`x`) where _binary 'b' = 1")
    #expect(text.fault == nil)
    #expect(
      text.statement { Self.ways[$0] }
        == "select '🎉' AS `x`,_latin1'\\'' AS `y` from `b`.`u` , `a`.`x` where _binary 'b' = 1")
    #expect(ViewText("select 'x' AS `x`", original: "select 1 AS `x`").fault != nil)
  }
}
