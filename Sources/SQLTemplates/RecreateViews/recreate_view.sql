-- -----------------------------------------------------------------------------------------------------
-- Section recreate_view
-- Create the next view with the names that its tables have now. From the moves to here it fails (1356).
-- -----------------------------------------------------------------------------------------------------
SET @planc_view_number = @planc_view_number + 1;
SET @planc_view = NULL, @planc_text_number = NULL, @planc_view_stale = NULL, @planc_can_be_created = NULL,
    @planc_arrived = NULL, @planc_view_text = NULL, @planc_view_charset = NULL, @planc_view_collation = NULL,
    @planc_view_default_schema = NULL, @planc_sql = NULL;
SET @planc_arrived = IF(@planc_is_rollback = 1, @planc_back + @planc_kept, @planc_moved) = @planc_all_tables;

SELECT CONCAT(view_schema, '.', view_name), text_number, text_number > 0 AND is_known = 1 AND is_right = 0
     , can_be_created
  FROM JSON_TABLE(@planc_compared_views, '$[*]' COLUMNS (
         number INT PATH '$[0]'
       , view_schema VARCHAR(64) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin PATH '$[1]'
       , view_name VARCHAR(64) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin PATH '$[2]'
       , text_number INT PATH '$[3]'
       , is_right INT PATH '$[4]'
       , is_known INT PATH '$[5]'
       , is_failing INT PATH '$[6]'
       , can_be_created INT PATH '$[7]'
       , names_gone INT PATH '$[8]'
       , has_moved INT PATH '$[9]')) AS compared
 WHERE number = @planc_view_number
  INTO @planc_view, @planc_text_number, @planc_view_stale, @planc_can_be_created;
SELECT view_charset, view_collation, default_schema
  FROM JSON_TABLE(@planc_recreated_views, '$[*]' COLUMNS (
         number FOR ORDINALITY
       , view_charset VARCHAR(64) CHARACTER SET utf8mb4 PATH '$.character_set'
       , view_collation VARCHAR(64) CHARACTER SET utf8mb4 PATH '$.collation'
       , default_schema VARCHAR(64) CHARACTER SET utf8mb4 PATH '$.default_schema')) AS plan_view
 WHERE number = @planc_view_number
  INTO @planc_view_charset, @planc_view_collation, @planc_view_default_schema;
SET @planc_view_text = IF(
  @planc_session = 'OK' AND @planc_connection = CONNECTION_ID() AND @planc_needs_missing = ''
  AND @planc_arrived = 1 AND @planc_view_stale = 1 AND @planc_can_be_created = 1,
  JSON_UNQUOTE(JSON_EXTRACT(@planc_recreated_views,
    CONCAT('$[', @planc_view_number - 1, '].texts[', @planc_text_number - 1, '].create'))),
  NULL);

SELECT @planc_view AS recreates_view
     , CONCAT('undo the change to the tables of the view, or drop the view, then run ', @planc_file, ' again')
       AS if_it_fails
  FROM (SELECT 1 AS one) AS one_row
 WHERE @planc_view_text IS NOT NULL;
SELECT @planc_view AS not_recreated
     , CONCAT('a view under it is missing or fails; create that one by hand, or drop this one too, then run ',
              @planc_file, ' again') AS next_step
  FROM (SELECT 1 AS one) AS one_row
 WHERE @planc_arrived = 1 AND @planc_view_stale = 1 AND @planc_can_be_created = 0;

SET @planc_sql = IF(@planc_view_text IS NOT NULL, 'SET SESSION TRANSACTION READ WRITE', 'DO 0');
PREPARE planc FROM @planc_sql;
EXECUTE planc;
-- A function without a schema is looked up in the default schema.
SET @planc_sql = IF(@planc_view_text IS NOT NULL AND @planc_view_default_schema IS NOT NULL,
  CONCAT('USE `', REPLACE(@planc_view_default_schema, '`', '``'), '`'), 'DO 0');
PREPARE planc FROM @planc_sql;
EXECUTE planc;
-- The server keeps both settings with the view.
SET @planc_sql = IF(@planc_view_text IS NOT NULL, @planc_view_text, 'DO 0');
SET SESSION character_set_client = @planc_view_charset, collation_connection = @planc_view_collation;
SET @planc_sql = IF(@@SESSION.character_set_client = @planc_view_charset
  AND @@SESSION.collation_connection = @planc_view_collation, @planc_sql, 'DO 0');
PREPARE planc FROM @planc_sql;
EXECUTE planc;
SET NAMES utf8mb4;
SET @planc_sql = IF(@planc_view_text IS NOT NULL AND @planc_view_default_schema IS NOT NULL,
                    'USE information_schema', 'DO 0');
PREPARE planc FROM @planc_sql;
EXECUTE planc;
DEALLOCATE PREPARE planc;
SET SESSION TRANSACTION READ ONLY;
