-- -----------------------------------------------------------------------------------------------------
-- Section revoke_grants_check
-- Before tables with copied grants return: can this account see the copies, and return the tables?
-- -----------------------------------------------------------------------------------------------------
SET @planc_grants = NULL, @planc_return_missing = NULL;

-- The privileges with which the tables return: without them the tables would stay, without their grants.
SELECT COALESCE(GROUP_CONCAT(DISTINCT CONCAT(wanted.privilege, ' on ', wanted.schema_name)
                             SEPARATOR ', '), '')
  FROM (SELECT target_schema AS schema_name, privilege
          FROM JSON_TABLE(@planc_statement_names, '$[*]' COLUMNS (
                 target_schema VARCHAR(64) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin PATH '$[2]')) AS pair
          JOIN (SELECT 'ALTER' AS privilege UNION ALL SELECT 'DROP') AS on_new_name
         UNION
        SELECT source_schema, privilege
          FROM JSON_TABLE(@planc_statement_names, '$[*]' COLUMNS (
                 source_schema VARCHAR(64) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin PATH '$[0]')) AS pair
          JOIN (SELECT 'CREATE' AS privilege UNION ALL SELECT 'INSERT') AS on_old_name) AS wanted
  LEFT JOIN JSON_TABLE(@planc_privileges, '$[*]' COLUMNS (
         schema_name VARCHAR(64) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin PATH '$[0]'
       , privilege VARCHAR(64) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin PATH '$[1]')) AS own
    ON own.schema_name = wanted.schema_name AND own.privilege = wanted.privilege
 WHERE own.privilege IS NULL AND COALESCE(CURRENT_ROLE(), 'NONE') = 'NONE'
  INTO @planc_return_missing;

SET @planc_grants = CASE
  WHEN @planc_grants_visible = 1
   AND @planc_grants_copied IS NOT NULL
   AND @planc_privileges IS NOT NULL
   AND @planc_return_missing = ''
    THEN 'OK'
  WHEN @planc_return_missing <> ''
    THEN CONCAT('this account lacks privileges with which the tables return: ',
                LEFT(@planc_return_missing, 200))
  WHEN @planc_grants_visible = 0
    THEN CONCAT('this account lacks SELECT on mysql, so it does not see the grants of others; a role ',
                'does not count')
END;
SET @planc_verdict = IF(@planc_verdict = 'GO' AND COALESCE(@planc_grants, '') <> 'OK',
  CONCAT('planc: stopped: ',
         COALESCE(@planc_grants, 'the grants could not be compared; see the error above')),
  @planc_verdict);
-- With this mode a GRANT on MariaDB does not create an account that was dropped in the meantime.
SET SESSION sql_mode = IF(@planc_is_mariadb, 'STRICT_ALL_TABLES,NO_AUTO_CREATE_USER', 'STRICT_ALL_TABLES');
