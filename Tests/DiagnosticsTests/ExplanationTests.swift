import Diagnostics
import Testing

struct ExplanationTests {
  @Test func `numbers are in order, unique, and of a family`() {
    let numbers = DiagnosticCode.allCases.map(\.rawValue)
    #expect(numbers == Array(Set(numbers)).sorted())
    #expect(Set(DiagnosticCode.allCases.map(\.family)) == Set(DiagnosticCode.Family.allCases))
  }

  @Test func `a page says what, why, an example and what to do`() {
    #expect(
      renderExplanation(.severalDocuments) == """
        P108: the file holds a second document

          A line `---` after the first document starts a second one.

        Why it matters
          A plan is one document. A reader that takes the first and ignores the rest
          would leave out every table after that line.

        Example
              plan: phase_a
              ---
              plan: phase_b

        What to do
          Remove the line, or move the second document to a file of its own.

        Severity
          error

        Read more
          https://yaml.org/spec/1.2.2/#92-streams

        """)
  }

  @Test(arguments: DiagnosticCode.allCases)
  func `every page is whole, in the house's words, and fits a terminal`(_ code: DiagnosticCode) {
    let explanation = code.explanation
    #expect(explanation.title.first?.isLowercase == true)
    #expect(explanation.title.last != ".")
    for text in [explanation.meaning, explanation.reason, explanation.remedy] {
      #expect(text.hasSuffix("."))
      #expect(!text.contains("  "))
      #expect(text.count(where: { $0 == "`" }) % 2 == 0)
    }
    let page = renderExplanation(code)
    #expect(
      page.split(separator: "\n").allSatisfy { $0.count <= 78 || $0.hasPrefix("  https://") })
    #expect(page.unicodeScalars.allSatisfy { $0 == "\n" || $0.value >= 0x20 })
    #expect(!page.split(separator: "\n").contains { $0.last == " " })
  }

  @Test func `colours mark the code and the headings, and nothing else`() {
    let page = renderExplanation(.severalDocuments, color: true)
    #expect(
      page.hasPrefix(
        "\u{1B}[1;31mP108\u{1B}[0m\u{1B}[1m: the file holds a second document\u{1B}[0m"))
    #expect(page.contains("\n\u{1B}[1mWhy it matters\u{1B}[0m\n  A plan is one document."))
    #expect(page.split(separator: "\u{1B}[0m").count == 8)
  }

  @Test(arguments: DiagnosticCode.allCases)
  func `outside of code nothing of a page is Markdown's own`(_ code: DiagnosticCode) {
    let explanation = code.explanation
    var texts = [explanation.title, explanation.meaning, explanation.reason, explanation.remedy]
    if case .situation(let text) = explanation.example { texts.append(text) }
    for text in texts {
      let prose = text.split(separator: "`", omittingEmptySubsequences: false).enumerated()
        .filter { $0.offset % 2 == 0 }.map(\.element)
      #expect(!prose.contains { $0.contains { "*_<>[]|\\".contains($0) } }, "\(text)")
    }
  }

  @Test func `no two pages have the same title`() {
    let titles = DiagnosticCode.allCases.map(\.explanation.title)
    #expect(Set(titles).count == titles.count)
  }
}
