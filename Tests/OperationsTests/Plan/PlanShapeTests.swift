import Diagnostics
import PlancTestSupport
import Testing

struct PlanShapeTests {
  @Test func `a valid plan has no diagnostics`() {
    #expect(differences(planText()) == [])
  }

  @Test(arguments: [
    """
    plan: demo
    title: A demonstration
    version: 1.0
    sequences: refuse
    ^^^^^^^^^ P201 `sequences` is not a key of the plan
    """,
    """
    plan: demo
    titel: A demonstration
    ^^^^^ P201 `titel` is not a key of the plan
    version: 1.0
    """,
    """
    plan: demo
    ^^^^ P202 the plan has no `title` or `version`
    """,
    """
    plan: [demo]
          ^^^^^^ P203 `plan` is a list, but must be a name
    title: {a: b}
           ^^^^^^ P203 `title` is a mapping, but must be a text
    version: 1.0
    """,
  ])
  func `keys and types at the top`(head: String) {
    #expect(differences(planText(head: head)) == [])
  }

  @Test func `a key without a value says so`() {
    let text = planText(head: "plan: demo\ntitle:\nversion: 1.0").text
    #expect(messages(text) == ["P203 `title` has no value, but must be a text"])
  }

  @Test(arguments: [
    "- a list\n", "just text\n", "3\n",
  ])
  func `a document that is no mapping is one error`(text: String) {
    #expect(messages(text).count == 1)
    #expect(messages(text)[0].hasPrefix("P203 the plan is "))
  }

  @Test(arguments: [
    "sequences: move", "batch_size: 10",
  ])
  func `keys of later features are unknown, not ignored`(line: String) {
    let key = line.prefix { $0 != ":" }
    #expect(messages(planText(tail: line).text) == ["P201 `\(key)` is not a key of the plan"])
  }

  @Test(arguments: [
    ("triggers: recreate", true), ("triggers: refuse", false), ("grants: copy", true),
    ("grants: leave", false),
  ])
  func `what is carried along stands in a catalog`(line: String, needsOne: Bool) {
    let lead = "P202 the plan says `\(line)`, but no `catalog`"
    let found = messages(planText(tail: line).text)
    #expect(found.count == (needsOne ? 1 : 0))
    #expect(found.allSatisfy { $0.hasPrefix(lead) }, "\(found)")
  }

  @Test(arguments: [
    """
    schemas: []
             ^^ P203 `schemas` is a list, but must be a mapping of schemas by name
    """,
    """
    schemas: {}
             ^^ P204 `schemas` is empty
    """,
    """
    schemas:
      shop: {tabel_count: {before: 3, after: 2}}
             ^^^^^^^^^^^ P201 `tabel_count` is not a key of schema `shop`
      archive: {table_count: {before: 0, after: 1}}
    """,
    """
    schemas:
      shop: {table_count: {before: 3, after: 2}}
      archive: {alias: old}
      ^^^^^^^ P202 schema `archive` has no `table_count`
    """,
    """
    schemas:
      shop: {table_count: {before: 3, after: 2}}
      archive: {table_count: {after: 1}}
                ^^^^^^^^^^^ P202 `table_count` of schema `archive` has no `before`
    """,
    """
    schemas:
      shop: 3
            ^ P203
      archive: {table_count: {before: 0, after: 1}}
    """,
    """
    schemas:
      shop: {table_count: {before: 3, after: 2, budget: 3, max: 9}}
                                                           ^^^ P201
      archive: {table_count: {before: 0, after: 1}, create: {collation: binary, engine_like: shop}}
                                                                                ^^^^^^^^^^^ P201
    """,
    """
    schemas:
      shop: {table_count: {before: 3, after: 2}}
      archive: {table_count: {before: 0, after: 1}, create: {}}
                                                    ^^^^^^ P202 `create` of schema `archive` has no `collation`
    """,
  ])
  func `schemas of the wrong shape`(schemas: String) {
    #expect(differences(planText(schemas: schemas)) == [])
  }

  @Test(arguments: [
    """
    assignments: []
                 ^^ P204 `assignments` is empty
    """,
    """
    assignments: {}
                 ^^ P203 `assignments` is a mapping, but must be a list of assignments
    """,
    """
    assignments:
      - from: shop
        ^^^^ P202 the assignment has no `to`
        tables: [orders_2023]
    """,
    """
    assignments:
      - {from: shop, to: archive, tables: []}
                                          ^^ P204 `tables` is empty
    """,
    """
    assignments:
      - {from: shop, to: archive, tables: {}}
                                          ^^ P204 `tables` is empty
    """,
    """
    assignments:
      - {from: shop, to: archive, tables: orders_2023}
                                          ^^^^^^^^^^^ P203
    """,
    """
    assignments:
      - from: shop
        to: archive
        tables:
          Orders: []
                  ^^ P204 group `Orders` is empty
          Other: order
                 ^^^^^ P203 group `Other` is the text `order`, but must be a list of tables
    """,
    """
    assignments:
      - from: shop
        to: archive
        tables:
          - [orders_2023]
            ^^^^^^^^^^^^^ P203
          - {table: orders_2022}
             ^^^^^ P202 the table has no `as`
          - {table: orders_2021, as: orders, note: x}
                                             ^^^^ P201a `note` is not a key of the table
          - {match: orders_*, count: 5, note: x}
                                        ^^^^ P201b `note` is not a key of the pattern
                    ^^^^^^^^ P506
    """,
  ])
  func `assignments of the wrong shape`(assignments: String) {
    #expect(differences(planText(assignments: assignments)) == [])
  }

  @Test func `all faults are reported in one run`() {
    let marked = planText(
      head: """
        plan: Demo
              ^^^^ P209 `plan` is `Demo`, but must match `[a-z][a-z0-9_]*`
        title: A demonstration
        version: 1.0
        """,
      schemas: """
        schemas:
          shop: {table_count: {before: 3, after: 1}}
                                                 ^ P402 `shop` is declared with 1 table after the move, but 3 before - 1 out = 2 after
          archive: {table_count: {before: zero, after: 1}}
                                          ^^^^ P205
        """,
      assignments: """
        assignments:
          - from: shop
                  ~~~~ P402
            to: archiv
                ^^^^^^ P302 schema `archiv` is not declared
            tables: [orders_2023]
        """,
      tail: """
        lock_wait_timeout: 0
                           ^ P206
        """)
    #expect(differences(marked) == [])
  }

  @Test(arguments: [
    ("grants: yes", "P209 `grants` is `yes`, but must be one of `copy` and `leave`"),
    ("status: 1", "P209 `status` is `1`, but must be one of `planned` and `applied`"),
  ])
  func `a word that is none of a few is reported once, quoted or not`(
    line: String, message: String
  ) {
    #expect(messages(planText(tail: line).text) == [message])
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

  @Test(arguments: [
    ("{before:3, after: 2}", ["before: 3"]), ("{before:3,after:2}", ["before: 3", "after: 2"]),
    ("{befor: 3, after: 2}", ["before"]), ("{x: 3, after: 2}", []),
  ])
  func `a key with a missing space or a typo comes with its edit`(
    counts: String, edits: [String]
  ) {
    let text = planText(
      schemas: """
        schemas:
          shop: {table_count: \(counts)}
          archive: {table_count: {before: 0, after: 1}}
        """
    ).text
    #expect(diagnostics(text).contains { $0.code == .unknownKey })
    #expect(diagnostics(text).compactMap(\.edit?.replacement) == edits)
  }

  @Test(arguments: [
    "[1,041]", "{before: 1,041, after: 2}", "{before: 3, after: 2, budget: 1,041}", "3 -> 2", "3",
    "(before: 3)", "\n      3\n      2",
  ])
  func `what is not the counts of a schema is refused`(counts: String) {
    let text = planText(
      schemas: """
        schemas:
          shop:
            table_count: \(counts)
          archive: {table_count: {before: 0, after: 1}}
        """
    ).text
    #expect(diagnostics(text).contains { $0.severity == .error })
  }

  @Test(arguments: [
    "tables: -a", "tables:\n      1. a\n      2. b", "tables:\n      a\n      b", "tables:",
    "tables:\n      a:\n      b:", "tables:\n      - Group:\n        - a", "tables:\n      - a:",
    "tables:\n      - a: b", "tables:\n      - a as: b", "tables:\n      - {name: a}",
    "tables:\n      - {table: a}", "tables:\n      - table: a\n      - as: b",
    "tables:\n      - ? a", "tables:\n      - - a", "tables:\n      - {match=a}",
    "tables:\n      - match: 'a*'\n      - count: 1", "tables: [a]\nto: archive",
  ])
  func `what is no list of tables is refused`(tables: String) {
    let text = planText(
      assignments: "assignments:\n  - from: shop\n    to: archive\n    " + tables
    ).text
    #expect(
      diagnostics(text).contains { $0.severity == .error && $0.code.family == .shape }, "\(text)")
  }

  @Test(arguments: [
    "table_count: {before: 3, after: 2}", "create: {collation: binary}", "alias: core",
    "shop:\n  table_count: {before: 3, after: 2}", "create:",
  ])
  func `a key of a schema among the schemas is refused`(lines: String) {
    let text = planText(
      schemas: "schemas:\n  archive: {table_count: {before: 0, after: 1}}\n  \(lines)"
    ).text
    #expect(
      diagnostics(text).contains { $0.severity == .error && $0.code.family == .shape }, "\(text)")
  }
}
