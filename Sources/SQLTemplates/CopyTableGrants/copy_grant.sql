-- -----------------------------------------------------------------------------------------------------
-- Section copy_grant
-- The next copy of a grant, shown before it is made.
-- -----------------------------------------------------------------------------------------------------
SET @planc_copy_privileges = NULL, @planc_copy_existing = NULL, @planc_grant = NULL, @planc_sql = NULL;
SELECT MIN(number)
  FROM JSON_TABLE(@planc_compared_grants, '$[*]' COLUMNS (
         side VARCHAR(64) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin PATH '$[0]'
       , number INT PATH '$[1]')) AS compared
 WHERE side = 'new' AND number > @planc_copy
  INTO @planc_copy;
SELECT COUNT(*), SUM(is_live)
  FROM JSON_TABLE(@planc_compared_grants, '$[*]' COLUMNS (
         side VARCHAR(64) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin PATH '$[0]'
       , number INT PATH '$[1]'
       , is_live INT PATH '$[3]'
       , state VARCHAR(64) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin PATH '$[4]')) AS compared
 WHERE side = 'new' AND number = @planc_copy AND state = 'move'
  INTO @planc_copy_privileges, @planc_copy_existing;

-- The statement of the copy, from its entry in the list: GRANT OPTION is a privilege of the table there.
WITH plan_privilege AS (
  SELECT number, position, grantee, target_schema, COALESCE(new_name, table_name_) AS target_table
       , privilege, column_name_
    FROM JSON_TABLE(@planc_table_grants, '$[*]' COLUMNS (
           number INT PATH '$.copy'
         , grantee VARCHAR(400) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin PATH '$.grantee'
         , table_name_ VARCHAR(64) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin PATH '$.table'
         , target_schema VARCHAR(64) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin PATH '$.to'
         , new_name VARCHAR(64) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin PATH '$.as'
         , NESTED PATH '$.privileges[*]' COLUMNS (
             position FOR ORDINALITY
           , privilege VARCHAR(64) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin PATH '$.privilege'
           , column_name_ VARCHAR(64) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin
               PATH '$.column'))) AS plan_grant
   WHERE number = @planc_copy),
part AS (
  SELECT MIN(position) AS position, privilege
       , CONCAT(privilege, COALESCE(CONCAT(' (', GROUP_CONCAT(
           CONCAT('`', REPLACE(column_name_, '`', '``'), '`') ORDER BY position SEPARATOR ', '), ')'), ''))
         AS part
    FROM plan_privilege
   GROUP BY privilege, column_name_ IS NULL),
parts AS (
  SELECT GROUP_CONCAT(IF(privilege = 'GRANT OPTION', NULL, part) ORDER BY position SEPARATOR ', ') AS granted
       , GROUP_CONCAT(part ORDER BY position SEPARATOR ', ') AS revoked
       , MAX(privilege = 'GRANT OPTION') AS has_option
    FROM part),
account AS (
  SELECT MIN(grantee) AS grantee, MIN(target_schema) AS target_schema, MIN(target_table) AS target_table
       , CHAR_LENGTH(SUBSTRING_INDEX(MIN(grantee), '''@''', -1)) - 1 AS host_length
    FROM plan_privilege),
name AS (
  SELECT CONCAT('`', REPLACE(target_schema, '`', '``'), '`.`', REPLACE(target_table, '`', '``'), '`') AS place
       , CONCAT('`', REPLACE(SUBSTRING(grantee, 2, CHAR_LENGTH(grantee) - host_length - 5), '`', '``'), '`',
                IF(host_length = 0, '', CONCAT('@`', REPLACE(
                  LEFT(SUBSTRING_INDEX(grantee, '''@''', -1), host_length), '`', '``'), '`'))) AS grantee
    FROM account)
SELECT CONCAT('GRANT ', COALESCE(granted, 'USAGE'), ' ON ', place, ' TO ', grantee,
              IF(has_option = 1, ' WITH GRANT OPTION', ''))
  FROM name
  JOIN parts
  INTO @planc_grant;
SET @planc_grant = IF(@planc_grants = 'GO' AND @planc_copy_existing < @planc_copy_privileges,
                      @planc_grant, NULL);

SELECT @planc_grant AS planc
  FROM (SELECT 1 AS one) AS one_row
 WHERE @planc_grant IS NOT NULL;
SET @planc_sql = IF(@planc_grant IS NOT NULL, 'SET SESSION TRANSACTION READ WRITE', 'DO 0');
PREPARE planc FROM @planc_sql;
EXECUTE planc;
SET @planc_sql = IF(@planc_grant IS NOT NULL, @planc_grant, 'DO 0');
PREPARE planc FROM @planc_sql;
EXECUTE planc;
DEALLOCATE PREPARE planc;
SET SESSION TRANSACTION READ ONLY;
