-- -----------------------------------------------------------------------------------------------------
-- Section table_grants
-- The copied grants on tables: how many of their privileges exist.
-- -----------------------------------------------------------------------------------------------------
SET @planc_table_copies = NULL;

-- An entry for each copied grant: its number, its table and grantee, and how many of its privileges exist.
WITH listed AS (
  SELECT DISTINCT number, grantee, target_schema, COALESCE(new_name, source_table) AS target_table
       , COALESCE(column_name_, '') AS column_name_, privilege
    FROM JSON_TABLE(@planc_table_grants, '$[*]' COLUMNS (
           number INT PATH '$.copy'
         , grantee VARCHAR(400) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin PATH '$.grantee'
         , source_table VARCHAR(64) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin PATH '$.table'
         , target_schema VARCHAR(64) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin PATH '$.to'
         , new_name VARCHAR(64) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin PATH '$.as'
         , NESTED PATH '$.privileges[*]' COLUMNS (
             privilege VARCHAR(64) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin PATH '$.privilege'
           , column_name_ VARCHAR(64) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin
               PATH '$.column'))) AS plan_grant
   WHERE number IS NOT NULL),
live AS (
  SELECT DISTINCT grantee, schema_name, table_name_, column_name_, privilege
    FROM JSON_TABLE(@planc_live_grants, '$[*]' COLUMNS (
           grantee VARCHAR(400) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin PATH '$[0]'
         , schema_name VARCHAR(64) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin PATH '$[1]'
         , table_name_ VARCHAR(64) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin PATH '$[2]'
         , column_name_ VARCHAR(64) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin PATH '$[3]'
         , privilege VARCHAR(64) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin PATH '$[4]')) AS live_grant)
SELECT JSON_ARRAYAGG(JSON_ARRAY(number, table_name_, grantee, privileges, existing))
  FROM (SELECT listed.number, MIN(CONCAT(target_schema, '.', target_table)) AS table_name_
             , MIN(listed.grantee) AS grantee, COUNT(*) AS privileges, COUNT(live.grantee) AS existing
          FROM listed
          LEFT JOIN live
            ON live.grantee = listed.grantee AND live.schema_name = target_schema
           AND live.table_name_ = target_table AND live.column_name_ = listed.column_name_
           AND live.privilege = listed.privilege
         GROUP BY listed.number) AS copies
  INTO @planc_table_copies;

SET @planc_more = NULL;
SELECT SUM(existing < privileges)
  FROM JSON_TABLE(@planc_table_copies, '$[*]' COLUMNS (
         privileges INT PATH '$[3]'
       , existing INT PATH '$[4]')) AS copies
  INTO @planc_more;
SET @planc_grants_missing = @planc_grants_missing + @planc_more;
