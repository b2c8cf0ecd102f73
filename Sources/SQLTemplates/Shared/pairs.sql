-- -----------------------------------------------------------------------------------------------------
-- Section pairs
-- What the RENAME TABLE text says: an entry for each pair of names, with the number of its statement.
-- @planc_dependents is OK, or the reason why triggers, views or grants prevent the move; sections about these
-- change it.
-- -----------------------------------------------------------------------------------------------------
SET @planc_pairs = NULL, @planc_listed_tables = NULL, @planc_statements = NULL, @planc_dependents = 'OK';

-- Each line begins with two spaces; a pair that is too long for one line has its TO on the next. A line is
-- cut at its backticks: the odd pieces are separators, and an empty one is a doubled backtick within a name.
-- Comments have no backtick.
WITH line AS (
  SELECT number, line, LEAD(line) OVER (ORDER BY number) AS next_line
       , SUM(line = '; RENAME TABLE') OVER (ORDER BY number) + 1 AS statement
    FROM JSON_TABLE(CONCAT('[', REPLACE(JSON_QUOTE(@planc_rename), '\\n  ', '", "'), ']'), '$[*]' COLUMNS (
           number FOR ORDINALITY, line VARCHAR(1000) CHARACTER SET utf8mb4 PATH '$')) AS cut_text),
piece AS (
  SELECT line.number, statement, piece.number AS piece_number, piece
       , SUM(piece.number % 2 = 1 AND piece <> '')
           OVER (PARTITION BY line.number ORDER BY piece.number) AS name_number
    FROM line
    JOIN JSON_TABLE(CONCAT('[', REPLACE(JSON_QUOTE(
           CONCAT('-', line, IF(next_line LIKE '    TO %', next_line, ''))), '`', '","'), ']'),
           '$[*]' COLUMNS (
             number FOR ORDINALITY, piece VARCHAR(1000) CHARACTER SET utf8mb4 PATH '$')) AS piece
   WHERE line LIKE '  `%' OR line LIKE ', `%'),
name AS (
  SELECT number, name_number, MAX(statement) AS statement
       , GROUP_CONCAT(piece ORDER BY piece_number SEPARATOR '`') AS name
    FROM piece
   WHERE piece_number % 2 = 0
   GROUP BY number, name_number)
SELECT COUNT(*), COALESCE(MAX(statement), 0), COALESCE(JSON_ARRAYAGG(
         JSON_ARRAY(statement, number, source_schema, source_table, target_schema, target_table)), '[]')
  FROM (SELECT number, MAX(statement) AS statement
             , MAX(IF(name_number = 1, name, NULL)) AS source_schema
             , MAX(IF(name_number = 2, name, NULL)) AS source_table
             , MAX(IF(name_number = 3, name, NULL)) AS target_schema
             , MAX(IF(name_number = 4, name, NULL)) AS target_table
          FROM name
         GROUP BY number) AS pair
  INTO @planc_listed_tables, @planc_statements, @planc_pairs;
