-- -----------------------------------------------------------------------------------------------------
-- Section preflight_dependents
-- What depends on the tables that move: triggers and views that the plan does not list.
-- -----------------------------------------------------------------------------------------------------
SET @planc_found_dependents = NULL, @planc_listed_triggers = NULL;

SELECT COALESCE(JSON_ARRAYAGG(JSON_ARRAY(source_schema, source_table, trigger_name)), '[]')
  FROM JSON_TABLE(@planc_moves, '$[*]' COLUMNS (
         source_schema VARCHAR(64) CHARACTER SET utf8mb4 PATH '$.from'
       , NESTED PATH '$.tables[*]' COLUMNS (
           source_table VARCHAR(64) CHARACTER SET utf8mb4 PATH '$.table'
         , NESTED PATH '$.triggers[*]' COLUMNS (
             trigger_name VARCHAR(64) CHARACTER SET utf8mb4 PATH '$.trigger')))) AS listed
 WHERE trigger_name IS NOT NULL
  INTO @planc_listed_triggers;

WITH plan_table AS (
  SELECT DISTINCT number, source_schema, source_table
    FROM JSON_TABLE(@planc_tables, '$[*]' COLUMNS (
           number INT PATH '$[0]'
         , source_schema VARCHAR(64) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin PATH '$[2]'
         , source_table VARCHAR(64) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin PATH '$[3]')) AS listed),
listed_trigger AS (
  SELECT DISTINCT source_schema, source_table, trigger_name
    FROM JSON_TABLE(@planc_listed_triggers, '$[*]' COLUMNS (
           source_schema VARCHAR(64) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin PATH '$[0]'
         , source_table VARCHAR(64) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin PATH '$[1]'
         , trigger_name VARCHAR(64) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin PATH '$[2]')) AS listed),
server_trigger AS (
  SELECT DISTINCT CAST(EVENT_OBJECT_SCHEMA AS CHAR(64) CHARACTER SET utf8mb4) COLLATE utf8mb4_bin
           AS schema_name
       , CAST(EVENT_OBJECT_TABLE AS CHAR(64) CHARACTER SET utf8mb4) COLLATE utf8mb4_bin AS table_name_
       , CAST(TRIGGER_NAME AS CHAR(64) CHARACTER SET utf8mb4) COLLATE utf8mb4_bin AS trigger_name
    FROM information_schema.TRIGGERS
   WHERE LOCATE(JSON_QUOTE(EVENT_OBJECT_SCHEMA), @planc_schema_names) > 0),
listed_view AS (
  SELECT DISTINCT view_schema, view_name
    FROM JSON_TABLE(@planc_views_listed, '$[*]' COLUMNS (
           view_schema VARCHAR(64) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin PATH '$.schema'
         , view_name VARCHAR(64) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin PATH '$.view')) AS listed),
server_view AS (
  SELECT DISTINCT CAST(TABLE_SCHEMA AS CHAR(64) CHARACTER SET utf8mb4) COLLATE utf8mb4_bin AS schema_name
       , CAST(TABLE_NAME AS CHAR(64) CHARACTER SET utf8mb4) COLLATE utf8mb4_bin AS view_name
       , CAST(VIEW_DEFINITION AS BINARY) AS body
    FROM information_schema.VIEWS),
accepted AS (
  SELECT DISTINCT object_schema, object_name, on_schema, on_table_
    FROM JSON_TABLE(@planc_accepted, '$[*]' COLUMNS (
           object_schema VARCHAR(64) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin PATH '$.schema'
         , object_name VARCHAR(64) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin PATH '$.object'
         , on_schema VARCHAR(64) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin PATH '$.on'
         , on_table_ VARCHAR(64) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin PATH '$.table')) AS listed
   WHERE object_name IS NOT NULL)
SELECT COALESCE(JSON_ARRAYAGG(JSON_ARRAY(severity, finding, object_name, advice)), '[]')
  FROM (SELECT 'error' AS severity
             , CONCAT('trigger on ', plan_table.source_schema, '.', plan_table.source_table) AS finding
             , CONCAT(server_trigger.schema_name, '.', server_trigger.trigger_name) AS object_name
             , IF(@planc_listed_triggers = '[]',
                  CONCAT('RENAME TABLE cannot move a table with triggers to another schema (1435): drop the ',
                         'trigger before the move, and create it again after the move'),
                  'the catalog does not have it: refresh the catalog (planc inspect), then run planc compile')
                 AS advice
          FROM plan_table
          JOIN server_trigger
            ON server_trigger.schema_name = plan_table.source_schema
           AND server_trigger.table_name_ = plan_table.source_table
          LEFT JOIN listed_trigger
            ON listed_trigger.source_schema = server_trigger.schema_name
           AND listed_trigger.source_table = server_trigger.table_name_
           AND listed_trigger.trigger_name = server_trigger.trigger_name
         WHERE listed_trigger.trigger_name IS NULL
         UNION ALL
        SELECT IF(COALESCE(on_table_, '') = '', 'warning', 'info')
             , CONCAT(IF(COALESCE(on_table_, '') = '', '', 'accepted: '), 'view references ', source_schema,
                      '.', source_table)
             , CONCAT(server_view.schema_name, '.', server_view.view_name)
             , CONCAT('after the move it fails (1356), as do views on it and a dump of its schema: ',
                      IF(@planc_views_listed = '[]', 'create it again with the new name after the move',
                         'refresh the catalog (planc inspect), then run planc compile'))
          FROM server_view
          JOIN (SELECT source_schema, source_table
                     , CAST(CONCAT('`', REPLACE(source_schema, '`', '``'), '`.`',
                                   REPLACE(source_table, '`', '``'), '`') AS BINARY) AS quoted
                  FROM plan_table) AS moving
            ON LOCATE(quoted, body) > 0
          LEFT JOIN accepted
            ON object_schema = server_view.schema_name AND object_name = server_view.view_name
           AND on_schema = source_schema AND on_table_ = source_table
         WHERE NOT EXISTS (SELECT 1 FROM listed_view
                            WHERE listed_view.view_schema = server_view.schema_name
                              AND listed_view.view_name = server_view.view_name)) AS found
  INTO @planc_found_dependents;

-- Without what was read, there is nothing to find.
SET @planc_found_dependents = IF(@planc_listed_triggers IS NULL, NULL, @planc_found_dependents);
