internal import Diagnostics

/// Slips by which a line looks like another one: what is no key, no colon or no first line to YAML.
extension SyntaxFault {
  /// `Sessions #1:`, where `#` starts a comment and takes the colon along.
  func cut(_ line: FaultyLine) -> Diagnostic {
    let whole = line.tail.dropLast()
    return fault(
      "`\(line.excerpt(line.text))` has no colon behind it: ` #` starts a comment",
      at: line.location(max(1, line.text.count)),
      help: "put a text that holds ` #` in quotes: \(quoted(whole))",
      edit: quoting(whole, at: line))
  }

  /// `- from = shop`, or `- from shop`, above the second key of the item.
  func keyAfterDash(above line: FaultyLine) -> Diagnostic? {
    guard let above = line.above, above.isItem, let start = above.indentations.last else {
      return nil
    }
    let inner = above.at(column: start + 1)
    guard start == line.indentation, !inner.text.contains(":"), inner.text.contains(" "),
      let key = inner.asKey
    else { return nil }
    return fault(
      "`\(inner.excerpt(inner.text))` is no key: a colon is missing",
      at: inner.location(inner.text.count), help: "write `\(key.text)`", edit: key.edit)
  }

  /// Whether what stands below the line of the fault is deeper, or a list: its own, so to say.
  var isAboveDeeperLine: Bool {
    var number = problem.position.line + 1
    while number <= problem.file.lineCount {
      let line = FaultyLine(problem.file, Position(line: number, column: 1)).atFirst
      if let first = line.scalar, first != "#" {
        return line.indentation > problem.indentation || first == "-"
      }
      number += 1
    }
    return false
  }

  /// The word before the colon at the fault, where another word stands before it: `shop to: b`.
  var wordBeforeColon: String? {
    let word = problem.head.reversed().prefix { ("a"..."z").contains($0) || $0 == "_" }
    let before = problem.head.dropLast(word.count)
    guard word.count > 1, before.last == " ", before.dropLast().last?.isLetterOrDigit == true
    else { return nil }
    return String(String.UnicodeScalarView(word.reversed()))
  }

  var afterDocument: Diagnostic {
    let first = problem.file.firstLineOfText
    let hasEnd = (1...problem.position.line).contains {
      problem.file.line($0).starts(with: "...".utf8)
    }
    if let first, !hasEnd, first.indentation > problem.indentation {
      let text = problem.excerpt(problem.text)
      return fault(
        "`\(text)` starts further left than the first line",
        at: problem.location(problem.text.count),
        secondary: [Diagnostic.Label(first.location(1), "the keys start here")],
        help: "indent it like line \(first.position.line), with "
          + (first.indentation == 1 ? "1 space" : "\(first.indentation) spaces"),
        edit: indenting(problem, by: first.indentation))
    }
    return fault(
      "nothing can follow the end of the document",
      at: problem.location(max(1, problem.text.count)),
      help: "remove it, or the line `...` before it")
  }
}

extension FaultyLine {
  /// The line, seen from its text, where a comment takes the colon of a key along: `Sessions #1:`.
  var keyCutByComment: FaultyLine? {
    let line = indentations.last.map { at(column: $0 + 1) } ?? self
    let isCut = !line.text.isEmpty && line.text.count < line.tail.count
    return isCut && !line.text.contains(":") && line.tail.last == ":" ? line : nil
  }

  /// What starts a comment elsewhere: `//`, `--` or `/*`.
  var commentSign: String? {
    ["//", "--", "/*"].first { tail.starts(with: $0.unicodeScalars) }
  }
}

extension Unicode.Scalar {
  var isLetterOrDigit: Bool { properties.isAlphabetic || properties.numericType != nil }
}

extension SourceFile {
  /// The first line that is neither blank, a comment, nor a mark of YAML's.
  var firstLineOfText: FaultyLine? {
    for number in 1...lineCount {
      let line = FaultyLine(self, Position(line: number, column: 1)).atFirst
      guard let first = line.scalar, first != "#", first != "%" else { continue }
      return line.tail.starts(with: "---".unicodeScalars) ? nil : line
    }
    return nil
  }
}
