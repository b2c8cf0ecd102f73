-- -----------------------------------------------------------------------------------------------------
-- Section status_result
-- The result: one row for the whole migration.
-- -----------------------------------------------------------------------------------------------------
SET @planc_status = NULL, @planc_next = NULL;

SET @planc_status = CASE
  WHEN @planc_listed_tables <> @planc_expected_tables THEN 'MANUAL REPAIR REQUIRED'
  WHEN @planc_at_target = @planc_expected_tables AND @planc_triggers_unrestored = 0
   AND @planc_views_after + @planc_views_changed = @planc_views
   AND (@planc_grants_visible = 0 OR @planc_grants_missing = 0)
    THEN 'APPLIED'
  WHEN @planc_at_source = @planc_expected_tables AND @planc_triggers_unrestored = 0
   AND @planc_views_before + @planc_views_changed = @planc_views
    THEN 'NOT STARTED'
  WHEN @planc_partial_statements = 0
   AND @planc_at_source + @planc_at_target + @planc_renamed = @planc_expected_tables
    THEN 'PARTIALLY APPLIED'
  ELSE 'MANUAL REPAIR REQUIRED'
END;

SET @planc_next = CASE
  WHEN @planc_status = 'NOT STARTED' THEN CONCAT('run ', @planc_preflight_file)
  WHEN @planc_status = 'APPLIED' THEN CONCAT('run ', @planc_verify_file)
  WHEN @planc_status = 'MANUAL REPAIR REQUIRED' THEN 'see the rows below and the runbook'
  WHEN @planc_blocks_move IS NULL AND @planc_blocks_rollback IS NULL
    THEN CONCAT(IF(@planc_triggers_changed + @planc_views_changed > 0,
                   'restore what is missing or changed, and ', ''),
                'run the move files to finish, or ', @planc_rollback_file, ' to undo')
  WHEN @planc_blocks_rollback IS NULL
    THEN CONCAT('run ', @planc_rollback_file, ' to undo')
  WHEN @planc_blocks_move IS NULL
    THEN 'run the move files to finish'
  ELSE 'drop these triggers, and create them again after the migration'
END;

SELECT @planc_status AS status
     , CONCAT(
         CASE
           WHEN COALESCE(@planc_listed_tables, -1) <> @planc_expected_tables
             THEN CONCAT('this file lists ', COALESCE(@planc_listed_tables, '?'), ' tables and expects ',
                         @planc_expected_tables, ': a query failed, or the file was edited')
           WHEN @planc_partial_statements IS NULL OR @planc_blocking IS NULL OR @planc_aside IS NULL
             OR @planc_triggers_unrestored IS NULL OR @planc_triggers_changed IS NULL
             OR @planc_views_before IS NULL OR @planc_views_after IS NULL OR @planc_views_changed IS NULL
             OR @planc_grants_visible IS NULL OR @planc_grants_missing IS NULL
             THEN 'a query failed; see the error above'
           WHEN @planc_renamed > 0
             THEN CONCAT('tables that have a temporary name, and are unavailable: ', @planc_renamed, ' of ',
                         @planc_expected_tables)
           WHEN @planc_partial_statements > 0
             THEN CONCAT('statements that moved only some of their tables: ', @planc_partial_statements,
                         '; no file touches these tables')
           WHEN @planc_status = 'MANUAL REPAIR REQUIRED'
             THEN 'some tables exist at both locations, at neither, or are not tables'
           ELSE CONCAT('tables at the target: ', @planc_at_target, ' of ', @planc_expected_tables)
         END
         , IF(@planc_status = 'PARTIALLY APPLIED' AND @planc_blocks_move IS NOT NULL,
              CONCAT('; blocked: the move files stop at trigger ', @planc_blocks_move,
                     IF(@planc_blocks_rollback IS NULL, '; rollback: open', '')), '')
         , IF(@planc_status IN ('PARTIALLY APPLIED', 'APPLIED') AND @planc_blocks_rollback IS NOT NULL,
              CONCAT('; blocked: the rollback stops at trigger ', @planc_blocks_rollback), '')
         , IF(@planc_triggers_unrestored > 0,
              CONCAT('; triggers whose text is not restored yet: ', @planc_triggers_unrestored), '')
         , IF(@planc_at_target = @planc_expected_tables
              AND @planc_views_after + @planc_views_changed < @planc_views,
              CONCAT('; views not recreated yet: ',
                     @planc_views - @planc_views_after - @planc_views_changed, ' of ', @planc_views), '')
         , IF(@planc_at_source = @planc_expected_tables
              AND @planc_views_before + @planc_views_changed < @planc_views,
              CONCAT('; views with the new names: ',
                     @planc_views - @planc_views_before - @planc_views_changed, ' of ', @planc_views), '')
         , IF(@planc_at_target = @planc_expected_tables AND @planc_grants_visible = 1
              AND @planc_grants_missing > 0,
              CONCAT('; grants not copied yet: ', @planc_grants_missing), '')
         , IF(@planc_grants_visible = 0,
              '; this account cannot see which grants are copied: it needs SELECT on mysql.*', '')
         , IF(@planc_triggers_changed > 0,
              CONCAT('; triggers that are missing or changed, or that this account cannot see: ',
                     @planc_triggers_changed), '')
         , IF(@planc_views_changed > 0,
              CONCAT('; views that are missing or changed, or that this account cannot see: ',
                     @planc_views_changed), '')
         , IF(JSON_LENGTH(@planc_aside) > 0,
              CONCAT('; tables set aside in ', @planc_aside_schema, ': ', JSON_LENGTH(@planc_aside)), '')
       ) AS meaning
     , @planc_next AS next_step;

-- One row for each table. A table that this account may not see counts as missing.
SELECT CASE location
         WHEN 'renamed' THEN CONCAT('temporary name: ',
           IF(renamed_at_source = 'table', source_schema, target_schema), '.', temporary_name)
         WHEN 'other' THEN CONCAT('other: ', COALESCE(source_kind, 'nothing'), ' at the source, ',
           COALESCE(target_kind, 'nothing'), ' at the target',
           COALESCE(CONCAT(', ', renamed_at_source, ' at ', source_schema, '.', temporary_name), ''),
           COALESCE(CONCAT(', ', renamed_at_target, ' at ', target_schema, '.', temporary_name), ''))
         ELSE location
       END AS location
     , CONCAT(source_schema, '.', source_table) AS source
     , CONCAT(target_schema, '.', target_table) AS target
  FROM JSON_TABLE(@planc_tables, '$[*]' COLUMNS (
         number INT PATH '$[0]'
       , source_schema VARCHAR(64) CHARACTER SET utf8mb4 PATH '$[2]'
       , source_table VARCHAR(64) CHARACTER SET utf8mb4 PATH '$[3]'
       , target_schema VARCHAR(64) CHARACTER SET utf8mb4 PATH '$[4]'
       , target_table VARCHAR(64) CHARACTER SET utf8mb4 PATH '$[5]'
       , location VARCHAR(16) CHARACTER SET utf8mb4 PATH '$[6]'
       , source_kind VARCHAR(64) CHARACTER SET utf8mb4 PATH '$[7]'
       , target_kind VARCHAR(64) CHARACTER SET utf8mb4 PATH '$[8]'
       , temporary_name VARCHAR(64) CHARACTER SET utf8mb4 PATH '$[9]'
       , renamed_at_source VARCHAR(64) CHARACTER SET utf8mb4 PATH '$[10]'
       , renamed_at_target VARCHAR(64) CHARACTER SET utf8mb4 PATH '$[11]')) AS plan_table
 ORDER BY number;
