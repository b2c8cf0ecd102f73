/// Paints the parts of a diagnostic for a terminal, or leaves them plain.
struct Palette: Sendable {
  typealias Paint = @Sendable (String) -> String

  package var isColored: Bool

  /// Arrows, gutters and the marks of secondary labels.
  package var frame: Paint { paint("1;34") }
  package var message: Paint { paint("1") }

  package func severity(_ severity: Diagnostic.Severity) -> Paint {
    switch severity {
    case .error: paint("1;31")
    case .warning: paint("1;33")
    case .note: paint("1;36")
    }
  }

  /// - Parameter rendition: the parameters of the ANSI sequence "select graphic rendition".
  private func paint(_ rendition: String) -> Paint {
    guard isColored else { return { $0 } }
    return { "\u{1B}[\(rendition)m\($0)\u{1B}[0m" }
  }
}
