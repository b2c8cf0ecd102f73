-- -----------------------------------------------------------------------------------------------------
-- Section triggers_result
-- What the result says about tables that a rollback leaves at their target.
-- -----------------------------------------------------------------------------------------------------
SET @planc_dependents_result = IF(@planc_kept > 0, CONCAT(', left at the target, with a trigger that is not ',
  'as in the catalog: ', @planc_kept, '; the rows above show the definitions'), '');
