-- -----------------------------------------------------------------------------------------------------
-- Section reading
-- Settings of this session, so that the client's and the server's own limits do not change the answers.
-- -----------------------------------------------------------------------------------------------------
SET SESSION sql_big_selects = 1, sql_select_limit = 18446744073709551615;
-- Lists are collected in user variables; a list that is cut is not JSON any more.
SET SESSION group_concat_max_len = 1073741824;
-- Seconds, for each lock. RENAME TABLE on MariaDB also waits for rows of InnoDB tables whose foreign keys
-- reference the table.
SET SESSION lock_wait_timeout = @planc_lock_wait_timeout;
SET SESSION innodb_lock_wait_timeout = @planc_lock_wait_timeout;
