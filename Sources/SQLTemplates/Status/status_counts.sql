-- -----------------------------------------------------------------------------------------------------
-- Section status_counts
-- How many tables are where, and what blocks the next step.
-- -----------------------------------------------------------------------------------------------------
SET @planc_listed_tables = NULL, @planc_at_source = NULL, @planc_at_target = NULL, @planc_renamed = NULL,
    @planc_partial_statements = NULL, @planc_blocking = NULL, @planc_blocks_move = NULL,
    @planc_blocks_rollback = NULL, @planc_aside = NULL;

SELECT COUNT(*), COALESCE(SUM(location = 'source'), 0), COALESCE(SUM(location = 'target'), 0)
     , COALESCE(SUM(location = 'renamed'), 0)
  FROM JSON_TABLE(@planc_tables, '$[*]' COLUMNS (
         location VARCHAR(16) CHARACTER SET utf8mb4 PATH '$[6]')) AS plan_table
  INTO @planc_listed_tables, @planc_at_source, @planc_at_target, @planc_renamed;

-- Statements that have moved some of their tables: no file leaves that, and no file continues from it.
SELECT COUNT(*)
  FROM (SELECT statement
          FROM JSON_TABLE(@planc_tables, '$[*]' COLUMNS (
                 statement INT PATH '$[1]'
               , location VARCHAR(16) CHARACTER SET utf8mb4 PATH '$[6]')) AS plan_table
         GROUP BY statement
        HAVING SUM(location = 'source') > 0 AND SUM(location = 'target') > 0) AS partial
  INTO @planc_partial_statements;

-- Triggers that the plan does not list. RENAME TABLE cannot move a table with a trigger to another schema
-- (error 1435): the move files stop at one at the source, the rollback at one at the target.
WITH plan_table AS (
  SELECT DISTINCT source_schema, source_table, target_schema, target_table
    FROM JSON_TABLE(@planc_tables, '$[*]' COLUMNS (
           source_schema VARCHAR(64) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin PATH '$[2]'
         , source_table VARCHAR(64) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin PATH '$[3]'
         , target_schema VARCHAR(64) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin PATH '$[4]'
         , target_table VARCHAR(64) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin PATH '$[5]')) AS listed),
known_trigger AS (
  SELECT DISTINCT source_schema, source_table, target_schema
       , COALESCE(new_name, source_table) AS target_table, trigger_name
    FROM JSON_TABLE(@planc_moves, '$[*]' COLUMNS (
           source_schema VARCHAR(64) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin PATH '$.from'
         , target_schema VARCHAR(64) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin PATH '$.to'
         , NESTED PATH '$.tables[*]' COLUMNS (
             source_table VARCHAR(64) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin PATH '$.table'
           , new_name VARCHAR(64) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin PATH '$.as'
           , NESTED PATH '$.triggers[*]' COLUMNS (
               trigger_name VARCHAR(64) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin
                 PATH '$.trigger')))) AS listed
   WHERE trigger_name IS NOT NULL),
server_trigger AS (
  SELECT DISTINCT CAST(EVENT_OBJECT_SCHEMA AS CHAR(64) CHARACTER SET utf8mb4) COLLATE utf8mb4_bin
           AS table_schema_
       , CAST(EVENT_OBJECT_TABLE AS CHAR(64) CHARACTER SET utf8mb4) COLLATE utf8mb4_bin AS table_name_
       , CAST(TRIGGER_NAME AS CHAR(64) CHARACTER SET utf8mb4) COLLATE utf8mb4_bin AS trigger_name
    FROM information_schema.TRIGGERS
   WHERE LOCATE(JSON_QUOTE(EVENT_OBJECT_SCHEMA), @planc_schema_names) > 0),
blocking AS (
  SELECT 'move files' AS blocks, CONCAT(table_schema_, '.', server_trigger.trigger_name) AS full_name
       , CONCAT(table_schema_, '.', table_name_) AS full_table
    FROM server_trigger
    JOIN plan_table ON source_schema = table_schema_ AND source_table = table_name_
   WHERE NOT EXISTS (SELECT 1 FROM known_trigger
                      WHERE known_trigger.source_schema = table_schema_
                        AND known_trigger.source_table = table_name_
                        AND known_trigger.trigger_name = server_trigger.trigger_name)
   UNION ALL
  SELECT 'rollback', CONCAT(table_schema_, '.', server_trigger.trigger_name)
       , CONCAT(table_schema_, '.', table_name_)
    FROM server_trigger
    JOIN plan_table ON target_schema = table_schema_ AND target_table = table_name_
   WHERE NOT EXISTS (SELECT 1 FROM known_trigger
                      WHERE known_trigger.target_schema = table_schema_
                        AND known_trigger.target_table = table_name_
                        AND known_trigger.trigger_name = server_trigger.trigger_name))
SELECT COALESCE(JSON_ARRAYAGG(JSON_ARRAY(blocks, full_name, full_table)), '[]')
     , GROUP_CONCAT(IF(blocks = 'move files', CONCAT(full_name, ' on ', full_table), NULL)
                    ORDER BY full_name SEPARATOR ', ')
     , GROUP_CONCAT(IF(blocks = 'rollback', CONCAT(full_name, ' on ', full_table), NULL)
                    ORDER BY full_name SEPARATOR ', ')
  FROM blocking
  INTO @planc_blocking, @planc_blocks_move, @planc_blocks_rollback;

-- Tables that were set aside: with the name of a table of the plan, or with a number after that name.
WITH plan_name AS (
  SELECT DISTINCT CASE side WHEN 1 THEN source_table ELSE target_table END AS table_name_
    FROM JSON_TABLE(@planc_tables, '$[*]' COLUMNS (
           source_table VARCHAR(64) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin PATH '$[3]'
         , target_table VARCHAR(64) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin PATH '$[5]')) AS listed
    JOIN (SELECT 1 AS side UNION ALL SELECT 2) AS sides),
aside AS (
  SELECT DISTINCT CAST(TABLE_NAME AS CHAR(64) CHARACTER SET utf8mb4) COLLATE utf8mb4_bin AS table_name_
       , REGEXP_REPLACE(CAST(TABLE_NAME AS CHAR(64) CHARACTER SET utf8mb4) COLLATE utf8mb4_bin,
                        '_[0-9]+$', '') AS stem
    FROM information_schema.TABLES
   WHERE TABLE_SCHEMA = @planc_aside_schema
     AND CAST(TABLE_SCHEMA AS BINARY) = CAST(@planc_aside_schema AS BINARY)
     AND TABLE_TYPE IN ('BASE TABLE', 'SYSTEM VERSIONED'))
SELECT COALESCE(JSON_ARRAYAGG(table_name_), '[]')
  FROM aside
 WHERE table_name_ IN (SELECT table_name_ FROM plan_name) OR stem IN (SELECT table_name_ FROM plan_name)
  INTO @planc_aside;
