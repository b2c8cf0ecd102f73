/// Renders `<plan>/README.md`, the runbook: what a person needs who runs the migration.
///
/// Where it names the last words of a script, they are those that the script says.
package func renderRunbook(_ migration: Migration) -> GeneratedFile {
  var runbook = Runbook(migration: migration)
  runbook.writeHead()
  runbook.writeOverview()
  runbook.writePreparation()
  runbook.writeSteps()
  runbook.writeAnswers()
  runbook.writeOutage()
  runbook.writeApplication()
  runbook.writeReplication()
  runbook.writeMonitoring()
  runbook.writeTables()
  return GeneratedFile(
    path: "\(migration.name)/\(migration.fileNames.runbook)", bytes: Array(runbook.text.utf8))
}

/// A runbook under construction. Each part is in a file of its own.
struct Runbook {
  let migration: Migration
  private(set) var text = ""

  init(migration: Migration) { self.migration = migration }

  /// A row of a table, whose end is mostly that of the row before: made once, written often.
  mutating func writeRow(_ cell: String, end: String) {
    text += "| "
    text += cell
    text += end
  }

  mutating func write(_ block: String) {
    text += block
    text += "\n"
  }

  var files: FileNames { migration.fileNames }
  var count: Int { migration.moveCount }
  var timeout: Int { migration.lockWaitTimeoutSeconds }

  /// The target schemas in the order of their move files, each with what comes in.
  var targets: [(schema: String, file: String, batches: [Batch])] {
    files.moves.map { target in
      let batches = migration.batches.filter { $0.targetSchemas.contains(target.schema) }
      return (target.schema, target.file, batches)
    }
  }

  /// The source schemas, in plan order.
  var sources: [String] {
    let sources = migration.batches.flatMap(\.sourceSchemas)
    return migration.schemas.map(\.name).filter(sources.contains)
  }

  func code(_ text: String) -> String { MarkdownText.code(text) }

  /// `` `a`, `b` and `c` ``
  func list(_ names: [String]) -> String {
    let names = names.map(code)
    guard names.count > 1, let last = names.last else { return names.first ?? "" }
    return "\(names.dropLast().joined(separator: ", ")) and \(last)"
  }

  /// `1 table`, `2 tables`
  func number(_ count: Int, _ noun: String = "table") -> String {
    "\(count) \(noun)\(count == 1 ? "" : "s")"
  }
}
