-- -----------------------------------------------------------------------------------------------------
-- Section verify_schema_grants
-- Findings: grants on schemas that are not copied. A copy that is missing may be hidden from this account.
-- -----------------------------------------------------------------------------------------------------
SET @planc_more = NULL;

SELECT COALESCE(JSON_ARRAYAGG(
         JSON_ARRAY(5, number, name, CONCAT('copied grant of ', grantee),
           CASE
             WHEN @planc_grants_visible = 0 THEN 'hidden from this account'
             WHEN existing = 0 THEN 'not copied'
             ELSE 'partially copied'
           END)), '[]')
  FROM JSON_TABLE(@planc_schema_copies, '$[*]' COLUMNS (
         number INT PATH '$[0]'
       , name VARCHAR(200) CHARACTER SET utf8mb4 PATH '$[1]'
       , grantee VARCHAR(400) CHARACTER SET utf8mb4 PATH '$[2]'
       , privileges INT PATH '$[3]'
       , existing INT PATH '$[4]')) AS copies
 WHERE existing < privileges
  INTO @planc_more;

-- A finding may be missing because a query failed.
SET @planc_findings = IF(@planc_schema_copies IS NULL, NULL,
                         JSON_MERGE_PRESERVE(@planc_findings, @planc_more));
