-- -----------------------------------------------------------------------------------------------------
-- Section extras
-- What only some plans have: triggers, views, grants. The sections of those plans count it; a query that
-- fails leaves NULL.
-- -----------------------------------------------------------------------------------------------------
SET @planc_triggers_changed = 0, @planc_triggers_unrestored = 0, @planc_views_changed = 0,
    @planc_views_after = 0, @planc_views_before = 0, @planc_views = 0, @planc_grants_visible = 1,
    @planc_grants_missing = 0;
