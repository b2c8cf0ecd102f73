-- -----------------------------------------------------------------------------------------------------
-- Section copy_grants_after
-- The same grants on the new names: GO when the tables have moved and copies are missing, SKIP when none is,
-- LATER when the tables have not moved, else the reason for refusing.
-- -----------------------------------------------------------------------------------------------------
-- With this mode a GRANT on MariaDB does not create an account that was dropped in the meantime.
SET SESSION sql_mode = IF(@planc_is_mariadb, 'STRICT_ALL_TABLES,NO_AUTO_CREATE_USER', 'STRICT_ALL_TABLES');

SET @planc_grants = NULL;
SET @planc_grants = CASE
  WHEN COALESCE(@planc_moved = @planc_moved_before, 0) = 0
    THEN 'LATER'
  WHEN @planc_statement_copies > 0
   AND @planc_copies_missing = 0
    THEN 'SKIP'
  WHEN @planc_session = 'OK'
   AND @planc_connection = CONNECTION_ID()
   AND @planc_needs_missing = ''
   AND @planc_grants_changed = 0
   AND (NOT @planc_is_mariadb OR FIND_IN_SET('NO_AUTO_CREATE_USER', @@SESSION.sql_mode) > 0)
    THEN 'GO'
  WHEN @planc_session <> 'OK'
    THEN CONCAT('planc: stopped with tables in ', @planc_target, ' that lack grants: ', @planc_session)
  WHEN @planc_needs_missing <> ''
    THEN CONCAT('planc: stopped with tables in ', @planc_target, ' that lack grants: this account lacks ',
                LEFT(@planc_needs_missing, 200), '; a role does not count')
  WHEN @planc_grants_changed > 0
    THEN CONCAT('planc: stopped with tables in ', @planc_target, ' that lack grants: privileges on their ',
                'old names that are not as in the catalog: ', @planc_grants_changed, '; the rows above list ',
                'them. Make them as in the catalog, then run ', @planc_file, ' again')
END;

SELECT grantee, name, privilege, IF(is_listed = 1, 'yes', 'no') AS in_catalog
     , IF(is_live = 1, 'yes', 'no') AS on_server
  FROM JSON_TABLE(@planc_compared_grants, '$[*]' COLUMNS (
         side VARCHAR(64) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin PATH '$[0]'
       , number INT PATH '$[1]'
       , is_listed INT PATH '$[2]'
       , is_live INT PATH '$[3]'
       , grantee VARCHAR(400) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin PATH '$[5]'
       , name VARCHAR(200) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin PATH '$[6]'
       , privilege VARCHAR(64) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin PATH '$[7]')) AS compared
 WHERE COALESCE(@planc_grants, '') NOT IN ('GO', 'SKIP', 'LATER')
   AND side = 'old' AND (is_listed = 0 OR number > 0 AND is_live = 0)
 ORDER BY name, grantee, privilege;

SET SESSION default_storage_engine = IF(@planc_grants IN ('GO', 'SKIP', 'LATER'),
  @@SESSION.default_storage_engine, COALESCE(@planc_grants, CONCAT('planc: stopped with tables in ',
    @planc_target, ' that lack grants: a check failed; run ', @planc_status_file)));
