/// A value of the plan as messages show it: cut where it is longer than anyone reads.
package func shown(_ text: String) -> String {
  text.utf8.count <= 80 ? text : String(text.unicodeScalars.prefix(77)) + "..."
}

/// "`shop`.`shop_sessions`"
package func shown(_ schema: String, _ table: String) -> String {
  "`\(shown(schema)).\(shown(table))`"
}

/// `U+202E`
package func codePoint(_ scalar: Unicode.Scalar) -> String {
  let digits = String(scalar.value, radix: 16, uppercase: true)
  return "U+" + String(repeating: "0", count: max(0, 4 - digits.count)) + digits
}
