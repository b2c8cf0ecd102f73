import Diagnostics
import Foundations

extension CheckReport {
  /// For a terminal: the result first, then what to run, then every finding.
  ///
  /// - Parameter refusals: what the server refused, each with its line in the file.
  package func text(
    of migration: Migration, server: String, next: [(command: String, purpose: String)],
    refusals: [(line: Int, sentence: String)], listsAll: Bool
  ) -> String {
    var lines = [DisplayText.escaped(result)]
    for (index, step) in next.enumerated() {
      lines.append("\(index == 0 ? "next:" : "or:  ") \(step.command)")
      lines.append("        \(step.purpose)")
    }
    lines.append("")
    let name = DisplayText.escaped(migration.name)
    lines.append("plan      `\(name)`, \(DisplayText.escaped(migration.planPath))")
    lines.append("server    \(DisplayText.escaped(server))")
    for refusal in refusals {
      lines.append("refused   line \(refusal.line): \(DisplayText.escaped(refusal.sentence))")
    }
    if kind == .verify, !findings.isEmpty { lines.append("") }
    for finding in findings { lines += self.lines(finding) }
    lines += rowLines(listsAll)
    return lines.map { $0 + "\n" }.joined()
  }

  private func lines(_ finding: Finding) -> [String] {
    let object = DisplayText.escaped(finding.object)
    let found = DisplayText.escaped(finding.found)
    let advice = DisplayText.escaped(finding.advice)
    switch kind {
    case .preflight:
      return ["", "\(finding.severity.rawValue): \(object): \(found)", "    \(advice)"]
    case .verify: return ["\(object): \(found), promised: \(advice)"]
    }
  }

  private func rowLines(_ listsAll: Bool) -> [String] {
    if rows.isEmpty { return [] }
    let filled = rows.count { $0.hasRows }
    let empty = rows.count - filled
    let summary =
      rows.count == 1
      ? "rows      the table at its target \(filled == 1 ? "has rows" : "is empty")"
      : "rows      \(filled) of \(rows.count) tables at their target have rows, "
        + "\(empty) \(empty == 1 ? "is" : "are") empty"
    let list = rows.map {
      "  \(DisplayText.escaped($0.place)): \($0.hasRows ? "has rows" : "empty")"
    }
    return (findings.isEmpty ? [] : [""]) + [summary] + (listsAll ? list : [])
  }

  /// One object on one line.
  package func json(
    of migration: Migration, server: String, next: [String],
    refusals: [(line: Int, sentence: String)]
  ) -> String {
    let found = findings.map { finding in
      switch kind {
      case .preflight:
        "{\"severity\": \"\(finding.severity.rawValue)\", \"finding\": \(jsonString(finding.found)), "
          + "\"object\": \(jsonString(finding.object)), \"advice\": \(jsonString(finding.advice))}"
      case .verify:
        "{\"object\": \(jsonString(finding.object)), \"expected\": \(jsonString(finding.advice)), "
          + "\"found\": \(jsonString(finding.found))}"
      }
    }
    let refused = refusals.map {
      "{\"line\": \($0.line), \"error\": \(jsonString($0.sentence))}"
    }
    let holding = rows.map { "{\"target\": \(jsonString($0.place)), \"has_rows\": \($0.hasRows)}" }
    var members = [
      "\"format\": 2", "\"plan\": \(jsonString(migration.name))",
      "\"path\": \(jsonString(migration.planPath))",
      "\"server\": \(jsonString(server))", "\"good\": \(isGood)",
      "\"result\": \(jsonString(result))",
      "\"next\": [\(next.map(jsonString).joined(separator: ", "))]",
      "\"findings\": [\(found.joined(separator: ", "))]",
      "\"refused\": [\(refused.joined(separator: ", "))]",
    ]
    if kind == .verify { members.append("\"rows\": [\(holding.joined(separator: ", "))]") }
    return "{" + members.joined(separator: ", ") + "}\n"
  }
}
