-- -----------------------------------------------------------------------------------------------------
-- Section triggers
-- The triggers of moved tables, compared with the catalog by their SHA-256: name, time, event, order,
-- definer, SQL mode, character sets and body. After the move a body may also be as planc advised (P602).
-- A trigger that is not restored yet has the right body and a comment behind it.
-- -----------------------------------------------------------------------------------------------------
SET @planc_triggers = NULL, @planc_triggers_changed = NULL, @planc_triggers_unrestored = NULL;

WITH listed AS (
  SELECT DISTINCT ROW_NUMBER() OVER (ORDER BY block, position, trigger_position) AS number
       , source_schema, source_table, target_schema, COALESCE(new_name, source_table) AS target_table
       , temporary_name, trigger_name, sha2, unrestored_sha2, COALESCE(advised_sha2, sha2) AS advised_sha2
    FROM JSON_TABLE(@planc_moves, '$[*]' COLUMNS (
           block FOR ORDINALITY
         , source_schema VARCHAR(64) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin PATH '$.from'
         , target_schema VARCHAR(64) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin PATH '$.to'
         , NESTED PATH '$.tables[*]' COLUMNS (
             position FOR ORDINALITY
           , source_table VARCHAR(64) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin PATH '$.table'
           , new_name VARCHAR(64) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin PATH '$.as'
           , temporary_name VARCHAR(64) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin PATH '$.temporary_name'
           , NESTED PATH '$.triggers[*]' COLUMNS (
               trigger_position FOR ORDINALITY
             , trigger_name VARCHAR(64) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin PATH '$.trigger'
             , sha2 VARCHAR(64) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin PATH '$.sha2'
             , unrestored_sha2 VARCHAR(64) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin PATH '$.unrestored_sha2'
             , advised_sha2 VARCHAR(64) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin
                 PATH '$.advised_sha2')))) AS plan_trigger
   WHERE trigger_name IS NOT NULL),
live AS (
  SELECT DISTINCT CAST(TRIGGER_SCHEMA AS CHAR(64) CHARACTER SET utf8mb4) COLLATE utf8mb4_bin AS schema_name
       , CAST(TRIGGER_NAME AS CHAR(64) CHARACTER SET utf8mb4) COLLATE utf8mb4_bin AS trigger_name
       , CAST(EVENT_OBJECT_TABLE AS CHAR(64) CHARACTER SET utf8mb4) COLLATE utf8mb4_bin AS on_table
       , CAST(SHA2(CONCAT_WS('\n', TRIGGER_NAME, ACTION_TIMING, EVENT_MANIPULATION, ACTION_ORDER, DEFINER,
                             SQL_MODE, CHARACTER_SET_CLIENT, COLLATION_CONNECTION, ACTION_STATEMENT), 256)
              AS CHAR(64) CHARACTER SET utf8mb4) COLLATE utf8mb4_bin AS live_sha2
    FROM information_schema.TRIGGERS
   WHERE LOCATE(JSON_QUOTE(TRIGGER_SCHEMA), @planc_schema_names) > 0),
found AS (
  SELECT listed.*, at_source.live_sha2 AS source_sha2, at_source.on_table AS source_on
       , at_target.live_sha2 AS target_sha2, at_target.on_table AS target_on
    FROM listed
    LEFT JOIN live AS at_source
      ON at_source.schema_name = source_schema AND at_source.trigger_name = listed.trigger_name
    LEFT JOIN live AS at_target
      ON at_target.schema_name = target_schema AND at_target.trigger_name = listed.trigger_name)
SELECT JSON_ARRAYAGG(JSON_ARRAY(number, CONCAT(source_schema, '.', trigger_name),
         CASE
           WHEN source_sha2 IS NULL AND target_sha2 IS NULL THEN 'missing'
           WHEN target_sha2 IS NULL AND source_sha2 IN (sha2, unrestored_sha2) AND source_on = source_table
             THEN 'source'
           WHEN source_sha2 IS NULL AND target_sha2 IN (sha2, unrestored_sha2, advised_sha2)
            AND target_on = target_table THEN 'target'
           WHEN target_sha2 IS NULL AND source_sha2 IN (sha2, unrestored_sha2) AND source_on = temporary_name
             THEN 'temporary name at the source'
           WHEN source_sha2 IS NULL AND target_sha2 IN (sha2, unrestored_sha2, advised_sha2)
            AND target_on = temporary_name THEN 'temporary name at the target'
           ELSE 'changed'
         END,
         COALESCE(COALESCE(source_sha2, target_sha2) = unrestored_sha2, 0),
         source_schema, source_table))
  FROM found
  INTO @planc_triggers;

-- While its table has a temporary name, a trigger may be missing.
WITH renamed AS (
  SELECT DISTINCT source_schema, source_table
    FROM JSON_TABLE(@planc_tables, '$[*]' COLUMNS (
           source_schema VARCHAR(64) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin PATH '$[2]'
         , source_table VARCHAR(64) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin PATH '$[3]'
         , renamed_at_source VARCHAR(64) CHARACTER SET utf8mb4 PATH '$[10]'
         , renamed_at_target VARCHAR(64) CHARACTER SET utf8mb4 PATH '$[11]')) AS plan_table
   WHERE COALESCE(renamed_at_source, renamed_at_target) IS NOT NULL)
SELECT SUM(state IN ('missing', 'changed')
           AND NOT EXISTS (SELECT 1 FROM renamed
                            WHERE renamed.source_schema = plan_trigger.source_schema
                              AND renamed.source_table = plan_trigger.source_table))
     , SUM(is_unrestored)
  FROM JSON_TABLE(@planc_triggers, '$[*]' COLUMNS (
         state VARCHAR(64) CHARACTER SET utf8mb4 PATH '$[2]'
       , is_unrestored INT PATH '$[3]'
       , source_schema VARCHAR(64) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin PATH '$[4]'
       , source_table VARCHAR(64) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin PATH '$[5]')) AS plan_trigger
  INTO @planc_triggers_changed, @planc_triggers_unrestored;
