import Diagnostics
import Foundations
import Plans

/// A status report for a person: the word first, then what to run, then what is out of line.
package struct StatusText {
  private let report: StatusReport
  private let migration: Migration
  private let listsAll: Bool
  private var lines: [String] = []

  /// - Parameters:
  ///   - next: what to run next, each with what for.
  ///   - listsAll: whether every table, trigger, view and grant is listed.
  package static func render(
    _ report: StatusReport, of migration: Migration, server: String,
    next: [(command: String, purpose: String)], listsAll: Bool
  ) -> String {
    var text = StatusText(report: report, migration: migration, listsAll: listsAll)
    text.writeHead(server, next)
    text.writeStrays()
    text.writeSetAside()
    text.writeBlockingTriggers()
    text.writeTables()
    for part in report.parts { text.write(part.label, part.things) }
    text.writeSchemas()
    return text.lines.map { $0 + "\n" }.joined()
  }

  private init(report: StatusReport, migration: Migration, listsAll: Bool) {
    self.report = report
    self.migration = migration
    self.listsAll = listsAll
  }

  private mutating func writeHead(
    _ server: String, _ next: [(command: String, purpose: String)]
  ) {
    lines.append("\(report.state.rawValue): \(DisplayText.escaped(report.reason))")
    for (index, step) in next.enumerated() {
      lines.append("\(index == 0 ? "next:" : "or:  ") \(step.command)")
      lines.append("        \(step.purpose)")
    }
    lines.append("")
    lines.append("plan      \(shown(migration.name)), \(DisplayText.escaped(migration.planPath))")
    lines.append("server    \(DisplayText.escaped(server))")
  }

  /// What stops a run that is offered in this state.
  private mutating func writeBlockingTriggers() {
    for trigger in report.blockingTriggers
    where report.state != .notStarted && (trigger.stops == .rollback || report.state != .applied) {
      lines.append("")
      for (index, line) in trigger.remedy.enumerated() {
        lines.append(index == 0 ? line : "  \(index). \(line)")
      }
    }
  }

  /// What planc will not touch, with the ways out.
  private mutating func writeStrays() {
    let strays = zip(report.tables, report.advice(of: migration)).filter { $0.1 != nil }
    for (table, advice) in listsAll ? strays[...] : strays.prefix(Self.straysMax) {
      guard let advice else { continue }
      lines.append("")
      lines.append("\(sql(table.move.source)) to \(sql(table.move.target)): \(found(table))")
      for (location, facts) in table.copyFacts where !facts.isEmpty {
        lines.append(
          "    at the \(location): \(DisplayText.escaped(facts.joined(separator: ", ")))")
      }
      write(advice)
    }
    if strays.isEmpty { return }
    lines.append("")
    if !listsAll, strays.count > Self.straysMax {
      lines.append(
        "and \(counted(strays.count - Self.straysMax, "table")) more, which --verbose lists")
      lines.append("")
    }
  }

  private mutating func write(_ advice: ManualRepairAdvice) {
    lines.append("    \(DisplayText.escaped(advice.meaning))")
    if let first = advice.first { lines.append("    \(first)") }
    for decision in advice.decisions {
      lines.append("  - \(DisplayText.escaped(decision.title))")
      for statement in decision.sql { lines.append("        \(DisplayText.escaped(statement));") }
      if let consequence = decision.consequence {
        lines.append("    \(DisplayText.escaped(consequence))")
      }
    }
    if let note = advice.note { lines.append("    \(DisplayText.escaped(note))") }
  }

  private mutating func writeSetAside() {
    for table in report.setAside {
      if lines.last != "" { lines.append("") }
      lines.append("set aside \(DisplayText.escaped(table.sentence))")
      write(report.advice(for: table))
    }
    if !report.setAside.isEmpty { lines.append("") }
  }

  /// The most tables of which all is told without being asked.
  private static let straysMax = 10

  private func found(_ table: TableStatus) -> String {
    switch table.place {
    case .source: "at the source"
    case .target: "at the target"
    case .temporarilyRenamed(let name): "temporarily renamed to \(sql(name)), and unavailable"
    case .both: "at both locations"
    case .neither: "at neither location"
    case .other(let found): DisplayText.escaped(found.text)
    }
  }

  private mutating func writeTables() {
    var label = "tables"
    for file in migration.fileNames.moves {
      let own = report.tables.filter { $0.move.target.schema == file.schema }
      let counts = TableStatus.Place.words.compactMap { word -> String? in
        let count = own.count { $0.place.word == word }
        return count == 0 ? nil : "\(count) \(Self.phrases[word] ?? word)"
      }
      add(label, "to \(shown(file.schema)): \(counts.joined(separator: ", "))")
      label = ""
    }
    for table in report.tables {
      let isTemporarilyRenamed = table.place.word == "temporary_name"
      guard listsAll || isTemporarilyRenamed else { continue }
      let number = table.sourceTableID ?? table.targetTableID
      let suffix = listsAll ? number.map { ", TABLE_ID \(DisplayText.escaped($0))" } ?? "" : ""
      add("", "  \(sql(table.move.source)) to \(sql(table.move.target)): \(found(table))\(suffix)")
    }
  }

  private static let phrases = [
    "source": "at the source", "target": "at the target", "temporary_name": "temporarily renamed",
    "both": "at both locations", "neither": "at neither location", "other": "not a table",
  ]

  /// How many are in which state; then those that are out of line, and a privilege that is nobody's copy.
  private mutating func write(_ label: String, _ things: [any OperationStatus]) {
    if things.isEmpty { return }
    add(label, summary(things.filter { !($0 is OtherGrant) }.map(\.word)))
    for thing in things where listsAll || thing.isListed {
      add("", "  \(thing.shownName): \(thing.word)")
    }
  }

  private mutating func writeSchemas() {
    let head = ["schemas", "now", "before", "after", "budget", "headroom"]
    let rows = report.schemas.map { schema in
      [
        shown(schema.name), "\(schema.tablesNow)", "\(schema.tablesBefore)",
        "\(schema.tablesAfter)", schema.budget.map(String.init) ?? "-",
        schema.headroom.map(String.init) ?? "-",
      ]
    }
    let widths = head.indices.map { column in
      ([head] + rows).map { $0[column].unicodeScalars.count }.max() ?? 0
    }
    func line(_ cells: [String]) -> String {
      cells.enumerated().map { column, cell in
        let blanks = String(repeating: " ", count: widths[column] - cell.unicodeScalars.count)
        return column == 0 ? cell + blanks : blanks + cell
      }.joined(separator: "  ")
    }
    lines.append("")
    lines.append(line(head))
    for (row, schema) in zip(rows, report.schemas) {
      lines.append(line(row) + remark(schema))
    }
  }

  /// Where the count is not what the plan promises, or more than the budget.
  private func remark(_ schema: SchemaStatus) -> String {
    var remarks: [String] = []
    if let expected = report.expectedTables(in: schema), expected != schema.tablesNow {
      let difference = schema.tablesNow - expected
      remarks.append(
        "\(abs(difference)) \(difference > 0 ? "more" : "fewer") than the plan accounts for")
    }
    if let room = schema.headroom, room < 0 { remarks.append("over its budget by \(-room)") }
    return remarks.isEmpty ? "" : "  " + remarks.joined(separator: ", ")
  }

  private mutating func add(_ label: String, _ text: String) {
    lines.append(label + String(repeating: " ", count: 10 - label.count) + text)
  }

  /// `3 source, 1 missing`, in the order in which the words come first.
  private func summary(_ words: [String]) -> String {
    var order: [String] = []
    for word in words where !order.contains(word) { order.append(word) }
    return order.map { word in "\(words.count { $0 == word }) \(word)" }.joined(separator: ", ")
  }

  private func shown(_ name: String) -> String { shownText(name) }
  private func sql(_ name: QualifiedName) -> String { shownSQL(name) }
}
