-- -----------------------------------------------------------------------------------------------------
-- Section accepted_objects
-- What the plan breaks and accepts: somebody changes these texts by hand, with the move and with a rollback.
-- -----------------------------------------------------------------------------------------------------
SET @planc_changes = NULL, @planc_word = NULL;

-- What a name consists of, in a regular expression.
SET @planc_word = '0-9A-Za-z_$\\x{80}-\\x{FFFF}';

-- An entry for each routine, event, trigger and view: 1 if its text can be read, if it has the old name of
-- the table, if it has the new one.
WITH accepted AS (
  SELECT DISTINCT kind, object_schema, object_name, on_schema, on_table_, target_schema
       , COALESCE(new_name, on_table_) AS target_table
    FROM JSON_TABLE(@planc_accepted, '$[*]' COLUMNS (
           kind VARCHAR(64) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin PATH '$.kind'
         , object_schema VARCHAR(64) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin PATH '$.schema'
         , object_name VARCHAR(64) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin PATH '$.object'
         , on_schema VARCHAR(64) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin PATH '$.on'
         , on_table_ VARCHAR(64) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin PATH '$.table'
         , target_schema VARCHAR(64) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin PATH '$.to'
         , new_name VARCHAR(64) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin PATH '$.as')) AS listed
   WHERE kind IN ('routine', 'event', 'trigger', 'view')),
text_of AS (
  SELECT 'routine' AS kind
       , CAST(ROUTINE_SCHEMA AS CHAR(64) CHARACTER SET utf8mb4) COLLATE utf8mb4_bin AS schema_name
       , CAST(ROUTINE_NAME AS CHAR(64) CHARACTER SET utf8mb4) COLLATE utf8mb4_bin AS text_name
       , CONVERT(ROUTINE_DEFINITION USING utf8mb4) COLLATE utf8mb4_bin AS body
    FROM information_schema.ROUTINES
   UNION ALL
  SELECT 'event', CAST(EVENT_SCHEMA AS CHAR(64) CHARACTER SET utf8mb4) COLLATE utf8mb4_bin
       , CAST(EVENT_NAME AS CHAR(64) CHARACTER SET utf8mb4) COLLATE utf8mb4_bin
       , CONVERT(EVENT_DEFINITION USING utf8mb4) COLLATE utf8mb4_bin
    FROM information_schema.EVENTS
   UNION ALL
  SELECT 'trigger', CAST(TRIGGER_SCHEMA AS CHAR(64) CHARACTER SET utf8mb4) COLLATE utf8mb4_bin
       , CAST(TRIGGER_NAME AS CHAR(64) CHARACTER SET utf8mb4) COLLATE utf8mb4_bin
       , CONVERT(ACTION_STATEMENT USING utf8mb4) COLLATE utf8mb4_bin
    FROM information_schema.TRIGGERS
   UNION ALL
  SELECT 'view', CAST(TABLE_SCHEMA AS CHAR(64) CHARACTER SET utf8mb4) COLLATE utf8mb4_bin
       , CAST(TABLE_NAME AS CHAR(64) CHARACTER SET utf8mb4) COLLATE utf8mb4_bin
       , CONVERT(VIEW_DEFINITION USING utf8mb4) COLLATE utf8mb4_bin
    FROM information_schema.VIEWS)
SELECT COALESCE(JSON_ARRAYAGG(JSON_ARRAY(kind, object_schema, object_name, on_schema, on_table_
       , target_schema, target_table, is_visible, has_old_name, has_new_name)), '[]')
  FROM (SELECT accepted.kind, object_schema, object_name, on_schema, on_table_, target_schema, target_table
             , MAX(COALESCE(body, '') <> '') AS is_visible
             , MAX(COALESCE(REPLACE(body, '`', '') REGEXP CONCAT('(^|[^', @planc_word, '.])\\Q',
                     REPLACE(on_schema, '`', ''), '.', REPLACE(on_table_, '`', ''), '\\E($|[^',
                     @planc_word, '])'), 0)) AS has_old_name
             , MAX(COALESCE(REPLACE(body, '`', '') REGEXP CONCAT('(^|[^', @planc_word, '.])\\Q',
                     REPLACE(target_schema, '`', ''), '.', REPLACE(target_table, '`', ''), '\\E($|[^',
                     @planc_word, '])'), 0)) AS has_new_name
          FROM accepted
          LEFT JOIN text_of
            ON text_of.kind = accepted.kind AND schema_name = object_schema AND text_name = object_name
         GROUP BY accepted.kind, object_schema, object_name, on_schema, on_table_, target_schema
                , target_table) AS compared
  INTO @planc_changes;

SELECT CONCAT(kind, ' ', object_schema, '.', object_name) AS change_by_hand
     , CONCAT('to ', IF(@planc_is_rollback = 0, target_schema, on_schema), '.',
              IF(@planc_is_rollback = 0, target_table, on_table_)) AS names_the_table
     , CASE
         WHEN is_visible = 0 THEN 'missing, or hidden from this account'
         WHEN @planc_is_rollback = 0 AND has_new_name = 1 AND has_old_name = 0 THEN 'done'
         WHEN @planc_is_rollback = 1 AND has_new_name = 0 THEN 'done'
         ELSE 'not yet'
       END AS state
  FROM JSON_TABLE(@planc_changes, '$[*]' COLUMNS (
         kind VARCHAR(64) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin PATH '$[0]'
       , object_schema VARCHAR(64) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin PATH '$[1]'
       , object_name VARCHAR(64) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin PATH '$[2]'
       , on_schema VARCHAR(64) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin PATH '$[3]'
       , on_table_ VARCHAR(64) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin PATH '$[4]'
       , target_schema VARCHAR(64) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin PATH '$[5]'
       , target_table VARCHAR(64) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin PATH '$[6]'
       , is_visible INT PATH '$[7]'
       , has_old_name INT PATH '$[8]'
       , has_new_name INT PATH '$[9]')) AS listed
 ORDER BY change_by_hand, names_the_table;
