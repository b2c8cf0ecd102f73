-- -----------------------------------------------------------------------------------------------------
-- Before tables with copied grants return: can this account see the copies?
-- -----------------------------------------------------------------------------------------------------
SET @planc_grants = NULL;
SET @planc_grants = CASE
  WHEN @planc_grants_visible = 1
   AND @planc_grants_copied IS NOT NULL
    THEN 'OK'
  WHEN @planc_grants_visible = 0
    THEN CONCAT('this account lacks SELECT on mysql, so it does not see the grants of others; a role ',
                'does not count')
END;
SET @planc_verdict = IF(@planc_verdict = 'GO' AND COALESCE(@planc_grants, '') <> 'OK',
  CONCAT('planc: stopped: ',
         COALESCE(@planc_grants, 'the grants could not be compared; see the error above')),
  @planc_verdict);
-- With this mode a GRANT on MariaDB does not create an account that was dropped in the meantime.
SET SESSION sql_mode = IF(@planc_is_mariadb, 'STRICT_ALL_TABLES,NO_AUTO_CREATE_USER', 'STRICT_ALL_TABLES');
