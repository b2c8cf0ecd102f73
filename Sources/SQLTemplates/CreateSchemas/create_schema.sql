-- -----------------------------------------------------------------------------------------------------
-- Section create_schema
-- Create the next schema, unless it exists.
-- -----------------------------------------------------------------------------------------------------
SET @planc_schema_number = @planc_schema_number + 1;
SET @planc_schema = NULL, @planc_exists = NULL, @planc_sql = NULL;
SELECT plan_name
  FROM (SELECT ROW_NUMBER() OVER (ORDER BY position) AS number, plan_name
          FROM JSON_TABLE(@planc_schemas, '$[*]' COLUMNS (
                 position FOR ORDINALITY
               , plan_name VARCHAR(64) CHARACTER SET utf8mb4 PATH '$.schema'
               , schema_collation VARCHAR(64) CHARACTER SET utf8mb4 PATH '$.collation')) AS plan_schema
         WHERE schema_collation IS NOT NULL) AS planned
 WHERE number = @planc_schema_number
  INTO @planc_schema;
SELECT COUNT(*)
  FROM information_schema.SCHEMATA
 WHERE CAST(SCHEMA_NAME AS BINARY) = CAST(@planc_schema AS BINARY)
  INTO @planc_exists;

SET @planc_sql = IF(@planc_verdict = 'GO' AND @planc_exists = 0,
  'SET SESSION TRANSACTION READ WRITE', 'DO 0');
PREPARE planc FROM @planc_sql;
EXECUTE planc;
SET @planc_sql = IF(@planc_verdict = 'GO' AND @planc_exists = 0, SUBSTRING_INDEX(SUBSTRING_INDEX(
  @planc_create, '\n  ; ', @planc_schema_number), '\n  ; ', -1), 'DO 0');
PREPARE planc FROM @planc_sql;
EXECUTE planc;
DEALLOCATE PREPARE planc;
SET SESSION TRANSACTION READ ONLY;
