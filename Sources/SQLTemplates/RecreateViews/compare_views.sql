-- -----------------------------------------------------------------------------------------------------
-- Section compare_views
-- The views that are recreated: which of its texts belongs to the places of its tables, and which one it has.
-- -----------------------------------------------------------------------------------------------------
SET @planc_table_schemas = NULL, @planc_view_schemas = NULL, @planc_view_columns = NULL,
    @planc_compared_views = NULL, @planc_sql = NULL;

SELECT JSON_ARRAYAGG(source_schema)
  FROM (SELECT source_schema
          FROM JSON_TABLE(@planc_recreated_views, '$[*]' COLUMNS (NESTED PATH '$.tables[*]' COLUMNS (
                 source_schema VARCHAR(64) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin PATH '$.from'))) AS names
         UNION
        SELECT target_schema
          FROM JSON_TABLE(@planc_recreated_views, '$[*]' COLUMNS (NESTED PATH '$.tables[*]' COLUMNS (
                 target_schema VARCHAR(64) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin PATH '$.to'))) AS names)
       AS table_schema
  INTO @planc_table_schemas;
SELECT JSON_ARRAYAGG(view_schema)
  FROM (SELECT DISTINCT view_schema
          FROM JSON_TABLE(@planc_recreated_views, '$[*]' COLUMNS (
                 view_schema VARCHAR(64) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin PATH '$.schema')) AS names)
       AS plan_view
  INTO @planc_view_schemas;

-- A view that fails has no columns (1356). With literals the server opens these views only.
SELECT CONCAT('SELECT JSON_ARRAYAGG(JSON_ARRAY(number, columns_)) FROM (', GROUP_CONCAT(CONCAT(
         'SELECT ', number, ' AS number, COUNT(*) AS columns_ FROM information_schema.COLUMNS ',
         'WHERE TABLE_SCHEMA = ', QUOTE(view_schema), ' AND TABLE_NAME = ', QUOTE(view_name))
         SEPARATOR ' UNION ALL '), ') AS counted INTO @planc_view_columns')
  FROM JSON_TABLE(@planc_recreated_views, '$[*]' COLUMNS (
         number FOR ORDINALITY
       , view_schema VARCHAR(64) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin PATH '$.schema'
       , view_name VARCHAR(64) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin PATH '$.view')) AS plan_view
  INTO @planc_sql;
PREPARE planc FROM @planc_sql;
EXECUTE planc;
DEALLOCATE PREPARE planc;

-- An entry for each view: its number, its name; the number of the text that belongs to the places of its
-- tables, 0 while some tables of one target have moved and others have not; 1 if it has that text, 1 if it
-- has one of the texts, 1 if it fails although its tables have not moved; 1 if all views under it work; 1 if
-- it names a table by a name that the table does not have; 1 if all of its tables are at their targets.
WITH plan_view AS (
  SELECT DISTINCT number, view_schema, view_name, COALESCE(has_sequence, 0) AS has_sequence
    FROM JSON_TABLE(@planc_recreated_views, '$[*]' COLUMNS (
           number FOR ORDINALITY
         , view_schema VARCHAR(64) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin PATH '$.schema'
         , view_name VARCHAR(64) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin PATH '$.view'
         , has_sequence INT PATH '$.has_sequence')) AS listed),
view_table AS (
  SELECT DISTINCT number, COALESCE(is_indirect, 0) AS is_indirect, source_schema, source_table, target_schema
       , COALESCE(new_name, source_table) AS target_table
    FROM JSON_TABLE(@planc_recreated_views, '$[*]' COLUMNS (
           number FOR ORDINALITY
         , NESTED PATH '$.tables[*]' COLUMNS (
             source_schema VARCHAR(64) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin PATH '$.from'
           , source_table VARCHAR(64) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin PATH '$.table'
           , target_schema VARCHAR(64) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin PATH '$.to'
           , new_name VARCHAR(64) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin PATH '$.as'
           , is_indirect INT PATH '$.through_view'))) AS listed),
object AS (
  SELECT CAST(TABLE_SCHEMA AS CHAR(64) CHARACTER SET utf8mb4) COLLATE utf8mb4_bin AS schema_name
       , CAST(TABLE_NAME AS CHAR(64) CHARACTER SET utf8mb4) COLLATE utf8mb4_bin AS object_name
    FROM information_schema.TABLES
   WHERE LOCATE(JSON_QUOTE(TABLE_SCHEMA), @planc_table_schemas) > 0
     AND TABLE_TYPE IN ('BASE TABLE', 'SYSTEM VERSIONED')
   GROUP BY schema_name, object_name),
located AS (
  SELECT number, is_indirect, source_schema, source_table, target_schema, target_table
       , COALESCE(at_source.object_name, '') <> '' AS is_at_source
       , COALESCE(at_target.object_name, '') <> '' AS is_at_target
    FROM view_table
    LEFT JOIN object AS at_source
      ON at_source.schema_name = source_schema AND at_source.object_name = source_table
    LEFT JOIN object AS at_target
      ON at_target.schema_name = target_schema AND at_target.object_name = target_table),
side AS (
  SELECT number, target_schema, MIN(is_indirect) AS is_indirect
       , CASE
           WHEN SUM(is_at_target) = COUNT(*) AND SUM(is_at_source) = 0 THEN 'after'
           WHEN SUM(is_at_source) = COUNT(*) AND SUM(is_at_target) = 0 THEN 'before'
           ELSE 'between'
         END AS state
    FROM located
   GROUP BY number, target_schema),
place AS (
  SELECT number, SUM(state = 'between') AS unclear, SUM(state = 'before') = 0 AS has_moved
       , SUM(state <> 'before') = 0 AS has_not_moved, SUM(state = 'after' AND is_indirect = 0) AS filled
    FROM side
   GROUP BY number),
view_text AS (
  SELECT DISTINCT number, text_number, text_sha2, moved_to
    FROM JSON_TABLE(@planc_recreated_views, '$[*]' COLUMNS (
           number FOR ORDINALITY
         , NESTED PATH '$.texts[*]' COLUMNS (
             text_number FOR ORDINALITY
           , text_sha2 VARCHAR(64) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin PATH '$.sha2'
           , NESTED PATH '$.moved_to[*]' COLUMNS (
               moved_to VARCHAR(64) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin PATH '$')))) AS listed),
fitting AS (
  SELECT view_text.number, text_number, MIN(text_sha2) AS text_sha2, COUNT(moved_to) AS targets
       , COUNT(side.target_schema) AS filled
    FROM view_text
    LEFT JOIN side
      ON side.number = view_text.number AND side.target_schema = moved_to AND side.state = 'after'
   GROUP BY view_text.number, text_number),
live AS (
  SELECT CAST(TABLE_SCHEMA AS CHAR(64) CHARACTER SET utf8mb4) COLLATE utf8mb4_bin AS schema_name
       , CAST(TABLE_NAME AS CHAR(64) CHARACTER SET utf8mb4) COLLATE utf8mb4_bin AS live_name
       , CAST(SHA2(CONCAT_WS('\n', DEFINER, SECURITY_TYPE, CHECK_OPTION, ALGORITHM, CHARACTER_SET_CLIENT,
                             COLLATION_CONNECTION, VIEW_DEFINITION), 256)
              AS CHAR(64) CHARACTER SET utf8mb4) COLLATE utf8mb4_bin AS live_sha2
       , VIEW_DEFINITION AS live_definition
    FROM information_schema.VIEWS
   WHERE LOCATE(JSON_QUOTE(TABLE_SCHEMA), @planc_view_schemas) > 0),
named AS (
  SELECT located.number, MAX(COALESCE(live_definition, '') = '' OR LOCATE(CAST(CONCAT('`', REPLACE(
           IF(is_at_target = 1, source_schema, target_schema), '`', '``'), '`.`', REPLACE(
           IF(is_at_target = 1, source_table, target_table), '`', '``'), '`') AS BINARY),
           CAST(live_definition AS BINARY)) > 0) AS names_gone
    FROM located
    JOIN plan_view ON plan_view.number = located.number
    JOIN live ON schema_name = view_schema AND live_name = view_name
   WHERE is_indirect = 0
   GROUP BY located.number),
counted AS (
  SELECT DISTINCT number, columns_
    FROM JSON_TABLE(@planc_view_columns, '$[*]' COLUMNS (
           number INT PATH '$[0]'
         , columns_ INT PATH '$[1]')) AS listed),
under_view AS (
  SELECT listed.number, SUM(COALESCE(columns_, 0) = 0 AND COALESCE(has_sequence, 0) = 0) AS failing
    FROM JSON_TABLE(@planc_recreated_views, '$[*]' COLUMNS (
           number FOR ORDINALITY
         , NESTED PATH '$.views[*]' COLUMNS (
             under_schema VARCHAR(64) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin PATH '$.schema'
           , under_name VARCHAR(64) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin PATH '$.view'))) AS listed
    LEFT JOIN plan_view ON plan_view.view_schema = under_schema AND plan_view.view_name = under_name
    LEFT JOIN counted ON counted.number = plan_view.number
   WHERE under_schema IS NOT NULL
   GROUP BY listed.number)
SELECT JSON_ARRAYAGG(JSON_ARRAY(plan_view.number, view_schema, view_name, COALESCE(text_number, 0)
       , COALESCE(live_sha2 = fitting.text_sha2, 0)
       , EXISTS (SELECT 1 FROM view_text
                  WHERE view_text.number = plan_view.number AND view_text.text_sha2 = live_sha2)
       , has_not_moved = 1 AND COALESCE(columns_, 0) = 0 AND has_sequence = 0
         AND COALESCE(live_sha2 = fitting.text_sha2, 0)
       , COALESCE(failing, 0) = 0, COALESCE(names_gone, 0), has_moved))
  FROM plan_view
  JOIN place ON place.number = plan_view.number
  LEFT JOIN fitting
    ON fitting.number = plan_view.number AND place.unclear = 0 AND fitting.targets = place.filled
   AND fitting.filled = fitting.targets
  LEFT JOIN live ON live.schema_name = view_schema AND live_name = view_name
  LEFT JOIN named ON named.number = plan_view.number
  LEFT JOIN counted ON counted.number = plan_view.number
  LEFT JOIN under_view ON under_view.number = plan_view.number
  INTO @planc_compared_views;
SET @planc_compared_views = IF(@planc_view_columns IS NULL OR @planc_table_schemas IS NULL
                               OR @planc_view_schemas IS NULL, NULL, @planc_compared_views);
