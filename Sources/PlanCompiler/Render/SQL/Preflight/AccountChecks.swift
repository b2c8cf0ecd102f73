/// What this account cannot see elsewhere, and which accounts would be locked out after the move.
extension PreflightCheck {
  static func accountChecks(_ migration: Migration) -> [PreflightCheck] {
    [
      PreflightCheck(
        title: "This account can see what depends on the tables in other schemas.",
        sql: gather(
          level: "'look'",
          finding:
            "CONCAT('this account is not listed with ', q.rights, ' on all schemas')",
          object: "@planc_me",
          advice:
            "'views, triggers, events and routines outside of this plan that name a table that moves may be hidden from it: ask with an account that has them'",
          from: """
            FROM (SELECT GROUP_CONCAT(w.wanted_right ORDER BY w.n SEPARATOR ', ') AS rights
                        FROM (SELECT 1 AS n, 'SELECT' AS wanted_right UNION ALL SELECT 2, 'SHOW VIEW' UNION ALL SELECT 3, 'TRIGGER' UNION ALL SELECT 4, 'EVENT') AS w
                       WHERE NOT EXISTS (SELECT 1 FROM information_schema.USER_PRIVILEGES AS u WHERE CAST(u.GRANTEE AS BINARY) = CAST(@planc_me AS BINARY) AND u.PRIVILEGE_TYPE = w.wanted_right AND COALESCE(@planc_restricted, '?') = '[]')
                         AND NOT EXISTS (SELECT 1 FROM information_schema.SCHEMA_PRIVILEGES AS u WHERE CAST(u.GRANTEE AS BINARY) = CAST(@planc_me AS BINARY) AND u.PRIVILEGE_TYPE = w.wanted_right AND u.TABLE_SCHEMA = '%' AND @planc_literal = 0)) AS q
               WHERE q.rights IS NOT NULL
            """)),
      PreflightCheck(
        title: "The grants of other accounts can be read.",
        sql: gather(
          level: "'look'", finding: "'the grants of other accounts are hidden from this account'",
          object: "@planc_me",
          advice:
            "'accounts that would be locked out are not listed; use one with SELECT on mysql.*'",
          from: """
            FROM (SELECT 1 AS one) AS o
               WHERE NOT \(AccountRights.holds("'SELECT'", in: "'mysql'"))
            """)),
      lockedOutOfSchema(migration),
      lockedOutOfTable(migration),
    ]
  }

  /// A grant on the source schema does not reach the target: 1142 after the move.
  private static func lockedOutOfSchema(_ migration: Migration) -> PreflightCheck {
    let copied = GrantList(migration).blocks.map { " AND \($0.isNotCopied("g", to: "m.ts"))" }
    return PreflightCheck(
      title: "Every grantee on a source schema has the same on the target.",
      sql: gather(
        level: "'breaks'",
        finding: "CONCAT('has ', q.rights, ' on ', q.ss, ', not on ', q.ts)", object: "q.grantee",
        advice:
          "CONCAT('is locked out of the moved tables (1142): GRANT ', q.rights, ' ON `', q.ts, '`.* TO ', \(spoken("q.grantee")), ', which works before the move')",
        from: """
          FROM (SELECT g.grantee, m.ss, m.ts, GROUP_CONCAT(g.held ORDER BY g.held SEPARATOR ', ') AS rights
                      FROM (SELECT DISTINCT p.ss, p.ts FROM \(MovesList.asTable)) AS m
                      JOIN \(AccountRights.granted("g")) ON CAST(g.s AS BINARY) = CAST(m.ss AS BINARY)
                      LEFT JOIN \(AccountRights.granted("h")) ON h.grantee = g.grantee AND h.held = g.held AND h.s = m.ts
                      LEFT JOIN \(AccountRights.globallyGranted) AS u ON u.GRANTEE = g.grantee AND u.PRIVILEGE_TYPE = g.held
                     WHERE h.held IS NULL AND u.PRIVILEGE_TYPE IS NULL AND NOT (CAST(g.grantee AS BINARY) = CAST(@planc_me AS BINARY) AND (\(WantedPrivileges.isWanted("g.held", in: "m.ts")) OR \(WantedPrivileges.isWanted("g.held", in: "m.ss"))))\(copied.joined())
                     GROUP BY g.grantee, m.ss, m.ts) AS q
          """))
  }

  /// A grantee as GRANT takes it. In information_schema nothing within its quotes is escaped, and a
  /// role has an empty host, which no GRANT finds.
  static func spoken(_ grantee: String) -> String {
    let host = "SUBSTRING_INDEX(\(grantee), '''@''', -1)"
    let user = "SUBSTRING(\(grantee), 2, CHAR_LENGTH(\(grantee)) - CHAR_LENGTH(\(host)) - 4)"
    let name = "CONCAT('`', REPLACE(\(user), '`', '``'), '`')"
    return
      "CASE WHEN \(grantee) = '''PUBLIC''@''''' THEN 'PUBLIC' WHEN \(host) = '''' THEN \(name) ELSE CONCAT(\(name), '@`', REPLACE(LEFT(\(host), CHAR_LENGTH(\(host)) - 1), '`', '``'), '`') END"
  }

  /// Grants on tables and columns stay on the old name. Those that are copied lock nobody out, and
  /// where the plan says `grants: leave` it is meant so.
  private static func lockedOutOfTable(_ migration: Migration) -> PreflightCheck {
    let exact = ["GRANTEE", "TABLE_SCHEMA", "TABLE_NAME", "PRIVILEGE_TYPE"].map(Listing.exact)
      .joined(separator: ", ")
    let grants = """
      SELECT \(exact) FROM information_schema.TABLE_PRIVILEGES
                             UNION SELECT \(exact) FROM information_schema.COLUMN_PRIVILEGES
      """
    return PreflightCheck(
      title: "Every grantee on a table that moves has the same at the target.",
      sql: gather(
        level: migration.leavesGrants ? "'look'" : "'breaks'",
        finding: "CONCAT('has ', q.rights, ' on ', q.ss, '.', q.st, ' or its columns')",
        object: "q.grantee",
        advice:
          "CONCAT('the grant stays on the old name: grant the same on ', q.ts, '.', q.tt, ' after the move')",
        from: """
          FROM (SELECT g.GRANTEE AS grantee, p.ss, p.st, p.ts, p.tt, GROUP_CONCAT(DISTINCT g.PRIVILEGE_TYPE ORDER BY g.PRIVILEGE_TYPE SEPARATOR ', ') AS rights
                      FROM \(MovesList.asTable)
                      LEFT JOIN (\(grants)) AS g ON g.TABLE_SCHEMA = p.ss AND g.TABLE_NAME = p.st
                      LEFT JOIN (\(grants)) AS t ON t.GRANTEE = g.GRANTEE AND t.PRIVILEGE_TYPE = g.PRIVILEGE_TYPE AND t.TABLE_SCHEMA = p.ts AND t.TABLE_NAME = p.tt
                      LEFT JOIN \(AccountRights.granted("h")) ON h.grantee = g.GRANTEE AND h.held = g.PRIVILEGE_TYPE AND h.s = p.ts
                      LEFT JOIN \(AccountRights.globallyGranted) AS u ON u.GRANTEE = g.GRANTEE AND u.PRIVILEGE_TYPE = g.PRIVILEGE_TYPE
                     WHERE \(Listing.isThere("g.GRANTEE")) AND t.GRANTEE IS NULL AND h.grantee IS NULL AND u.GRANTEE IS NULL\(isNotCopied(migration))
                     GROUP BY g.GRANTEE, p.ss, p.st, p.ts, p.tt) AS q
          """))
  }
}
