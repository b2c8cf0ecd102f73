import Plans

/// Writes `<plan>_rollback.sql`: the inverses of the steps, last first, from every state that the
/// other files can leave. It never looks at counts: tables made since must not prevent a rollback. It
/// drops no schema: see `DropSchemasScript`.
struct RollbackScript {
  var migration: Migration

  func render() -> SQLScript {
    var script = SQLScript()
    writeHead(to: &script)
    for section: SQLSection in [.reading, .session, .locks] { script.section(section) }
    let operations = migration.operations(of: migration.batches, migration.views)
    if !operations.isEmpty { script.section(.privileges) }
    for section: SQLSection in [.listing, .pairs] { script.section(section) }
    script.sections(of: operations, at: .checks(.back))
    script.section(.rollback)
    if !operations.isEmpty { script.section(.needs) }
    script.sections(of: operations, at: .beforeBatches(.back))
    for batch in migration.batches.reversed() { script.write(batch, .back) }
    script.sections(of: operations, at: .afterBatches(.back))
    if migration.needsChangesByHand { script.section(.acceptedObjects) }
    for section: SQLSection in [.release, .rollbackResult] { script.section(section) }
    return script
  }

  private func writeHead(to script: inout SQLScript) {
    let files = migration.fileNames
    script.begin(
      migration, "returns all tables to their source schemas.",
      usage: [
        "Run:    mariadb < \(files.rollback)",
        "Then:   \(files.preflight)",
        "Use a new session: an open transaction would be committed.",
      ])
    script.set("file", files.rollback)
    script.set("preflight_file", files.preflight)
    script.set("status_file", files.status)
    script.set("lock_wait_timeout", migration.lockWaitTimeoutSeconds)
    script.writeSchemas(of: migration)
    let plain = migration.batches.reversed().filter { $0.temporaryRename == nil }.map(\.inverse)
    script.set("expected_tables", plain.reduce(0) { $0 + $1.count })
    script.writeRename(plain)
    let operations = migration.operations(of: migration.batches, migration.views)
    script.writePrivileges(of: operations, in: .rollback)
    script.writeLists(of: operations, in: .rollback)
    if migration.needsChangesByHand { script.writeAccepted(of: migration) }
    script.endHead()
  }
}
