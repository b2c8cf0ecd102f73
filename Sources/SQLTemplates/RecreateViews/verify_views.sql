-- -----------------------------------------------------------------------------------------------------
-- Section verify_views
-- Findings: views that are not as after the migration.
-- -----------------------------------------------------------------------------------------------------
SET @planc_more = NULL;

SELECT COALESCE(JSON_ARRAYAGG(
         JSON_ARRAY(4, number, view_name, 'view with the new names', state)), '[]')
  FROM JSON_TABLE(@planc_view_states, '$[*]' COLUMNS (
         number INT PATH '$[0]'
       , view_name VARCHAR(200) CHARACTER SET utf8mb4 PATH '$[1]'
       , state VARCHAR(64) CHARACTER SET utf8mb4 PATH '$[2]'
       , is_after INT PATH '$[4]')) AS plan_view
 WHERE is_after = 0
  INTO @planc_more;

-- A finding may be missing because a query failed.
SET @planc_findings = IF(@planc_view_states IS NULL, NULL, JSON_MERGE_PRESERVE(@planc_findings, @planc_more));
