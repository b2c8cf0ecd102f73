import ArgumentParser
import Diagnostics

struct ExplainCommand: PlancCommand {
  static let configuration = CommandConfiguration(
    commandName: "explain",
    abstract: "Prints the page about a diagnostic's code.",
    discussion: """
      Without a code, it lists all codes with their titles.

      EXAMPLES
        $ planc explain P402
        $ planc explain
        $ planc explain --all --format markdown

      EXIT CODES
        0 printed; 64 there is no such code
      """)

  enum Format: String, ExpressibleByArgument, CaseIterable { case text, json, markdown }

  @Argument(
    help: "The code, such as P402.",
    completion: .list(DiagnosticCode.allCases.map(\.rawValue)), transform: diagnosticCode)
  var code: DiagnosticCode?

  @Flag(help: "Print the pages of all codes.")
  var all = false

  @Option(help: "How pages are written.")
  var format: Format = .text

  @Option(help: "Whether text is coloured; auto colours terminals unless NO_COLOR is set.")
  var color: StyleOptions.Color = .auto

  func validate() throws {
    if all, code != nil { throw ValidationError("--all prints every page; leave the code out.") }
  }

  var terminal: Terminal { Terminal(format: .text, color: color, isQuiet: false) }

  func run(into outcome: inout Outcome) {
    outcome.write(result(color: terminal.isResultColored))
  }

  private func result(color: Bool) -> String {
    switch format {
    case .text:
      if let code { return renderExplanation(code, color: color) }
      guard all else { return renderCodeList(color: color) }
      return DiagnosticCode.allCases.map { renderExplanation($0, color: color) }
        .joined(separator: "\n\n")
    case .json:
      if let code { return renderExplanationJSON(code) + "\n" }
      return jsonLines(DiagnosticCode.allCases.map(renderExplanationJSON)) + "\n"
    case .markdown:
      return code.map(renderExplanationMarkdown) ?? renderManual()
    }
  }
}

/// The code that a word names, in any case, with its `P` or without.
@Sendable private func diagnosticCode(_ word: String) throws -> DiagnosticCode {
  let name = word.utf8.allSatisfy { $0 >= 0x30 && $0 <= 0x39 } ? "P\(word)" : word.uppercased()
  guard let code = DiagnosticCode(rawValue: name) else {
    throw ValidationError("there is no code '\(word)'; `planc explain` lists all codes")
  }
  return code
}
