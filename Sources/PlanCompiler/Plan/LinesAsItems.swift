import Diagnostics
import MarkedYAML

/// Lines that were meant for the items of a list, and are one text to YAML: `-carts`, `1. carts`,
/// `• carts`.
extension PlanDecoder {
  /// - Returns: whether it was that, and was reported.
  mutating func reportLinesThatAreNoItems(
    _ node: YAMLNode, _ what: String, expected: String
  ) -> Bool {
    guard case .scalar(let scalar) = node.content, scalar.style == .plain, !scalar.text.isEmpty,
      let names = namesOfItems(node.span)
    else { return false }
    let margin = String(repeating: " ", count: node.span.start.column - 1)
    let items = names.map { "- \($0)" }
    let place = Span(start: Position(line: node.span.start.line, column: 1), end: node.span.end)
    let isSeveral = items.count > 1
    let space = scalar.text.unicodeScalars.dropFirst().first
    let foreign = space.flatMap { DoubtfulSign(in: String($0)) }
    reportWrongType(
      node, what, expected: expected,
      help: [
        "write `\(shown(items[0]))`" + (isSeveral ? ", and the other lines in the same way" : "")
      ],
      notes: foreign.map { ["behind the sign stands \($0.description)"] } ?? [],
      edit: edit(place, items.map { margin + $0 }.joined(separator: "\n")))
    return true
  }

  /// The lines of a span without what starts an item elsewhere. Nil where the first has no such
  /// sign, or stands behind a key.
  private func namesOfItems(_ span: Span) -> [String]? {
    let head = file.line(span.start.line).prefix(span.start.column - 1)
    guard head.allSatisfy({ $0 == 0x20 }), span.end.line - span.start.line < 100 else { return nil }
    var names: [String] = []
    for number in span.start.line...span.end.line {
      let line = Span(
        start: Position(line: number, column: number == span.start.line ? span.start.column : 1),
        end: number == span.end.line ? span.end : file.endOfLine(number))
      let text = written(line).unicodeScalars.drop { $0 == " " }
      guard !text.isEmpty else { continue }
      let sign = lengthOfItemSign(text) ?? 0
      if names.isEmpty, sign == 0 { return nil }
      names.append(
        String(text.dropFirst(sign).drop { $0 != " " && $0.properties.isWhitespace }))
    }
    return names
  }
}
