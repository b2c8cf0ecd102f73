/// The names of a migration's files, without their folder.
package struct FileNames: Hashable, Sendable {
  package var createSchemas: String
  package var rollback: String
  package var dropSchemas: String
  package var preflight: String
  package var verify: String
  package var status: String
  /// The move file of each target schema, by the schema's name, in the order of the steps.
  package var moves: [Moves] { didSet { findFiles() } }
  /// The move file of each target schema, by the schema's name.
  package private(set) var moveFiles: [String: String] = [:]
  package let runbook = "README.md"

  package struct Moves: Hashable, Sendable {
    package var schema: String
    package var file: String

    package init(schema: String, file: String) {
      self.schema = schema
      self.file = file
    }
  }

  package init(
    plan: String, moves: [(schema: String, alias: String)], named: [OutputRole: String] = [:]
  ) {
    createSchemas = named[.createSchemas] ?? "\(plan)_create_schemas.sql"
    rollback = named[.rollback] ?? "\(plan)_rollback.sql"
    dropSchemas = named[.dropSchemas] ?? "\(plan)_drop_schemas.sql"
    preflight = named[.preflight] ?? "\(plan)_preflight.sql"
    verify = named[.verify] ?? "\(plan)_verify.sql"
    status = named[.status] ?? "\(plan)_status.sql"
    self.moves = moves.map { Moves(schema: $0.schema, file: "\(plan)_move_\($0.alias)_tables.sql") }
    findFiles()
  }

  private mutating func findFiles() {
    moveFiles = Dictionary(
      moves.map { ($0.schema, $0.file) }, uniquingKeysWith: { first, _ in first })
  }

  /// The SQL files but those that move tables, whether or not the plan needs each.
  package var scripts: [String] {
    [createSchemas, rollback, dropSchemas, preflight, verify, status]
  }
}
