import ArgumentParser

/// How a run reports; the same for every command.
struct ReportOptions: ParsableArguments {
  enum Format: String, ExpressibleByArgument, CaseIterable { case text, json }
  enum Color: String, ExpressibleByArgument, CaseIterable { case auto, always, never }

  @Option(help: "How diagnostics and results are written.")
  var format: Format = .text

  @Option(help: "Whether text is coloured; auto colours terminals unless NO_COLOR is set.")
  var color: Color = .auto

  @Flag(name: .shortAndLong, help: "Write errors and warnings only.")
  var quiet = false
}

/// The exit codes, never renumbered; 64 for usage is the argument parser's.
enum Verdict: Int32 {
  case yes = 0
  /// The plan has errors.
  case planHasErrors = 1
  /// The plan is valid, but the files on disk are not what it says.
  case drift = 2
  case unreachable = 3

  var exitCode: ExitCode { ExitCode(rawValue) }
}
