-- SELECT * FROM lupo_users
# INSERT INTO lupo_users
/* lupo_users */
CREATE TABLE IF NOT EXISTS `lupo_users` (
                            ^^^^^^^^^^ reference create-table-if-not-exists lupo_users
  id INT COMMENT 'from lupo_users',
  FOREIGN KEY (id) REFERENCES lupo_edges (id)
                              ^^^^^^^^^^ reference sql lupo_edges
);
DROP TABLE IF EXISTS lupo_logs;
                     ^^^^^^^^^ reference sql lupo_logs
insert into lupo_logs (a) select id from lupo_users where a = 'DELETE FROM x';
            ^^^^^^^^^ reference sql lupo_logs
                                         ^^^^^^^^^^ reference sql lupo_users
/*!40000 ALTER TABLE `lupo_users` DISABLE KEYS */;
                      ^^^^^^^^^^ reference sql lupo_users
RENAME TABLE lupo_users TO lupo_users_old, lupo_logs TO x;
             ^^^^^^^^^^ reference sql lupo_users
                                           ^^^^^^^^^ reference sql lupo_logs
update lupo_users u, lupo_logs l set u.a = 1;
       ^^^^^^^^^^ reference sql lupo_users
                     ^^^^^^^^^ reference sql lupo_logs
delete from lupo_users using lupo_users join lupo_logs;
            ^^^^^^^^^^ reference sql lupo_users
                             ^^^^^^^^^^ reference sql lupo_users
                                             ^^^^^^^^^ reference sql lupo_logs
CREATE INDEX i ON lupo_users (a);
                  ^^^^^^^^^^ reference sql lupo_users
CREATE TRIGGER g BEFORE INSERT ON lupo_users FOR EACH ROW
                                  ^^^^^^^^^^ reference sql lupo_users
BEGIN
  INSERT INTO lupo_logs VALUES (NEW.id);
              ^^^^^^^^^ reference sql lupo_logs
END;
SELECT * FROM lupo_ephemeral.lupo_users;
                             ^^^^^^^^^^ qualified schema lupo_users
SELECT * FROM lupopedia . lupo_users;
                          ^^^^^^^^^^ reference old-schema lupo_users
SELECT lupo_users.id FROM x;
WITH lupo_users AS (SELECT 1) SELECT * FROM lupo_users;
SHOW COLUMNS FROM lupo_users FROM lupo_ephemeral;
                  ^^^^^^^^^^ qualified schema lupo_users
USE lupo_ephemeral;
SELECT * FROM lupo_users;
              ^^^^^^^^^^ qualified use lupo_users
USE lupopedia;
SELECT * FROM lupo_users;
              ^^^^^^^^^^ reference sql lupo_users
PREPARE s FROM 'SELECT * FROM lupo_users WHERE a = ?';
                              ^^^^^^^^^^ reference sql lupo_users
SELECT EXTRACT(YEAR FROM lupo_users) FROM y;
TRUNCATE lupo_users;
         ^^^^^^^^^^ reference sql lupo_users
CREATE VIEW v AS SELECT * FROM (lupo_users JOIN lupo_logs);
                                ^^^^^^^^^^ reference sql lupo_users
                                                ^^^^^^^^^ reference sql lupo_logs
