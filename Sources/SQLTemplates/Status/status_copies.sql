-- -----------------------------------------------------------------------------------------------------
-- Section status_copies
-- Copies of a table: at two locations, set aside, and the tables into which rows of these can be merged.
-- -----------------------------------------------------------------------------------------------------
SET @planc_copies = NULL, @planc_rows = NULL, @planc_sql = NULL;

WITH plan_table AS (
  SELECT source_schema, source_table, target_schema, target_table, source_kind, target_kind, temporary_name
       , renamed_at_source, renamed_at_target
       , (COALESCE(source_kind, '') = 'table') + (COALESCE(target_kind, '') = 'table')
         + (COALESCE(renamed_at_source, '') = 'table') + (COALESCE(renamed_at_target, '') = 'table') AS tables
    FROM JSON_TABLE(@planc_tables, '$[*]' COLUMNS (
           source_schema VARCHAR(64) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin PATH '$[2]'
         , source_table VARCHAR(64) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin PATH '$[3]'
         , target_schema VARCHAR(64) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin PATH '$[4]'
         , target_table VARCHAR(64) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin PATH '$[5]'
         , source_kind VARCHAR(64) CHARACTER SET utf8mb4 PATH '$[7]'
         , target_kind VARCHAR(64) CHARACTER SET utf8mb4 PATH '$[8]'
         , temporary_name VARCHAR(64) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin PATH '$[9]'
         , renamed_at_source VARCHAR(64) CHARACTER SET utf8mb4 PATH '$[10]'
         , renamed_at_target VARCHAR(64) CHARACTER SET utf8mb4 PATH '$[11]')) AS listed),
aside AS (
  SELECT DISTINCT table_name_, REGEXP_REPLACE(table_name_, '_[0-9]+$', '') AS stem
    FROM JSON_TABLE(@planc_aside, '$[*]' COLUMNS (
           table_name_ VARCHAR(64) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin PATH '$')) AS listed),
copy AS (
  SELECT CASE side WHEN 1 THEN source_schema WHEN 2 THEN target_schema WHEN 3 THEN source_schema
           ELSE target_schema END AS schema_name
       , CASE side WHEN 1 THEN source_table WHEN 2 THEN target_table ELSE temporary_name END AS table_name_
       , CASE side WHEN 1 THEN source_kind WHEN 2 THEN target_kind WHEN 3 THEN renamed_at_source
           ELSE renamed_at_target END AS kind
    FROM plan_table
    JOIN (SELECT 1 AS side UNION ALL SELECT 2 UNION ALL SELECT 3 UNION ALL SELECT 4) AS sides
   WHERE tables > 1
      OR source_table IN (SELECT table_name_ FROM aside UNION SELECT stem FROM aside)
      OR target_table IN (SELECT table_name_ FROM aside UNION SELECT stem FROM aside))
SELECT COALESCE(JSON_ARRAYAGG(JSON_ARRAY(schema_name, table_name_)), '[]')
  FROM (SELECT schema_name, table_name_ FROM copy WHERE kind = 'table'
         UNION
        SELECT @planc_aside_schema, table_name_ FROM aside) AS copies
  INTO @planc_copies;

SELECT JSON_LENGTH(@planc_copies) AS copies;

-- How many rows the first 500 of them have. Counting ends at 100000.
SET @planc_sql = (
  SELECT COALESCE(CONCAT(
           'SET @planc_rows = (SELECT JSON_ARRAYAGG(JSON_ARRAY(number, copy, row_count)) FROM (',
           GROUP_CONCAT(CONCAT(
             'SELECT ', number, ' AS number, ', QUOTE(CONCAT(schema_name, '.', table_name_)), ' AS copy, ',
             'COUNT(*) AS row_count FROM (SELECT 1 FROM `', REPLACE(schema_name, '`', '``'), '`.`',
             REPLACE(table_name_, '`', '``'), '` LIMIT 100001) AS counted')
             ORDER BY number SEPARATOR ' UNION ALL '), ') AS copies)'), 'DO 0')
    FROM JSON_TABLE(@planc_copies, '$[*]' COLUMNS (
           number FOR ORDINALITY
         , schema_name VARCHAR(64) CHARACTER SET utf8mb4 PATH '$[0]'
         , table_name_ VARCHAR(64) CHARACTER SET utf8mb4 PATH '$[1]')) AS copy
   WHERE number <= 500);
PREPARE planc FROM @planc_sql;
EXECUTE planc;

SELECT copy, CASE row_count WHEN 0 THEN 'empty' WHEN 1 THEN '1 row' WHEN 100001 THEN 'more than 100000 rows'
               ELSE CONCAT(row_count, ' rows') END AS rows_found
  FROM JSON_TABLE(@planc_rows, '$[*]' COLUMNS (
         number INT PATH '$[0]'
       , copy VARCHAR(200) CHARACTER SET utf8mb4 PATH '$[1]'
       , row_count INT PATH '$[2]')) AS counted
 ORDER BY number;

-- Their columns, triggers, and the foreign keys that reference them. These read many definitions, so they run
-- only where there are copies.
SET @planc_sql = IF(JSON_LENGTH(@planc_copies) > 0, '
  SELECT copy_schema, copy_table, LOWER(COALESCE(on_server.TABLE_TYPE, '''')) AS table_type
       , COALESCE(GROUP_CONCAT(IF(COLUMN_KEY LIKE ''PRI%'',
           CONCAT(''`'', REPLACE(COLUMN_NAME, ''`'', ''``''), ''`''), NULL)
           ORDER BY ORDINAL_POSITION SEPARATOR '', ''), '''') AS key_columns
       , COALESCE(GROUP_CONCAT(IF(EXTRA LIKE ''%auto_increment%'',
           CONCAT(''`'', REPLACE(COLUMN_NAME, ''`'', ''``''), ''`''), NULL)
           ORDER BY ORDINAL_POSITION SEPARATOR '', ''), '''') AS number_column
       , COALESCE(GROUP_CONCAT(IF(EXTRA NOT LIKE ''% GENERATED%'',
           CONCAT(''`'', REPLACE(COLUMN_NAME, ''`'', ''``''), ''`''), NULL)
           ORDER BY ORDINAL_POSITION SEPARATOR '', ''), '''') AS insert_columns
    FROM JSON_TABLE(@planc_copies, ''$[*]'' COLUMNS (
           copy_schema VARCHAR(64) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin PATH ''$[0]''
         , copy_table VARCHAR(64) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin PATH ''$[1]'')) AS copy
    LEFT JOIN information_schema.TABLES AS on_server
      ON CAST(on_server.TABLE_SCHEMA AS CHAR CHARACTER SET utf8mb4) COLLATE utf8mb4_bin = copy_schema
     AND CAST(on_server.TABLE_NAME AS CHAR CHARACTER SET utf8mb4) COLLATE utf8mb4_bin = copy_table
    LEFT JOIN information_schema.COLUMNS AS columns_
      ON CAST(columns_.TABLE_SCHEMA AS CHAR CHARACTER SET utf8mb4) COLLATE utf8mb4_bin = copy_schema
     AND CAST(columns_.TABLE_NAME AS CHAR CHARACTER SET utf8mb4) COLLATE utf8mb4_bin = copy_table
     AND LOCATE(JSON_QUOTE(columns_.TABLE_SCHEMA), @planc_copies) > 0
   GROUP BY copy_schema, copy_table, on_server.TABLE_TYPE
   ORDER BY copy_schema, copy_table', 'DO 0');
PREPARE planc FROM @planc_sql;
EXECUTE planc;

SET @planc_sql = IF(JSON_LENGTH(@planc_copies) > 0, '
  SELECT copy_schema, copy_table, TRIGGER_NAME AS trigger_name
       , CAST(SHA2(CONCAT_WS(''\\n'', TRIGGER_NAME, ACTION_TIMING, EVENT_MANIPULATION, ACTION_ORDER, DEFINER,
           SQL_MODE, CHARACTER_SET_CLIENT, COLLATION_CONNECTION, ACTION_STATEMENT), 256)
           AS CHAR(64) CHARACTER SET utf8mb4) AS sha2
    FROM JSON_TABLE(@planc_copies, ''$[*]'' COLUMNS (
           copy_schema VARCHAR(64) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin PATH ''$[0]''
         , copy_table VARCHAR(64) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin PATH ''$[1]'')) AS copy
    JOIN information_schema.TRIGGERS
      ON CAST(EVENT_OBJECT_SCHEMA AS CHAR CHARACTER SET utf8mb4) COLLATE utf8mb4_bin = copy_schema
     AND CAST(EVENT_OBJECT_TABLE AS CHAR CHARACTER SET utf8mb4) COLLATE utf8mb4_bin = copy_table
   ORDER BY copy_schema, copy_table, TRIGGER_NAME', 'DO 0');
PREPARE planc FROM @planc_sql;
EXECUTE planc;

SET @planc_sql = IF(JSON_LENGTH(@planc_copies) > 0, '
  SELECT copy_schema, copy_table, keys_.TABLE_SCHEMA AS from_schema, keys_.TABLE_NAME AS from_table
       , keys_.CONSTRAINT_NAME AS foreign_key
       , GROUP_CONCAT(CONCAT(''`'', REPLACE(keys_.COLUMN_NAME, ''`'', ''``''), ''`'')
           ORDER BY keys_.ORDINAL_POSITION SEPARATOR '', '') AS from_columns
       , GROUP_CONCAT(CONCAT(''`'', REPLACE(keys_.REFERENCED_COLUMN_NAME, ''`'', ''``''), ''`'')
           ORDER BY keys_.ORDINAL_POSITION SEPARATOR '', '') AS to_columns
       , rules.DELETE_RULE AS on_delete, rules.UPDATE_RULE AS on_update
    FROM JSON_TABLE(@planc_copies, ''$[*]'' COLUMNS (
           copy_schema VARCHAR(64) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin PATH ''$[0]''
         , copy_table VARCHAR(64) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin PATH ''$[1]'')) AS copy
    JOIN information_schema.KEY_COLUMN_USAGE AS keys_
      ON CAST(keys_.REFERENCED_TABLE_SCHEMA AS CHAR CHARACTER SET utf8mb4) COLLATE utf8mb4_bin = copy_schema
     AND CAST(keys_.REFERENCED_TABLE_NAME AS CHAR CHARACTER SET utf8mb4) COLLATE utf8mb4_bin = copy_table
    JOIN information_schema.REFERENTIAL_CONSTRAINTS AS rules
      ON rules.CONSTRAINT_SCHEMA = keys_.CONSTRAINT_SCHEMA AND rules.CONSTRAINT_NAME = keys_.CONSTRAINT_NAME
     AND rules.TABLE_NAME = keys_.TABLE_NAME
   WHERE NOT (CAST(keys_.TABLE_SCHEMA AS CHAR CHARACTER SET utf8mb4) COLLATE utf8mb4_bin = copy_schema
              AND CAST(keys_.TABLE_NAME AS CHAR CHARACTER SET utf8mb4) COLLATE utf8mb4_bin = copy_table)
   GROUP BY copy_schema, copy_table, keys_.TABLE_SCHEMA, keys_.TABLE_NAME, keys_.CONSTRAINT_NAME
       , rules.DELETE_RULE, rules.UPDATE_RULE
   ORDER BY copy_schema, copy_table, keys_.TABLE_SCHEMA, keys_.TABLE_NAME, keys_.CONSTRAINT_NAME', 'DO 0');
PREPARE planc FROM @planc_sql;
EXECUTE planc;

-- InnoDB's TABLE_ID, which RENAME TABLE keeps. Only an account with PROCESS may read it. InnoDB escapes
-- characters in names: those that are common in names are escaped here, other names get no row.
SET @planc_sql = IF((
  SELECT COUNT(*) FROM information_schema.USER_PRIVILEGES
   WHERE PRIVILEGE_TYPE = 'PROCESS' AND CAST(GRANTEE AS BINARY) = CAST(CONCAT('''',
           LEFT(CURRENT_USER(),
                CHAR_LENGTH(CURRENT_USER()) - CHAR_LENGTH(SUBSTRING_INDEX(CURRENT_USER(), '@', -1)) - 1),
           '''@''', SUBSTRING_INDEX(CURRENT_USER(), '@', -1), '''') AS BINARY)) = 1,
  CONCAT('
  WITH place AS (
    SELECT source_schema AS schema_name, source_table AS table_name_
      FROM JSON_TABLE(@planc_tables, ''$[*]'' COLUMNS (
             source_schema VARCHAR(64) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin PATH ''$[2]''
           , source_table VARCHAR(64) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin PATH ''$[3]'')) AS at_source
     UNION
    SELECT target_schema, target_table
      FROM JSON_TABLE(@planc_tables, ''$[*]'' COLUMNS (
             target_schema VARCHAR(64) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin PATH ''$[4]''
           , target_table VARCHAR(64) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin PATH ''$[5]'')) AS at_target
     UNION
    SELECT @planc_aside_schema, table_name_
      FROM JSON_TABLE(@planc_aside, ''$[*]'' COLUMNS (
             table_name_ VARCHAR(64) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin PATH ''$'')) AS aside),
  escaped_name AS (
    SELECT DISTINCT schema_name, table_name_
         , CAST(CONCAT(
             REPLACE(REPLACE(REPLACE(REPLACE(REPLACE(schema_name, ''@'', ''@0040''), ''-'', ''@002d''),
               ''$'', ''@0024''), '' '', ''@0020''), ''.'', ''@002e''), ''/'',
             REPLACE(REPLACE(REPLACE(REPLACE(REPLACE(table_name_, ''@'', ''@0040''), ''-'', ''@002d''),
               ''$'', ''@0024''), '' '', ''@0020''), ''.'', ''@002e''))
             AS CHAR(240) CHARACTER SET utf8mb4) COLLATE utf8mb4_bin AS innodb_name
      FROM place),
  identifier AS (
    SELECT DISTINCT CAST(NAME AS CHAR(240) CHARACTER SET utf8mb4) COLLATE utf8mb4_bin AS innodb_name, TABLE_ID
      FROM information_schema.', IF(VERSION() LIKE '%MariaDB%', 'INNODB_SYS_TABLES', 'INNODB_TABLES'), ')
  SELECT schema_name, table_name_ AS table_name, TABLE_ID AS innodb_table_id
    FROM escaped_name
    JOIN identifier ON identifier.innodb_name = escaped_name.innodb_name
   ORDER BY schema_name, table_name, TABLE_ID'), 'DO 0');
PREPARE planc FROM @planc_sql;
EXECUTE planc;
DEALLOCATE PREPARE planc;
