-- -----------------------------------------------------------------------------------------------------
-- Section preflight_schema_options
-- Options of schemas on MySQL: a schema that is read-only; tables that this account may not move, because
-- they are encrypted and a schema by default is not, or the other way round: the server refuses the move or
-- the rollback with 3989 or 3826. MariaDB has neither.
-- -----------------------------------------------------------------------------------------------------
SET @planc_found_schema_options = NULL, @planc_schema_options = NULL, @planc_sql = NULL;

SELECT COUNT(*)
  FROM information_schema.TABLES
 WHERE TABLE_SCHEMA = 'information_schema' AND TABLE_NAME = 'SCHEMATA_EXTENSIONS'
  INTO @planc_schema_options;

SET @planc_sql = IF(@planc_schema_options = 0, 'SET @planc_found_schema_options = ''[]''', '
  WITH planned AS (
    SELECT DISTINCT plan_name
      FROM JSON_TABLE(@planc_schemas, ''$[*]'' COLUMNS (
             plan_name VARCHAR(64) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin PATH ''$.schema''))
           AS plan_schema),
  encrypting AS (
    SELECT plan_name, COALESCE(DEFAULT_ENCRYPTION = ''YES'', @@default_table_encryption = 1) AS is_default
      FROM planned
      LEFT JOIN information_schema.SCHEMATA
        ON CAST(SCHEMA_NAME AS BINARY) = CAST(plan_name AS BINARY)),
  plan_table AS (
    SELECT DISTINCT source_schema, source_table, target_schema
      FROM JSON_TABLE(@planc_tables, ''$[*]'' COLUMNS (
             source_schema VARCHAR(64) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin PATH ''$[2]''
           , source_table VARCHAR(64) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin PATH ''$[3]''
           , target_schema VARCHAR(64) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin PATH ''$[4]'')) AS located),
  live AS (
    SELECT CAST(TABLE_SCHEMA AS CHAR(64) CHARACTER SET utf8mb4) COLLATE utf8mb4_bin AS schema_name
         , CAST(TABLE_NAME AS CHAR(64) CHARACTER SET utf8mb4) COLLATE utf8mb4_bin AS table_name_
         , COALESCE(CREATE_OPTIONS, '''') LIKE ''%ENCRYPTION=_Y_%'' AS is_encrypted
      FROM information_schema.TABLES
     WHERE LOCATE(JSON_QUOTE(TABLE_SCHEMA), @planc_schema_names) > 0 AND TABLE_TYPE = ''BASE TABLE''),
  differing AS (
    SELECT COUNT(*) AS tables_
      FROM plan_table
      JOIN live ON schema_name = source_schema AND table_name_ = source_table
      JOIN encrypting AS at_source ON at_source.plan_name = source_schema
      JOIN encrypting AS at_target ON at_target.plan_name = target_schema
     WHERE is_encrypted <> at_source.is_default OR is_encrypted <> at_target.is_default)
  SELECT COALESCE(JSON_ARRAYAGG(JSON_ARRAY(''error'', finding, object_name, advice)), ''[]'')
    FROM (SELECT ''schema is read-only'' AS finding, plan_name AS object_name
               , CONCAT(''run ALTER SCHEMA `'', REPLACE(plan_name, ''`'', ''``''), ''` READ ONLY = 0'')
                   AS advice
            FROM planned
            JOIN information_schema.SCHEMATA_EXTENSIONS
              ON CAST(SCHEMA_NAME AS BINARY) = CAST(plan_name AS BINARY)
           WHERE OPTIONS LIKE ''%READ ONLY=1%''
           UNION ALL
          SELECT CONCAT(''this account lacks TABLE_ENCRYPTION_ADMIN; tables whose encryption is not the ''
                        ''default of both schemas: '', tables_)
               , CONVERT(@planc_account USING utf8mb4)
               , CONCAT(''GRANT TABLE_ENCRYPTION_ADMIN ON *.* TO '', @planc_account)
            FROM differing
           WHERE tables_ > 0 AND @@GLOBAL.table_encryption_privilege_check = 1
             AND COALESCE(CURRENT_ROLE(), ''NONE'') = ''NONE''
             AND NOT EXISTS (SELECT 1
                               FROM JSON_TABLE(@planc_privileges, ''$[*]'' COLUMNS (
                                      privilege VARCHAR(64) CHARACTER SET utf8mb4 PATH ''$[1]'')) AS own
                              WHERE privilege = ''TABLE_ENCRYPTION_ADMIN'')) AS found
    INTO @planc_found_schema_options');
PREPARE planc FROM @planc_sql;
EXECUTE planc;
DEALLOCATE PREPARE planc;

-- Without what was read, there is nothing to find.
SET @planc_found_schema_options = IF(@planc_schema_options IS NULL, NULL, @planc_found_schema_options);
