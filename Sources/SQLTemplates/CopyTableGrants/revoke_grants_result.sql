-- -----------------------------------------------------------------------------------------------------
-- Section revoke_grants_result
-- What the result says about grants.
-- -----------------------------------------------------------------------------------------------------
SET @planc_dependents_result = CONCAT(
  COALESCE(@planc_dependents_result, ''),
  IF(@planc_grants_left = 0, '', CONCAT(
    '; privileges on the new names that these files did not grant: ', COALESCE(@planc_grants_left, '?'),
    '; the rows above list them')));
