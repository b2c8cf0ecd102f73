/// May this account go there and back, and who would stand before a closed door afterwards?
extension PreflightCheck {
  static func accountChecks(_ migration: Migration) -> [PreflightCheck] {
    [
      rights(
        title: "This account has the rights for the way there and back.",
        level: "IF(@planc_role = 1, 'look', 'stop')",
        wanted: ["ALTER", "DROP", "CREATE", "INSERT"],
        finding: "CONCAT('this account is not listed with ', w.wanted_right)",
        advice: """
          IF(@planc_role = 1, 'a role is active and its rights are not listed here: see SHOW GRANTS', CONCAT('RENAME TABLE needs ALTER and DROP on the old name, CREATE and INSERT on the new, in both directions: GRANT ', w.wanted_right, ' ON `', w.s, '`.* TO ', @planc_me))
          """),
      rights(
        title: "This account can look into the tables, at either end.",
        level: "IF(@planc_role = 1, 'look', 'stop')", wanted: ["SELECT"],
        finding: "CONCAT('this account is not listed with ', w.wanted_right)",
        advice: """
          IF(@planc_role = 1, 'a role is active and its rights are not listed here: see SHOW GRANTS', CONCAT('what is moved could not be verified: GRANT SELECT ON `', w.s, '`.* TO ', @planc_me))
          """),
      rights(
        title: "This account can see all that preflight and rollback look for.", level: "'look'",
        wanted: ["SHOW VIEW", "TRIGGER", "EVENT", "ALTER ROUTINE"],
        finding: "CONCAT('this account is not listed with ', w.wanted_right)",
        advice: """
          'it may not see every view, trigger, event or routine here; the rollback drops an empty schema only with SELECT, EVENT and ALTER ROUTINE on it'
          """),
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
                       WHERE NOT EXISTS (SELECT 1 FROM information_schema.USER_PRIVILEGES AS u WHERE CAST(u.GRANTEE AS BINARY) = CAST(@planc_me AS BINARY) AND u.PRIVILEGE_TYPE = w.wanted_right)
                         AND NOT EXISTS (SELECT 1 FROM information_schema.SCHEMA_PRIVILEGES AS u WHERE CAST(u.GRANTEE AS BINARY) = CAST(@planc_me AS BINARY) AND u.PRIVILEGE_TYPE = w.wanted_right AND u.TABLE_SCHEMA = '%')) AS q
               WHERE q.rights IS NOT NULL
            """)),
      // MySQL lists a global right as it was given, also where a REVOKE took it back for one schema.
      PreflightCheck(
        title: "No right of this account is taken back for single schemas.",
        sql: gather(
          level: "'look'", finding: "'partial_revokes is ON'", object: "@planc_me",
          advice:
            "'global rights that were taken back for single schemas are not listed: see SHOW GRANTS, both ways need ALTER, DROP, CREATE and INSERT'",
          from: """
            FROM (SELECT 0 /*!80016 + @@GLOBAL.partial_revokes */ AS is_on) AS o
               WHERE o.is_on = 1 AND EXISTS (SELECT 1 FROM information_schema.USER_PRIVILEGES WHERE \(AccountRights.isMine) AND PRIVILEGE_TYPE <> 'USAGE')
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

  private static func rights(
    title: String, level: String, wanted: [String], finding: String, advice: String
  ) -> PreflightCheck {
    let rights = wanted.enumerated().map {
      "SELECT '\($1)'\($0 == 0 ? " AS wanted_right" : "")"
    }
    return PreflightCheck(
      title: title,
      sql: gather(
        level: level, finding: finding, object: "w.s", advice: advice,
        from: """
          FROM (SELECT c.s, r.wanted_right FROM \(SchemaCounts.asTable) JOIN (\(rights.joined(separator: " UNION ALL "))) AS r) AS w
             WHERE NOT \(AccountRights.holds("w.wanted_right", in: "w.s"))
          """))
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
                     WHERE h.held IS NULL AND u.PRIVILEGE_TYPE IS NULL\(copied.joined())
                     GROUP BY g.grantee, m.ss, m.ts) AS q
          """))
  }

  /// A grantee as GRANT takes it. In information_schema nothing within its quotes is escaped, and a
  /// role has an empty host, which no GRANT finds.
  private static func spoken(_ grantee: String) -> String {
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
