-- -----------------------------------------------------------------------------------------------------
-- Section revoke_grants_left
-- Privileges on the new names that these files did not grant stay.
-- -----------------------------------------------------------------------------------------------------
SET @planc_left_here = NULL;
SELECT grantee, name, privilege AS still_granted
  FROM JSON_TABLE(@planc_compared_grants, '$[*]' COLUMNS (
         side VARCHAR(64) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin PATH '$[0]'
       , is_live INT PATH '$[3]'
       , grantee VARCHAR(400) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin PATH '$[5]'
       , name VARCHAR(200) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin PATH '$[6]'
       , privilege VARCHAR(64) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin PATH '$[7]'
       , number INT PATH '$[1]'
       , is_listed INT PATH '$[2]')) AS compared
 WHERE side = 'new' AND is_live = 1 AND (is_listed = 0 OR number > 0)
   AND @planc_statement_back = @planc_tables
 ORDER BY name, grantee, privilege;
SELECT SUM(side = 'new' AND is_live = 1 AND (is_listed = 0 OR number > 0))
  FROM JSON_TABLE(@planc_compared_grants, '$[*]' COLUMNS (
         side VARCHAR(64) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin PATH '$[0]'
       , number INT PATH '$[1]'
       , is_listed INT PATH '$[2]'
       , is_live INT PATH '$[3]')) AS compared
  INTO @planc_left_here;
SET @planc_grants_left = @planc_grants_left + IF(@planc_statement_back = @planc_tables, @planc_left_here, 0);
