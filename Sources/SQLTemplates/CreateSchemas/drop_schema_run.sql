-- -----------------------------------------------------------------------------------------------------
-- Section drop_schema_run
-- Count the objects in the schema again, and drop it if there are none. Nothing may come between the two:
--   MySQL: LOCK INSTANCE FOR BACKUP stops the DDL of all other sessions. A client sends everything between
--   the DELIMITER lines at once, and the server runs nothing after a statement that fails.
--   MariaDB: one compound statement counts and drops. With a timeout of 0 the drop fails at once if another
--   session uses the schema. An object that is created between its count and its drop would be lost.
-- -----------------------------------------------------------------------------------------------------
DELIMITER //
/*!80000 LOCK INSTANCE FOR BACKUP */ /*M!100502 DO 0 */;
SET @planc_objects_found = NULL;
SET @planc_sql = CONCAT('SET @planc_objects_found = ', @planc_count_objects);
PREPARE planc FROM @planc_sql;
EXECUTE planc;
SET @planc_sql = IF(@planc_schema_verdict = 'GO' AND @planc_objects_found = 0,
  'SET SESSION TRANSACTION READ WRITE', 'DO 0');
PREPARE planc FROM @planc_sql;
EXECUTE planc;
SET @planc_sql = IF(@planc_schema_verdict = 'GO' AND @planc_objects_found = 0,
  CONCAT(IF(@planc_is_mariadb, CONCAT('BEGIN NOT ATOMIC SET SESSION lock_wait_timeout = 0; IF ',
                                      @planc_count_objects, ' = 0 THEN '), ''),
         'DROP SCHEMA IF EXISTS `', REPLACE(@planc_schema, '`', '``'), '`',
         IF(@planc_is_mariadb, '; END IF; END', '')),
  'DO 0');
PREPARE planc FROM @planc_sql;
EXECUTE planc
//
DELIMITER ;
/*!80000 UNLOCK INSTANCE */ /*M!100502 DO 0 */;
SET SESSION TRANSACTION READ ONLY;
SET SESSION lock_wait_timeout = @planc_lock_wait_timeout;
