-- -----------------------------------------------------------------------------------------------------
-- Section views_check
-- Before the first table moves: each view has a text of the catalog or of this plan, and none fails already.
-- -----------------------------------------------------------------------------------------------------
SET @planc_views = NULL, @planc_views_right = NULL, @planc_views_known = NULL, @planc_views_failing = NULL,
    @planc_views_moved = NULL, @planc_view_verdict = NULL;

SELECT COUNT(*), SUM(is_right), SUM(is_known), SUM(is_failing), SUM(has_moved)
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
  INTO @planc_views, @planc_views_right, @planc_views_known, @planc_views_failing, @planc_views_moved;

SET @planc_view_verdict = CASE
  WHEN @planc_views_right = @planc_views
   AND @planc_views_moved = @planc_views
    THEN 'OK'
  WHEN @planc_views_known = @planc_views
   AND @planc_views_failing = 0
    THEN 'OK'
  WHEN @planc_views_known < @planc_views
    THEN CONCAT('views that are neither as in the catalog nor as this plan creates them: ',
                @planc_views - @planc_views_known, '; the rows above show the definitions. If no table has ',
                'moved yet, run planc inspect, then planc compile; otherwise run the rollback first')
  WHEN @planc_views_failing > 0
    THEN CONCAT('views that fail already (1356) and could not be recreated: ', @planc_views_failing,
                '; the rows above name them. Repair or drop them. If no table has moved yet, run planc ',
                'inspect, then planc compile; otherwise run the rollback first')
END;

WITH unknown AS (
  SELECT number, view_schema, view_name, text_number
    FROM JSON_TABLE(@planc_compared_views, '$[*]' COLUMNS (
           number INT PATH '$[0]'
         , view_schema VARCHAR(64) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin PATH '$[1]'
         , view_name VARCHAR(64) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin PATH '$[2]'
         , text_number INT PATH '$[3]'
         , is_known INT PATH '$[5]')) AS compared
   WHERE is_known = 0 AND COALESCE(@planc_view_verdict, '') <> 'OK'),
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
  SELECT number, CONCAT(view_schema, '.', view_name), 1, 'in the catalog'
       , CONVERT(JSON_UNQUOTE(JSON_EXTRACT(@planc_recreated_views,
                   CONCAT('$[', number - 1, '].texts[', 0, '].create'))) USING utf8mb4) COLLATE utf8mb4_bin
    FROM unknown)
SELECT view_name, definition_is, definition
  FROM definition
 ORDER BY number, place;

SELECT CONCAT(view_schema, '.', view_name) AS fails_already
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
 WHERE is_failing = 1 AND COALESCE(@planc_view_verdict, '') <> 'OK'
 ORDER BY number;

SET @planc_dependents = IF(@planc_dependents = 'OK' AND COALESCE(@planc_view_verdict, '') <> 'OK',
  COALESCE(@planc_view_verdict, 'the views could not be compared; see the error above'), @planc_dependents);
