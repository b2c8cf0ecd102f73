-- -----------------------------------------------------------------------------------------------------
-- Section preflight_created_schemas
-- The schemas that the plan creates: does this server have their collations, and are they missing, or empty
-- but for tables of the plan?
-- -----------------------------------------------------------------------------------------------------
SET @planc_found_created_schemas = NULL;

WITH created AS (
  SELECT plan_name, schema_collation
    FROM JSON_TABLE(@planc_schemas, '$[*]' COLUMNS (
           plan_name VARCHAR(64) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin PATH '$.schema'
         , schema_collation VARCHAR(64) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin PATH '$.collation'))
         AS plan_schema
   WHERE schema_collation IS NOT NULL),
target AS (
  SELECT DISTINCT target_schema, target_table
    FROM JSON_TABLE(@planc_tables, '$[*]' COLUMNS (
           target_schema VARCHAR(64) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin PATH '$[4]'
         , target_table VARCHAR(64) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin PATH '$[5]')) AS plan_table),
object AS (
  SELECT DISTINCT schema_name, object_name, kind
    FROM JSON_TABLE(@planc_objects, '$[*]' COLUMNS (
           schema_name VARCHAR(64) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin PATH '$[0]'
         , object_name VARCHAR(64) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin PATH '$[1]'
         , kind VARCHAR(64) CHARACTER SET utf8mb4 PATH '$[2]')) AS server_object
   UNION ALL
  SELECT CAST(ROUTINE_SCHEMA AS CHAR(64) CHARACTER SET utf8mb4) COLLATE utf8mb4_bin
       , CAST(ROUTINE_NAME AS CHAR(64) CHARACTER SET utf8mb4) COLLATE utf8mb4_bin
       , CONVERT(LOWER(ROUTINE_TYPE) USING utf8mb4)
    FROM information_schema.ROUTINES
   WHERE LOCATE(JSON_QUOTE(ROUTINE_SCHEMA), @planc_schema_names) > 0
   UNION ALL
  SELECT CAST(EVENT_SCHEMA AS CHAR(64) CHARACTER SET utf8mb4) COLLATE utf8mb4_bin
       , CAST(EVENT_NAME AS CHAR(64) CHARACTER SET utf8mb4) COLLATE utf8mb4_bin, 'event'
    FROM information_schema.EVENTS
   WHERE LOCATE(JSON_QUOTE(EVENT_SCHEMA), @planc_schema_names) > 0)
SELECT COALESCE(JSON_ARRAYAGG(JSON_ARRAY('error', finding, object_name, advice)), '[]')
  FROM (SELECT CONCAT('collation ', schema_collation, ' is unknown') AS finding, plan_name AS object_name
             , 'change the plan: SHOW COLLATION lists the collations of this server' AS advice
          FROM created
         -- From MariaDB 10.10 on, some collations have no character set in their name.
         WHERE NOT EXISTS (SELECT 1
                             FROM information_schema.COLLATIONS
                            WHERE COLLATION_NAME = schema_collation
                               OR COLLATION_NAME LIKE 'uca1400%'
                              AND COLLATION_NAME = SUBSTRING(schema_collation,
                                                             LOCATE('_', schema_collation) + 1))
         UNION ALL
        SELECT CONCAT(kind, ' in a schema that the plan creates'), CONCAT(schema_name, '.', object_name)
             , 'move it to another schema, or drop it: the schema must be empty'
          FROM object
          JOIN created ON plan_name = schema_name
          LEFT JOIN target
            ON target_schema = schema_name AND target_table = object_name
           AND kind NOT IN ('procedure', 'function', 'event')
         WHERE COALESCE(target_table, '') = '') AS found
  INTO @planc_found_created_schemas;
