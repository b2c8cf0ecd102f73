-- -----------------------------------------------------------------------------------------------------
-- Section preflight_locks
-- Other sessions for which the move would wait: open transactions, and locks on the tables that move. Not
-- every server and not every account has what is read here; hence the prepared texts.
-- -----------------------------------------------------------------------------------------------------
SET @planc_found_transactions = NULL, @planc_found_locks = NULL, @planc_sees_locks = NULL,
    @planc_sees_sessions = NULL;

SET @planc_sees_sessions = (
  SELECT COUNT(*) FROM information_schema.USER_PRIVILEGES
   WHERE CAST(GRANTEE AS BINARY) = CAST(@planc_account AS BINARY) AND PRIVILEGE_TYPE = 'PROCESS');
SET @planc_sees_locks = (
  SELECT COUNT(*)
    FROM JSON_TABLE(@planc_privileges, '$[*]' COLUMNS (
           schema_name VARCHAR(64) CHARACTER SET utf8mb4 PATH '$[0]'
         , privilege VARCHAR(64) CHARACTER SET utf8mb4 PATH '$[1]')) AS own
   WHERE schema_name = 'performance_schema' AND privilege = 'SELECT');

-- InnoDB's own threads have transactions too; they are not in the process list.
SET @planc_sql = CASE
  WHEN @planc_sees_sessions > 0 THEN '
  SELECT COALESCE(JSON_ARRAYAGG(JSON_ARRAY(''info''
         , CONCAT(''open transaction, '', TIMESTAMPDIFF(SECOND, trx_started, NOW()), '' s old'')
         , CONCAT(''session '', trx_mysql_thread_id, '', '', USER)
         , ''if it has used a table that moves, the move waits for it, and fails after lock_wait_timeout'')),
           ''[]'')
    FROM information_schema.INNODB_TRX
    JOIN information_schema.PROCESSLIST ON ID = trx_mysql_thread_id
   WHERE trx_mysql_thread_id <> CONNECTION_ID() AND trx_mysql_thread_id > 0
    INTO @planc_found_transactions'
  WHEN @planc_sees_sessions = 0 THEN '
  SET @planc_found_transactions = JSON_ARRAY(JSON_ARRAY(''info'',
    ''open transactions are hidden from this account'', ''it lacks PROCESS'',
    ''a move that has to wait fails after lock_wait_timeout, and changes nothing''))'
END;
PREPARE planc FROM @planc_sql;
EXECUTE planc;

SET @planc_sql = CASE
  WHEN @planc_sees_locks IS NULL THEN NULL
  WHEN (SELECT COUNT(*) FROM information_schema.PLUGINS
         WHERE PLUGIN_NAME = 'METADATA_LOCK_INFO' AND PLUGIN_STATUS = 'ACTIVE') = 1 THEN '
  SELECT COALESCE(JSON_ARRAYAGG(JSON_ARRAY(''info'', CONCAT(''holds '', LOCK_MODE)
         , CONCAT(''session '', THREAD_ID, '', '', TABLE_SCHEMA, ''.'', TABLE_NAME)
         , ''the move waits for it'')), ''[]'')
    FROM information_schema.METADATA_LOCK_INFO
    JOIN JSON_TABLE(@planc_tables, ''$[*]'' COLUMNS (
           source_schema VARCHAR(64) CHARACTER SET utf8mb4 PATH ''$[2]''
         , source_table VARCHAR(64) CHARACTER SET utf8mb4 PATH ''$[3]'')) AS plan_table
      ON CAST(TABLE_SCHEMA AS BINARY) = CAST(source_schema AS BINARY)
     AND CAST(TABLE_NAME AS BINARY) = CAST(source_table AS BINARY)
    INTO @planc_found_locks'
  WHEN VERSION() NOT LIKE '%MariaDB%' AND @planc_sees_locks > 0 THEN '
  SELECT COALESCE(JSON_ARRAYAGG(JSON_ARRAY(''info'', CONCAT(''holds '', LOCK_TYPE)
         , CONCAT(''session '', PROCESSLIST_ID, '', '', OBJECT_SCHEMA, ''.'', OBJECT_NAME)
         , ''the move waits for it'')), ''[]'')
    FROM performance_schema.metadata_locks
    JOIN performance_schema.threads ON THREAD_ID = OWNER_THREAD_ID
    JOIN JSON_TABLE(@planc_tables, ''$[*]'' COLUMNS (
           source_schema VARCHAR(64) CHARACTER SET utf8mb4 PATH ''$[2]''
         , source_table VARCHAR(64) CHARACTER SET utf8mb4 PATH ''$[3]'')) AS plan_table
      ON CAST(OBJECT_SCHEMA AS BINARY) = CAST(source_schema AS BINARY)
     AND CAST(OBJECT_NAME AS BINARY) = CAST(source_table AS BINARY)
   WHERE OBJECT_TYPE = ''TABLE'' AND PROCESSLIST_ID <> CONNECTION_ID()
    INTO @planc_found_locks'
  WHEN VERSION() LIKE '%MariaDB%' THEN '
  SELECT COALESCE(JSON_ARRAYAGG(JSON_ARRAY(''info'', ''this server does not list locks on tables''
         , CONCAT(sessions, IF(sessions = 1, '' other session'', '' other sessions''))
         , CONCAT(''a session that holds one makes the move wait (1205): see SHOW FULL PROCESSLIST, or ''
                , ''INSTALL SONAME ''''metadata_lock_info'''' and run this file again''))), ''[]'')
    FROM (SELECT COUNT(*) AS sessions
            FROM information_schema.PROCESSLIST
           WHERE ID <> CONNECTION_ID() AND COMMAND IN (''Query'', ''Sleep'', ''Execute'', ''Fetch'')) AS other
   WHERE sessions > 0
    INTO @planc_found_locks'
  ELSE '
  SET @planc_found_locks = JSON_ARRAY(JSON_ARRAY(''info'',
    ''locks on tables are hidden from this account'', ''it lacks SELECT on performance_schema'',
    ''a session that holds one makes the move wait (1205): see SHOW FULL PROCESSLIST''))'
END;
PREPARE planc FROM @planc_sql;
EXECUTE planc;
DEALLOCATE PREPARE planc;
