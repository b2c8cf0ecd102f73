import Diagnostics
import MarkedYAML

/// Names of schemas and tables, of which people write more than the name.
extension PlanDecoder {
  mutating func tableName(_ node: YAMLNode, _ what: String) -> Located<String>? {
    guard let scalar = scalar(node, what, expected: "a name") else { return nil }
    return objectName(scalar.text, scalar.style, at: node.span, what, isTable: true)
  }

  mutating func schemaName(_ node: YAMLNode, _ what: String) -> Located<String>? {
    if case .sequence = node.content {
      reportWrongType(
        node, what, expected: "a name", help: ["write an assignment of its own for each"])
      return nil
    }
    guard let scalar = scalar(node, what, expected: "a name") else { return nil }
    return objectName(scalar.text, scalar.style, at: node.span, what, isTable: false)
  }

  mutating func objectName(
    _ text: String, _ style: YAMLScalar.Style, at span: Span, _ what: String, isTable: Bool
  ) -> Located<String>? {
    if style == .plain, !text.isOrdinaryName, span.start.line == span.end.line,
      DoubtfulSign(in: text) == nil, otherReading(ofPlain: text) == nil,
      let sign = text.unicodeScalars.first(where: isForeignToNames)
    {
      report(sign, in: text, at: span, what, isTable: isTable)
      return nil
    }
    return name(text, style, at: span, what)
  }

  /// A name that really holds the sign is written in quotes.
  private mutating func report(
    _ sign: Unicode.Scalar, in text: String, at span: Span, _ what: String, isTable: Bool
  ) {
    let bare = String(text.prefix { !$0.unicodeScalars.contains(where: isForeignToNames) })
    let isSignAlone =
      text.unicodeScalars.dropLast().elementsEqual(bare.unicodeScalars) && !bare.isEmpty
      && (sign == "," || sign == ";")
    let bareTable: String? =
      if isTable, case .qualified(let table)? = TableByHabit(text) { table } else { nil }
    var mend: String?
    switch sign {
    case "*" where isTable, "?" where isTable, "%" where isTable:
      let pattern = text.replacing("%", with: "*")
      mend = "write `{match: '\(shown(pattern))', count: …}` for all such tables of the catalog"
    case ",", ";":
      mend =
        isSignAlone ? "write `\(bare)`" : isTable ? "make each name an item of its own" : nil
    case " " where isTable && [" -- ", " // ", " /* "].contains(where: { text.contains($0) }):
      mend = "write `#` and a space before a comment"
    case " " where isTable:
      mend = "make each name an item of its own; within brackets `, ` parts them"
    case "." where isTable:
      let name = bareTable.map { "`\($0)`" } ?? "the name alone"
      mend = "write \(name); `\(what == "`as`" ? "to" : "from")` says the schema"
    case "{": mend = "write the name itself: planc fills in no variables"
    default: break
    }
    let quoted = text.contains("'") ? jsonString(text) : "'\(text)'"
    report(
      Diagnostic(
        .doubtfulName, "\(what) `\(shown(text))` holds \(sign == " " ? "a space" : "`\(sign)`")",
        at: location(span),
        help: [
          mend,
          isSignAlone ? nil : "put a name that really holds it in quotes: `\(shown(quoted))`",
        ].compactMap(\.self),
        edit: isSignAlone ? edit(span, bare) : bareTable.map { edit(span, $0) }))
  }
}

/// Whether a character of ASCII is none that names are made of as a rule.
private func isForeignToNames(_ scalar: Unicode.Scalar) -> Bool {
  switch scalar {
  case "a"..."z", "A"..."Z", "0"..."9", "_", "-", "$": false
  case "\u{20}"..."\u{7E}": true
  default: false
  }
}
