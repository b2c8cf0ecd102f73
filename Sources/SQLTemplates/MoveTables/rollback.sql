-- -----------------------------------------------------------------------------------------------------
-- Section rollback
-- What the server has under the names of these tables. A rollback compares no numbers of tables: tables that
-- were created since must not prevent it.
-- -----------------------------------------------------------------------------------------------------
SET @planc_states = NULL, @planc_tables_with_triggers = NULL, @planc_schemas_missing = NULL;

-- An entry for each pair: its statement, its number, its names, and what it needs:
--   move: the table is still at its target, and nothing has its old name;
--   nothing: the table is at its source, and nothing has the name at the target;
--   repair: anything else.
WITH pair AS (
  SELECT statement, number, source_schema, source_table, target_schema, target_table
    FROM JSON_TABLE(@planc_pairs, '$[*]' COLUMNS (
           statement INT PATH '$[0]'
         , number INT PATH '$[1]'
         , target_schema VARCHAR(64) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin PATH '$[2]'
         , target_table VARCHAR(64) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin PATH '$[3]'
         , source_schema VARCHAR(64) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin PATH '$[4]'
         , source_table VARCHAR(64) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin PATH '$[5]')) AS listed),
object AS (
  SELECT DISTINCT schema_name, object_name, kind
    FROM JSON_TABLE(@planc_objects, '$[*]' COLUMNS (
           schema_name VARCHAR(64) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin PATH '$[0]'
         , object_name VARCHAR(64) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin PATH '$[1]'
         , kind VARCHAR(64) CHARACTER SET utf8mb4 PATH '$[2]')) AS server_object),
used_name AS (
  SELECT schema_name, CAST(IF(@@lower_case_table_names = 0, object_name, LOWER(object_name))
                           AS CHAR(64) CHARACTER SET utf8mb4) COLLATE utf8mb4_bin AS name
    FROM object
   GROUP BY schema_name, name)
SELECT COALESCE(JSON_ARRAYAGG(JSON_ARRAY(statement, number, source_schema, source_table, target_schema,
         target_table, CASE
           WHEN at_target.kind = 'table' AND used_name.name IS NULL THEN 'move'
           WHEN at_source.kind = 'table' AND at_target.kind IS NULL THEN 'nothing'
           ELSE 'repair'
         END)), '[]')
  FROM pair
  LEFT JOIN object AS at_source
    ON at_source.schema_name = source_schema AND at_source.object_name = source_table
  LEFT JOIN object AS at_target
    ON at_target.schema_name = target_schema AND at_target.object_name = target_table
  LEFT JOIN used_name
    ON used_name.schema_name = source_schema
   AND used_name.name = IF(@@lower_case_table_names = 0, source_table, LOWER(source_table))
  INTO @planc_states;

-- A table with a trigger cannot change its schema (error 1435).
SELECT COALESCE(JSON_ARRAYAGG(JSON_ARRAY(schema_name, table_name, trigger_name)), '[]')
  FROM (SELECT CAST(EVENT_OBJECT_SCHEMA AS CHAR(64) CHARACTER SET utf8mb4) COLLATE utf8mb4_bin AS schema_name
             , CAST(EVENT_OBJECT_TABLE AS CHAR(64) CHARACTER SET utf8mb4) COLLATE utf8mb4_bin AS table_name
             , CAST(TRIGGER_NAME AS CHAR(64) CHARACTER SET utf8mb4) COLLATE utf8mb4_bin AS trigger_name
          FROM information_schema.TRIGGERS
         WHERE LOCATE(JSON_QUOTE(EVENT_OBJECT_SCHEMA), @planc_schema_names) > 0) AS live
  INTO @planc_tables_with_triggers;
SET @planc_tables_with_triggers = IF(@planc_schema_names IS NULL, NULL, @planc_tables_with_triggers);

-- A schema that is gone: its tables are nowhere, or cannot return.
SELECT COALESCE(JSON_ARRAYAGG(plan_name), '[]')
  FROM (SELECT plan_name
          FROM JSON_TABLE(@planc_schemas, '$[*]' COLUMNS (
                 plan_name VARCHAR(64) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin PATH '$.schema'))
               AS plan_schema) AS planned
  LEFT JOIN (SELECT CAST(SCHEMA_NAME AS CHAR(64) CHARACTER SET utf8mb4) COLLATE utf8mb4_bin AS schema_name
               FROM information_schema.SCHEMATA) AS live
    ON schema_name = plan_name
 WHERE schema_name IS NULL
  INTO @planc_schemas_missing;

-- Counters and settings that the sections below read; not every plan has them all.
SET @planc_statement = 0, @planc_back = 0, @planc_moved = NULL, @planc_kept = 0, @planc_grants_left = 0,
    @planc_view_number = 0, @planc_is_rollback = 1, @planc_all_tables = @planc_listed_tables,
    @planc_dependents_done = 1, @planc_dependents_result = '';
