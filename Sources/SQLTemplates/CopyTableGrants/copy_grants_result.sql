-- -----------------------------------------------------------------------------------------------------
-- Section copy_grants_result
-- What the result says about copied grants.
-- -----------------------------------------------------------------------------------------------------
SET @planc_copies_planned = NULL;
SELECT IF(@planc_table_grants IS NULL, NULL, COUNT(number))
  FROM JSON_TABLE(@planc_table_grants, '$[*]' COLUMNS (number INT PATH '$.copy')) AS plan_grant
  INTO @planc_copies_planned;
SET @planc_dependents_done = IF(@planc_copies_made = @planc_copies_planned, @planc_dependents_done, 0);
SET @planc_dependents_result = CONCAT(
  COALESCE(@planc_dependents_result, ''), '; ', COALESCE(@planc_copies_made, '?'), ' of ',
  COALESCE(@planc_copies_planned, '?'), IF(@planc_copies_planned = 1, ' grant copied', ' grants copied'));
