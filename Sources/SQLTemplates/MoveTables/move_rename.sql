-- -----------------------------------------------------------------------------------------------------
-- Section move_rename
-- Move the tables of this statement, or raise the reason for refusing as an error (1286).
-- -----------------------------------------------------------------------------------------------------
SET SESSION default_storage_engine = IF(@planc_verdict IN ('GO', 'SKIP'), @@SESSION.default_storage_engine,
  COALESCE(@planc_verdict, CONCAT('planc: stopped before statement ', @planc_statement,
           ': a check failed; run ', @planc_status_file)));

SELECT CASE @planc_verdict
         WHEN 'GO' THEN CONCAT(
           'moving ', @planc_tables, IF(@planc_tables = 1, ' table', ' tables'), ' in one statement. After ',
           'an error none of them has moved. If the connection was lost (2013, 2006), the server may still ',
           'complete the move: run ', @planc_status_file, ' then. 1205: another session uses one of them; ',
           @planc_preflight_file, ' shows which, then run this file again')
         WHEN 'SKIP' THEN CONCAT(
           'nothing to do: ', @planc_tables, IF(@planc_tables = 1, ' table is', ' tables are'), ' in ',
           @planc_target, ' already')
         ELSE 'nothing is moved'
       END AS planc;

SET @planc_sql = IF(@planc_verdict = 'GO', 'SET SESSION TRANSACTION READ WRITE', 'DO 0');
PREPARE planc FROM @planc_sql;
EXECUTE planc;
SET @planc_sql = IF(@planc_verdict = 'GO', SUBSTRING_INDEX(SUBSTRING_INDEX(
  @planc_rename, '\n  ; ', @planc_statement), '\n  ; ', -1), 'DO 0');
PREPARE planc FROM @planc_sql;
EXECUTE planc;
DEALLOCATE PREPARE planc;
SET SESSION TRANSACTION READ ONLY;

-- How many tables have moved with this statement and those before it: a table has moved when it is at its
-- target and nothing has its old name.
SET @planc_moved = NULL, @planc_moved_before = NULL;
WITH pair AS (
  SELECT source_schema, source_table, target_schema, target_table
    FROM JSON_TABLE(@planc_pairs, '$[*]' COLUMNS (
           statement INT PATH '$[0]'
         , source_schema VARCHAR(64) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin PATH '$[2]'
         , source_table VARCHAR(64) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin PATH '$[3]'
         , target_schema VARCHAR(64) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin PATH '$[4]'
         , target_table VARCHAR(64) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin PATH '$[5]')) AS listed
   WHERE statement <= @planc_statement),
object AS (
  SELECT CAST(TABLE_SCHEMA AS CHAR(64) CHARACTER SET utf8mb4) COLLATE utf8mb4_bin AS schema_name
       , CAST(TABLE_NAME AS CHAR(64) CHARACTER SET utf8mb4) COLLATE utf8mb4_bin AS object_name
       , MAX(TABLE_TYPE IN ('BASE TABLE', 'SYSTEM VERSIONED')) AS is_table
    FROM information_schema.TABLES
   WHERE LOCATE(JSON_QUOTE(TABLE_SCHEMA), @planc_schema_names) > 0
   GROUP BY schema_name, object_name)
SELECT COALESCE(SUM(COALESCE(at_target.is_table, 0) = 1 AND at_source.is_table IS NULL), 0), COUNT(*)
  FROM pair
  LEFT JOIN object AS at_source
    ON at_source.schema_name = source_schema AND at_source.object_name = source_table
  LEFT JOIN object AS at_target
    ON at_target.schema_name = target_schema AND at_target.object_name = target_table
  INTO @planc_moved, @planc_moved_before;
