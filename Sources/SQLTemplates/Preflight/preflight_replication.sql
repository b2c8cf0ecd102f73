-- -----------------------------------------------------------------------------------------------------
-- Section preflight_replication
-- Replication: whether this server replicates from another one, the nodes of a Galera cluster, and the
-- replicas that follow.
-- -----------------------------------------------------------------------------------------------------
SET @planc_found_replica = NULL, @planc_found_replication = NULL, @planc_cluster = NULL;

-- On MariaDB: threads that apply, which the status counts, and threads that only receive. On MySQL: channels
-- that have a source; those of group replication do not count.
SET @planc_sql = CASE
  WHEN VERSION() LIKE '%MariaDB%' THEN '
  SELECT COALESCE(JSON_ARRAYAGG(JSON_ARRAY(''error'', ''this server replicates from another one'', @@hostname,
           ''connect to the primary: a move on this server only stops the replication at the next write'')),
           ''[]'')
    FROM (SELECT (SELECT COALESCE(SUM(VARIABLE_VALUE), 0) FROM information_schema.GLOBAL_STATUS
                   WHERE VARIABLE_NAME = ''SLAVES_RUNNING'')
               + (SELECT COUNT(*) FROM information_schema.PROCESSLIST
                   WHERE COMMAND LIKE ''Slave!_%'' ESCAPE ''!''
                      OR USER = ''system user'' AND COMMAND = ''Connect'') AS threads) AS replication
   WHERE threads > 0
    INTO @planc_found_replica'
  WHEN (SELECT COUNT(*)
          FROM JSON_TABLE(@planc_privileges, '$[*]' COLUMNS (
                 schema_name VARCHAR(64) CHARACTER SET utf8mb4 PATH '$[0]'
               , privilege VARCHAR(64) CHARACTER SET utf8mb4 PATH '$[1]')) AS own
         WHERE schema_name = 'performance_schema' AND privilege = 'SELECT') > 0 THEN '
  SELECT COALESCE(JSON_ARRAYAGG(JSON_ARRAY(''error'', ''this server replicates from another one'', @@hostname,
           ''connect to the primary: a move on this server only stops the replication at the next write'')),
           ''[]'')
    FROM (SELECT COUNT(*) AS channels
            FROM performance_schema.replication_connection_configuration
           WHERE CHANNEL_NAME NOT LIKE ''group!_replication!_%'' ESCAPE ''!'' AND HOST <> '''') AS replication
   WHERE channels > 0
    INTO @planc_found_replica'
  ELSE '
  SET @planc_found_replica = JSON_ARRAY(JSON_ARRAY(''info'',
    ''whether this server is a replica is hidden from this account'',
    ''it lacks SELECT on performance_schema'', ''see SHOW REPLICA STATUS''))'
END;
PREPARE planc FROM @planc_sql;
EXECUTE planc;

-- The address lists the nodes that were meant to be in the cluster; none if it was founded without.
SET @planc_sql = IF(VERSION() LIKE '%MariaDB%', '
  SELECT COALESCE(JSON_ARRAYAGG(JSON_ARRAY(''info'',
           IF(listed > present,
              CONCAT(''Galera cluster: '', present, '' of '', listed, '' nodes are present''),
              CONCAT(''Galera cluster of '', present, '' nodes'')),
           @@hostname,
           CONCAT(''the move aborts transactions on all nodes (1213), regardless of lock_wait_timeout; stop ''
                , ''no node while it runs, and check the status on every node afterwards''))), ''[]'')
    FROM (SELECT (SELECT VARIABLE_VALUE + 0 FROM information_schema.GLOBAL_STATUS
                   WHERE VARIABLE_NAME = ''WSREP_CLUSTER_SIZE'') AS present
               , (SELECT IF(VARIABLE_VALUE LIKE ''gcomm://_%'', 1 + CHAR_LENGTH(VARIABLE_VALUE)
                              - CHAR_LENGTH(REPLACE(VARIABLE_VALUE, '','', '''')), 0)
                    FROM information_schema.GLOBAL_VARIABLES
                   WHERE VARIABLE_NAME = ''WSREP_CLUSTER_ADDRESS'') AS listed) AS cluster_
   WHERE @planc_is_node = 1
    INTO @planc_cluster', 'SET @planc_cluster = ''[]''');
PREPARE planc FROM @planc_sql;
EXECUTE planc;
DEALLOCATE PREPARE planc;

-- Only a replica knows its filters. An account without PROCESS sees no replicas.
SELECT JSON_MERGE_PRESERVE(CONVERT(@planc_cluster USING utf8mb4), COALESCE(JSON_ARRAYAGG(JSON_ARRAY('info'
       , 'a replica follows this server', CONCAT('session ', ID, ', ', USER, ' at ', HOST)
       , CONCAT('check on it that no filter lists schemas (Replicate_Do_DB and similar in SHOW REPLICA ',
                'STATUS): the replica would ignore the move, or stop at it'))), '[]'))
  FROM information_schema.PROCESSLIST
 WHERE COMMAND LIKE 'Binlog Dump%'
  INTO @planc_found_replication;
