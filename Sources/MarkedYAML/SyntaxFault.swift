internal import Diagnostics

/// Says in plain words why libyaml gave up, at the place that shows it best.
///
/// libyaml's `problem` is the place where it could not go on. For a missing colon, an open quote or
/// an open bracket that is lines too late, and its `context` is the place to mend.
struct SyntaxFault {
  private let fault: ParserFault
  private let problem: FaultyLine
  private let context: FaultyLine

  /// The innermost bracket that is open at the fault.
  private let bracket: FaultyLine?

  /// - Parameter bracket: where the innermost collection in brackets starts that is still open.
  init(_ fault: ParserFault, in file: SourceFile, bracket: Position? = nil) {
    self.fault = fault
    self.bracket = bracket.map { FaultyLine(file, $0) }
    let position = fault.problemOffset.map { file.position(ofByte: $0 + file.textStart) }
    problem = FaultyLine(file, file.clamped(position ?? fault.problemPosition))
    let hasContext = fault.context != nil
    context = hasContext ? FaultyLine(file, file.clamped(fault.contextPosition)) : problem
  }

  var diagnostic: Diagnostic {
    switch fault.context {
    case "while scanning an anchor", "while scanning an alias", "while scanning a tag",
      "while parsing a tag":
      return property(context)
    case "while scanning a directive", "while scanning a %YAML directive",
      "while scanning a %TAG directive", "while parsing a %TAG directive",
      "while scanning a tag directive", "while parsing a tag directive":
      return directive(context)
    default: break
    }
    return switch fault.problem {
    case "found character that cannot start any token": unstartable
    case "found a tab character that violates indentation",
      "found a tab character where an indentation space is expected":
      tab
    case "could not find expected ':'": missingColon
    case "mapping values are not allowed in this context": misplacedColon
    case "block sequence entries are not allowed in this context": misplacedItem
    case "mapping keys are not allowed in this context": misplacedKeyMark
    case "found unexpected end of stream", "found unexpected document indicator": openQuote
    case "found unknown escape character", "did not find expected hexdecimal number",
      "found invalid Unicode character escape code":
      escape
    case "did not find expected ',' or ']'", "did not find expected ',' or '}'":
      flow(in: context)
    case "found unexpected ':'": colonWithoutSpace
    case "did not find expected key": strayLine(among: "keys")
    case "did not find expected '-' indicator": strayLine(among: "list items")
    case "did not find expected node content": missingValue
    case "found undefined tag handle": property(problem)
    case "found an indentation indicator equal to 0", "did not find expected comment or line break":
      blockScalarHeader
    case "did not find expected <document start>": afterDocument
    case "found incompatible YAML document", "found duplicate %YAML directive",
      "found duplicate %TAG directive":
      directive(problem)
    default: unknown
    }
  }

  private func fault(
    _ message: String, at location: Location, label: String = "",
    secondary: [Diagnostic.Label] = [], notes: [String] = [], help: String...,
    edit: Diagnostic.Edit? = nil
  ) -> Diagnostic {
    Diagnostic(
      .syntaxFault, message, at: location, label: label, secondary: secondary, notes: notes,
      help: help, edit: edit)
  }

  private func property(_ line: FaultyLine) -> Diagnostic {
    .property(line.excerpt(line.word), at: line.location(max(1, line.word.count)))
  }

  private func directive(_ line: FaultyLine) -> Diagnostic {
    fault(
      "the directive `\(line.excerpt(line.text))` is not one that planc reads",
      at: line.location(max(1, line.text.count)),
      notes: ["`%YAML 1.1` and `%YAML 1.2` are the only ones"], help: "remove the line")
  }

  private var unknown: Diagnostic {
    fault(
      "the file cannot be read as YAML from here on", at: problem.location(1),
      notes: [
        "libyaml says: "
          + [fault.context, fault.problem].compactMap { $0 }.joined(
            separator: ", ")
      ])
  }
}

// MARK: - Characters

extension SyntaxFault {
  private var unstartable: Diagnostic {
    guard problem.scalar != "\t" else { return tab }
    let isInBrackets = problem.head.contains { $0 == "[" || $0 == "{" }
    let text = problem.excerpt(isInBrackets ? problem.word : problem.text)
    let first = problem.excerpt(problem.tail.prefix(1))
    return fault(
      "a text without quotes cannot start with \(first == "`" ? "a backtick" : "`\(first)`")",
      at: problem.location(1), help: "put it in quotes: \(quoted(text))")
  }

  private var tab: Diagnostic {
    let count = max(1, problem.tail.prefix { $0 == "\t" }.count)
    return fault(
      problem.isFirstInLine
        ? "a line cannot be indented with a tab" : "a tab cannot stand before this",
      at: problem.location(count), help: "write spaces in its place")
  }

  private var openQuote: Diagnostic {
    fault(
      "this quote is not closed", at: context.location(1),
      label: fault.problem == "found unexpected document indicator"
        ? "open as far as line \(problem.position.line)" : "open to the end of the file",
      help: "write a second `\(context.excerpt(context.tail.prefix(1)))` where the text ends")
  }

  private var escape: Diagnostic {
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

  private var blockScalarHeader: Diagnostic {
    let mark = context.excerpt(context.tail.prefix(1))
    return fault(
      "nothing but `+`, `-` or a digit from 1 to 9 can follow `\(mark)` in its line",
      at: problem.location(max(1, problem.text.count)),
      help: "start the text in the next line, or put it in quotes")
  }

  private func quoted(_ text: String) -> String {
    if !text.contains("\""), !text.contains("\\"), !text.hasSuffix("…") { return "`\"\(text)\"`" }
    return text.contains("'") || text.hasSuffix("…") ? "`\"…\"`" : "`'\(text)'`"
  }
}

// MARK: - Lines

extension SyntaxFault {
  private var missingColon: Diagnostic {
    let text = context.excerpt(context.text)
    let location = context.location(max(1, context.text.count))
    if context.scalar == "\"" || context.scalar == "'" {
      return fault(
        "a quoted text stands here where a key or a list item is expected", at: location,
        help: "write `key:` or `- ` before it, or `:` after it; a key must end in its line")
    }
    if context.scalar == "-" {
      let item = context.excerpt(context.text.dropFirst())
      return fault(
        "`\(text)` is neither a key nor a list item", at: location,
        help: "write a space after the dash: `- \(item)`")
    }
    return fault(
      "`\(text)` is neither a key nor a list item", at: location,
      help: "write `\(text): …` for a key, or `- \(text)` for a list item")
  }

  private var misplacedColon: Diagnostic {
    let first = problem.atFirst
    if let colon = problem.colonBefore {
      let value = problem.at(column: colon + 2).text
      let start = problem.at(column: colon + 2)
      return fault(
        "a text with `: ` in it must be quoted", at: problem.location(1),
        secondary: [
          Diagnostic.Label(start.location(value.count), "this is the value of the key before it")
        ],
        help: "put the value in quotes: \(quoted(start.excerpt(value)))")
    }
    if first.tail.starts(with: "---".unicodeScalars) {
      return fault(
        "a mapping cannot start in the line of `---`", at: problem.location(1),
        help: "start it in the next line")
    }
    let length = problem.position.column + 1 - first.position.column
    let key = first.excerpt(first.tail.prefix(length))
    return fault(
      "`\(key)` is indented deeper than the line above allows", at: first.location(max(1, length)),
      help: "indent it like the keys that it belongs with")
  }

  private var misplacedItem: Diagnostic {
    fault(
      "a list cannot start in the line of its key", at: problem.location(1),
      help: "start the list in the next line, or write it in brackets: `[a, b]`")
  }

  private var misplacedKeyMark: Diagnostic {
    fault(
      "`?` cannot stand here", at: problem.location(1),
      help: "write the key as plain text, or put a text that starts with `?` in quotes")
  }

  /// A line, or a rest of one, that belongs to neither the collection it stands in nor one around.
  private func strayLine(among siblings: String) -> Diagnostic {
    guard problem.isFirstInLine else { return strayText }
    let start = Diagnostic.Label(context.location(1), "the \(siblings) start here")
    let text = problem.excerpt(problem.text)
    let location = problem.location(max(1, problem.text.count))
    if problem.scalar == "]" || problem.scalar == "}" { return strayBracket }
    guard problem.position.column == context.position.column else {
      return fault(
        "the indentation of `\(text)` is that of no line above it", at: location,
        secondary: [start], help: "give lines that belong together the same indentation")
    }
    if problem.scalar == ":" {
      return fault(
        "the key before `:` is missing", at: problem.location(1), help: "write a key before it")
    }
    return fault(
      "`\(text)` cannot stand among \(siblings)", at: location, secondary: [start],
      help: siblings == "keys"
        ? "write it as `key: value`, or indent it under the key that it belongs to"
        : "start it with `- `, or indent it like the key that it belongs with")
  }

  private var strayText: Diagnostic {
    let properties: [Unicode.Scalar] = ["&", "*", "!"]
    if problem.scalar.map(properties.contains) == true { return property(problem) }
    if problem.scalar == "]" || problem.scalar == "}" { return strayBracket }
    let followsQuote = problem.head.last == "\"" || problem.head.last == "'"
    return fault(
      "`\(problem.excerpt(problem.text))` cannot follow the value before it",
      at: problem.location(max(1, problem.text.count)),
      notes: followsQuote ? ["a quote further up that is not closed has the same effect"] : [],
      help: "put the whole value in quotes")
  }

  private var strayBracket: Diagnostic {
    fault(
      "`\(problem.excerpt(problem.tail.prefix(1)))` closes nothing", at: problem.location(1),
      help: "remove it, or put the text in quotes")
  }

  private var missingValue: Diagnostic {
    if let bracket, problem.isEndOfFile { return flow(in: bracket) }
    if problem.scalar == "]" || problem.scalar == "}" { return strayBracket }
    let next = problem.excerpt(problem.tail.prefix(1))
    return fault(
      next.isEmpty ? "a value is missing here" : "a value is missing before `\(next)`",
      at: problem.location(1), help: "write a value, or put a text that has commas in quotes")
  }

  private var colonWithoutSpace: Diagnostic {
    fault(
      "`:` must be followed by a space here", at: problem.location(1),
      help: "write `: ` after a key, or put a text that holds a colon in quotes")
  }

  /// - Parameter bracket: seen from the bracket that is open.
  private func flow(in bracket: FaultyLine) -> Diagnostic {
    let opened = Diagnostic.Label(bracket.location(1), "opened here")
    let open: Unicode.Scalar = bracket.scalar ?? "["
    let close: Unicode.Scalar = open == "{" ? "}" : "]"
    if problem.scalar == "]" || problem.scalar == "}", problem.scalar != close {
      return fault(
        "`\(open)` cannot be closed by `\(problem.excerpt(problem.tail.prefix(1)))`",
        at: problem.location(1), secondary: [opened], help: "write `\(close)`")
    }
    if isUnclosed(bracket) {
      return fault(
        "this `\(open)` is not closed", at: bracket.location(1),
        secondary: problem.isEndOfFile
          ? [] : [Diagnostic.Label(problem.atFirst.location(1), "the next line starts here")],
        help: "write `\(close)` after the last item")
    }
    return fault(
      "`,` or `\(close)` is missing before this", at: problem.location(1), secondary: [opened],
      help: "separate items by `, `; put a text that holds `: ` or quotes in quotes")
  }

  /// Whether the fault stands where a bracket must have been closed: at the end of the file, or in a
  /// line no deeper than the bracket's, which is no part of what it holds.
  private func isUnclosed(_ bracket: FaultyLine) -> Bool {
    problem.isEndOfFile
      || problem.position.line > bracket.position.line && problem.indentation <= bracket.indentation
  }

  private var afterDocument: Diagnostic {
    fault(
      "nothing can follow the end of the document",
      at: problem.location(max(1, problem.text.count)),
      help: "remove it, or the line `...` before it")
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
