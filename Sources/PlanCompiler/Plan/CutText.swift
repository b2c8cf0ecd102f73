import Diagnostics
import MarkedYAML

extension NodeReader {
  /// Warns of a comment that may be meant as a part of the text before it: `Sessions #12`. That is one
  /// of a single word, or one that starts with a digit, and has no space behind its `#`.
  mutating func warnOfComment(behind node: YAMLNode, _ text: String, _ what: String) {
    let rest = String(
      decoding: file.bytes[
        file.byteOffset(of: node.span.end)..<file.byteOffset(of: file.endOfLine(node.span.end.line))
      ], as: UTF8.self
    ).unicodeScalars
    let blanks = rest.prefix { $0 == " " || $0 == "\t" }.count
    guard blanks > 0, rest.dropFirst(blanks).first == "#" else { return }
    let comment = commentThatMayBeMeant(rest.dropFirst(blanks))
    guard !comment.isEmpty else { return }
    let start = Position(line: node.span.end.line, column: node.span.end.column + blanks)
    let end = Position(line: start.line, column: start.column + comment.count)
    let whole = text + String(String.UnicodeScalarView(rest.prefix(blanks) + comment))
    let isQuotable = !whole.contains("\"") && !whole.contains("\\")
    report(
      Diagnostic(
        .textBeforeComment, severity: .warning,
        "` #` ends \(what): `\(shown(String(String.UnicodeScalarView(comment))))` is a comment",
        at: location(Span(start: start, end: end)),
        help: [
          isQuotable
            ? "put the whole text in quotes, if it is part of it: `\"\(shown(whole))\"`"
            : "put the whole text in quotes, if it is part of it",
          "write a space behind the `#` of a comment",
        ],
        edit: isQuotable ? edit(Span(start: node.span.start, end: end), "\"\(whole)\"") : nil))
  }

  /// The comment, up to a further one; empty where it is one like any other.
  private func commentThatMayBeMeant(
    _ text: Substring.UnicodeScalarView
  ) -> Substring.UnicodeScalarView {
    var comment = text
    for index in text.indices.dropFirst() where text[index] == "#" {
      let before = text[text.index(before: index)]
      if before == " " || before == "\t" {
        comment = text[..<index]
        break
      }
    }
    while let last = comment.last, last == " " || last == "\t" { comment.removeLast() }
    guard let next = comment.dropFirst().first, next.properties.isAlphabetic || isDigit(next),
      isDigit(next) || !comment.contains(where: { $0 == " " || $0 == "\t" })
    else { return text.prefix(0) }
    return comment
  }

  private func isDigit(_ scalar: Unicode.Scalar) -> Bool { ("0"..."9").contains(scalar) }
}
