-- -----------------------------------------------------------------------------------------------------
-- Section trigger_table
-- The next table with triggers. RENAME TABLE cannot move it to another schema (1435), so it moves in steps:
-- it gets a temporary name, under which nobody writes rows; its triggers are dropped; it moves; its triggers
-- are created again; it gets its name; the texts of the triggers, which the renames have changed, are
-- restored.
-- A file that was interrupted continues with the step at which the table is, and so does the rollback.
-- -----------------------------------------------------------------------------------------------------
SET @planc_table_number = @planc_table_number + 1;
SET @planc_from_schema = NULL, @planc_from_table = NULL, @planc_to_schema = NULL, @planc_to_table = NULL,
    @planc_from = NULL, @planc_from_temporary = NULL, @planc_to_temporary = NULL, @planc_to = NULL,
    @planc_temporary_name = NULL, @planc_ignores_case = NULL, @planc_table_triggers = NULL,
    @planc_trigger_count = NULL, @planc_trigger_schemas = NULL;

-- In a rollback the table goes the other way.
SELECT IF(@planc_is_rollback = 0, source_schema, target_schema)
     , IF(@planc_is_rollback = 0, source_table, COALESCE(new_name, source_table))
     , IF(@planc_is_rollback = 0, target_schema, source_schema)
     , IF(@planc_is_rollback = 0, COALESCE(new_name, source_table), source_table)
     , temporary_name, COALESCE(ignores_case, 0), JSON_ARRAY(source_schema, target_schema)
  FROM JSON_TABLE(@planc_trigger_tables, '$[*]' COLUMNS (
         number FOR ORDINALITY
       , source_schema VARCHAR(64) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin PATH '$.from'
       , source_table VARCHAR(64) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin PATH '$.table'
       , target_schema VARCHAR(64) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin PATH '$.to'
       , new_name VARCHAR(64) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin PATH '$.as'
       , temporary_name VARCHAR(64) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin PATH '$.temporary_name'
       , ignores_case INT PATH '$.ignores_case')) AS plan_table
 WHERE number = @planc_table_number
  INTO @planc_from_schema, @planc_from_table, @planc_to_schema, @planc_to_table, @planc_temporary_name,
       @planc_ignores_case, @planc_trigger_schemas;
SET @planc_table_triggers = JSON_EXTRACT(@planc_trigger_tables,
                                         CONCAT('$[', @planc_table_number - 1, '].triggers'));
SET @planc_trigger_count = JSON_LENGTH(@planc_table_triggers);

-- As they are written in a statement.
SET @planc_from = CONCAT('`', REPLACE(@planc_from_schema, '`', '``'), '`.`',
                         REPLACE(@planc_from_table, '`', '``'), '`'),
    @planc_from_temporary = CONCAT('`', REPLACE(@planc_from_schema, '`', '``'), '`.`',
                                   REPLACE(@planc_temporary_name, '`', '``'), '`'),
    @planc_to_temporary = CONCAT('`', REPLACE(@planc_to_schema, '`', '``'), '`.`',
                                 REPLACE(@planc_temporary_name, '`', '``'), '`'),
    @planc_to = CONCAT('`', REPLACE(@planc_to_schema, '`', '``'), '`.`',
                       REPLACE(@planc_to_table, '`', '``'), '`');

EXECUTE planc_forget;
EXECUTE planc_place;
EXECUTE planc_triggers;
EXECUTE planc_counts;

-- What the sections about grants read: the table, and in a rollback whether it is still at its target.
SET @planc_grants = 'OK', @planc_tables = 1,
    @planc_statement_names = IF(@planc_is_rollback = 0,
      JSON_ARRAY(JSON_ARRAY(@planc_from_schema, @planc_from_table, @planc_to_schema, @planc_to_table)),
      JSON_ARRAY(JSON_ARRAY(@planc_to_schema, @planc_to_table, @planc_from_schema, @planc_from_table,
                            IF(@planc_place = 'source', 'move', 'nothing')))),
    @planc_verdict = IF(@planc_place = 'source', 'GO', 'SKIP');
