-- -----------------------------------------------------------------------------------------------------
-- Section verify_rows
-- Whether the first 500 tables can be read, and have rows, if all tables are at the target.
-- -----------------------------------------------------------------------------------------------------
SET @planc_read = NULL, @planc_rows = NULL, @planc_sql = NULL;

SET @planc_sql = (
  SELECT COALESCE(CONCAT(
           'SET @planc_rows = (SELECT JSON_ARRAYAGG(JSON_ARRAY(number, target, content)) FROM (',
           GROUP_CONCAT(CONCAT(
             'SELECT ', number, ' AS number, ', QUOTE(CONCAT(target_schema, '.', target_table)),
             ' AS target, ',
             'IF(EXISTS (SELECT 1 FROM `', REPLACE(target_schema, '`', '``'), '`.`',
             REPLACE(target_table, '`', '``'), '`), ''has rows'', ''empty'') AS content')
             ORDER BY number SEPARATOR ' UNION ALL '), ') AS tables_)'), 'DO 0')
    FROM JSON_TABLE(@planc_tables, '$[*]' COLUMNS (
           number INT PATH '$[0]'
         , target_schema VARCHAR(64) CHARACTER SET utf8mb4 PATH '$[4]'
         , target_table VARCHAR(64) CHARACTER SET utf8mb4 PATH '$[5]')) AS plan_table
   WHERE number <= 500 AND @planc_at_target = @planc_expected_tables);
PREPARE planc FROM @planc_sql;
EXECUTE planc;
DEALLOCATE PREPARE planc;

SET @planc_read = COALESCE(JSON_LENGTH(@planc_rows), 0);

SELECT target, content
  FROM JSON_TABLE(@planc_rows, '$[*]' COLUMNS (
         number INT PATH '$[0]'
       , target VARCHAR(200) CHARACTER SET utf8mb4 PATH '$[1]'
       , content VARCHAR(8) CHARACTER SET utf8mb4 PATH '$[2]')) AS tables_
 ORDER BY number;
