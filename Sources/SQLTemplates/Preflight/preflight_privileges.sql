-- -----------------------------------------------------------------------------------------------------
-- Section preflight_privileges
-- The privileges that the migration and its rollback need, and those that this account lacks. One finding
-- lists them all, with the GRANT statements that give them.
-- What a privilege is needed for:
--   move     for the moves; a role may give it, and then the server decides;
--   listed   for triggers, views and grants: without it, a table or view would be left incomplete. A role
--            is not enough, since its privileges cannot be listed;
--   sight    without it this file may not see everything.
-- -----------------------------------------------------------------------------------------------------
SET @planc_found_privileges = NULL, @planc_role = NULL, @planc_needed = NULL, @planc_needed_global = NULL,
    @planc_lacks = NULL, @planc_missing = NULL, @planc_grants = NULL, @planc_account_name = NULL,
    @planc_suffices = NULL;

SET @planc_role = COALESCE(CURRENT_ROLE(), 'NONE') <> 'NONE';

-- `user`@`host`, as GRANT takes it.
SET @planc_account_name = CONCAT('`', REPLACE(
  LEFT(CURRENT_USER(),
       CHAR_LENGTH(CURRENT_USER()) - CHAR_LENGTH(SUBSTRING_INDEX(CURRENT_USER(), '@', -1)) - 1),
  '`', '``'), '`@`', REPLACE(SUBSTRING_INDEX(CURRENT_USER(), '@', -1), '`', '``'), '`');

-- An entry for each needed privilege on a schema; 1 if this account lacks it.
WITH needed AS (
  SELECT plan_name AS schema_name, privilege, needed_for
    FROM JSON_TABLE(@planc_schemas, '$[*]' COLUMNS (
           plan_name VARCHAR(64) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin PATH '$.schema')) AS plan_schema
    JOIN (SELECT 'ALTER' AS privilege, 'move' AS needed_for
           UNION ALL SELECT 'DROP', 'move'
           UNION ALL SELECT 'CREATE', 'move'
           UNION ALL SELECT 'INSERT', 'move'
           UNION ALL SELECT 'SELECT', 'move'
           UNION ALL SELECT 'SHOW VIEW', 'sight'
           UNION ALL SELECT 'TRIGGER', 'sight'
           UNION ALL SELECT 'EVENT', 'sight'
           UNION ALL SELECT 'ALTER ROUTINE', 'sight') AS privileges
   UNION ALL
  SELECT schema_name, privilege, 'listed'
    FROM JSON_TABLE(@planc_needs, '$[*]' COLUMNS (
           schema_name VARCHAR(64) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin PATH '$.schema'
         , NESTED PATH '$.privileges[*]' COLUMNS (
             privilege VARCHAR(64) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin PATH '$'))) AS listed
   WHERE privilege IS NOT NULL),
own AS (
  SELECT DISTINCT schema_name, privilege
    FROM JSON_TABLE(@planc_privileges, '$[*]' COLUMNS (
           schema_name VARCHAR(64) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin PATH '$[0]'
         , privilege VARCHAR(64) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin PATH '$[1]')) AS effective)
SELECT JSON_ARRAYAGG(JSON_ARRAY(needed.schema_name, needed.privilege, needed_for,
                                IF(own.schema_name IS NULL, 1, 0)))
  FROM needed
  LEFT JOIN own ON own.schema_name = needed.schema_name AND own.privilege = needed.privilege
  INTO @planc_needed;

-- Global privileges, on MariaDB: triggers and views of another definer need SET USER, or SUPER before 11.0.
-- CREATE and DROP TRIGGER need SUPER if the binary log is on, or on a node of a cluster (1419).
SET @planc_sql = IF(VERSION() LIKE '%MariaDB%', '
  SELECT CONCAT_WS('', ''
         , IF(EXISTS (SELECT 1
                        FROM JSON_TABLE(@planc_needs, ''$[*]'' COLUMNS (
                               definer VARCHAR(400) CHARACTER SET utf8mb4 PATH ''$.definer'')) AS listed
                       WHERE CAST(definer AS BINARY) <> CAST(CURRENT_USER() AS BINARY))
              AND SUM(PRIVILEGE_TYPE = ''SET USER'' OR PRIVILEGE_TYPE = ''SUPER'' AND @planc_version < 11000)
                  = 0, ''SET USER'', NULL)
         , IF(EXISTS (SELECT 1
                        FROM JSON_TABLE(@planc_tables, ''$[*]'' COLUMNS (
                               temporary_name VARCHAR(64) CHARACTER SET utf8mb4 PATH ''$[9]'')) AS plan_table
                       WHERE temporary_name IS NOT NULL)
              AND (@@GLOBAL.log_bin = 1 OR @planc_is_node = 1)
              AND @@GLOBAL.log_bin_trust_function_creators = 0
              AND SUM(PRIVILEGE_TYPE = ''SUPER'') = 0, ''SUPER'', NULL))
    FROM information_schema.USER_PRIVILEGES
   WHERE CAST(GRANTEE AS BINARY) = CAST(@planc_account AS BINARY)
    INTO @planc_needed_global', 'SET @planc_needed_global = ''''');
PREPARE planc FROM @planc_sql;
EXECUTE planc;
DEALLOCATE PREPARE planc;

-- What this account lacks: nothing, sight, what a role may give, or privileges that block the migration.
SELECT CASE
         WHEN COUNT(*) = 0 OR @planc_needed_global IS NULL OR @planc_privileges IS NULL THEN NULL
         WHEN @planc_restrictions IS NULL THEN 'restrictions'
         WHEN @planc_needed_global <> '' OR SUM(needed_for = 'listed') > 0 THEN 'privileges'
         WHEN SUM(needed_for = 'move') > 0 THEN IF(@planc_role = 1, 'role', 'privileges')
         WHEN SUM(needed_for = 'sight') > 0 THEN 'sight'
         ELSE 'nothing'
       END
  FROM (SELECT IF(is_lacking = 1, needed_for, '') AS needed_for
          FROM JSON_TABLE(@planc_needed, '$[*]' COLUMNS (
                 needed_for VARCHAR(8) CHARACTER SET utf8mb4 PATH '$[2]'
               , is_lacking INT PATH '$[3]')) AS needed) AS lacking
  INTO @planc_lacks;

-- What an account that lacks privileges does not see may exist: then most other findings do not count.
SET @planc_suffices = @planc_lacks IN ('nothing', 'sight', 'role');

SELECT CONCAT_WS('; '
       , IF(@planc_needed_global = '', NULL, CONCAT(@planc_needed_global, ' on *.*'))
       , GROUP_CONCAT(CONCAT(privileges, ' on ', schema_name) ORDER BY schema_name SEPARATOR '; '))
  FROM (SELECT schema_name, GROUP_CONCAT(DISTINCT privilege ORDER BY privilege SEPARATOR ', ') AS privileges
          FROM JSON_TABLE(@planc_needed, '$[*]' COLUMNS (
                 schema_name VARCHAR(64) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin PATH '$[0]'
               , privilege VARCHAR(64) CHARACTER SET utf8mb4 PATH '$[1]'
               , needed_for VARCHAR(8) CHARACTER SET utf8mb4 PATH '$[2]'
               , is_lacking INT PATH '$[3]')) AS needed
         WHERE is_lacking = 1 AND (needed_for <> 'sight' OR @planc_lacks = 'sight')
         GROUP BY schema_name) AS lacking
  INTO @planc_missing;

-- A GRANT for each schema on which a privilege is missing. It also has what the account has there by a wider
-- pattern: only the most specific pattern applies, which is the new one then.
WITH needed AS (
  SELECT schema_name, privilege, is_lacking
    FROM JSON_TABLE(@planc_needed, '$[*]' COLUMNS (
           schema_name VARCHAR(64) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin PATH '$[0]'
         , privilege VARCHAR(64) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin PATH '$[1]'
         , is_lacking INT PATH '$[3]')) AS listed),
own AS (
  SELECT schema_name, privilege
    FROM JSON_TABLE(@planc_privileges, '$[*]' COLUMNS (
           schema_name VARCHAR(64) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin PATH '$[0]'
         , privilege VARCHAR(64) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin PATH '$[1]'
         , is_on_schema INT PATH '$[2]')) AS effective
   WHERE is_on_schema = 1 AND privilege <> 'USAGE'),
given AS (
  SELECT schema_name, privilege
    FROM needed
   UNION
  SELECT schema_name, privilege
    FROM own)
SELECT CONCAT_WS('; '
       , IF(@planc_needed_global = '', NULL,
            CONCAT('GRANT ', @planc_needed_global, ' ON *.* TO ', @planc_account_name))
       , GROUP_CONCAT(CONCAT('GRANT ', privileges, ' ON `', REPLACE(
             IF(@planc_literal = 1, schema_name,
                REPLACE(REPLACE(REPLACE(schema_name, '\\', '\\\\'), '_', '\\_'), '%', '\\%')),
             '`', '``'), '`.* TO ', @planc_account_name, IF(with_option = 1, ' WITH GRANT OPTION', ''))
           ORDER BY schema_name SEPARATOR '; '))
  FROM (SELECT schema_name
             , GROUP_CONCAT(IF(privilege = 'GRANT OPTION', NULL, privilege)
                            ORDER BY privilege SEPARATOR ', ') AS privileges
             , MAX(privilege = 'GRANT OPTION') AS with_option
          FROM given
         WHERE schema_name IN (SELECT schema_name FROM needed WHERE is_lacking = 1)
         GROUP BY schema_name) AS grants
  INTO @planc_grants;

SET @planc_found_privileges = CASE
  WHEN @planc_lacks = 'nothing' AND @planc_missing = '' AND @planc_grants = '' THEN '[]'
  WHEN @planc_lacks = 'restrictions' THEN CONCAT('[', JSON_ARRAY('error',
    CONCAT('partial_revokes is ON, and this account cannot read which of its privileges are revoked for ',
           'single schemas'),
    @planc_account, CONCAT('GRANT SELECT ON `mysql`.`user` TO ', @planc_account_name)), ']')
  WHEN @planc_lacks = 'privileges' THEN CONCAT('[', JSON_ARRAY('error',
    CONCAT('this account ', IF(@planc_role = 1, 'is not listed with ', 'lacks '), @planc_missing),
    @planc_account, @planc_grants), ']')
  WHEN @planc_lacks = 'role' THEN CONCAT('[', JSON_ARRAY('info',
    CONCAT('this account is not listed with ', @planc_missing), @planc_account,
    CONCAT('SHOW GRANTS lists what the active role gives. If it does not give these privileges: ',
           @planc_grants)), ']')
  WHEN @planc_lacks = 'sight' THEN CONCAT('[', JSON_ARRAY('info',
    CONCAT('this account may not see everything: it lacks ', @planc_missing), @planc_account,
    @planc_grants), ']')
END;
