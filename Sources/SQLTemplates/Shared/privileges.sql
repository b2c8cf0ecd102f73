-- -----------------------------------------------------------------------------------------------------
-- Section privileges
-- The privileges of this account on the schemas of the plan, on mysql and performance_schema, and on other
-- schemas that the migration needs. GRANT OPTION counts as a privilege.
-- Several grants can match one schema, with patterns. Only the most specific pattern applies: the one with
-- the longest beginning before its first wildcard. Of two equally specific patterns both must give the
-- privilege. Global privileges are added. Privileges through a role are not read here.
-- -----------------------------------------------------------------------------------------------------
SET @planc_account = NULL, @planc_literal = NULL, @planc_restrictions = NULL, @planc_privileges = NULL,
    @planc_sql = NULL;

-- 'user'@'host', as information_schema writes it. The host has no @, the user may have one.
SET @planc_account = CONCAT('''',
  LEFT(CURRENT_USER(),
       CHAR_LENGTH(CURRENT_USER()) - CHAR_LENGTH(SUBSTRING_INDEX(CURRENT_USER(), '@', -1)) - 1),
  '''@''', SUBSTRING_INDEX(CURRENT_USER(), '@', -1), '''');

-- With partial_revokes, which only MySQL has, a pattern is a plain name, and a global privilege can be
-- revoked for single schemas. Only mysql.user says which.
SET @planc_sql = IF(VERSION() LIKE '%MariaDB%', 'SET @planc_literal = 0',
                    'SET @planc_literal = @@GLOBAL.partial_revokes');
PREPARE planc FROM @planc_sql;
EXECUTE planc;
SET @planc_sql = IF(@planc_literal = 0, 'SET @planc_restrictions = ''[]''', IF(
  (SELECT COUNT(*) FROM information_schema.COLUMNS
    WHERE TABLE_SCHEMA = 'mysql' AND TABLE_NAME = 'user'
      AND LOWER(COLUMN_NAME) IN ('user', 'host', 'user_attributes')
      AND FIND_IN_SET('select', PRIVILEGES) > 0) = 3,
  'SET @planc_restrictions = (
     SELECT CAST(COALESCE(JSON_EXTRACT(User_attributes, ''$.Restrictions''), JSON_ARRAY())
                 AS CHAR CHARACTER SET utf8mb4)
       FROM mysql.user
      WHERE CAST(CONCAT('''''''', User, ''''''@'''''', Host, '''''''') AS BINARY)
          = CAST(@planc_account AS BINARY))',
  'DO 0'));
PREPARE planc FROM @planc_sql;
EXECUTE planc;
DEALLOCATE PREPARE planc;

-- An entry for each privilege that this account has on a schema; 1 = by a grant on schemas, 0 = global.
WITH wanted AS (
  SELECT plan_name AS schema_name
    FROM JSON_TABLE(@planc_schemas, '$[*]' COLUMNS (
           plan_name VARCHAR(64) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin PATH '$.schema')) AS plan_schema
   UNION
  SELECT needed_name
    FROM JSON_TABLE(@planc_needs, '$[*]' COLUMNS (
           needed_name VARCHAR(64) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin PATH '$.schema')) AS needed
   WHERE needed_name IS NOT NULL
   UNION
  SELECT 'mysql'
   UNION
  SELECT 'performance_schema'),
kinds AS (
  SELECT 1 AS kind
   UNION ALL
  SELECT 2),
granted AS (
  SELECT DISTINCT CAST(TABLE_SCHEMA AS CHAR(256) CHARACTER SET utf8mb4) COLLATE utf8mb4_bin AS pattern
       , CASE kind WHEN 1 THEN PRIVILEGE_TYPE ELSE 'GRANT OPTION' END AS privilege
       , CHAR_LENGTH(SUBSTRING_INDEX(SUBSTRING_INDEX(REPLACE(REPLACE(
           CONCAT(TABLE_SCHEMA, '.'), '\\_', '.'), '\\%', '.'), '%', 1), '_', 1)) AS specificity
    FROM information_schema.SCHEMA_PRIVILEGES
    JOIN kinds
   WHERE CAST(GRANTEE AS BINARY) = CAST(@planc_account AS BINARY)
     AND (kind = 1 OR IS_GRANTABLE = 'YES')),
matching AS (
  SELECT schema_name, pattern, privilege
       , DENSE_RANK() OVER (PARTITION BY schema_name ORDER BY specificity DESC) AS place
    FROM wanted
    JOIN granted ON IF(@planc_literal = 1, CAST(schema_name AS BINARY) = CAST(pattern AS BINARY),
                       CAST(schema_name AS BINARY) LIKE CAST(pattern AS BINARY))),
most_specific AS (
  SELECT schema_name, COUNT(DISTINCT pattern) AS patterns
    FROM matching
   WHERE place = 1
   GROUP BY schema_name)
SELECT COALESCE(JSON_ARRAYAGG(JSON_ARRAY(schema_name, privilege, is_on_schema)), '[]')
  FROM (SELECT schema_name, privilege, MAX(is_on_schema) AS is_on_schema
          FROM (SELECT matching.schema_name, privilege, 1 AS is_on_schema
                  FROM matching
                  JOIN most_specific ON most_specific.schema_name = matching.schema_name
                 WHERE place = 1
                 GROUP BY matching.schema_name, privilege, patterns
                HAVING COUNT(*) = patterns
                 UNION ALL
                SELECT schema_name, CASE kind WHEN 1 THEN PRIVILEGE_TYPE ELSE 'GRANT OPTION' END, 0
                  FROM wanted
                  JOIN information_schema.USER_PRIVILEGES
                  JOIN kinds
                 WHERE CAST(GRANTEE AS BINARY) = CAST(@planc_account AS BINARY)
                   AND (kind = 1 OR IS_GRANTABLE = 'YES')
                   AND COALESCE(JSON_CONTAINS(LOWER(CONVERT(@planc_restrictions USING utf8mb4)),
                         LOWER(JSON_OBJECT('Database', schema_name, 'Privileges',
                                 JSON_ARRAY(CASE kind WHEN 1 THEN PRIVILEGE_TYPE ELSE 'GRANT' END)))),
                         1) = 0) AS both_kinds
         GROUP BY schema_name, privilege) AS effective
  INTO @planc_privileges;

-- An account sees the grants of other accounts only with SELECT on the schema mysql.
SET @planc_grants_visible = (
  SELECT COUNT(*)
    FROM JSON_TABLE(@planc_privileges, '$[*]' COLUMNS (
           schema_name VARCHAR(64) CHARACTER SET utf8mb4 PATH '$[0]'
         , privilege VARCHAR(64) CHARACTER SET utf8mb4 PATH '$[1]')) AS own
   WHERE schema_name = 'mysql' AND privilege = 'SELECT');
