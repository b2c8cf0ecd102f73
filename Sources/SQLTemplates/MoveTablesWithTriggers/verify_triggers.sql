-- -----------------------------------------------------------------------------------------------------
-- Section verify_triggers
-- Findings: triggers that are not on their table at the target, as in the catalog.
-- -----------------------------------------------------------------------------------------------------
SET @planc_more = NULL;

SELECT COALESCE(JSON_ARRAYAGG(
         JSON_ARRAY(3, number, trigger_name, 'trigger at the target, as in the catalog',
           CASE
             WHEN state = 'target' THEN 'its text is not restored yet: run the move file again'
             WHEN state = 'source' THEN 'at the source'
             ELSE state
           END)), '[]')
  FROM JSON_TABLE(@planc_triggers, '$[*]' COLUMNS (
         number INT PATH '$[0]'
       , trigger_name VARCHAR(200) CHARACTER SET utf8mb4 PATH '$[1]'
       , state VARCHAR(64) CHARACTER SET utf8mb4 PATH '$[2]'
       , is_unrestored INT PATH '$[3]')) AS plan_trigger
 WHERE state <> 'target' OR is_unrestored = 1
  INTO @planc_more;

-- A finding may be missing because a query failed.
SET @planc_findings = IF(@planc_triggers IS NULL, NULL, JSON_MERGE_PRESERVE(@planc_findings, @planc_more));
