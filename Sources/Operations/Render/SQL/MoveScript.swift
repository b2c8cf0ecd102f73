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
  private let views: [CarriedView]

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
    let plain = batches.filter { $0.temporaryRename == nil }
    for section: Template in [.reading, .session, .locks, .privileges, .listing, .pairs] {
      script.section(section)
    }
    if needsMore { script.section(.needs) }
    if !views.isEmpty {
      for section: Template in [.compareViews, .viewsCheck] { script.section(section) }
    }
    script.section(.move)
    for batch in plain {
      script.beginBatch()
      script.section(.moveStatement)
      if batch.grants != nil { writeGrantsCheck(to: &script) }
      script.section(.moveRename)
      writeGrantCopies(of: batch, to: &script)
    }
    if !withTriggers.isEmpty { script.section(.triggerTables) }
    for batch in withTriggers {
      script.beginBatch()
      writeWithTriggers(batch, to: &script)
    }
    if hasGrants { script.section(.copyGrantsResult) }
    script.recreate(views)
    script.section(.release)
    script.section(.moveResult)
    return script
  }

  private var withTriggers: [Batch] { batches.filter { $0.temporaryRename != nil } }
  private var needsMore: Bool { !withTriggers.isEmpty || hasGrants || !views.isEmpty }
  private var hasGrants: Bool { batches.contains { $0.grants != nil } }

  private func writeGrantsCheck(to script: inout SQLScript) {
    for section: Template in [.granted, .compareGrants, .copyGrantsCheck] {
      script.section(section)
    }
  }

  private func writeGrantCopies(of batch: Batch, to script: inout SQLScript) {
    guard let grants = batch.grants else { return }
    for section: Template in [.granted, .compareGrants, .copyGrantsAfter] {
      script.section(section)
    }
    for _ in grants.copies { script.section(.copyGrant) }
    for section: Template in [.granted, .compareGrants, .copyGrantsCount] {
      script.section(section)
    }
  }

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
    var needs = Needs()
    needs.need(triggersOf: withTriggers)
    needs.need(views: views)
    needs.need(copies: batches.flatMap { $0.grants?.copies ?? [] })
    if !needs.isEmpty { needs.write(to: &script) }
    if !withTriggers.isEmpty { script.writeTriggerTables(withTriggers) }
    if hasGrants { script.writeTableGrants(of: batches) }
    if !views.isEmpty { script.writeRecreatedViews(views) }
    script.endHead()
  }

  private func writeWithTriggers(_ batch: Batch, to script: inout SQLScript) {
    script.section(.triggerTable)
    if batch.grants != nil { writeGrantsCheck(to: &script) }
    for section: Template in [.triggerCheck, .triggerRows, .triggerMessage] {
      script.section(section)
    }
    for _ in 0..<(batch.temporaryRename?.stepCount ?? 0) { script.section(.triggerStep) }
    for section: Template in [.triggerCheck, .triggerRows, .triggerCount] {
      script.section(section)
    }
    writeGrantCopies(of: batch, to: &script)
  }

  /// The names of all schemas are in each of these files, so that with many schemas the files would
  /// grow with the square of their number. Preflight and verification count the tables in any case.
  private static let countedSchemasMax = 100

  private var countsAll: Bool { migration.schemas.count <= Self.countedSchemasMax }
}
