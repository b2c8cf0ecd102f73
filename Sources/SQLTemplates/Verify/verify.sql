-- -----------------------------------------------------------------------------------------------------
-- Section verify
-- Findings: what differs from the state after the migration. No finding is good.
-- -----------------------------------------------------------------------------------------------------
SET @planc_listed_tables = NULL, @planc_at_target = NULL, @planc_left = NULL, @planc_findings = NULL,
    @planc_schemas_as_planned = NULL, @planc_tolerated = NULL, @planc_is_rollback = 0;

SELECT COUNT(*), COALESCE(SUM(COALESCE(target_kind, '') = 'table'), 0)
     , COALESCE(SUM(source_kind IS NOT NULL), 0)
  FROM JSON_TABLE(@planc_tables, '$[*]' COLUMNS (
         source_kind VARCHAR(64) CHARACTER SET utf8mb4 PATH '$[7]'
       , target_kind VARCHAR(64) CHARACTER SET utf8mb4 PATH '$[8]')) AS plan_table
  INTO @planc_listed_tables, @planc_at_target, @planc_left;

-- Tables that are not at the target, and whatever has an old name.
WITH plan_table AS (
  SELECT number, source_schema, source_table, target_schema, target_table, source_kind, target_kind
    FROM JSON_TABLE(@planc_tables, '$[*]' COLUMNS (
           number INT PATH '$[0]'
         , source_schema VARCHAR(64) CHARACTER SET utf8mb4 PATH '$[2]'
         , source_table VARCHAR(64) CHARACTER SET utf8mb4 PATH '$[3]'
         , target_schema VARCHAR(64) CHARACTER SET utf8mb4 PATH '$[4]'
         , target_table VARCHAR(64) CHARACTER SET utf8mb4 PATH '$[5]'
         , source_kind VARCHAR(64) CHARACTER SET utf8mb4 PATH '$[7]'
         , target_kind VARCHAR(64) CHARACTER SET utf8mb4 PATH '$[8]')) AS listed)
SELECT COALESCE(JSON_ARRAYAGG(JSON_ARRAY(kind, number, finding, expected, found)), '[]')
  FROM (SELECT 1 AS kind, number, CONCAT(target_schema, '.', target_table) AS finding, 'table' AS expected
             , COALESCE(target_kind, 'missing') AS found
          FROM plan_table
         WHERE COALESCE(target_kind, '') <> 'table'
         UNION ALL
        SELECT 2, number, CONCAT(source_schema, '.', source_table), 'nothing', source_kind
          FROM plan_table
         WHERE source_kind IS NOT NULL) AS tables_
  INTO @planc_findings;

-- Schemas with another number of tables than planned.
WITH planned AS (
  SELECT number, plan_name, tables_before, budget, COALESCE(tolerance, 0) AS tolerance
    FROM JSON_TABLE(@planc_schemas, '$[*]' COLUMNS (
           number FOR ORDINALITY
         , plan_name VARCHAR(64) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin PATH '$.schema'
         , tables_before INT PATH '$.tables_before'
         , budget INT PATH '$.budget'
         , tolerance INT PATH '$.tolerance')) AS plan_schema),
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
   GROUP BY target_schema),
counted AS (
  SELECT number, plan_name, COALESCE(tables_now, 0) AS tables_now, budget, tolerance
       , tables_before - COALESCE(tables_out, 0) + COALESCE(tables_in, 0) AS tables_after
    FROM planned
    LEFT JOIN present ON present.schema_name = plan_name
    LEFT JOIN leaving ON leaving.source_schema = plan_name
    LEFT JOIN arriving ON arriving.target_schema = plan_name),
judged AS (
  SELECT number, plan_name, tables_now, tables_after, budget
       , ABS(tables_now - tables_after) <= tolerance
         AND (tables_now = tables_after OR budget IS NULL OR tables_now <= budget) AS is_as_planned
    FROM counted)
SELECT (SELECT COUNT(*) FROM judged WHERE is_as_planned = 1)
     , (SELECT COALESCE(GROUP_CONCAT(CONCAT(plan_name, ' has ', tables_now, ', planned: ', tables_after)
                                     ORDER BY number SEPARATOR '; '), '')
          FROM judged
         WHERE is_as_planned = 1 AND tables_now <> tables_after)
     , JSON_MERGE_PRESERVE(@planc_findings, COALESCE(JSON_ARRAYAGG(
         JSON_ARRAY(6, number, plan_name, CONCAT(tables_after, IF(tables_after = 1, ' table', ' tables')),
                    CONCAT(tables_now, IF(tables_now = 1, ' table', ' tables'),
                           IF(tables_now > budget, CONCAT(', budget: ', budget), '')))), '[]'))
  FROM judged
 WHERE is_as_planned = 0
  INTO @planc_schemas_as_planned, @planc_tolerated, @planc_findings;
