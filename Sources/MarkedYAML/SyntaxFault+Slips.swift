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

  /// `table_count {before: 1, after: 2}`, where the colon before the bracket is missing.
  var keyBeforeBracket: Diagnostic? {
    let first = problem.atFirst
    let line = first.at(column: (first.indentations.last ?? 0) + 1)
    let word = line.text.prefix { $0.isLetterOrDigit || $0 == "_" }
    let rest = line.text.dropFirst(word.count)
    let blanks = rest.prefix { $0 == " " }.count
    guard !word.isEmpty, let open = rest.dropFirst(blanks).first, open == "{" || open == "["
    else { return nil }
    let mended = line.excerpt(word) + ": " + line.excerpt(rest.dropFirst(blanks))
    let gap = line.at(column: line.position.column + word.count).location(blanks)
    return fault(
      "`\(line.excerpt(word))` is no key: a colon is missing", at: line.location(word.count),
      help: "write `\(mended)`", edit: Diagnostic.Edit(gap, replacement: ": "))
  }

  /// `- from = shop`, `- from shop` or `- from:shop`, above the second key of the item.
  func keyAfterDash(above line: FaultyLine) -> Diagnostic? {
    guard let above = line.above, above.isItem, let start = above.indentations.last else {
      return nil
    }
    let inner = above.at(column: start + 1)
    let lacksSpace = inner.text.drop { $0.isLetterOrDigit || $0 == "_" }.first == ":"
    guard start == line.indentation, lacksSpace || !inner.text.contains(":"),
      lacksSpace || inner.text.contains(" "), let key = inner.asKey
    else { return nil }
    return fault(
      "`\(inner.excerpt(inner.text))` is no key: "
        + (lacksSpace ? "a space is missing behind the colon" : "a colon is missing"),
      at: inner.location(inner.text.count), help: "write `\(key.text)`", edit: key.edit)
  }

  /// `- basket`, and `as: carts` below it.
  func newNameBelowItem(_ line: FaultyLine) -> Diagnostic? {
    guard let above = line.above, above.isItem, let start = above.indentations.last,
      line.tail.starts(with: "as: ".unicodeScalars)
    else { return nil }
    let item = above.at(column: start + 1)
    let names = [item.text, line.at(column: line.position.column + 4).text]
    guard names.allSatisfy({ $0.allSatisfy { $0.isLetterOrDigit || $0 == "_" } && !$0.isEmpty })
    else { return nil }
    let mended = "{table: \(line.excerpt(names[0])), as: \(line.excerpt(names[1]))}"
    return fault(
      "`as:` is no key of the item above, which is a text", at: line.location(line.text.count),
      secondary: [Diagnostic.Label(item.location(item.text.count), "this item")],
      help: "write `- \(mended)`")
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

  /// The word before the colon at the fault, where another word stands before it: `shop to: b`, or
  /// `shop, to: b`.
  var wordBeforeColon: (word: String, isBehindComma: Bool)? {
    let word = problem.head.reversed().prefix { ("a"..."z").contains($0) || $0 == "_" }
    let before = problem.head.dropLast(word.count)
    guard word.count > 1, before.last == " ", let last = before.dropLast().last,
      last.isLetterOrDigit || last == ","
    else { return nil }
    return (String(String.UnicodeScalarView(word.reversed())), last == ",")
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

/// How much of a text starts an item in lists of other languages: a bullet, `+` or a number with its
/// point, and the blanks behind it; also a dash that lacks its space. Nil where nothing does.
package func lengthOfItemSign(_ text: some Collection<Unicode.Scalar>) -> Int? {
  let bullets: [Unicode.Scalar] = ["•", "·", "◦", "‣", "▪", "–", "—", "*", "+"]
  guard let first = text.first else { return nil }
  let digits = text.prefix { ("0"..."9").contains($0) }.count
  var sign = 0
  if first == "-" {
    guard let next = text.dropFirst().first, next != "-" else { return nil }
    sign = 1
  } else if bullets.contains(first) {
    sign = 1
  } else if digits > 0, let point = text.dropFirst(digits).first, point == "." || point == ")" {
    sign = digits + 1
  }
  let blanks = text.dropFirst(sign).prefix { $0 == " " }.count
  guard sign > 0, text.count > sign + blanks, first == "-" || blanks > 0 else { return nil }
  return sign + blanks
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
