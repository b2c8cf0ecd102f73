-- -----------------------------------------------------------------------------------------------------
-- Section status_schemas
-- One row for each schema: its tables now, and what the plan says before and after the migration.
-- -----------------------------------------------------------------------------------------------------
WITH planned AS (
  SELECT number, plan_name, tables_before, budget
    FROM JSON_TABLE(@planc_schemas, '$[*]' COLUMNS (
           number FOR ORDINALITY
         , plan_name VARCHAR(64) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin PATH '$.schema'
         , tables_before INT PATH '$.tables_before'
         , budget INT PATH '$.budget')) AS plan_schema),
present AS (
  SELECT schema_name, COUNT(*) AS tables_now
    FROM JSON_TABLE(@planc_objects, '$[*]' COLUMNS (
           schema_name VARCHAR(64) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin PATH '$[0]'
         , kind VARCHAR(64) CHARACTER SET utf8mb4 PATH '$[2]')) AS server_object
   WHERE kind = 'table'
   GROUP BY schema_name),
leaving AS (
  SELECT source_schema, COUNT(*) AS tables_out
    FROM JSON_TABLE(@planc_tables, '$[*]' COLUMNS (
           source_schema VARCHAR(64) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin PATH '$[2]')) AS plan_table
   GROUP BY source_schema),
arriving AS (
  SELECT target_schema, COUNT(*) AS tables_in
    FROM JSON_TABLE(@planc_tables, '$[*]' COLUMNS (
           target_schema VARCHAR(64) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin PATH '$[4]')) AS plan_table
   GROUP BY target_schema)
SELECT plan_name AS `schema`
     , COALESCE(tables_now, 0) AS tables_now
     , tables_before AS planned_before
     , tables_before - COALESCE(tables_out, 0) + COALESCE(tables_in, 0) AS planned_after
     , COALESCE(budget, 'none') AS budget
     , COALESCE(budget - COALESCE(tables_now, 0), 'none') AS headroom
  FROM planned
  LEFT JOIN present ON present.schema_name = plan_name
  LEFT JOIN leaving ON leaving.source_schema = plan_name
  LEFT JOIN arriving ON arriving.target_schema = plan_name
 ORDER BY number;

-- Triggers that block the move files or the rollback.
SELECT blocks, trigger_name, on_table
  FROM JSON_TABLE(@planc_blocking, '$[*]' COLUMNS (
         blocks VARCHAR(16) CHARACTER SET utf8mb4 PATH '$[0]'
       , trigger_name VARCHAR(200) CHARACTER SET utf8mb4 PATH '$[1]'
       , on_table VARCHAR(200) CHARACTER SET utf8mb4 PATH '$[2]')) AS blocking
 ORDER BY blocks, trigger_name;
