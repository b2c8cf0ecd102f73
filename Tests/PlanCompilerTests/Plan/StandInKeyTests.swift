import Diagnostics
import PlancTestSupport
import Testing

@testable import PlanCompiler

/// A key under another name, or in another mapping, is one fault with the right key in its help.
struct StandInKeyTests {
  private func codes(_ text: String) -> [String] { diagnostics(text).map(\.code.rawValue) }

  private static func assignment(_ lines: String...) -> String {
    planText(
      assignments: "assignments:\n  - "
        + lines.joined(separator: "\n    ")
    ).text
  }

  @Test func `the only unknown key stands for the only missing one of its kind`() {
    let text = Self.assignment("source: shop", "to: archive", "tables: [orders_2023]")
    #expect(
      messages(text) == ["P201 `source` is not a key of the assignment, which has no `from`"])
    #expect(diagnostics(text).flatMap(\.help) == ["did you mean `from`?"])
    #expect(diagnostics(text).compactMap(\.edit).isEmpty, "it is a guess")
  }

  @Test func `a key that is near needs no example`() {
    let text = planText(head: "plan: demo\ntitel: A demonstration\nversion: 1.0").text
    #expect(diagnostics(text).flatMap(\.help) == ["did you mean `title`?"])
  }

  @Test func `a number with a comma within braces is one fault for each number`() {
    let text = planText(
      schemas: """
        schemas:
          shop: {table_count: {before: 1,041, after: 1,234,040, budget: 1,041}}
          archive: {table_count: {before: 0, after: 1}}
        """
    ).text
    #expect(
      messages(text) == [
        "P205 `before` is `1,041`, but must be an integer",
        "P205 `after` is `1,234,040`, but must be an integer",
        "P205 `budget` is `1,041`, but must be an integer",
      ])
    #expect(diagnostics(text).compactMap(\.edit?.replacement) == ["1041", "1234040", "1041"])
  }

  @Test func `a key that stands twice beside such a number is told`() {
    let text = planText(
      schemas: """
        schemas:
          shop: {table_count: {before: 1,041, after: 2, after: 3}}
          archive: {table_count: {before: 0, after: 1}}
        """
    ).text
    #expect(codes(text) == ["P205", "P107"])
  }

  @Test(arguments: ["{before: 1, 041: , after: 2}", "{before: 1,41, after: 2}"])
  func `a key that is no part of a number is one`(counts: String) {
    let text = planText(
      schemas: """
        schemas:
          shop: {table_count: \(counts)}
          archive: {table_count: {before: 0, after: 1}}
        """
    ).text
    #expect(codes(text).contains("P201"))
  }

  @Test(arguments: [
    ("- {from: shop, to: archive}\ntables: [orders_2023]", "tables", 3),
    ("  - from: shop\nto: archive\ntables:\n  - orders_2023", "to", 4),
  ])
  func `keys of an assignment at the margin are read there, and told once`(
    lines: String, key: String, spaces: Int
  ) {
    let text = planText(assignments: "assignments:\n" + lines).text
    #expect(
      messages(text) == [
        "P201 `\(key)` stands among the keys of the plan, but is one of an assignment"
      ])
    #expect(
      diagnostics(text).flatMap(\.help) == ["indent it with \(spaces) spaces, like `from`"])
  }

  @Test func `a key of a whole assignment at the margin is none of the plan`() {
    let text = planText(tail: "to: archive").text
    #expect(messages(text) == ["P201 `to` is not a key of the plan"])
  }

  @Test func `a list stands for no name`() {
    let text = Self.assignment("source: [shop]", "to: archive", "tables: [orders_2023]")
    #expect(codes(text) == ["P201", "P202"])
  }

  @Test func `of two unknown keys neither is guessed, and so of two missing ones`() {
    #expect(
      codes(Self.assignment("a: shop", "b: shop", "to: archive", "tables: [orders_2023]"))
        == ["P201", "P202", "P201"])
    #expect(codes(Self.assignment("a: shop", "tables: [orders_2023]")) == ["P201", "P202"])
  }

  @Test func `a key of another mapping says where it belongs`() {
    let text = planText(
      schemas: """
        schemas:
          shop: {table_count: {before: 3, after: 2}, budget: 9}
          archive: {table_count: {before: 0, after: 1}}
        """
    ).text
    #expect(messages(text) == ["P201 `budget` is not a key of schema `shop`"])
    #expect(
      diagnostics(text).flatMap(\.notes)
        == ["`budget` is a key of `schemas.<name>.table_count`"])
  }

  @Test(arguments: [
    """
    schemas:
      shop:
      table_count: {before: 3, after: 2}
      ^^^^^^^^^^^ P201 `table_count` stands among the schemas, but is a key of one
      archive: {table_count: {before: 0, after: 1}}
    """,
    """
    schemas:
      shop: {table_count: {before: 3, after: 2}}
      archive:
        table_count: {before: 0, after: 1}
      create: {collation: utf8mb4_unicode_ci}
      ^^^^^^ P201 `create` stands among the schemas, but is a key of one
    """,
    """
    schemas:
      alias: core
      ^^^^^ P201 `alias` stands among the schemas, but is a key of one
      shop: {table_count: {before: 3, after: 2}}
      archive: {table_count: {before: 0, after: 1}}
    """,
  ])
  func `a key of a schema that slipped out of it is one fault`(schemas: String) {
    #expect(differences(planText(schemas: schemas)) == [])
  }

  @Test(arguments: [
    ("grants: yes", "P209 `grants` is `yes`, but must be one of `copy` and `leave`"),
    ("status: 1", "P209 `status` is `1`, but must be one of `planned` and `applied`"),
  ])
  func `a word that is none of a few is told once, quoted or not`(line: String, message: String) {
    #expect(messages(planText(tail: line).text) == [message])
  }

  @Test(arguments: [
    ("[3, 2]", "", "{before: 3, after: 2}"), ("3 -> 2", "", "{before: 3, after: 2}"),
    ("90/19", "", "{before: 90, after: 19}"), ("3", "", "{before: …, after: …}"),
    ("3, 2, 1", "", "{before: …, after: …}"), ("\n      3\n      2", "", "{before: …, after: …}"),
    ("{before: 3, after: 2}", ", create: utf8mb4_bin", "{collation: utf8mb4_bin}"),
    ("{before: 3, after: 2}", ", create: 'utf8mb4_bin'", "{collation: …}"),
    ("{before: 3, after: 2}", ", create: binary", "{collation: …}"),
    ("{before: 3, after: 2}", ", create: yes", "{collation: …}"),
  ])
  func `what stands in place of a mapping is written into one where it has as many values`(
    counts: String, create: String, mapping: String
  ) {
    let text = planText(
      schemas: """
        schemas:
          shop:
            table_count: \(counts)
          archive: {table_count: {before: 0, after: 1}\(create)}
        """
    ).text
    #expect(diagnostics(text).flatMap(\.help) == ["write `\(mapping)` in its place"])
  }

  @Test func `a text in place of a plan is told where to begin`() {
    #expect(
      diagnostics("RENAME TABLE a TO b;\n").flatMap(\.help)
        == ["begin with what `planc init` writes, a first plan that compiles"])
  }

  @Test func `a schema may have the name of a key`() {
    let text = planText(
      schemas: """
        schemas:
          create: {table_count: {before: 3, after: 2}}
          archive: {table_count: {before: 0, after: 1}}
        """, assignments: "assignments: [{from: create, to: archive, tables: [orders_2023]}]"
    ).text
    #expect(messages(text) == [])
  }

  @Test(
    arguments: [
      ("[orders_2023, ]", []), ("\n      -", ["write a name after the dash, or remove the line"]),
      ("\n      - orders_2023:", ["write `orders_2023`"]),
      ("\n      - orders_2023: the old ones", ["write `orders_2023 # the old ones` for a comment"]),
      ("", ["write them below it, indented further"]),
      (
        "\n      - {table: orders_2023}",
        ["add `as: …`, or write `orders_2023` for a table that keeps its name"]
      ),
      ("\n      - orders_2023:\n          as: old", ["write `{table: orders_2023, as: old}`"]),
      ("\n      - - orders_2023", ["make each name an item of its own"]),
    ] as [(String, [String])])
  func `an item that lacks something, or has too much, says what to write`(
    tables: String, help: [String]
  ) {
    let text = Self.assignment("from: shop", "to: archive", "tables: \(tables)")
    #expect(diagnostics(text).flatMap(\.help) == help)
  }
}
