-- -----------------------------------------------------------------------------------------------------
-- Section locations
-- The location of every table. A table with triggers has a temporary name while it moves.
-- -----------------------------------------------------------------------------------------------------
SET @planc_tables = NULL;

-- An entry for each table: its number, the number of its statement, its names, its location, and what is
-- found under its name at the source, at the target, and under its temporary name in both schemas.
WITH listed AS (
  SELECT ROW_NUMBER() OVER (ORDER BY block, position) AS number, statement, source_schema, source_table
       , target_schema, COALESCE(new_name, source_table) AS target_table, temporary_name
    FROM JSON_TABLE(@planc_moves, '$[*]' COLUMNS (
           block FOR ORDINALITY
         , statement INT PATH '$.statement'
         , source_schema VARCHAR(64) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin PATH '$.from'
         , target_schema VARCHAR(64) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin PATH '$.to'
         , NESTED PATH '$.tables[*]' COLUMNS (
             position FOR ORDINALITY
           , source_table VARCHAR(64) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin PATH '$.table'
           , new_name VARCHAR(64) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin PATH '$.as'
           , temporary_name VARCHAR(64) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin
               PATH '$.temporary_name'))) AS plan_move),
object AS (
  SELECT DISTINCT schema_name, object_name, kind
    FROM JSON_TABLE(@planc_objects, '$[*]' COLUMNS (
           schema_name VARCHAR(64) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin PATH '$[0]'
         , object_name VARCHAR(64) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin PATH '$[1]'
         , kind VARCHAR(64) CHARACTER SET utf8mb4 PATH '$[2]')) AS server_object),
found AS (
  SELECT listed.*, at_source.kind AS source_kind, at_target.kind AS target_kind
       , renamed_at_source.kind AS renamed_source_kind, renamed_at_target.kind AS renamed_target_kind
       , (at_source.kind IS NOT NULL) + (at_target.kind IS NOT NULL)
         + (renamed_at_source.kind IS NOT NULL) + (renamed_at_target.kind IS NOT NULL) AS names
    FROM listed
    LEFT JOIN object AS at_source
      ON at_source.schema_name = source_schema AND at_source.object_name = source_table
    LEFT JOIN object AS at_target
      ON at_target.schema_name = target_schema AND at_target.object_name = target_table
    LEFT JOIN object AS renamed_at_source
      ON renamed_at_source.schema_name = source_schema AND renamed_at_source.object_name = temporary_name
    LEFT JOIN object AS renamed_at_target
      ON renamed_at_target.schema_name = target_schema AND renamed_at_target.object_name = temporary_name)
SELECT JSON_ARRAYAGG(JSON_ARRAY(number, statement, source_schema, source_table, target_schema, target_table,
         CASE
           WHEN names = 1 AND source_kind = 'table' THEN 'source'
           WHEN names = 1 AND target_kind = 'table' THEN 'target'
           WHEN names = 1 AND COALESCE(renamed_source_kind, renamed_target_kind) = 'table' THEN 'renamed'
           WHEN names = 0 THEN 'neither'
           WHEN names = 2 AND source_kind = 'table' AND target_kind = 'table' THEN 'both'
           ELSE 'other'
         END,
         source_kind, target_kind, temporary_name, renamed_source_kind, renamed_target_kind))
  FROM found
  INTO @planc_tables;
