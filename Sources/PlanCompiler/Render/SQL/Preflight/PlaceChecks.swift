/// Are the tables, the schemas and the counts what the plan says they are before the move?
extension PreflightCheck {
  static func placeChecks(_ migration: Migration) -> [PreflightCheck] {
    let status = SQLText.inString(migration.fileNames.status)
    let tables = Listing.tables(in: migration)
    let lowered = Listing.tables(in: migration, others: [Listing.lowered("TABLE_NAME")])
    return [
      PreflightCheck(
        title: "Every table is at its source, or has moved already.",
        sql: gather(
          level: "'stop'",
          finding: """
            CASE WHEN a.TABLE_NAME IS NOT NULL THEN CONCAT('is a ', LOWER(a.TABLE_TYPE), ', not a table')
                 ELSE 'is not there' END
            """,
          object: "CONCAT(p.ss, '.', p.st)",
          advice: """
            COALESCE(CONCAT('there is ', l.TABLE_NAME, ': names that differ only in case are different tables here'), 'run \(status)')
            """,
          from: """
            FROM \(MovesList.asTable)
                LEFT JOIN \(tables) AS a ON \(MovesList.isAtSource("a"))
                LEFT JOIN \(tables) AS b ON \(MovesList.isAtTarget("b"))
                LEFT JOIN \(lowered) AS l ON l.TABLE_SCHEMA = p.ss AND l.lowered = LOWER(p.st) AND l.TABLE_NAME <> p.st
               WHERE COALESCE(a.TABLE_TYPE, 'missing') NOT IN ('BASE TABLE', 'SYSTEM VERSIONED')
                 AND NOT (\(ArrivedTables.condition(source: "a", target: "b")))
            """)),
      PreflightCheck(
        title: "Every name at the target is free, in any case.",
        sql: gather(
          level: "'stop'", finding: "CONCAT('name is taken by a ', LOWER(b.TABLE_TYPE))",
          object: "CONCAT(b.TABLE_SCHEMA, '.', b.TABLE_NAME)",
          advice: "'look what it is; planc will not replace it'",
          from: """
            FROM \(MovesList.asTable)
                LEFT JOIN \(lowered) AS b ON b.TABLE_SCHEMA = p.ts AND b.lowered = LOWER(p.tt)
                LEFT JOIN \(tables) AS a ON \(MovesList.isAtSource("a"))
               WHERE \(Listing.isThere("b.TABLE_TYPE"))
                 AND NOT (b.TABLE_NAME = p.tt AND \(ArrivedTables.condition(source: "a", target: "b")))
                 AND NOT (b.TABLE_NAME = p.tt AND \(isAtBoth))
            """)),
      PreflightCheck(
        title: "No table is at both places.",
        sql: gather(
          level: "'stop'", finding: "'is at both places'",
          object: "CONCAT(p.ss, '.', p.st, ' and ', p.ts, '.', p.tt)",
          advice:
            "'one of the two has the rows: \(status) says which, and README.md what to do, where a person is needed; drop or move neither before'",
          from: """
            FROM \(MovesList.asTable)
                LEFT JOIN \(tables) AS a ON \(MovesList.isAtSource("a"))
                LEFT JOIN \(tables) AS b ON \(MovesList.isAtTarget("b"))
               WHERE \(isAtBoth)
            """)),
      PreflightCheck(
        title: "Every schema holds the planned number of tables.",
        sql: gather(
          level: "'stop'",
          finding:
            "CONCAT('holds ', q.found, IF(q.found = 1, ' table', ' tables'), ', planned ', IF(q.planned = 1, 'is ', 'are '), q.planned)",
          object: "q.s",
          advice:
            "IF(@planc_arrived = '[]', 'bring table_count in the plan up to date, or find the table that came or went', 'find the table that came or went since the move began; the plan stays as it is until the end')",
          from: """
            FROM (SELECT c.s, c.before_move + COALESCE(come.n, 0) - COALESCE(gone.n, 0) AS planned, COUNT(i.TABLE_NAME) AS found
                        FROM \(SchemaCounts.asTable)
                        LEFT JOIN \(ArrivedTables.count(by: "ts")) AS come ON CAST(come.s AS BINARY) = CAST(c.s AS BINARY)
                        LEFT JOIN \(ArrivedTables.count(by: "ss")) AS gone ON CAST(gone.s AS BINARY) = CAST(c.s AS BINARY)
                        LEFT JOIN information_schema.TABLES AS i ON \(SchemaCounts.isTableIn("i"))
                       GROUP BY c.s, c.before_move, come.n, gone.n) AS q
               WHERE q.found <> q.planned
            """)),
      schemaCheck,
      PreflightCheck(
        title: "This server has the collations of the schemas that the plan creates.",
        sql: gather(
          level: "'stop'", finding: "CONCAT('collation ', q.collation_name, ' is not known here')",
          object: "q.s",
          advice: "'change the plan: SHOW COLLATION lists those of this server'",
          // From MariaDB 10.10 on some have no character set in their name.
          from: """
            FROM (SELECT c.s, c.collation_name FROM \(SchemaCounts.asTable) WHERE c.collation_name IS NOT NULL) AS q
               WHERE NOT EXISTS (SELECT 1 FROM information_schema.COLLATIONS AS k WHERE k.COLLATION_NAME = q.collation_name
                  OR k.COLLATION_NAME LIKE 'uca1400%' AND k.COLLATION_NAME = SUBSTRING(q.collation_name, LOCATE('_', q.collation_name) + 1))
            """)),
      // What stands under a name of the plan is told above.
      PreflightCheck(
        title: "A schema that the plan creates is absent, or holds only what has moved.",
        sql: gather(
          level: "'stop'", finding: "CONCAT('holds a ', q.kind, ' before the move')",
          object: "CONCAT(q.s, '.', q.name)",
          advice: "'move it elsewhere; the schema must be empty'",
          from: """
            FROM (SELECT c.s, LOWER(i.TABLE_TYPE) AS kind, i.TABLE_NAME AS name
                        FROM \(tables) AS i
                        LEFT JOIN \(MovesList.targets) AS m ON m.ts = i.TABLE_SCHEMA AND m.tt = i.TABLE_NAME
                        JOIN \(SchemaCounts.asTable) ON CAST(c.s AS BINARY) = CAST(i.TABLE_SCHEMA AS BINARY)
                       WHERE c.collation_name IS NOT NULL AND NOT \(Listing.isThere("m.tt"))
                   UNION ALL
                      SELECT c.s, LOWER(r.ROUTINE_TYPE), r.ROUTINE_NAME
                        FROM \(SchemaCounts.asTable) JOIN information_schema.ROUTINES AS r ON CAST(r.ROUTINE_SCHEMA AS BINARY) = CAST(c.s AS BINARY) WHERE c.collation_name IS NOT NULL
                   UNION ALL
                      SELECT c.s, 'event', e.EVENT_NAME
                        FROM \(SchemaCounts.asTable) JOIN information_schema.EVENTS AS e ON CAST(e.EVENT_SCHEMA AS BINARY) = CAST(c.s AS BINARY) WHERE c.collation_name IS NOT NULL) AS q
            """)),
    ]
  }

  static let session = PreflightCheck(
    title: "This session and this server can write, and replicas will follow.",
    sql: gather(
      level: "'stop'", finding: "'this session or server'", object: "@planc_session",
      advice: "'connect as said'",
      from: "FROM (SELECT 1 AS one) AS o WHERE COALESCE(@planc_session, '?') <> 'OK'"))

  static func notBegun(_ migration: Migration) -> PreflightCheck {
    let files = migration.fileNames
    let rollback = SQLText.inString(files.rollback)
    let count = migration.moveCount
    return PreflightCheck(
      title: "The migration has not begun.",
      sql: gather(
        level: "'stop'",
        finding:
          "IF(q.n = \(count), 'the migration has been applied: every table is at its target', CONCAT('the migration has begun: ', q.n, ' of \(counted(count, "table")) at the target'))",
        object: "q.targets",
        advice:
          "IF(q.n = \(count), '\(SQLText.inString(files.verify)) verifies it; \(rollback) undoes it', '\(SQLText.inString(files.status)) says whether the move files finish it, or \(rollback) undoes it')",
        from: """
          FROM (SELECT SUM(d.n) AS n, GROUP_CONCAT(d.s ORDER BY d.s SEPARATOR ', ') AS targets FROM \(ArrivedTables.count(by: "ts")) AS d) AS q
             WHERE q.n > 0
          """))
  }

  /// A table at the source and a table at the target.
  private static let isAtBoth =
    ["a", "b"].map { "COALESCE(\($0).TABLE_TYPE, '') IN ('BASE TABLE', 'SYSTEM VERSIONED')" }
    .joined(separator: " AND ")

  private static let schemaCheck = PreflightCheck(
    title: "Every schema that the plan does not create is there; a created one has its collation.",
    sql: gather(
      level: "'stop'",
      finding: """
        IF(q.SCHEMA_NAME IS NULL, 'schema is not there', CONCAT('schema has collation ', q.DEFAULT_COLLATION_NAME, ', planned is ', q.collation_name))
        """,
      object: "q.s",
      advice: """
        IF(q.SCHEMA_NAME IS NULL, 'the plan expects it and does not create it', CONCAT('run ALTER SCHEMA `', REPLACE(q.s, '`', '``'), '` COLLATE ', q.collation_name, ', or change the plan'))
        """,
      from: """
        FROM (SELECT c.s, c.collation_name, h.SCHEMA_NAME, h.DEFAULT_COLLATION_NAME
                    FROM \(SchemaCounts.asTable)
                    LEFT JOIN information_schema.SCHEMATA AS h ON CAST(h.SCHEMA_NAME AS BINARY) = CAST(c.s AS BINARY)) AS q
           WHERE q.SCHEMA_NAME IS NULL AND q.collation_name IS NULL
              OR q.SCHEMA_NAME IS NOT NULL AND CAST(q.collation_name AS BINARY) <> CAST(q.DEFAULT_COLLATION_NAME AS BINARY)
        """))
}
