-- -----------------------------------------------------------------------------------------------------
-- Section compare_schema_grants
-- The grants on schemas: those that the server has on a created schema or on the one that it is like, beside
-- those of the catalog and their copies.
-- -----------------------------------------------------------------------------------------------------
SET @planc_compared_grants = NULL, @planc_copy = 0;

-- An entry for each privilege: the schema, 1 if it exists, what it is ('catalog', 'copy' or 'other'), the
-- number of the copy, 1 if the server has it, 1 if it is this account's, grantee, pattern and privilege.
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
listed AS (
  SELECT DISTINCT schema_name, 'catalog' AS kind, 0 AS number, grantee, pattern, privilege
    FROM derived
   WHERE privilege IS NOT NULL
   UNION ALL
  SELECT schema_name, 'copy', number, grantee, pattern, privilege
    FROM JSON_TABLE(@planc_schema_grants, '$[*]' COLUMNS (
           number FOR ORDINALITY
         , schema_name VARCHAR(64) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin PATH '$.schema'
         , grantee VARCHAR(400) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin PATH '$.grantee'
         , pattern VARCHAR(256) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin PATH '$.pattern'
         , NESTED PATH '$.privileges[*]' COLUMNS (
             privilege VARCHAR(64) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin PATH '$'))) AS plan_grant),
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
compared AS (
  SELECT listed.schema_name, kind, number, COALESCE(live.grantee, '') <> '' AS is_live, listed.grantee
       , listed.pattern, listed.privilege
    FROM listed
    LEFT JOIN live
      ON live.grantee = listed.grantee AND live.pattern = listed.pattern AND live.privilege = listed.privilege
   UNION ALL
  SELECT covering.schema_name, 'other', 0, 1, covering.grantee, covering.pattern, covering.privilege
    FROM covering
    LEFT JOIN listed
      ON listed.schema_name = covering.schema_name AND listed.grantee = covering.grantee
     AND listed.pattern = covering.pattern AND listed.privilege = covering.privilege
   WHERE COALESCE(listed.grantee, '') = ''),
on_server AS (
  SELECT DISTINCT CAST(SCHEMA_NAME AS CHAR(64) CHARACTER SET utf8mb4) COLLATE utf8mb4_bin AS live_schema
    FROM information_schema.SCHEMATA)
SELECT COALESCE(JSON_ARRAYAGG(JSON_ARRAY(schema_name, live_schema IS NOT NULL, kind, number, is_live
       , CAST(grantee AS BINARY) = CAST(@planc_account AS BINARY), grantee, pattern, privilege)), '[]')
  FROM compared
  LEFT JOIN on_server ON live_schema = schema_name
  INTO @planc_compared_grants;
SET @planc_compared_grants = IF(@planc_schema_grants IS NULL OR @planc_schema_grants_like IS NULL,
                                NULL, @planc_compared_grants);
