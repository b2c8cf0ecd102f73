/// The ways in which text reaches SQL. Nothing enters a script but through one of these.
///
/// They hold under the `sql_mode` that every script sets first: backslash escapes are on, double
/// quotes are strings.
package enum SQLText {
  /// An identifier: `` `a``b` ``.
  package static func name(_ name: String) -> String {
    name.utf8.contains(0x60) ? "`" + doubling(0x60, in: name) + "`" : "`" + name + "`"
  }

  package static func name(_ name: QualifiedName) -> String {
    Self.name(name.schema) + "." + Self.name(name.table)
  }

  /// A string literal: `'it''s'`.
  package static func string(_ text: String) -> String { "'" + inString(text) + "'" }

  /// Text inside the quotes of a string literal.
  package static func inString(_ text: String) -> String {
    guard text.utf8.contains(where: { $0 == 0x27 || $0 == 0x5C || $0 == 0x0A || $0 == 0x0D })
    else { return text }
    var escaped = ""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "'": escaped += "''"
      case "\\": escaped += "\\\\"
      case "\n": escaped += "\\n"
      case "\r": escaped += "\\r"
      default: escaped.unicodeScalars.append(scalar)
      }
    }
    return escaped
  }

  /// A string literal that may go over several lines, for text that is read in a review.
  package static func lines(_ text: String) -> String {
    var escaped = "'"
    for scalar in text.unicodeScalars {
      switch scalar {
      case "'": escaped += "''"
      case "\\": escaped += "\\\\"
      case "\r": escaped += "\\r"
      case "\u{0}": escaped += "\\0"
      default: escaped.unicodeScalars.append(scalar)
      }
    }
    return escaped + "'"
  }

  /// Text behind `-- `, to the end of the line: what would end the line becomes a space.
  package static func lineComment(_ text: String) -> String {
    if text.utf8.allSatisfy({ (0x20...0x7E).contains($0) }) { return text }
    var comment = ""
    for scalar in text.unicodeScalars {
      let ends = scalar.value < 0x20 || (0x7F...0x9F).contains(scalar.value)
      comment.unicodeScalars.append(
        ends || scalar.value == 0x2028 || scalar.value == 0x2029 ? " " : scalar)
    }
    return comment
  }

  /// A comment inside the text of a `RENAME TABLE`.
  ///
  /// The guards count tables by finding their quoted names in that very text, so a comment must
  /// not hold one: its backticks become apostrophes.
  package static func renameComment(_ text: String) -> String {
    if !text.utf8.contains(0x60) { return lineComment(text) }
    return String(
      String.UnicodeScalarView(
        lineComment(text).unicodeScalars.map { $0 == "`" ? "'" : $0 }))
  }

  /// A JSON string with its quotes.
  package static func json(_ text: String) -> String {
    guard text.utf8.contains(where: { $0 == 0x22 || $0 == 0x5C || $0 < 0x20 }) else {
      return "\"" + text + "\""
    }
    var escaped = "\""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"": escaped += "\\\""
      case "\\": escaped += "\\\\"
      case _ where scalar.value < 0x20:
        let digits = String(scalar.value, radix: 16)
        escaped += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
      default: escaped.unicodeScalars.append(scalar)
      }
    }
    return escaped + "\""
  }

  private static func doubling(_ byte: UInt8, in text: String) -> String {
    var bytes: [UInt8] = []
    for next in text.utf8 {
      bytes.append(next)
      if next == byte { bytes.append(byte) }
    }
    return String(decoding: bytes, as: UTF8.self)
  }
}
