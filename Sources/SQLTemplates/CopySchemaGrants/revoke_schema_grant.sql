-- -----------------------------------------------------------------------------------------------------
-- Section revoke_schema_grant
-- The next copy of a grant on this schema, shown before it is revoked: only a complete one whose grantee has
-- no other grant on the same name, and not that of this account, which may need it to drop the schema.
-- -----------------------------------------------------------------------------------------------------
SET @planc_revoke = NULL, @planc_sql = NULL;
WITH compared AS (
  SELECT DISTINCT kind, number, is_live, is_own, grantee, pattern, privilege
    FROM JSON_TABLE(@planc_compared_grants, '$[*]' COLUMNS (
           schema_name VARCHAR(64) CHARACTER SET utf8mb4 PATH '$[0]'
         , kind VARCHAR(64) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin PATH '$[2]'
         , number INT PATH '$[3]'
         , is_live INT PATH '$[4]'
         , is_own INT PATH '$[5]'
         , grantee VARCHAR(400) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin PATH '$[6]'
         , pattern VARCHAR(256) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin PATH '$[7]'
         , privilege VARCHAR(64) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin PATH '$[8]')) AS entry
   WHERE CAST(schema_name AS BINARY) = CAST(@planc_schema AS BINARY)),
copy AS (
  SELECT number, MIN(grantee) AS grantee, MIN(pattern) AS pattern, MAX(is_own) AS is_own
    FROM compared
   WHERE kind = 'copy'
   GROUP BY number
  HAVING SUM(is_live = 0) = 0)
SELECT MIN(number)
  FROM copy
 WHERE number > @planc_copy AND is_own = 0
   AND NOT EXISTS (SELECT 1 FROM compared
                    WHERE kind = 'other' AND compared.grantee = copy.grantee
                      AND compared.pattern = copy.pattern)
  INTO @planc_copy;

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
  SELECT GROUP_CONCAT(privilege ORDER BY position SEPARATOR ', ') AS revoked
       , MIN(grantee) AS grantee, MIN(pattern) AS pattern
       , CHAR_LENGTH(SUBSTRING_INDEX(MIN(grantee), '''@''', -1)) - 1 AS host_length
    FROM plan_privilege)
SELECT CONCAT('REVOKE ', revoked, ' ON `', REPLACE(pattern, '`', '``'), '`.* FROM `',
              REPLACE(SUBSTRING(grantee, 2, CHAR_LENGTH(grantee) - host_length - 5), '`', '``'), '`',
              IF(host_length = 0, '', CONCAT('@`', REPLACE(
                LEFT(SUBSTRING_INDEX(grantee, '''@''', -1), host_length), '`', '``'), '`')))
  FROM parts
  INTO @planc_revoke;
SET @planc_revoke = IF(@planc_schema_verdict = 'GO' AND @planc_grants_visible = 1, @planc_revoke, NULL);

SELECT @planc_revoke AS planc
  FROM (SELECT 1 AS one) AS one_row
 WHERE @planc_revoke IS NOT NULL;
SET @planc_sql = IF(@planc_revoke IS NOT NULL, 'SET SESSION TRANSACTION READ WRITE', 'DO 0');
PREPARE planc FROM @planc_sql;
EXECUTE planc;
SET @planc_sql = IF(@planc_revoke IS NOT NULL, @planc_revoke, 'DO 0');
PREPARE planc FROM @planc_sql;
EXECUTE planc;
DEALLOCATE PREPARE planc;
SET SESSION TRANSACTION READ ONLY;
