import ArgumentParser

/// How a command reports; the same for most commands.
struct ReportOptions: ParsableArguments {
  enum Format: String, ExpressibleByArgument, CaseIterable { case text, json }

  @Option(help: "How diagnostics and results are written.")
  var format: Format = .text

  @OptionGroup var style: StyleOptions

  var terminal: Terminal { style.terminal(format) }
}

/// Options that apply to every format.
struct StyleOptions: ParsableArguments {
  enum Color: String, ExpressibleByArgument, CaseIterable { case auto, always, never }

  @Option(help: "Whether text is coloured; auto colours terminals unless NO_COLOR is set.")
  var color: Color = .auto

  @Flag(name: .shortAndLong, help: "Write errors and warnings only.")
  var quiet = false

  func terminal(_ format: ReportOptions.Format) -> Terminal {
    Terminal(format: format, color: color, isQuiet: quiet)
  }
}
