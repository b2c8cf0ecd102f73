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
    let found = findings.map { finding -> JSONValue in
      switch kind {
      case .preflight:
        [
          "severity": .string(finding.severity.rawValue), "finding": .string(finding.found),
          "object": .string(finding.object), "advice": .string(finding.advice),
        ]
      case .verify:
        [
          "object": .string(finding.object), "expected": .string(finding.advice),
          "found": .string(finding.found),
        ]
      }
    }
    let refused = refusals.map { refusal -> JSONValue in
      ["line": .integer(refusal.line), "error": .string(refusal.sentence)]
    }
    let holding = rows.map { row -> JSONValue in
      ["target": .string(row.place), "has_rows": .boolean(row.hasRows)]
    }
    let value: JSONValue = [
      "format": 2, "plan": .string(migration.name), "path": .string(migration.planPath),
      "server": .string(server), "good": .boolean(isGood), "result": .string(result),
      "next": .strings(next), "findings": .array(found), "refused": .array(refused),
    ]
    return value.adding([("rows", kind == .verify ? .array(holding) : nil)]).line + "\n"
  }
}
