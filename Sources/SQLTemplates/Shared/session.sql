-- -----------------------------------------------------------------------------------------------------
-- Section session
-- Can this session write, and do its changes reach every replica and every node of a Galera cluster?
-- -----------------------------------------------------------------------------------------------------
SET @planc_is_mariadb = NULL, @planc_temporary_tables = NULL, @planc_cluster_nodes = NULL,
    @planc_cluster_bypassed = NULL, @planc_session = NULL, @planc_sql = NULL;
SET @planc_is_mariadb = VERSION() LIKE '%MariaDB%';

-- MariaDB executes this comment. A client that removes it, as that of MySQL 8.0 does, removes all comments.
SET @planc_comments_kept = 0 /*M!100502 + 1 */;

-- Only one of the two servers has each of these tables, so the query is prepared from a text. It counts:
--   temporary tables of this session: on MariaDB, RENAME TABLE renames a temporary table instead of the base
--     table with the same name;
--   nodes of the Galera cluster that this server belongs to, 0 for none;
--   settings of this session that keep its changes from the other nodes.
SET @planc_sql = IF(@planc_is_mariadb, '
  SELECT (SELECT VARIABLE_VALUE FROM information_schema.SESSION_STATUS
           WHERE VARIABLE_NAME = ''COM_CREATE_TEMPORARY_TABLE'')
       + (SELECT COUNT(*) FROM information_schema.TABLES
           WHERE LOCATE(JSON_QUOTE(TABLE_SCHEMA), @planc_schemas) > 0 AND TABLE_TYPE LIKE ''TEMPORARY%'')
       , (SELECT COALESCE(SUM(VARIABLE_VALUE), 0) FROM information_schema.GLOBAL_STATUS
           WHERE VARIABLE_NAME = ''WSREP_CLUSTER_SIZE'')
       , (SELECT COUNT(*) FROM information_schema.SESSION_VARIABLES
           WHERE VARIABLE_NAME = ''WSREP_ON'' AND VARIABLE_VALUE = ''OFF''
              OR VARIABLE_NAME = ''WSREP_OSU_METHOD'' AND VARIABLE_VALUE = ''RSU'')
    INTO @planc_temporary_tables, @planc_cluster_nodes, @planc_cluster_bypassed', '
  SELECT 0
       , (SELECT COALESCE(SUM(VARIABLE_VALUE), 0) FROM performance_schema.global_status
           WHERE VARIABLE_NAME = ''wsrep_cluster_size'')
       , 0
    INTO @planc_temporary_tables, @planc_cluster_nodes, @planc_cluster_bypassed');
PREPARE planc FROM @planc_sql;
EXECUTE planc;
DEALLOCATE PREPARE planc;

-- OK, or the reason for refusing.
SET @planc_session = CASE
  WHEN @planc_connection = CONNECTION_ID()
   AND @planc_comments_kept = @planc_is_mariadb
   AND @planc_temporary_tables = 0
   AND (@planc_cluster_nodes = 0 OR @planc_cluster_bypassed = 0)
   AND @@SESSION.sql_log_bin = 1
   AND CAST(@@GLOBAL.read_only AS CHAR) IN ('0', 'OFF')
    THEN 'OK'
  WHEN COALESCE(@planc_connection, 0) <> CONNECTION_ID()
    THEN CONCAT('the connection was lost while this file ran; reconnect and run ', @planc_file, ' again')
  WHEN @planc_comments_kept <> @planc_is_mariadb
    THEN CONCAT('this client strips executable comments; run ', @planc_file, ' with the mariadb client, or ',
                'with mysql --comments')
  WHEN @@SESSION.sql_log_bin = 0
    THEN CONCAT('sql_log_bin is 0 in this session, so its changes are not replicated; reconnect and run ',
                @planc_file, ' again')
  WHEN @planc_cluster_nodes > 0 AND @planc_cluster_bypassed > 0
    THEN CONCAT('wsrep_on is OFF or wsrep_OSU_method is RSU in this session, so its changes do not reach ',
                'the other nodes of the cluster; set ON and TOI, reconnect and run ', @planc_file, ' again')
  WHEN CAST(@@GLOBAL.read_only AS CHAR) NOT IN ('0', 'OFF')
    THEN CONCAT('this server is read-only; connect to the primary and run ', @planc_file, ' again')
  WHEN @planc_temporary_tables > 0
    THEN CONCAT('this session has created temporary tables, and RENAME TABLE would take one before a table ',
                'of the same name; reconnect and run ', @planc_file, ' again')
END;
