-- -----------------------------------------------------------------------------------------------------
-- Section preflight_access
-- Accounts that would lose access: a grant on a schema or a table does not follow a table. And what this
-- account cannot see.
-- -----------------------------------------------------------------------------------------------------
SET @planc_found_access = NULL, @planc_schema_privileges = NULL,
    @planc_table_privileges = NULL;

-- What grants on schemas give on the schemas of the plan, to every grantee. Of equally specific patterns
-- MariaDB applies the longer one, MySQL either.
SELECT COALESCE(JSON_ARRAYAGG(JSON_ARRAY(grantee, schema_name, privilege)), '[]')
  FROM (SELECT GRANTEE AS grantee, plan_name AS schema_name, PRIVILEGE_TYPE AS privilege
             , RANK() OVER (PARTITION BY GRANTEE, plan_name
                            ORDER BY CHAR_LENGTH(SUBSTRING_INDEX(SUBSTRING_INDEX(REPLACE(REPLACE(
                                       CONCAT(TABLE_SCHEMA, '.'), '\\_', '.'), '\\%', '.'), '%', 1), '_', 1))
                                       DESC
                                   , CHAR_LENGTH(TABLE_SCHEMA) DESC) AS place
          FROM JSON_TABLE(@planc_schemas, '$[*]' COLUMNS (
                 plan_name VARCHAR(64) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin PATH '$.schema'))
               AS plan_schema
          JOIN information_schema.SCHEMA_PRIVILEGES
            ON IF(@planc_literal = 1, CAST(plan_name AS BINARY) = CAST(TABLE_SCHEMA AS BINARY),
                  CAST(plan_name AS BINARY) LIKE CAST(TABLE_SCHEMA AS BINARY))
         WHERE PRIVILEGE_TYPE <> 'USAGE') AS granted
 WHERE place = 1
  INTO @planc_schema_privileges;

-- What is granted on the tables of the plan's schemas, or on columns of them.
SELECT COALESCE(JSON_ARRAYAGG(JSON_ARRAY(grantee, schema_name, table_name_, privilege)), '[]')
  FROM (SELECT GRANTEE AS grantee, TABLE_SCHEMA AS schema_name, TABLE_NAME AS table_name_
             , PRIVILEGE_TYPE AS privilege
          FROM information_schema.TABLE_PRIVILEGES
         UNION
        SELECT GRANTEE, TABLE_SCHEMA, TABLE_NAME, PRIVILEGE_TYPE
          FROM information_schema.COLUMN_PRIVILEGES) AS granted
 WHERE LOCATE(JSON_QUOTE(schema_name), @planc_schema_names) > 0
  INTO @planc_table_privileges;

WITH plan_table AS (
  SELECT DISTINCT source_schema, source_table, target_schema, target_table
    FROM JSON_TABLE(@planc_tables, '$[*]' COLUMNS (
           source_schema VARCHAR(64) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin PATH '$[2]'
         , source_table VARCHAR(64) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin PATH '$[3]'
         , target_schema VARCHAR(64) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin PATH '$[4]'
         , target_table VARCHAR(64) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin PATH '$[5]')) AS listed),
direction AS (
  SELECT DISTINCT source_schema, target_schema
    FROM plan_table),
on_schema AS (
  SELECT DISTINCT grantee, schema_name, privilege
    FROM JSON_TABLE(@planc_schema_privileges, '$[*]' COLUMNS (
           grantee VARCHAR(400) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin PATH '$[0]'
         , schema_name VARCHAR(64) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin PATH '$[1]'
         , privilege VARCHAR(64) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin PATH '$[2]')) AS granted),
on_table AS (
  SELECT DISTINCT grantee, schema_name, table_name_, privilege
    FROM JSON_TABLE(@planc_table_privileges, '$[*]' COLUMNS (
           grantee VARCHAR(400) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin PATH '$[0]'
         , schema_name VARCHAR(64) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin PATH '$[1]'
         , table_name_ VARCHAR(64) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin PATH '$[2]'
         , privilege VARCHAR(64) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin PATH '$[3]')) AS granted),
on_server AS (
  SELECT DISTINCT CAST(GRANTEE AS CHAR(400) CHARACTER SET utf8mb4) COLLATE utf8mb4_bin AS grantee
       , CAST(PRIVILEGE_TYPE AS CHAR(64) CHARACTER SET utf8mb4) COLLATE utf8mb4_bin AS privilege
    FROM information_schema.USER_PRIVILEGES),
needed AS (
  SELECT DISTINCT schema_name, privilege
    FROM JSON_TABLE(@planc_needed, '$[*]' COLUMNS (
           schema_name VARCHAR(64) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin PATH '$[0]'
         , privilege VARCHAR(64) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin PATH '$[1]')) AS listed),
copied_to_schema AS (
  SELECT DISTINCT schema_name, grantee, privilege
    FROM JSON_TABLE(@planc_schema_grants, '$[*]' COLUMNS (
           schema_name VARCHAR(64) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin PATH '$.schema'
         , grantee VARCHAR(400) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin PATH '$.grantee'
         , NESTED PATH '$.privileges[*]' COLUMNS (
             privilege VARCHAR(64) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin PATH '$'))) AS plan_grant),
copied_to_table AS (
  SELECT DISTINCT schema_name, table_name_, grantee, privilege
    FROM JSON_TABLE(@planc_table_grants, '$[*]' COLUMNS (
           number INT PATH '$.copy'
         , grantee VARCHAR(400) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin PATH '$.grantee'
         , schema_name VARCHAR(64) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin PATH '$.from'
         , table_name_ VARCHAR(64) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin PATH '$.table'
         , NESTED PATH '$.privileges[*]' COLUMNS (
             privilege VARCHAR(64) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin PATH '$.privilege')))
         AS plan_grant
   WHERE number IS NOT NULL),
-- Grants that this account needs for the migration do not count.
lost_on_schema AS (
  SELECT on_schema.grantee, source_schema, target_schema
       , GROUP_CONCAT(on_schema.privilege ORDER BY on_schema.privilege SEPARATOR ', ') AS privileges
       , SUBSTRING_INDEX(on_schema.grantee, '''@''', -1) AS host
    FROM direction
    JOIN on_schema ON on_schema.schema_name = source_schema
    LEFT JOIN on_schema AS same
      ON same.grantee = on_schema.grantee AND same.schema_name = target_schema
     AND same.privilege = on_schema.privilege
    LEFT JOIN on_server
      ON on_server.grantee = on_schema.grantee AND on_server.privilege = on_schema.privilege
    LEFT JOIN copied_to_schema
      ON copied_to_schema.grantee = on_schema.grantee AND copied_to_schema.schema_name = target_schema
     AND copied_to_schema.privilege = on_schema.privilege
   WHERE same.grantee IS NULL AND on_server.grantee IS NULL AND copied_to_schema.grantee IS NULL
     AND NOT (CAST(on_schema.grantee AS BINARY) = CAST(@planc_account AS BINARY)
              AND EXISTS (SELECT 1 FROM needed
                           WHERE needed.privilege = on_schema.privilege
                             AND (needed.schema_name = source_schema OR needed.schema_name = target_schema)))
   GROUP BY on_schema.grantee, source_schema, target_schema),
accepted AS (
  SELECT DISTINCT account, on_schema, on_table_
    FROM JSON_TABLE(@planc_accepted, '$[*]' COLUMNS (
           account VARCHAR(400) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin PATH '$.account'
         , on_schema VARCHAR(64) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin PATH '$.on'
         , on_table_ VARCHAR(64) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin PATH '$.table')) AS listed
   WHERE account IS NOT NULL),
lost_on_table AS (
  SELECT on_table.grantee, source_schema, source_table, target_schema, target_table
       , GROUP_CONCAT(DISTINCT on_table.privilege ORDER BY on_table.privilege SEPARATOR ', ') AS privileges
    FROM plan_table
    JOIN on_table ON on_table.schema_name = source_schema AND on_table.table_name_ = source_table
    LEFT JOIN on_table AS same
      ON same.grantee = on_table.grantee AND same.schema_name = target_schema
     AND same.table_name_ = target_table AND same.privilege = on_table.privilege
    LEFT JOIN on_schema
      ON on_schema.grantee = on_table.grantee AND on_schema.schema_name = target_schema
     AND on_schema.privilege = on_table.privilege
    LEFT JOIN on_server
      ON on_server.grantee = on_table.grantee AND on_server.privilege = on_table.privilege
    LEFT JOIN copied_to_table
      ON copied_to_table.grantee = on_table.grantee AND copied_to_table.schema_name = source_schema
     AND copied_to_table.table_name_ = source_table AND copied_to_table.privilege = on_table.privilege
   WHERE same.grantee IS NULL AND on_schema.grantee IS NULL AND on_server.grantee IS NULL
     AND copied_to_table.grantee IS NULL
   GROUP BY on_table.grantee, source_schema, source_table, target_schema, target_table)
-- The grantee as GRANT takes it: information_schema escapes nothing within the quotes, and on MariaDB a role
-- has an empty host.
SELECT COALESCE(JSON_ARRAYAGG(JSON_ARRAY(severity, finding, object_name, advice)), '[]')
  FROM (SELECT 'warning' AS severity
             , CONCAT('has ', privileges, ' on ', source_schema, ', not on ', target_schema) AS finding
             , grantee AS object_name
             , CONCAT('it loses access to the moved tables (1142); this works before the move: GRANT ',
                      privileges, ' ON `', REPLACE(IF(@planc_literal = 1, target_schema,
                        REPLACE(REPLACE(REPLACE(target_schema, '\\', '\\\\'), '_', '\\_'), '%', '\\%')),
                        '`', '``'), '`.* TO ',
                      IF(grantee = '''PUBLIC''@''''', 'PUBLIC', CONCAT('`',
                         REPLACE(SUBSTRING(grantee, 2, CHAR_LENGTH(grantee) - CHAR_LENGTH(host) - 4),
                                 '`', '``'), '`',
                         IF(host = '''', '', CONCAT('@`',
                            REPLACE(LEFT(host, CHAR_LENGTH(host) - 1), '`', '``'), '`'))))) AS advice
          FROM lost_on_schema
         UNION ALL
        SELECT IF(@planc_leaves_grants = 1 OR COALESCE(account, '') <> '', 'info', 'warning')
             , CONCAT(IF(COALESCE(account, '') = '', '', 'accepted: '), 'has ', privileges, ' on ',
                      source_schema, '.', source_table, ' or its columns')
             , grantee
             , CONCAT('the grant stays on the old name: grant the same on ', target_schema, '.', target_table,
                      ' after the move')
          FROM lost_on_table
          LEFT JOIN accepted
            ON account = grantee AND on_schema = source_schema AND on_table_ = source_table
         UNION ALL
        SELECT 'info', 'the grants of other accounts are hidden from this account', @planc_account
             , 'accounts that would lose access are not listed; use an account with SELECT on mysql.*'
          FROM (SELECT 1 AS one) AS one_row
         WHERE COALESCE(@planc_grants_visible, 0) = 0
         UNION ALL
        SELECT 'info', CONCAT('this account is not listed with ', privileges, ' on all schemas')
             , @planc_account
             , CONCAT('views, triggers, events and routines of other schemas that reference a table that ',
                      'moves may be hidden: use an account with these privileges')
          FROM (SELECT GROUP_CONCAT(privilege ORDER BY number SEPARATOR ', ') AS privileges
                  FROM (SELECT 1 AS number, 'SELECT' AS privilege
                         UNION ALL SELECT 2, 'SHOW VIEW'
                         UNION ALL SELECT 3, 'TRIGGER'
                         UNION ALL SELECT 4, 'EVENT') AS seeing
                 WHERE NOT EXISTS (SELECT 1 FROM information_schema.USER_PRIVILEGES
                                    WHERE CAST(GRANTEE AS BINARY) = CAST(@planc_account AS BINARY)
                                      AND PRIVILEGE_TYPE = privilege
                                      AND COALESCE(@planc_restrictions, '?') = '[]')
                   AND NOT EXISTS (SELECT 1 FROM information_schema.SCHEMA_PRIVILEGES
                                    WHERE CAST(GRANTEE AS BINARY) = CAST(@planc_account AS BINARY)
                                      AND PRIVILEGE_TYPE = privilege AND TABLE_SCHEMA = '%'
                                      AND @planc_literal = 0)) AS lacking
         WHERE privileges IS NOT NULL) AS found
  INTO @planc_found_access;

-- Without what was read, there is nothing to find.
SET @planc_found_access = IF(@planc_schema_privileges IS NULL OR @planc_table_privileges IS NULL
                             OR @planc_grants_visible IS NULL, NULL, @planc_found_access);
