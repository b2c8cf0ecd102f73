-- -----------------------------------------------------------------------------------------------------
-- Section granted
-- What is granted on tables now. An account sees the grants of others only with SELECT on the schema mysql.
-- -----------------------------------------------------------------------------------------------------
SET @planc_live_grants = NULL;

-- An entry for each privilege on a table of the plan's schemas: grantee, schema, table, column ('' for the
-- whole table), privilege. GRANT OPTION counts as a privilege on the table.
SELECT COALESCE(JSON_ARRAYAGG(JSON_ARRAY(grantee, schema_name, table_name_, column_name_, privilege)), '[]')
  FROM (SELECT DISTINCT CAST(grantee AS CHAR(400) CHARACTER SET utf8mb4) COLLATE utf8mb4_bin AS grantee
             , CAST(schema_name AS CHAR(64) CHARACTER SET utf8mb4) COLLATE utf8mb4_bin AS schema_name
             , CAST(table_name_ AS CHAR(64) CHARACTER SET utf8mb4) COLLATE utf8mb4_bin AS table_name_
             , CAST(column_name_ AS CHAR(64) CHARACTER SET utf8mb4) COLLATE utf8mb4_bin AS column_name_
             , privilege
          FROM (SELECT GRANTEE AS grantee, TABLE_SCHEMA AS schema_name, TABLE_NAME AS table_name_
                     , '' AS column_name_, PRIVILEGE_TYPE AS privilege
                  FROM information_schema.TABLE_PRIVILEGES
                 WHERE PRIVILEGE_TYPE <> 'USAGE'
                 UNION ALL
                SELECT GRANTEE, TABLE_SCHEMA, TABLE_NAME, COLUMN_NAME, PRIVILEGE_TYPE
                  FROM information_schema.COLUMN_PRIVILEGES
                 UNION ALL
                SELECT GRANTEE, TABLE_SCHEMA, TABLE_NAME, '', 'GRANT OPTION'
                  FROM information_schema.TABLE_PRIVILEGES
                 WHERE IS_GRANTABLE = 'YES'
                 UNION ALL
                SELECT GRANTEE, TABLE_SCHEMA, TABLE_NAME, '', 'GRANT OPTION'
                  FROM information_schema.COLUMN_PRIVILEGES
                 WHERE IS_GRANTABLE = 'YES') AS on_server
         WHERE LOCATE(JSON_QUOTE(schema_name), @planc_schema_names) > 0) AS granted
  INTO @planc_live_grants;
-- Without the schemas, nothing was read.
SET @planc_live_grants = IF(@planc_schema_names IS NULL, NULL, @planc_live_grants);
