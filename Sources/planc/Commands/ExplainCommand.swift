import ArgumentParser
import Diagnostics

struct ExplainCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "explain", abstract: "Prints the page about a diagnostic's code.")

  @Argument(help: "The code, such as P402.")
  var code: Code

  @OptionGroup var report: ReportOptions

  struct Code: ExpressibleByArgument {
    var value: DiagnosticCode

    init?(argument: String) {
      guard let value = DiagnosticCode(rawValue: argument.uppercased()) else { return nil }
      self.value = value
    }
  }

  func run() throws {
    let terminal = Terminal(options: report)
    do {
      let page = renderExplanation(code.value)
      switch report.format {
      case .text: try terminal.writeResult(page)
      case .json:
        try terminal.writeResult(
          "{\"code\": \(jsonString(code.value.rawValue)), \"page\": \(jsonString(page))}\n")
      }
    } catch {
      terminal.show([error.diagnostic])
      throw Verdict.unreachable.exitCode
    }
  }
}
