internal import Diagnostics

/// Edits that mend a syntax fault, where there is one way to do it.
extension SyntaxFault {
  /// Inserts a text at a position.
  func insertion(_ text: String, at line: FaultyLine) -> Diagnostic.Edit {
    Diagnostic.Edit(line.location(0), replacement: text)
  }

  /// A text in quotes; nil where it holds what would need escapes.
  func quotation(_ text: some Collection<Unicode.Scalar>) -> String? {
    if text.count > 200 { return nil }
    let plain = String(String.UnicodeScalarView(text))
    if !text.contains("\""), !text.contains("\\") { return "\"\(plain)\"" }
    return text.contains("'") ? nil : "'\(plain)'"
  }

  /// Puts the first `text.count` columns from the position on in quotes.
  func quoting(_ text: some Collection<Unicode.Scalar>, at line: FaultyLine) -> Diagnostic.Edit? {
    quotation(text).map { Diagnostic.Edit(line.location(text.count), replacement: $0) }
  }

  /// Gives a line another indentation.
  func indenting(_ line: FaultyLine, by count: Int) -> Diagnostic.Edit {
    let first = line.atFirst
    return Diagnostic.Edit(
      line.at(column: 1).location(first.position.column - 1),
      replacement: String(repeating: " ", count: count))
  }

  /// The nearest indentation that a line above has, and that line's number; nil when two are as near.
  func nearestIndentation(to line: FaultyLine) -> (count: Int, line: Int)? {
    let own = line.atFirst.position.column - 1
    var open: [(count: Int, line: Int)] = []
    var least = Int.max
    var above = line.above
    while let current = above, least > 0 {
      // A key stands with keys, an item with items.
      let counts = current.indentations
      let dashes = counts.dropLast()
      for count in line.isItem ? dashes.reversed() : [counts[counts.count - 1]] where count < least
      {
        open.append((count, current.position.line))
        least = count
      }
      least = min(least, counts[0])
      above = current.above
    }
    let sorted = open.sorted { abs($0.count - own) < abs($1.count - own) }
    guard let best = sorted.first else { return nil }
    if sorted.count > 1, abs(sorted[1].count - own) == abs(best.count - own) { return nil }
    return best
  }
}

extension FaultyLine {
  /// The nearest line above that is neither blank nor a comment, seen from its first character.
  var above: FaultyLine? {
    var number = position.line - 1
    while number > 0 {
      let line = FaultyLine(file, Position(line: number, column: 1)).atFirst
      if let first = line.scalar, first != "#" { return line }
      number -= 1
    }
    return nil
  }

  /// The indentations that lines below may have: that of the line, and of what stands after its
  /// dashes.
  var indentations: [Int] {
    var line = atFirst
    var counts = [line.position.column - 1]
    while line.tail.starts(with: "- ".unicodeScalars) {
      let blanks = line.tail.dropFirst().prefix { $0 == " " }.count
      line = line.at(column: line.position.column + 1 + blanks)
      counts.append(line.position.column - 1)
    }
    return counts
  }

  var isItem: Bool { tail.starts(with: "- ".unicodeScalars) }

  /// The line with `: ` in the place of the first `:`, `=` or blank: `plan:a`, `version "1"`.
  var asKey: (text: String, edit: Diagnostic.Edit)? {
    let text = self.text
    let word = text.prefix { $0 != ":" && $0 != "=" && $0 != " " && $0 != "\t" }
    guard !word.isEmpty, word.count < 40, text.count < 80 else { return nil }
    let rest = text.dropFirst(word.count)
    let separator = rest.prefix { $0 == ":" || $0 == "=" || $0 == " " || $0 == "\t" }
    guard separator.count(where: { $0 == ":" || $0 == "=" }) <= 1 else { return nil }
    let value = rest.dropFirst(separator.count)
    let replacement = value.isEmpty ? ":" : ": "
    let place = at(column: position.column + word.count).location(separator.count)
    return (
      String(String.UnicodeScalarView(word)) + replacement
        + String(String.UnicodeScalarView(value)),
      Diagnostic.Edit(place, replacement: replacement)
    )
  }
}
