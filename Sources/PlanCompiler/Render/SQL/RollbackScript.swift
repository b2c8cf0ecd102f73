/// Writes `<plan>_rollback.sql`: the inverses of the steps, last first, from every state that the
/// other files can leave. It never looks at counts: tables made since must not bar the way home. It
/// drops no schema: see `DropSchemasScript`.
struct RollbackScript {
  var migration: Migration

  var views: ViewStage {
    .rollback(
      migration,
      arrived: "@\(settled) = \(migration.moveCount) AND @planc_session = 'OK'",
      evidence: SessionFacts.condition.evidence + [
        .init(variable: settled, good: .int(migration.moveCount), bad: .int(0))
      ])
  }
  private var status: String { migration.fileNames.status }

  func render() -> SQLScript {
    var script = SQLScript()
    writeHead(to: &script)
    for section: Template in [.reading, .session, .locks, .listing, .pairs, .rollback] {
      script.section(section)
    }
    var state = Script()
    writeState(to: &state)
    script.append(state)
    for batch in migration.batches.reversed().map(\.inverse) {
      script.beginBatch()
      if batch.parking != nil {
        var text = Script()
        writeParked(batch, to: &text)
        script.append(text)
      } else {
        write(batch, to: &script)
      }
    }
    var rest = Script()
    views.write(to: &rest)
    views.writeEnd(to: &rest)
    writeOutcome(to: &rest)
    script.append(rest)
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
    script.endHead()
  }

  /// What the guards of triggers, views and grants need to know.
  private func writeState(to script: inout Script) {
    if !keeps && views.isEmpty && copies == 0 { return }
    AccountRights.write(to: &script)
    let parked = migration.parkedBatches
    if !parked.isEmpty {
      TriggerAuthority.write(
        to: &script, schemas: migration.parkedSchemas,
        definers: parked.compactMap(\.parking).flatMap(\.triggers).map(\.definer))
      script.line("SET @planc_kept = 0, @planc_settled = 0;")
    }
    if copies > 0 {
      script.line("SET @planc_grants_left = 0;")
      GrantReading.write(to: &script, schemas: migration.schemas.map(\.name))
    }
    if !views.isEmpty {
      ViewAuthority.write(views.views, to: &script)
      script.line("SET @planc_views_right = 0, @planc_views_left = 0, @planc_views_wait = 0;")
    }
  }

  /// How many copies of grants the files make.
  private var copies: Int {
    migration.batches.reduce(0) { $0 + ($1.grants?.copies.count ?? 0) }
  }

  /// Whether a table can stay at its target since another session has changed its triggers.
  private var keeps: Bool { !migration.parkedBatches.isEmpty }
  /// How many tables are back, or stay.
  private var settled: String { keeps ? "planc_settled" : "planc_back" }

  private func grants(of batch: Batch) -> CopiedGrants? {
    CopiedGrants(batch, lead: lead(of: batch), files: migration.fileNames)
  }

  private func grantConditions(of batch: Batch) -> [GuardCondition] {
    batch.grants == nil ? [] : [CopiedGrants.condition]
  }

  private func write(_ batch: Batch, to script: inout SQLScript) {
    let grants = grants(of: batch)
    var before = Script()
    if let grants {
      grants.writeText(to: &before, takingBack: true)
      grants.writeLook(to: &before, takingBack: true)
    } else if copies > 0 {
      before.line("SET @planc_grants = 'OK';")
    }
    script.append(before)
    script.section(.rollbackStatement)
    var revokes = Script()
    grants?.writeTakingBack(to: &revokes)
    script.append(revokes)
    script.section(.rollbackRename)
    var after = Script()
    if keeps { after.line("SET @planc_settled = @planc_back + @planc_kept;") }
    grants?.writeLeft(when: "@planc_statement_back = \(batch.count)", to: &after)
    script.append(after)
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

  private func writeParked(_ batch: Batch, to script: inout Script) {
    let move = parkedMove(of: batch)
    let from = SQLText.lineComment("\(move.source.schema).\(move.source.table)")
    let to = SQLText.lineComment("\(move.target.schema).\(move.target.table)")
    script.line(
      "-- \(from) -> \(to) with \(counted(move.count, "trigger"))"
    )
    writeCounts([("@planc_schema", batch.targetSchemas)], to: &script)
    let grants = grants(of: batch)
    grants?.writeText(to: &script, takingBack: true)
    grants?.writeLook(to: &script, takingBack: true)
    move.writeGuard(to: &script)
    grants?.writeTakingBack(accepting: move.accepted, to: &script)
    move.writeAdvised(to: &script)
    move.writeWay(to: &script)
    move.writeCount(in: "@planc_back", to: &script)
    script.line("SET @planc_settled = @planc_back + @planc_kept;")
    grants?.writeLeft(
      when: "@planc_at_target = 1 AND @planc_names = 1", to: &script)
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

  /// What the last row says of triggers, views and grants.
  private func writeOutcome(to script: inout Script) {
    if !keeps && copies == 0 && views.isEmpty { return }
    if keeps {
      let count = migration.parkedBatches.reduce(0) { $0 + $1.count }
      script.line("SET @planc_all_tables = @planc_all_tables + \(count);")
    }
    if !views.isEmpty { script.line("SET @planc_dependents_done = COALESCE(\(views.isDone), 0);") }
    let left =
      copies > 0
      ? ", IF(@planc_grants_left > 0, CONCAT('; ', @planc_grants_left, ' privileges on the new names are left, which these files did not grant: the rows above name them'), '')"
      : ""
    let kept =
      keeps
      ? ", IF(@planc_kept > 0, CONCAT(', ', @planc_kept, ' left at the target with a trigger that is not as in the catalog: the rows above show both definitions'), '')"
      : ""
    script.line("SET @planc_dependents_result = CONCAT(''\(kept)\(views.outcome)\(left));")
  }
}
