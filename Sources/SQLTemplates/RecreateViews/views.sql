-- -----------------------------------------------------------------------------------------------------
-- Section views
-- The views that name moved tables, compared by their SHA-256: definer, security, check option, algorithm,
-- character sets and query. The head lists what each is before and after the migration, and in between.
-- -----------------------------------------------------------------------------------------------------
SET @planc_view_states = NULL, @planc_views = NULL, @planc_views_before = NULL, @planc_views_after = NULL,
    @planc_views_changed = NULL;

WITH listed AS (
  SELECT DISTINCT number, view_schema, view_name, sha2_before, sha2_after
    FROM JSON_TABLE(@planc_views_listed, '$[*]' COLUMNS (
           number FOR ORDINALITY
         , view_schema VARCHAR(64) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin PATH '$.schema'
         , view_name VARCHAR(64) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin PATH '$.view'
         , sha2_before VARCHAR(64) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin PATH '$.sha2_before'
         , sha2_after VARCHAR(64) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin PATH '$.sha2_after'))
         AS plan_view),
between_files AS (
  SELECT DISTINCT number, known_sha2
    FROM JSON_TABLE(@planc_views_listed, '$[*]' COLUMNS (
           number FOR ORDINALITY
         , NESTED PATH '$.sha2_between[*]' COLUMNS (
             known_sha2 VARCHAR(64) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin PATH '$'))) AS plan_view
   WHERE known_sha2 IS NOT NULL),
live AS (
  SELECT DISTINCT CAST(TABLE_SCHEMA AS CHAR(64) CHARACTER SET utf8mb4) COLLATE utf8mb4_bin AS schema_name
       , CAST(TABLE_NAME AS CHAR(64) CHARACTER SET utf8mb4) COLLATE utf8mb4_bin AS view_name
       , CAST(SHA2(CONCAT_WS('\n', DEFINER, SECURITY_TYPE, CHECK_OPTION, ALGORITHM, CHARACTER_SET_CLIENT,
                             COLLATION_CONNECTION, VIEW_DEFINITION), 256)
              AS CHAR(64) CHARACTER SET utf8mb4) COLLATE utf8mb4_bin AS live_sha2
    FROM information_schema.VIEWS)
SELECT JSON_ARRAYAGG(JSON_ARRAY(listed.number, CONCAT(view_schema, '.', listed.view_name),
         CASE
           WHEN live_sha2 IS NULL THEN 'missing'
           WHEN live_sha2 = sha2_before THEN 'as before the move'
           WHEN live_sha2 = sha2_after THEN 'as after the move'
           WHEN EXISTS (SELECT 1 FROM between_files
                         WHERE between_files.number = listed.number AND known_sha2 = live_sha2)
             THEN 'as between two move files'
           ELSE 'changed'
         END,
         COALESCE(live_sha2 = sha2_before, 0), COALESCE(live_sha2 = sha2_after, 0)))
  FROM listed
  LEFT JOIN live ON live.schema_name = view_schema AND live.view_name = listed.view_name
  INTO @planc_view_states;

SELECT COUNT(*), SUM(is_before), SUM(is_after), SUM(state IN ('missing', 'changed'))
  FROM JSON_TABLE(@planc_view_states, '$[*]' COLUMNS (
         state VARCHAR(64) CHARACTER SET utf8mb4 PATH '$[2]'
       , is_before INT PATH '$[3]'
       , is_after INT PATH '$[4]')) AS plan_view
  INTO @planc_views, @planc_views_before, @planc_views_after, @planc_views_changed;
