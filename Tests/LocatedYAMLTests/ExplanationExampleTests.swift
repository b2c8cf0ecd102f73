import Diagnostics
import LocatedYAML
import Testing

struct ExplanationExampleTests {
  /// The codes that the reader raises; which values are texts is known to the decoder alone.
  private static let readerCodes =
    DiagnosticCode.allCases.filter { $0.family == .text }
    + [.escapedControlCharacter]

  @Test(arguments: DiagnosticCode.allCases)
  func `a piece of a plan that explains a code is refused with it by the reader, or is YAML`(
    _ code: DiagnosticCode
  ) {
    guard case .plan(let text) = code.explanation.example else { return }
    let codes = readYAML(SourceFile(path: "plan.yaml", text: text)).diagnostics.map(\.code)
    #expect(Set(codes) == (Self.readerCodes.contains(code) ? [code] : []))
  }
}
