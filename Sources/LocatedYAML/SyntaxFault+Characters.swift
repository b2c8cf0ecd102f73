import Diagnostics

/// Characters, escapes and quotes that YAML does not allow where they are.
extension SyntaxFault {
  var unstartable: Diagnostic {
    guard problem.scalar != "\t" else { return tab }
    let first = problem.excerpt(problem.tail.prefix(1))
    guard first == "`" else {
      return fault(
        "an unquoted string cannot start with `\(first)`", at: problem.location(1),
        help: "quote the string")
    }
    return fault(
      "an unquoted string cannot start with a backtick", at: problem.location(1),
      help: "write names without backticks; quote any other string")
  }

  var tab: Diagnostic {
    let count = max(1, problem.tail.prefix { $0 == "\t" }.count)
    guard problem.isFirstInLine else {
      return fault(
        "a tab is not allowed here", at: problem.location(count),
        help: "write spaces instead",
        edit: Diagnostic.Edit(problem.location(count), replacement: " "))
    }
    let spaces = spacesForTabs
    return fault(
      "a line cannot be indented with a tab", at: problem.location(count),
      help: spaces.map { "write \($0) spaces instead" } ?? "write spaces instead",
      edit: spaces.map { indenting(problem, by: $0) })
  }

  /// The indentation of the line above, if that is of the same kind; two more below a key.
  private var spacesForTabs: Int? {
    let line = problem.atFirst
    guard let above = problem.above, !above.head.contains("\t") else { return nil }
    if above.text.last == ":" { return (above.indentations.last ?? 0) + 2 }
    return above.isItem == line.isItem ? above.indentation : above.indentations.last
  }

  var openQuote: Diagnostic {
    let quote = context.excerpt(context.tail.prefix(1))
    // In brackets the string may end before its line does.
    let isAlone = bracket == nil && context.text.count > 1
    return fault(
      "this quote is not closed", at: context.location(1),
      label: fault.problem == "found unexpected document indicator"
        ? "open as far as line \(problem.position.line)" : "open to the end of the file",
      help: "write a second `\(quote)` where the string ends"
        + (isAlone ? ": `\(context.excerpt(context.text))\(quote)`" : ""),
      edit: isAlone
        ? insertion(quote, at: context.at(column: context.position.column + context.text.count))
        : nil)
  }

  var escape: Diagnostic {
    // libyaml stops at the backslash, or at the digits after it.
    var line = problem
    while line.scalar != "\\", line.position.column > 1 {
      line = line.at(column: line.position.column - 1)
    }
    return fault(
      "`\(line.excerpt(line.tail.prefix(2)))` does not start an escape of YAML",
      at: line.location(2),
      help: "write `\\\\` for a backslash, or put the string in single quotes",
      edit: insertion("\\", at: line))
  }
}
