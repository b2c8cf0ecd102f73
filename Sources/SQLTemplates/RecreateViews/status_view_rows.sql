-- -----------------------------------------------------------------------------------------------------
-- Section status_view_rows
-- One row for each view that names a moved table.
-- -----------------------------------------------------------------------------------------------------
SELECT state AS view_state, view_name AS `view`
  FROM JSON_TABLE(@planc_view_states, '$[*]' COLUMNS (
         number INT PATH '$[0]'
       , view_name VARCHAR(200) CHARACTER SET utf8mb4 PATH '$[1]'
       , state VARCHAR(64) CHARACTER SET utf8mb4 PATH '$[2]')) AS plan_view
 ORDER BY number;
