internal import Diagnostics

/// Lines, and rests of lines, that belong to nothing.
extension SyntaxFault {
  var missingColon: Diagnostic {
    let text = context.excerpt(context.text)
    let location = context.location(max(1, context.text.count))
    if context.scalar == "\"" || context.scalar == "'" {
      return fault(
        "a quoted text stands here where a key or a list item is expected", at: location,
        help: "write `key:` or `- ` before it, or `:` after it; a key must end in its line")
    }
    if context.scalar == "-", context.tail.dropFirst().first != "-" {
      let item = context.excerpt(context.text.dropFirst())
      return fault(
        "`\(text)` is neither a key nor a list item", at: location,
        help: "write a space after the dash: `- \(item)`",
        edit: insertion(" ", at: context.at(column: context.position.column + 1)))
    }
    return neitherKeyNorItem(context)
  }

  /// A line that lacks what makes it a key or an item. Its neighbour above tells which it was meant
  /// to be.
  private func neitherKeyNorItem(_ line: FaultyLine) -> Diagnostic {
    let text = line.excerpt(line.text)
    let location = line.location(max(1, line.text.count))
    let message = "`\(text)` is neither a key nor a list item"
    if line.scalar == "!" { return property(line) }
    if line.text.elementsEqual("}".unicodeScalars) {
      return blockInBraces(endingAt: line)
        ?? fault(
          "`}` closes nothing", at: location, help: "remove it",
          edit: Diagnostic.Edit(location, replacement: ""))
    }
    if let cut = line.keyCutByComment { return self.cut(cut) }
    if let line = pasted(line) { return line }
    if let sign = line.commentSign {
      return fault(
        message, at: location, help: "write `#` in place of `\(sign)` before a comment",
        edit: Diagnostic.Edit(line.location(sign.count), replacement: "#"))
    }
    if let sign = lengthOfItemSign(line.text) {
      let item = line.excerpt(line.text.dropFirst(sign))
      return fault(
        message, at: location, help: "write `- \(item)`",
        edit: Diagnostic.Edit(line.location(sign), replacement: "- "))
    }
    if let above = line.above, above.isItem, above.indentation == line.indentation {
      return fault(
        message, at: location, help: "write `- \(text)`", edit: insertion("- ", at: line))
    }
    guard let key = line.asKey else {
      return fault(
        message, at: location, help: "write `\(text): …` for a key, or `- \(text)` for a list item")
    }
    return fault(message, at: location, help: "write `\(key.text)`", edit: key.edit)
  }

  var misplacedColon: Diagnostic {
    let first = problem.atFirst
    if let key = keyBeforeBracket { return key }
    let inner = first.at(column: (first.indentations.last ?? 0) + 1)
    if let mapping = parentheses(inner.text, at: inner) { return mapping }
    if let colon = problem.colonBefore {
      let value = problem.at(column: colon + 2).text
      let start = problem.at(column: colon + 2)
      let whole = first.text.dropLast()
      if value.last == ":", first.scalar != "-", !isAboveDeeperLine {
        return fault(
          "a second `:` ends this line", at: problem.location(1), help: "remove it",
          edit: Diagnostic.Edit(problem.location(1), replacement: ""))
      }
      if value.last == ":", first.scalar != "-" {
        return fault(
          "a text with `: ` in it must be quoted", at: problem.location(1),
          help: "put the whole text in quotes: \(quoted(whole))", edit: quoting(whole, at: first))
      }
      if let mapping = parentheses(value, at: start) { return mapping }
      if let key = wordBeforeColon {
        return fault(
          "a text with `: ` in it must be quoted", at: problem.location(1),
          secondary: [
            Diagnostic.Label(start.location(value.count), "this is the value of the key before it")
          ],
          help: "write `\(key.word):` on a line of its own"
            + (key.isBehindComma ? ", without the comma before it" : "") + ", if it is a key",
          "put the value in quotes, if it is a text: \(quoted(value))")
      }
      return fault(
        "a text with `: ` in it must be quoted", at: problem.location(1),
        secondary: [
          Diagnostic.Label(start.location(value.count), "this is the value of the key before it")
        ],
        help: "put the value in quotes: \(quoted(value))", edit: quoting(value, at: start))
    }
    if first.tail.starts(with: "---".unicodeScalars) {
      return fault(
        "a mapping cannot start in the line of `---`", at: problem.location(1),
        help: "start it in the next line")
    }
    // The line above was read as a text that goes on here.
    if let above = first.above, above.indentation >= first.indentation, !above.isItem {
      return neitherKeyNorItem(above)
    }
    if let key = keyAfterDash(above: first) ?? newNameBelowItem(first)
      ?? first.above.flatMap(blockInBraces(startingAt:))
      ?? first.above.flatMap({ pasted($0.at(column: 1)) })
    {
      return key
    }
    let length = problem.position.column + 1 - first.position.column
    let key = first.excerpt(first.tail.prefix(length))
    return fault(
      "`\(key)` is indented deeper than the line above allows", at: first.location(max(1, length)),
      help: indentationAbove.map {
        $0 == 0
          ? "remove the spaces before it; the key above has none"
          : "indent it with \($0) spaces, like the key above"
      }
        ?? "indent it like the keys that it belongs with",
      edit: indentationAbove.map { indenting(first, by: $0) })
  }

  /// Where the key in the line above starts, which has a value already.
  private var indentationAbove: Int? {
    problem.above.flatMap { $0.text.contains(":") ? $0.indentations.last : nil }
  }

  var misplacedItem: Diagnostic {
    if let line = pasted(problem.at(column: 1)) { return line }
    return fault(
      "a list cannot start in the line of its key", at: problem.location(1),
      help: "start the list in the next line, or write it in brackets: `[a, b]`")
  }

  var misplacedKeyMark: Diagnostic {
    fault(
      "`?` cannot stand here", at: problem.location(1),
      help: "write the key as plain text, or put a text that starts with `?` in quotes")
  }

  /// A line, or a rest of one, that belongs to neither the collection it stands in nor one around.
  func strayLine(among siblings: String) -> Diagnostic {
    guard problem.isFirstInLine else { return strayText }
    let start = Diagnostic.Label(context.location(1), "the \(siblings) start here")
    let text = problem.excerpt(problem.text)
    let location = problem.location(max(1, problem.text.count))
    if problem.scalar == "]" || problem.scalar == "}" { return strayBracket }
    if let line = pasted(problem) ?? problem.above.flatMap(pasted) { return line }
    guard problem.position.column == context.position.column else {
      let near = nearestIndentation(to: problem)
      if let cut = problem.above?.keyCutByComment { return self.cut(cut) }
      if let comment = commentAbove {
        return fault(
          "`\(text)` is neither a key nor a list item", at: location,
          secondary: [Diagnostic.Label(comment, "a comment ends the text above it")],
          help: "move the comment out of the text")
      }
      return fault(
        "the indentation of `\(text)` is that of no line above it", at: location,
        secondary: [start],
        help: near.map { "indent it with \($0.count) spaces, like line \($0.line)" }
          ?? "give lines that belong together the same indentation",
        edit: near.map { indenting(problem, by: $0.count) })
    }
    if problem.scalar == ":" {
      return fault(
        "the key before `:` is missing", at: problem.location(1), help: "write a key before it")
    }
    return fault(
      "`\(text)` cannot stand among \(siblings)", at: location, secondary: [start],
      help: siblings == "keys"
        ? problem.isItem
          ? "write the key of the list in a line above it, or indent it under its key"
          : "write it as `key: value`, or indent it under the key that it belongs to"
        : "start it with `- `, or indent it like the key that it belongs with")
  }

  /// A comment that stands in the line above, between the lines of a text without quotes.
  private var commentAbove: Location? {
    let line = FaultyLine(
      problem.file, Position(line: problem.position.line - 1, column: 1)
    ).atFirst
    guard line.scalar == "#", !problem.text.contains(":"), !problem.isItem else { return nil }
    return line.location(line.tail.count)
  }

  /// A space that is none to YAML, in the indentation of the line of the fault or the one above.
  var foreignSpace: Diagnostic? {
    for line in [problem, problem.above, context].compactMap({ $0?.at(column: 1) }) {
      let blanks = line.tail.prefix {
        $0 == " " || $0.properties.generalCategory == .spaceSeparator
      }
      guard let index = blanks.firstIndex(where: { $0 != " " }) else { continue }
      let place = line.at(column: index + 1).location(1)
      return fault(
        "a line cannot be indented with \(blanks[index].name), which is no space to YAML",
        at: place, help: "write a plain space in its place",
        edit: Diagnostic.Edit(place, replacement: " "))
    }
    return nil
  }

  var strayText: Diagnostic {
    let properties: [Unicode.Scalar] = ["&", "*", "!"]
    if problem.scalar.map(properties.contains) == true { return property(problem) }
    if problem.scalar == "]" || problem.scalar == "}" { return strayBracket }
    let message = "`\(problem.excerpt(problem.text))` cannot follow the value before it"
    let location = problem.location(max(1, problem.text.count))
    if let item = checkBox ?? qualifiedNameInQuotes { return item }
    let blanks = problem.head.reversed().prefix { $0 == " " || $0 == "\t" }.count
    guard let quote = problem.head.dropLast(blanks).last, quote == "\"" || quote == "'",
      blanks == 0 || problem.text.last == quote
    else { return fault(message, at: location, help: "put the whole text in quotes") }
    let behindQuote = problem.at(column: problem.position.column - blanks)
    return fault(
      message, at: location,
      notes: ["a quote further up that is not closed has the same effect"],
      help: quote == "'"
        ? "write `''` for a `'` within single quotes"
        : "write `\\\"` for a `\"` within double quotes",
      edit: quote == "'"
        ? insertion("'", at: behindQuote)
        : insertion("\\", at: behindQuote.at(column: behindQuote.position.column - 1)))
  }

  var colonWithoutSpace: Diagnostic {
    if let next = problem.tail.dropFirst().first, next == "}" || next == "]" || next == "," {
      return fault(
        "a value is missing behind `:`", at: problem.location(1), help: "write `: ` and a value")
    }
    return fault(
      "`:` must be followed by a space here", at: problem.location(1),
      help: "write `: ` after a key, or put a text that holds a colon in quotes")
  }

}

extension FaultyLine {
  /// The column of the last colon before the position that ends a key in the same line.
  fileprivate var colonBefore: Int? {
    let columns = head.indices.filter { index in
      head[index] == ":" && index + 1 < head.endIndex && head[index + 1] == " "
    }
    return columns.last.map { $0 + 1 }
  }
}
