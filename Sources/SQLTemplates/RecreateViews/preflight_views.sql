-- -----------------------------------------------------------------------------------------------------
-- Section preflight_views
-- The views that are recreated. What could leave one of them broken is found here.
-- -----------------------------------------------------------------------------------------------------
SET @planc_found_views = NULL, @planc_view_schemas = NULL;

SELECT JSON_ARRAYAGG(view_schema)
  FROM JSON_TABLE(@planc_views_listed, '$[*]' COLUMNS (
         view_schema VARCHAR(64) CHARACTER SET utf8mb4 PATH '$.schema')) AS listed
  INTO @planc_view_schemas;

-- A view that fails has no columns. Nor has one with a sequence: a session that may not write cannot open it.
WITH listed AS (
  SELECT DISTINCT number, view_schema, view_name, COALESCE(has_sequence, 0) AS has_sequence
    FROM JSON_TABLE(@planc_views_listed, '$[*]' COLUMNS (
           number FOR ORDINALITY
         , has_sequence INT PATH '$.has_sequence'
         , view_schema VARCHAR(64) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin PATH '$.schema'
         , view_name VARCHAR(64) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin PATH '$.view')) AS plan_view),
compared AS (
  SELECT DISTINCT number, state, is_before
    FROM JSON_TABLE(@planc_view_states, '$[*]' COLUMNS (
           number INT PATH '$[0]'
         , state VARCHAR(64) CHARACTER SET utf8mb4 PATH '$[2]'
         , is_before INT PATH '$[3]')) AS plan_view),
with_columns AS (
  SELECT DISTINCT CAST(TABLE_SCHEMA AS CHAR(64) CHARACTER SET utf8mb4) COLLATE utf8mb4_bin AS schema_name
       , CAST(TABLE_NAME AS CHAR(64) CHARACTER SET utf8mb4) COLLATE utf8mb4_bin AS table_name_
    FROM information_schema.COLUMNS
   WHERE LOCATE(JSON_QUOTE(TABLE_SCHEMA), @planc_view_schemas) > 0)
SELECT COALESCE(JSON_ARRAYAGG(JSON_ARRAY('error', finding, object_name, advice)), '[]')
  FROM (SELECT 'the catalog was captured on a MariaDB server, and this server is MySQL' AS finding
             , 'this server' AS object_name
             , 'refresh the catalog (planc inspect), then run planc compile' AS advice
          FROM (SELECT 1 AS one) AS one_row
         WHERE VERSION() NOT LIKE '%MariaDB%'
         UNION ALL
        SELECT IF(state = 'missing', 'view is missing',
                  'view differs from the catalog, or its text is hidden from this account')
             , CONCAT(view_schema, '.', view_name)
             , 'refresh the catalog (planc inspect), then run planc compile'
          FROM listed
          LEFT JOIN compared ON compared.number = listed.number
         WHERE COALESCE(state, 'missing') IN ('missing', 'changed')
         UNION ALL
        SELECT 'view already fails (1356)', CONCAT(view_schema, '.', view_name)
             , CONCAT('it could not be recreated: repair or drop it, refresh the catalog (planc inspect), ',
                      'then run planc compile')
          FROM listed
          JOIN compared ON compared.number = listed.number
          LEFT JOIN with_columns ON schema_name = view_schema AND table_name_ = view_name
         WHERE is_before = 1 AND COALESCE(table_name_, '') = '' AND has_sequence = 0 AND @planc_moved = 0)
       AS found
  INTO @planc_found_views;
