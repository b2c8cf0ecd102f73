import Diagnostics
import MarkedYAML

/// One item whose keys stand as several, because each has a dash: `- table: basket`, and below it
/// `- as: carts`.
extension PlanDecoder {
  /// Items of a list of tables.
  mutating func reportSplit(_ items: ArraySlice<YAMLNode>) -> Int {
    let tables = reportSplit(items, "table", .table)
    return tables > 0 ? tables : reportSplit(items, "pattern", .pattern)
  }

  /// - Returns: how many items, from the first on, were meant for one and reported; 0 where the first
  ///   stands for itself.
  mutating func reportSplit(_ items: some Collection<YAMLNode>, _ what: String, _ keys: PlanKeys)
    -> Int
  {
    var seen: Set<String> = []
    var starts: [Span] = []
    for item in items.prefix(keys.known.count) {
      guard case .mapping(let entries) = item.content, let start = entries.first?.keySpan,
        entries.allSatisfy({ keys.known.contains($0.key) && !seen.contains($0.key) }),
        !keys.required.allSatisfy({ key in entries.contains { $0.key == key } })
      else { break }
      seen.formUnion(entries.map(\.key))
      starts.append(start)
    }
    guard starts.count > 1, keys.required.allSatisfy(seen.contains) else { return 0 }
    let dash = Span(
      start: Position(line: starts[1].start.line, column: max(1, starts[1].start.column - 2)),
      end: starts[1].start)
    report(
      Diagnostic(
        .missingKey, "the `- ` before `\(written(starts[1]))` parts it from the \(what) above it",
        at: location(starts[1]),
        secondary: [.init(location(starts[0]), "the \(what) starts here")]
          + starts.dropFirst(2).prefix(labelsMax).map { .init(location($0), "and this") },
        help: [
          "write two spaces in place of \(starts.count == 2 ? "the" : "each such") `- `, so that "
            + "the keys stand below `\(written(starts[0]))`"
        ],
        edit: starts.count == 2 && written(dash) == "- " ? edit(dash, "  ") : nil))
    return starts.count
  }
}
