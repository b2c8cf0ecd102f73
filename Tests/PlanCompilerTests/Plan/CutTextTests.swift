import Diagnostics
import PlancTestSupport
import Testing

@testable import PlanCompiler

/// What may be meant as part of a text, and is a comment to YAML.
struct CutTextTests {
  private static func warnings(title: String) -> [Diagnostic] {
    diagnostics(planText(head: "plan: demo\ntitle: \(title)\nversion: '1'").text)
  }

  @Test(arguments: [
    ("Sessions #12", "#12", "\"Sessions #12\""),
    ("Sessions  #12 and more", "#12 and more", "\"Sessions  #12 and more\""),
    ("Sessions #12 # not yet", "#12", "\"Sessions #12\""),
    ("Sessions\n  of all #12", "#12", "\"Sessions of all #12\""),
    ("Sessions #checkout", "#checkout", "\"Sessions #checkout\""),
    ("Sitzungen für alle #é", "#é", "\"Sitzungen für alle #é\""),
  ])
  func `a number or a word right behind the sign is told`(
    title: String, comment: String, mended: String
  ) {
    let found = Self.warnings(title: title)
    #expect(found.map(\.message) == ["` #` ends `title`: `\(comment)` is a comment"])
    #expect(found.map(\.severity) == [.warning])
    #expect(found.map(\.edit?.replacement) == [mended])
    #expect(Self.warnings(title: mended).isEmpty)
  }

  @Test(arguments: [
    "Sessions # 12", "Sessions # of the shop", "Sessions #of the shop", "Sessions ## 12",
    "Sessions #", "Sessions #!", "Sessions#12", "'Sessions' #12", "\"Sessions #12\"",
    ">-\n  Sessions #12",
  ])
  func `a comment like any other, and a text in quotes, is not`(title: String) {
    #expect(Self.warnings(title: title).isEmpty)
  }

  @Test func `what YAML cannot quote as it stands has no edit`() {
    #expect(Self.warnings(title: "a \"b\" #12").map { $0.edit == nil } == [true])
  }

  @Test func `the places are those of the comment`() {
    let text = planText(
      head: """
        plan: demo
        title: Sessions #12
                        ^^^ P113
        version: 4.0   #3
                       ^^ P113a
        """)
    #expect(differences(text) == [])
  }

  @Test func `what is refused within a value hides no fault elsewhere`() {
    let found = diagnostics(planText(head: "plan: Demo\ntitle: {{ x }}\nversion: '1'").text)
    #expect(found.map(\.code) == [.malformedWord, .syntaxFault])
  }

  @Test func `a title that was refused leaves the counts alone`() {
    let text = planText(
      schemas: """
        schemas:
          shop: {table_count: {before: 3, after: 1}}
          archive: {table_count: {before: 0, after: 2}}
        """,
      assignments: "assignments: [{from: shop, to: archive, tables: {[draft]: [a], Other: [b]}}]"
    ).text
    #expect(diagnostics(text).map(\.code) == [.syntaxFault])
  }

  @Test(arguments: ["title: {{ x }}", "title: [{{ x }}]"])
  func `a template is one fault`(title: String) {
    let found = diagnostics(planText(head: "plan: demo\n\(title)\nversion: '1'").text)
    #expect(found.map(\.code) == [.syntaxFault])
  }
}
