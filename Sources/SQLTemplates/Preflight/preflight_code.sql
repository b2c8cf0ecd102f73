-- -----------------------------------------------------------------------------------------------------
-- Section preflight_code
-- Routines, events, and triggers of other tables that reference a table that moves. Their bodies are searched
-- for the name as a whole word: in the schema of the table without that schema, elsewhere only with it. What
-- the plan accepts is a note.
-- -----------------------------------------------------------------------------------------------------
SET @planc_found_code = NULL, @planc_word = NULL;

-- What a name consists of, in a regular expression.
SET @planc_word = '0-9A-Za-z_$\\x{80}-\\x{FFFF}';

WITH plan_name AS (
  SELECT DISTINCT source_schema, source_table, target_schema, target_table
       -- A backtick within a name is doubled; \E within it would end the literal text of an expression.
       , REPLACE(REPLACE(source_schema, '`', '``'), '\\E', '\\E\\\\E\\Q') AS schema_text
       , REPLACE(REPLACE(source_table, '`', '``'), '\\E', '\\E\\\\E\\Q') AS table_text
    FROM JSON_TABLE(@planc_tables, '$[*]' COLUMNS (
           source_schema VARCHAR(64) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin PATH '$[2]'
         , source_table VARCHAR(64) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin PATH '$[3]'
         , target_schema VARCHAR(64) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin PATH '$[4]'
         , target_table VARCHAR(64) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin PATH '$[5]')) AS listed),
plan_table AS (
  SELECT DISTINCT source_schema, source_table, target_schema, target_table
       , CAST(LOWER(REPLACE(source_table, '`', '``')) AS BINARY) AS lowered
       , CONCAT('(^|[^', @planc_word, '])[`"]?\\Q', schema_text, '\\E[`"]?\\s*[.]\\s*[`"]?\\Q',
                table_text, '\\E($|[^', @planc_word, '])') AS qualified
       , CONCAT('|(^|[^.`"', @planc_word, '])\\Q', table_text, '\\E($|[^', @planc_word,
                '])|(^|[^.])[`"]\\Q', table_text, '\\E[`"]') AS unqualified
    FROM plan_name),
code AS (
  SELECT 'routine' AS kind
       , CAST(ROUTINE_SCHEMA AS CHAR(64) CHARACTER SET utf8mb4) COLLATE utf8mb4_bin AS schema_name
       , CAST(ROUTINE_NAME AS CHAR(64) CHARACTER SET utf8mb4) COLLATE utf8mb4_bin AS code_name
       , CAST('' AS CHAR(64) CHARACTER SET utf8mb4) COLLATE utf8mb4_bin AS on_table
       , CONVERT(ROUTINE_DEFINITION USING utf8mb4) COLLATE utf8mb4_general_ci AS body
       , 'its next call fails (1146)' AS harm
    FROM information_schema.ROUTINES
   UNION ALL
  SELECT 'event', CAST(EVENT_SCHEMA AS CHAR(64) CHARACTER SET utf8mb4) COLLATE utf8mb4_bin
       , CAST(EVENT_NAME AS CHAR(64) CHARACTER SET utf8mb4) COLLATE utf8mb4_bin, ''
       , CONVERT(EVENT_DEFINITION USING utf8mb4) COLLATE utf8mb4_general_ci
       , 'it fails silently, with an entry in the error log only'
    FROM information_schema.EVENTS
   UNION ALL
  SELECT 'trigger on another table'
       , CAST(TRIGGER_SCHEMA AS CHAR(64) CHARACTER SET utf8mb4) COLLATE utf8mb4_bin
       , CAST(TRIGGER_NAME AS CHAR(64) CHARACTER SET utf8mb4) COLLATE utf8mb4_bin
       , CAST(EVENT_OBJECT_TABLE AS CHAR(64) CHARACTER SET utf8mb4) COLLATE utf8mb4_bin
       , CONVERT(ACTION_STATEMENT USING utf8mb4) COLLATE utf8mb4_general_ci
       , 'the statement that fires it fails (1146)'
    FROM information_schema.TRIGGERS),
searched AS (
  SELECT DISTINCT kind, schema_name, code_name, on_table, harm, body
       , CAST(LOWER(body) AS BINARY) AS lowered_body
    FROM code
   WHERE COALESCE(body, '') <> ''),
accepted AS (
  SELECT DISTINCT object_schema, object_name, on_schema, on_table_
    FROM JSON_TABLE(@planc_accepted, '$[*]' COLUMNS (
           object_schema VARCHAR(64) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin PATH '$.schema'
         , object_name VARCHAR(64) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin PATH '$.object'
         , on_schema VARCHAR(64) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin PATH '$.on'
         , on_table_ VARCHAR(64) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin PATH '$.table')) AS listed
   WHERE object_name IS NOT NULL)
SELECT COALESCE(JSON_ARRAYAGG(JSON_ARRAY(IF(COALESCE(on_table_, '') = '', 'warning', 'info')
       , CONCAT(IF(COALESCE(on_table_, '') = '', '', 'accepted: '), kind, ' references ',
                plan_table.source_table)
       , CONCAT(schema_name, '.', code_name)
       , CONCAT(harm, ': change its text to ', plan_table.target_schema, '.', plan_table.target_table,
                ' with the move'))), '[]')
  FROM searched
  JOIN plan_table ON LOCATE(plan_table.lowered, lowered_body) > 0
  LEFT JOIN accepted
    ON object_schema = schema_name AND object_name = code_name AND on_schema = plan_table.source_schema
   AND on_table_ = plan_table.source_table
  LEFT JOIN plan_table AS own
    ON own.source_schema = schema_name AND own.source_table = on_table
   AND own.target_schema = plan_table.target_schema AND kind = 'trigger on another table'
 WHERE IF(LOCATE(plan_table.lowered, lowered_body) > 0,
          body REGEXP CONCAT(IF(@@lower_case_table_names = 0, '(?-i)', '(?i)'), plan_table.qualified,
                             IF(schema_name = plan_table.source_schema, plan_table.unqualified, ''))
               COLLATE utf8mb4_general_ci,
          FALSE)
   AND NOT (schema_name = plan_table.source_schema AND on_table = plan_table.source_table)
   -- The trigger and the table move to one schema: a name without its schema goes on to mean the table.
   AND NOT (COALESCE(own.target_schema, '') <> '' AND plan_table.target_table = plan_table.source_table
            AND NOT body REGEXP CONCAT(IF(@@lower_case_table_names = 0, '(?-i)', '(?i)'),
                                       plan_table.qualified) COLLATE utf8mb4_general_ci)
  INTO @planc_found_code;
