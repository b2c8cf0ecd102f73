-- -----------------------------------------------------------------------------------------------------
-- Section needs
-- What this account needs for triggers, views and copied grants, beyond the privileges for the moves: without
-- it a table or a view would be left incomplete. A role does not count, since its privileges are not listed.
-- -----------------------------------------------------------------------------------------------------
SET @planc_needs_missing = NULL, @planc_privileges_needed = NULL, @planc_definers_needed = NULL,
    @planc_super_needed = NULL;

WITH needed AS (
  SELECT schema_name, privilege
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
SELECT COALESCE(GROUP_CONCAT(CONCAT(needed.privilege, ' on ', needed.schema_name)
                             ORDER BY needed.schema_name, needed.privilege SEPARATOR ', '), '')
  FROM needed
  LEFT JOIN own ON own.schema_name = needed.schema_name AND own.privilege = needed.privilege
 WHERE own.privilege IS NULL
  INTO @planc_privileges_needed;

-- What has another definer than this account takes one of these. SUPER gives it before MariaDB 11.0.1.
SELECT IF(COUNT(*) = 0 AND (
            SELECT COUNT(*)
              FROM JSON_TABLE(@planc_needs, '$[*]' COLUMNS (
                     definer VARCHAR(400) CHARACTER SET utf8mb4 PATH '$.definer')) AS listed
             WHERE CAST(definer AS BINARY) <> CAST(CURRENT_USER() AS BINARY)) > 0,
          IF(@planc_is_mariadb, 'SET USER on *.*', 'SET_ANY_DEFINER on *.*'), '')
  FROM information_schema.USER_PRIVILEGES
 WHERE CAST(GRANTEE AS BINARY) = CAST(@planc_account AS BINARY)
   AND PRIVILEGE_TYPE IN ('SET USER', 'SET_USER_ID', 'SET_ANY_DEFINER',
                          IF(1 /*M!110001 - 1 */, 'SUPER', 'SET USER'))
  INTO @planc_definers_needed;

-- CREATE and DROP TRIGGER need SUPER if the binary log is on, or on a node of a cluster (1419).
SELECT IF(COUNT(*) = 0 AND @@GLOBAL.log_bin_trust_function_creators = 0
          AND (@@GLOBAL.log_bin = 1 OR @planc_cluster_nodes > 0)
          AND (SELECT COUNT(has_triggers)
                 FROM JSON_TABLE(@planc_needs, '$[*]' COLUMNS (
                        has_triggers INT PATH '$.triggers')) AS listed) > 0,
          'SUPER on *.*, or log_bin_trust_function_creators', '')
  FROM information_schema.USER_PRIVILEGES
 WHERE CAST(GRANTEE AS BINARY) = CAST(@planc_account AS BINARY) AND PRIVILEGE_TYPE = 'SUPER'
  INTO @planc_super_needed;

-- Unknown, if one of the queries failed.
SET @planc_needs_missing = IF(@planc_needs IS NULL OR @planc_privileges IS NULL OR @planc_super_needed IS NULL
                              OR @planc_definers_needed IS NULL OR @planc_privileges_needed IS NULL, NULL,
  CONCAT_WS(', ', NULLIF(@planc_privileges_needed, ''), NULLIF(@planc_definers_needed, ''),
            NULLIF(@planc_super_needed, '')));

SET @planc_dependents = IF(@planc_needs_missing = '', @planc_dependents, COALESCE(
  CONCAT('this account lacks ', LEFT(@planc_needs_missing, 250), '; a role does not count. ',
         @planc_preflight_file, ' lists the GRANT statements'),
  'the privileges of this account could not be read; see the error above'));
