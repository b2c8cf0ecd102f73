-- -----------------------------------------------------------------------------------------------------
-- Section views_result
-- What the views are now, and what the result says about them. A view that somebody has changed or dropped
-- since, and that names no table by a name that the table does not have, is left as it is.
-- -----------------------------------------------------------------------------------------------------
SET @planc_views = NULL, @planc_views_right = NULL, @planc_views_left = NULL, @planc_views_waiting = NULL,
    @planc_views_known = NULL, @planc_arrived = NULL, @planc_view_verdict = NULL;
SET @planc_arrived = IF(@planc_is_rollback = 1, @planc_back + @planc_kept, @planc_moved) = @planc_all_tables;

SELECT COUNT(*), SUM(text_number > 0 AND is_right = 1)
     , SUM(text_number > 0 AND is_known = 0 AND names_gone = 0 AND @planc_needs_missing = '')
     , SUM(text_number = 0), SUM(is_known)
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
  INTO @planc_views, @planc_views_right, @planc_views_left, @planc_views_waiting, @planc_views_known;

SET @planc_view_verdict = CASE
  WHEN NOT @planc_arrived
    THEN 'LATER'
  WHEN @planc_views_right + @planc_views_left + @planc_views_waiting = @planc_views
    THEN 'OK'
  WHEN @planc_needs_missing <> ''
    THEN CONCAT('planc: all tables are ', IF(@planc_is_rollback = 0, 'at their target', 'back'),
                ', but not all views are recreated: this account lacks ', LEFT(@planc_needs_missing, 200),
                '; a role does not count')
  WHEN @planc_views_known = @planc_views
    THEN CONCAT('planc: all tables are ', IF(@planc_is_rollback = 0, 'at their target', 'back'),
                ', but views are not recreated: ',
                @planc_views - @planc_views_right - @planc_views_left - @planc_views_waiting,
                '; see the error above, then run ', @planc_file, ' again')
  ELSE CONCAT('planc: all tables are ', IF(@planc_is_rollback = 0, 'at their target', 'back'), ', but views ',
              'are neither as in the catalog nor as this plan creates them, and are left as they are: ',
              @planc_views - @planc_views_right - @planc_views_left - @planc_views_waiting,
              '. The rows above show the definitions; create them by hand with the ',
              IF(@planc_is_rollback = 0, 'new', 'old'), ' names, then run ', @planc_file, ' again')
END;

WITH unknown AS (
  SELECT number, view_schema, view_name, text_number
    FROM JSON_TABLE(@planc_compared_views, '$[*]' COLUMNS (
           number INT PATH '$[0]'
         , view_schema VARCHAR(64) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin PATH '$[1]'
         , view_name VARCHAR(64) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin PATH '$[2]'
         , text_number INT PATH '$[3]'
         , is_known INT PATH '$[5]')) AS compared
   WHERE is_known = 0 AND @planc_arrived = 1),
definition AS (
  SELECT number, CONCAT(view_schema, '.', view_name) AS view_name, 0 AS place
       , 'on the server' AS definition_is
       , COALESCE((
           SELECT CONVERT(CONCAT('CREATE ALGORITHM = ', ALGORITHM, ' DEFINER = ', DEFINER, ' SQL SECURITY ',
                         SECURITY_TYPE, ' VIEW ', TABLE_SCHEMA, '.', TABLE_NAME, ' AS ', VIEW_DEFINITION,
                         IF(CHECK_OPTION = 'NONE', '', CONCAT(' WITH ', CHECK_OPTION, ' CHECK OPTION')))
                         USING utf8mb4) COLLATE utf8mb4_bin
             FROM information_schema.VIEWS
            WHERE CAST(TABLE_SCHEMA AS BINARY) = CAST(view_schema AS BINARY)
              AND CAST(TABLE_NAME AS BINARY) = CAST(unknown.view_name AS BINARY)),
           'no such view, or hidden from this account') AS definition
    FROM unknown
   UNION ALL
  SELECT number, CONCAT(view_schema, '.', view_name), 1, 'of this plan, for the present names'
       , CONVERT(JSON_UNQUOTE(JSON_EXTRACT(@planc_recreated_views,
                   CONCAT('$[', number - 1, '].texts[', text_number - 1, '].create'))) USING utf8mb4)
           COLLATE utf8mb4_bin
    FROM unknown
   WHERE text_number > 0
   UNION ALL
  SELECT number, CONCAT(view_schema, '.', view_name), 2, 'in the catalog'
       , CONVERT(JSON_UNQUOTE(JSON_EXTRACT(@planc_recreated_views,
                   CONCAT('$[', number - 1, '].texts[', 0, '].create'))) USING utf8mb4) COLLATE utf8mb4_bin
    FROM unknown)
SELECT view_name, definition_is, definition
  FROM definition
 ORDER BY number, place;

SET SESSION default_storage_engine = IF(@planc_view_verdict IN ('OK', 'LATER'),
  @@SESSION.default_storage_engine, COALESCE(@planc_view_verdict,
    CONCAT('planc: the views could not be compared; run ', @planc_status_file)));

SET @planc_dependents_done = IF(
  @planc_views_right + @planc_views_left + @planc_views_waiting = @planc_views, @planc_dependents_done, 0);
SET @planc_dependents_result = CONCAT(
  COALESCE(@planc_dependents_result, ''), '; ', COALESCE(@planc_views_right, '?'), ' of ',
  COALESCE(@planc_views, '?'), IF(@planc_views = 1, ' view is as planned', ' views are as planned'),
  IF(@planc_views_left > 0, CONCAT(', ', @planc_views_left,
     ' changed or dropped by somebody else: the rows above show them'), ''),
  IF(@planc_views_waiting > 0, CONCAT(', ', @planc_views_waiting, IF(@planc_is_rollback = 0,
     ' waiting for another move file', ' named by tables that have not returned')), ''));
