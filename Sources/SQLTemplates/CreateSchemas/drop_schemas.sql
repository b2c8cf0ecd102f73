-- -----------------------------------------------------------------------------------------------------
-- Section drop_schemas
-- Can this file rely on its count of the objects in a schema? On a cluster another member can create some.
-- MySQL needs the privilege BACKUP_ADMIN, for the lock under which they are counted.
-- -----------------------------------------------------------------------------------------------------
SET @planc_group_members = NULL, @planc_backup = NULL, @planc_renamed = NULL, @planc_libraries = NULL,
    @planc_schemas_planned = NULL, @planc_verdict = NULL;

SET @planc_sql = IF(@planc_is_mariadb, 'SET @planc_group_members = 0', '
  SELECT COUNT(*)
    FROM performance_schema.global_variables
   WHERE VARIABLE_NAME = ''group_replication_group_name'' AND VARIABLE_VALUE <> ''''
    INTO @planc_group_members');
PREPARE planc FROM @planc_sql;
EXECUTE planc;
DEALLOCATE PREPARE planc;
SELECT COUNT(*)
  FROM JSON_TABLE(@planc_privileges, '$[*]' COLUMNS (
         privilege VARCHAR(64) CHARACTER SET utf8mb4 PATH '$[1]')) AS own
 WHERE privilege = 'BACKUP_ADMIN'
  INTO @planc_backup;
-- Libraries are objects of MySQL 9.2 and later.
SELECT COUNT(*)
  FROM information_schema.TABLES
 WHERE TABLE_SCHEMA = 'information_schema' AND TABLE_NAME = 'LIBRARIES'
  INTO @planc_libraries;
SELECT COUNT(schema_collation)
  FROM JSON_TABLE(@planc_schemas, '$[*]' COLUMNS (
         schema_collation VARCHAR(64) CHARACTER SET utf8mb4 PATH '$.collation')) AS plan_schema
  INTO @planc_schemas_planned;
SELECT COUNT(*)
  FROM JSON_TABLE(@planc_temporary_names, '$[*]' COLUMNS (
         table_name VARCHAR(64) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin PATH '$.table')) AS plan_table
  JOIN (SELECT DISTINCT object_name
          FROM JSON_TABLE(@planc_objects, '$[*]' COLUMNS (
                 object_name VARCHAR(64) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin PATH '$[1]'))
               AS server_object) AS on_server
    ON object_name = table_name
  INTO @planc_renamed;
SET @planc_renamed = IF(@planc_objects IS NULL OR @planc_temporary_names IS NULL, NULL, @planc_renamed);

SET @planc_verdict = CASE
  WHEN @planc_session = 'OK'
   AND @planc_renamed = 0
   AND @planc_cluster_nodes = 0
   AND @planc_group_members = 0
   AND (@planc_is_mariadb OR @planc_backup > 0 OR COALESCE(CURRENT_ROLE(), 'NONE') <> 'NONE')
    THEN 'GO'
  WHEN @planc_session <> 'OK'
    THEN CONCAT('planc: nothing was changed: ', @planc_session)
  WHEN @planc_renamed > 0
    THEN CONCAT('planc: nothing was changed: temporarily renamed tables of this plan: ', @planc_renamed,
                '; run ', @planc_rollback_file, ' first, which returns them to their source')
  WHEN @planc_cluster_nodes > 0 OR @planc_group_members > 0
    THEN CONCAT('planc: nothing was changed: this server is a member of a cluster, where another member can ',
                'create objects that this file does not see; when no session uses the schemas, run ',
                'DROP SCHEMA yourself')
  WHEN @planc_backup = 0
    THEN CONCAT('planc: nothing was changed: this account lacks BACKUP_ADMIN, without which another session ',
                'could create objects between the count and the drop: GRANT BACKUP_ADMIN ON *.* TO ',
                @planc_account, ', then run ', @planc_file, ' again')
END;

-- The reason is raised as an error: as the name of a storage engine that does not exist (1286).
SET SESSION default_storage_engine = IF(@planc_verdict = 'GO', @@SESSION.default_storage_engine,
  COALESCE(@planc_verdict,
           CONCAT('planc: nothing was changed: a check failed; run ', @planc_file, ' again')));

-- Counters and settings that the sections below read; not every plan has them all.
SET @planc_schema_number = 0, @planc_stays = '[]';
