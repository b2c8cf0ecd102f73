-- -----------------------------------------------------------------------------------------------------
-- Section copy_schema_grants
-- The grants that created schemas get (grants_like), before a schema is created: those from which they were
-- derived are as in the catalog, and a missing schema has none yet. Grants of this account do not count: it
-- may have been given what the migration needs.
-- -----------------------------------------------------------------------------------------------------
SET @planc_grants_changed = NULL, @planc_grants_copied = NULL,
    @planc_copies_planned = NULL, @planc_literal_patterns = NULL,
    @planc_grants = NULL;

SELECT IF(@planc_schema_grants IS NULL, NULL, COUNT(*))
  FROM JSON_TABLE(@planc_schema_grants, '$[*]' COLUMNS (number FOR ORDINALITY)) AS plan_grant
  INTO @planc_copies_planned;
SELECT COUNT(IF(@planc_literal = 0 OR LOCATE('\\', pattern) = 0, NULL, 1))
  FROM JSON_TABLE(@planc_schema_grants, '$[*]' COLUMNS (
         pattern VARCHAR(256) CHARACTER SET utf8mb4 PATH '$.pattern')) AS plan_grant
  INTO @planc_literal_patterns;
SELECT COALESCE(SUM((kind = 'catalog' AND is_live = 0 OR kind = 'other' AND is_own = 0)), 0)
     , COALESCE(SUM(kind = 'copy' AND is_live = 1 AND is_own = 0), 0), COUNT(*)
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
 WHERE does_exist = 0
  INTO @planc_grants_changed, @planc_grants_copied, @planc_grants;

SET @planc_grants = CASE
  WHEN @planc_compared_grants IS NOT NULL
   AND (@planc_grants = 0
        OR @planc_needs_missing = '' AND @planc_literal_patterns = 0 AND @planc_grants_changed = 0
           AND @planc_grants_copied = 0)
    THEN 'OK'
  WHEN @planc_needs_missing <> ''
    THEN CONCAT('this account lacks ', LEFT(@planc_needs_missing, 250), '; a role does not count')
  WHEN @planc_literal_patterns > 0
    THEN CONCAT('partial_revokes is ON, so the server would take the backslash in the pattern of a grant ',
                'literally; remove grants_like from the plan, compile it again, and grant the privileges on ',
                'the schema yourself')
  WHEN @planc_grants_changed > 0
    THEN CONCAT('privileges on schemas that are not as in the catalog: ', @planc_grants_changed,
                '; the rows above list them; run planc inspect, then planc compile')
  WHEN @planc_grants_copied > 0
    THEN CONCAT('privileges on a schema that does not exist yet: ', @planc_grants_copied,
                '; the rows above list them; revoke them, or run planc inspect, then planc compile')
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
 WHERE COALESCE(@planc_grants, '') <> 'OK' AND does_exist = 0
   AND (kind = 'catalog' AND is_live = 0 OR kind = 'other' AND is_own = 0
        OR kind = 'copy' AND is_live = 1 AND is_own = 0)
 ORDER BY schemas_like, grantee, privilege;

SET @planc_dependents = IF(@planc_grants = 'OK', @planc_dependents,
  COALESCE(@planc_grants, 'the grants could not be compared; see the error above'));
