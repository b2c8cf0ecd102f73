-- -----------------------------------------------------------------------------------------------------
-- Section move
-- What the server has under the names of these tables.
-- -----------------------------------------------------------------------------------------------------
SET @planc_target_ready = NULL, @planc_privileges_missing = NULL,
    @planc_tables_with_triggers = NULL, @planc_awaited = NULL, @planc_tables_counted = NULL,
    @planc_tables_planned = NULL, @planc_tolerance = NULL,
    @planc_tables_found = NULL, @planc_found = NULL, @planc_taken = NULL,
    @planc_statements_done = NULL, @planc_statements_ready = NULL, @planc_verdict = NULL;

WITH pair AS (
  SELECT statement, number, source_schema, source_table, target_schema, target_table
    FROM JSON_TABLE(@planc_pairs, '$[*]' COLUMNS (
           statement INT PATH '$[0]'
         , number INT PATH '$[1]'
         , source_schema VARCHAR(64) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin PATH '$[2]'
         , source_table VARCHAR(64) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin PATH '$[3]'
         , target_schema VARCHAR(64) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin PATH '$[4]'
         , target_table VARCHAR(64) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin PATH '$[5]')) AS listed),
object AS (
  SELECT DISTINCT schema_name, object_name, kind
    FROM JSON_TABLE(@planc_objects, '$[*]' COLUMNS (
           schema_name VARCHAR(64) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin PATH '$[0]'
         , object_name VARCHAR(64) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin PATH '$[1]'
         , kind VARCHAR(64) CHARACTER SET utf8mb4 PATH '$[2]')) AS server_object),
lower_name AS (
  SELECT schema_name, CAST(LOWER(object_name) AS CHAR(64) CHARACTER SET utf8mb4) COLLATE utf8mb4_bin AS name
    FROM object
   GROUP BY schema_name, name)
SELECT COALESCE(SUM(at_target = tables AND names_at_source = 0), 0)
     , COALESCE(SUM(at_source = tables AND names_at_target = 0), 0)
     , COALESCE(SUM(at_source), 0)
     , COALESCE(SUM(names_at_target), 0)
  FROM (SELECT statement, COUNT(*) AS tables
             , SUM(COALESCE(at_source.kind, '') = 'table') AS at_source
             , SUM(at_source.kind IS NOT NULL) AS names_at_source
             , SUM(COALESCE(at_target.kind, '') = 'table') AS at_target
             , SUM(lower_name.name IS NOT NULL) AS names_at_target
          FROM pair
          LEFT JOIN object AS at_source
            ON at_source.schema_name = source_schema AND at_source.object_name = source_table
          LEFT JOIN object AS at_target
            ON at_target.schema_name = target_schema AND at_target.object_name = target_table
          LEFT JOIN lower_name
            ON lower_name.schema_name = target_schema AND lower_name.name = LOWER(target_table)
         GROUP BY statement) AS found
  INTO @planc_statements_done, @planc_statements_ready, @planc_found, @planc_taken;

-- The target schema exists; one that the plan creates has the collation of the plan.
SELECT COUNT(*)
  FROM information_schema.SCHEMATA
  JOIN (SELECT plan_name, collation_name
          FROM JSON_TABLE(@planc_schemas, '$[*]' COLUMNS (
                 plan_name VARCHAR(64) CHARACTER SET utf8mb4 PATH '$.schema'
               , collation_name VARCHAR(64) CHARACTER SET utf8mb4 PATH '$.collation')) AS plan_schema)
       AS planned
    ON CAST(plan_name AS BINARY) = CAST(SCHEMATA.SCHEMA_NAME AS BINARY)
 WHERE CAST(plan_name AS BINARY) = CAST(@planc_target AS BINARY)
   AND (collation_name IS NULL OR CAST(collation_name AS BINARY) = CAST(DEFAULT_COLLATION_NAME AS BINARY))
  INTO @planc_target_ready;

-- RENAME TABLE needs ALTER and DROP on the old name, CREATE and INSERT on the new one. Move and rollback
-- need all four in the schemas of both. The privileges of an active role are not listed: then the server
-- decides.
SELECT COALESCE(GROUP_CONCAT(CONCAT(wanted.privilege, ' on ', wanted.schema_name)
                             ORDER BY wanted.schema_name, wanted.privilege SEPARATOR ', '), '')
  FROM (SELECT schema_name, privilege
          FROM (SELECT source_schema AS schema_name
                  FROM JSON_TABLE(@planc_pairs, '$[*]' COLUMNS (
                         source_schema VARCHAR(64) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin PATH '$[2]'))
                       AS pair
                 UNION
                SELECT CONVERT(@planc_target USING utf8mb4) COLLATE utf8mb4_bin) AS plan_schema
          JOIN JSON_TABLE('["ALTER", "CREATE", "DROP", "INSERT"]', '$[*]' COLUMNS (
                 privilege VARCHAR(64) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin PATH '$')) AS needed)
       AS wanted
  LEFT JOIN JSON_TABLE(@planc_privileges, '$[*]' COLUMNS (
         schema_name VARCHAR(64) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin PATH '$[0]'
       , privilege VARCHAR(64) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin PATH '$[1]')) AS own
    ON own.schema_name = wanted.schema_name AND own.privilege = wanted.privilege
 WHERE own.privilege IS NULL AND COALESCE(CURRENT_ROLE(), 'NONE') = 'NONE'
  INTO @planc_privileges_missing;

-- A move does not change the total number of tables. In a plan with more than
-- 100 schemas each move file lists its own schemas only, without numbers: then the tables are not counted.
SELECT COUNT(tables_before), COALESCE(SUM(tables_before), 0), COALESCE(SUM(tolerance), 0)
  FROM JSON_TABLE(@planc_schemas, '$[*]' COLUMNS (
         tables_before INT PATH '$.tables_before'
       , tolerance INT PATH '$.tolerance')) AS plan_schema
  INTO @planc_tables_counted, @planc_tables_planned, @planc_tolerance;
SELECT COUNT(*)
  FROM JSON_TABLE(@planc_objects, '$[*]' COLUMNS (kind VARCHAR(64) CHARACTER SET utf8mb4 PATH '$[2]'))
       AS server_object
 WHERE kind = 'table'
  INTO @planc_tables_found;

-- A table with a trigger cannot change its schema (error 1435).
WITH pair AS (
  SELECT source_schema, source_table
    FROM JSON_TABLE(@planc_pairs, '$[*]' COLUMNS (
           source_schema VARCHAR(64) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin PATH '$[2]'
         , source_table VARCHAR(64) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin PATH '$[3]')) AS listed
   GROUP BY source_schema, source_table),
live AS (
  SELECT CAST(EVENT_OBJECT_SCHEMA AS CHAR(64) CHARACTER SET utf8mb4) COLLATE utf8mb4_bin AS schema_name
       , CAST(EVENT_OBJECT_TABLE AS CHAR(64) CHARACTER SET utf8mb4) COLLATE utf8mb4_bin AS table_name
       , CAST(TRIGGER_NAME AS CHAR(64) CHARACTER SET utf8mb4) COLLATE utf8mb4_bin AS trigger_name
    FROM information_schema.TRIGGERS
   WHERE LOCATE(JSON_QUOTE(EVENT_OBJECT_SCHEMA), @planc_schema_names) > 0)
SELECT COALESCE(JSON_ARRAYAGG(JSON_ARRAY(schema_name, table_name, trigger_name)), '[]')
  FROM live
  JOIN pair ON source_schema = schema_name AND source_table = table_name
  INTO @planc_tables_with_triggers;
SET @planc_tables_with_triggers = IF(@planc_schema_names IS NULL, NULL, @planc_tables_with_triggers);

-- A foreign key that references a missing table by a name that one of these tables gets would reference that
-- table from then on, and its old name after a rollback.
WITH pair AS (
  SELECT target_schema, target_table
    FROM JSON_TABLE(@planc_pairs, '$[*]' COLUMNS (
           target_schema VARCHAR(64) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin PATH '$[4]'
         , target_table VARCHAR(64) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin PATH '$[5]')) AS listed
   GROUP BY target_schema, target_table),
referenced AS (
  SELECT CAST(REFERENCED_TABLE_SCHEMA AS CHAR(64) CHARACTER SET utf8mb4) COLLATE utf8mb4_bin AS schema_name
       , CAST(REFERENCED_TABLE_NAME AS CHAR(64) CHARACTER SET utf8mb4) COLLATE utf8mb4_bin AS table_name
    FROM information_schema.KEY_COLUMN_USAGE
   WHERE LOCATE(JSON_QUOTE(REFERENCED_TABLE_SCHEMA), @planc_schema_names) > 0
   GROUP BY schema_name, table_name),
present AS (
  SELECT schema_name, object_name
    FROM JSON_TABLE(@planc_objects, '$[*]' COLUMNS (
           schema_name VARCHAR(64) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin PATH '$[0]'
         , object_name VARCHAR(64) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin PATH '$[1]')) AS server_object
   GROUP BY schema_name, object_name)
SELECT COUNT(*)
  FROM referenced
  JOIN pair ON target_schema = referenced.schema_name AND target_table = referenced.table_name
  LEFT JOIN present ON present.schema_name = referenced.schema_name AND object_name = referenced.table_name
 WHERE object_name IS NULL
  INTO @planc_awaited;

-- SKIP when every table is at its target, GO when all can move, else the reason for refusing. Each
-- statement moves all of its tables or none: it must find all of them at their source, or have moved all of
-- them already.
SET @planc_verdict = CASE
  WHEN @planc_listed_tables = @planc_expected_tables
   AND @planc_statements_done = @planc_statements
    THEN 'SKIP'
  WHEN @planc_session = 'OK'
   AND @planc_listed_tables = @planc_expected_tables
   AND @planc_statements_done + @planc_statements_ready = @planc_statements
   AND @planc_target_ready = 1
   AND @planc_privileges_missing = ''
   AND JSON_LENGTH(@planc_tables_with_triggers) = 0
   AND @planc_awaited = 0
   AND (@planc_tables_counted = 0 OR ABS(@planc_tables_found - @planc_tables_planned) <= @planc_tolerance)
   AND @planc_dependents = 'OK'
    THEN 'GO'
  WHEN @planc_session <> 'OK'
    THEN CONCAT('planc: nothing was changed: ', @planc_session)
  WHEN @planc_listed_tables <> @planc_expected_tables
    THEN CONCAT('planc: nothing was changed: this file lists ', @planc_listed_tables, ' tables, but expects ',
                @planc_expected_tables, '; compile the plan again')
  WHEN @planc_target_ready = 0
    THEN CONCAT('planc: nothing was changed: schema ', @planc_target, ' does not exist, or has another ',
                'collation than in the plan; ', COALESCE(CONCAT('run ', @planc_create_schemas_file),
                'this plan does not create it'))
  WHEN @planc_privileges_missing <> ''
    THEN CONCAT('planc: nothing was changed: this account lacks privileges for the move or the rollback: ',
                LEFT(@planc_privileges_missing, 200), '; ', @planc_preflight_file, ' lists them')
  WHEN @planc_dependents <> 'OK'
    THEN CONCAT('planc: nothing was changed: ', @planc_dependents)
  WHEN JSON_LENGTH(@planc_tables_with_triggers) > 0
    THEN CONCAT('planc: nothing was changed: triggers on these tables: ',
                JSON_LENGTH(@planc_tables_with_triggers), '; RENAME TABLE cannot move a table with triggers ',
                'to another schema. Save and drop those in the rows above and run ', @planc_file,
                ' again; or, if no table has moved yet, compile the plan with a new catalog')
  WHEN @planc_statements_done + @planc_statements_ready <> @planc_statements
    THEN CONCAT('planc: nothing was changed: tables at the source: ', @planc_found, ' of ',
                @planc_listed_tables, '; names in use in ', @planc_target, ': ', @planc_taken,
                '; ', @planc_preflight_file, ' lists each one, or ', @planc_status_file,
                ' if tables have moved')
  WHEN @planc_awaited > 0
    THEN CONCAT('planc: nothing was changed: a foreign key references a missing table by a name that one of ',
                'these tables gets, and would reference its source after a rollback; drop that foreign key: ',
                @planc_preflight_file, ' names it')
  WHEN ABS(@planc_tables_found - @planc_tables_planned) > @planc_tolerance
    THEN CONCAT('planc: nothing was changed: the schemas of this plan contain ', @planc_tables_found,
                ' tables, and the plan says ', @planc_tables_planned, '; run ', @planc_status_file,
                ', then update the plan')
END;

SELECT CONCAT(schema_name, '.', trigger_name) AS trigger_found
     , CONCAT(schema_name, '.', table_name) AS on_table
     , CONCAT('save its text: SHOW CREATE TRIGGER ', quoted_name, '; then: DROP TRIGGER ', quoted_name)
       AS next_step
  FROM (SELECT schema_name, table_name, trigger_name
             , CONCAT('`', REPLACE(schema_name, '`', '``'), '`.`', REPLACE(trigger_name, '`', '``'), '`')
               AS quoted_name
          FROM JSON_TABLE(@planc_tables_with_triggers, '$[*]' COLUMNS (
                 schema_name VARCHAR(64) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin PATH '$[0]'
               , table_name VARCHAR(64) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin PATH '$[1]'
               , trigger_name VARCHAR(64) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin PATH '$[2]')) AS found)
       AS named
 WHERE @planc_verdict NOT IN ('GO', 'SKIP')
 ORDER BY schema_name, trigger_name;

-- The reason is raised as an error: as the name of a storage engine that does not exist (1286).
SET SESSION default_storage_engine = IF(@planc_verdict IN ('GO', 'SKIP'), @@SESSION.default_storage_engine,
  COALESCE(@planc_verdict,
           CONCAT('planc: nothing was changed: a check failed; run ', @planc_preflight_file)));

-- Counters and settings that the sections below read; not every plan has them all.
SET @planc_plan_verdict = @planc_verdict, @planc_statement = 0, @planc_moved = 0, @planc_moved_before = 0,
    @planc_back = NULL, @planc_kept = 0, @planc_copies_made = 0, @planc_view_number = 0,
    @planc_is_rollback = 0,
    @planc_all_tables = @planc_listed_tables, @planc_dependents_done = 1, @planc_dependents_result = '';
