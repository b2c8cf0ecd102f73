/// "1 view", "22 views"
package func counted(_ count: Int, _ noun: String, _ several: String? = nil) -> String {
  count == 1 ? "1 \(noun)" : "\(count) \(several ?? noun + "s")"
}

/// "1 view is", "22 views are"
package func areCounted(_ count: Int, _ noun: String, _ several: String? = nil) -> String {
  counted(count, noun, several) + (count == 1 ? " is" : " are")
}

/// "1 table", "22 tables"
package func tableCount(_ count: Int) -> String { counted(count, "table") }

/// "1 table is", "22 tables are"
package func tablesAre(_ count: Int) -> String { areCounted(count, "table") }

/// "`a`, `b` and `c`", or with another word before the last.
package func list(of words: [String], _ conjunction: String = "and") -> String {
  let quoted = words.map { "`\($0)`" }
  guard let last = quoted.last, quoted.count > 1 else { return quoted.first ?? "" }
  return quoted.dropLast().joined(separator: ", ") + " \(conjunction) " + last
}
