import PlancTestSupport
import Testing

@testable import Diagnostics

/// A code is whole only with its page, the manual's entry and a golden case.
struct CodeCoverageTests {
  @Test(arguments: DiagnosticCode.allCases)
  func `a code has a page with all its parts`(_ code: DiagnosticCode) throws {
    let explanation = code.explanation
    #expect(!explanation.title.isEmpty && !explanation.meaning.isEmpty)
    #expect(!explanation.reason.isEmpty && !explanation.remedy.isEmpty)
    switch explanation.example {
    case .plan(let text), .situation(let text): #expect(!text.isEmpty)
    }
    #expect(!explanation.severities.isEmpty)
    #expect(!explanation.references.isEmpty, "say where to read more")
    for reference in explanation.references where !reference.hasPrefix("https://") {
      let parts = reference.split(separator: "#", maxSplits: 1).map(String.init)
      #expect(reference.hasPrefix(Explanation.docsFolder))
      let page = String(decoding: try Repository.bytes(of: parts[0]), as: UTF8.self)
      guard parts.count == 2 else { continue }
      #expect(Self.anchors(of: page).contains(parts[1]), "\(reference) leads nowhere")
    }
  }

  @Test func `a page without a code is not in the program`() {
    #expect(Set(Explanation.pages.keys) == Set(DiagnosticCode.allCases.map(\.rawValue)))
  }

  /// The names by which a page's headings are linked to, as GitHub and others make them.
  private static func anchors(of page: String) -> [String] {
    page.split(separator: "\n").filter { $0.hasPrefix("#") }.map { heading in
      String(
        heading.drop { $0 == "#" || $0 == " " }.lowercased().compactMap { letter in
          letter == " "
            ? "-"
            : letter.isLetter || letter.isNumber || "-_".contains(letter)
              ? letter : nil
        })
    }
  }

  /// What only a server can be at fault for is shown by the live tests: these codes are reported
  /// after it has answered, and a golden case runs without one.
  static let ofServers: [DiagnosticCode] = [
    .unsuitableServer, .lockedByOperator, .preflightFinding, .manualRepairRequired, .heldTable,
    .scriptRefused, .stoppedRun, .notVerified,
  ]

  @Test(arguments: ofServers)
  func `a code of a server is in a live test, with each severity`(_ code: DiagnosticCode) throws {
    let folder = "\(Repository.root)/Tests/LiveTests"
    for severity in code.explanation.severities {
      let words = "\(severity.rawValue)[\(code.rawValue)]"
      let found = try ChildProcess.run("grep", ["-rlF", words, folder])
      #expect(found.exitCode == 0, "\(words)")
    }
  }

  @Test(arguments: DiagnosticCode.allCases.filter { !ofServers.contains($0) })
  func `a code has a golden case, of each severity that its page names`(_ code: DiagnosticCode) {
    for severity in code.explanation.severities {
      let words = "\(severity.rawValue)[\(code.rawValue)]: "
      #expect(GoldenCase.all.contains { $0.stderr.contains(words) }, "\(words)")
    }
    for severity in [Diagnostic.Severity.error, .warning, .note]
    where !code.explanation.severities.contains(severity) {
      let words = "\(severity.rawValue)[\(code.rawValue)]: "
      #expect(!GoldenCase.all.contains { $0.stderr.contains(words) }, "\(words)")
    }
  }

  @Test func `docs/diagnostics.md is what the program prints`() throws {
    let output = try PlancProgram.run("explain", "--all", "--format", "markdown", in: "/")
    let manual = String(decoding: try Repository.bytes(of: "docs/diagnostics.md"), as: UTF8.self)
    #expect(manual == output.stdout, "run `make docs`")
  }

  @Test func `the list of codes names each with its title`() throws {
    let output = try PlancProgram.run("explain", in: "/")
    #expect(output.exitCode == 0)
    let words = output.stdout.split { $0 == " " || $0 == "\n" }.joined(separator: " ")
    for code in DiagnosticCode.allCases {
      #expect(words.contains("\(code.rawValue) \(code.explanation.title)"))
    }
  }
}
