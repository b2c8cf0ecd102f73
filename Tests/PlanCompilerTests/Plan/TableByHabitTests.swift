import Diagnostics
import PlancTestSupport
import Testing

@testable import PlanCompiler

/// Items that say more than a name by the habit of SQL: what is offered must be right without quotes.
struct TableByHabitTests {
  private static func found(_ item: String) -> [Diagnostic] {
    diagnostics(
      planText(
        assignments: "assignments:\n- from: shop\n  to: archive\n  tables:\n  - \(item)"
      ).text)
  }

  @Test(arguments: [
    ("a as b", "{table: a, as: b}"), ("a AS b", "{table: a, as: b}"),
    ("a -> b", "{table: a, as: b}"),
    ("a=>b", "{table: a, as: b}"), ("shop.a", "a"), ("a as: b", "{table: a, as: b}"),
    ("a AS: b", "{table: a, as: b}"), ("a To: b", "{table: a, as: b}"),
    ("a: {as: b}", "{table: a, as: b}"), ("a: b", "{table: a, as: b}"), ("? a", "a"), ("a:", "a"),
  ])
  func `what is meant is offered in one edit`(item: String, edit: String) {
    let found = Self.found(item)
    #expect(found.map(\.edit?.replacement) == [edit])
    #expect(found[0].help[0].hasPrefix("write `\(edit)`"))
  }

  @Test(arguments: [
    "a b as c", "a as b c", "a.b c", "a b.c", "a as null", "null as: b", "a b as: c", "a as: null",
    "a as: b c", "? null", "? table", "table: {as: b}", "a: {as: b, count: 1}", "a: {as: null}",
  ])
  func `what would be no name, or is a key, is offered in none`(item: String) {
    let found = Self.found(item)
    #expect(!found.isEmpty)
    #expect(found.compactMap(\.edit).isEmpty)
    #expect(!found.flatMap(\.help).contains { $0.hasPrefix("write `{table:") })
  }

  @Test func `a key that is misspelt is no table`() {
    #expect(Self.found("tabel: a").compactMap(\.edit?.replacement) == ["table"])
  }
}
