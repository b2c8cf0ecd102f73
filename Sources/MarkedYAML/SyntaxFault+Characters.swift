internal import Diagnostics

/// Characters, escapes and quotes that YAML does not take where they stand.
extension SyntaxFault {
  var unstartable: Diagnostic {
    guard problem.scalar != "\t" else { return tab }
    let isInBrackets = problem.head.contains { $0 == "[" || $0 == "{" }
    let text = problem.excerpt(isInBrackets ? problem.word : problem.text)
    let first = problem.excerpt(problem.tail.prefix(1))
    return fault(
      "a text without quotes cannot start with \(first == "`" ? "a backtick" : "`\(first)`")",
      at: problem.location(1), help: "put it in quotes: \(quoted(text))")
  }

  var tab: Diagnostic {
    let count = max(1, problem.tail.prefix { $0 == "\t" }.count)
    return fault(
      problem.isFirstInLine
        ? "a line cannot be indented with a tab" : "a tab cannot stand before this",
      at: problem.location(count), help: "write spaces in its place")
  }

  var openQuote: Diagnostic {
    fault(
      "this quote is not closed", at: context.location(1),
      label: fault.problem == "found unexpected document indicator"
        ? "open as far as line \(problem.position.line)" : "open to the end of the file",
      help: "write a second `\(context.excerpt(context.tail.prefix(1)))` where the text ends")
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
        help: "write `\\\\` for a backslash, or put the text in single quotes")
    case "did not find expected hexdecimal number":
      return fault(
        "`\(name)` must be followed by \(digits ?? 2) hexadecimal digits", at: line.location(2),
        help: "write `\\\\` for a backslash, or put the text in single quotes")
    default:
      let length = 2 + (digits ?? 0)
      return fault(
        "`\(line.excerpt(line.tail.prefix(length)))` is not a character",
        at: line.location(length), help: "write the number of a Unicode character")
    }
  }

  var blockScalarHeader: Diagnostic {
    let mark = context.excerpt(context.tail.prefix(1))
    return fault(
      "nothing but `+`, `-` or a digit from 1 to 9 can follow `\(mark)` in its line",
      at: problem.location(max(1, problem.text.count)),
      help: "start the text in the next line, or put it in quotes")
  }
}
