import Foundation
import PlancTestSupport

@testable import Foundations
@testable import Operations
@testable import Plans

/// A migration's rendered SQL files in a temporary folder, ready to be run.
struct Scripts: Sendable {
  let migration: Migration
  private let folder: TemporaryFolder

  init(_ migration: Migration) throws(TestSupportError) {
    self.migration = migration
    folder = try TemporaryFolder()
    for file in renderSQL(migration) { try folder.write(file.path, bytes: file.bytes) }
  }

  /// A file up to each statement that can write, and that statement with it.
  func beginnings(of file: String) -> [String] { Self.beginnings(of: text(file)) }

  static func beginnings(of text: String) -> [String] {
    let mark = "EXECUTE planc;\n"
    var begun = ""
    var beginnings: [String] = []
    for part in text.components(separatedBy: mark).dropLast() {
      begun += part + mark
      guard let start = part.ranges(of: "SET @planc_sql = ").last else { continue }
      let chosen = part[start.lowerBound...]
      if chosen.contains("'DO 0')"), !chosen.contains("TRANSACTION READ WRITE'"),
        !chosen.contains("'SET @planc_"), !chosen.contains("INTO @planc_"),
        !chosen.contains("'USE ")
      {
        beginnings.append(begun)
      }
    }
    return beginnings
  }

  var names: FileNames { migration.fileNames }
  var create: String { names.createSchemas }
  var moves: [String] { names.moves.map(\.file) }
  /// Schemas, then every move file in the order of the plan.
  var forward: [String] { [create] + moves }

  /// What takes the server back to where it started: the rollback, then the drop of the schemas
  /// that the plan creates.
  var back: [String] {
    [names.rollback] + (migration.createdSchemas.isEmpty ? [] : [names.dropSchemas])
  }

  /// Runs the rollback and, where it says DONE, the drop of the schemas that the plan creates.
  ///
  /// - Returns: what the rollback said.
  @discardableResult
  func rollBack(
    on server: ThrowawayServer, _ manner: MariaDBClient.Manner = .stdin
  ) throws(TestSupportError) -> ProgramOutput {
    let output = try run(names.rollback, on: server, manner)
    if output.lastLine.hasPrefix("DONE: "), back.count > 1 {
      _ = try run(names.dropSchemas, on: server, manner)
    }
    return output
  }

  func path(_ file: String) -> String { "\(folder.path)/\(migration.name)/\(file)" }
  func text(_ file: String) -> String { folder.text(of: "\(migration.name)/\(file)") }

  @discardableResult
  func run(
    _ file: String, on server: ThrowawayServer, _ manner: MariaDBClient.Manner = .stdin
  ) throws(TestSupportError) -> ProgramOutput {
    try run(file, as: server.client, manner)
  }

  @discardableResult
  func run(
    _ file: String, as client: MariaDBClient, _ manner: MariaDBClient.Manner = .stdin
  ) throws(TestSupportError) -> ProgramOutput {
    try client.run(script: path(file), manner)
  }
}

/// Phase A as a migration built by hand.
enum PhaseA {
  static let source = PhaseATables.source

  static func migration(lockWaitTimeoutSeconds: Int = 5) -> Migration {
    let orchestration = PhaseATables.orchestrationSchema
    let ephemeral = PhaseATables.ephemeralSchema
    let schemas = [
      MigratedSchema(
        name: source, alias: "core", tablesBefore: 111, tablesAfter: 77, budget: 111),
      MigratedSchema(
        name: orchestration, alias: "orchestration", tablesBefore: 0, tablesAfter: 22,
        create: creation("Orchestration and migration management tables")),
      MigratedSchema(
        name: ephemeral, alias: "ephemeral", tablesBefore: 0, tablesAfter: 12,
        create: creation("It's \"ephemeral\" \\ short-lived")),
    ]
    return Migration(
      name: "phase_a", planPath: "plans/phase_a.yaml", title: "Schema Federation Migration",
      version: "4.0.3", lockWaitTimeoutSeconds: lockWaitTimeoutSeconds, schemas: schemas,
      batches: [
        batch(PhaseATables.orchestration, to: orchestration),
        batch(PhaseATables.ephemeral, to: ephemeral),
      ],
      code: CodeSettings(),
      fileNames: FileNames(
        plan: "phase_a", moves: [(orchestration, "orchestration"), (ephemeral, "ephemeral")],
        named: [.createSchemas: "phase_a_orchestration_schema.sql"]))
  }

  private static func creation(_ comment: String) -> MigratedSchema.Creation {
    .init(characterSet: "utf8mb4", collation: "utf8mb4_unicode_ci", comment: comment)
  }

  private static func batch(_ groups: [PhaseATables.Group], to target: String) -> Batch {
    Batch(
      groups: groups.map { group in
        Batch.Group(
          title: group.title,
          moves: group.tables.map {
            Move(QualifiedName(source, $0), to: QualifiedName(target, $0))
          })
      })
  }
}
