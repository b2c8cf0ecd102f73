-- -----------------------------------------------------------------------------------------------------
-- Section copy_schema_grants_result
-- What the result says about the grants on created schemas.
-- -----------------------------------------------------------------------------------------------------
SET @planc_copies_made = NULL;
SELECT COUNT(DISTINCT number) - COUNT(DISTINCT IF(is_live = 0 OR does_exist = 0, number, NULL))
  FROM JSON_TABLE(@planc_compared_grants, '$[*]' COLUMNS (
         does_exist INT PATH '$[1]'
       , kind VARCHAR(64) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin PATH '$[2]'
       , number INT PATH '$[3]'
       , is_live INT PATH '$[4]')) AS compared
 WHERE kind = 'copy' AND @planc_verdict IN ('GO', 'SKIP')
  INTO @planc_copies_made;
SET @planc_dependents_done = IF(@planc_copies_made = @planc_copies_planned, @planc_dependents_done, 0);
SET @planc_dependents_result = CONCAT(
  COALESCE(@planc_dependents_result, ''), '; ', COALESCE(@planc_copies_made, '?'), ' of ',
  COALESCE(@planc_copies_planned, '?'), IF(@planc_copies_planned = 1, ' grant copied', ' grants copied'));
