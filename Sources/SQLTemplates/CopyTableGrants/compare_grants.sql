-- -----------------------------------------------------------------------------------------------------
-- Section compare_grants
-- The grants on the tables of this statement, on their old and new names: those of the server beside those
-- of the catalog and their copies.
-- -----------------------------------------------------------------------------------------------------
SET @planc_compared_grants = NULL, @planc_grants_changed = NULL, @planc_grants_copied = NULL,
    @planc_grants_added = NULL, @planc_statement_copies = NULL, @planc_copies_missing = NULL, @planc_copy = 0;

-- An entry for each privilege: on the 'old' or the 'new' name, the number of the copy, 1 if it is in the
-- list, 1 if the server has it, the state of the table in a rollback, grantee, name and privilege.
WITH plan_table AS (
  SELECT source_schema, source_table, target_schema, target_table, COALESCE(state, 'move') AS state
    FROM JSON_TABLE(@planc_statement_names, '$[*]' COLUMNS (
           source_schema VARCHAR(64) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin PATH '$[0]'
         , source_table VARCHAR(64) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin PATH '$[1]'
         , target_schema VARCHAR(64) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin PATH '$[2]'
         , target_table VARCHAR(64) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin PATH '$[3]'
         , state VARCHAR(64) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin PATH '$[4]')) AS pair),
plan_name AS (
  SELECT 'old' AS side, state, source_schema AS schema_name, source_table AS table_name_
    FROM plan_table
   UNION ALL
  SELECT 'new', state, target_schema, target_table
    FROM plan_table),
plan_privilege AS (
  SELECT number, grantee, schema_name, table_name_, target_schema, new_name
       , COALESCE(column_name_, '') AS column_name_, privilege
    FROM JSON_TABLE(@planc_table_grants, '$[*]' COLUMNS (
           number INT PATH '$.copy'
         , grantee VARCHAR(400) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin PATH '$.grantee'
         , schema_name VARCHAR(64) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin PATH '$.from'
         , table_name_ VARCHAR(64) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin PATH '$.table'
         , target_schema VARCHAR(64) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin PATH '$.to'
         , new_name VARCHAR(64) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin PATH '$.as'
         , NESTED PATH '$.privileges[*]' COLUMNS (
             privilege VARCHAR(64) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin PATH '$.privilege'
           , column_name_ VARCHAR(64) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin
               PATH '$.column'))) AS plan_grant),
listed AS (
  SELECT DISTINCT COALESCE(number, 0) AS number, grantee, schema_name, table_name_, column_name_, privilege
    FROM plan_privilege
   UNION
  SELECT number, grantee, target_schema, COALESCE(new_name, table_name_), column_name_, privilege
    FROM plan_privilege
   WHERE number IS NOT NULL),
live AS (
  SELECT DISTINCT grantee, schema_name, table_name_, column_name_, privilege
    FROM JSON_TABLE(@planc_live_grants, '$[*]' COLUMNS (
           grantee VARCHAR(400) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin PATH '$[0]'
         , schema_name VARCHAR(64) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin PATH '$[1]'
         , table_name_ VARCHAR(64) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin PATH '$[2]'
         , column_name_ VARCHAR(64) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin PATH '$[3]'
         , privilege VARCHAR(64) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin PATH '$[4]')) AS live_grant),
compared AS (
  SELECT side, state, listed.number, 1 AS is_listed, COALESCE(live.grantee, '') <> '' AS is_live
       , listed.grantee, listed.schema_name, listed.table_name_, listed.column_name_, listed.privilege
    FROM plan_name
    JOIN listed
      ON listed.schema_name = plan_name.schema_name AND listed.table_name_ = plan_name.table_name_
    LEFT JOIN live
      ON live.grantee = listed.grantee AND live.schema_name = listed.schema_name
     AND live.table_name_ = listed.table_name_ AND live.column_name_ = listed.column_name_
     AND live.privilege = listed.privilege
   UNION ALL
  SELECT side, state, 0, 0, 1, live.grantee, live.schema_name, live.table_name_, live.column_name_
       , live.privilege
    FROM plan_name
    JOIN live
      ON live.schema_name = plan_name.schema_name AND live.table_name_ = plan_name.table_name_
    LEFT JOIN listed
      ON listed.grantee = live.grantee AND listed.schema_name = live.schema_name
     AND listed.table_name_ = live.table_name_ AND listed.column_name_ = live.column_name_
     AND listed.privilege = live.privilege
   WHERE COALESCE(listed.grantee, '') = '')
SELECT COALESCE(JSON_ARRAYAGG(JSON_ARRAY(side, number, is_listed, is_live, state, grantee
       , CONCAT(schema_name, '.', table_name_, IF(column_name_ = '', '', CONCAT(' (', column_name_, ')')))
       , privilege)), '[]')
  FROM compared
  INTO @planc_compared_grants;
SET @planc_compared_grants = IF(@planc_live_grants IS NULL OR @planc_table_grants IS NULL
                                OR @planc_statement_names IS NULL, NULL, @planc_compared_grants);

-- Privileges on the old names that only the catalog or only the server has; those on the new names that are
-- copies, and those that are not; how many copies there are, and how many are not complete.
SELECT SUM(side = 'old' AND (is_listed = 0 OR number > 0 AND is_live = 0))
     , SUM(side = 'new' AND number > 0 AND is_live = 1 AND state = 'move')
     , SUM(side = 'new' AND is_listed = 0)
     , COUNT(DISTINCT IF(side = 'new' AND number > 0, number, NULL))
     , COUNT(DISTINCT IF(side = 'new' AND number > 0 AND is_live = 0, number, NULL))
  FROM JSON_TABLE(@planc_compared_grants, '$[*]' COLUMNS (
         side VARCHAR(64) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin PATH '$[0]'
       , number INT PATH '$[1]'
       , is_listed INT PATH '$[2]'
       , is_live INT PATH '$[3]'
       , state VARCHAR(64) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin PATH '$[4]')) AS compared
  INTO @planc_grants_changed, @planc_grants_copied, @planc_grants_added, @planc_statement_copies,
       @planc_copies_missing;
