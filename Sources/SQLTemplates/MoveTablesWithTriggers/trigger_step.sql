-- -----------------------------------------------------------------------------------------------------
-- Section trigger_step
-- The next step of this table, if there is one.
-- -----------------------------------------------------------------------------------------------------
EXECUTE planc_forget;
EXECUTE planc_place;
EXECUTE planc_triggers;
EXECUTE planc_counts;

EXECUTE planc_step;
EXECUTE planc_table_step;
EXECUTE planc_trigger_step;
SET @planc_sql = IF(@planc_step_sql IS NOT NULL, 'SET SESSION TRANSACTION READ WRITE', 'DO 0');
PREPARE planc FROM @planc_sql;
EXECUTE planc;
SET @planc_sql = IF(@planc_step_schema IS NOT NULL,
                    CONCAT('USE `', REPLACE(@planc_step_schema, '`', '``'), '`'), 'DO 0');
PREPARE planc FROM @planc_sql;
EXECUTE planc;
SET @planc_step_refused = NULL;
SET SESSION sql_mode = @planc_step_mode, character_set_client = @planc_step_charset,
    collation_connection = @planc_step_collation;
SET @planc_step_refused = @planc_step_sql IS NOT NULL AND NOT (@@SESSION.sql_mode = @planc_step_mode
  AND @@SESSION.character_set_client = @planc_step_charset
  AND @@SESSION.collation_connection = @planc_step_collation);
SET @planc_sql = IF(@planc_step_refused = 0 AND @planc_step_sql IS NOT NULL, @planc_step_sql, 'DO 0');
PREPARE planc FROM @planc_sql;
EXECUTE planc;
SET @planc_steps_done = @planc_steps_done + (@planc_step_sql IS NOT NULL);
SET SESSION sql_mode = 'STRICT_ALL_TABLES';
SET NAMES utf8mb4;
SET @planc_sql = IF(@planc_step_schema IS NOT NULL, 'USE information_schema', 'DO 0');
PREPARE planc FROM @planc_sql;
EXECUTE planc;
DEALLOCATE PREPARE planc;
SET SESSION TRANSACTION READ ONLY;
SET SESSION default_storage_engine = IF(@planc_step_refused = 0, @@SESSION.default_storage_engine,
  CONCAT('planc: stopped: this server does not accept the settings of a trigger on ', @planc_from_table,
         ': sql_mode ', @planc_step_mode, ', ', @planc_step_charset, ', ', @planc_step_collation));
