/// Writes `<plan>_rollback.sql`: the inverses of the steps, last first, from every state that the
/// other files can leave. It never looks at counts: tables made since must not bar the way home. It
/// drops no schema: see `DropSchemasScript`.
struct RollbackScript {
  var migration: Migration

  func render() -> SQLScript {
    var script = SQLScript()
    writeHead(to: &script)
    for section: Template in [.reading, .session, .locks] { script.section(section) }
    if hasGrants || !views.isEmpty { script.section(.privileges) }
    for section: Template in [.listing, .pairs, .rollback] { script.section(section) }
    if !views.isEmpty { script.section(.needs) }
    var state = Script()
    writeState(to: &state)
    script.append(state)
    for batch in migration.batches.reversed().map(\.inverse) {
      script.beginBatch()
      if batch.parking != nil {
        writeParked(batch, to: &script)
      } else {
        write(batch, to: &script)
      }
    }
    var outcome = Script()
    writeOutcome(to: &outcome)
    script.append(outcome)
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
    let plain = migration.batches.reversed().filter { $0.parking == nil }.map(\.inverse)
    script.set("expected_tables", plain.reduce(0) { $0 + $1.count })
    script.writeRename(plain)
    if !views.isEmpty {
      var needs = Needs()
      needs.need(views: views)
      needs.write(to: &script)
    }
    if hasGrants { script.writeTableGrants(of: migration.batches) }
    if !views.isEmpty { script.writeRecreatedViews(views) }
    if migration.needsChangesByHand { script.writeAccepted(of: migration) }
    script.endHead()
  }

  /// What the guards of triggers need to know.
  private func writeState(to script: inout Script) {
    let parked = migration.parkedBatches
    if parked.isEmpty { return }
    AccountRights.write(to: &script)
    TriggerAuthority.write(
      to: &script, schemas: migration.parkedSchemas,
      definers: parked.compactMap(\.parking).flatMap(\.triggers).map(\.definer))
  }

  private var views: [CarriedView] { migration.views }
  private var hasGrants: Bool { migration.batches.contains { $0.grants != nil } }

  private func grantConditions(of batch: Batch) -> [GuardCondition] {
    batch.grants == nil ? [] : [.grants]
  }

  private func write(_ batch: Batch, to script: inout SQLScript) {
    script.section(.rollbackStatement)
    writeRevocations(of: batch, to: &script)
    script.section(.rollbackRename)
    writeGrantsLeft(of: batch, to: &script)
  }

  private func writeRevocations(of batch: Batch, to script: inout SQLScript) {
    guard let grants = batch.grants else { return }
    for section: Template in [.granted, .compareGrants, .revokeGrantsCheck] {
      script.section(section)
    }
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

  /// How many of the schemas exist, each number in a variable.
  private func writeCounts(
    _ counts: [(variable: String, schemas: [String])], to script: inout Script
  ) {
    script.line("SET \(counts.map { "\($0.variable) = NULL" }.joined(separator: ", "));")
    for (variable, schemas) in counts {
      let there = schemas.map {
        "(SELECT COUNT(*) FROM information_schema.SCHEMATA WHERE SCHEMA_NAME = \(SQLText.string($0)))"
      }
      script.line("SET \(variable) = \(there.joined(separator: " + "));")
    }
  }

  private func writeParked(_ batch: Batch, to script: inout SQLScript) {
    let move = parkedMove(of: batch)
    let from = SQLText.lineComment("\(move.source.schema).\(move.source.table)")
    let to = SQLText.lineComment("\(move.target.schema).\(move.target.table)")
    var before = Script()
    before.line("-- \(from) -> \(to) with \(counted(move.count, "trigger"))")
    writeCounts([("@planc_schema", batch.targetSchemas)], to: &before)
    move.writeText(to: &before)
    move.writeLook(to: &before)
    if batch.grants != nil {
      before.line(
        """
        SET @planc_statement_names = \(move.statementNames(isAtStart: "@planc_at_source = 1")),
            @planc_tables = 1, @planc_verdict = IF(@planc_at_source = 1, 'GO', 'SKIP');
        """)
    }
    script.append(before)
    if batch.grants != nil {
      for section: Template in [.granted, .compareGrants, .revokeGrantsCheck] {
        script.section(section)
      }
    }
    var verdict = Script()
    move.writeVerdict(to: &verdict)
    script.append(verdict)
    if let grants = batch.grants {
      for _ in grants.copies { script.section(.revokeGrant) }
      for section: Template in [.granted, .compareGrants, .revokeGrantsAfter] {
        script.section(section)
      }
    }
    var way = Script()
    if batch.grants != nil { move.refuse(to: &way) }
    move.writeAdvised(to: &way)
    move.writeWay(to: &way)
    way.line("SET @planc_statement_back = @planc_at_target = 1 AND @planc_names = 1;")
    move.writeCount(in: "@planc_back", to: &way)
    script.append(way)
    writeGrantsLeft(of: batch, to: &script)
  }

  func parkedMove(of batch: Batch) -> ParkedMove {
    ParkedMove(
      batch, lead: lead(of: batch), files: migration.fileNames,
      conditions: conditions(of: batch),
      startConditions: grantConditions(of: batch),
      file: migration.fileNames.rollback,
      isRollback: true
    )
  }

  private func lead(of batch: Batch) -> String {
    let place =
      batch.parking == nil
      ? batch.sourceSchemas.joined(separator: ", ") : batch.moves[0].source.table
    return "planc: stopped before \(place): "
  }

  private func conditions(of batch: Batch) -> [GuardCondition] {
    let home = batch.targetSchemas
    let spoken = SQLText.inString(home.joined(separator: ", "))
    let file = SQLText.inString(migration.fileNames.rollback)
    return [
      SessionFacts.condition,
      .init(
        holds: "@planc_schema = \(home.count)",
        otherwise: "schema \(spoken) does not exist; create it again, then run \(file)",
        evidence: [.init(variable: "planc_schema", good: .int(home.count), bad: .int(0))]),
    ]
  }

  /// What the last row says of tables with triggers.
  private func writeOutcome(to script: inout Script) {
    let parked = migration.parkedBatches
    if parked.isEmpty { return }
    script.line(
      """
      SET @planc_all_tables = @planc_all_tables + \(parked.reduce(0) { $0 + $1.count });
      SET @planc_dependents_result = IF(@planc_kept > 0, CONCAT(', ', @planc_kept, ' left at the target with a trigger that is not as in the catalog: the rows above show both definitions'), '');
      """)
  }
}
