extension Diagnostic.Edit {
  /// The edit in words, with the text to write; nil when a help of the diagnostic has that already.
  func remark(besides diagnostic: Diagnostic) -> String? {
    let isSaid = diagnostic.help.contains {
      replacement.isEmpty ? $0.hasPrefix("remove") : $0.contains("`\(replacement)`")
    }
    guard !isSaid else { return nil }
    let old = location.text
    var place = ""
    let start = location.span.start
    if start != diagnostic.primary?.location.span.start {
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
