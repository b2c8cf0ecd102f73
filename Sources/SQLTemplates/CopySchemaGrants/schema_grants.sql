-- -----------------------------------------------------------------------------------------------------
-- Section schema_grants
-- The grants on the schemas that the plan creates, on the very name of the schema.
-- -----------------------------------------------------------------------------------------------------
SET @planc_schema_copies = NULL;

-- An entry for each copied grant: its number, its schema and grantee, and how many of its privileges exist.
WITH listed AS (
  SELECT DISTINCT number, schema_name, grantee, pattern, privilege
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
   WHERE kind = 1 AND PRIVILEGE_TYPE <> 'USAGE' OR kind = 2 AND IS_GRANTABLE = 'YES')
SELECT JSON_ARRAYAGG(JSON_ARRAY(number, schema_name, grantee, privileges, existing))
  FROM (SELECT listed.number, MIN(schema_name) AS schema_name, MIN(listed.grantee) AS grantee
             , COUNT(*) AS privileges, COUNT(live.grantee) AS existing
          FROM listed
          LEFT JOIN live
            ON live.grantee = listed.grantee AND live.pattern = listed.pattern
           AND live.privilege = listed.privilege
         GROUP BY listed.number) AS copies
  INTO @planc_schema_copies;

SET @planc_more = NULL;
SELECT SUM(existing < privileges)
  FROM JSON_TABLE(@planc_schema_copies, '$[*]' COLUMNS (
         privileges INT PATH '$[3]'
       , existing INT PATH '$[4]')) AS copies
  INTO @planc_more;
SET @planc_grants_missing = @planc_grants_missing + @planc_more;
