/// The ways in which text reaches PHP. Nothing enters the map but through one of these.
package enum PHPText {
  /// A single-quoted string: only `'` and `\` mean something in it.
  /// https://www.php.net/manual/en/language.types.string.php
  package static func string(_ text: String) -> String {
    // Nearly all names: a scalar at a time costs ten times as much.
    if !text.utf8.contains(where: { $0 == 0x27 || $0 == 0x5C }) { return "'" + text + "'" }
    var quoted = "'"
    for scalar in text.unicodeScalars {
      if scalar == "'" || scalar == "\\" { quoted += "\\" }
      quoted.unicodeScalars.append(scalar)
    }
    return quoted + "'"
  }

  /// Text behind `// `. A line end would end the comment, and so would `?>`, and PHP with it.
  package static func lineComment(_ text: String) -> String {
    var comment = ""
    var last: Unicode.Scalar = " "
    for scalar in text.unicodeScalars {
      let endsLine =
        scalar.value < 0x20 || (0x7F...0x9F).contains(scalar.value) || scalar.value == 0x2028
        || scalar.value == 0x2029
      if last == "?", scalar == ">" { comment += " " }
      comment.unicodeScalars.append(endsLine ? " " : scalar)
      last = scalar
    }
    return comment
  }
}
