-- -----------------------------------------------------------------------------------------------------
-- Section copy_schema_grants_after
-- The same grants on the created schemas: GO when copies are missing, SKIP when none is, LATER when no schema
-- could be created, else the reason for refusing.
-- -----------------------------------------------------------------------------------------------------
SET @planc_grants_changed = NULL, @planc_copies_missing = NULL, @planc_grants = NULL;
-- With this mode a GRANT on MariaDB does not create an account that was dropped in the meantime.
SET SESSION sql_mode = IF(@planc_is_mariadb, 'STRICT_ALL_TABLES,NO_AUTO_CREATE_USER', 'STRICT_ALL_TABLES');

SELECT SUM((kind = 'catalog' AND is_live = 0 OR kind = 'other' AND is_own = 0))
     , COUNT(DISTINCT IF(kind = 'copy' AND is_live = 0, number, NULL))
  FROM JSON_TABLE(@planc_compared_grants, '$[*]' COLUMNS (
         schema_name VARCHAR(64) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin PATH '$[0]'
       , does_exist INT PATH '$[1]'
       , kind VARCHAR(64) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin PATH '$[2]'
       , number INT PATH '$[3]'
       , is_live INT PATH '$[4]'
       , is_own INT PATH '$[5]'
       , grantee VARCHAR(400) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin PATH '$[6]'
       , pattern VARCHAR(256) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin PATH '$[7]'
       , privilege VARCHAR(64) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin PATH '$[8]')) AS compared
 WHERE does_exist = 1
  INTO @planc_grants_changed, @planc_copies_missing;

SET @planc_grants = CASE
  WHEN COALESCE(@planc_verdict, '') NOT IN ('GO', 'SKIP')
    THEN 'LATER'
  WHEN @planc_compared_grants IS NOT NULL
   AND @planc_literal_patterns = 0
   AND @planc_copies_missing = 0
    THEN 'SKIP'
  WHEN @planc_session = 'OK'
   AND @planc_connection = CONNECTION_ID()
   AND @planc_needs_missing = ''
   AND @planc_literal_patterns = 0
   AND @planc_grants_changed = 0
   AND (NOT @planc_is_mariadb OR FIND_IN_SET('NO_AUTO_CREATE_USER', @@SESSION.sql_mode) > 0)
    THEN 'GO'
  WHEN @planc_session <> 'OK'
    THEN CONCAT('planc: stopped with schemas that lack grants: ', @planc_session)
  WHEN @planc_needs_missing <> ''
    THEN CONCAT('planc: stopped with schemas that lack grants: this account lacks ',
                LEFT(@planc_needs_missing, 200), '; a role does not count')
  WHEN @planc_literal_patterns > 0
    THEN CONCAT('planc: stopped with schemas that lack grants: partial_revokes is ON, so the server would ',
                'take the backslash in the pattern of a grant literally; remove grants_like from the plan, ',
                'compile it again, and grant the privileges on the schema yourself')
  WHEN @planc_grants_changed > 0
    THEN CONCAT('planc: stopped with schemas that lack grants: privileges on schemas that are not as in the ',
                'catalog: ', @planc_grants_changed, '; the rows above list them. Make them as in the ',
                'catalog, then run ', @planc_file, ' again')
END;

SELECT grantee, pattern AS schemas_like, privilege, IF(kind = 'catalog', 'yes', 'no') AS in_catalog
     , IF(is_live = 1, 'yes', 'no') AS on_server
  FROM JSON_TABLE(@planc_compared_grants, '$[*]' COLUMNS (
         schema_name VARCHAR(64) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin PATH '$[0]'
       , does_exist INT PATH '$[1]'
       , kind VARCHAR(64) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin PATH '$[2]'
       , number INT PATH '$[3]'
       , is_live INT PATH '$[4]'
       , is_own INT PATH '$[5]'
       , grantee VARCHAR(400) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin PATH '$[6]'
       , pattern VARCHAR(256) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin PATH '$[7]'
       , privilege VARCHAR(64) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin PATH '$[8]')) AS compared
 WHERE COALESCE(@planc_grants, '') NOT IN ('GO', 'SKIP', 'LATER') AND does_exist = 1
   AND (kind = 'catalog' AND is_live = 0 OR kind = 'other' AND is_own = 0)
 ORDER BY schemas_like, grantee, privilege;

SET SESSION default_storage_engine = IF(@planc_grants IN ('GO', 'SKIP', 'LATER'),
  @@SESSION.default_storage_engine, COALESCE(@planc_grants, CONCAT('planc: stopped with schemas that lack ',
    'grants: a check failed; run ', @planc_status_file)));
