import Diagnostics

/// Lines, and rests of lines, that are neither a key, nor a value, nor an item of the list around.
extension SyntaxFault {
  var missingColon: Diagnostic {
    if context.scalar == "-", context.tail.dropFirst().first != "-" {
      return fault(
        "`\(context.excerpt(context.text))` is neither a key nor a list item",
        at: context.location(context.text.count),
        help: "write a space after the dash: `- \(context.excerpt(context.text.dropFirst()))`",
        edit: insertion(" ", at: context.at(column: context.position.column + 1)))
    }
    return neitherKeyNorItem(context)
  }

  private func neitherKeyNorItem(_ line: FaultyLine) -> Diagnostic {
    if line.scalar == "!" { return property(line) }
    let text = line.excerpt(line.text)
    let location = line.location(max(1, line.text.count))
    let message = "`\(text)` is neither a key nor a list item"
    if let colon = line.colonWithoutSpace {
      return missingSpace(after: colon, in: line)
    }
    if let above = line.above, above.isItem, above.indentation == line.indentation {
      return fault(
        message, at: location, help: "write `- \(text)`", edit: insertion("- ", at: line))
    }
    return fault(
      message, at: location, help: "write `KEY: VALUE` for a key, or `- ITEM` for a list item")
  }

  /// `plan:shop`
  private func missingSpace(after colon: FaultyLine, in line: FaultyLine) -> Diagnostic {
    let key = line.excerpt(line.text.prefix(colon.position.column - line.position.column))
    return fault(
      "`\(line.excerpt(line.text))` is neither a key nor a list item",
      at: line.location(line.text.count),
      help: "write a space after the colon: `\(key) \(colon.excerpt(colon.text))`",
      edit: insertion(" ", at: colon))
  }

  var misplacedColon: Diagnostic {
    let first = problem.atFirst
    if let colon = problem.colonBefore { return unquotedColon(in: problem.at(column: colon + 2)) }
    guard let above = first.above else { return deeperThanAllowed(first) }
    // The line above was read as a string that continues here.
    if above.indentation >= first.indentation, !above.isItem { return neitherKeyNorItem(above) }
    // `- from:shop`, and the next key below it.
    let item = above.at(column: (above.indentations.last ?? 0) + 1)
    if above.isItem, item.indentations.last == first.indentation,
      let colon = item.colonWithoutSpace
    {
      return missingSpace(after: colon, in: item)
    }
    return deeperThanAllowed(first)
  }

  /// `title: Phase A: sessions`
  private func unquotedColon(in value: FaultyLine) -> Diagnostic {
    // After a last colon, what must be quoted may be the key: `Sessions: web shop:`.
    let quoted = value.text.last == ":" ? nil : quotation(value.text)
    return fault(
      "a string that contains `: ` must be quoted", at: problem.location(1),
      secondary: [
        Diagnostic.Label(value.location(value.text.count), "the value of the key before it")
      ],
      help: quoted.map { "quote the value: `\($0)`" }
        ?? "quote the string, or write one key per line",
      edit: quoted.map { Diagnostic.Edit(value.location(value.text.count), replacement: $0) })
  }

  private func deeperThanAllowed(_ first: FaultyLine) -> Diagnostic {
    let length = max(1, problem.position.column + 1 - first.position.column)
    let key = first.excerpt(first.tail.prefix(length))
    // The key in the line above has a value already.
    let spaces = problem.above.flatMap { $0.text.contains(":") ? $0.indentations.last : nil }
    return fault(
      "`\(key)` is indented deeper than the line above allows", at: first.location(length),
      help: spaces.map {
        $0 == 0
          ? "remove the spaces before it; the key above has none"
          : "indent it with \($0) spaces, like the key above"
      } ?? "indent it like the other keys of the same mapping",
      edit: spaces.map { indenting(first, by: $0) })
  }

  var misplacedItem: Diagnostic {
    fault(
      "a list cannot start in the line of its key", at: problem.location(1),
      help: "start the list in the next line, or write it in brackets: `[a, b]`")
  }

  /// A line, or a rest of one, that belongs neither to the collection around it nor to one further
  /// out.
  func strayLine(among siblings: String) -> Diagnostic {
    if problem.scalar == "]" || problem.scalar == "}" { return strayBracket }
    guard problem.isFirstInLine else { return strayText }
    let start = Diagnostic.Label(context.location(1), "the \(siblings) start here")
    let text = problem.excerpt(problem.text)
    let location = problem.location(max(1, problem.text.count))
    guard problem.position.column == context.position.column else {
      return fault(
        "the indentation of `\(text)` matches no line above it", at: location, secondary: [start],
        help: "give lines that belong together the same indentation")
    }
    return fault(
      "`\(text)` cannot be among \(siblings)", at: location, secondary: [start],
      help: siblings == "keys"
        ? "write it as `KEY: VALUE`, or indent it below its key"
        : "start it with `- `, or indent it like the other keys of the same mapping")
  }

  private var strayText: Diagnostic {
    if let scalar = problem.scalar, "&*!".unicodeScalars.contains(scalar) {
      return property(problem)
    }
    return fault(
      "`\(problem.excerpt(problem.text))` cannot follow the value before it",
      at: problem.location(max(1, problem.text.count)),
      help: "quote the whole string; inside single quotes, write `''` for a `'`")
  }

}

/// Edits that fix a syntax fault, where there is one way to do it.
extension SyntaxFault {
  func insertion(_ text: String, at line: FaultyLine) -> Diagnostic.Edit {
    Diagnostic.Edit(line.location(0), replacement: text)
  }

  /// Gives a line another indentation.
  func indenting(_ line: FaultyLine, by count: Int) -> Diagnostic.Edit {
    let first = line.atFirst
    return Diagnostic.Edit(
      line.at(column: 1).location(first.position.column - 1),
      replacement: String(repeating: " ", count: count))
  }

  /// A string in quotes; nil if it is long or would need escapes.
  private func quotation(_ text: some Collection<Unicode.Scalar>) -> String? {
    if text.count > 200 { return nil }
    let plain = String(String.UnicodeScalarView(text))
    if !text.contains("\""), !text.contains("\\") { return "\"\(plain)\"" }
    return text.contains("'") ? nil : "'\(plain)'"
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

  /// The line seen from behind the colon of `plan:shop`; nil where a word does not start like that.
  fileprivate var colonWithoutSpace: FaultyLine? {
    let word = text.prefix { $0.properties.isAlphabetic || $0 == "_" }
    let rest = text.dropFirst(word.count)
    guard !word.isEmpty, rest.first == ":", let next = rest.dropFirst().first, next != " " else {
      return nil
    }
    return at(column: position.column + word.count + 1)
  }
}
