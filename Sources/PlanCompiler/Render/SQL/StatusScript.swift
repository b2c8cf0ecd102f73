/// Writes `<plan>_status.sql`: one word for the whole, then a row a table. It reads only.
struct StatusScript {
  var migration: Migration
  var moves: MovesList

  func render() -> [UInt8] {
    var script = Script()
    let file = migration.fileNames.status
    script.head(
      of: migration, "where every table is now. Reads only.",
      usage: [
        "Run:   mariadb -t < \(file)",
        "First row: NOT STARTED, IN PROGRESS, APPLIED, or NEEDS A PERSON.",
      ])
    script.prelude(lockWaitTimeoutSeconds: migration.lockWaitTimeoutSeconds)
    moves.write(to: &script)
    ParkedList(migration).write(to: &script)
    views.write(to: &script)
    SchemaCounts.write(migration.schemas, budgets: true, to: &script)
    statements.write(to: &script)
    script.line()
    if !grants.grantsNothing {
      AccountRights.write(to: &script)
      grants.write(to: &script)
    }
    blocking.write(to: &script)
    asides.write(to: &script)
    writeWord(to: &script)
    writeTables(to: &script)
    ParkedList.writeRows(of: migration, to: &script)
    views.writeRows(to: &script)
    grants.writeRows(to: &script)
    writeSchemas(to: &script)
    blocking.writeRows(to: &script)
    script.line(
      """
      -- Rows of tables that are at both locations or set aside. Counting ends at \(MovesList.countLimit).
      SET @planc_both = NULL;
      SET @planc_both = (
        SELECT COALESCE(JSON_ARRAYAGG(JSON_ARRAY(q.ss, q.st, q.ts, q.tt)), '[]')
          FROM (
      SELECT p.ss, p.st, p.ts, p.tt
      \(joined)
         WHERE COALESCE(a.TABLE_TYPE, '') IN ('BASE TABLE', 'SYSTEM VERSIONED') AND COALESCE(b.TABLE_TYPE, '') IN ('BASE TABLE', 'SYSTEM VERSIONED')
         UNION ALL SELECT z.s, z.t, NULL, NULL FROM \(AsideList.asTable)) AS q);
      """)
    moves.writeRows(
      to: &script, when: "TRUE", places: [.source, .target], of: "@planc_both", holding: .count)
    CopyFacts(migration).write(joined: joined, to: &script)
    TableIdentifiers(moves).write(to: &script)
    return script.bytes
  }

  private var statements: StatementList { StatementList(migration) }
  private var views: ViewList { ViewList(migration) }
  private var blocking: BlockingTriggers { BlockingTriggers(migration) }
  private var asides: AsideList { AsideList(migration) }
  private var parks: Bool { !migration.parkedBatches.isEmpty }
  private var grants: GrantList { GrantList(migration) }

  /// A table that stands under a name of its way as well is at two places.
  private var isNotParked: String {
    parks ? " AND c.TABLE_NAME IS NULL AND d.TABLE_NAME IS NULL" : ""
  }
  private var isThere: String {
    "COALESCE(a.TABLE_TYPE, '') IN ('BASE TABLE', 'SYSTEM VERSIONED') AND b.TABLE_NAME IS NULL"
      + isNotParked
  }
  private var isMoved: String {
    "a.TABLE_NAME IS NULL AND COALESCE(b.TABLE_TYPE, '') IN ('BASE TABLE', 'SYSTEM VERSIONED')"
      + isNotParked
  }
  private let isParked =
    "a.TABLE_NAME IS NULL AND b.TABLE_NAME IS NULL AND (COALESCE(c.TABLE_TYPE, '') IN ('BASE TABLE', 'SYSTEM VERSIONED') AND d.TABLE_NAME IS NULL OR c.TABLE_NAME IS NULL AND COALESCE(d.TABLE_TYPE, '') IN ('BASE TABLE', 'SYSTEM VERSIONED'))"

  private var joined: String {
    let tables = Listing.tables(in: migration)
    let places = """
        FROM \(MovesList.asTable)
        LEFT JOIN \(tables) AS a ON \(MovesList.isAtSource("a"))
        LEFT JOIN \(tables) AS b ON \(MovesList.isAtTarget("b"))
      """
    if !parks { return places }
    return places + """

        LEFT JOIN \(ParkedList.tables) AS k ON k.ss = p.ss AND k.st = p.st
        LEFT JOIN \(tables) AS c ON c.TABLE_SCHEMA = k.ss AND c.TABLE_NAME = k.parked
        LEFT JOIN \(tables) AS d ON d.TABLE_SCHEMA = k.ts AND d.TABLE_NAME = k.parked
      """
  }

  /// "all 34 tables are", "the table is"
  private var all: String {
    moves.count == 1 ? "the table is" : "all \(areCounted(moves.count, "table"))"
  }
  private var its: String { moves.count == 1 ? "its" : "their" }

  private func writeWord(to script: inout Script) {
    let column = String(migration.fileNames.status.dropLast(".sql".count))
    let files = migration.fileNames
    ParkedList.writeCount(of: migration, to: &script)
    views.writeCounts(to: &script)
    let isApplied =
      "@planc_at_target = \(moves.count)" + (views.isEmpty ? "" : " AND @planc_waiting = 0")
      + (parks ? " AND @planc_marked = 0" : "")
    let isNotStarted =
      "@planc_at_source = \(moves.count)" + (views.isEmpty ? "" : " AND @planc_begun = 0")
      + (parks ? " AND @planc_marked = 0" : "")
    script.line(
      """
      -- One word for the whole.
      SET @planc_at_source = NULL, @planc_at_target = NULL\(parks ? ", @planc_parked = NULL" : "");
      SELECT COALESCE(SUM(\(isThere)), 0), COALESCE(SUM(\(isMoved)), 0)\(parks ? ", COALESCE(SUM(\(isParked)), 0)" : "")
      \(joined)
        INTO @planc_at_source, @planc_at_target\(parks ? ", @planc_parked" : "");
      """)
    statements.writeHalves(isThere: isThere, isMoved: isMoved, of: joined, to: &script)
    grants.writeCount(to: &script)
    let words = grants.words(arrived: "@planc_at_target = \(moves.count)")
    script.line(
      """
      SELECT CASE
          \(words.word)WHEN \(isApplied) THEN 'APPLIED'
          WHEN \(isNotStarted) THEN 'NOT STARTED'
          WHEN \(statements.areWhole)@planc_at_source + @planc_at_target\(parks ? " + @planc_parked" : "") = \(moves.count) THEN 'IN PROGRESS'
          ELSE 'NEEDS A PERSON' END AS \(SQLText.name(column))
        , CONCAT(CASE
          \(words.meaning)WHEN \(isApplied) THEN CONCAT('\(all) at \(its) target; next: \(SQLText.inString(files.verify))', IF(@planc_stops_rollback IS NULL, '', CONCAT('; rollback is blocked: trigger ', @planc_stops_rollback)))
          WHEN \(isNotStarted) THEN '\(all) at \(its) source; next: \(SQLText.inString(files.preflight))'\(statements.unknown)\(parkedMeaning)\(statements.meaning)\(viewMeaning)
          WHEN @planc_at_source + @planc_at_target = \(moves.count) THEN CONCAT(@planc_at_target, ' of \(areCounted(moves.count, "table")) at \(its) target', @planc_ways)
          ELSE 'some tables are at both places, at neither, or are no tables: look at the rows below' END\(strange) AS meaning;
      """)
    script.line()
  }

  /// A parked table is away for everybody: that is said before all else.
  private var parkedMeaning: String {
    if !parks { return "" }
    let rollback = SQLText.inString(migration.fileNames.rollback)
    let unrestored =
      "\n    WHEN @planc_marked > 0 AND @planc_at_target = \(moves.count) THEN CONCAT('\(all) at \(its) target, and the text of ', @planc_marked, ' triggers is not restored yet', @planc_ways)"
      + "\n    WHEN @planc_marked > 0 AND @planc_at_source = \(moves.count) THEN CONCAT('\(all) at \(its) source, and the text of ', @planc_marked, ' triggers is not restored yet; run \(rollback)')"
    return unrestored
      + "\n    WHEN @planc_parked > 0 AND @planc_at_source + @planc_at_target + @planc_parked = \(moves.count) THEN CONCAT(@planc_parked, ' of \(areCounted(moves.count, "table")) parked on \(its) way, and away for everybody', @planc_ways)"
  }

  private var viewMeaning: String {
    if views.isEmpty { return "" }
    let rollback = SQLText.inString(migration.fileNames.rollback)
    return """

          WHEN @planc_at_target = \(moves.count) THEN CONCAT('\(all) at \(its) target, and ', @planc_waiting, ' of \(areCounted(views.views.count, "view")) not created again yet', @planc_ways)
          WHEN @planc_at_source = \(moves.count) THEN CONCAT('\(all) at \(its) source, and ', @planc_begun, ' of \(areCounted(views.views.count, "view")) not; run \(rollback), or the move files to go on')
      """
  }

  /// Words behind every meaning, since the word of the whole is that of the tables.
  private var strange: String {
    let triggers = ParkedList(migration).triggers.count
    let counts = [
      ("@planc_lost", triggers, "trigger"), ("@planc_strange", views.views.count, "view"),
    ]
    let words = counts.filter { $0.1 > 0 }.map { variable, count, noun in
      ", IF(\(variable) > 0, CONCAT('; ', \(variable), ' of \(areCounted(count, noun)) not there for this account, or changed since: look at the rows below'), '')"
    }
    return words.joined() + AsideList.meaning + ")"
  }

  private func writeTables(to script: inout Script) {
    script.line(
      """
      -- Then a row a table. What this account may not see counts as not there.
      SELECT CASE
          WHEN \(isThere) THEN 'source'
          WHEN \(isMoved) THEN 'target'
          \(parks ? "WHEN \(isParked) THEN CONCAT('parked: ', IF(c.TABLE_NAME IS NULL, k.ts, k.ss), '.', k.parked)\n    " : "")WHEN a.TABLE_NAME IS NULL AND b.TABLE_NAME IS NULL\(isNotParked) THEN 'neither'
          WHEN a.\(SQLText.isTable) AND b.\(SQLText.isTable)\(isNotParked) THEN 'both'
          ELSE CONCAT('other: ', COALESCE(LOWER(a.TABLE_TYPE), 'nothing'), ' at the source, ', COALESCE(LOWER(b.TABLE_TYPE), 'nothing'), ' at the target'\(strayParked)) END AS stands
        , CONCAT(p.ss, '.', p.st) AS source, CONCAT(p.ts, '.', p.tt) AS target
      \(joined)
       ORDER BY p.n;
      """)
    script.line()
  }

  /// What has a temporary name, after what is at source and target.
  private var strayParked: String {
    if !parks { return "" }
    let parts = [("c", "k.ss"), ("d", "k.ts")].map { table, schema in
      "IF(\(table).TABLE_NAME IS NULL, '', CONCAT(', ', LOWER(\(table).TABLE_TYPE), ' at ', \(schema), '.', k.parked))"
    }
    return ", " + parts.joined(separator: ", ")
  }

  private func writeSchemas(to script: inout Script) {
    script.line(
      """
      -- The plan's schemas.
      SELECT c.s AS `schema`, COUNT(i.TABLE_NAME) AS tables_now, c.before_move AS planned_before, c.after_move AS planned_after
           , COALESCE(c.budget, 'none') AS budget, COALESCE(c.budget - COUNT(i.TABLE_NAME), 'none') AS headroom
        FROM \(SchemaCounts.asTableWithBudgets)
        LEFT JOIN information_schema.TABLES AS i ON \(SchemaCounts.isTableIn("i"))
       GROUP BY c.n, c.s, c.before_move, c.after_move, c.budget
       ORDER BY c.n;
      """)
    script.line()
  }
}
