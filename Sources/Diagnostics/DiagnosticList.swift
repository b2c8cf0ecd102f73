/// The most faults that one run reports.
package let diagnosticsMax = 100

/// The diagnostics of a whole run as they are shown: sorted, and cut at `diagnosticsMax`.
///
/// Faults in a text make further faults of what it says; a diagnostic of shape or meaning whose
/// place holds a fault of the text itself is dropped, since mending the one mends the other. A last
/// P111 tells of a cut, so that a list never looks complete when it is not.
package func presented(_ diagnostics: [Diagnostic]) -> [Diagnostic] {
  let sorted = sortedByPlace(withoutConsequences(diagnostics))
  guard sorted.count > diagnosticsMax else { return sorted }
  // An error must not be pushed out by warnings that happen to stand above it.
  var kept = sorted.enumerated().sorted { a, b in
    (a.element.severity.rank, a.offset) < (b.element.severity.rank, b.offset)
  }.prefix(diagnosticsMax).sorted { $0.offset < $1.offset }.map(\.element)
  kept.append(
    Diagnostic(
      .tooManyFaults,
      severity: kept.contains { $0.severity == .error } ? .error : .warning,
      "there are more than \(diagnosticsMax) faults; the others are not shown",
      help: ["mend those above and run planc again"]))
  return kept
}

/// The diagnostics by file, position and code; those without a place come first. Stable.
package func sortedByPlace(_ diagnostics: [Diagnostic]) -> [Diagnostic] {
  diagnostics.enumerated().sorted { a, b in
    let (left, right) = (a.element.sortKey, b.element.sortKey)
    return left == right ? a.offset < b.offset : left < right
  }.map(\.element)
}

/// The last line of a run's report, such as `2 errors, 1 warning`; empty without either.
package func summary(of diagnostics: [Diagnostic]) -> String {
  let errors = diagnostics.count { $0.severity == .error }
  let warnings = diagnostics.count { $0.severity == .warning }
  var parts: [String] = []
  if errors > 0 { parts.append(errors == 1 ? "1 error" : "\(errors) errors") }
  if warnings > 0 { parts.append(warnings == 1 ? "1 warning" : "\(warnings) warnings") }
  return parts.joined(separator: ", ")
}

private func withoutConsequences(_ diagnostics: [Diagnostic]) -> [Diagnostic] {
  let causes = Dictionary(
    grouping: diagnostics.filter(\.code.isFaultWithinScalar).compactMap(\.primary?.location),
    by: \.span.start.line)
  guard !causes.isEmpty else { return diagnostics }
  return diagnostics.filter { diagnostic in
    guard diagnostic.code.family != .text, !diagnostic.code.isFaultWithinScalar,
      let place = diagnostic.primary?.location,
      place.span.start.line == place.span.end.line
    else { return true }
    return !(causes[place.span.start.line] ?? []).contains { cause in
      cause.file === place.file && place.span.start <= cause.span.start
        && cause.span.end <= place.span.end
    }
  }
}

extension Diagnostic {
  fileprivate struct SortKey: Comparable {
    package var path: String
    package var start: Position
    package var code: String

    static func < (a: SortKey, b: SortKey) -> Bool {
      if a.path != b.path { return a.path < b.path }
      return (a.start, a.code) < (b.start, b.code)
    }
  }

  fileprivate var sortKey: SortKey {
    SortKey(
      path: primary?.location.file.path ?? "",
      start: primary?.location.span.start ?? Position(line: 0, column: 0), code: code.rawValue)
  }
}

extension Diagnostic.Severity {
  fileprivate var rank: Int {
    switch self {
    case .error: 0
    case .warning: 1
    case .note: 2
    }
  }
}
