-- -----------------------------------------------------------------------------------------------------
-- Section preflight_merge
-- MERGE tables, and texts of views and routines that this account cannot read. No view of the server says
-- which tables a MERGE table consists of.
-- -----------------------------------------------------------------------------------------------------
SET @planc_found_merge = NULL, @planc_myisam = NULL;

SELECT COALESCE(JSON_ARRAYAGG(JSON_ARRAY(TABLE_SCHEMA, TABLE_NAME, ENGINE)), '[]')
  FROM information_schema.TABLES
 WHERE LOCATE(JSON_QUOTE(TABLE_SCHEMA), @planc_schema_names) > 0 AND ENGINE IN ('MRG_MyISAM', 'MyISAM')
  INTO @planc_myisam;

WITH plan_table AS (
  SELECT DISTINCT source_schema, source_table
    FROM JSON_TABLE(@planc_tables, '$[*]' COLUMNS (
           source_schema VARCHAR(64) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin PATH '$[2]'
         , source_table VARCHAR(64) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin PATH '$[3]')) AS listed),
myisam AS (
  SELECT DISTINCT schema_name, table_name_, engine
    FROM JSON_TABLE(@planc_myisam, '$[*]' COLUMNS (
           schema_name VARCHAR(64) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin PATH '$[0]'
         , table_name_ VARCHAR(64) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin PATH '$[1]'
         , engine VARCHAR(16) CHARACTER SET utf8mb4 PATH '$[2]')) AS listed),
moving AS (
  SELECT schema_name, table_name_, engine
    FROM myisam
    JOIN plan_table ON source_schema = schema_name AND source_table = table_name_),
plan_schema AS (
  SELECT DISTINCT plan_name
    FROM JSON_TABLE(@planc_schemas, '$[*]' COLUMNS (
           plan_name VARCHAR(64) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin PATH '$.schema')) AS listed),
accepted AS (
  SELECT DISTINCT object_schema, object_name, on_schema, on_table_
    FROM JSON_TABLE(@planc_accepted, '$[*]' COLUMNS (
           object_schema VARCHAR(64) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin PATH '$.schema'
         , object_name VARCHAR(64) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin PATH '$.object'
         , on_schema VARCHAR(64) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin PATH '$.on'
         , on_table_ VARCHAR(64) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin PATH '$.table')) AS listed
   WHERE object_name IS NOT NULL),
unreadable AS (
  SELECT CAST(TABLE_SCHEMA AS CHAR(64) CHARACTER SET utf8mb4) COLLATE utf8mb4_bin AS schema_name
       , CAST(TABLE_NAME AS CHAR(64) CHARACTER SET utf8mb4) COLLATE utf8mb4_bin AS object_name
       , 'view' AS kind
    FROM information_schema.VIEWS
   WHERE COALESCE(VIEW_DEFINITION, '') = ''
   UNION ALL
  SELECT CAST(ROUTINE_SCHEMA AS CHAR(64) CHARACTER SET utf8mb4) COLLATE utf8mb4_bin
       , CAST(ROUTINE_NAME AS CHAR(64) CHARACTER SET utf8mb4) COLLATE utf8mb4_bin
       , CONVERT(LOWER(ROUTINE_TYPE) USING utf8mb4)
    FROM information_schema.ROUTINES
   WHERE COALESCE(ROUTINE_DEFINITION, '') = '')
SELECT COALESCE(JSON_ARRAYAGG(JSON_ARRAY(severity, finding, object_name, advice)), '[]')
  FROM (SELECT IF(COALESCE(on_table_, '') = '', 'warning', 'info') AS severity
             , CONCAT(IF(COALESCE(on_table_, '') = '', '', 'accepted: '), 'MERGE table') AS finding
             , CONCAT(schema_name, '.', table_name_) AS object_name
             , 'after the move, a MERGE table or its moved children cannot be opened (1168)' AS advice
          FROM moving
          LEFT JOIN accepted
            ON object_schema = schema_name AND object_name = table_name_ AND on_schema = schema_name
           AND on_table_ = table_name_
         WHERE engine = 'MRG_MyISAM'
         UNION ALL
        SELECT 'info', 'MERGE table that stays', CONCAT(myisam.schema_name, '.', myisam.table_name_)
             , CONCAT('if SHOW CREATE TABLE lists a table that moves in its UNION, it cannot be opened ',
                      'after the move (1168)')
          FROM myisam
          LEFT JOIN plan_table
            ON source_schema = myisam.schema_name AND source_table = myisam.table_name_
         WHERE myisam.engine = 'MRG_MyISAM' AND COALESCE(source_table, '') = ''
           AND EXISTS (SELECT 1 FROM moving WHERE moving.engine = 'MyISAM')
         UNION ALL
        SELECT 'info', CONCAT('the text of this ', kind, ' is hidden from this account')
             , CONCAT(schema_name, '.', object_name)
             , CONCAT('it may reference a table that moves: ask its owner, or use an account with SHOW VIEW ',
                      'and the privileges of its definer')
          FROM unreadable
          JOIN plan_schema ON plan_name = schema_name) AS found
  INTO @planc_found_merge;

-- Without what was read, there is nothing to find.
SET @planc_found_merge = IF(@planc_myisam IS NULL, NULL, @planc_found_merge);
