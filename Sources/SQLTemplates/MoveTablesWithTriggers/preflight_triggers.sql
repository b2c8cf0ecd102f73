-- -----------------------------------------------------------------------------------------------------
-- Section preflight_triggers
-- Tables with triggers: the triggers of the catalog, the names that they need at the target, and the
-- temporary names of their tables. What could stop such a table while it has a temporary name is found here.
-- -----------------------------------------------------------------------------------------------------
SET @planc_found_triggers = NULL;

WITH listed AS (
  SELECT DISTINCT source_schema, source_table, target_schema
       , COALESCE(new_name, source_table) AS target_table, trigger_name, sha2, unrestored_sha2
       , IF(@@lower_case_table_names = 0, trigger_name,
            CAST(LOWER(trigger_name) AS CHAR(64)) COLLATE utf8mb4_bin) AS compared
    FROM JSON_TABLE(@planc_moves, '$[*]' COLUMNS (
           source_schema VARCHAR(64) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin PATH '$.from'
         , target_schema VARCHAR(64) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin PATH '$.to'
         , NESTED PATH '$.tables[*]' COLUMNS (
             source_table VARCHAR(64) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin PATH '$.table'
           , new_name VARCHAR(64) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin PATH '$.as'
           , NESTED PATH '$.triggers[*]' COLUMNS (
               trigger_name VARCHAR(64) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin PATH '$.trigger'
             , sha2 VARCHAR(64) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin PATH '$.sha2'
             , unrestored_sha2 VARCHAR(64) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin
                 PATH '$.unrestored_sha2')))) AS plan_trigger
   WHERE trigger_name IS NOT NULL),
plan_table AS (
  SELECT DISTINCT source_schema, target_schema, target_table, temporary_name
       , source_kind IS NULL AND COALESCE(target_kind, '') = 'table' AS has_moved
    FROM JSON_TABLE(@planc_tables, '$[*]' COLUMNS (
           source_schema VARCHAR(64) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin PATH '$[2]'
         , target_schema VARCHAR(64) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin PATH '$[4]'
         , target_table VARCHAR(64) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin PATH '$[5]'
         , source_kind VARCHAR(64) CHARACTER SET utf8mb4 PATH '$[7]'
         , target_kind VARCHAR(64) CHARACTER SET utf8mb4 PATH '$[8]'
         , temporary_name VARCHAR(64) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin PATH '$[9]')) AS located
   WHERE temporary_name IS NOT NULL),
waiting AS (
  SELECT listed.source_schema, listed.source_table, listed.target_schema, trigger_name, compared, sha2
       , unrestored_sha2
    FROM listed
    JOIN plan_table
      ON plan_table.target_schema = listed.target_schema AND plan_table.target_table = listed.target_table
   WHERE has_moved = 0),
live AS (
  SELECT DISTINCT CAST(TRIGGER_SCHEMA AS CHAR(64) CHARACTER SET utf8mb4) COLLATE utf8mb4_bin AS schema_name
       , CAST(TRIGGER_NAME AS CHAR(64) CHARACTER SET utf8mb4) COLLATE utf8mb4_bin AS trigger_name
       , CAST(IF(@@lower_case_table_names = 0, TRIGGER_NAME, LOWER(TRIGGER_NAME))
              AS CHAR(64) CHARACTER SET utf8mb4) COLLATE utf8mb4_bin AS compared
       , CAST(EVENT_OBJECT_TABLE AS CHAR(64) CHARACTER SET utf8mb4) COLLATE utf8mb4_bin AS on_table
       , CAST(SHA2(CONCAT_WS('\n', TRIGGER_NAME, ACTION_TIMING, EVENT_MANIPULATION, ACTION_ORDER, DEFINER,
                             SQL_MODE, CHARACTER_SET_CLIENT, COLLATION_CONNECTION, ACTION_STATEMENT), 256)
              AS CHAR(64) CHARACTER SET utf8mb4) COLLATE utf8mb4_bin AS live_sha2
    FROM information_schema.TRIGGERS
   WHERE LOCATE(JSON_QUOTE(TRIGGER_SCHEMA), @planc_schema_names) > 0),
object AS (
  SELECT DISTINCT schema_name, object_name
       , CAST(LOWER(object_name) AS CHAR(64)) COLLATE utf8mb4_bin AS lowered
    FROM JSON_TABLE(@planc_objects, '$[*]' COLUMNS (
           schema_name VARCHAR(64) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin PATH '$[0]'
         , object_name VARCHAR(64) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin PATH '$[1]')) AS server_object),
temporary_ AS (
  SELECT source_schema AS schema_name, CAST(LOWER(temporary_name) AS CHAR(64)) COLLATE utf8mb4_bin AS lowered
    FROM plan_table
   UNION
  SELECT target_schema, CAST(LOWER(temporary_name) AS CHAR(64)) COLLATE utf8mb4_bin
    FROM plan_table)
SELECT COALESCE(JSON_ARRAYAGG(JSON_ARRAY('error', finding, object_name, advice)), '[]')
  FROM (SELECT 'the catalog was captured on a MariaDB server, and this server is MySQL' AS finding
             , 'this server' AS object_name
             , 'refresh the catalog (planc inspect), then run planc compile' AS advice
          FROM (SELECT 1 AS one) AS one_row
         WHERE VERSION() NOT LIKE '%MariaDB%'
         UNION ALL
        SELECT CASE WHEN live_sha2 IS NULL THEN 'trigger is missing'
                    WHEN live_sha2 = unrestored_sha2 THEN 'the text of the trigger is not restored yet'
                    ELSE 'trigger differs from the catalog' END
             , CONCAT(source_schema, '.', waiting.trigger_name)
             , IF(live_sha2 = unrestored_sha2, CONCAT('run ', @planc_rollback_file, ', which restores it'),
                  'refresh the catalog (planc inspect), then run planc compile')
          FROM waiting
          LEFT JOIN live ON live.schema_name = source_schema AND live.trigger_name = waiting.trigger_name
         WHERE COALESCE(live_sha2, '') <> sha2
         UNION ALL
        SELECT CONCAT('trigger name is taken, on ', on_table)
             , CONCAT(target_schema, '.', waiting.trigger_name)
             , CONCAT('save its text, drop it, and create it again with another name: SHOW CREATE TRIGGER `',
                      REPLACE(schema_name, '`', '``'), '`.`', REPLACE(live.trigger_name, '`', '``'),
                      '`; DROP TRIGGER `', REPLACE(schema_name, '`', '``'), '`.`',
                      REPLACE(live.trigger_name, '`', '``'), '`')
          FROM waiting
          JOIN live ON live.schema_name = target_schema AND live.compared = waiting.compared
         UNION ALL
        SELECT 'a temporary name is taken', CONCAT(object.schema_name, '.', object.object_name)
             , CONCAT('it is a table of this plan that was renamed temporarily: run ', @planc_status_file)
          FROM temporary_
          JOIN object
            ON object.schema_name = temporary_.schema_name AND object.lowered = temporary_.lowered) AS found
  INTO @planc_found_triggers;
