/// Who holds a lock that `RENAME TABLE` would wait for?
extension PreflightCheck {
  /// The queries run from variables: what they read is not on every server, and without PROCESS it
  /// raises an error (1227).
  static func sessionChecks(_ migration: Migration) -> [PreflightCheck] {
    let age = "TIMESTAMPDIFF(SECOND, t.trx_started, NOW())"
    // InnoDB's own threads have transactions for moments, too; they stand in no process list.
    let transactions = gather(
      level: "'look'", finding: "CONCAT('open transaction, ', \(age), ' s old')",
      object: "CONCAT('session ', t.trx_mysql_thread_id, ', ', s.USER)",
      advice:
        "'if it has used a table that moves, the move waits for it and gives up after lock_wait_timeout'",
      from: """
        FROM information_schema.INNODB_TRX AS t JOIN information_schema.PROCESSLIST AS s ON s.ID = t.trx_mysql_thread_id
           WHERE t.trx_mysql_thread_id <> CONNECTION_ID() AND t.trx_mysql_thread_id > 0
        """)
    let onMariaDB = gather(
      level: "'look'", finding: "CONCAT('holds ', l.LOCK_MODE)",
      object: "CONCAT('session ', l.THREAD_ID, ', ', l.TABLE_SCHEMA, '.', l.TABLE_NAME)",
      advice: "'the move waits for it'",
      from: """
        FROM information_schema.METADATA_LOCK_INFO AS l JOIN \(MovesList.asTable)
              ON CAST(l.TABLE_SCHEMA AS BINARY) = CAST(p.ss AS BINARY) AND CAST(l.TABLE_NAME AS BINARY) = CAST(p.st AS BINARY)
        """)
    let onMySQL = gather(
      level: "'look'", finding: "CONCAT('holds ', l.LOCK_TYPE)",
      object: "CONCAT('session ', h.PROCESSLIST_ID, ', ', l.OBJECT_SCHEMA, '.', l.OBJECT_NAME)",
      advice: "'the move waits for it'",
      from: """
        FROM performance_schema.metadata_locks AS l JOIN performance_schema.threads AS h ON h.THREAD_ID = l.OWNER_THREAD_ID
            JOIN \(MovesList.asTable)
              ON CAST(l.OBJECT_SCHEMA AS BINARY) = CAST(p.ss AS BINARY) AND CAST(l.OBJECT_NAME AS BINARY) = CAST(p.st AS BINARY)
           WHERE l.OBJECT_TYPE = 'TABLE' AND h.PROCESSLIST_ID <> CONNECTION_ID()
        """)
    // Without the list of locks, sessions are all that can be told.
    let unknown = gather(
      level: "'look'", finding: "'locks on tables are not told by this server'",
      object: "CONCAT(q.n, IF(q.n = 1, ' other session', ' other sessions'))",
      advice:
        "'one that holds a table makes the move wait (1205): see SHOW FULL PROCESSLIST, or INSTALL SONAME ''metadata_lock_info'' and run this file again'",
      from: """
        FROM (SELECT COUNT(*) AS n FROM information_schema.PROCESSLIST WHERE ID <> CONNECTION_ID() AND COMMAND IN ('Query', 'Sleep', 'Execute', 'Fetch')) AS q
           WHERE q.n > 0
        """)
    let blind =
      "SET @planc_check = ''[[\"look\", \"open transactions are hidden from this account\", \"it lacks PROCESS\", \"the move gives up by itself after lock_wait_timeout\"]]''"
    return [
      PreflightCheck(
        title: "Open transactions: one that has used a table that moves makes the move wait.",
        sql: prepared(
          """
          IF((SELECT COUNT(*) FROM information_schema.USER_PRIVILEGES WHERE CAST(GRANTEE AS BINARY) = CAST(@planc_me AS BINARY) AND PRIVILEGE_TYPE = 'PROCESS') = 1,
          '\(SQLText.inString(statement(transactions)))',
          '\(blind)')
          """)),
      PreflightCheck(
        title: "Locks on the tables that move, where the server tells them.",
        sql: prepared(
          """
          CASE
          WHEN (SELECT COUNT(*) FROM information_schema.PLUGINS WHERE PLUGIN_NAME = 'METADATA_LOCK_INFO' AND PLUGIN_STATUS = 'ACTIVE') = 1 THEN
          '\(SQLText.inString(statement(onMariaDB)))'
          WHEN VERSION() NOT LIKE '%MariaDB%' AND \(AccountRights.holds("'SELECT'", in: "'performance_schema'")) THEN
          '\(SQLText.inString(statement(onMySQL)))'
          WHEN VERSION() LIKE '%MariaDB%' THEN
          '\(SQLText.inString(statement(unknown)))'
          ELSE 'SET @planc_check = ''[["look", "locks on tables are hidden from this account", "it lacks SELECT on performance_schema", "one that holds a table makes the move wait (1205): see SHOW FULL PROCESSLIST"]]''' END
          """)),
    ]
  }

  /// A gathering statement without its semicolon, for PREPARE.
  static func statement(_ sql: String) -> String { String(sql.dropLast()) }

  static func prepared(_ text: String) -> String {
    """
    SET @planc_sql = \(text);
    PREPARE planc FROM @planc_sql;
    EXECUTE planc;
    DEALLOCATE PREPARE planc;
    """
  }
}
