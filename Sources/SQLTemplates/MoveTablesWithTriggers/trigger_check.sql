-- -----------------------------------------------------------------------------------------------------
-- Section trigger_check
-- Whether this table can move: SKIP when it has arrived with its triggers; GO when it can begin, or is on its
-- way; LEAVE when a rollback leaves it where it is, for its triggers are not those of the catalog; else the
-- reason for refusing.
-- -----------------------------------------------------------------------------------------------------
EXECUTE planc_forget;
EXECUTE planc_place;
EXECUTE planc_triggers;
EXECUTE planc_counts;

SET @planc_lead = NULL, @planc_has_arrived = NULL, @planc_can_begin = NULL, @planc_is_between = NULL,
    @planc_awaited = NULL, @planc_schema_exists = NULL, @planc_verdict = NULL;
SET @planc_lead = IF(@planc_is_rollback = 0 AND @planc_moved = 0 AND @planc_steps_done = 0,
                     'planc: nothing was changed: ',
                     CONCAT('planc: stopped before ', @planc_from_table, ': '));

SELECT COUNT(*)
  FROM information_schema.SCHEMATA
 WHERE CAST(SCHEMA_NAME AS BINARY) = CAST(@planc_to_schema AS BINARY)
  INTO @planc_schema_exists;
-- A foreign key that references a missing table by the name that this one gets would reference it afterwards.
SELECT COUNT(*)
  FROM information_schema.KEY_COLUMN_USAGE
 WHERE LOCATE(JSON_QUOTE(REFERENCED_TABLE_SCHEMA), @planc_trigger_schemas) > 0
   AND CAST(REFERENCED_TABLE_SCHEMA AS BINARY) = CAST(@planc_to_schema AS BINARY)
   AND CAST(REFERENCED_TABLE_NAME AS BINARY) = CAST(@planc_to_table AS BINARY)
   AND @planc_is_rollback = 0 AND @planc_place = 'source'
  INTO @planc_awaited;

-- At its source, a rollback leaves it to the owner of the table which other triggers it has.
SET @planc_has_arrived = @planc_place = 'target' AND @planc_triggers_marked = 0 AND @planc_to_restore IS NULL
  AND @planc_triggers_named = @planc_trigger_count
  AND (@planc_is_rollback = 1
       OR @planc_triggers_live = @planc_trigger_count AND @planc_triggers_known = @planc_trigger_count);
SET @planc_can_begin = @planc_place = 'source' AND @planc_triggers_live = @planc_trigger_count
  AND @planc_triggers_known = @planc_trigger_count
  AND COALESCE(@planc_grants, 'OK') = 'OK'
  AND (@planc_is_rollback = 1
       OR @planc_dependents = 'OK' AND @planc_awaited = 0
      AND (@planc_tables_counted = 0
           OR ABS(@planc_tables_found - @planc_tables_planned) <= @planc_tolerance));
SET @planc_is_between = @planc_place IN ('temporary at source', 'temporary at target')
  OR @planc_place = 'target' AND @planc_triggers_named = @planc_trigger_count
     AND (@planc_triggers_marked > 0 OR @planc_to_restore IS NOT NULL);

SET @planc_verdict = CASE
  WHEN @planc_has_arrived = 1
    THEN 'SKIP'
  WHEN @planc_session = 'OK'
   AND @planc_is_mariadb = 1
   AND @planc_connection = CONNECTION_ID()
   AND (@planc_is_rollback = 1 OR @planc_moved = @planc_moved_before)
   AND @planc_schema_exists = 1
   AND @planc_needs_missing = ''
   AND @planc_triggers_taken = 0
   AND (@planc_can_begin = 1 OR @planc_is_between = 1)
    THEN 'GO'
  WHEN @planc_session <> 'OK'
    THEN CONCAT(@planc_lead, @planc_session)
  WHEN NOT @planc_is_mariadb
    THEN CONCAT(@planc_lead, 'the catalog was captured on a MariaDB server, and this server is MySQL')
  WHEN @planc_moved <> @planc_moved_before
    THEN CONCAT(@planc_lead, 'only ', @planc_moved, ' of the ', @planc_moved_before,
                ' tables before it are in ', @planc_target, '; the error above says why')
  WHEN @planc_schema_exists = 0
    THEN CONCAT(@planc_lead, 'schema ', @planc_to_schema, ' does not exist; create it, then run ',
                @planc_file, ' again')
  WHEN @planc_needs_missing <> ''
    THEN CONCAT(@planc_lead, 'this account lacks ', LEFT(@planc_needs_missing, 250),
                '; a role does not count. ', @planc_preflight_file, ' lists the GRANT statements')
  WHEN @planc_place IS NULL
    THEN CONCAT(@planc_lead, 'of the names of this table, at its source, at its target and temporary, ',
                @planc_names, ' are in use, and one must be, by the table; ', @planc_status_file,
                ' lists them')
  WHEN @planc_is_rollback = 1 AND @planc_place = 'source'
   AND (@planc_triggers_live <> @planc_trigger_count OR @planc_triggers_known <> @planc_trigger_count)
    THEN 'LEAVE'
  WHEN @planc_triggers_taken > 0
    THEN CONCAT(@planc_lead, 'names of its triggers that are in use in ', @planc_to_schema, ': ',
                @planc_triggers_taken, '; the rows above list them, with the SQL that saves and drops them')
  WHEN @planc_triggers_live <> @planc_triggers_known
    OR @planc_place IN ('source', 'target') AND @planc_triggers_live <> @planc_trigger_count
    THEN CONCAT(@planc_lead, 'triggers on ', CASE @planc_place
                  WHEN 'source' THEN CONCAT(@planc_from_schema, '.', @planc_from_table)
                  WHEN 'target' THEN CONCAT(@planc_to_schema, '.', @planc_to_table)
                  ELSE @planc_temporary_name
                END, ': ', @planc_triggers_live, ', as in the catalog: ', @planc_triggers_known,
                ', in the catalog: ', @planc_trigger_count, '; the rows above show them. ', CASE
                  WHEN @planc_triggers_named < @planc_trigger_count
                    THEN CONCAT('Create the missing ones with the definitions above, in that order, then ',
                                'run ', @planc_file, ' again')
                  WHEN @planc_triggers_live > @planc_trigger_count
                    THEN CONCAT('Save and drop those that the catalog does not have, run ', @planc_file,
                                ' again, then create them again')
                  ELSE CONCAT('Save the changed ones, replace them with the definitions above, run ',
                              @planc_file, ' again, then change them again')
                END)
  WHEN @planc_dependents <> 'OK'
    THEN CONCAT(@planc_lead, @planc_dependents)
  WHEN @planc_grants <> 'OK'
    THEN CONCAT(@planc_lead, @planc_grants)
  WHEN @planc_awaited > 0
    THEN CONCAT(@planc_lead, 'a foreign key references a missing table by the name that this one gets, and ',
                'would reference its source after a rollback; drop that foreign key: ', @planc_preflight_file,
                ' names it')
  WHEN ABS(@planc_tables_found - @planc_tables_planned) > @planc_tolerance
    THEN CONCAT(@planc_lead, 'the schemas of this plan contain ', @planc_tables_found,
                ' tables, and the plan says ', @planc_tables_planned, '; run ', @planc_status_file,
                ', then update the plan')
END;
