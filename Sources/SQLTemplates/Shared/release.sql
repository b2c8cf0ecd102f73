-- -----------------------------------------------------------------------------------------------------
-- Section release
-- Release the named locks: the session may be used after this file. It stays READ ONLY.
-- -----------------------------------------------------------------------------------------------------
SET @planc_sql = IF(@planc_cluster_nodes = 0, '
  SELECT SUM(RELEASE_LOCK(lock_name))
    FROM JSON_TABLE(@planc_lock_names, ''$[*]'' COLUMNS (
           lock_name VARCHAR(64) CHARACTER SET utf8mb4 PATH ''$'')) AS plan_lock
    INTO @planc_locks_held', 'DO 0');
PREPARE planc FROM @planc_sql;
EXECUTE planc;
DEALLOCATE PREPARE planc;
