-- -----------------------------------------------------------------------------------------------------
-- Section locks
-- One planc run at a time: a named lock for each schema of the plan; `planc apply` takes the same locks.
-- They prevent two operators from disturbing each other. A file whose locks are held by another session does
-- nothing. The server releases a lock when its session has ended. In a Galera cluster a lock would hold on
-- one node only, so none is taken.
-- -----------------------------------------------------------------------------------------------------
SET @planc_lock_names = NULL, @planc_locks_wanted = NULL, @planc_locks_held = NULL, @planc_lock_holder = NULL;

-- All runs take them in one order.
SELECT CONCAT('[', GROUP_CONCAT(JSON_QUOTE(lock_name) ORDER BY lock_name SEPARATOR ', '), ']'), COUNT(*)
  FROM (SELECT DISTINCT COALESCE(lock_name, CONCAT('planc:', LOWER(plan_name))) AS lock_name
          FROM JSON_TABLE(@planc_schemas, '$[*]' COLUMNS (
                 plan_name VARCHAR(64) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin PATH '$.schema'
               , lock_name VARCHAR(64) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin PATH '$.lock'))
               AS plan_schema) AS plan_lock
  INTO @planc_lock_names, @planc_locks_wanted;

-- A session that has just ended needs a moment to release its locks: wait up to one second for the first.
SET @planc_sql = IF(@planc_cluster_nodes = 0, '
  SELECT SUM(GET_LOCK(lock_name, IF(position = 1, 1, 0)))
    FROM JSON_TABLE(@planc_lock_names, ''$[*]'' COLUMNS (
           position FOR ORDINALITY, lock_name VARCHAR(64) CHARACTER SET utf8mb4 PATH ''$'')) AS plan_lock
    INTO @planc_locks_held', 'SET @planc_locks_held = @planc_locks_wanted');
PREPARE planc FROM @planc_sql;
EXECUTE planc;
SET @planc_sql = IF(@planc_cluster_nodes = 0, '
  SELECT MIN(NULLIF(IS_USED_LOCK(lock_name), CONNECTION_ID()))
    FROM JSON_TABLE(@planc_lock_names, ''$[*]'' COLUMNS (
           lock_name VARCHAR(64) CHARACTER SET utf8mb4 PATH ''$'')) AS plan_lock
    INTO @planc_lock_holder', 'DO 0');
PREPARE planc FROM @planc_sql;
EXECUTE planc;
DEALLOCATE PREPARE planc;

SELECT 'a Galera cluster has no named locks for all nodes: make sure that no other planc run starts' AS planc
  FROM (SELECT 1 AS one) AS one_row
 WHERE @planc_cluster_nodes > 0;

SET @planc_session = CASE
  WHEN @planc_session <> 'OK' OR @planc_locks_held = @planc_locks_wanted THEN @planc_session
  WHEN @planc_locks_held < @planc_locks_wanted
    THEN CONCAT('another planc run works on these schemas in session ', COALESCE(@planc_lock_holder, '?'),
                '; wait until it has finished, or if its client has gone for good, KILL ',
                COALESCE(@planc_lock_holder, '?'), '; then run ', @planc_file, ' again')
END;
