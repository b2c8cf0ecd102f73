import Diagnostics
import PlancTestSupport
import Testing

@testable import PlanCompiler

/// Lines that start as items do in other languages, and are one text to YAML.
struct LinesAsItemsTests {
  @Test(arguments: [
    ("-carts", ["- carts"]), ("1. carts", ["- carts"]),
    ("• carts\n    • orders", ["- carts", "- orders"]),
    ("-carts\n    - orders\n    -log", ["- carts", "- orders", "- log"]),
    ("2) carts\n    orders", ["- carts", "- orders"]),
    ("-carts\n\n    -log", ["- carts", "- log"]),
  ])
  func `lines that are no items of a list are written as such`(lines: String, items: [String]) {
    let text = planText(
      assignments: "assignments:\n- from: shop\n  to: archive\n  tables:\n    \(lines)"
    ).text
    let found = diagnostics(text)
    #expect(found.map(\.code) == [.wrongType])
    #expect(
      found.map(\.edit?.replacement) == [items.map { "    " + $0 }.joined(separator: "\n")])
    #expect(found.first?.help.first?.hasPrefix("write `\(items[0])`") == true)
  }

  @Test(arguments: [(100, true), (101, false)])
  func `of more than a hundred lines no edit is offered`(count: Int, isOffered: Bool) {
    let lines = (1...count).map { "-carts_\($0)" }.joined(separator: "\n    ")
    let text = planText(
      assignments: "assignments:\n- from: shop\n  to: archive\n  tables:\n    \(lines)"
    ).text
    let found = diagnostics(text)
    #expect(found.map(\.code) == [.wrongType])
    #expect(
      (found.first?.edit?.replacement.hasPrefix("    - carts_1\n    - carts_2\n") == true)
        == isOffered)
  }

  @Test(arguments: ["carts", "carts, orders"])
  func `names without a sign are a list in brackets`(names: String) {
    let text = planText(
      assignments: "assignments:\n- from: shop\n  to: archive\n  tables: \(names)"
    ).text
    #expect(diagnostics(text).map(\.edit?.replacement) == ["[\(names)]"])
  }
}
