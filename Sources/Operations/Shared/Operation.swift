import Plans

/// One kind of thing that a migration does, with everything about it in a folder: its values, its lists in the heads of
/// files, its sections, the privileges that it needs, its part of the runbook.
///
/// Scripts and the runbook are loops over the operations of a migration; what an operation does not say is nothing.
/// docs/adding-an-operation.md has the rest: the reports, the catalog in memory, a rehearsal.
protocol Operation {
  /// Whether the migration, or the file, has none of this kind.
  var isEmpty: Bool { get }

  /// Its list in the files that only read, which the preflight file sets to an empty one where the plan has none.
  var listName: String? { get }
  func writeLists(in file: ScriptKind, to script: inout SQLScript)
  func addPrivileges(in file: ScriptKind, to required: inout RequiredPrivileges)
  func sections(at place: ScriptPlace) -> [SQLSection]

  /// Its part of the runbook, with a heading; empty for none.
  func runbook(_ context: RunbookContext) -> String
  /// Where the runbook says which privileges it needs: `[views](#views)`.
  var runbookLink: String? { get }
  /// What a rehearsal leaves out, each a part of a sentence.
  var leftOutOfRehearsal: [String] { get }
}

extension Operation {
  var isEmpty: Bool { false }
  var listName: String? { nil }
  func writeLists(in file: ScriptKind, to script: inout SQLScript) {}
  func addPrivileges(in file: ScriptKind, to required: inout RequiredPrivileges) {}
  func runbook(_ context: RunbookContext) -> String { "" }
  var runbookLink: String? { nil }
  var leftOutOfRehearsal: [String] { [] }
}

enum ScriptKind { case preflight, createSchemas, move, verify, status, rollback, dropSchemas }

/// Where operations add sections to a file.
enum ScriptPlace: Hashable {
  /// What the files that only read look up, and what they say about it.
  case reading, preflight, verify, statusRows
  case beforeSchemas, afterSchemas
  /// Of one schema.
  case beforeDrop, afterDrop
  /// Before anything is decided, and directly before the first batch.
  case checks(Direction)
  case beforeBatches(Direction)
  /// Of a batch, in this order: its text, its checks, what must be undone first, the statements, what follows them.
  case batchText(Direction)
  case batchChecks(Direction)
  case beforeMove(Direction)
  case move(Direction)
  case afterMove(Direction)
  case afterBatches(Direction)

  static func ofBatch(_ direction: Direction) -> [ScriptPlace] {
    [
      .batchText(direction), .batchChecks(direction), .beforeMove(direction), .move(direction),
      .afterMove(direction),
    ]
  }
}

/// What the runbook sections of operations are about.
struct RunbookContext {
  var files: FileNames
  var lockWaitTimeoutSeconds: Int

  var targets: [String] { files.moves.map(\.schema) }
}

extension SQLScript {
  /// The sections of all operations at one place, in their order.
  mutating func sections(of operations: [any Operation], at place: ScriptPlace) {
    for operation in operations {
      for template in operation.sections(at: place) { section(template) }
    }
  }

  /// The same; a section that several operations need is there once.
  mutating func sectionsOnce(of operations: [any Operation], at place: ScriptPlace) {
    var written: Set<SQLSection> = []
    for template in operations.flatMap({ $0.sections(at: place) })
    where written.insert(template).inserted {
      section(template)
    }
  }

  /// The lists of all operations, and the privileges that they need.
  mutating func writeLists(of operations: [any Operation], in file: ScriptKind) {
    for operation in operations { operation.writeLists(in: file, to: &self) }
  }

  mutating func writePrivileges(of operations: [any Operation], in file: ScriptKind) {
    let required = RequiredPrivileges(of: operations, in: file)
    if !required.isEmpty { required.write(to: &self) }
  }
}

extension String {
  /// A block of the runbook, and a line end.
  mutating func write(_ block: String) { self += block + "\n" }
}
