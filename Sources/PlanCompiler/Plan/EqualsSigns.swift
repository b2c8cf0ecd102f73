import Diagnostics
import MarkedYAML

/// `{before=60, after=48}`, where equals signs stand for colons: to YAML each is a key without a
/// value.
extension NodeReader {
  /// One diagnostic for all such keys of a mapping in braces.
  ///
  /// - Returns: the places of the entries that it was about, and the keys that were meant.
  mutating func reportEqualsSigns(
    in node: YAMLNode, _ entries: [YAMLEntry], of owner: String, among keys: [String]
  ) -> [Int: String] {
    var meant: [Int: String] = [:]
    var mended: [String] = []
    for (index, entry) in entries.enumerated() {
      if let pair = pair(joinedIn: entry), keys.contains(pair.key) {
        meant[index] = pair.key
        mended.append("\(pair.key): \(pair.value)")
      } else {
        mended.append(written(Span(start: entry.keySpan.start, end: entry.value.span.end)))
      }
    }
    guard let first = meant.keys.min(), node.span.start.line == node.span.end.line,
      written(node.span).hasPrefix("{")
    else { return [:] }
    let text = "{\(mended.joined(separator: ", "))}"
    report(
      Diagnostic(
        .unknownKey, "`\(shown(entries[first].key))` is not a key of \(owner)",
        at: location(entries[first].keySpan),
        secondary: meant.keys.sorted().dropFirst().map {
          .init(location(entries[$0].keySpan), "nor is this")
        },
        help: ["write `: ` in place of `=`: `\(shown(text))`"], edit: edit(node.span, text)))
    return meant
  }

  private func pair(joinedIn entry: YAMLEntry) -> (key: String, value: String)? {
    guard entry.keyStyle == .plain, case .scalar(let value) = entry.value.content,
      value.text.isEmpty, value.style == .plain
    else { return nil }
    let parts = entry.key.split(separator: "=").map { part in
      String(part.drop { $0 == " " }.reversed().drop { $0 == " " }.reversed())
    }
    return parts.count == 2 && !parts[1].isEmpty ? (parts[0], parts[1]) : nil
  }
}
