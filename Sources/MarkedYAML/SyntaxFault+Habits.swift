internal import Diagnostics

/// What comes from other notations: check boxes of Markdown, names in the quotes of SQL, lines of a
/// patch, rows of a client's table, blocks in braces.
extension SyntaxFault {
  /// `- [ ] carts` or `- [x] carts`.
  var checkBox: Diagnostic? {
    let line = problem.atFirst
    let item = line.at(column: (line.indentations.last ?? 0) + 1)
    guard line.isItem, item.position.line == problem.position.line,
      let box = ["[ ] ", "[x] ", "[X] "].first(where: { item.tail.starts(with: $0.unicodeScalars) }
      ),
      problem.text.elementsEqual(item.text.dropFirst(4).drop { $0 == " " })
    else { return nil }
    let name = problem.excerpt(problem.text)
    return fault(
      "`\(box.dropLast())` is a list to YAML, which `\(name)` cannot follow", at: item.location(3),
      help: "write `- \(name)`",
      edit: Diagnostic.Edit(
        item.location(item.text.count),
        replacement: String(String.UnicodeScalarView(problem.text))))
  }

  /// `- "shop"."invoices"` or `- [shop].[invoices]`: in a list only the table is a name of its own.
  var qualifiedNameInQuotes: Diagnostic? {
    let line = problem.atFirst
    let item = line.at(column: (line.indentations.last ?? 0) + 1)
    let parts = item.text.split(separator: ".", omittingEmptySubsequences: false).map(unquoted)
    guard line.isItem, parts.count == 2, let table = parts[1], parts[0] != nil else { return nil }
    let name = String(String.UnicodeScalarView(table))
    return fault(
      "`\(problem.excerpt(problem.text))` cannot follow the value before it",
      at: problem.location(problem.text.count), help: "write `\(name)`; `from` says the schema",
      edit: Diagnostic.Edit(item.location(item.text.count), replacement: name))
  }

  /// A word without the quotes around it; nil where it is none.
  private func unquoted(_ text: ArraySlice<Unicode.Scalar>) -> ArraySlice<Unicode.Scalar>? {
    var word = text
    let pairs: [Unicode.Scalar: Unicode.Scalar] = ["\"": "\"", "'": "'", "`": "`", "[": "]"]
    if let open = text.first, let close = pairs[open], text.count > 2, text.last == close {
      word = text.dropFirst().dropLast()
    }
    return !word.isEmpty && word.allSatisfy { $0.isLetterOrDigit || $0 == "_" } ? word : nil
  }
}

extension SyntaxFault {
  /// A line that was pasted with what stood before it elsewhere: `+        - carts` from a patch, or
  /// `17 |         - carts` with its number.
  func pasted(_ line: FaultyLine) -> Diagnostic? {
    guard line.position.column == 1 else { return nil }
    let message = "`\(line.excerpt(line.text))` is neither a key nor a list item"
    let whole = line.location(line.text.count)
    if line.text.count > 2, line.scalar == "+", line.text.allSatisfy({ $0 == "+" || $0 == "-" }) {
      return fault(message, at: whole, help: "remove the line, which is the border of a table")
    }
    let digits = line.tail.prefix { ("0"..."9").contains($0) }.count
    let isSigned = line.scalar == "+" || line.scalar == "-"
    var length = isSigned ? 1 : digits
    let blanks = line.tail.dropFirst(length).prefix { $0 == " " }.count
    switch isSigned ? nil : line.tail.dropFirst(length + blanks).first {
    case "|": length += blanks + 2
    case ":" where blanks == 0: length += 1
    default: break
    }
    let rest = line.at(column: length + 1).tail.drop { $0 == " " }
    // `-   from: shop` is an item with a wide dash, unless the lines beside it are of a patch.
    let isItem =
      rest.starts(with: "- ".unicodeScalars) || line.scalar == "-" && isBesideAddition(line)
    guard length > 0, rest.count + 1 < line.tail.dropFirst(length).count,
      isItem || line.scalar != "-" && line.at(column: length + 1).atFirst.asKey != nil
    else { return nil }
    if line.scalar == "-" {
      return fault(message, at: whole, help: "remove the line, which a patch takes out")
    }
    let sign = line.location(length)
    let number = line.tail.prefix(length).reversed().drop { $0 == " " }.reversed()
    return fault(
      message, at: sign,
      help: isSigned
        ? "remove the `+`, with which a patch marks a line"
        : "remove `\(line.excerpt(number))`, the number of a line",
      edit: Diagnostic.Edit(sign, replacement: ""))
  }

  /// Whether the line above or below starts with the `+` of a patch.
  private func isBesideAddition(_ line: FaultyLine) -> Bool {
    [line.position.line - 1, line.position.line + 1].contains { number in
      (1...line.file.lineCount).contains(number)
        && line.file.line(number).starts(with: "+ ".utf8)
    }
  }

  /// `(before: 1, after: 2)`, whose braces are parentheses.
  func parentheses(_ value: ArraySlice<Unicode.Scalar>, at line: FaultyLine) -> Diagnostic? {
    guard value.first == "(", value.last == ")", value.count > 2 else { return nil }
    let mended = "{" + String(String.UnicodeScalarView(value.dropFirst().dropLast())) + "}"
    return fault(
      "a mapping stands in braces, not in parentheses", at: line.location(value.count),
      help: "write `\(line.excerpt(mended.unicodeScalars))`",
      edit: Diagnostic.Edit(line.location(value.count), replacement: mended))
  }

  /// `| carts |`, a row of the table that a client prints.
  var rowOfTable: Diagnostic? {
    let row = context.text
    guard context.scalar == "|", row.count > 2, row.last == "|" else { return nil }
    let name = row.dropFirst().dropLast().split(separator: " ")
    guard name.count == 1, !name[0].contains("|") else {
      return fault(
        "`\(context.excerpt(row))` is a row of a table that a client prints",
        at: context.location(row.count), help: "write the name of each table as an item: `- …`")
    }
    let isItem = context.atFirst.isItem
    let mended = (isItem ? "" : "- ") + context.excerpt(name[0])
    return fault(
      "`\(context.excerpt(row))` is a row of a table that a client prints",
      at: context.location(row.count),
      help: "write `- \(context.excerpt(name[0]))`, and other rows in the same way",
      edit: context.isFirstInLine || isItem
        ? Diagnostic.Edit(context.location(row.count), replacement: mended) : nil)
  }

  /// `shop {` or `shop = {`, the start of a block in braces.
  func blockInBraces(startingAt line: FaultyLine) -> Diagnostic? {
    guard line.text.last == "{", !line.text.contains(":") else { return nil }
    let words = line.text.dropLast().split { $0 == " " || $0 == "=" }
    guard words.count == 1, words[0].allSatisfy({ $0.isLetterOrDigit || $0 == "_" }) else {
      return nil
    }
    let name = line.excerpt(words[0])
    return fault(
      "`\(line.excerpt(line.text))` is neither a key nor a list item",
      at: line.location(line.text.count),
      help:
        "write `\(name):`, and remove the `}` below what belongs to it: YAML goes by indentation")
  }

  /// - Parameter line: `}`, and nothing else.
  func blockInBraces(endingAt line: FaultyLine) -> Diagnostic? {
    var above = line.above
    while let current = above, current.indentation > line.indentation { above = current.above }
    return above.flatMap(blockInBraces(startingAt:))
  }
}
