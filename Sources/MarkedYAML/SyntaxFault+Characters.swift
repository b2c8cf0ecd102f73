internal import Diagnostics

/// Characters, escapes and quotes that YAML does not take where they stand.
extension SyntaxFault {
  var unstartable: Diagnostic {
    guard problem.scalar != "\t" else { return tab }
    let isInBrackets = problem.head.contains { $0 == "[" || $0 == "{" }
    let text =
      isInBrackets ? problem.bracketedText : problem.isFirstInLine ? problem.key : problem.text
    let first = problem.excerpt(problem.tail.prefix(1))
    if problem.position.column == 1, text.starts(with: "@@ ".unicodeScalars) {
      return fault(
        "a text without quotes cannot start with `@`", at: problem.location(1),
        help: "remove the line, which is of a patch")
    }
    guard first == "`" else {
      return fault(
        "a text without quotes cannot start with `\(first)`", at: problem.location(1),
        help: "put it in quotes: \(quoted(text))", edit: quoting(text, at: problem))
    }
    let message = "a text without quotes cannot start with a backtick"
    if problem.isFirstInLine, text.starts(with: "```".unicodeScalars) {
      return fault(message, at: problem.location(1), help: "remove the line, which is Markdown")
    }
    let bare = text.filter { $0 != "`" }
    let isName = !bare.isEmpty && bare.allSatisfy { $0 == "." || $0 == "_" || $0.isLetterOrDigit }
    guard isName else {
      return fault(
        message, at: problem.location(1), help: "put it in quotes: \(quoted(text))",
        edit: quoting(text, at: problem))
    }
    // Of `shop`.`basket` in a list only the table is a name of its own.
    let parts = bare.split(separator: ".")
    let isQualified = parts.count == 2 && problem.atFirst.isItem
    let name = String(String.UnicodeScalarView(isQualified ? parts[1] : bare[...]))
    return fault(
      message, at: problem.location(1),
      help: "write a name without them, `\(name)`: "
        + (isQualified
          ? "`from` says the schema, and planc puts backticks where SQL needs them"
          : "planc puts them where SQL needs them"),
      edit: Diagnostic.Edit(problem.location(text.count), replacement: name))
  }

  var tab: Diagnostic {
    let count = max(1, problem.tail.prefix { $0 == "\t" }.count)
    guard problem.isFirstInLine else {
      return fault(
        "a tab cannot stand before this", at: problem.location(count),
        help: "write spaces in its place",
        edit: Diagnostic.Edit(problem.location(count), replacement: " "))
    }
    let spaces = spacesForTabs
    return fault(
      "a line cannot be indented with a tab", at: problem.location(count),
      help: spaces.map { "write \($0) spaces in its place" } ?? "write spaces in its place",
      edit: spaces.map { indenting(problem, by: $0) })
  }

  /// The indentation of the line above, where that is of the same kind; two more below a key.
  private var spacesForTabs: Int? {
    let line = problem.atFirst
    guard let above = problem.above, !above.head.contains("\t") else { return nil }
    if above.text.last == ":" { return (above.indentations.last ?? 0) + 2 }
    return above.isItem == line.isItem ? above.indentation : above.indentations.last
  }

  var openQuote: Diagnostic {
    let quote = context.excerpt(context.tail.prefix(1))
    // In brackets the text may end before its line does.
    let isAlone = bracket == nil && context.text.count > 1
    let other = quote == "'" ? "\"" : "'"
    if isAlone, context.text.count > 2, context.text.last == other.unicodeScalars.first {
      let last = context.at(column: context.position.column + context.text.count - 1)
      return fault(
        "this quote is not closed", at: context.location(1),
        secondary: [Diagnostic.Label(last.location(1), "this is another quote")],
        help: "write `\(quote)` in place of the `\(other)`: "
          + "`\(context.excerpt(context.text.dropLast()))\(quote)`",
        edit: Diagnostic.Edit(last.location(1), replacement: quote))
    }
    return fault(
      "this quote is not closed", at: context.location(1),
      label: fault.problem == "found unexpected document indicator"
        ? "open as far as line \(problem.position.line)" : "open to the end of the file",
      help: "write a second `\(quote)` where the text ends"
        + (isAlone ? ": `\(context.excerpt(context.text))\(quote)`" : ""),
      edit: isAlone
        ? insertion(quote, at: context.at(column: context.position.column + context.text.count))
        : nil)
  }

  var escape: Diagnostic {
    // libyaml stands at the backslash, or at the digits after it.
    var line = problem
    while line.scalar != "\\", line.position.column > 1 {
      line = line.at(column: line.position.column - 1)
    }
    let name = line.excerpt(line.tail.prefix(2))
    let digits = ["\\x": 2, "\\u": 4, "\\U": 8][name]
    switch fault.problem {
    case "found unknown escape character":
      return fault(
        "`\(name)` is not an escape of YAML", at: line.location(2),
        help: "write `\\\\` for a backslash, or put the text in single quotes",
        edit: insertion("\\", at: line))
    case "did not find expected hexdecimal number":
      return fault(
        "`\(name)` must be followed by \(digits ?? 2) hexadecimal digits", at: line.location(2),
        help: "write `\\\\` for a backslash, or put the text in single quotes",
        edit: insertion("\\", at: line))
    default:
      let length = 2 + (digits ?? 0)
      return fault(
        "`\(line.excerpt(line.tail.prefix(length)))` is not a character",
        at: line.location(length), help: "write the number of a Unicode character")
    }
  }

  var blockScalarHeader: Diagnostic {
    if let row = rowOfTable { return row }
    let mark = context.excerpt(context.tail.prefix(1))
    return fault(
      "nothing but `+`, `-` or a digit from 1 to 9 can follow `\(mark)` in its line",
      at: problem.location(max(1, problem.text.count)),
      help: "start the text in the next line, or put it in quotes")
  }
}
