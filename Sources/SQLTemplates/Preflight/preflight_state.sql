-- -----------------------------------------------------------------------------------------------------
-- Section preflight_state
-- Has the migration begun? A table has moved if nothing has its old name, and a table has its new name.
-- -----------------------------------------------------------------------------------------------------
SET @planc_found_state = NULL, @planc_found_return = NULL, @planc_listed_tables = NULL, @planc_moved = NULL;

SELECT COUNT(*), COALESCE(SUM(source_kind IS NULL AND COALESCE(target_kind, '') = 'table'), 0)
  FROM JSON_TABLE(@planc_tables, '$[*]' COLUMNS (
         source_kind VARCHAR(64) CHARACTER SET utf8mb4 PATH '$[7]'
       , target_kind VARCHAR(64) CHARACTER SET utf8mb4 PATH '$[8]')) AS plan_table
  INTO @planc_listed_tables, @planc_moved;

WITH moved AS (
  SELECT COUNT(*) AS tables, GROUP_CONCAT(DISTINCT target_schema ORDER BY target_schema SEPARATOR ', ')
           AS targets
    FROM JSON_TABLE(@planc_tables, '$[*]' COLUMNS (
           target_schema VARCHAR(64) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin PATH '$[4]'
         , source_kind VARCHAR(64) CHARACTER SET utf8mb4 PATH '$[7]'
         , target_kind VARCHAR(64) CHARACTER SET utf8mb4 PATH '$[8]')) AS plan_table
   WHERE source_kind IS NULL AND COALESCE(target_kind, '') = 'table')
SELECT COALESCE(JSON_ARRAYAGG(JSON_ARRAY('error', finding, object_name, advice)), '[]')
  FROM (SELECT IF(tables = @planc_expected_tables,
                  'the migration has been applied: every table is at its target',
                  CONCAT('the migration has begun: ', tables, ' of ', @planc_expected_tables,
                         ' tables at the target')) AS finding
             , targets AS object_name
             , IF(tables = @planc_expected_tables,
                  CONCAT('run ', @planc_verify_file, ' to verify it, or ', @planc_rollback_file,
                         ' to undo it'),
                  CONCAT('run ', @planc_status_file, ': it says whether the move files can finish; ',
                         @planc_rollback_file, ' undoes it')) AS advice
          FROM moved
         WHERE tables > 0
         UNION ALL
        SELECT CONCAT('this file lists ', COALESCE(@planc_listed_tables, '?'), ' tables and expects ',
                      @planc_expected_tables)
             , 'this file', 'a query failed, or the file was edited: run planc compile'
          FROM moved
         WHERE COALESCE(@planc_listed_tables, -1) <> @planc_expected_tables) AS found
  INTO @planc_found_state;

-- The rollback needs the constraint names of the moved tables to be free at the source: see the section on
-- constraint names. A name that the server generated follows the name of its table.
WITH moved AS (
  SELECT DISTINCT source_schema, target_schema, target_table
    FROM JSON_TABLE(@planc_tables, '$[*]' COLUMNS (
           source_schema VARCHAR(64) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin PATH '$[2]'
         , target_schema VARCHAR(64) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin PATH '$[4]'
         , target_table VARCHAR(64) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin PATH '$[5]'
         , source_kind VARCHAR(64) CHARACTER SET utf8mb4 PATH '$[7]'
         , target_kind VARCHAR(64) CHARACTER SET utf8mb4 PATH '$[8]')) AS plan_table
   WHERE source_kind IS NULL AND COALESCE(target_kind, '') = 'table'),
named AS (
  SELECT DISTINCT CAST(TABLE_SCHEMA AS CHAR(64) CHARACTER SET utf8mb4) COLLATE utf8mb4_bin AS schema_name
       , CAST(TABLE_NAME AS CHAR(64) CHARACTER SET utf8mb4) COLLATE utf8mb4_bin AS table_name_
       , CAST(CONSTRAINT_NAME AS CHAR(64) CHARACTER SET utf8mb4) COLLATE utf8mb4_bin AS constraint_name
       , LOWER(CAST(CONSTRAINT_NAME AS CHAR(64) CHARACTER SET utf8mb4)) COLLATE utf8mb4_bin AS lowered
       , IF(CONSTRAINT_TYPE = 'CHECK', 'check constraint', 'foreign key') AS kind
    FROM information_schema.TABLE_CONSTRAINTS
   WHERE LOCATE(JSON_QUOTE(TABLE_SCHEMA), @planc_schema_names) > 0 AND @planc_moved > 0
     AND (CONSTRAINT_TYPE = 'FOREIGN KEY' OR CONSTRAINT_TYPE = 'CHECK' AND VERSION() NOT LIKE '%MariaDB%'))
SELECT COALESCE(JSON_ARRAYAGG(JSON_ARRAY('error'
       , CONCAT(returning_.kind, ' name ', returning_.constraint_name, ' is taken in ', source_schema)
       , CONCAT(target_schema, '.', target_table)
       , CONCAT('by ', source_schema, '.', taken.table_name_,
                ': drop one of the two and add it again with another name, or the rollback fails (1050, ',
                '1826, 3822)'))), '[]')
  FROM moved
  JOIN named AS returning_
    ON returning_.schema_name = target_schema AND returning_.table_name_ = target_table
  JOIN named AS taken
    ON taken.schema_name = source_schema AND taken.lowered = returning_.lowered
   AND taken.kind = returning_.kind
  INTO @planc_found_return;
