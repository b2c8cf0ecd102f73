import Plans

/// Writes `<plan>_rollback.sql`: the inverses of the steps, last first, from every state that the
/// other files can leave. It never looks at counts: tables made since must not bar the way home. It
/// drops no schema: see `DropSchemasScript`.
struct RollbackScript {
  var migration: Migration

  func render() -> SQLScript {
    var script = SQLScript()
    writeHead(to: &script)
    for section: Template in [.reading, .session, .locks] { script.section(section) }
    if needsMore { script.section(.privileges) }
    for section: Template in [.listing, .pairs, .rollback] { script.section(section) }
    if needsMore { script.section(.needs) }
    var isFirst = true
    for batch in batches {
      script.beginBatch()
      if batch.temporaryRename == nil {
        write(batch, to: &script)
        continue
      }
      if isFirst { script.section(.triggerTables) }
      isFirst = false
      writeWithTriggers(batch, to: &script)
    }
    if !withTriggers.isEmpty { script.section(.triggersResult) }
    script.recreate(views)
    if hasGrants { script.section(.revokeGrantsResult) }
    if migration.needsChangesByHand { script.section(.acceptedObjects) }
    script.section(.release)
    script.section(.rollbackResult)
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
    var needs = Needs()
    needs.need(triggersOf: withTriggers)
    needs.need(views: views)
    if !needs.isEmpty { needs.write(to: &script) }
    if !withTriggers.isEmpty { script.writeTriggerTables(withTriggers) }
    if hasGrants { script.writeTableGrants(of: migration.batches) }
    if !views.isEmpty { script.writeRecreatedViews(views) }
    if migration.needsChangesByHand { script.writeAccepted(of: migration) }
    script.endHead()
  }

  /// Those of the move files, last first.
  private var batches: [Batch] { migration.batches.reversed() }
  private var withTriggers: [Batch] { batches.filter { $0.temporaryRename != nil } }
  private var views: [CarriedView] { migration.views }
  private var hasGrants: Bool { batches.contains { $0.grants != nil } }
  private var needsMore: Bool { !withTriggers.isEmpty || hasGrants || !views.isEmpty }

  private func write(_ batch: Batch, to script: inout SQLScript) {
    script.section(.rollbackStatement)
    if batch.grants != nil { writeGrantsCheck(to: &script) }
    writeRevocations(of: batch, to: &script)
    script.section(.rollbackRename)
    writeGrantsLeft(of: batch, to: &script)
  }

  private func writeWithTriggers(_ batch: Batch, to script: inout SQLScript) {
    script.section(.triggerTable)
    if batch.grants != nil { writeGrantsCheck(to: &script) }
    for section: Template in [.triggerCheck, .triggerRows] { script.section(section) }
    writeRevocations(of: batch, to: &script)
    for section: Template in [.triggerMessage] { script.section(section) }
    for _ in 0..<(batch.temporaryRename?.stepCount ?? 0) { script.section(.triggerStep) }
    for section: Template in [.triggerCheck, .triggerRows, .triggerCount] {
      script.section(section)
    }
    writeGrantsLeft(of: batch, to: &script)
  }

  private func writeGrantsCheck(to script: inout SQLScript) {
    for section: Template in [.granted, .compareGrants, .revokeGrantsCheck] {
      script.section(section)
    }
  }

  private func writeRevocations(of batch: Batch, to script: inout SQLScript) {
    guard let grants = batch.grants else { return }
    for _ in grants.copies { script.section(.revokeGrant) }
    for section: Template in [.granted, .compareGrants, .revokeGrantsAfter] {
      script.section(section)
    }
  }

  private func writeGrantsLeft(of batch: Batch, to script: inout SQLScript) {
    if batch.grants == nil { return }
    for section: Template in [.granted, .compareGrants, .revokeGrantsLeft] {
      script.section(section)
    }
  }
}
