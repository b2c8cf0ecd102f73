-- -----------------------------------------------------------------------------------------------------
-- Section copy_grants_count
-- How many copies are complete.
-- -----------------------------------------------------------------------------------------------------
SET @planc_copies_made = @planc_copies_made
  + IF(@planc_moved = @planc_moved_before, @planc_statement_copies - @planc_copies_missing, 0);
