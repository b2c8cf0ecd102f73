-- -----------------------------------------------------------------------------------------------------
-- Section status_trigger_rows
-- One row for each trigger of a moved table.
-- -----------------------------------------------------------------------------------------------------
SELECT state AS trigger_location, trigger_name AS `trigger`
  FROM JSON_TABLE(@planc_triggers, '$[*]' COLUMNS (
         number INT PATH '$[0]'
       , trigger_name VARCHAR(200) CHARACTER SET utf8mb4 PATH '$[1]'
       , state VARCHAR(64) CHARACTER SET utf8mb4 PATH '$[2]')) AS plan_trigger
 ORDER BY number;
