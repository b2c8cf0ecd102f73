import Diagnostics

/// Brackets without their other half, and what is missing between them.
extension SyntaxFault {
  var strayBracket: Diagnostic {
    fault(
      "`\(problem.excerpt(problem.tail.prefix(1)))` closes nothing", at: problem.location(1),
      help: "remove it, or quote the string",
      edit: Diagnostic.Edit(problem.location(1), replacement: ""))
  }

  var missingValue: Diagnostic {
    // A collection with an anchor starts at that.
    if let bracket, bracket.scalar == "[" || bracket.scalar == "{", problem.isEndOfFile {
      return flow(in: bracket)
    }
    return problem.scalar == "]" || problem.scalar == "}" ? strayBracket : unknown
  }

  /// - Parameter bracket: seen from the bracket that is open.
  func flow(in bracket: FaultyLine) -> Diagnostic {
    let opened = Diagnostic.Label(bracket.location(1), "opened here")
    let open: Unicode.Scalar = bracket.scalar ?? "["
    let close: Unicode.Scalar = open == "{" ? "}" : "]"
    if problem.scalar == "]" || problem.scalar == "}", problem.scalar != close {
      return fault(
        "`\(open)` cannot be closed by `\(problem.excerpt(problem.tail.prefix(1)))`",
        at: problem.location(1), secondary: [opened], help: "write `\(close)`",
        edit: Diagnostic.Edit(problem.location(1), replacement: String(close)))
    }
    if isUnclosed(bracket) {
      return fault(
        "this `\(open)` is not closed", at: bracket.location(1),
        secondary: problem.isEndOfFile
          ? [] : [Diagnostic.Label(problem.atFirst.location(1), "the next line starts here")],
        help: "write `\(close)` after the last item", edit: closing(bracket, by: close))
    }
    return fault(
      "`,` or `\(close)` is missing before this", at: problem.location(1), secondary: [opened],
      help: "separate items by `, `; quote a string that contains `: ` or quotes")
  }

  /// Closes a bracket at the end of the last text before the fault.
  private func closing(_ bracket: FaultyLine, by close: Unicode.Scalar) -> Diagnostic.Edit? {
    var last: FaultyLine? = problem.isEndOfFile && !problem.head.isEmpty ? problem : problem.above
    if problem.position.line == bracket.position.line { last = bracket }
    guard let line = last?.atFirst, line.position.line >= bracket.position.line else { return nil }
    let end = line.at(column: line.position.column + line.text.count)
    return insertion(String(close), at: end)
  }

  /// Whether the bracket must have been closed before the fault: at the end of the file, or in a
  /// line that is indented no deeper than the bracket's line, which cannot be inside the bracket.
  private func isUnclosed(_ bracket: FaultyLine) -> Bool {
    problem.isEndOfFile
      || problem.position.line > bracket.position.line && problem.indentation <= bracket.indentation
  }
}
