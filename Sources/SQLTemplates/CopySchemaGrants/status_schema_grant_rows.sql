-- -----------------------------------------------------------------------------------------------------
-- Section status_schema_grant_rows
-- One row for each copied grant on a schema. A copy that is missing may be hidden from this account.
-- -----------------------------------------------------------------------------------------------------
SELECT CASE
         WHEN existing = privileges THEN 'copied'
         WHEN @planc_grants_visible = 0 THEN 'hidden from this account'
         WHEN existing = 0 THEN 'not copied'
         ELSE 'partially copied'
       END AS schema_grants
     , schema_name AS `schema`, grantee
  FROM JSON_TABLE(@planc_schema_copies, '$[*]' COLUMNS (
         number INT PATH '$[0]'
       , schema_name VARCHAR(64) CHARACTER SET utf8mb4 PATH '$[1]'
       , grantee VARCHAR(400) CHARACTER SET utf8mb4 PATH '$[2]'
       , privileges INT PATH '$[3]'
       , existing INT PATH '$[4]')) AS copies
 ORDER BY number;
