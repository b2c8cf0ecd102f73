-- -----------------------------------------------------------------------------------------------------
-- Section preflight_table_grants
-- The grants on tables that are copied to the new names: are they as in the catalog, and have the new names
-- none yet?
-- -----------------------------------------------------------------------------------------------------
SET @planc_found_table_grants = NULL;

WITH listed AS (
  SELECT DISTINCT number, grantee, schema_name, table_name_, COALESCE(column_name_, '') AS column_name_
       , privilege
    FROM JSON_TABLE(@planc_table_grants, '$[*]' COLUMNS (
           number INT PATH '$.copy'
         , grantee VARCHAR(400) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin PATH '$.grantee'
         , schema_name VARCHAR(64) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin PATH '$.from'
         , table_name_ VARCHAR(64) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin PATH '$.table'
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
         , privilege VARCHAR(64) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin PATH '$[4]')) AS live_grant),
plan_table AS (
  SELECT DISTINCT source_schema, source_table, target_schema, target_table
       , source_kind IS NULL AND COALESCE(target_kind, '') = 'table' AS has_moved
    FROM JSON_TABLE(@planc_tables, '$[*]' COLUMNS (
           source_schema VARCHAR(64) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin PATH '$[2]'
         , source_table VARCHAR(64) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin PATH '$[3]'
         , target_schema VARCHAR(64) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin PATH '$[4]'
         , target_table VARCHAR(64) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin PATH '$[5]'
         , source_kind VARCHAR(64) CHARACTER SET utf8mb4 PATH '$[7]'
         , target_kind VARCHAR(64) CHARACTER SET utf8mb4 PATH '$[8]')) AS located),
found AS (
  SELECT CONCAT(listed.privilege, ' is granted to ', listed.grantee, ' in the catalog only') AS finding
       , listed.schema_name, listed.table_name_, listed.column_name_
       , 'refresh the catalog (planc inspect), then run planc compile' AS advice
    FROM listed
    LEFT JOIN live
      ON live.grantee = listed.grantee AND live.schema_name = listed.schema_name
     AND live.table_name_ = listed.table_name_ AND live.column_name_ = listed.column_name_
     AND live.privilege = listed.privilege
   WHERE number IS NOT NULL AND COALESCE(live.grantee, '') = '' AND @planc_grants_visible = 1
   UNION ALL
  SELECT CONCAT(live.privilege, ' is granted to ', live.grantee, ', but not in the catalog')
       , live.schema_name, live.table_name_, live.column_name_
       , 'refresh the catalog (planc inspect), then run planc compile'
    FROM plan_table
    JOIN live ON live.schema_name = source_schema AND live.table_name_ = source_table
    LEFT JOIN listed
      ON listed.grantee = live.grantee AND listed.schema_name = live.schema_name
     AND listed.table_name_ = live.table_name_ AND listed.column_name_ = live.column_name_
     AND listed.privilege = live.privilege
   WHERE COALESCE(listed.grantee, '') = ''
   UNION ALL
  SELECT CONCAT(live.privilege, ' is granted to ', live.grantee, ' on a name that has no table yet')
       , live.schema_name, live.table_name_, live.column_name_
       , 'revoke it, or refresh the catalog (planc inspect), then run planc compile'
    FROM plan_table
    JOIN live ON live.schema_name = target_schema AND live.table_name_ = target_table
    LEFT JOIN listed
      ON listed.grantee = live.grantee AND listed.schema_name = live.schema_name
     AND listed.table_name_ = live.table_name_ AND listed.column_name_ = live.column_name_
     AND listed.privilege = live.privilege AND listed.number IS NULL
   WHERE COALESCE(listed.grantee, '') = '' AND has_moved = 0
   UNION ALL
  SELECT 'the grants of other accounts are hidden from this account', 'mysql', '*', ''
       , 'the files that copy grants need SELECT on mysql.*, and not through a role'
    FROM (SELECT 1 AS one) AS one_row
   WHERE COALESCE(@planc_grants_visible, 0) = 0)
SELECT COALESCE(JSON_ARRAYAGG(JSON_ARRAY('error', finding
       , CONCAT(schema_name, '.', table_name_, IF(column_name_ = '', '', CONCAT(' (', column_name_, ')')))
       , advice)), '[]')
  FROM found
  INTO @planc_found_table_grants;

-- Without what was read, there is nothing to find.
SET @planc_found_table_grants = IF(@planc_live_grants IS NULL, NULL, @planc_found_table_grants);
