-- -----------------------------------------------------------------------------------------------------
-- The last row: DONE, or NOT DONE and the next step. It says what the server has now.
-- -----------------------------------------------------------------------------------------------------
SELECT @planc_file AS file
     , IF(@planc_back = @planc_all_tables AND @planc_dependents_done = 1,
          CONCAT('DONE: ', @planc_back, ' of ', @planc_all_tables,
                 IF(@planc_all_tables = 1, ' table is back', ' tables are back'), @planc_dependents_result),
          CONCAT('NOT DONE: ', COALESCE(@planc_back, '?'), ' of ', COALESCE(@planc_all_tables, '?'),
                 IF(@planc_all_tables = 1, ' table is back', ' tables are back'),
                 COALESCE(@planc_dependents_result, ''), '; run ',
                 COALESCE(@planc_status_file, 'the status file'))) AS result;
