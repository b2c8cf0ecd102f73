-- -----------------------------------------------------------------------------------------------------
-- Section status_table_grant_rows
-- One row for each copied grant on a table, and one for each grant on a new name that is not a copy.
-- -----------------------------------------------------------------------------------------------------
SELECT CASE
         WHEN existing = privileges THEN 'copied'
         WHEN @planc_grants_visible = 0 THEN 'hidden from this account'
         WHEN existing = 0 THEN 'not copied'
         ELSE 'partially copied'
       END AS table_grants
     , table_name_ AS `table`, grantee
  FROM JSON_TABLE(@planc_table_copies, '$[*]' COLUMNS (
         number INT PATH '$[0]'
       , table_name_ VARCHAR(200) CHARACTER SET utf8mb4 PATH '$[1]'
       , grantee VARCHAR(400) CHARACTER SET utf8mb4 PATH '$[2]'
       , privileges INT PATH '$[3]'
       , existing INT PATH '$[4]')) AS copies
 ORDER BY number;

SET @planc_other_grants = NULL;

-- What is granted on the new names beside the copies and what the catalog has there.
WITH moved AS (
  SELECT DISTINCT target_schema, target_table
    FROM JSON_TABLE(@planc_tables, '$[*]' COLUMNS (
           target_schema VARCHAR(64) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin PATH '$[4]'
         , target_table VARCHAR(64) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin PATH '$[5]')) AS plan_table),
expected AS (
  SELECT DISTINCT grantee, COALESCE(target_schema, source_schema) AS schema_name
       , COALESCE(new_name, source_table) AS table_name_, COALESCE(column_name_, '') AS column_name_
       , privilege
    FROM JSON_TABLE(@planc_table_grants, '$[*]' COLUMNS (
           grantee VARCHAR(400) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin PATH '$.grantee'
         , source_schema VARCHAR(64) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin PATH '$.from'
         , source_table VARCHAR(64) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin PATH '$.table'
         , target_schema VARCHAR(64) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin PATH '$.to'
         , new_name VARCHAR(64) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin PATH '$.as'
         , NESTED PATH '$.privileges[*]' COLUMNS (
             privilege VARCHAR(64) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin PATH '$.privilege'
           , column_name_ VARCHAR(64) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin
               PATH '$.column'))) AS plan_grant),
live AS (
  SELECT DISTINCT grantee, schema_name, table_name_, column_name_, privilege
    FROM JSON_TABLE(@planc_live_grants, '$[*]' COLUMNS (
           grantee VARCHAR(400) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin PATH '$[0]'
         , schema_name VARCHAR(64) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin PATH '$[1]'
         , table_name_ VARCHAR(64) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin PATH '$[2]'
         , column_name_ VARCHAR(64) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin PATH '$[3]'
         , privilege VARCHAR(64) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin PATH '$[4]')) AS live_grant)
SELECT COALESCE(JSON_ARRAYAGG(JSON_ARRAY(
         CONCAT(live.schema_name, '.', live.table_name_,
                IF(live.column_name_ = '', '', CONCAT(' (', live.column_name_, ')'))),
         live.grantee, live.privilege)), '[]')
  FROM moved
  JOIN live ON live.schema_name = target_schema AND live.table_name_ = target_table
  LEFT JOIN expected
    ON expected.grantee = live.grantee AND expected.schema_name = live.schema_name
   AND expected.table_name_ = live.table_name_ AND expected.column_name_ = live.column_name_
   AND expected.privilege = live.privilege
 WHERE expected.grantee IS NULL
  INTO @planc_other_grants;

SELECT 'not a copy' AS other_grants, table_name_ AS `table`, grantee, privilege
  FROM JSON_TABLE(@planc_other_grants, '$[*]' COLUMNS (
         table_name_ VARCHAR(300) CHARACTER SET utf8mb4 PATH '$[0]'
       , grantee VARCHAR(400) CHARACTER SET utf8mb4 PATH '$[1]'
       , privilege VARCHAR(64) CHARACTER SET utf8mb4 PATH '$[2]')) AS other
 ORDER BY table_name_, grantee, privilege;
