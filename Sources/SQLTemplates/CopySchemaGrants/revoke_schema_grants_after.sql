-- -----------------------------------------------------------------------------------------------------
-- Section revoke_schema_grants_after
-- The schema stays while such a copy is left: on the name of a missing schema it would count as a grant that
-- somebody else made.
-- -----------------------------------------------------------------------------------------------------
SET @planc_copies_left = NULL;
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
SELECT COUNT(*)
  FROM copy
 WHERE is_own = 0
   AND NOT EXISTS (SELECT 1 FROM compared
                    WHERE kind = 'other' AND compared.grantee = copy.grantee
                      AND compared.pattern = copy.pattern)
  INTO @planc_copies_left;
SET @planc_schema_verdict = IF(@planc_schema_verdict = 'GO' AND NOT COALESCE(
    @planc_compared_grants IS NOT NULL AND @planc_grants_visible = 1 AND @planc_copies_left = 0, 0),
  CONCAT('stays: its copied grants could not be revoked, which needs SELECT on mysql.*, GRANT OPTION and ',
         'the privileges themselves'),
  @planc_schema_verdict);
