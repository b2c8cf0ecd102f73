-- -----------------------------------------------------------------------------------------------------
-- Section copy_grants_check
-- Before tables with copied grants move: the grants on the old names are as in the catalog, and there is none
-- on the new names.
-- -----------------------------------------------------------------------------------------------------
SET @planc_grants = NULL;
SET @planc_grants = CASE
  WHEN @planc_needs_missing = ''
   AND @planc_grants_changed = 0
   AND @planc_grants_copied = 0
   AND @planc_grants_added = 0
    THEN 'OK'
  WHEN @planc_needs_missing <> ''
    THEN CONCAT('this account lacks ', LEFT(@planc_needs_missing, 250), '; a role does not count')
  WHEN @planc_grants_changed > 0
    THEN CONCAT('privileges on these tables that are not as in the catalog: ', @planc_grants_changed,
                '; the rows above list them. Make them as in the catalog; or, if no table has moved yet, ',
                'run planc inspect, then planc compile')
  WHEN @planc_grants_copied + @planc_grants_added > 0
    THEN CONCAT('privileges on the new names of these tables already: ',
                @planc_grants_copied + @planc_grants_added,
                '; the rows above list them. Revoke them; or, if no table has moved yet, run ',
                'planc inspect, then planc compile')
END;

SELECT grantee, name, privilege, IF(is_listed = 1 AND side = 'old', 'yes', 'no') AS in_catalog
     , IF(is_live = 1, 'yes', 'no') AS on_server
  FROM JSON_TABLE(@planc_compared_grants, '$[*]' COLUMNS (
         side VARCHAR(64) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin PATH '$[0]'
       , number INT PATH '$[1]'
       , is_listed INT PATH '$[2]'
       , is_live INT PATH '$[3]'
       , grantee VARCHAR(400) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin PATH '$[5]'
       , name VARCHAR(200) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin PATH '$[6]'
       , privilege VARCHAR(64) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin PATH '$[7]')) AS compared
 WHERE @planc_verdict = 'GO' AND COALESCE(@planc_grants, '') <> 'OK'
   AND (side = 'old' AND (is_listed = 0 OR number > 0 AND is_live = 0)
        OR side = 'new' AND is_live = 1 AND (number > 0 OR is_listed = 0))
 ORDER BY name, grantee, privilege;

SET @planc_verdict = IF(@planc_verdict = 'GO' AND COALESCE(@planc_grants, '') <> 'OK',
  CONCAT(IF(@planc_statement = 1, 'planc: nothing was changed: ',
            CONCAT('planc: stopped before statement ', @planc_statement, ' of ', @planc_statements, ': ')),
         COALESCE(@planc_grants, 'the grants could not be compared; see the error above')),
  @planc_verdict);
