-- -----------------------------------------------------------------------------------------------------
-- Section verify_findings
-- One row for each finding.
-- -----------------------------------------------------------------------------------------------------
SELECT finding, expected, found
  FROM JSON_TABLE(@planc_findings, '$[*]' COLUMNS (
         kind INT PATH '$[0]'
       , number INT PATH '$[1]'
       , finding VARCHAR(200) CHARACTER SET utf8mb4 PATH '$[2]'
       , expected VARCHAR(500) CHARACTER SET utf8mb4 PATH '$[3]'
       , found VARCHAR(100) CHARACTER SET utf8mb4 PATH '$[4]')) AS listed
 ORDER BY kind, number, finding;
