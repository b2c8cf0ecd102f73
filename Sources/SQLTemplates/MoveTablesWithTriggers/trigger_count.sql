-- -----------------------------------------------------------------------------------------------------
-- Section trigger_count
-- Count this table, if it has arrived.
-- -----------------------------------------------------------------------------------------------------
SET @planc_moved = @planc_moved + COALESCE(@planc_has_arrived, 0),
    @planc_moved_before = @planc_moved_before + 1,
    @planc_back = @planc_back + COALESCE(@planc_has_arrived, 0),
    @planc_kept = @planc_kept + (COALESCE(@planc_verdict, '') = 'LEAVE'),
    @planc_statement_back = COALESCE(@planc_has_arrived, 0);
