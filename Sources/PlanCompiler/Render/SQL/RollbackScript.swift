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

  func render() -> [UInt8] {
    var script = Script()
    script.reserve(migration.moveCount * Script.moveLength)
    let file = migration.fileNames.rollback
    script.head(
      of: migration, "the way back, from any state that the other files can leave",
      usage: [
        "Run:   mariadb < \(file)",
        "Then:  \(migration.fileNames.preflight)     Where are we: \(status)",
      ])
    script.prelude(lockWaitTimeoutSeconds: migration.lockWaitTimeoutSeconds)
    SessionFacts.write(to: &script, file: file, locking: OperatorLock(migration))
    AccountRights.write(to: &script)
    let parked = migration.parkedBatches
    if !parked.isEmpty {
      TriggerAuthority.write(
        to: &script, schemas: migration.parkedSchemas,
        definers: parked.compactMap(\.parking).flatMap(\.triggers).map(\.definer))
    }
    let counters =
      (copies > 0 ? ", @planc_grants_left = 0" : "")
      + (keeps ? ", @planc_kept = 0, @planc_settled = 0" : "")
    script.line("SET @planc_back = 0\(counters);")
    if copies > 0 {
      GrantReading.write(to: &script, schemas: migration.schemas.map(\.name))
    }
    let views = views
    if !views.isEmpty {
      ViewAuthority.write(views.views, to: &script)
      script.line("SET @planc_views_right = 0, @planc_views_left = 0, @planc_views_wait = 0;")
    }
    var previous = 0
    for batch in migration.batches.reversed().map(\.inverse) {
      script.line()
      if batch.parking != nil {
        writeParked(batch, after: previous, to: &script)
      } else {
        write(batch, after: previous, to: &script)
      }
      previous += batch.count
    }
    script.line()
    if !views.isEmpty { write(views, to: &script) }
    SessionFacts.writeRelease(to: &script)
    writeOutcome(to: &script)
    return script.bytes
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

  private func grantConditions(of batch: Batch) -> [BatchGuard.Condition] {
    batch.grants == nil ? [] : [CopiedGrants.condition]
  }

  /// Tables come home first: a view that cannot be restored must not keep one away.
  private func write(_ views: ViewStage, to script: inout Script) {
    views.write(to: &script)
    views.writeEnd(to: &script)
  }

  /// SQL: 1 when all tables are back, and all views.
  private var isDone: String {
    "@planc_back = \(migration.moveCount)"
      + (views.isEmpty ? "" : " AND \(views.isDone)")
  }

  private func write(_ batch: Batch, after previous: Int, to script: inout Script) {
    let away = batch.sourceSchemas
    let home = batch.targetSchemas
    let from = away.joined(separator: ", ")
    script.line(
      "-- \(SQLText.lineComment(from)) -> \(SQLText.lineComment(home.joined(separator: ", "))): \(counted(batch.count, "table")), one statement (all or none)"
    )
    RenameText.write(batch, to: &script)
    writeCounts([("@planc_schema", home), ("@planc_away", away)], to: &script)
    let grants = grants(of: batch)
    grants?.writeText(to: &script, takingBack: true)
    grants?.writeLook(to: &script, takingBack: true)
    let batchGuard = guardOf(batch, after: previous)
    batchGuard.write(to: &script)
    batchGuard.writeTriggers(to: &script)
    writeFindings(away: away, home: home, to: &script)
    script.refuse(
      "@planc_verdict", unless: ["GO", "SKIP"],
      fallback: "\(batchGuard.lead)a check could not be made; run \(status)")
    grants?.writeTakingBack(to: &script)
    let preflight = SQLText.inString(migration.fileNames.preflight)
    script.line(
      """
      SELECT CASE @planc_verdict
          WHEN 'GO' THEN 'bringing home \(counted(batch.count, "table")) in one statement. After an error none of them has moved, but for a lost connection (2013, 2006): the server may still finish, so run \(SQLText.inString(status)) then. 1205: another session holds one of them; \(preflight) lists open transactions, end them and run this file again'
          WHEN 'SKIP' THEN 'nothing to do: \(batch.count) of \(areCounted(batch.count, "table")) home already'
          ELSE 'nothing will be moved' END AS planc;
      """)
    script.run("@planc_rename", when: "@planc_verdict = 'GO'")
    RenamedCount.write(batch, to: &script, variable: "@planc_back")
    if keeps { script.line("SET @planc_settled = @planc_back + @planc_kept;") }
    grants?.writeLeft(when: "@\(settled) = \(previous + batch.count)", to: &script)
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

  private func writeParked(_ batch: Batch, after previous: Int, to script: inout Script) {
    let move = parkedMove(of: batch, after: previous)
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
      when: "@planc_settled = \(previous + batch.count) AND @planc_verdict <> 'LEAVE'", to: &script)
  }

  func parkedMove(of batch: Batch, after previous: Int = 0) -> ParkedMove {
    ParkedMove(
      batch, lead: lead(of: batch), files: migration.fileNames,
      conditions: conditions(of: batch, after: previous),
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

  /// The guard of an inverse batch. It asks nothing of the counts.
  ///
  /// - Parameter previous: how many tables the batches before it bring home.
  func guardOf(_ batch: Batch, after previous: Int = 0) -> BatchGuard {
    BatchGuard(
      batch: batch, lead: lead(of: batch), files: migration.fileNames,
      conditions: conditions(of: batch, after: previous),
      lastConditions: grantConditions(of: batch),
      aboutNames: "the rows above list each one, and \(status) what is missing",
      aboutTriggers:
        "save and drop those in the rows above, run \(migration.fileNames.rollback) again, then create them on the source tables"
    )
  }

  private func conditions(of batch: Batch, after previous: Int) -> [BatchGuard.Condition] {
    let home = batch.targetSchemas
    let away = batch.sourceSchemas
    let spoken = SQLText.inString(home.joined(separator: ", "))
    let file = SQLText.inString(migration.fileNames.rollback)
    return [SessionFacts.condition]
      + BatchGuard.Condition.complete(settled, previous, of: "back") + [
        .init(
          holds: "@planc_schema = \(home.count)",
          otherwise: "schema \(spoken) is not there; create it again, then run \(file)",
          evidence: [.init(variable: "planc_schema", good: .int(home.count), bad: .int(0))])
      ] + (batch.parking == nil ? [isAway(away)] : [])
  }

  /// A table with triggers may be home already, under its temporary name: it needs no schema there.
  private func isAway(_ away: [String]) -> BatchGuard.Condition {
    .init(
      holds: "@planc_away = \(away.count)",
      otherwise:
        "schema \(SQLText.inString(away.joined(separator: ", "))) is gone, and the tables that were in it; find them or restore them, \(SQLText.inString(status)) lists each one",
      evidence: [.init(variable: "planc_away", good: .int(away.count), bad: .int(0))])
  }

  /// What stands where, in rows, before the refusal: a client that stops at errors prints it too.
  private func writeFindings(away: [String], home: [String], to script: inout Script) {
    let source = RenameText.asSource(
      schemas: away, schemaColumn: "TABLE_SCHEMA", tableColumn: "TABLE_NAME")
    let target = RenameText.asTarget(
      schemas: home, schemaColumn: "TABLE_SCHEMA", tableColumn: "TABLE_NAME")
    script.line(
      """
      SELECT CONCAT(TABLE_SCHEMA, '.', TABLE_NAME) AS stands, TABLE_TYPE AS kind
        FROM information_schema.TABLES
       WHERE @planc_verdict NOT IN ('GO', 'SKIP')
         AND (\(SQLText.isSchema("TABLE_SCHEMA", away)) AND \(RenameText.holds(source))
           OR \(SQLText.isSchema("TABLE_SCHEMA", home)) AND \(RenameText.holdsInAnyCase(target)))
       ORDER BY TABLE_NAME, TABLE_SCHEMA;
      """)
  }

  private func writeOutcome(to script: inout Script) {
    let count = migration.moveCount
    let column = String(migration.fileNames.rollback.dropLast(".sql".count))
    let left =
      copies > 0
      ? ", IF(@planc_grants_left > 0, CONCAT('; ', @planc_grants_left, ' rights on the new names are left, which these files did not grant: the rows above name them'), '')"
      : ""
    let kept =
      keeps
      ? ", IF(@planc_kept > 0, CONCAT(', ', @planc_kept, ' left at the target with a trigger that is not as in the catalog: the rows above show both definitions'), '')"
      : ""
    script.result(
      """
      CONCAT(IF(\(isDone), 'DONE: ', 'NOT DONE: '), COALESCE(@planc_back, '?'), ' of \(areCounted(count, "table")) back'\(kept)\(views.outcome),
          IF(\(isDone), '', '; run \(SQLText.inString(status))')\(left))
      """, in: column)
  }
}
