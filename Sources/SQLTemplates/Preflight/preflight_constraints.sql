-- -----------------------------------------------------------------------------------------------------
-- Section preflight_constraints
-- Constraint names. A name of a foreign key is unique in a schema; on MySQL, so is a name of a CHECK. A name
-- that the server generated (t_ibfk_1, t_chk_1) follows the name of its table.
-- MySQL compares names of foreign keys without case and accents, names of CHECKs without case; MariaDB the
-- bytes of the name as if they were latin1, so that only ASCII letters match without case.
-- -----------------------------------------------------------------------------------------------------
SET @planc_found_constraints = NULL, @planc_found_awaited = NULL, @planc_constraints = NULL;

SELECT COALESCE(JSON_ARRAYAGG(JSON_ARRAY(TABLE_SCHEMA, TABLE_NAME, CONSTRAINT_NAME,
         IF(CONSTRAINT_TYPE = 'CHECK', 'check constraint', 'foreign key'))), '[]')
  FROM information_schema.TABLE_CONSTRAINTS
 WHERE LOCATE(JSON_QUOTE(TABLE_SCHEMA), @planc_schema_names) > 0
   AND (CONSTRAINT_TYPE = 'FOREIGN KEY' OR CONSTRAINT_TYPE = 'CHECK' AND VERSION() NOT LIKE '%MariaDB%')
  INTO @planc_constraints;

WITH existing AS (
  SELECT DISTINCT schema_name, table_name_, constraint_name
       , kind
       , HEX(CASE
               WHEN VERSION() LIKE '%MariaDB%'
                 THEN WEIGHT_STRING(CONVERT(CAST(constraint_name AS BINARY) USING latin1)
                                    COLLATE latin1_swedish_ci)
               WHEN kind = 'foreign key'
                 THEN WEIGHT_STRING(constraint_name COLLATE utf8mb4_general_ci)
               ELSE CAST(LOWER(constraint_name) AS BINARY)
             END) AS compared
    FROM JSON_TABLE(@planc_constraints, '$[*]' COLUMNS (
           schema_name VARCHAR(64) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin PATH '$[0]'
         , table_name_ VARCHAR(64) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin PATH '$[1]'
         , constraint_name VARCHAR(64) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin PATH '$[2]'
         , kind VARCHAR(16) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin PATH '$[3]')) AS named),
plan_table AS (
  SELECT DISTINCT number, source_schema, source_table, target_schema, target_table
    FROM JSON_TABLE(@planc_tables, '$[*]' COLUMNS (
           number INT PATH '$[0]'
         , source_schema VARCHAR(64) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin PATH '$[2]'
         , source_table VARCHAR(64) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin PATH '$[3]'
         , target_schema VARCHAR(64) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin PATH '$[4]'
         , target_table VARCHAR(64) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin PATH '$[5]')) AS listed),
renamed AS (
  SELECT number, source_schema, source_table, target_schema, kind, constraint_name
       , IF(CAST(LEFT(constraint_name, CHAR_LENGTH(source_table) + 6) AS BINARY)
              = CAST(CONCAT(source_table, '_ibfk_') AS BINARY)
            OR CAST(LEFT(constraint_name, CHAR_LENGTH(source_table) + 5) AS BINARY)
              = CAST(CONCAT(source_table, '_chk_') AS BINARY),
            CONCAT(target_table, SUBSTRING(constraint_name, CHAR_LENGTH(source_table) + 1)),
            constraint_name) AS new_name
    FROM plan_table
    JOIN existing ON schema_name = source_schema AND table_name_ = source_table),
arriving AS (
  SELECT DISTINCT number, source_schema, source_table, target_schema, kind, constraint_name, new_name
       , HEX(CASE
               WHEN VERSION() LIKE '%MariaDB%'
                 THEN WEIGHT_STRING(CONVERT(CAST(LEFT(new_name, 64) AS BINARY) USING latin1)
                                    COLLATE latin1_swedish_ci)
               WHEN kind = 'foreign key'
                 THEN WEIGHT_STRING(LEFT(new_name, 64) COLLATE utf8mb4_general_ci)
               ELSE CAST(LOWER(LEFT(new_name, 64)) AS BINARY)
             END) AS compared
    FROM renamed)
SELECT COALESCE(JSON_ARRAYAGG(JSON_ARRAY('error', finding, object_name, advice)), '[]')
  FROM (SELECT CONCAT(arriving.kind, ' name ', new_name, ' is taken in ', target_schema) AS finding
             , CONCAT(source_schema, '.', source_table) AS object_name
             , CONCAT('by ', target_schema, '.', taken.table_name_,
                      ': drop one of the two and add it again with another name, or the server refuses the ',
                      'move (1050, 1826, 3822)') AS advice
          FROM arriving
          JOIN existing AS taken
            ON taken.schema_name = target_schema AND taken.compared = arriving.compared
           AND taken.kind = arriving.kind
         UNION ALL
        -- From two schemas, or because a table gets a new name.
        SELECT CONCAT(arriving.kind, ' name ', arriving.new_name, ' would be twice in ',
                      arriving.target_schema)
             , CONCAT(arriving.source_schema, '.', arriving.source_table)
             , CONCAT('also at ', other.source_schema, '.', other.source_table,
                      ', which moves there too: drop one of the two and add it again with another name, or ',
                      'the server refuses the move (1050, 1826, 3822)')
          FROM arriving
          JOIN arriving AS other
            ON other.target_schema = arriving.target_schema AND other.compared = arriving.compared
           AND other.kind = arriving.kind AND other.number < arriving.number
         WHERE other.source_schema <> arriving.source_schema OR other.new_name <> other.constraint_name
            OR arriving.new_name <> arriving.constraint_name
         UNION ALL
        SELECT CONCAT(kind, ' name ', new_name, ' would have ', CHAR_LENGTH(new_name), ' characters')
             , CONCAT(source_schema, '.', source_table)
             , 'choose a shorter new name, or name the constraint: the server would refuse the move (1059)'
          FROM arriving
         WHERE CHAR_LENGTH(new_name) > 64 AND VERSION() NOT LIKE '%MariaDB%') AS found
  INTO @planc_found_constraints;

-- Without what was read, there is nothing to find.
SET @planc_found_constraints = IF(@planc_constraints IS NULL, NULL, @planc_found_constraints);

-- A foreign key that references a missing table by the new name of a moved table. It would reference the
-- moved table, and after a rollback its source.
WITH target AS (
  SELECT DISTINCT source_schema, source_table, target_schema, target_table
    FROM JSON_TABLE(@planc_tables, '$[*]' COLUMNS (
           source_schema VARCHAR(64) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin PATH '$[2]'
         , source_table VARCHAR(64) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin PATH '$[3]'
         , target_schema VARCHAR(64) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin PATH '$[4]'
         , target_table VARCHAR(64) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin PATH '$[5]'
         , target_kind VARCHAR(64) CHARACTER SET utf8mb4 PATH '$[8]')) AS plan_table
   WHERE COALESCE(target_kind, '') = ''),
reference AS (
  SELECT DISTINCT CAST(TABLE_SCHEMA AS CHAR(64) CHARACTER SET utf8mb4) COLLATE utf8mb4_bin AS schema_name
       , CAST(TABLE_NAME AS CHAR(64) CHARACTER SET utf8mb4) COLLATE utf8mb4_bin AS table_name_
       , CAST(CONSTRAINT_NAME AS CHAR(64) CHARACTER SET utf8mb4) COLLATE utf8mb4_bin AS constraint_name
       , CAST(REFERENCED_TABLE_SCHEMA AS CHAR(64) CHARACTER SET utf8mb4) COLLATE utf8mb4_bin
           AS referenced_schema
       , CAST(REFERENCED_TABLE_NAME AS CHAR(64) CHARACTER SET utf8mb4) COLLATE utf8mb4_bin
           AS referenced_table
    FROM information_schema.KEY_COLUMN_USAGE
   WHERE LOCATE(JSON_QUOTE(REFERENCED_TABLE_SCHEMA), @planc_schema_names) > 0)
SELECT COALESCE(JSON_ARRAYAGG(JSON_ARRAY('error'
       , CONCAT('foreign key ', constraint_name, ' references ', target_schema, '.', target_table,
                ', which is missing')
       , CONCAT(schema_name, '.', table_name_)
       , CONCAT('a moved table gets that name, and after a rollback the foreign key would reference ',
                source_schema, '.', source_table, ': ALTER TABLE `', REPLACE(schema_name, '`', '``'), '`.`',
                REPLACE(table_name_, '`', '``'), '` DROP FOREIGN KEY `',
                REPLACE(constraint_name, '`', '``'), '`'))), '[]')
  FROM target
  JOIN reference ON referenced_schema = target_schema AND referenced_table = target_table
  INTO @planc_found_awaited;
