internal import Diagnostics

/// Brackets without their other half, and what is missing between them.
extension SyntaxFault {
  var strayBracket: Diagnostic {
    fault(
      "`\(problem.excerpt(problem.tail.prefix(1)))` closes nothing", at: problem.location(1),
      help: "remove it, or put the text in quotes")
  }

  var missingValue: Diagnostic {
    // A collection with an anchor starts at that.
    if let bracket, bracket.scalar == "[" || bracket.scalar == "{", problem.isEndOfFile {
      return flow(in: bracket)
    }
    if problem.scalar == "]" || problem.scalar == "}" { return strayBracket }
    let next = problem.excerpt(problem.tail.prefix(1))
    return fault(
      next.isEmpty ? "a value is missing here" : "a value is missing before `\(next)`",
      at: problem.location(1), help: "write a value, or put a text that has commas in quotes")
  }

  /// - Parameter bracket: seen from the bracket that is open.
  func flow(in bracket: FaultyLine) -> Diagnostic {
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
  func isUnclosed(_ bracket: FaultyLine) -> Bool {
    problem.isEndOfFile
      || problem.position.line > bracket.position.line && problem.indentation <= bracket.indentation
  }
}
