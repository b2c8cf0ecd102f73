-- -----------------------------------------------------------------------------------------------------
-- Section preflight_schema_grants
-- The grants that a created schema gets (grants_like): are those from which they were derived as in the
-- catalog, and has the missing schema none yet? Grants of this account do not count: it may have been given
-- what the migration needs.
-- -----------------------------------------------------------------------------------------------------
SET @planc_found_schema_grants = NULL;

WITH derived AS (
  SELECT schema_name, like_name, grantee, pattern, privilege
    FROM JSON_TABLE(@planc_schema_grants_like, '$[*]' COLUMNS (
           schema_name VARCHAR(64) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin PATH '$.schema'
         , like_name VARCHAR(64) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin PATH '$.like'
         , NESTED PATH '$.grants[*]' COLUMNS (
             grantee VARCHAR(400) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin PATH '$.grantee'
           , pattern VARCHAR(256) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin PATH '$.pattern'
           , NESTED PATH '$.privileges[*]' COLUMNS (
               privilege VARCHAR(64) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin PATH '$')))) AS plan_grant),
created AS (
  SELECT DISTINCT schema_name, like_name
    FROM derived),
copied AS (
  SELECT schema_name, grantee, pattern, privilege
    FROM JSON_TABLE(@planc_schema_grants, '$[*]' COLUMNS (
           schema_name VARCHAR(64) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin PATH '$.schema'
         , grantee VARCHAR(400) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin PATH '$.grantee'
         , pattern VARCHAR(256) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin PATH '$.pattern'
         , NESTED PATH '$.privileges[*]' COLUMNS (
             privilege VARCHAR(64) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin PATH '$'))) AS plan_grant),
listed AS (
  SELECT DISTINCT schema_name, grantee, pattern, privilege
    FROM (SELECT schema_name, grantee, pattern, privilege
            FROM derived
           WHERE privilege IS NOT NULL
           UNION
          SELECT schema_name, grantee, pattern, privilege
            FROM copied) AS both_kinds),
live AS (
  SELECT DISTINCT CAST(GRANTEE AS CHAR(400) CHARACTER SET utf8mb4) COLLATE utf8mb4_bin AS grantee
       , CAST(TABLE_SCHEMA AS CHAR(256) CHARACTER SET utf8mb4) COLLATE utf8mb4_bin AS pattern
       , CAST(CASE kind WHEN 1 THEN PRIVILEGE_TYPE ELSE 'GRANT OPTION' END AS CHAR(64) CHARACTER SET utf8mb4)
           COLLATE utf8mb4_bin AS privilege
    FROM information_schema.SCHEMA_PRIVILEGES
    JOIN (SELECT 1 AS kind UNION ALL SELECT 2) AS kinds
   WHERE kind = 1 AND PRIVILEGE_TYPE <> 'USAGE' OR kind = 2 AND IS_GRANTABLE = 'YES'),
covering AS (
  SELECT schema_name, grantee, pattern, privilege
    FROM created
    JOIN live
      ON IF(@planc_literal = 1,
            CAST(pattern AS BINARY) IN (CAST(schema_name AS BINARY), CAST(like_name AS BINARY)),
            CAST(schema_name AS BINARY) LIKE CAST(pattern AS BINARY)
            OR CAST(like_name AS BINARY) LIKE CAST(pattern AS BINARY))),
found AS (
  SELECT schema_name, CONCAT(privilege, ' on ', pattern, ' is granted to ', grantee, ' in the catalog only')
           AS finding
       , 'refresh the catalog (planc inspect), then run planc compile' AS advice
    FROM derived
   WHERE privilege IS NOT NULL AND @planc_grants_visible = 1
     AND NOT EXISTS (SELECT 1 FROM live
                      WHERE live.grantee = derived.grantee AND live.pattern = derived.pattern
                        AND live.privilege = derived.privilege)
   UNION ALL
  SELECT schema_name
       , CONCAT(privilege, ' on ', pattern, ' is granted to ', grantee, ', but not in the catalog')
       , 'refresh the catalog (planc inspect), then run planc compile'
    FROM covering
   WHERE CAST(grantee AS BINARY) <> CAST(@planc_account AS BINARY)
     AND NOT EXISTS (SELECT 1 FROM listed
                      WHERE listed.schema_name = covering.schema_name AND listed.grantee = covering.grantee
                        AND listed.pattern = covering.pattern AND listed.privilege = covering.privilege)
   UNION ALL
  SELECT schema_name
       , CONCAT(copied.privilege, ' on ', copied.pattern, ' is granted to ', copied.grantee,
                ' before the schema exists')
       , 'revoke it, or refresh the catalog (planc inspect), then run planc compile'
    FROM copied
    JOIN live
      ON live.grantee = copied.grantee AND live.pattern = copied.pattern AND live.privilege = copied.privilege
   WHERE CAST(copied.grantee AS BINARY) <> CAST(@planc_account AS BINARY)
     AND NOT EXISTS (SELECT 1 FROM information_schema.SCHEMATA
                      WHERE CAST(SCHEMA_NAME AS BINARY) = CAST(copied.schema_name AS BINARY))
   UNION ALL
  SELECT DISTINCT schema_name
       , CONCAT('partial_revokes is ON: the server would take the backslash in a grant on ', pattern,
                ' literally')
       , CONCAT('remove grants_like from the plan, compile it again, and grant the privileges on the schema ',
                'yourself')
    FROM copied
   WHERE @planc_literal = 1 AND LOCATE('\\', pattern) > 0
   UNION ALL
  SELECT 'mysql', 'the grants of other accounts are hidden from this account'
       , 'the file that creates schemas needs SELECT on mysql.*, and not through a role'
    FROM (SELECT 1 AS one) AS one_row
   WHERE COALESCE(@planc_grants_visible, 0) = 0)
SELECT COALESCE(JSON_ARRAYAGG(JSON_ARRAY('error', finding, schema_name, advice)), '[]')
  FROM found
  INTO @planc_found_schema_grants;
