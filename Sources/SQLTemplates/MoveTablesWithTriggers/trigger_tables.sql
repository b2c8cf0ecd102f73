-- -----------------------------------------------------------------------------------------------------
-- Section trigger_tables
-- Tables with triggers: the queries that are repeated before each step, prepared once.
-- -----------------------------------------------------------------------------------------------------
SET @planc_table_number = 0, @planc_steps_done = 0,
    @planc_all_tables = @planc_all_tables + JSON_LENGTH(@planc_trigger_tables);

-- Nothing is known before each step.
SET @planc_sql = '
  SET @planc_place = NULL, @planc_names = NULL, @planc_live_triggers = NULL, @planc_judged_triggers = NULL,
      @planc_triggers_live = NULL, @planc_triggers_named = NULL, @planc_trigger_names = NULL,
      @planc_triggers_known = NULL, @planc_triggers_marked = NULL, @planc_triggers_plain = NULL,
      @planc_triggers_taken = NULL, @planc_to_drop = NULL, @planc_to_create = NULL, @planc_to_mark = NULL,
      @planc_to_restore = NULL, @planc_step = NULL, @planc_step_sql = NULL,
      @planc_step_schema = NULL, @planc_step_mode = ''STRICT_ALL_TABLES'', @planc_step_charset = ''utf8mb4'',
      @planc_step_collation = @@SESSION.collation_connection, @planc_sql = NULL';
PREPARE planc_forget FROM @planc_sql;

-- Where the table is: the names that are in use, and the place of the table if one is. The name at its home
-- is exact; another name is in use too if an object has it in other case. Names are read by themselves: while
-- this session holds a named lock, MariaDB leaves a table that another session is creating out of a list with
-- types (warning 1684), and its name must not look free.
SET @planc_sql = '
  WITH object AS (
    SELECT CAST(TABLE_SCHEMA AS CHAR(64) CHARACTER SET utf8mb4) COLLATE utf8mb4_bin AS schema_name
         , CAST(TABLE_NAME AS CHAR(64) CHARACTER SET utf8mb4) COLLATE utf8mb4_bin AS object_name
         , MAX(TABLE_TYPE IN (''BASE TABLE'', ''SYSTEM VERSIONED'')) AS is_table
      FROM information_schema.TABLES
     WHERE LOCATE(JSON_QUOTE(TABLE_SCHEMA), @planc_trigger_schemas) > 0
     GROUP BY schema_name, object_name),
  name AS (
    SELECT DISTINCT CAST(TABLE_SCHEMA AS CHAR(64) CHARACTER SET utf8mb4) COLLATE utf8mb4_bin AS schema_name
         , CAST(TABLE_NAME AS CHAR(64) CHARACTER SET utf8mb4) COLLATE utf8mb4_bin AS name
      FROM information_schema.TABLES
     WHERE LOCATE(JSON_QUOTE(TABLE_SCHEMA), @planc_trigger_schemas) > 0),
  wanted AS (
    SELECT ''source'' AS place, CONVERT(@planc_from_schema USING utf8mb4) COLLATE utf8mb4_bin AS schema_name
         , CONVERT(@planc_from_table USING utf8mb4) COLLATE utf8mb4_bin AS table_name_
     UNION ALL
    SELECT ''temporary at source'', CONVERT(@planc_from_schema USING utf8mb4) COLLATE utf8mb4_bin
         , CONVERT(@planc_temporary_name USING utf8mb4) COLLATE utf8mb4_bin
     UNION ALL
    SELECT ''temporary at target'', CONVERT(@planc_to_schema USING utf8mb4) COLLATE utf8mb4_bin
         , CONVERT(@planc_temporary_name USING utf8mb4) COLLATE utf8mb4_bin
     UNION ALL
    SELECT ''target'', CONVERT(@planc_to_schema USING utf8mb4) COLLATE utf8mb4_bin
         , CONVERT(@planc_to_table USING utf8mb4) COLLATE utf8mb4_bin)
  SELECT COUNT(*)
       , IF(COUNT(*) = 1, MAX(IF(object_name = table_name_ AND is_table = 1, place, NULL)), NULL)
    FROM wanted
    JOIN name
      ON name.schema_name = wanted.schema_name
     AND (name = table_name_ OR place <> IF(@planc_is_rollback = 1, ''target'', ''source'')
        AND LOWER(name) = LOWER(table_name_))
    LEFT JOIN object
      ON object.schema_name = name.schema_name AND object_name = name
    INTO @planc_names, @planc_place';
PREPARE planc_place FROM @planc_sql;

-- An entry for each trigger in the two schemas, with and without its place in the order; 1 if it is on the
-- table.
SET @planc_sql = '
  SELECT COALESCE(JSON_ARRAYAGG(JSON_ARRAY(schema_name, trigger_name, table_name_, live_sha2, any_order_sha2
           , schema_name = from_schema AND table_name_ IN (from_table, temporary_name)
             OR schema_name = to_schema AND table_name_ IN (to_table, temporary_name))), ''[]'')
    FROM (SELECT CAST(TRIGGER_SCHEMA AS CHAR(64) CHARACTER SET utf8mb4) COLLATE utf8mb4_bin AS schema_name
               , CAST(TRIGGER_NAME AS CHAR(64) CHARACTER SET utf8mb4) COLLATE utf8mb4_bin AS trigger_name
               , CAST(EVENT_OBJECT_TABLE AS CHAR(64) CHARACTER SET utf8mb4) COLLATE utf8mb4_bin AS table_name_
               , SHA2(CONCAT_WS(''\\n'', TRIGGER_NAME, ACTION_TIMING, EVENT_MANIPULATION, ACTION_ORDER,
                                DEFINER,
                                SQL_MODE, CHARACTER_SET_CLIENT, COLLATION_CONNECTION, ACTION_STATEMENT), 256)
                 AS live_sha2
               , SHA2(CONCAT_WS(''\\n'', TRIGGER_NAME, ACTION_TIMING, EVENT_MANIPULATION, DEFINER,
                                SQL_MODE, CHARACTER_SET_CLIENT, COLLATION_CONNECTION, ACTION_STATEMENT), 256)
                 AS any_order_sha2
            FROM information_schema.TRIGGERS
           WHERE LOCATE(JSON_QUOTE(TRIGGER_SCHEMA), @planc_trigger_schemas) > 0) AS live
    JOIN (SELECT CONVERT(@planc_from_schema USING utf8mb4) COLLATE utf8mb4_bin AS from_schema
               , CONVERT(@planc_from_table USING utf8mb4) COLLATE utf8mb4_bin AS from_table
               , CONVERT(@planc_to_schema USING utf8mb4) COLLATE utf8mb4_bin AS to_schema
               , CONVERT(@planc_to_table USING utf8mb4) COLLATE utf8mb4_bin AS to_table
               , CONVERT(@planc_temporary_name USING utf8mb4) COLLATE utf8mb4_bin AS temporary_name) AS names
    INTO @planc_live_triggers';
PREPARE planc_triggers FROM @planc_sql;

-- How many triggers the table has; of them those with a name of the list, and their names; those as in the
-- catalog, or as planc writes or advises them; those whose text is not restored yet; those of the catalog
-- without a mark, in whatever order. How many names are in use by triggers of other tables in the target
-- schema. The numbers of the next trigger to drop, to create, to mark and to restore.
SET @planc_sql = '
  WITH listed AS (
    SELECT number, trigger_name, sha2, any_order_sha2, unrestored_sha2, unrestored_any_order_sha2
         , advised_sha2
      FROM JSON_TABLE(@planc_table_triggers, ''$[*]'' COLUMNS (
             number FOR ORDINALITY
           , trigger_name VARCHAR(64) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin PATH ''$.trigger''
           , sha2 VARCHAR(64) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin PATH ''$.sha2''
           , any_order_sha2 VARCHAR(64) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin PATH ''$.any_order_sha2''
           , unrestored_sha2 VARCHAR(64) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin PATH ''$.unrestored_sha2''
           , unrestored_any_order_sha2 VARCHAR(64) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin
               PATH ''$.unrestored_any_order_sha2''
           , advised_sha2 VARCHAR(64) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin PATH ''$.advised_sha2''))
           AS plan_trigger),
  live AS (
    SELECT schema_name, trigger_name, live_sha2, any_order_sha2, is_on_table
      FROM JSON_TABLE(@planc_live_triggers, ''$[*]'' COLUMNS (
             schema_name VARCHAR(64) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin PATH ''$[0]''
           , trigger_name VARCHAR(64) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin PATH ''$[1]''
           , live_sha2 VARCHAR(64) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin PATH ''$[3]''
           , any_order_sha2 VARCHAR(64) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin PATH ''$[4]''
           , is_on_table INT PATH ''$[5]'')) AS live_trigger),
  judged AS (
    SELECT live.is_on_table, live.any_order_sha2, live.schema_name, live.trigger_name
         , EXISTS (SELECT 1 FROM listed WHERE listed.trigger_name = live.trigger_name) AS is_named
         , EXISTS (SELECT 1 FROM listed WHERE live_sha2 = sha2) AS is_catalog
         , EXISTS (SELECT 1 FROM listed WHERE live_sha2 = unrestored_sha2) AS is_marked
         , EXISTS (SELECT 1 FROM listed WHERE live_sha2 = advised_sha2) AS is_advised
         , EXISTS (SELECT 1 FROM listed WHERE listed.any_order_sha2 = live.any_order_sha2) AS is_plain
         , schema_name = CONVERT(@planc_to_schema USING utf8mb4) COLLATE utf8mb4_bin
           AND EXISTS (SELECT 1 FROM listed
                        WHERE listed.trigger_name = live.trigger_name
                           OR @planc_ignores_case = 1
                          AND LOWER(listed.trigger_name) = LOWER(live.trigger_name))
           AS has_name
      FROM live),
  known AS (
    SELECT judged.*
         , is_on_table AND (is_catalog OR is_marked OR is_advised AND IF(@planc_is_rollback = 0,
             @planc_place = ''target'', @planc_place IN (''source'', ''temporary at source''))) AS is_known
      FROM judged)
  SELECT COALESCE(JSON_ARRAYAGG(JSON_ARRAY(schema_name, trigger_name
           , is_on_table AND NOT is_known
           , has_name AND NOT is_on_table
           , @planc_is_rollback = 1 AND is_on_table AND is_advised AND NOT is_catalog)), ''[]'')
       , COALESCE(SUM(is_on_table), 0), COALESCE(SUM(is_on_table AND is_named), 0)
       , COALESCE(JSON_ARRAYAGG(IF(is_on_table, trigger_name, NULL)), ''[]'')
       , COALESCE(SUM(is_known), 0)
       , COALESCE(SUM(is_on_table AND is_marked), 0), COALESCE(SUM(is_on_table AND is_plain), 0)
       , COALESCE(SUM(has_name AND NOT is_on_table), 0)
       , (SELECT MAX(number)
            FROM listed
           WHERE (SELECT COUNT(*) FROM live
                   WHERE is_on_table = 1 AND live.trigger_name = listed.trigger_name) = 1)
       , (SELECT MIN(number)
            FROM listed
           WHERE (SELECT COUNT(*) FROM live
                   WHERE is_on_table = 1 AND live.trigger_name = listed.trigger_name) = 0)
       , (SELECT MIN(number)
            FROM listed
           WHERE (SELECT COUNT(*) FROM live
                   WHERE is_on_table = 1 AND live.any_order_sha2 = listed.any_order_sha2) = 1)
       , (SELECT MIN(number)
            FROM listed
           WHERE (SELECT COUNT(*) FROM live
                   WHERE is_on_table = 1 AND live.any_order_sha2 = listed.unrestored_any_order_sha2) = 1)
    FROM known
  HAVING @planc_live_triggers IS NOT NULL AND @planc_table_triggers IS NOT NULL
    INTO @planc_judged_triggers, @planc_triggers_live, @planc_triggers_named, @planc_trigger_names,
         @planc_triggers_known, @planc_triggers_marked, @planc_triggers_plain, @planc_triggers_taken,
         @planc_to_drop, @planc_to_create, @planc_to_mark, @planc_to_restore';
PREPARE planc_counts FROM @planc_sql;

-- The next step: none where the file refuses, or the table has arrived.
SET @planc_sql = '
  SET @planc_step = CASE
    WHEN COALESCE(@planc_verdict, '''') <> ''GO''
      OR @planc_place IS NULL
      THEN ''none''
    WHEN @planc_place = ''source''
     AND @planc_triggers_live = @planc_trigger_count
     AND @planc_triggers_known = @planc_trigger_count
      THEN ''rename temporarily''
    WHEN @planc_place = ''temporary at source''
     AND @planc_triggers_live > 0
     AND @planc_triggers_live = @planc_triggers_known
      THEN ''drop trigger''
    WHEN @planc_place = ''temporary at source''
     AND @planc_triggers_live = 0
      THEN ''move''
    -- Triggers that have come with the table have another text since the renames.
    WHEN @planc_place = ''temporary at target''
     AND @planc_triggers_live > 0
     AND @planc_triggers_live = @planc_triggers_known
     AND @planc_triggers_marked < @planc_triggers_live
      THEN ''drop trigger''
    WHEN @planc_place = ''temporary at target''
     AND @planc_triggers_named < @planc_trigger_count
     AND (@planc_triggers_marked = @planc_triggers_live AND @planc_triggers_known = @planc_triggers_live
          AND @planc_triggers_named = @planc_triggers_live
          OR @planc_triggers_live <> @planc_triggers_known)
      THEN ''create trigger''
    -- Another session has created or changed a trigger: the table gets its name in the schema in which it is.
    WHEN @planc_place = ''temporary at source''
     AND @planc_triggers_live <> @planc_triggers_known
     AND @planc_triggers_named < @planc_trigger_count
      THEN ''create trigger''
    WHEN @planc_place IN (''temporary at source'', ''temporary at target'')
     AND @planc_triggers_live <> @planc_triggers_known
     AND @planc_triggers_named = @planc_trigger_count
     AND @planc_to_mark IS NOT NULL
      THEN ''mark trigger''
    WHEN @planc_place = ''temporary at source''
     AND @planc_triggers_live <> @planc_triggers_known
     AND @planc_triggers_named = @planc_trigger_count
     AND @planc_triggers_plain = 0
      THEN ''publish at source''
    WHEN @planc_place = ''temporary at target''
     AND @planc_triggers_named = @planc_trigger_count
     AND (@planc_triggers_live = @planc_trigger_count AND @planc_triggers_marked = @planc_trigger_count
          OR @planc_triggers_live <> @planc_triggers_known AND @planc_triggers_plain = 0)
      THEN ''publish at target''
    WHEN (@planc_place = ''target''
          OR @planc_place = ''source'' AND @planc_triggers_live <> @planc_triggers_known)
     AND @planc_triggers_named = @planc_trigger_count
     AND @planc_to_restore IS NOT NULL
      THEN ''restore trigger''
    ELSE ''none''
  END';
PREPARE planc_step FROM @planc_sql;

-- A step of the table.
SET @planc_sql = '
  SET @planc_step_sql = CASE @planc_step
    WHEN ''rename temporarily'' THEN CONCAT(''RENAME TABLE '', @planc_from, '' TO '', @planc_from_temporary)
    WHEN ''move'' THEN CONCAT(''RENAME TABLE '', @planc_from_temporary, '' TO '', @planc_to_temporary)
    WHEN ''publish at source'' THEN CONCAT(''RENAME TABLE '', @planc_from_temporary, '' TO '', @planc_from)
    WHEN ''publish at target'' THEN CONCAT(''RENAME TABLE '', @planc_to_temporary, '' TO '', @planc_to)
  END';
PREPARE planc_table_step FROM @planc_sql;

-- A step of one of its triggers, with the settings that the server keeps with a trigger. The mark at the end
-- of a text says that it is not restored yet. A text that does not name its schema means the default schema.
SET @planc_sql = '
  SELECT CASE @planc_step
           WHEN ''drop trigger'' THEN CONCAT(''DROP TRIGGER '', quoted_name)
           WHEN ''restore trigger'' THEN CONCAT(IF((@planc_place = ''source'') = (@planc_is_rollback = 0),
             at_source, at_target), body)
           ELSE CONCAT(IF(@planc_step = ''mark trigger'', ''CREATE OR REPLACE'', ''CREATE''), '' DEFINER = '',
             definer, '' TRIGGER '', quoted_name, '' '', timing, '' '', event, '' ON '', quoted_table,
             '' FOR EACH ROW '', IF(JSON_CONTAINS(@planc_trigger_names, JSON_QUOTE(next_trigger)),
               CONCAT(''PRECEDES `'', REPLACE(next_trigger, ''`'', ''``''), ''` ''), ''''),
             body, ''\\n/* planc */'')
         END
       , IF(@planc_step = ''drop trigger'', @planc_step_mode, sql_mode)
       , IF(@planc_step = ''drop trigger'', @planc_step_charset, trigger_charset)
       , IF(@planc_step = ''drop trigger'', @planc_step_collation, trigger_collation)
       , IF(@planc_step = ''restore trigger'' AND names_schema IS NULL,
            IF(@planc_place = ''source'', @planc_from_schema, @planc_to_schema), NULL)
    FROM (SELECT number, timing, event, definer, next_trigger, names_schema, body, at_source, at_target
               , sql_mode, trigger_charset, trigger_collation
               , CONCAT(''`'', REPLACE(IF(@planc_place = ''temporary at source'', @planc_from_schema,
                                      @planc_to_schema), ''`'', ''``''), ''`.`'',
                        REPLACE(trigger_name, ''`'', ''``''), ''`'') AS quoted_name
               , IF(@planc_place = ''temporary at source'', @planc_from_temporary, @planc_to_temporary)
                 AS quoted_table
            FROM JSON_TABLE(@planc_table_triggers, ''$[*]'' COLUMNS (
                   number FOR ORDINALITY
                 , trigger_name VARCHAR(64) CHARACTER SET utf8mb4 PATH ''$.trigger''
                 , timing VARCHAR(8) CHARACTER SET utf8mb4 PATH ''$.timing''
                 , event VARCHAR(8) CHARACTER SET utf8mb4 PATH ''$.event''
                 , definer VARCHAR(400) CHARACTER SET utf8mb4 PATH ''$.definer''
                 , next_trigger VARCHAR(64) CHARACTER SET utf8mb4 PATH ''$.next''
                 , names_schema INT PATH ''$.names_schema''
                 , sql_mode VARCHAR(1000) CHARACTER SET utf8mb4 PATH ''$.sql_mode''
                 , trigger_charset VARCHAR(64) CHARACTER SET utf8mb4 PATH ''$.character_set''
                 , trigger_collation VARCHAR(64) CHARACTER SET utf8mb4 PATH ''$.collation''
                 , body LONGTEXT CHARACTER SET utf8mb4 PATH ''$.body''
                 , at_source LONGTEXT CHARACTER SET utf8mb4 PATH ''$.at_source''
                 , at_target LONGTEXT CHARACTER SET utf8mb4 PATH ''$.at_target'')) AS plan_trigger
           WHERE number = CASE @planc_step
                   WHEN ''drop trigger'' THEN @planc_to_drop
                   WHEN ''create trigger'' THEN @planc_to_create
                   WHEN ''mark trigger'' THEN @planc_to_mark
                   WHEN ''restore trigger'' THEN @planc_to_restore
                 END) AS listed
    INTO @planc_step_sql, @planc_step_mode, @planc_step_charset, @planc_step_collation,
         @planc_step_schema';
PREPARE planc_trigger_step FROM @planc_sql;
