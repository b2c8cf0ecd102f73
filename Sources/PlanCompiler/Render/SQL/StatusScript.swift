/// Writes `<plan>_status.sql`: the status of the whole, then a row a table. It reads only.
struct StatusScript {
  var migration: Migration

  func render() -> SQLScript {
    var script = SQLScript()
    let files = migration.fileNames
    script.begin(
      migration, "shows the location of every table. Reads only.",
      usage: [
        "Run:    mariadb -t < \(files.status)",
        "Result: NOT STARTED, PARTIALLY APPLIED, APPLIED or MANUAL REPAIR REQUIRED in the first row.",
        "Use a new session: an open transaction would be committed.",
      ])
    script.set("preflight_file", files.preflight)
    script.set("verify_file", files.verify)
    script.set("rollback_file", files.rollback)
    let aside = SQLText.string(PersonAdviser(migration).asideSchema)
    script.statement(
      "SET @planc_lock_wait_timeout = \(migration.lockWaitTimeoutSeconds), @planc_aside_schema = \(aside)"
    )
    script.writeSchemas(of: migration)
    script.writeMoves(of: migration)
    if hasViews { script.writeViews(of: migration) }
    if hasSchemaGrants { script.writeSchemaGrants(of: migration) }
    if hasTableGrants { script.writeTableGrants(of: migration) }
    script.endHead()
    for section in sections { script.section(section) }
    return script
  }

  private var hasTriggers: Bool { !migration.parkedBatches.isEmpty }
  private var hasViews: Bool { !migration.views.isEmpty }
  private var hasTableGrants: Bool { migration.batches.contains { $0.grants != nil } }
  private var hasSchemaGrants: Bool {
    migration.createdSchemas.contains { !($0.create?.grants?.copies.isEmpty ?? true) }
  }

  private var sections: [Template] {
    [.reading, .listing, .locations, .statusCounts]
      + (hasTriggers ? [.statusTriggers] : [])
      + (hasViews ? [.statusViews] : [])
      + (hasTableGrants || hasSchemaGrants ? [.privileges] : [])
      + (hasSchemaGrants ? [.statusSchemaGrants] : [])
      + (hasTableGrants ? [.statusTableGrants] : [])
      + [.statusResult]
      + (hasTriggers ? [.statusTriggerRows] : [])
      + (hasViews ? [.statusViewRows] : [])
      + (hasSchemaGrants ? [.statusSchemaGrantRows] : [])
      + (hasTableGrants ? [.statusTableGrantRows] : [])
      + [.statusSchemas, .statusCopies]
  }
}
