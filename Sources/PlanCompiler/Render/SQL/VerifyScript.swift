/// Writes `<plan>_verify.sql`: proves the promised end state by name, kind, place and count, and
/// says of each moved table whether it has rows. It reads only.
struct VerifyScript {
  var migration: Migration
  var moves: MovesList

  func render() -> [UInt8] {
    var script = Script()
    let file = migration.fileNames.verify
    script.head(
      of: migration, "proves the state after the move. Reads only.",
      usage: [
        "Run:   mariadb < \(file)     Exit 0: VERIFIED. Exit 1: NOT VERIFIED, and each finding is a row."
      ])
    script.prelude(lockWaitTimeoutSeconds: migration.lockWaitTimeoutSeconds)
    moves.write(to: &script)
    ParkedList(migration).write(to: &script)
    views.write(to: &script)
    SchemaCounts.write(migration.schemas, to: &script)
    script.line()
    if !grants.grantsNothing {
      AccountRights.write(to: &script)
      grants.write(to: &script)
    }
    writeFindings(to: &script)
    writeEvidence(to: &script)
    moves.writeRows(to: &script, when: "@planc_there = \(moves.count)", places: [.target])
    writeVerdict(to: &script)
    return script.bytes
  }

  private func writeFindings(to script: inout Script) {
    script.line(
      """
      -- Every finding: where, expected, found. No row is good.
      SET @planc_findings = NULL;
      SET @planc_findings = (
        SELECT COALESCE(JSON_ARRAYAGG(JSON_ARRAY(f.finding, f.expected, f.found)), '[]')
          FROM (SELECT CONCAT(p.ts, '.', p.tt) AS finding, 'table' AS expected, COALESCE(i.TABLE_TYPE, 'missing') AS found
                  FROM \(MovesList.asTable)
                  LEFT JOIN \(Listing.tables(in: migration)) AS i ON \(MovesList.isAtTarget("i"))
                 WHERE COALESCE(i.TABLE_TYPE, 'missing') NOT IN ('BASE TABLE', 'SYSTEM VERSIONED')
             UNION ALL
                SELECT CONCAT(p.ss, '.', p.st), 'nothing', i.TABLE_TYPE
                  FROM \(MovesList.asTable)
                  LEFT JOIN \(Listing.tables(in: migration)) AS i ON \(MovesList.isAtSource("i"))
                 WHERE \(Listing.isThere("i.TABLE_TYPE"))\(triggerFindings)\(viewFindings)\(grants.findings)
             UNION ALL
                SELECT c.s, CONCAT(c.after_move, IF(c.after_move = 1, ' table', ' tables')), CONCAT(COUNT(i.TABLE_NAME), IF(COUNT(i.TABLE_NAME) = 1, ' table', ' tables'))
                  FROM \(SchemaCounts.asTable)
                  LEFT JOIN information_schema.TABLES AS i ON \(SchemaCounts.isTableIn("i"))
                 GROUP BY c.s, c.after_move HAVING COUNT(i.TABLE_NAME) <> c.after_move) AS f);
      SELECT finding, expected, found
        FROM JSON_TABLE(@planc_findings, '$[*]' COLUMNS (finding VARCHAR(200) CHARACTER SET utf8mb4 PATH '$[0]', expected VARCHAR(\(grants.grantsNothing ? parks ? 128 : 64 : 500)) CHARACTER SET utf8mb4 PATH '$[1]', found VARCHAR(64) CHARACTER SET utf8mb4 PATH '$[2]')) AS f;
      """)
    script.line()
  }

  private func writeEvidence(to script: inout Script) {
    script.line(
      """
      -- The verdict needs evidence, not the absence of findings: a query that failed cannot pass.
      SET @planc_there = NULL, @planc_left = NULL, @planc_right = NULL;
      SET @planc_there = (
        SELECT COUNT(*)
          FROM \(MovesList.asTable)
          LEFT JOIN \(Listing.tables(in: migration)) AS i ON \(MovesList.isAtTarget("i"))
         WHERE COALESCE(i.TABLE_TYPE, '') IN ('BASE TABLE', 'SYSTEM VERSIONED'));
      SET @planc_left = (
        SELECT COUNT(*)
          FROM \(MovesList.asTable)
          LEFT JOIN \(Listing.tables(in: migration)) AS i ON \(MovesList.isAtSource("i"))
         WHERE \(Listing.isThere("i.TABLE_TYPE")));
      SET @planc_right = (
        SELECT COUNT(*) FROM (
          SELECT c.s
            FROM \(SchemaCounts.asTable)
            LEFT JOIN information_schema.TABLES AS i ON \(SchemaCounts.isTableIn("i"))
           GROUP BY c.s, c.after_move HAVING COUNT(i.TABLE_NAME) = c.after_move) AS r);
      """)
    grants.writeEvidence(to: &script)
    if parks {
      script.line(
        """
        SET @planc_dressed = NULL;
        SET @planc_dressed = (
          SELECT COUNT(*)
            FROM \(ParkedList.asTable("k"))
            LEFT JOIN \(ParkedList.live(in: migration)) AS t ON \(Self.isDressed)
           WHERE COALESCE(t.sha2, '') IN (k.sha2, k.advised));
        """)
    }
    if !views.isEmpty {
      script.line(
        """
        SET @planc_views = NULL;
        SET @planc_views = (SELECT COUNT(*) FROM \(views.joined) WHERE v.sha2 = k.after_move);
        """)
    }
    script.line()
  }

  private var views: ViewList { ViewList(migration) }

  private var viewFindings: String {
    if views.isEmpty { return "" }
    return """

           UNION ALL
              SELECT CONCAT(k.s, '.', k.name), 'view with the new names', CASE WHEN v.sha2 IS NULL THEN 'missing' WHEN \(ViewList.isUnknown) THEN 'another definition' ELSE 'not created again yet' END
                FROM \(views.joined)
               WHERE COALESCE(v.sha2, '') <> k.after_move
      """
  }

  private var parks: Bool { !migration.parkedBatches.isEmpty }
  private var grants: GrantList { GrantList(migration) }

  private static let isDressed =
    "t.TRIGGER_SCHEMA = k.ts AND t.TRIGGER_NAME = k.name AND t.EVENT_OBJECT_TABLE = k.tt"

  private var triggerFindings: String {
    if !parks { return "" }
    return """

           UNION ALL
              SELECT CONCAT(k.ts, '.', k.name), CONCAT('trigger on ', k.tt, ' as in the catalog'), CASE WHEN t.sha2 IS NULL THEN 'missing' WHEN t.sha2 = k.marked THEN 'its text is not restored yet: run the move file again' ELSE 'another definition' END
                FROM \(ParkedList.asTable("k"))
                LEFT JOIN \(ParkedList.live(in: migration)) AS t ON \(Self.isDressed)
               WHERE COALESCE(t.sha2, '') NOT IN (k.sha2, k.advised)
      """
  }

  private func writeVerdict(to script: inout Script) {
    let column = String(migration.fileNames.verify.dropLast(".sql".count))
    let schemas = migration.schemas.count
    let dressed =
      (parks ? " AND @planc_dressed = \(ParkedList(migration).triggers.count)" : "")
      + (views.isEmpty ? "" : " AND @planc_views = \(views.views.count)")
    script.line(
      """
      SET @planc_verdict = NULL;
      SET @planc_verdict = IF(@planc_there = \(moves.count) AND @planc_left = 0 AND @planc_right = \(schemas) AND @planc_read = \(moves.count)\(dressed)\(grants.isWhole) AND JSON_LENGTH(@planc_findings) = 0, 'VERIFIED',
        CONCAT('NOT VERIFIED: of \(counted(moves.count, "table")) ', COALESCE(@planc_there, '?'), ' are at their target and ', COALESCE(@planc_left, '?'), ' names are left at the source; of \(schemas) schemas ', COALESCE(@planc_right, '?'), ' hold the planned count; ',
          IF(@planc_there = \(moves.count) AND @planc_read < \(moves.count), CONCAT('only ', @planc_read, ' of the tables could be read, see the error above; '), ''), 'run \(SQLText.inString(migration.fileNames.status))'));
      SELECT COALESCE(@planc_verdict, 'NOT VERIFIED') AS \(SQLText.name(column));
      SET SESSION default_storage_engine = IF(@planc_verdict = 'VERIFIED', @@SESSION.default_storage_engine, CONCAT('planc: ', COALESCE(@planc_verdict, 'NOT VERIFIED')));
      """)
  }
}
