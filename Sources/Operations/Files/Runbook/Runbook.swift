import Foundations
import Plans

/// Renders `<plan>/README.md`, the runbook: what a person needs who runs the migration.
///
/// Where it names the last words of a script, they are those that the script says.
package func renderRunbook(_ migration: Migration) -> GeneratedFile {
  var runbook = Runbook(migration: migration)
  runbook.writeHead()
  runbook.writeRehearsal()
  runbook.writeOverview()
  runbook.writeAcceptedRisks()
  runbook.writePreparation()
  runbook.writeSteps()
  runbook.writeAnswers()
  runbook.writeOutage()
  let context = RunbookContext(
    files: migration.fileNames, lockWaitTimeoutSeconds: migration.lockWaitTimeoutSeconds)
  for operation in migration.allOperations { runbook.append(operation.runbook(context)) }
  runbook.writeApplication()
  runbook.writeReplication()
  runbook.writeMonitoring()
  runbook.writeTables()
  return GeneratedFile(
    path: "\(migration.name)/\(migration.fileNames.runbook)", origin: migration.planPath,
    bytes: runbook.bytes)
}

/// A runbook under construction. Each part is in a file of its own.
struct Runbook {
  let migration: Migration
  /// The target schemas in the order of their move files, each with what comes in.
  let targets: [(schema: String, file: String, batches: [Batch])]
  /// How many tables go from which schema to which, in the order of the moves.
  let flows: [Flow]
  private(set) var bytes: [UInt8] = []

  init(migration: Migration) {
    self.migration = migration
    let batches = migration.batches.map { (targets: $0.targetSchemas, batch: $0) }
    targets = migration.fileNames.moves.map { target in
      let incoming = batches.filter { $0.targets.contains(target.schema) }.map(\.batch)
      return (target.schema, target.file, incoming)
    }
    flows = migration.flows
    bytes.reserveCapacity(migration.moveCount * 96)
  }

  /// Writes a part of a line.
  mutating func append(_ text: String) { bytes.append(text) }

  /// Writes `code(name)`, for nearly all names without a string of its own.
  mutating func append(code name: String) {
    if !bytes.appendPlain(name, between: UInt8(ascii: "`")) { bytes.append(code(name)) }
  }

  mutating func write(_ block: String) {
    bytes.append(block)
    bytes.append(0x0A)
  }

  var files: FileNames { migration.fileNames }
  var count: Int { migration.moveCount }
  var timeout: Int { migration.lockWaitTimeoutSeconds }

  /// The source schemas, in plan order.
  var sources: [String] {
    migration.schemas.indices.filter { index in flows.contains { $0.source == index } }
      .map { migration.schemas[$0].name }
  }

  func code(_ text: String) -> String { MarkdownText.code(text) }

  func list(_ names: [String]) -> String { MarkdownText.list(names) }

  /// `1 table`, `2 tables`
  func number(_ count: Int, _ noun: String = "table") -> String {
    "\(count) \(noun)\(count == 1 ? "" : "s")"
  }
}
