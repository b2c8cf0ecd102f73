USE crm;
DELETE FROM lupo_users;
CREATE TABLE lupo_users (id INT);
SHOW TABLES LIKE 'lupo_users';
PREPARE s FROM 'SELECT * FROM lupo_users WHERE a = ?';
USE ${schema};
DELETE FROM lupo_users;
            ^^^^^^^^^^ dynamic use lupo_users
USE lupopedia
DELETE FROM lupo_users;
            ^^^^^^^^^^ reference sql lupo_users
DELIMITER //
CREATE TRIGGER crm.g BEFORE INSERT ON lupo_users FOR EACH ROW
  DELETE FROM lupo_users //
CREATE TRIGGER g BEFORE INSERT ON lupo_users FOR EACH ROW
                                  ^^^^^^^^^^ reference sql lupo_users
  DELETE FROM lupo_users //
              ^^^^^^^^^^ reference sql lupo_users
DELIMITER ;
CREATE TEMPORARY TABLE lupo_logs LIKE lupopedia.lupo_logs;
                                                ^^^^^^^^^ reference old-schema lupo_logs
INSERT INTO lupo_logs SELECT * FROM lupo_users;
            ^^^^^^^^^ dynamic temporary-table lupo_logs
                                    ^^^^^^^^^^ reference sql lupo_users
DROP TEMPORARY TABLE lupo_logs;
WITH lupo_edges (a) AS (SELECT 1) SELECT a FROM lupo_edges;
