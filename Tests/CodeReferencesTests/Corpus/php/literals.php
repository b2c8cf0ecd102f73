<?php
function literals($db, $pdo) {
    $db->query("SELECT * FROM lupo_sessions");
                              ^^^^^^^^^^^^^ reference sql lupo_sessions
    $db->query('SELECT id FROM lupo_users WHERE id = 1');
                               ^^^^^^^^^^ reference sql lupo_users
    $db->query('SELECT name FROM `lupo_users` u');
                                  ^^^^^^^^^^ reference sql lupo_users
    $db->query("SELECT *
        FROM
            lupo_sessions s
            ^^^^^^^^^^^^^ reference sql lupo_sessions
        LEFT JOIN lupo_users AS u ON u.id = s.user_id
                  ^^^^^^^^^^ reference sql lupo_users
        WHERE s.id > 5");
    $sql = <<<SQL
        INSERT INTO lupo_logs (a, b)
                    ^^^^^^^^^ reference sql lupo_logs
        VALUES (1, 2)
        SQL;
    $sql = <<<'SQL'
UPDATE lupo_sessions SET a = 1
       ^^^^^^^^^^^^^ reference sql lupo_sessions
SQL;
    $sql = "DELETE FROM lupo_sessions WHERE id = {$id}";
                        ^^^^^^^^^^^^^ reference sql lupo_sessions
    $sql = "DELETE FROM " . "lupo_sessions" . " WHERE id = " . (int) $id;
                             ^^^^^^^^^^^^^ reference sql lupo_sessions
    $sql = 'SELECT 1 FROM lupo_users, lupo_sessions, other WHERE a IN (SELECT x FROM lupo_logs)';
                          ^^^^^^^^^^ reference sql lupo_users
                                      ^^^^^^^^^^^^^ reference sql lupo_sessions
                                                                                     ^^^^^^^^^ reference sql lupo_logs
    $sql = "REPLACE INTO lupo_edges SET a = 1";
                         ^^^^^^^^^^ reference sql lupo_edges
    $sql = "TRUNCATE TABLE lupo_logs";
                           ^^^^^^^^^ reference sql lupo_logs
    $sql = "TRUNCATE lupo_logs";
                     ^^^^^^^^^ reference sql lupo_logs
    $sql = "ALTER TABLE lupo_logs ADD INDEX (a)";
                        ^^^^^^^^^ reference sql lupo_logs
    $sql = "DROP TABLE IF EXISTS lupo_logs";
                                 ^^^^^^^^^ reference sql lupo_logs
    $sql = "CREATE TABLE IF NOT EXISTS lupo_logs (id INT)";
                                       ^^^^^^^^^ reference create-table-if-not-exists lupo_logs
    $sql = "CREATE TABLE lupo_logs (id INT)";
                         ^^^^^^^^^ reference create-table lupo_logs
    $sql = "SELECT * FROM lupo_users USE INDEX (name_idx) WHERE a = 1";
                          ^^^^^^^^^^ reference sql lupo_users
    $sql = "SHOW TABLES LIKE 'lupo_sessions'";
                              ^^^^^^^^^^^^^ reference show-tables lupo_sessions
    $sql = "SHOW TABLES LIKE 'lupo\_%'";
                              ^^^^^^^ dynamic show-tables
    $sql = "SHOW TABLES";
                 ^^^^^^ dynamic show-tables
    $sql = "SELECT COUNT(*) FROM information_schema.tables WHERE table_schema = DATABASE() AND table_name = 'lupo_logs'";
                                                                                                             ^^^^^^^^^ reference information-schema lupo_logs
    $sql = "SHOW COLUMNS FROM lupo_users";
                              ^^^^^^^^^^ reference sql lupo_users
    $sql = "DESCRIBE lupo_users";
                     ^^^^^^^^^^ reference sql lupo_users
    $sql = "LOCK TABLES lupo_users READ, lupo_logs WRITE";
                        ^^^^^^^^^^ reference sql lupo_users
                                         ^^^^^^^^^ reference sql lupo_logs
}
