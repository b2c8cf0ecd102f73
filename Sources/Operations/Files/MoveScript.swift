import Foundations
import Plans

/// Writes `<plan>_move_<alias>_tables.sql`: the batches that fill one target schema.
struct MoveScript {
  var migration: Migration
  var schema: MigratedSchema
  var file: String
  /// All batches with this target, in order.
  var batches: [Batch]
  /// The schemas that they come from, in plan order. Each batch's guard names them: found anew for
  /// each, the time would grow with the square of the plan.
  private let sources: [String]
  /// Those that the file recreates behind its last batch: they, or views under them, name a table of its
  /// target. And the views under these: another file may have been cut before it came to one.
  private let views: [RecreatedView]

  init(migration: Migration, target: String) {
    guard let place = migration.schemaPlaces[target],
      let file = migration.fileNames.moveFiles[target]
    else { preconditionFailure("\(target) is a target, and has no schema or no file") }
    self.migration = migration
    schema = migration.schemas[place]
    self.file = file
    batches = migration.batchesByTarget[target] ?? []
    sources = Set(batches.flatMap(\.sourceSchemas)).sorted {
      migration.schemaPlaces[$0, default: 0] < migration.schemaPlaces[$1, default: 0]
    }
    let own = migration.views.filter { $0.neededTargets.contains(target) }
    let under = Set(own.flatMap(\.under))
    views = migration.views.filter {
      $0.neededTargets.contains(target) || under.contains($0.name)
    }
  }

  func render() -> SQLScript {
    var script = SQLScript()
    writeHead(to: &script)
    for section: SQLSection in [.reading, .session, .locks, .privileges, .listing, .pairs] {
      script.section(section)
    }
    let operations = operations
    if !operations.isEmpty { script.section(.needs) }
    script.sections(of: operations, at: .checks(.forward))
    script.section(.move)
    script.sections(of: operations, at: .beforeBatches(.forward))
    for batch in batches { script.write(batch, .forward) }
    script.sections(of: operations, at: .afterBatches(.forward))
    for section: SQLSection in [.release, .moveResult] { script.section(section) }
    return script
  }

  private var operations: [any Operation] { migration.operations(of: batches, views) }

  private func writeHead(to script: inout SQLScript) {
    let files = migration.fileNames
    script.begin(
      migration, "moves tables to \(schema.name).",
      usage: [
        "Run:    mariadb < \(file)",
        "Undo:   \(files.rollback)",
        "Use a new session: an open transaction would be committed.",
      ])
    script.set("file", file)
    script.set("preflight_file", files.preflight)
    script.set("status_file", files.status)
    script.statement(
      "SET @planc_create_schemas_file = "
        + (schema.create == nil ? "NULL" : SQLText.string(files.createSchemas)))
    script.set("lock_wait_timeout", migration.lockWaitTimeoutSeconds)
    script.set("target", schema.name)
    script.writeSchemas(of: migration, only: countsAll ? nil : Set(sources + [schema.name]))
    let plain = batches.filter { $0.temporaryRename == nil }
    script.set("expected_tables", plain.reduce(0) { $0 + $1.count })
    script.writeRename(plain)
    script.writePrivileges(of: operations, in: .move)
    script.writeLists(of: operations, in: .move)
    script.endHead()
  }

  /// The names of all schemas are in each of these files, so that with many schemas the files would
  /// grow with the square of their number. Preflight and verification count the tables in any case.
  private static let countedSchemasMax = 100

  private var countsAll: Bool { migration.schemas.count <= Self.countedSchemasMax }
}
