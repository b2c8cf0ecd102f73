-- -----------------------------------------------------------------------------------------------------
-- Section create_schemas
-- Before the first schema is created: is each one missing, or as planned already? The verdict is SKIP when
-- all exist as planned, GO when the missing ones can be created, else the reason for refusing.
-- What a schema contains does not matter here, so that this file never stops a migration that has begun:
-- preflight looks at that before the first move.
-- -----------------------------------------------------------------------------------------------------
SET @planc_tables_planned = NULL, @planc_tolerance = NULL, @planc_schemas_planned = NULL,
    @planc_tables_found = NULL,
    @planc_statements = NULL, @planc_schemas_existing = NULL, @planc_schemas_ready = NULL,
    @planc_obstacle = NULL, @planc_verdict = NULL;

SELECT SUM(tables_before), COALESCE(SUM(tolerance), 0), COUNT(schema_collation)
  FROM JSON_TABLE(@planc_schemas, '$[*]' COLUMNS (
         tables_before INT PATH '$.tables_before'
       , tolerance INT PATH '$.tolerance'
       , schema_collation VARCHAR(64) CHARACTER SET utf8mb4 PATH '$.collation')) AS plan_schema
  INTO @planc_tables_planned, @planc_tolerance, @planc_schemas_planned;
SELECT COUNT(*)
  FROM JSON_TABLE(@planc_objects, '$[*]' COLUMNS (kind VARCHAR(64) CHARACTER SET utf8mb4 PATH '$[2]'))
       AS server_object
 WHERE kind = 'table'
  INTO @planc_tables_found;

-- The n-th schema with a collation has the n-th statement, which begins with its name. The privileges of an
-- active role are not listed: then the server decides.
WITH planned AS (
  SELECT ROW_NUMBER() OVER (ORDER BY position) AS number, plan_name, schema_collation
    FROM JSON_TABLE(@planc_schemas, '$[*]' COLUMNS (
           position FOR ORDINALITY
         , plan_name VARCHAR(64) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin PATH '$.schema'
         , schema_collation VARCHAR(64) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin PATH '$.collation'))
         AS plan_schema
   WHERE schema_collation IS NOT NULL),
on_server AS (
  SELECT DISTINCT CAST(SCHEMA_NAME AS CHAR(64) CHARACTER SET utf8mb4) COLLATE utf8mb4_bin AS schema_name
       , CAST(DEFAULT_COLLATION_NAME AS CHAR(64) CHARACTER SET utf8mb4) COLLATE utf8mb4_bin
           AS server_collation
    FROM information_schema.SCHEMATA),
permitted AS (
  SELECT schema_name
    FROM JSON_TABLE(@planc_privileges, '$[*]' COLUMNS (
           schema_name VARCHAR(64) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin PATH '$[0]'
         , privilege VARCHAR(64) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin PATH '$[1]')) AS own
   WHERE privilege = 'CREATE'
   GROUP BY schema_name),
found AS (
  SELECT number
       , LOCATE(CONCAT('CREATE SCHEMA `', REPLACE(plan_name, '`', '``'), '`\n'),
                SUBSTRING_INDEX(SUBSTRING_INDEX(@planc_create, '\n  ; ', number), '\n  ; ', -1)) = 1
           AS has_statement
       , CASE
           WHEN server_collation = schema_collation THEN 'SKIP'
           WHEN on_server.schema_name IS NULL
            AND (permitted.schema_name IS NOT NULL OR COALESCE(CURRENT_ROLE(), 'NONE') <> 'NONE')
             THEN 'GO'
           WHEN on_server.schema_name IS NULL
             THEN CONCAT('this account lacks the privilege CREATE on ', plan_name, '; ',
                         @planc_preflight_file, ' lists every privilege that is missing')
           ELSE CONCAT(plan_name, ' exists with collation ', server_collation, ', planned: ',
                       schema_collation, '; run ALTER SCHEMA `', REPLACE(plan_name, '`', '``'),
                       '` COLLATE ', schema_collation, ', or change the plan')
         END AS verdict
    FROM planned
    LEFT JOIN on_server ON on_server.schema_name = plan_name
    LEFT JOIN permitted ON permitted.schema_name = plan_name)
SELECT SUM(has_statement), SUM(verdict = 'SKIP'), SUM(verdict IN ('GO', 'SKIP'))
     , SUBSTRING_INDEX(GROUP_CONCAT(IF(verdict IN ('GO', 'SKIP'), NULL, verdict)
                                    ORDER BY number SEPARATOR '\n'), '\n', 1)
  FROM found
  INTO @planc_statements, @planc_schemas_existing, @planc_schemas_ready, @planc_obstacle;

SET @planc_verdict = CASE
  WHEN @planc_schemas_existing = @planc_schemas_planned
   AND ABS(@planc_tables_found - @planc_tables_planned) <= @planc_tolerance
    THEN 'SKIP'
  WHEN @planc_session = 'OK'
   AND @planc_statements = @planc_schemas_planned
   AND @planc_schemas_ready = @planc_schemas_planned
   AND ABS(@planc_tables_found - @planc_tables_planned) <= @planc_tolerance
   AND @planc_dependents = 'OK'
    THEN 'GO'
  WHEN @planc_session <> 'OK'
    THEN CONCAT('planc: nothing was changed: ', @planc_session)
  WHEN @planc_statements <> @planc_schemas_planned
    THEN 'planc: nothing was changed: a schema has no CREATE SCHEMA in this file; compile the plan again'
  WHEN @planc_schemas_ready <> @planc_schemas_planned
    THEN CONCAT('planc: nothing was changed: ', @planc_obstacle)
  WHEN ABS(@planc_tables_found - @planc_tables_planned) > @planc_tolerance
    THEN CONCAT('planc: nothing was changed: the schemas of this plan contain ', @planc_tables_found,
                ' tables, and the plan says ', @planc_tables_planned, '; run ', @planc_status_file,
                ', then update the plan')
  WHEN @planc_dependents <> 'OK'
    THEN CONCAT('planc: nothing was changed: ', @planc_dependents)
END;

-- The reason is raised as an error: as the name of a storage engine that does not exist (1286).
SET SESSION default_storage_engine = IF(@planc_verdict IN ('GO', 'SKIP'), @@SESSION.default_storage_engine,
  COALESCE(@planc_verdict,
           CONCAT('planc: nothing was changed: a check failed; run ', @planc_preflight_file)));

-- Counters and settings that the sections below read; not every plan has them all.
SET @planc_schema_number = 0, @planc_dependents_done = 1, @planc_dependents_result = '';
