/// Writes `<plan>_drop_schemas.sql`: drops the schemas that the plan creates, each only if it is
/// empty. No other file drops a schema, and none asks for this one.
///
/// Between a count and a `DROP SCHEMA` another session can create an object, or a `RENAME TABLE`
/// into the schema can wait for a lock and finish: the drop would destroy it. So the count and the
/// drop are made where nothing can come in between:
///
/// - MySQL: under `LOCK INSTANCE FOR BACKUP`, which stops all DDL of other sessions and lets this
///   session drop. `LOCK INSTANCE` cannot be prepared, so it stands between two `DELIMITER` lines:
///   a client sends all of it at once, and the server runs nothing behind a statement that fails.
/// - MariaDB has no such lock that lets the same session drop. One compound statement counts and
///   drops, and `lock_wait_timeout = 0` makes the drop fail at once where another session holds the
///   schema. An object that another session finishes creating between the two is lost; the head of
///   the file says so.
struct DropSchemasScript {
  var migration: Migration
  /// Those with `create`, never empty, the last one created first.
  var schemas: [MigratedSchema]

  private var file: String { migration.fileNames.dropSchemas }
  private var spokenFile: String { SQLText.inString(file) }

  func render() -> [UInt8] {
    var script = Script()
    script.head(
      of: migration,
      "drops \(schemas.map(\.name).joined(separator: ", ")), each only if nothing at all is in it",
      usage: [
        "Run:   mariadb < \(file)    only after \(migration.fileNames.rollback), and only if the schemas are to go",
        "Undo:  \(migration.fileNames.createSchemas)     Where are we: \(migration.fileNames.status)",
        "A schema that existed before the plan looks the same as one that the plan created. Empty, it is dropped too.",
        "MariaDB: an object that another session creates between the last count and the drop is lost. Run this",
        "file only while no other session creates objects in these schemas. On MySQL nothing can come in between.",
      ])
    script.prelude(lockWaitTimeoutSeconds: migration.lockWaitTimeoutSeconds)
    SessionFacts.write(to: &script, file: file, locking: OperatorLock(migration))
    AccountRights.write(to: &script)
    writeServerGuard(to: &script)
    for (index, schema) in schemas.enumerated() {
      script.line()
      write(schema, index + 1, to: &script)
    }
    script.line()
    SessionFacts.writeRelease(to: &script)
    writeOutcome(to: &script)
    return script.bytes
  }

  /// Refuses the whole file where a count under lock cannot be relied on.
  ///
  /// - Source: `LOCK INSTANCE FOR BACKUP` needs BACKUP_ADMIN and holds on one server alone:
  ///   https://dev.mysql.com/doc/refman/8.4/en/lock-instance-for-backup.html
  private func writeServerGuard(to script: inout Script) {
    let lead = "planc: nothing was changed: "
    let names = temporaryNames
    let count =
      names.isEmpty
      ? ""
      : """
      SET @planc_renamed = NULL;
      SET @planc_renamed = (SELECT COUNT(*) FROM information_schema.TABLES WHERE (TABLE_SCHEMA, TABLE_NAME) IN (\(names.joined(separator: ", "))));

      """
    let refusal =
      names.isEmpty
      ? ""
      : """
      WHEN @planc_renamed > 0 THEN CONCAT('\(lead)temporarily renamed tables of this plan: ', @planc_renamed, '; run \(SQLText.inString(migration.fileNames.rollback)) first, which returns them to their source')
        
      """
    script.line(
      """
      SET @planc_group = NULL, @planc_backup = NULL, @planc_verdict = NULL;
      SET @planc_group = 0 /*!80000 + (SELECT COUNT(*) FROM performance_schema.global_variables WHERE VARIABLE_NAME = 'group_replication_group_name' AND VARIABLE_VALUE <> '') */;
      SET @planc_backup = (VERSION() LIKE '%MariaDB%') OR @planc_role = 1 OR EXISTS (
        SELECT 1 FROM information_schema.USER_PRIVILEGES WHERE \(AccountRights.isMine) AND PRIVILEGE_TYPE = 'BACKUP_ADMIN');
      \(count)SET @planc_verdict = CASE
        WHEN @planc_session = 'OK'\(names.isEmpty ? "" : " AND @planc_renamed = 0") AND @planc_cluster = 0 AND @planc_group = 0 AND @planc_backup = 1 THEN 'GO'
        WHEN @planc_session <> 'OK' THEN CONCAT('\(lead)', @planc_session)
        \(refusal)WHEN @planc_cluster > 0 OR @planc_group > 0 THEN '\(lead)this server is a member of a cluster, where another member can create objects that this file does not see; when all members are quiet, run DROP SCHEMA by hand'
        WHEN @planc_backup = 0 THEN CONCAT('\(lead)this account lacks BACKUP_ADMIN, without which another session could create objects between the count and the drop: GRANT BACKUP_ADMIN ON *.* TO ', @planc_me, ', then run \(spokenFile) again')
      END;
      """)
    script.refuse(
      "@planc_verdict", unless: ["GO"], fallback: "\(lead)a check failed; run \(file) again")
  }

  /// The temporary names of the plan's tables with triggers, in both schemas, as rows.
  private var temporaryNames: [String] {
    migration.parkedBatches.flatMap { batch in
      (batch.sourceSchemas + batch.targetSchemas).compactMap { schema in
        batch.parking.map { "(\(SQLText.string(schema)), \(SQLText.string($0.name)))" }
      }
    }
  }

  private func write(_ schema: MigratedSchema, _ number: Int, to script: inout Script) {
    let name = SQLText.string(schema.name)
    let collation = schema.create?.collation ?? ""
    let objects = Self.objects(in: schema.name)
    script.line(
      """
      -- \(SQLText.lineComment(schema.name))
      SET @planc_exists = NULL, @planc_collation = NULL, @planc_sees = NULL, @planc_lists = NULL, @planc_objects = NULL, @planc_verdict_\(number) = NULL;
      SET @planc_exists = (SELECT COUNT(*) FROM information_schema.SCHEMATA WHERE SCHEMA_NAME = \(name));
      SET @planc_collation = (SELECT DEFAULT_COLLATION_NAME FROM information_schema.SCHEMATA WHERE SCHEMA_NAME = \(name));
      SET @planc_objects = \(objects);
      SET @planc_sees = (                                      -- without these an account sees no routine and no event where there are some
        SELECT COUNT(*)
          FROM (SELECT 'SELECT' AS wanted_right UNION ALL SELECT 'EVENT' UNION ALL SELECT 'ALTER ROUTINE' UNION ALL SELECT 'DROP') AS r
         WHERE \(AccountRights.holds("wanted_right", in: name)));
      SET @planc_lists = (SELECT \(AccountRights.holds("'SHOW DATABASES'", in: name)));  -- without a privilege on a schema an account does not see that it exists
      SET @planc_verdict_\(number) = CASE
        WHEN @planc_exists = 0 AND (@planc_sees > 0 OR @planc_lists = 1) THEN 'SKIP'
        WHEN @planc_verdict = 'GO' AND @planc_exists = 1 AND @planc_objects = 0 AND @planc_collation = '\(collation)' AND @planc_sees = 4 THEN 'GO'
        WHEN @planc_objects > 0 THEN 'is not empty'
        WHEN @planc_sees < 4 THEN CONCAT('stays: this account may not see or drop all that is in it; GRANT SELECT, EVENT, ALTER ROUTINE, DROP ON \(SQLText.inString(SQLText.name(schema.name))).* TO ', @planc_me, ', then run \(spokenFile) again')
        WHEN @planc_collation <> '\(collation)' THEN CONCAT('stays: its collation is ', @planc_collation, ', and the plan creates it with \(collation); if it is the plan''s schema, run ALTER SCHEMA \(SQLText.inString(SQLText.name(schema.name))) COLLATE \(collation), then \(spokenFile) again')
        ELSE 'stays: see the error above'
      END;
      """)
    let grants = SchemaGrantBlock(schema, number)
    grants?.writeTakingBack(when: "@planc_verdict_\(number) = 'GO'", to: &script)
    let isTakenBack = grants == nil ? "" : " AND \(SchemaGrantBlock.isTakenBack)"
    let exists =
      "EXISTS (SELECT 1 FROM information_schema.SCHEMATA WHERE SCHEMA_NAME = \(name))"
    writeDrop(
      of: schema, objects: objects,
      when: "@planc_objects = 0 AND @planc_verdict_\(number) = 'GO'\(isTakenBack)", to: &script)
    if let grants {
      grants.writeTakingBackOwn(
        when: "@planc_verdict_\(number) = 'GO' AND NOT \(exists)", to: &script)
      script.line(
        "SET @planc_verdict_\(number) = IF(@planc_verdict_\(number) = 'GO' AND NOT (\(SchemaGrantBlock.isTakenBack)), 'stays: its grants could not be revoked, which needs SELECT on mysql.*, GRANT OPTION and the privileges themselves', @planc_verdict_\(number));"
      )
    }
  }

  /// The count and the drop, see the type. MariaDB runs no comment for MySQL 8, MySQL none of MariaDB.
  private func writeDrop(
    of schema: MigratedSchema, objects: String, when condition: String, to script: inout Script
  ) {
    let drop = "DROP SCHEMA IF EXISTS \(SQLText.name(schema.name))"
    let compound =
      "BEGIN NOT ATOMIC SET SESSION lock_wait_timeout = 0; IF \(Self.objectsOnMariaDB(in: schema.name)) = 0 THEN \(drop); END IF; END"
    script.line(
      """
      DELIMITER //
      /*!80000 LOCK INSTANCE FOR BACKUP */ /*M!100502 DO 0 */;
      SET @planc_objects = NULL;
      SET @planc_objects = \(objects);
      SET @planc_sql = IF(\(condition), 'SET SESSION TRANSACTION READ WRITE', 'DO 0');
      PREPARE planc FROM @planc_sql;
      EXECUTE planc;
      SET @planc_sql = IF(\(condition), IF(VERSION() LIKE '%MariaDB%', \(SQLText.string(compound)), \(SQLText.string(drop))), 'DO 0');
      PREPARE planc FROM @planc_sql;
      EXECUTE planc
      //
      DELIMITER ;
      /*!80000 UNLOCK INSTANCE */ /*M!100502 DO 0 */;
      SET SESSION TRANSACTION READ ONLY;
      SET SESSION lock_wait_timeout = \(migration.lockWaitTimeoutSeconds);
      """)
  }

  /// An SQL expression for the number of objects in a schema. MySQL 9.2 added libraries; MariaDB
  /// does not run comments for MySQL's versions.
  private static func objects(in schema: String) -> String {
    objectsOnMariaDB(in: schema)
      + "\n  /*!90200 + (SELECT COUNT(*) FROM information_schema.LIBRARIES WHERE LIBRARY_SCHEMA = \(SQLText.stringInComment(schema))) */"
  }

  private static func objectsOnMariaDB(in schema: String) -> String {
    let name = SQLText.string(schema)
    return """
      (SELECT COUNT(*) FROM information_schema.TABLES WHERE TABLE_SCHEMA = \(name))
        + (SELECT COUNT(*) FROM information_schema.ROUTINES WHERE ROUTINE_SCHEMA = \(name))
        + (SELECT COUNT(*) FROM information_schema.EVENTS WHERE EVENT_SCHEMA = \(name))
      """
  }

  /// What is true now: a row a schema that is left, then the last row.
  private func writeOutcome(to script: inout Script) {
    let column = String(file.dropLast(".sql".count))
    let tests = schemas.enumerated().map { index, schema in
      "IF(COALESCE(@planc_verdict_\(index + 1), '') IN ('GO', 'SKIP') AND NOT EXISTS (SELECT 1 FROM information_schema.SCHEMATA WHERE SCHEMA_NAME = \(SQLText.string(schema.name))), 0, 1)"
    }
    script.line("SET @planc_left = NULL;")
    script.line("SET @planc_left = \(tests.joined(separator: "\n  + "));")
    for (index, schema) in schemas.enumerated() {
      let name = SQLText.string(schema.name)
      let verdict = "COALESCE(@planc_verdict_\(index + 1), '')"
      script.line(
        """
        SELECT \(name) AS `schema`, CASE WHEN \(verdict) NOT IN ('', 'GO', 'SKIP') THEN \(verdict) WHEN tables_and_views + routines + events > 0 THEN 'is not empty' ELSE 'stays: see the error above' END AS why,
            tables_and_views, routines, events
          FROM (
            SELECT (SELECT COUNT(*) FROM information_schema.SCHEMATA WHERE SCHEMA_NAME = \(name)) AS there,
                (SELECT COUNT(*) FROM information_schema.TABLES WHERE TABLE_SCHEMA = \(name)) AS tables_and_views,
                (SELECT COUNT(*) FROM information_schema.ROUTINES WHERE ROUTINE_SCHEMA = \(name)) AS routines,
                (SELECT COUNT(*) FROM information_schema.EVENTS WHERE EVENT_SCHEMA = \(name)) AS events) AS counted
         WHERE there > 0 OR \(verdict) NOT IN ('GO', 'SKIP');
        """)
    }
    let count = schemas.count
    script.result(
      "CONCAT(IF(@planc_left = 0, 'DONE: ', 'NOT DONE: '), COALESCE(\(count) - @planc_left, '?'), ' of \(counted(count, "schema")) dropped', IF(@planc_left = 0, '', '; the rows say why the others stay'))",
      in: column)
  }
}
