-- -----------------------------------------------------------------------------------------------------
-- Section preflight_tables
-- Is every table at its source, and every name at the target free? Names that differ only in case are
-- different tables on some servers, and the same table on others.
-- -----------------------------------------------------------------------------------------------------
SET @planc_found_tables = NULL;

WITH plan_table AS (
  SELECT source_schema, source_table, target_schema, target_table, source_kind, target_kind
       , CAST(LOWER(source_table) AS CHAR(64)) COLLATE utf8mb4_bin AS source_lowered
       , CAST(LOWER(target_table) AS CHAR(64)) COLLATE utf8mb4_bin AS target_lowered
       , source_kind IS NULL AND COALESCE(target_kind, '') = 'table' AS has_moved
    FROM JSON_TABLE(@planc_tables, '$[*]' COLUMNS (
           source_schema VARCHAR(64) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin PATH '$[2]'
         , source_table VARCHAR(64) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin PATH '$[3]'
         , target_schema VARCHAR(64) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin PATH '$[4]'
         , target_table VARCHAR(64) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin PATH '$[5]'
         , source_kind VARCHAR(64) CHARACTER SET utf8mb4 PATH '$[7]'
         , target_kind VARCHAR(64) CHARACTER SET utf8mb4 PATH '$[8]')) AS listed),
object AS (
  SELECT DISTINCT schema_name, CAST(LOWER(object_name) AS CHAR(64)) COLLATE utf8mb4_bin AS lowered
       , object_name, kind
    FROM JSON_TABLE(@planc_objects, '$[*]' COLUMNS (
           schema_name VARCHAR(64) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin PATH '$[0]'
         , object_name VARCHAR(64) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin PATH '$[1]'
         , kind VARCHAR(64) CHARACTER SET utf8mb4 PATH '$[2]')) AS server_object)
SELECT COALESCE(JSON_ARRAYAGG(JSON_ARRAY('error', finding, object_name, advice)), '[]')
  FROM (SELECT IF(source_kind IS NULL, 'table is missing', CONCAT('is a ', source_kind, ', not a table'))
                 AS finding
             , CONCAT(source_schema, '.', source_table) AS object_name
             , COALESCE(CONCAT('the schema has ', other_case.object_name,
                               ': on this server, names that differ only in case are different tables'),
                        CONCAT('run ', @planc_status_file)) AS advice
          FROM plan_table
          LEFT JOIN object AS other_case
            ON other_case.schema_name = source_schema AND other_case.lowered = source_lowered
           AND other_case.object_name <> source_table
         WHERE COALESCE(source_kind, '') <> 'table' AND has_moved = 0
         UNION ALL
        SELECT CONCAT('name is taken by a ', taken.kind)
             , CONCAT(taken.schema_name, '.', taken.object_name)
             , 'rename it, or choose another name in the plan; planc does not replace it'
          FROM plan_table
          LEFT JOIN object AS taken
            ON taken.schema_name = target_schema AND taken.lowered = target_lowered
         WHERE COALESCE(taken.kind, '') <> ''
           AND NOT (taken.object_name = target_table
                    AND (has_moved = 1 OR COALESCE(source_kind, '') = 'table' AND target_kind = 'table'))
         UNION ALL
        SELECT 'table is at both locations'
             , CONCAT(source_schema, '.', source_table, ' and ', target_schema, '.', target_table)
             , CONCAT(@planc_status_file, ' shows the rows of each, and README.md what to do, in "Manual ',
                      'repair required"; until then, drop or rename neither')
          FROM plan_table
         WHERE COALESCE(source_kind, '') = 'table' AND COALESCE(target_kind, '') = 'table') AS found
  INTO @planc_found_tables;
