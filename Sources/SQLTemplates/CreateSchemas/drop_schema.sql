-- -----------------------------------------------------------------------------------------------------
-- Section drop_schema
-- The next schema, the last one created first: GO when it exists, is empty and has the collation of the plan,
-- SKIP when it does not exist, else the reason why it stays.
-- -----------------------------------------------------------------------------------------------------
SET @planc_schema_number = @planc_schema_number + 1;
SET @planc_schema = NULL, @planc_collation = NULL, @planc_exists = NULL, @planc_server_collation = NULL,
    @planc_count_objects = NULL, @planc_objects_found = NULL, @planc_privileges_held = NULL,
    @planc_schemas_visible = NULL, @planc_schema_verdict = NULL;
SELECT plan_name, schema_collation
  FROM (SELECT ROW_NUMBER() OVER (ORDER BY position DESC) AS number, plan_name, schema_collation
          FROM JSON_TABLE(@planc_schemas, '$[*]' COLUMNS (
                 position FOR ORDINALITY
               , plan_name VARCHAR(64) CHARACTER SET utf8mb4 PATH '$.schema'
               , schema_collation VARCHAR(64) CHARACTER SET utf8mb4 PATH '$.collation')) AS plan_schema
         WHERE schema_collation IS NOT NULL) AS planned
 WHERE number = @planc_schema_number
  INTO @planc_schema, @planc_collation;
SELECT COUNT(*), MAX(DEFAULT_COLLATION_NAME)
  FROM information_schema.SCHEMATA
 WHERE CAST(SCHEMA_NAME AS BINARY) = CAST(@planc_schema AS BINARY)
  INTO @planc_exists, @planc_server_collation;

-- A comparison with a literal is exact on both servers.
SET @planc_count_objects = CONCAT(
  '(SELECT COUNT(*) FROM information_schema.TABLES WHERE TABLE_SCHEMA = ', QUOTE(@planc_schema), ')',
  ' + (SELECT COUNT(*) FROM information_schema.ROUTINES WHERE ROUTINE_SCHEMA = ', QUOTE(@planc_schema), ')',
  ' + (SELECT COUNT(*) FROM information_schema.EVENTS WHERE EVENT_SCHEMA = ', QUOTE(@planc_schema), ')',
  IF(@planc_libraries = 0, '', CONCAT(
    ' + (SELECT COUNT(*) FROM information_schema.LIBRARIES WHERE LIBRARY_SCHEMA = ',
    QUOTE(@planc_schema), ')')));
SET @planc_sql = CONCAT('SET @planc_objects_found = ', @planc_count_objects);
PREPARE planc FROM @planc_sql;
EXECUTE planc;
DEALLOCATE PREPARE planc;

-- Without these privileges an account does not see every table, routine and event, or may not drop them.
-- Without any privilege on a schema it does not see that the schema exists.
SELECT COUNT(DISTINCT IF(schema_name = plan_name
                         AND privilege IN ('SELECT', 'EVENT', 'ALTER ROUTINE', 'DROP'), privilege, NULL))
     , COALESCE(SUM(privilege = 'SHOW DATABASES'), 0)
  FROM JSON_TABLE(@planc_privileges, '$[*]' COLUMNS (
         schema_name VARCHAR(64) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin PATH '$[0]'
       , privilege VARCHAR(64) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin PATH '$[1]')) AS own
  JOIN (SELECT CONVERT(@planc_schema USING utf8mb4) COLLATE utf8mb4_bin AS plan_name) AS planned
  INTO @planc_privileges_held, @planc_schemas_visible;

SET @planc_schema_verdict = CASE
  WHEN @planc_exists = 0
   AND (@planc_privileges_held > 0 OR @planc_schemas_visible > 0)
    THEN 'SKIP'
  WHEN @planc_verdict = 'GO'
   AND @planc_connection = CONNECTION_ID()
   AND @planc_exists = 1
   AND @planc_objects_found = 0
   AND @planc_privileges_held = 4
   AND CAST(@planc_server_collation AS BINARY) = CAST(@planc_collation AS BINARY)
    THEN 'GO'
  WHEN @planc_objects_found > 0
    THEN 'is not empty'
  WHEN @planc_privileges_held < 4
    THEN CONCAT('stays: this account may not see or drop all that is in it; GRANT SELECT, EVENT, ',
                'ALTER ROUTINE, DROP ON `', REPLACE(@planc_schema, '`', '``'), '`.* TO ', @planc_account,
                ', then run ', @planc_file, ' again')
  WHEN CAST(@planc_server_collation AS BINARY) <> CAST(@planc_collation AS BINARY)
    THEN CONCAT('stays: its collation is ', @planc_server_collation, ', and the plan creates it with ',
                @planc_collation, '; if it is the schema of the plan, run ALTER SCHEMA `',
                REPLACE(@planc_schema, '`', '``'), '` COLLATE ', @planc_collation, ', then ', @planc_file,
                ' again')
  ELSE 'stays: see the error above'
END;
