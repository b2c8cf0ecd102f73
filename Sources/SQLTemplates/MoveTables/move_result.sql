-- -----------------------------------------------------------------------------------------------------
-- Section move_result
-- The result: DONE, or NOT DONE and the next step. It says what the server has now.
-- -----------------------------------------------------------------------------------------------------
SET @planc_result = NULL;
SET @planc_result = IF(
  @planc_moved = @planc_all_tables AND @planc_dependents_done = 1,
  CONCAT('DONE: ', @planc_moved, ' of ', @planc_all_tables,
         IF(@planc_all_tables = 1, ' table is in ', ' tables are in '), @planc_target,
         @planc_dependents_result),
  CONCAT('NOT DONE: ', COALESCE(@planc_moved, '?'), ' of ', COALESCE(@planc_all_tables, '?'),
         IF(@planc_all_tables = 1, ' table is in ', ' tables are in '),
         COALESCE(@planc_target, 'the target schema'), COALESCE(@planc_dependents_result, ''),
         '; run ', COALESCE(@planc_status_file, 'the status file')));

SELECT COALESCE(@planc_result, 'NOT DONE: a check failed; see the error above') AS result;

-- The reason is raised as an error: as the name of a storage engine that does not exist (1286).
SET SESSION default_storage_engine = IF(@planc_result LIKE 'DONE: %', @@SESSION.default_storage_engine,
  CONCAT('planc: ', COALESCE(@planc_result, 'NOT DONE: a check failed; see the error above')));
