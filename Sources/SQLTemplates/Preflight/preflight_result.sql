-- -----------------------------------------------------------------------------------------------------
-- Section preflight_result
-- The findings, a row each, and the result. An error blocks the migration or its rollback. A warning: the
-- move succeeds, and breaks a dependent object. Info is a note, or what the plan accepts.
-- What this account does not see may exist, and if the migration has been applied, the state before it does
-- not matter: then the findings about it are left out.
-- -----------------------------------------------------------------------------------------------------
SET @planc_failed = NULL, @planc_before = NULL, @planc_begun = NULL, @planc_findings = NULL,
    @planc_of_session = NULL, @planc_errors = NULL, @planc_warnings = NULL, @planc_notes = NULL,
    @planc_result = NULL;

SET @planc_failed = JSON_ARRAY(JSON_ARRAY('error', 'a check failed: ?', 'this file',
  'see the error above; a missing privilege is the usual cause'));

SET @planc_begun = JSON_MERGE_PRESERVE('[]',
  COALESCE(CONVERT(@planc_found_state USING utf8mb4), REPLACE(@planc_failed, '?', 'begun')),
  COALESCE(CONVERT(@planc_found_return USING utf8mb4), REPLACE(@planc_failed, '?', 'rollback')));

SET @planc_before = JSON_MERGE_PRESERVE('[]',
  COALESCE(CONVERT(@planc_found_tables USING utf8mb4), REPLACE(@planc_failed, '?', 'tables')),
  COALESCE(CONVERT(@planc_found_schemas USING utf8mb4), REPLACE(@planc_failed, '?', 'schemas')),
  COALESCE(CONVERT(@planc_found_schema_options USING utf8mb4),
           REPLACE(@planc_failed, '?', 'options of schemas')),
  COALESCE(CONVERT(@planc_found_created_schemas USING utf8mb4),
           REPLACE(@planc_failed, '?', 'created schemas')),
  COALESCE(CONVERT(@planc_found_constraints USING utf8mb4),
           REPLACE(@planc_failed, '?', 'constraint names')),
  COALESCE(CONVERT(@planc_found_awaited USING utf8mb4), REPLACE(@planc_failed, '?', 'foreign keys')),
  COALESCE(CONVERT(@planc_found_dependents USING utf8mb4),
           REPLACE(@planc_failed, '?', 'triggers and views on the tables')),
  COALESCE(CONVERT(@planc_found_code USING utf8mb4), REPLACE(@planc_failed, '?', 'code')),
  COALESCE(CONVERT(@planc_found_merge USING utf8mb4), REPLACE(@planc_failed, '?', 'MERGE tables')),
  COALESCE(CONVERT(@planc_found_triggers USING utf8mb4), REPLACE(@planc_failed, '?', 'moved triggers')),
  COALESCE(CONVERT(@planc_found_views USING utf8mb4), REPLACE(@planc_failed, '?', 'recreated views')),
  COALESCE(CONVERT(@planc_found_table_grants USING utf8mb4),
           REPLACE(@planc_failed, '?', 'copied grants on tables')),
  COALESCE(CONVERT(@planc_found_schema_grants USING utf8mb4),
           REPLACE(@planc_failed, '?', 'copied grants on schemas')),
  COALESCE(CONVERT(@planc_found_access USING utf8mb4), REPLACE(@planc_failed, '?', 'access')),
  COALESCE(CONVERT(@planc_found_transactions USING utf8mb4),
           REPLACE(@planc_failed, '?', 'open transactions')),
  COALESCE(CONVERT(@planc_found_locks USING utf8mb4), REPLACE(@planc_failed, '?', 'locks')),
  COALESCE(CONVERT(@planc_found_replication USING utf8mb4), REPLACE(@planc_failed, '?', 'replication')));

SET @planc_findings = JSON_MERGE_PRESERVE('[]',
  COALESCE(CONVERT(@planc_found_server USING utf8mb4), REPLACE(@planc_failed, '?', 'server')),
  COALESCE(CONVERT(@planc_found_session USING utf8mb4), REPLACE(@planc_failed, '?', 'session')),
  COALESCE(CONVERT(@planc_found_replica USING utf8mb4), REPLACE(@planc_failed, '?', 'replica')),
  COALESCE(CONVERT(@planc_found_privileges USING utf8mb4), REPLACE(@planc_failed, '?', 'privileges')));
SET @planc_of_session = JSON_LENGTH(@planc_findings);
SET @planc_findings = JSON_MERGE_PRESERVE(CONVERT(@planc_findings USING utf8mb4),
  IF(@planc_suffices = 0, '[]', CONVERT(@planc_begun USING utf8mb4)),
  IF(@planc_suffices = 0 OR @planc_moved = @planc_expected_tables, '[]',
     CONVERT(@planc_before USING utf8mb4)));

-- What concerns the server, the session and the account comes first: it may be the cause of the rest.
SELECT severity, finding, object, advice
  FROM JSON_TABLE(@planc_findings, '$[*]' COLUMNS (
         number FOR ORDINALITY
       , severity VARCHAR(8) CHARACTER SET utf8mb4 PATH '$[0]'
       , finding LONGTEXT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin PATH '$[1]'
       , object LONGTEXT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin PATH '$[2]'
       , advice LONGTEXT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin PATH '$[3]')) AS listed
 ORDER BY FIELD(severity, 'error', 'warning', 'info'), number > @planc_of_session, finding, object, advice;

SELECT COALESCE(SUM(severity = 'error'), 0), COALESCE(SUM(severity = 'warning'), 0)
     , COALESCE(SUM(severity = 'info'), 0)
  FROM JSON_TABLE(@planc_findings, '$[*]' COLUMNS (
         severity VARCHAR(8) CHARACTER SET utf8mb4 PATH '$[0]')) AS listed
  INTO @planc_errors, @planc_warnings, @planc_notes;

SET @planc_result = IF(
  @planc_errors = 0 AND @planc_warnings = 0 AND @planc_notes = JSON_LENGTH(@planc_findings),
  'READY',
  CONCAT('NOT READY: errors: ', @planc_errors, ', warnings: ', @planc_warnings, ', notes: ', @planc_notes));

SELECT COALESCE(@planc_result, 'NOT READY: the findings could not be collected') AS result;

-- The reason is raised as an error: as the name of a storage engine that does not exist (1286).
SET SESSION default_storage_engine = IF(@planc_result = 'READY', @@SESSION.default_storage_engine,
  CONCAT('planc: ', COALESCE(@planc_result, 'NOT READY: the findings could not be collected')));
