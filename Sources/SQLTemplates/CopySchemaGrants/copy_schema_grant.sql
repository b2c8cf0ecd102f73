-- -----------------------------------------------------------------------------------------------------
-- Section copy_schema_grant
-- The next copy of a grant on a schema, shown before it is made.
-- -----------------------------------------------------------------------------------------------------
SET @planc_copy_privileges = NULL, @planc_copy_existing = NULL, @planc_grant = NULL, @planc_sql = NULL,
    @planc_copy = @planc_copy + 1;
SELECT COUNT(*), SUM(is_live)
  FROM JSON_TABLE(@planc_compared_grants, '$[*]' COLUMNS (
         does_exist INT PATH '$[1]'
       , number INT PATH '$[3]'
       , is_live INT PATH '$[4]')) AS compared
 WHERE number = @planc_copy AND does_exist = 1
  INTO @planc_copy_privileges, @planc_copy_existing;

-- The statement of the copy, from its entry in the list.
WITH plan_privilege AS (
  SELECT number, position, grantee, pattern, privilege
    FROM JSON_TABLE(@planc_schema_grants, '$[*]' COLUMNS (
           number FOR ORDINALITY
         , grantee VARCHAR(400) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin PATH '$.grantee'
         , pattern VARCHAR(256) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin PATH '$.pattern'
         , NESTED PATH '$.privileges[*]' COLUMNS (
             position FOR ORDINALITY
           , privilege VARCHAR(64) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin PATH '$'))) AS plan_grant
   WHERE number = @planc_copy),
parts AS (
  SELECT GROUP_CONCAT(IF(privilege = 'GRANT OPTION', NULL, privilege) ORDER BY position SEPARATOR ', ')
           AS granted
       , GROUP_CONCAT(privilege ORDER BY position SEPARATOR ', ') AS revoked
       , MAX(privilege = 'GRANT OPTION') AS has_option
       , MIN(grantee) AS grantee, MIN(pattern) AS pattern
       , CHAR_LENGTH(SUBSTRING_INDEX(MIN(grantee), '''@''', -1)) - 1 AS host_length
    FROM plan_privilege),
name AS (
  SELECT granted, revoked, has_option, CONCAT('`', REPLACE(pattern, '`', '``'), '`.*') AS place
       , CONCAT('`', REPLACE(SUBSTRING(grantee, 2, CHAR_LENGTH(grantee) - host_length - 5), '`', '``'), '`',
                IF(host_length = 0, '', CONCAT('@`', REPLACE(
                  LEFT(SUBSTRING_INDEX(grantee, '''@''', -1), host_length), '`', '``'), '`'))) AS grantee
    FROM parts)
SELECT CONCAT('GRANT ', COALESCE(granted, 'USAGE'), ' ON ', place, ' TO ', grantee,
              IF(has_option = 1, ' WITH GRANT OPTION', ''))
  FROM name
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
