import Diagnostics

/// Explains the mistakes that people make most, at the place that shows them best. Anything else is
/// reported where libyaml gave up, in its own words.
///
/// libyaml's `problem` is the place where it could not continue. For a missing colon, an open quote
/// or an open bracket that is lines too late, and its `context` is the place to fix.
struct SyntaxFault {
  let fault: ParserFault
  let problem: FaultyLine
  let context: FaultyLine

  /// The innermost bracket that is open at the fault.
  let bracket: FaultyLine?

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
    case "found unexpected end of stream", "found unexpected document indicator": openQuote
    case "found unknown escape character", "did not find expected hexdecimal number",
      "found invalid Unicode character escape code":
      escape
    case "did not find expected ',' or ']'", "did not find expected ',' or '}'":
      flow(in: context)
    case "did not find expected key": strayLine(among: "keys")
    case "did not find expected '-' indicator": strayLine(among: "list items")
    case "did not find expected node content": missingValue
    case "found undefined tag handle": property(problem)
    default: unknown
    }
  }

  func fault(
    _ message: String, at location: Location, label: String = "",
    secondary: [Diagnostic.Label] = [], notes: [String] = [], help: String...,
    edit: Diagnostic.Edit? = nil
  ) -> Diagnostic {
    Diagnostic(
      .syntaxFault, message, at: location, label: label, secondary: secondary, notes: notes,
      help: help, edit: edit)
  }

  func property(_ line: FaultyLine) -> Diagnostic {
    .property(line.excerpt(line.word), at: line.location(max(1, line.word.count)))
  }

  var unknown: Diagnostic {
    fault(
      "the file cannot be read as YAML from here on", at: problem.location(1),
      notes: [
        "libyaml says: "
          + [fault.context, fault.problem].compactMap { $0 }.joined(
            separator: ", ")
      ])
  }
}
