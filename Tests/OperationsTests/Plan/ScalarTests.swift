import Diagnostics
import PlancTestSupport
import Testing

@testable import Plans

struct ScalarTests {
  @Test(arguments: [
    "", "~", "null", "Null", "NULL", "y", "N", "yes", "No", "ON", "off", "true", "False", "<<",
    "=", "0", "007", "2024", "+1", "-1", "2024_01", "0x1f", "0xDEAD_BEEF", "0o17", "0b101", "12:30",
    "1:02:03", "1.5", ".5", "5.", "1e3", "1E+3", "1.5e-3", "6.02_3", ".inf", "-.INF", "+.Inf",
    ".NaN", "2024-01-31", "2024-1-1T10:00:00Z", "2024-01-31 10:00:00", "12:30.5",
  ])
  func `other readers see more than a string`(text: String) {
    #expect(otherReading(ofPlain: text) != nil)
  }

  @Test(arguments: [
    "lupo_sessions", "yesterday", "nul", "nULL", "tRUE", "ye", "onn", "~a", "~~", "<", "==",
    "2024a", "0x", "0xfg", "0o", "0o8", "0o18", "0o/7", "0b",
    "0b2", "0b102a", "1e", "e3", "1e3x", "12:", "12:345", "a:1", ".", "..", "+",
    "-", "-a", ".in", ".infinite", "_1", "2024-01", "2024-01-31x", "20240-01-31", "1-2",
  ])
  func `other readers see a string too`(text: String) {
    #expect(otherReading(ofPlain: text) == nil)
  }

  @Test func `names that others misread must be quoted, wherever they stand`() {
    let marked = planText(
      head: """
        plan: on
              ^^ P207 `plan` `on` is not quoted: other readers of YAML take it for a boolean
        title: yes
        version: 1.0
        """,
      schemas: """
        schemas:
          2024: {alias: y, table_count: {before: 3, after: 2}}
          ^^^^ P207 the schema `2024` is not quoted: other readers of YAML take it for a number
                        ^ P207
          archive: {table_count: {before: 0, after: 1}}
        """,
      assignments: """
        assignments:
          - from: '2024'
            to: archive
            tables: [{table: ~, as: 1e3}]
                             ^ P207 `table` `~` is not quoted: other readers of YAML take it for null
                                    ^^^ P207
        """)
    #expect(differences(marked) == [])
  }

  @Test func `quoted, the same names are fine`() {
    let marked = planText(
      head: "plan: 'on'\ntitle: yes\nversion: 1.0",
      schemas: """
        schemas:
          '2024': {alias: "y", table_count: {before: 3, after: 2}}
          archive: {table_count: {before: 0, after: 1}}
        """,
      assignments: """
        assignments:
          - {from: "2024", to: archive, tables: [{table: '~', as: "1e3"}]}
        """)
    #expect(differences(marked) == [])
  }

  @Test func `the edit for an ambiguous name quotes it`() throws {
    let text = planText(
      assignments: "assignments:\n  - {from: shop, to: archive, tables: [null]}"
    ).text
    let edit = try #require(diagnostics(text).first?.edit)
    #expect(edit.replacement == "'null'")
  }

  @Test(arguments: ["1", "5", "3600"])
  func `a lock timeout in range`(value: String) {
    #expect(differences(planText(tail: "lock_wait_timeout: \(value)")) == [])
  }

  @Test(arguments: [
    ("0", "P206"), ("3601", "P206"), ("99999999999999999999", "P206"), ("-1", "P205"),
    ("+1", "P205"), ("05", "P205"), ("1_0", "P205"), ("0x5", "P205"), ("5.0", "P205"),
    ("1e1", "P205"), ("'5'", "P205"), ("\"5\"", "P205"), ("five", "P205"), ("[5]", "P203"),
    ("''", "P205"),
  ])
  func `a lock timeout that is none`(value: String, code: String) {
    let found = messages(planText(tail: "lock_wait_timeout: \(value)").text)
    #expect(found.map { $0.prefix(4) } == [code[...]])
  }

  @Test func `only what is in quotes is called a text`() {
    let what = "P205 `lock_wait_timeout` is"
    #expect(
      messages(planText(tail: "lock_wait_timeout: '5'").text)
        == ["\(what) the text `5`, but must be an integer"])
    #expect(
      messages(planText(tail: "lock_wait_timeout: 05").text)
        == ["\(what) `05`, but must be an integer"])
  }

  @Test func `a quoted integer comes with the edit that takes the quotes off`() throws {
    let text = planText(tail: "lock_wait_timeout: '5'").text
    let edit = try #require(diagnostics(text).first?.edit)
    #expect(edit.replacement == "5")
  }

  @Test func `the highest count`() {
    let text = planText(
      schemas: """
        schemas:
          shop: {table_count: {before: 3, after: 2, budget: 1000000000}}
          archive: {table_count: {before: 0, after: 1}}
        """)
    #expect(differences(text) == [])
  }

  @Test func `a count beyond what any server holds`() {
    let marked = planText(
      schemas: """
        schemas:
          shop: {table_count: {before: 3, after: 2, budget: 1000000001}}
                                                            ^^^^^^^^^^ P206 `budget` is 1000000001, but must be 0 to 1000000000
          archive: {table_count: {before: 0, after: 1}}
        """)
    #expect(differences(marked) == [])
  }
}
