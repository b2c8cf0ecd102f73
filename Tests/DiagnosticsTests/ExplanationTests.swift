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
    #expect(page.split(separator: "\n").allSatisfy { $0.count <= 78 })
    #expect(page.unicodeScalars.allSatisfy { $0 == "\n" || $0.value >= 0x20 })
    #expect(!page.split(separator: "\n").contains { $0.last == " " })
  }

  @Test func `no two pages have the same title`() {
    let titles = DiagnosticCode.allCases.map(\.explanation.title)
    #expect(Set(titles).count == titles.count)
  }
}
