-- -----------------------------------------------------------------------------------------------------
-- Section create_schemas_result
-- The result: DONE, or NOT DONE and the next step. It says what the server has now.
-- -----------------------------------------------------------------------------------------------------
SET @planc_schemas_existing = NULL, @planc_result = NULL;
SELECT COUNT(*)
  FROM information_schema.SCHEMATA
  JOIN (SELECT DISTINCT plan_name, schema_collation
          FROM JSON_TABLE(@planc_schemas, '$[*]' COLUMNS (
                 plan_name VARCHAR(64) CHARACTER SET utf8mb4 PATH '$.schema'
               , schema_collation VARCHAR(64) CHARACTER SET utf8mb4 PATH '$.collation')) AS plan_schema)
       AS planned
    ON CAST(plan_name AS BINARY) = CAST(SCHEMATA.SCHEMA_NAME AS BINARY)
   AND CAST(schema_collation AS BINARY) = CAST(DEFAULT_COLLATION_NAME AS BINARY)
 WHERE @planc_verdict IN ('GO', 'SKIP')
  INTO @planc_schemas_existing;

SET @planc_result = CONCAT(
  IF(@planc_schemas_existing = @planc_schemas_planned AND @planc_dependents_done = 1, 'DONE: ', 'NOT DONE: '),
  COALESCE(@planc_schemas_existing, '?'), ' of ', COALESCE(@planc_schemas_planned, '?'),
  IF(@planc_schemas_planned = 1, ' schema exists as planned', ' schemas exist as planned'),
  COALESCE(@planc_dependents_result, ''),
  IF(@planc_schemas_existing = @planc_schemas_planned AND @planc_dependents_done = 1, '',
     CONCAT('; run ', COALESCE(@planc_preflight_file, 'the preflight file'))));

SELECT COALESCE(@planc_result, 'NOT DONE: a check failed; see the error above') AS result;

-- The reason is raised as an error: as the name of a storage engine that does not exist (1286).
SET SESSION default_storage_engine = IF(@planc_result LIKE 'DONE: %', @@SESSION.default_storage_engine,
  CONCAT('planc: ', COALESCE(@planc_result, 'NOT DONE: a check failed; see the error above')));
