/// Writes `<plan>_preflight.sql`: everything that can be found before the first write, at once.
///
/// Every check leaves a JSON array of its findings in a variable; an empty array is a good answer,
/// NULL means that the check could not be made, which is a finding too. So the last word rests on
/// evidence from every check.
///
/// A finding is `stop` (a script will refuse, or the way back is not open), `breaks` (the move
/// works, and then this does not) or `look` (a fact that a person should know). READY needs the
/// first two to be absent.
struct PreflightScript {
  var migration: Migration
  var moves: MovesList
  /// In their order; nil for all of them.
  var groups: [PreflightCheck.Group]?

  func render() -> [UInt8] {
    var script = Script()
    let file = migration.fileNames.preflight
    script.head(
      of: migration, "what stands in the way, there and back. Reads only.",
      usage: [
        "Run:   mariadb -t < \(file)     Exit 0: READY. Exit 1: NOT READY, and each finding is a row.",
        "stop: a script will refuse, or the way back is closed. breaks: works no more after the move. look: good to know.",
      ])
    script.prelude(lockWaitTimeoutSeconds: migration.lockWaitTimeoutSeconds)
    ServerSuitability.write(to: &script)
    moves.write(to: &script)
    let parked = ParkedList(migration)
    parked.write(to: &script)
    ViewList(migration).write(to: &script)
    SchemaCounts.write(migration.schemas, to: &script)
    script.line()
    ArrivedTables.write(migration, to: &script)
    script.line()
    SessionFacts.write(to: &script, file: file)
    AccountRights.write(to: &script)
    AccountRights.writeAllGrantees(to: &script)
    GrantList(migration).write(to: &script)
    if !parked.isEmpty {
      TriggerAuthority.write(
        to: &script, schemas: migration.parkedSchemas, definers: parked.triggers.map(\.definer))
    }
    if !migration.views.isEmpty { ViewAuthority.write(migration.views, to: &script) }
    WantedPrivileges.write(migration, to: &script)
    script.line(
      #"SET @planc_word = '0-9A-Za-z_$\\x{80}-\\x{FFFF}';       -- what a name is made of, for regular expressions"#
    )
    let groups = groups ?? PreflightCheck.groups(of: migration)
    let checks = groups.flatMap(\.checks)
    for (index, check) in checks.enumerated() {
      script.line()
      script.line("-- \(index + 1). \(check.title)")
      script.line("SET @planc_check = NULL, @planc_\(index + 1) = NULL;")
      script.line(check.sql)
      script.line("SET @planc_\(index + 1) = @planc_check;")
    }
    script.line()
    writeFindings(groups, to: &script)
    writeVerdict(to: &script)
    return script.bytes
  }

  private func writeFindings(_ groups: [PreflightCheck.Group], to script: inout Script) {
    script.line("-- The findings, and one word. What another finding explains is left out.")
    script.line("SET @planc_all = '[]';")
    var number = 0
    for group in groups {
      let found = group.checks.map { check in
        number += 1
        let failed =
          "[[\"stop\", \"check \(number) could not be made\", \"\(check.title)\", \"see the error above; a missing privilege is the usual cause\"]]"
        // To MySQL a variable that is NULL is binary, and it makes no JSON of that (3144).
        return "COALESCE(CONVERT(@planc_\(number) USING utf8mb4), '\(SQLText.inString(failed))')"
      }
      script.line(
        """
        SET @planc_all = IF(\(group.counts), JSON_MERGE_PRESERVE(@planc_all,
          \(found.joined(separator: ",\n  "))), @planc_all);
        """)
    }
  }

  private func writeVerdict(to script: inout Script) {
    let column = String(migration.fileNames.preflight.dropLast(".sql".count))
    script.line(
      """
      SET @planc_stop = NULL, @planc_breaks = NULL, @planc_look = NULL, @planc_verdict = NULL;
      SELECT level, finding, at_object, what_to_do
        FROM JSON_TABLE(@planc_all, '$[*]' COLUMNS (n FOR ORDINALITY, level VARCHAR(8) CHARACTER SET utf8mb4 PATH '$[0]', finding LONGTEXT CHARACTER SET utf8mb4 PATH '$[1]', at_object LONGTEXT CHARACTER SET utf8mb4 PATH '$[2]', what_to_do LONGTEXT CHARACTER SET utf8mb4 PATH '$[3]')) AS f
       ORDER BY FIELD(level, 'stop', 'breaks', 'look'), n;
      SELECT COALESCE(SUM(level = 'stop'), 0), COALESCE(SUM(level = 'breaks'), 0), COALESCE(SUM(level = 'look'), 0)
        FROM JSON_TABLE(@planc_all, '$[*]' COLUMNS (level VARCHAR(8) CHARACTER SET utf8mb4 PATH '$[0]')) AS f
        INTO @planc_stop, @planc_breaks, @planc_look;
      SET @planc_verdict = IF(@planc_stop = 0 AND @planc_breaks = 0 AND JSON_LENGTH(@planc_all) = @planc_look, 'READY',
        CONCAT('NOT READY: ', @planc_stop, IF(@planc_stop = 1, ' finding stops', ' findings stop'), ' the move or the way back, ', @planc_breaks, ' would break something, ', @planc_look, IF(@planc_look = 1, ' is', ' are'), ' good to know'));
      SELECT COALESCE(@planc_verdict, 'NOT READY: the findings could not be gathered') AS \(SQLText.name(column));
      SET SESSION default_storage_engine = IF(@planc_verdict = 'READY', @@SESSION.default_storage_engine, CONCAT('planc: ', COALESCE(@planc_verdict, 'NOT READY')));
      """)
  }
}

/// One check of the preflight: SQL that sets `@planc_check` to a JSON array of findings, each
/// `[level, finding, object, what to do]`.
struct PreflightCheck {
  /// One line, plain words: it stands in a comment and in a JSON string.
  var title: String
  var sql: String

  struct Group {
    var checks: [PreflightCheck]
    /// SQL: whether their findings count, or another finding explains them.
    var counts = "TRUE"
  }

  /// A lack of privileges hides objects; of an applied migration the state before is no matter.
  static func groups(of migration: Migration) -> [Group] {
    let before =
      placeChecks(migration) + dependentChecks(migration) + triggerChecks(migration)
      + viewChecks(migration) + grantChecks(migration) + accountChecks(migration)
      + sessionChecks(migration) + replicationChecks
    let isApplied = "JSON_LENGTH(@planc_arrived) = \(migration.moveCount)"
    return [
      Group(checks: serverChecks + [session, WantedPrivileges.check]),
      Group(
        checks: [notBegun(migration), constraintNamesAtHome(migration)],
        counts: WantedPrivileges.suffice),
      Group(checks: before, counts: "\(WantedPrivileges.suffice) AND NOT (\(isApplied))"),
    ]
  }

  /// What blocks a migration that has begun, and the rollback.
  static let ofSessionAndAccount = [Group(checks: [session, WantedPrivileges.check])]

  /// `SET @planc_check = (…)` for the findings that `from` selects.
  ///
  /// - Parameters:
  ///   - finding, object, advice: SQL expressions.
  ///   - from: what follows SELECT …: FROM, WHERE.
  static func gather(
    level: String, finding: String, object: String, advice: String, from: String
  ) -> String {
    """
    SET @planc_check = (
      SELECT COALESCE(JSON_ARRAYAGG(JSON_ARRAY(\(level), \(finding), \(object), \(advice))), '[]')
        \(from));
    """
  }
}
