import Diagnostics
import MarkedYAML

/// `{before=60, after=48}` and `{before:60, after:48}`, where equals signs stand for colons, or colons
/// lack their space: to YAML each is a key without a value.
extension NodeReader {
  /// One diagnostic for all such keys of a mapping in braces.
  ///
  /// - Returns: the places of the entries that it was about, and the keys that were meant.
  mutating func reportEqualsSigns(
    in node: YAMLNode, _ entries: [YAMLEntry], of owner: String, among keys: [String]
  ) -> [Int: String] {
    var meant: [Int: String] = [:]
    var mended: [String] = []
    var hasEqualsSign = false
    for (index, entry) in entries.enumerated() {
      if let pair = pair(joinedIn: entry), keys.contains(pair.key) {
        meant[index] = pair.key
        if pair.sign == "=" { hasEqualsSign = true }
        mended.append("\(pair.key): \(pair.value)")
      } else {
        mended.append(written(Span(start: entry.keySpan.start, end: entry.value.span.end)))
      }
    }
    guard let first = meant.keys.min(), node.span.start.line == node.span.end.line,
      written(node.span).hasPrefix("{"), hasEqualsSign || meant.count > 1
    else { return [:] }
    let text = "{\(mended.joined(separator: ", "))}"
    report(
      Diagnostic(
        .unknownKey, "`\(shown(entries[first].key))` is not a key of \(owner)",
        at: location(entries[first].keySpan),
        secondary: meant.keys.sorted().dropFirst().map {
          .init(location(entries[$0].keySpan), "nor is this")
        },
        help: [
          (hasEqualsSign ? "write `: ` in place of `=`" : "write a space after each colon")
            + ": `\(shown(text))`"
        ], edit: edit(node.span, text)))
    return meant
  }

  private func pair(
    joinedIn entry: YAMLEntry
  ) -> (key: String, sign: Character, value: String)? {
    guard entry.keyStyle == .plain, case .scalar(let value) = entry.value.content,
      value.text.isEmpty, value.style == .plain,
      let sign = entry.key.firstIndex(where: { $0 == "=" || $0 == ":" })
    else { return nil }
    let key = entry.key[..<sign].reversed().drop { $0 == " " }.reversed()
    let rest = entry.key[sign...].dropFirst().drop { $0 == " " }
    return rest.isEmpty ? nil : (String(key), entry.key[sign], String(rest))
  }
}
