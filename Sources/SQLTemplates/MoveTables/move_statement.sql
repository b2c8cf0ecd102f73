-- -----------------------------------------------------------------------------------------------------
-- Section move_statement
-- The next RENAME TABLE statement: GO when all of its tables can move, SKIP when all of them have moved, else
-- the reason for refusing.
-- -----------------------------------------------------------------------------------------------------
SET @planc_statement = @planc_statement + 1;
SET @planc_tables = NULL, @planc_at_source = NULL, @planc_left = NULL, @planc_at_target = NULL,
    @planc_taken = NULL, @planc_statement_names = NULL, @planc_verdict = NULL, @planc_sql = NULL;

-- Its tables, and what has their names now.
WITH pair AS (
  SELECT source_schema, source_table, target_schema, target_table
    FROM JSON_TABLE(@planc_pairs, '$[*]' COLUMNS (
           statement INT PATH '$[0]'
         , source_schema VARCHAR(64) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin PATH '$[2]'
         , source_table VARCHAR(64) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin PATH '$[3]'
         , target_schema VARCHAR(64) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin PATH '$[4]'
         , target_table VARCHAR(64) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin PATH '$[5]')) AS listed
   WHERE statement = @planc_statement),
object AS (
  SELECT CAST(TABLE_SCHEMA AS CHAR(64) CHARACTER SET utf8mb4) COLLATE utf8mb4_bin AS schema_name
       , CAST(TABLE_NAME AS CHAR(64) CHARACTER SET utf8mb4) COLLATE utf8mb4_bin AS object_name
       , MAX(TABLE_TYPE IN ('BASE TABLE', 'SYSTEM VERSIONED')) AS is_table
    FROM information_schema.TABLES
   WHERE LOCATE(JSON_QUOTE(TABLE_SCHEMA), @planc_schema_names) > 0
   GROUP BY schema_name, object_name)
SELECT COUNT(*)
     , COALESCE(SUM(COALESCE(at_source.is_table, 0)), 0), COALESCE(SUM(at_source.is_table IS NOT NULL), 0)
     , COALESCE(SUM(COALESCE(at_target.is_table, 0)), 0), COALESCE(SUM(at_target.is_table IS NOT NULL), 0)
     , JSON_ARRAYAGG(JSON_ARRAY(source_schema, source_table, target_schema, target_table))
  FROM pair
  LEFT JOIN object AS at_source
    ON at_source.schema_name = source_schema AND at_source.object_name = source_table
  LEFT JOIN object AS at_target
    ON at_target.schema_name = target_schema AND at_target.object_name = target_table
  INTO @planc_tables, @planc_at_source, @planc_left, @planc_at_target, @planc_taken, @planc_statement_names;

SET @planc_verdict = CASE
  WHEN @planc_plan_verdict IN ('GO', 'SKIP')
   AND @planc_at_target = @planc_tables
   AND @planc_left = 0
    THEN 'SKIP'
  WHEN @planc_plan_verdict = 'GO'
   AND @planc_connection = CONNECTION_ID()
   AND @planc_moved = @planc_moved_before
   AND @planc_at_source = @planc_tables
   AND @planc_taken = 0
    THEN 'GO'
  WHEN @planc_plan_verdict NOT IN ('GO', 'SKIP')
    THEN @planc_plan_verdict
  WHEN @planc_moved <> @planc_moved_before
    THEN CONCAT('planc: stopped before statement ', @planc_statement, ' of ', @planc_statements, ': only ',
                @planc_moved, ' of the ', @planc_moved_before, ' tables before it are in ', @planc_target,
                '; the error above says why')
  ELSE CONCAT(IF(@planc_statement = 1, 'planc: nothing was changed: ', CONCAT('planc: stopped before ',
              'statement ', @planc_statement, ' of ', @planc_statements, ': ')),
              'tables at the source: ', @planc_at_source, ' of ', @planc_tables, '; names in use in ',
              @planc_target, ': ', @planc_taken, '; run ', @planc_status_file, ', it lists each table')
END;
