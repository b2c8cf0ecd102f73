/// What a script that writes asks of the session and the server before its first batch.
enum SessionFacts {
  /// `@planc_session`: 'OK', or the sentence that says what is wrong; NULL if it cannot be read.
  ///
  /// - A client that connects anew by itself has lost what the prelude set: the lock timeout above
  ///   all, whose default is a day.
  /// - `sql_log_bin = 0` would move the tables here and not on the replicas, whose next write to
  ///   one of them stops replication with 1146.
  /// - A client that strips comments, as that of MySQL 8.0 does by default, would strip those from
  ///   which MariaDB counts temporary tables.
  /// - In a Galera cluster `wsrep_on = OFF` and `wsrep_OSU_method = RSU` would move them on this node
  ///   alone; docs/servers.md, "Replication and Galera".
  /// - `read_only` does not stop an account with READ_ONLY ADMIN or SUPER.
  /// - MariaDB's RENAME TABLE takes a temporary table of the same name, and
  ///   information_schema.TABLES does not tell one before MariaDB 11.2. The counter of this
  ///   session does, until FLUSH STATUS sets it to 0. MySQL renames the base table.
  ///
  /// - Parameter lock: the named locks that the file takes; nil for a file that only reads.
  static func write(to script: inout Script, file: String, locking lock: OperatorLock? = nil) {
    var isLocked = ""
    var whenHeld = ""
    if let locks = lock?.names {
      writeLocks(locks, to: &script)
      isLocked = " AND (@planc_locks = \(locks.count) OR @planc_cluster > 0)"
      whenHeld = """

          WHEN @planc_cluster = 0 AND COALESCE(@planc_locks, 0) < \(locks.count) THEN CONCAT('another planc run works on these schemas in connection ', COALESCE(@planc_lock_holder, '?'), '; wait until it has finished, or, if its client is gone for good, KILL ', COALESCE(@planc_lock_holder, '?'), '; then run \(SQLText.inString(file)) again')
        """
    }
    let again = SQLText.inString("and run \(file) again")
    script.line(
      """
      -- This session and this server.
      SET @planc_kept = 0 /*M!100502 + 1 */, @planc_temporary = NULL, @planc_alone = NULL, @planc_session = NULL;
      SET @planc_temporary = 0 /*M!100502 + (SELECT VARIABLE_VALUE FROM information_schema.SESSION_STATUS WHERE VARIABLE_NAME = 'COM_CREATE_TEMPORARY_TABLE') */
                           /*M!110200 + (SELECT COUNT(*) FROM information_schema.TABLES WHERE TABLE_TYPE LIKE 'TEMPORARY%') */;
      SET @planc_alone = 0 /*M!100502 + (SELECT COUNT(*) FROM information_schema.SESSION_VARIABLES WHERE (VARIABLE_NAME = 'WSREP_ON' AND VARIABLE_VALUE = 'OFF' OR VARIABLE_NAME = 'WSREP_OSU_METHOD' AND VARIABLE_VALUE = 'RSU')
                                    AND (SELECT COUNT(*) FROM information_schema.GLOBAL_STATUS WHERE VARIABLE_NAME = 'WSREP_CLUSTER_SIZE' AND VARIABLE_VALUE > 0) > 0) */;
      SET @planc_session = CASE
        WHEN @planc_connection = CONNECTION_ID()\(isLocked) AND @planc_temporary = 0 AND @planc_alone = 0 AND @planc_kept = (VERSION() LIKE '%MariaDB%') AND @@SESSION.sql_log_bin = 1 AND CAST(@@GLOBAL.read_only AS CHAR) IN ('0', 'OFF') THEN 'OK'
        WHEN COALESCE(@planc_connection, 0) <> CONNECTION_ID() THEN 'the connection was lost and made anew while this file ran; connect anew \(again)'
        WHEN @planc_kept <> (VERSION() LIKE '%MariaDB%') THEN 'this client has taken comments out that MariaDB reads; run \(SQLText.inString(file)) with the mariadb client, or with mysql --comments'
        WHEN @@SESSION.sql_log_bin = 0 THEN 'sql_log_bin is 0 in this session, so no replica would follow; connect anew \(again)'
        WHEN @planc_alone > 0 THEN 'wsrep_on is OFF or wsrep_OSU_method is RSU in this session, so no other node of the cluster would follow; set ON and TOI, connect anew \(again)'
        WHEN CAST(@@GLOBAL.read_only AS CHAR) NOT IN ('0', 'OFF') THEN 'this server is read-only; connect to the primary \(again)'\(whenHeld)
        WHEN @planc_temporary > 0 THEN 'this session has made temporary tables, and RENAME TABLE would take one before the real table of that name; connect anew \(again)'
      END;
      """)
    script.line()
  }

  /// `@planc_locks`: how many of the plan's named locks this session now holds, the same that
  /// `planc apply` takes; `@planc_cluster`: more than 0 on Galera, where some releases refuse
  /// GET_LOCK (1235) and a lock would hold on one node alone.
  ///
  /// A session that has just ended needs a moment to release them: for the first, one second is
  /// waited.
  ///
  /// They keep two operators from working against each other. No promise rests on them: see
  /// docs/live.md.
  ///
  /// - Source: https://mariadb.com/kb/en/get_lock/,
  ///   https://galeracluster.com/library/training/tutorials/differences.html
  private static func writeLocks(_ names: [String], to script: inout Script) {
    let list = names.map { SQLText.inString(SQLText.json($0)) }.joined(separator: ", ")
    let inside = SQLText.inString(lockTable)
    script.line(
      """
      -- One run of planc at a time: a named lock for each schema.
      SET @planc_lock_names = '[\(list)]', @planc_locks = NULL, @planc_lock_holder = NULL, @planc_cluster = NULL;
      SET @planc_cluster = 0 /*M!100502 + (SELECT COUNT(*) FROM information_schema.GLOBAL_STATUS WHERE VARIABLE_NAME = 'WSREP_CLUSTER_SIZE' AND VARIABLE_VALUE > 0) */
                         /*!80000 + (SELECT COUNT(*) FROM performance_schema.global_status WHERE VARIABLE_NAME = 'wsrep_cluster_size' AND VARIABLE_VALUE > 0) */;
      SET @planc_sql = IF(@planc_cluster = 0, 'SET @planc_locks = (SELECT SUM(GET_LOCK(n, IF(i = 1, 1, 0))) FROM \(inside))', 'DO 0');
      PREPARE planc FROM @planc_sql;
      EXECUTE planc;
      SET @planc_sql = IF(@planc_cluster = 0, 'SET @planc_lock_holder = (SELECT MIN(NULLIF(IS_USED_LOCK(n), CONNECTION_ID())) FROM \(inside))', 'DO 0');
      PREPARE planc FROM @planc_sql;
      EXECUTE planc;
      DEALLOCATE PREPARE planc;
      SELECT 'a Galera cluster: named locks hold on one node alone, so none is taken; make sure that nobody else runs planc' AS planc
        FROM (SELECT 1 AS one) AS o WHERE @planc_cluster > 0;
      """)
  }

  private static let lockTable =
    "JSON_TABLE(@planc_lock_names, '$[*]' COLUMNS (i FOR ORDINALITY, n VARCHAR(64) CHARACTER SET utf8mb4 PATH '$')) AS l"

  /// Releases what `writeLocks` took: a session that goes on after the file keeps nobody waiting.
  static func writeRelease(to script: inout Script) {
    script.line(
      """
      SET @planc_sql = IF(@planc_cluster = 0, 'SET @planc_locks = (SELECT SUM(RELEASE_LOCK(n)) FROM \(SQLText.inString(lockTable)))', 'DO 0');
      PREPARE planc FROM @planc_sql;
      EXECUTE planc;
      DEALLOCATE PREPARE planc;
      """)
  }

  static let condition = GuardCondition(
    holds: "@planc_session = 'OK'", otherwise: "', @planc_session, '",
    evidence: [
      .init(variable: "planc_session", good: .string("OK"), bad: .string("this is a replica"))
    ])

  /// `@planc_rights`: how many of ALTER, DROP, CREATE and INSERT on each schema this account is
  /// listed with. RENAME TABLE needs ALTER and DROP on the old name, CREATE and INSERT on the new
  /// one; all four on both sides are the way there and back.
  ///
  /// Rights through a role are not listed: with a role active (`@planc_role` = 1) the server
  /// decides. It needs what `AccountRights` writes.
  static func writeRights(to script: inout Script, schemas: [String]) {
    let wanted = schemas.enumerated().map {
      "SELECT \(SQLText.string($1))\($0 == 0 ? " AS wanted_schema" : "")"
    }
    script.line(
      """
      SET @planc_rights = NULL;
      SET @planc_rights = (                                    -- there and back: ALTER, DROP, CREATE, INSERT on each schema
        SELECT COUNT(*)
          FROM (\(wanted.joined(separator: " UNION ALL "))) AS s
          JOIN (SELECT 'ALTER' AS wanted_right UNION ALL SELECT 'DROP' UNION ALL SELECT 'CREATE' UNION ALL SELECT 'INSERT') AS r
         WHERE \(AccountRights.holds("wanted_right", in: "wanted_schema")));
      """)
  }
}
