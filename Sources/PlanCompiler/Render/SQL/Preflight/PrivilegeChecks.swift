/// Which privileges the account lacks, in one finding with the GRANT statements that give them all,
/// forward and rollback.
///
/// Without them other checks see less than there is: what they report then is missing from the
/// account's sight, not from the server. So they are left out while this finding blocks the migration.
enum WantedPrivileges {
  enum Kind: Int {
    /// A role may give it: the server decides.
    case plain
    /// It must be listed: without it a table or a view would be left unfinished.
    case strict
    /// Without it preflight may not see everything.
    case sight
  }

  /// `@planc_wanted` and `@planc_lacking`: schema, privilege, kind. They need what `AccountRights` and
  /// `SchemaCounts` write.
  static func write(_ migration: Migration, to script: inout Script) {
    script.line(
      "-- The privileges that this migration needs beyond its tables, and those that are lacking.")
    script.line("SET @planc_wanted = '[")
    for (index, row) in strict(migration).enumerated() {
      script.line("\(index == 0 ? "    " : "  , ")\(SQLText.inString(row))")
    }
    script.line("]';")
    let onSchemas =
      (plainPrivileges.map { ($0, Kind.plain) } + sightPrivileges.map { ($0, Kind.sight) })
      .enumerated().map { index, wanted in
        index == 0
          ? "SELECT '\(wanted.0)' AS p, \(wanted.1.rawValue) AS kind"
          : "SELECT '\(wanted.0)', \(wanted.1.rawValue)"
      }.joined(separator: " UNION ALL ")
    script.line(
      """
      SET @planc_lacking = NULL;
      SET @planc_wanted = JSON_MERGE_PRESERVE(@planc_wanted, (
        SELECT JSON_ARRAYAGG(JSON_ARRAY(c.s, r.p, r.kind)) FROM \(SchemaCounts.asTable) JOIN (\(onSchemas)) AS r));
      SET @planc_lacking = (
        SELECT COALESCE(JSON_ARRAYAGG(JSON_ARRAY(w.s, w.p, w.kind)), '[]') FROM \(rows("@planc_wanted", "w"))
         WHERE NOT IF(w.p = '\(GrantCopy.option)', \(GrantAuthority.holdsOption(in: "w.s")),
           \(AccountRights.holds("w.p", in: "w.s"))));
      """)
    writeGlobal(migration, to: &script)
    writeVerdict(to: &script)
    script.line()
  }

  private static let plainPrivileges = ["ALTER", "DROP", "CREATE", "INSERT", "SELECT"]
  private static let sightPrivileges = ["SHOW VIEW", "TRIGGER", "EVENT", "ALTER ROUTINE"]

  /// `@planc_lacking_global`: the GRANT of what only a global privilege gives, or ''.
  private static func writeGlobal(_ migration: Migration, to script: inout Script) {
    var parts: [String] = []
    if !migration.parkedBatches.isEmpty {
      parts.append(
        "IF(@planc_foreign > 0 AND @planc_definer = 0, 'SET USER', NULL), IF(@planc_log = 1 AND @planc_super = 0, 'SUPER', NULL)"
      )
    }
    if !migration.views.isEmpty {
      let asked = migration.parkedBatches.isEmpty ? "TRUE" : "@planc_foreign = 0"
      parts.append(
        "IF(\(asked) AND @planc_view_foreign > 0 AND @planc_any_definer = 0, 'SET USER', NULL)")
    }
    let list = parts.isEmpty ? "''" : "CONCAT_WS(', ', \(parts.joined(separator: ", ")))"
    script.line("SET @planc_lacking_global = IF(VERSION() LIKE '%MariaDB%', \(list), '');")
  }

  /// What triggers, views and copied grants ask for, as JSON.
  private static func strict(_ migration: Migration) -> [String] {
    var wanted: [(schema: String, privilege: String)] = []
    func want(_ schema: String, _ privilege: String) {
      if !wanted.contains(where: { $0 == (schema, privilege) }) {
        wanted.append((schema, privilege))
      }
    }
    for schema in migration.parkedSchemas { want(schema, "TRIGGER") }
    for right in ViewAuthority.rights(for: migration.views) { want(right.schema, right.right) }
    let grants = GrantList(migration)
    for copy in grants.copies {
      for right in GrantAuthority.rights(of: [copy]) { want(copy.target.schema, right) }
      want(copy.target.schema, GrantCopy.option)
    }
    for block in grants.blocks {
      for right in block.rights + [GrantCopy.option] { want(block.grants.schema, right) }
    }
    if !grants.grantsNothing { want("mysql", "SELECT") }
    return wanted.map {
      "[\(SQLText.json($0.schema)), \(SQLText.json($0.privilege)), \(Kind.strict.rawValue)]"
    }
  }

  private static func rows(_ variable: String, _ alias: String) -> String {
    "JSON_TABLE(\(variable), '$[*]' COLUMNS (s VARCHAR(64) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin PATH '$[0]', p VARCHAR(64) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin PATH '$[1]', kind INT PATH '$[2]')) AS \(alias)"
  }

  /// A condition that the finding has a privilege already where this account lacks it.
  static func isWanted(_ privilege: String, in schema: String) -> String {
    "EXISTS (SELECT 1 FROM \(rows("@planc_wanted", "w")) WHERE w.s = \(schema) AND w.p = \(privilege))"
  }

  // MARK: The finding

  /// `@planc_privileges`: 'OK', 'sight' where only sight is lacking, 'role' where an active role may
  /// give what is lacking; 'stop'; 'unread' where MySQL hides what is revoked for single schemas.
  private static func writeVerdict(to script: inout Script) {
    func lacks(_ kind: Kind) -> String {
      "EXISTS (SELECT 1 FROM \(rows("@planc_lacking", "l")) WHERE l.kind = \(kind.rawValue))"
    }
    script.line(
      """
      SET @planc_privileges = NULL;
      SET @planc_privileges = CASE
        WHEN @planc_lacking IS NULL THEN NULL
        WHEN @planc_restricted IS NULL THEN 'unread'
        WHEN @planc_lacking_global <> '' OR \(lacks(.strict)) THEN 'stop'
        WHEN \(lacks(.plain)) THEN IF(@planc_role = 1, 'role', 'stop')
        WHEN \(lacks(.sight)) THEN 'sight'
        ELSE 'OK' END;
      """)
  }

  /// SQL: whether what this account does not see is not there.
  static let suffice = "COALESCE(@planc_privileges, '') IN ('OK', 'sight', 'role')"

  static let check: PreflightCheck = {
    let lacking = """
      (SELECT GROUP_CONCAT(CONCAT(g.list, ' on ', g.s) ORDER BY g.s SEPARATOR '; ')
                     FROM (SELECT l.s, GROUP_CONCAT(DISTINCT l.p ORDER BY l.p SEPARATOR ', ') AS list FROM \(rows("@planc_lacking", "l")) WHERE l.kind < 2 OR @planc_privileges = 'sight' GROUP BY l.s) AS g)
      """
    let global = "IF(@planc_lacking_global = '', NULL, CONCAT("
    return PreflightCheck(
      title: "This account has the privileges for the migration and its rollback.",
      sql: PreflightCheck.gather(
        level: "IF(@planc_privileges IN ('stop', 'unread'), 'stop', 'look')",
        finding: """
          CASE @planc_privileges WHEN 'unread' THEN 'partial_revokes is ON, and this account cannot read which of its privileges are revoked for single schemas'
                 WHEN 'sight' THEN CONCAT('this account may not see everything: it lacks ', \(lacking))
                 ELSE CONCAT('this account ', IF(@planc_role = 1, 'is not listed with ', 'lacks '), CONCAT_WS('; ', \(global)@planc_lacking_global, ' on *.*')), \(lacking))) END
          """,
        object: "@planc_me",
        advice: """
          IF(@planc_privileges = 'unread', CONCAT('GRANT SELECT ON `mysql`.`user` TO ', \(account)),
                 CONCAT(IF(@planc_role = 1, 'SHOW GRANTS says what the active role gives; if it does not give this: ', ''), CONCAT_WS('; ', \(global)'GRANT ', @planc_lacking_global, ' ON *.* TO ', \(account))), \(statements))))
          """,
        from: "FROM (SELECT 1 AS one) AS o WHERE COALESCE(@planc_privileges, '') NOT IN ('', 'OK')")
        + "\nSET @planc_check = IF(@planc_privileges IS NULL, NULL, @planc_check);")
  }()

  private static let account = PreflightCheck.spoken("@planc_me")

  /// A GRANT for each schema. It has all that is wanted there and what the account has by a wider
  /// pattern: of the patterns that match only the most specific counts, which is the new one then.
  private static let statements: String = {
    let all = Catalog.Grant.schemaPrivileges.sorted(by: precedes).enumerated().map {
      "SELECT '\($1)'\($0 == 0 ? " AS p" : "")"
    }.joined(separator: " UNION ALL ")
    let pattern =
      "IF(@planc_literal = 1, g.s, REPLACE(REPLACE(REPLACE(g.s, '\\\\', '\\\\\\\\'), '_', '\\\\_'), '%', '\\\\%'))"
    return """
      (SELECT GROUP_CONCAT(CONCAT('GRANT ', g.list, ' ON `', REPLACE(\(pattern), '`', '``'), '`.* TO ', \(account), IF(\(isWanted("'\(GrantCopy.option)'", in: "g.s")) OR \(AccountRights.holdsByPattern("'\(GrantCopy.option)'", in: "g.s")), ' WITH GRANT OPTION', '')) ORDER BY g.s SEPARATOR '; ')
                     FROM (SELECT l.s, GROUP_CONCAT(DISTINCT r.p ORDER BY r.p SEPARATOR ', ') AS list
                             FROM (SELECT DISTINCT l.s FROM \(rows("@planc_lacking", "l"))) AS l JOIN (\(all)) AS r
                            WHERE \(isWanted("r.p", in: "l.s")) OR \(AccountRights.holdsByPattern("r.p", in: "l.s"))
                            GROUP BY l.s) AS g)
      """
  }()
}
