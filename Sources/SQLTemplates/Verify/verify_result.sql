-- -----------------------------------------------------------------------------------------------------
-- Section verify_result
-- The result. It needs evidence, not the absence of findings: a query that failed cannot pass.
-- -----------------------------------------------------------------------------------------------------
SET @planc_result = NULL;
SET @planc_result = IF(
  @planc_listed_tables = @planc_expected_tables AND @planc_at_target = @planc_expected_tables
  AND @planc_left = 0 AND @planc_schemas_as_planned = JSON_LENGTH(@planc_schemas)
  AND @planc_read = LEAST(@planc_expected_tables, 500) AND @planc_triggers_changed = 0
  AND @planc_triggers_unrestored = 0 AND @planc_views_after = @planc_views AND @planc_grants_missing = 0
  AND JSON_LENGTH(@planc_findings) = 0,
  CONCAT('VERIFIED',
         IF(@planc_tolerated = '', '', CONCAT('; tables within the tolerance: ', @planc_tolerated))),
  CONCAT('NOT VERIFIED: tables at the target: ', COALESCE(@planc_at_target, '?'), ' of ',
         @planc_expected_tables,
         '; names left at the source: ', COALESCE(@planc_left, '?'),
         '; schemas with the planned number of tables: ', COALESCE(@planc_schemas_as_planned, '?'), ' of ',
         COALESCE(JSON_LENGTH(@planc_schemas), '?'),
         IF(@planc_at_target = @planc_expected_tables AND @planc_read < LEAST(@planc_expected_tables, 500),
            CONCAT('; tables that could be read: ', @planc_read, ', see the error above'), ''),
         '; run ', @planc_status_file));

SELECT COALESCE(@planc_result, 'NOT VERIFIED') AS result;

-- The reason is raised as an error: as the name of a storage engine that does not exist (1286).
SET SESSION default_storage_engine = IF(@planc_result LIKE 'VERIFIED%', @@SESSION.default_storage_engine,
  CONCAT('planc: ', COALESCE(@planc_result, 'NOT VERIFIED')));
