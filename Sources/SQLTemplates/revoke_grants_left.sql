-- -----------------------------------------------------------------------------------------------------
-- Privileges on the new names that these files did not grant stay.
-- -----------------------------------------------------------------------------------------------------
SELECT grantee, name, privilege AS still_granted
  FROM JSON_TABLE(@planc_compared_grants, '$[*]' COLUMNS (
         side VARCHAR(64) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin PATH '$[0]'
       , is_listed INT PATH '$[2]'
       , grantee VARCHAR(400) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin PATH '$[5]'
       , name VARCHAR(200) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin PATH '$[6]'
       , privilege VARCHAR(64) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin PATH '$[7]')) AS compared
 WHERE side = 'new' AND is_listed = 0 AND @planc_statement_back = @planc_tables
 ORDER BY name, grantee, privilege;
SET @planc_grants_left = @planc_grants_left
  + IF(@planc_statement_back = @planc_tables, COALESCE(@planc_grants_added, 0), 0);
