-- -----------------------------------------------------------------------------------------------------
-- Section preflight_server
-- The product and version of this server. A server for which these files are not made is refused here,
-- before the first statement that it might not understand.
-- -----------------------------------------------------------------------------------------------------
SET @planc_version = NULL, @planc_server = NULL;

-- The lists of findings. Each check sets its own to NULL first: a check that fails leaves NULL, which is a
-- finding. A check that is not in this file leaves an empty list.
SET @planc_found_replica = '[]', @planc_found_state = '[]', @planc_found_return = '[]',
    @planc_found_tables = '[]', @planc_found_schemas = '[]', @planc_found_schema_options = '[]',
    @planc_found_created_schemas = '[]', @planc_found_constraints = '[]', @planc_found_awaited = '[]',
    @planc_found_dependents = '[]', @planc_found_code = '[]', @planc_found_merge = '[]',
    @planc_found_triggers = '[]', @planc_found_views = '[]', @planc_found_table_grants = '[]',
    @planc_found_schema_grants = '[]', @planc_found_access = '[]', @planc_found_transactions = '[]',
    @planc_found_locks = '[]', @planc_found_replication = '[]';

SET @planc_version = CAST(SUBSTRING_INDEX(VERSION(), '.', 1) AS UNSIGNED) * 1000
  + CAST(SUBSTRING_INDEX(SUBSTRING_INDEX(VERSION(), '.', 2), '.', -1) AS UNSIGNED);

SET @planc_server = CASE
  WHEN LOWER(CONCAT(VERSION(), ' ', @@version_comment)) REGEXP
       'tidb|vitess|planetscale|oceanbase|singlestore|memsql|doris|starrocks|clickhouse|dolt|proxysql|xpand'
    THEN CONCAT('this server calls itself ', LEFT(VERSION(), 40), ', ', LEFT(@@version_comment, 60),
                '; these files are for MariaDB 10.6 or newer, or MySQL 8.0 or newer')
  WHEN @planc_version >= IF(VERSION() LIKE '%MariaDB%', 10006, 8000) THEN 'OK'
  ELSE CONCAT('this server is ', LEFT(VERSION(), 40),
              '; these files are for MariaDB 10.6 or newer, or MySQL 8.0 or newer')
END;

-- The reason is raised as an error: as the name of a storage engine that does not exist (1286).
SET SESSION default_storage_engine = IF(@planc_server = 'OK', @@SESSION.default_storage_engine,
  CONCAT('planc: ', COALESCE(@planc_server, 'the version of this server cannot be read')));
