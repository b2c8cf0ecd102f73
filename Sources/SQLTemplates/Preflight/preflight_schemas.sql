-- -----------------------------------------------------------------------------------------------------
-- Section preflight_schemas
-- Does every schema exist, with the planned number of tables and the planned collation? Tables that have
-- moved already are counted at their target.
-- -----------------------------------------------------------------------------------------------------
SET @planc_found_schemas = NULL;

WITH planned AS (
  SELECT plan_name, tables_before, budget, COALESCE(tolerance, 0) AS tolerance, schema_collation
    FROM JSON_TABLE(@planc_schemas, '$[*]' COLUMNS (
           plan_name VARCHAR(64) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin PATH '$.schema'
         , tables_before INT PATH '$.tables_before'
         , budget INT PATH '$.budget'
         , tolerance INT PATH '$.tolerance'
         , schema_collation VARCHAR(64) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin PATH '$.collation'))
         AS plan_schema),
present AS (
  SELECT schema_name, COUNT(*) AS tables_now
    FROM JSON_TABLE(@planc_objects, '$[*]' COLUMNS (
           schema_name VARCHAR(64) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin PATH '$[0]'
         , kind VARCHAR(64) CHARACTER SET utf8mb4 PATH '$[2]')) AS server_object
   WHERE kind = 'table'
   GROUP BY schema_name),
moved AS (
  SELECT source_schema, target_schema
    FROM JSON_TABLE(@planc_tables, '$[*]' COLUMNS (
           source_schema VARCHAR(64) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin PATH '$[2]'
         , target_schema VARCHAR(64) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin PATH '$[4]'
         , source_kind VARCHAR(64) CHARACTER SET utf8mb4 PATH '$[7]'
         , target_kind VARCHAR(64) CHARACTER SET utf8mb4 PATH '$[8]')) AS plan_table
   WHERE source_kind IS NULL AND COALESCE(target_kind, '') = 'table'),
leaving AS (
  SELECT source_schema, COUNT(*) AS tables_out
    FROM moved
   GROUP BY source_schema),
arriving AS (
  SELECT target_schema, COUNT(*) AS tables_in
    FROM moved
   GROUP BY target_schema),
all_leaving AS (
  SELECT source_schema, COUNT(*) AS all_out
    FROM JSON_TABLE(@planc_tables, '$[*]' COLUMNS (
           source_schema VARCHAR(64) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin PATH '$[2]')) AS plan_table
   GROUP BY source_schema),
all_arriving AS (
  SELECT target_schema, COUNT(*) AS all_in
    FROM JSON_TABLE(@planc_tables, '$[*]' COLUMNS (
           target_schema VARCHAR(64) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin PATH '$[4]')) AS plan_table
   GROUP BY target_schema),
counted AS (
  SELECT plan_name, COALESCE(tables_now, 0) AS tables_now, budget, tolerance
       , COALESCE(tables_now, 0) - COALESCE(all_out, 0) + COALESCE(all_in, 0)
         + COALESCE(tables_out, 0) - COALESCE(tables_in, 0) AS tables_then
       , tables_before - COALESCE(tables_out, 0) + COALESCE(tables_in, 0) AS tables_planned
    FROM planned
    LEFT JOIN present ON present.schema_name = plan_name
    LEFT JOIN leaving ON leaving.source_schema = plan_name
    LEFT JOIN arriving ON arriving.target_schema = plan_name
    LEFT JOIN all_leaving ON all_leaving.source_schema = plan_name
    LEFT JOIN all_arriving ON all_arriving.target_schema = plan_name),
on_server AS (
  SELECT DISTINCT CAST(SCHEMA_NAME AS CHAR(64) CHARACTER SET utf8mb4) COLLATE utf8mb4_bin AS schema_name
       , CAST(DEFAULT_COLLATION_NAME AS CHAR(64) CHARACTER SET utf8mb4) COLLATE utf8mb4_bin
           AS schema_collation
    FROM information_schema.SCHEMATA)
SELECT COALESCE(JSON_ARRAYAGG(JSON_ARRAY(severity, finding, schema_name, advice)), '[]')
  FROM (SELECT 'error' AS severity
             , CONCAT('has ', tables_now, IF(tables_now = 1, ' table', ' tables'), ', planned: ',
                      tables_planned, IF(tolerance = 0, '', CONCAT(', tolerance: ', tolerance))) AS finding
             , plan_name AS schema_name
             , IF(@planc_moved = 0,
                  'correct table_count in the plan, or find the table that was created or dropped',
                  CONCAT('find the table that was created or dropped since the migration began; do not ',
                         'change the plan before it is finished')) AS advice
          FROM counted
         WHERE ABS(tables_now - tables_planned) > tolerance
         UNION ALL
        SELECT 'info'
             , CONCAT('has ', tables_now, IF(tables_now = 1, ' table', ' tables'), ', planned: ',
                      tables_planned, ', tolerance: ', tolerance)
             , plan_name, 'others have created or dropped tables that the plan does not name'
          FROM counted
         WHERE tables_now <> tables_planned AND ABS(tables_now - tables_planned) <= tolerance
         UNION ALL
        SELECT 'error'
             , CONCAT('has ', GREATEST(tables_now, tables_then), ' tables before or after the move, budget: ',
                      budget)
             , plan_name, 'move fewer tables to it, or change its budget in the plan'
          FROM counted
         WHERE tolerance > 0 AND GREATEST(tables_now, tables_then) > budget
         UNION ALL
        SELECT 'error', IF(on_server.schema_name IS NULL, 'schema is missing',
                  CONCAT('schema has collation ', on_server.schema_collation, ', planned: ',
                         planned.schema_collation))
             , plan_name
             , IF(on_server.schema_name IS NULL, 'the plan does not create it: create it yourself',
                  CONCAT('run ALTER SCHEMA `', REPLACE(plan_name, '`', '``'), '` COLLATE ',
                         planned.schema_collation, ', or change the plan'))
          FROM planned
          LEFT JOIN on_server ON on_server.schema_name = plan_name
         WHERE on_server.schema_name IS NULL AND planned.schema_collation IS NULL
            OR on_server.schema_name IS NOT NULL
           AND on_server.schema_collation <> planned.schema_collation) AS found
  INTO @planc_found_schemas;
