import Diagnostics
import Foundations
package import LocatedYAML

/// Unquoted names of schemas and tables that contain more than a name.
extension PlanDecoder {
  mutating func tableName(_ node: YAMLNode, _ what: String) -> Located<String>? {
    guard let scalar = scalar(node, what, expected: "a name") else { return nil }
    return objectName(scalar.text, scalar.style, at: node.span, what, isTable: true)
  }

  package mutating func schemaName(_ node: YAMLNode, _ what: String) -> Located<String>? {
    guard let scalar = scalar(node, what, expected: "a name") else { return nil }
    return objectName(scalar.text, scalar.style, at: node.span, what, isTable: false)
  }

  mutating func objectName(
    _ text: String, _ style: YAMLScalar.Style, at span: Span, _ what: String, isTable: Bool
  ) -> Located<String>? {
    if style == .plain, !text.isOrdinaryName, span.start.line == span.end.line,
      LookalikeCharacter(in: text) == nil, otherReading(ofPlain: text) == nil,
      let sign = text.unicodeScalars.first(where: isForeignToNames)
    {
      report(sign, in: text, at: span, what, isTable: isTable)
      return nil
    }
    return name(text, style, at: span, what)
  }

  private mutating func report(
    _ sign: Unicode.Scalar, in text: String, at span: Span, _ what: String, isTable: Bool
  ) {
    let fix = isTable ? Fix(text, what) : nil
    let quoted = text.contains("'") ? jsonString(text) : "'\(text)'"
    report(
      Diagnostic(
        .doubtfulName,
        "\(what) `\(shown(text))` contains \(sign == " " ? "a space" : "`\(sign)`")",
        at: location(span),
        help: [fix?.help, "quote a name that really contains it: `\(shown(quoted))`"]
          .compactMap(\.self),
        edit: fix?.replacement.map { edit(span, $0) }))
  }
}

/// What was probably meant by a table's name with a sign in it.
private struct Fix {
  package var help: String
  package var replacement: String?

  package init?(_ text: String, _ what: String) {
    let words = text.split(separator: " ").map(String.init)
    let parts = text.split(separator: ".", omittingEmptySubsequences: false).map(String.init)
    if what == "the table", words.count == 3, words[1].lowercased() == "as", isBareName(words[0]),
      isBareName(words[2])
    {
      let item = "{table: \(words[0]), as: \(words[2])}"
      help = "write `\(item)`"
      replacement = item
    } else if parts.count == 2, parts.allSatisfy(isBareName) {
      help = "write `\(parts[1])`; `\(what == "`as`" ? "to" : "from")` gives the schema"
      replacement = parts[1]
    } else if what == "the table", text.contains("*") {
      help = "write `{match: '\(shown(text))', count: …}` for all such tables of the catalog"
    } else {
      return nil
    }
  }
}

/// Whether an ASCII character is not one that names usually consist of.
private func isForeignToNames(_ scalar: Unicode.Scalar) -> Bool {
  switch scalar {
  case "a"..."z", "A"..."Z", "0"..."9", "_", "-", "$": false
  case "\u{20}"..."\u{7E}": true
  default: false
  }
}

/// Letters, digits and underscores of ASCII, not a digit first: what needs no quotes anywhere.
package func isBareName(_ text: String) -> Bool {
  guard let first = text.utf8.first, !(0x30...0x39).contains(first) else { return false }
  return otherReading(ofPlain: text) == nil
    && text.utf8.allSatisfy {
      ($0 | 0x20 >= 0x61 && $0 | 0x20 <= 0x7A) || ($0 >= 0x30 && $0 <= 0x39) || $0 == 0x5F
    }
}
