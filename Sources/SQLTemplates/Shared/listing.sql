-- -----------------------------------------------------------------------------------------------------
-- Section listing
-- What the schemas of the plan contain: every table, view and sequence, read once.
-- -----------------------------------------------------------------------------------------------------
SET @planc_schema_names = NULL, @planc_objects = NULL;

SELECT JSON_ARRAYAGG(plan_name)
  FROM JSON_TABLE(@planc_schemas, '$[*]' COLUMNS (
         plan_name VARCHAR(64) CHARACTER SET utf8mb4 PATH '$.schema')) AS plan_schema
  INTO @planc_schema_names;

-- The condition with LOCATE lets MariaDB skip other schemas without opening their tables; it ignores case.
-- The join is exact.
SELECT COALESCE(JSON_ARRAYAGG(JSON_ARRAY(on_server.schema_name, on_server.object_name, on_server.kind)), '[]')
  FROM (SELECT CAST(TABLE_SCHEMA AS CHAR(64) CHARACTER SET utf8mb4) COLLATE utf8mb4_bin AS schema_name
             , CAST(TABLE_NAME AS CHAR(64) CHARACTER SET utf8mb4) COLLATE utf8mb4_bin AS object_name
             , IF(TABLE_TYPE IN ('BASE TABLE', 'SYSTEM VERSIONED'), 'table', LOWER(TABLE_TYPE)) AS kind
          FROM information_schema.TABLES
         WHERE LOCATE(JSON_QUOTE(TABLE_SCHEMA), @planc_schema_names) > 0) AS on_server
  JOIN (SELECT DISTINCT plan_name
          FROM JSON_TABLE(@planc_schemas, '$[*]' COLUMNS (
                 plan_name VARCHAR(64) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin PATH '$.schema'))
               AS plan_schema) AS planned
    ON planned.plan_name = on_server.schema_name
  INTO @planc_objects;
