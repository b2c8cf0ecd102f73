-- -----------------------------------------------------------------------------------------------------
-- What the plan breaks and accepts: somebody changes these texts by hand, with the move and with a rollback.
-- -----------------------------------------------------------------------------------------------------
SET @planc_changes = NULL, @planc_to_change = NULL;

-- An entry for each routine, event, trigger and view: 1 if its text has the new name of the table.
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
       , target_schema, target_table, has_new_name)), '[]')
  FROM (SELECT accepted.kind, object_schema, object_name, on_schema, on_table_, target_schema, target_table
             , MAX(COALESCE(REPLACE(body, '`', ''), '') LIKE CONCAT('%', REPLACE(REPLACE(REPLACE(
                 CONCAT(target_schema, '.', target_table), '\\', '\\\\'), '%', '\\%'), '_', '\\_'), '%'))
               AS has_new_name
          FROM accepted
          LEFT JOIN text_of
            ON text_of.kind = accepted.kind AND schema_name = object_schema AND text_name = object_name
         GROUP BY accepted.kind, object_schema, object_name, on_schema, on_table_, target_schema
                , target_table) AS compared
  INTO @planc_changes;

SELECT CONCAT(kind, ' ', object_schema, '.', object_name) AS change_by_hand
     , CONCAT('to ', IF(@planc_back IS NULL, target_schema, on_schema), '.',
              IF(@planc_back IS NULL, target_table, on_table_)) AS names_the_table
     , IF(has_new_name = IF(@planc_back IS NULL, 1, 0), 'done', 'not yet') AS state
  FROM JSON_TABLE(@planc_changes, '$[*]' COLUMNS (
         kind VARCHAR(64) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin PATH '$[0]'
       , object_schema VARCHAR(64) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin PATH '$[1]'
       , object_name VARCHAR(64) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin PATH '$[2]'
       , on_schema VARCHAR(64) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin PATH '$[3]'
       , on_table_ VARCHAR(64) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin PATH '$[4]'
       , target_schema VARCHAR(64) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin PATH '$[5]'
       , target_table VARCHAR(64) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin PATH '$[6]'
       , has_new_name INT PATH '$[7]')) AS listed
 ORDER BY change_by_hand, names_the_table;
