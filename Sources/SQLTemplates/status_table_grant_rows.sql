-- -----------------------------------------------------------------------------------------------------
-- One row for each copied grant on a table, and one for each grant on a new name that is not a copy.
-- -----------------------------------------------------------------------------------------------------
SELECT CASE
         WHEN existing = privileges THEN 'copied'
         WHEN @planc_grants_visible = 0 THEN 'hidden from this account'
         WHEN existing = 0 THEN 'not copied'
         ELSE 'partially copied'
       END AS table_grants
     , table_name_ AS `table`, grantee
  FROM JSON_TABLE(@planc_table_copies, '$[*]' COLUMNS (
         number INT PATH '$[0]'
       , table_name_ VARCHAR(200) CHARACTER SET utf8mb4 PATH '$[1]'
       , grantee VARCHAR(400) CHARACTER SET utf8mb4 PATH '$[2]'
       , privileges INT PATH '$[3]'
       , existing INT PATH '$[4]')) AS copies
 ORDER BY number;

SELECT 'not a copy' AS other_grants, table_name_ AS `table`, grantee, privilege
  FROM JSON_TABLE(@planc_other_grants, '$[*]' COLUMNS (
         table_name_ VARCHAR(300) CHARACTER SET utf8mb4 PATH '$[0]'
       , grantee VARCHAR(400) CHARACTER SET utf8mb4 PATH '$[1]'
       , privilege VARCHAR(64) CHARACTER SET utf8mb4 PATH '$[2]')) AS other
 ORDER BY table_name_, grantee, privilege;
