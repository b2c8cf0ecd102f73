extension Diagnostic.Edit {
  /// The edit in words, with the text to write; nil when a help of the diagnostic has that already.
  package func remark(besides diagnostic: Diagnostic) -> String? {
    let isSaid =
      replacement.isEmpty
      ? diagnostic.help.contains { $0.hasPrefix("remove") }
      : replacement.split(separator: "\n").allSatisfy { line in
        diagnostic.help.contains { says(line.trimmingBlanks, $0) }
      }
    guard !isSaid else { return nil }
    let old = location.text
    var place = ""
    let start = location.span.start
    // Whole lines are written out from the margin on; the frame shows which.
    let isLine = replacement.contains("\n") && start.column == 1
    let primary = diagnostic.primary?.location.span.start
    if start != primary, !(isLine && start.line == primary?.line) {
      place = " at \(location.file.path):\(start.line):\(start.column)"
    }
    if replacement.contains("\n") {
      let verb = location.span.start == location.span.end ? "insert" : "write instead"
      return "\(verb)\(place):\n" + replacement
    }
    if replacement.isEmpty { return old.map { "remove `\($0)`\(place)" } ?? "remove this\(place)" }
    if location.span.start == location.span.end { return "insert `\(replacement)`\(place)" }
    return old.map { "write `\(replacement)` instead of `\($0)`\(place)" }
      ?? "write `\(replacement)` here\(place)"
  }

  /// Whether a help has a text by itself, after its key, in words, or as part of the line as it will
  /// be.
  private func says(_ text: Substring, _ help: String) -> Bool {
    if text.isEmpty, help.contains(" space") || help.hasPrefix("remove") {
      return true
    }
    if !text.isEmpty, help.contains("`\(text)`") || help.contains(": \(text)`") { return true }
    let pieces = help.split(separator: "`", omittingEmptySubsequences: false).enumerated()
      .filter { $0.offset % 2 == 1 }.map { $0.element.prefix { $0 != "…" } }
    let line = mendedLine
    return pieces.contains { $0.count > text.count && $0.contains(text) && line.contains($0) }
  }

  /// The edit's first line with the replacement in it.
  private var mendedLine: String {
    let file = location.file
    let line = file.line(location.span.start.line)
    let start = file.byteOffset(of: location.span.start)
    let end = min(max(start, file.byteOffset(of: location.span.end)), line.endIndex)
    return String(decoding: line[..<start], as: UTF8.self) + replacement
      + String(decoding: line[end...], as: UTF8.self)
  }
}

extension Location {
  /// The text at the location where it is short and in one line, else nil.
  fileprivate var text: String? {
    let columns = span.end.column - span.start.column
    guard span.start.line == span.end.line, (1...80).contains(columns) else { return nil }
    guard span.end <= file.endOfLine(span.end.line) else { return nil }
    let range = file.byteOffset(of: span.start)..<file.byteOffset(of: span.end)
    return String(decoding: file.bytes[range], as: UTF8.self)
  }
}

extension Substring {
  fileprivate var trimmingBlanks: Substring {
    var text = self
    while text.first == " " { text = text.dropFirst() }
    while text.last == " " { text = text.dropLast() }
    return text
  }
}
