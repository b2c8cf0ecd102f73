import Diagnostics
import PlancTestSupport
import Testing

@testable import Operations

/// Each word that planc gives to something of its own, against all of ASCII that can be seen: what
/// stands beside a range of letters or digits must not slip into it.
struct CharacterClassTests {
  static let small = "abcdefghijklmnopqrstuvwxyz"
  static let letters = small + small.uppercased()
  static let digits = "0123456789"

  struct Word: Sendable, CustomTestStringConvertible {
    var testDescription: String
    /// What may stand at the start, and within.
    var first: String
    var inner: String
    /// The text of a plan that has the word, which comes with its quotes.
    var plan: @Sendable (String) -> String
    var ending = ""
  }

  static let words = [
    Word(
      testDescription: "plan", first: small, inner: small + digits + "_",
      plan: { planText(head: "plan: \($0)\ntitle: A title\nversion: 1.0").text }),
    Word(
      testDescription: "alias", first: small, inner: small + digits + "_",
      plan: { TextAndNameTests.aliased($0) }),
    Word(
      testDescription: "schema without an alias", first: small, inner: small + digits + "_",
      plan: { name in
        planText(
          schemas: """
            schemas:
              \(name): {table_count: {before: 3, after: 2}}
              archive: {table_count: {before: 0, after: 1}}
            """, assignments: "assignments: [{from: \(name), to: archive, tables: [a]}]"
        ).text
      }),
    Word(
      testDescription: "collation", first: letters + digits, inner: letters + digits + "_",
      plan: { TextAndNameTests.created("collation: \($0)") }),
    Word(
      testDescription: "function", first: letters + "_", inner: letters + digits + "_",
      plan: { planText(tail: "code: {php: {function: \($0)}}").text }),
    Word(
      testDescription: "constant", first: letters + "_", inner: letters + digits + "_",
      plan: { planText(tail: "code: {php: {constant: \($0)}}").text }),
    Word(
      testDescription: "file", first: letters + digits + "_", inner: letters + digits + "_-.",
      plan: { planText(tail: "outputs: {verify: \($0)}").text }, ending: ".sql"),
  ]

  @Test(arguments: words)
  func `a word is of its characters and no others`(word: Word) {
    for code in UInt8(0x20)...0x7E {
      let character = Character(Unicode.Scalar(code))
      let escape = "\\u00" + String(code, radix: 16)
      #expect(
        Self.isTaken(word.plan("\"\(escape)q\(word.ending)\"")) == word.first.contains(character),
        "`\(character)` at the start")
      #expect(
        Self.isTaken(word.plan("\"q\(escape)q\(word.ending)\"")) == word.inner.contains(character),
        "`\(character)` within")
    }
  }

  private static func isTaken(_ plan: String) -> Bool {
    readPlan(SourceFile(path: "plans/demo.yaml", text: plan)).diagnostics.isEmpty
  }
}
