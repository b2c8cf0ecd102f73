-- -----------------------------------------------------------------------------------------------------
-- Section rollback_statement
-- The next statement of the rollback: GO when tables are at their target, SKIP when none is, else the reason
-- why they stay. Tables that are at their source already are left out.
-- -----------------------------------------------------------------------------------------------------
SET @planc_statement = @planc_statement + 1;
SET @planc_tables = NULL, @planc_to_move = NULL, @planc_to_repair = NULL, @planc_triggers = NULL,
    @planc_source_missing = NULL, @planc_target_missing = NULL, @planc_statement_names = NULL,
    @planc_rename_back = NULL, @planc_verdict = NULL, @planc_sql = NULL;

WITH state AS (
  SELECT number, source_schema, source_table, target_schema, target_table, state
    FROM JSON_TABLE(@planc_states, '$[*]' COLUMNS (
           statement INT PATH '$[0]'
         , number INT PATH '$[1]'
         , source_schema VARCHAR(64) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin PATH '$[2]'
         , source_table VARCHAR(64) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin PATH '$[3]'
         , target_schema VARCHAR(64) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin PATH '$[4]'
         , target_table VARCHAR(64) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin PATH '$[5]'
         , state VARCHAR(64) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin PATH '$[6]')) AS listed
   WHERE statement = @planc_statement)
SELECT COUNT(*), COALESCE(SUM(state = 'move'), 0), COALESCE(SUM(state = 'repair'), 0)
     , COALESCE(MAX(IF(JSON_CONTAINS(@planc_schemas_missing, JSON_QUOTE(source_schema)),
                       source_schema, NULL)), '')
     , COALESCE(MAX(IF(JSON_CONTAINS(@planc_schemas_missing, JSON_QUOTE(target_schema)),
                       target_schema, NULL)), '')
     , JSON_ARRAYAGG(JSON_ARRAY(source_schema, source_table, target_schema, target_table, state))
     , CONCAT('RENAME TABLE\n    ', GROUP_CONCAT(IF(state = 'move', CONCAT(
         '`', REPLACE(target_schema, '`', '``'), '`.`', REPLACE(target_table, '`', '``'), '` TO `',
         REPLACE(source_schema, '`', '``'), '`.`', REPLACE(source_table, '`', '``'), '`'), NULL)
         ORDER BY number SEPARATOR '\n  , '))
  FROM state
  INTO @planc_tables, @planc_to_move, @planc_to_repair, @planc_source_missing, @planc_target_missing,
       @planc_statement_names, @planc_rename_back;

-- Triggers on the tables that would move.
WITH state AS (
  SELECT target_schema, target_table
    FROM JSON_TABLE(@planc_statement_names, '$[*]' COLUMNS (
           target_schema VARCHAR(64) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin PATH '$[2]'
         , target_table VARCHAR(64) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin PATH '$[3]'
         , state VARCHAR(64) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin PATH '$[4]')) AS listed
   WHERE state = 'move'
   GROUP BY target_schema, target_table)
SELECT COALESCE(JSON_ARRAYAGG(JSON_ARRAY(schema_name, table_name, trigger_name)), '[]')
  FROM JSON_TABLE(@planc_tables_with_triggers, '$[*]' COLUMNS (
         schema_name VARCHAR(64) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin PATH '$[0]'
       , table_name VARCHAR(64) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin PATH '$[1]'
       , trigger_name VARCHAR(64) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin PATH '$[2]')) AS live
  JOIN state ON target_schema = schema_name AND target_table = table_name
  INTO @planc_triggers;

-- Unknown, if they could not be read.
SET @planc_triggers = IF(@planc_tables_with_triggers IS NULL, NULL, @planc_triggers);

SET @planc_verdict = CASE
  WHEN @planc_session = 'OK'
   AND @planc_listed_tables = @planc_expected_tables
   AND @planc_connection = CONNECTION_ID()
   AND @planc_to_repair = 0
   AND @planc_to_move = 0
    THEN 'SKIP'
  WHEN @planc_session = 'OK'
   AND @planc_listed_tables = @planc_expected_tables
   AND @planc_connection = CONNECTION_ID()
   AND @planc_to_repair = 0
   AND @planc_to_move > 0
   AND @planc_source_missing = ''
   AND JSON_LENGTH(@planc_triggers) = 0
    THEN 'GO'
  WHEN @planc_session <> 'OK'
    THEN CONCAT('planc: nothing was changed: ', @planc_session)
  WHEN @planc_listed_tables <> @planc_expected_tables
    THEN CONCAT('planc: nothing was changed: this file lists ', @planc_listed_tables, ' tables, but expects ',
                @planc_expected_tables, '; compile the plan again')
  WHEN @planc_source_missing <> ''
    THEN CONCAT('planc: stopped before statement ', @planc_statement, ' of ', @planc_statements, ': schema ',
                @planc_source_missing, ' does not exist; create it again, then run ', @planc_file)
  WHEN @planc_target_missing <> ''
    THEN CONCAT('planc: stopped before statement ', @planc_statement, ' of ', @planc_statements, ': schema ',
                @planc_target_missing, ' does not exist, nor do the tables that were in it; find or restore ',
                'them, ', @planc_status_file, ' lists each one')
  WHEN @planc_to_repair > 0
    THEN CONCAT('planc: stopped before statement ', @planc_statement, ' of ', @planc_statements,
                ': tables that are in both schemas or in neither, or whose name at the source is in use: ',
                @planc_to_repair, ' of ', @planc_tables, '; the rows above list the objects with these ',
                'names, and ', @planc_status_file, ' says what to do')
  WHEN JSON_LENGTH(@planc_triggers) > 0
    THEN CONCAT('planc: stopped before statement ', @planc_statement, ' of ', @planc_statements,
                ': triggers on these tables: ', JSON_LENGTH(@planc_triggers), '; RENAME TABLE cannot move a ',
                'table with triggers to another schema. Save and drop those in the rows above, run ',
                @planc_file, ' again, then create them on the source tables')
END;

-- What has the names of tables that cannot move.
WITH wanted AS (
  SELECT source_schema AS schema_name, source_table AS object_name
    FROM JSON_TABLE(@planc_statement_names, '$[*]' COLUMNS (
           source_schema VARCHAR(64) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin PATH '$[0]'
         , source_table VARCHAR(64) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin PATH '$[1]'
         , state VARCHAR(64) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin PATH '$[4]')) AS listed
   WHERE state = 'repair'
   UNION
  SELECT target_schema, target_table
    FROM JSON_TABLE(@planc_statement_names, '$[*]' COLUMNS (
           target_schema VARCHAR(64) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin PATH '$[2]'
         , target_table VARCHAR(64) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin PATH '$[3]'
         , state VARCHAR(64) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin PATH '$[4]')) AS listed
   WHERE state = 'repair')
SELECT DISTINCT CONCAT(object.schema_name, '.', object.object_name) AS name, kind
  FROM JSON_TABLE(@planc_objects, '$[*]' COLUMNS (
         schema_name VARCHAR(64) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin PATH '$[0]'
       , object_name VARCHAR(64) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin PATH '$[1]'
       , kind VARCHAR(64) CHARACTER SET utf8mb4 PATH '$[2]')) AS object
  JOIN wanted
    ON wanted.schema_name = object.schema_name AND LOWER(wanted.object_name) = LOWER(object.object_name)
 WHERE @planc_verdict NOT IN ('GO', 'SKIP')
 ORDER BY name;

SELECT CONCAT(schema_name, '.', trigger_name) AS trigger_found
     , CONCAT(schema_name, '.', table_name) AS on_table
     , CONCAT('save its text: SHOW CREATE TRIGGER ', quoted_name, '; then: DROP TRIGGER ', quoted_name)
       AS next_step
  FROM (SELECT schema_name, table_name, trigger_name
             , CONCAT('`', REPLACE(schema_name, '`', '``'), '`.`', REPLACE(trigger_name, '`', '``'), '`')
               AS quoted_name
          FROM JSON_TABLE(@planc_triggers, '$[*]' COLUMNS (
                 schema_name VARCHAR(64) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin PATH '$[0]'
               , table_name VARCHAR(64) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin PATH '$[1]'
               , trigger_name VARCHAR(64) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin PATH '$[2]')) AS found)
       AS named
 WHERE @planc_verdict NOT IN ('GO', 'SKIP')
 ORDER BY schema_name, trigger_name;
