-- -----------------------------------------------------------------------------------------------------
-- Section trigger_rows
-- What a refusal is about: the triggers on the server that are not as in the catalog, those that have the
-- name of one, how to save and drop them, and the definitions of the catalog in the order in which they can
-- be created: each PRECEDES the next. And those that a rollback replaces, changed as planc advises after the
-- move. Then the refusal, as an error (1286).
-- -----------------------------------------------------------------------------------------------------
WITH judged AS (
  SELECT schema_name, trigger_name, is_strange, is_taken, is_replaced
    FROM JSON_TABLE(@planc_judged_triggers, '$[*]' COLUMNS (
           schema_name VARCHAR(64) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin PATH '$[0]'
         , trigger_name VARCHAR(64) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin PATH '$[1]'
         , is_strange INT PATH '$[2]'
         , is_taken INT PATH '$[3]'
         , is_replaced INT PATH '$[4]')) AS listed
   WHERE is_strange = 1 OR is_taken = 1 OR is_replaced = 1),
quoted AS (
  SELECT schema_name, trigger_name, is_strange
       , CONCAT('`', REPLACE(schema_name, '`', '``'), '`.`', REPLACE(trigger_name, '`', '``'), '`') AS name
    FROM judged
   WHERE is_strange = 1 OR is_taken = 1),
definition AS (
  SELECT CONCAT(schema_name, '.', judged.trigger_name) AS trigger_name, 0 AS place
       , IF(is_replaced = 1 AND @planc_verdict = 'GO', 'changed after the move; the rollback replaces it',
            'on the server') AS definition_is
       , CONVERT(SQL_MODE USING utf8mb4) COLLATE utf8mb4_bin AS sql_mode
       , CONVERT(CONCAT(CHARACTER_SET_CLIENT, ', ', COLLATION_CONNECTION) USING utf8mb4) COLLATE utf8mb4_bin
         AS character_set_and_collation
       , CONVERT(CONCAT('CREATE DEFINER = ', DEFINER, ' TRIGGER ', TRIGGERS.TRIGGER_NAME, ' ', ACTION_TIMING,
                        ' ', EVENT_MANIPULATION, ' (', ACTION_ORDER, ') ', ACTION_STATEMENT) USING utf8mb4)
           COLLATE utf8mb4_bin AS definition
    FROM judged
    JOIN information_schema.TRIGGERS
      ON CAST(TRIGGER_SCHEMA AS BINARY) = CAST(schema_name AS BINARY)
     AND CAST(TRIGGERS.TRIGGER_NAME AS BINARY) = CAST(judged.trigger_name AS BINARY)
   UNION ALL
  SELECT CONCAT(schema_name, '.', trigger_name), 1, 'to save its text first', '', ''
       , CONCAT('SHOW CREATE TRIGGER ', name)
    FROM quoted
   UNION ALL
  SELECT CONCAT(schema_name, '.', trigger_name), 2
       , IF(is_strange = 1, 'to remove it', 'to free the name'), '', '', CONCAT('DROP TRIGGER ', name)
    FROM quoted
   UNION ALL
  SELECT CONCAT(home, '.', trigger_name), 1000 - number
       , CONCAT('in the catalog; USE `', REPLACE(home, '`', '``'), '` first, mariadb --raw prints it plain')
       , sql_mode
       , CONCAT(trigger_charset, ', ', trigger_collation)
       , CONCAT(IF(is_at_source, at_source, at_target), body)
    FROM (SELECT IF(@planc_place LIKE '%source', @planc_from_schema, @planc_to_schema) AS home
               , (@planc_place LIKE '%source') = (@planc_is_rollback = 0) AS is_at_source) AS place_now
    JOIN JSON_TABLE(@planc_table_triggers, '$[*]' COLUMNS (
           number FOR ORDINALITY
         , trigger_name VARCHAR(64) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin PATH '$.trigger'
         , sql_mode VARCHAR(1000) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin PATH '$.sql_mode'
         , trigger_charset VARCHAR(64) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin PATH '$.character_set'
         , trigger_collation VARCHAR(64) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin PATH '$.collation'
         , at_source LONGTEXT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin PATH '$.at_source'
         , at_target LONGTEXT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin PATH '$.at_target'
         , body LONGTEXT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin PATH '$.body')) AS listed
   WHERE @planc_triggers_live <> @planc_triggers_known
      OR @planc_triggers_live < @planc_trigger_count AND @planc_place IN ('source', 'target'))
SELECT trigger_name, definition_is, sql_mode, character_set_and_collation, definition
  FROM definition
 WHERE @planc_verdict NOT IN ('GO', 'SKIP') OR definition_is LIKE 'changed%'
 ORDER BY place > 2, IF(place > 2, place, 0), trigger_name, place;

SET SESSION default_storage_engine = IF(@planc_verdict IN ('GO', 'SKIP')
                                        OR @planc_verdict = 'LEAVE' AND @planc_is_rollback = 1,
  @@SESSION.default_storage_engine, COALESCE(@planc_verdict,
    CONCAT('planc: stopped before ', @planc_from_table, ': a check failed; run ', @planc_status_file)));
