-- -----------------------------------------------------------------------------------------------------
-- Section preflight_session
-- Can this session change tables, so that every replica and every node of a cluster follows?
-- -----------------------------------------------------------------------------------------------------
SET @planc_found_server = NULL, @planc_found_session = NULL, @planc_session = NULL, @planc_sql = NULL,
    @planc_comments_kept = NULL, @planc_temporary_tables = NULL, @planc_cluster_bypassed = NULL,
    @planc_is_node = NULL;

SET @planc_found_server = IF(@planc_server = 'OK', '[]', JSON_ARRAY(JSON_ARRAY('error',
  COALESCE(@planc_server, 'the version of this server cannot be read'), 'this server',
  'connect to MariaDB 10.6 or newer, or to MySQL 8.0 or newer')));

-- The other files have comments that only MariaDB executes. Some clients strip them.
SET @planc_comments_kept = 0 /*M!100502 + 1 */;

-- Three numbers that only MariaDB needs, and only its information_schema has; hence the prepared text:
--   temporary tables of this session: RENAME TABLE would rename one instead of the table with its name;
--   settings of this session with which the other nodes of a cluster do not follow;
--   whether this server is a node of a Galera cluster.
SET @planc_sql = IF(VERSION() LIKE '%MariaDB%', CONCAT('
  SELECT (SELECT VARIABLE_VALUE FROM information_schema.SESSION_STATUS
           WHERE VARIABLE_NAME = ''COM_CREATE_TEMPORARY_TABLE'')
       + ', IF(@planc_version >= 11002, '(SELECT COUNT(*) FROM information_schema.TABLES
           WHERE TABLE_TYPE LIKE ''TEMPORARY%'')', '0'), '
       , (SELECT COUNT(*) FROM information_schema.SESSION_VARIABLES
           WHERE (VARIABLE_NAME = ''WSREP_ON'' AND VARIABLE_VALUE = ''OFF''
                  OR VARIABLE_NAME = ''WSREP_OSU_METHOD'' AND VARIABLE_VALUE = ''RSU'')
             AND (SELECT COUNT(*) FROM information_schema.GLOBAL_STATUS
                   WHERE VARIABLE_NAME = ''WSREP_CLUSTER_SIZE'' AND VARIABLE_VALUE > 0) > 0)
       , (SELECT COUNT(*) FROM information_schema.GLOBAL_VARIABLES
           WHERE VARIABLE_NAME = ''WSREP_ON'' AND VARIABLE_VALUE = ''ON'')
    INTO @planc_temporary_tables, @planc_cluster_bypassed, @planc_is_node'),
  'SELECT 0, 0, 0 INTO @planc_temporary_tables, @planc_cluster_bypassed, @planc_is_node');
PREPARE planc FROM @planc_sql;
EXECUTE planc;
DEALLOCATE PREPARE planc;

-- 'OK', or the reason for refusing, and what to do.
SET @planc_session = CASE
  WHEN @planc_connection = CONNECTION_ID() AND @planc_temporary_tables = 0 AND @planc_cluster_bypassed = 0
   AND @planc_comments_kept = (VERSION() LIKE '%MariaDB%') AND @@SESSION.sql_log_bin = 1
   AND CAST(@@GLOBAL.read_only AS CHAR) IN ('0', 'OFF')
    THEN 'OK'
  WHEN COALESCE(@planc_connection, 0) <> CONNECTION_ID()
    THEN 'the connection was lost while this file ran; reconnect'
  WHEN @planc_comments_kept <> (VERSION() LIKE '%MariaDB%')
    THEN 'this client strips executable comments; use the mariadb client, or mysql --comments'
  WHEN @@SESSION.sql_log_bin = 0
    THEN 'sql_log_bin is 0 in this session: the move would not be replicated; reconnect'
  WHEN @planc_cluster_bypassed > 0
    THEN CONCAT('wsrep_on is OFF or wsrep_OSU_method is RSU in this session: the move would not reach the ',
                'other nodes; set wsrep_on to ON and wsrep_OSU_method to TOI, then reconnect')
  WHEN CAST(@@GLOBAL.read_only AS CHAR) NOT IN ('0', 'OFF')
    THEN 'this server is read-only; connect to the primary'
  WHEN @planc_temporary_tables > 0
    THEN CONCAT('this session has created temporary tables: RENAME TABLE would rename one instead of the ',
                'table with its name; reconnect')
END;

SET @planc_found_session = IF(@planc_session = 'OK', '[]', JSON_ARRAY(JSON_ARRAY('error',
  SUBSTRING_INDEX(@planc_session, '; ', 1), 'this session',
  CONCAT(SUBSTRING_INDEX(@planc_session, '; ', -1), ' and run ', @planc_preflight_file, ' again'))));
