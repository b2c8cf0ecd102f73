-- -----------------------------------------------------------------------------------------------------
-- Section drop_schemas_result
-- The result: a row for each schema that stays, then DONE, or NOT DONE. It says what the server has now.
-- -----------------------------------------------------------------------------------------------------
SET @planc_left = NULL, @planc_result = NULL;

WITH planned AS (
  SELECT plan_name
    FROM JSON_TABLE(@planc_schemas, '$[*]' COLUMNS (
           plan_name VARCHAR(64) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin PATH '$.schema'
         , schema_collation VARCHAR(64) CHARACTER SET utf8mb4 PATH '$.collation')) AS plan_schema
   WHERE schema_collation IS NOT NULL),
on_server AS (
  SELECT DISTINCT CAST(SCHEMA_NAME AS CHAR(64) CHARACTER SET utf8mb4) COLLATE utf8mb4_bin AS schema_name
    FROM information_schema.SCHEMATA),
reason AS (
  SELECT schema_name, reason
    FROM JSON_TABLE(@planc_stays, '$[*]' COLUMNS (
           schema_name VARCHAR(64) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin PATH '$[0]'
         , reason VARCHAR(1000) CHARACTER SET utf8mb4 PATH '$[1]')) AS stays)
SELECT COALESCE(JSON_ARRAYAGG(JSON_ARRAY(plan_name, reason)), '[]'), COUNT(*)
  FROM planned
  LEFT JOIN on_server ON on_server.schema_name = plan_name
  LEFT JOIN reason ON reason.schema_name = plan_name
 WHERE on_server.schema_name IS NOT NULL OR reason IS NOT NULL OR COALESCE(@planc_verdict, '') <> 'GO'
  INTO @planc_stays, @planc_left;

WITH stays AS (
  SELECT schema_name, reason
    FROM JSON_TABLE(@planc_stays, '$[*]' COLUMNS (
           schema_name VARCHAR(64) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin PATH '$[0]'
         , reason VARCHAR(1000) CHARACTER SET utf8mb4 PATH '$[1]')) AS stays),
object AS (
  SELECT CAST(TABLE_SCHEMA AS CHAR(64) CHARACTER SET utf8mb4) COLLATE utf8mb4_bin AS schema_name
       , 'table' AS kind
    FROM information_schema.TABLES
   UNION ALL
  SELECT CAST(ROUTINE_SCHEMA AS CHAR(64) CHARACTER SET utf8mb4) COLLATE utf8mb4_bin, 'routine'
    FROM information_schema.ROUTINES
   UNION ALL
  SELECT CAST(EVENT_SCHEMA AS CHAR(64) CHARACTER SET utf8mb4) COLLATE utf8mb4_bin, 'event'
    FROM information_schema.EVENTS)
SELECT stays.schema_name AS `schema`
     , CASE
         WHEN MAX(reason) IS NOT NULL THEN MAX(reason)
         WHEN COUNT(kind) > 0 THEN 'is not empty'
         ELSE 'stays: see the error above'
       END AS why
     , SUM(COALESCE(kind, '') = 'table') AS tables_and_views
     , SUM(COALESCE(kind, '') = 'routine') AS routines
     , SUM(COALESCE(kind, '') = 'event') AS events
  FROM stays
  LEFT JOIN object ON object.schema_name = stays.schema_name
 GROUP BY stays.schema_name
 ORDER BY stays.schema_name;

SET @planc_result = CONCAT(
  IF(@planc_left = 0 AND @planc_verdict = 'GO' AND @planc_schema_number = @planc_schemas_planned,
     'DONE: ', 'NOT DONE: '),
  COALESCE(@planc_schemas_planned - @planc_left, '?'), ' of ', COALESCE(@planc_schemas_planned, '?'),
  IF(@planc_schemas_planned = 1, ' schema dropped', ' schemas dropped'),
  IF(@planc_left = 0, '', '; the rows say why the others stay'));
SELECT COALESCE(@planc_result, 'NOT DONE: a check failed; see the error above') AS result;

-- The reason is raised as an error: as the name of a storage engine that does not exist (1286).
SET SESSION default_storage_engine = IF(@planc_result LIKE 'DONE: %', @@SESSION.default_storage_engine,
  CONCAT('planc: ', COALESCE(@planc_result, 'NOT DONE: a check failed; see the error above')));
