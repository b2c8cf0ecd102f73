<?php
class Prefixes {
    const SESSIONS = LUPO_PREFIX . "sessions";
                                    ^^^^^^^^ reference prefix lupo_sessions
    function f($db, $prefix) {
        $db->query("SELECT * FROM {$table_prefix}sessions WHERE id = 1");
                                                 ^^^^^^^^ reference prefix lupo_sessions
        $db->query("SELECT * FROM ${prefix}users");
                                           ^^^^^ reference prefix lupo_users
        $db->query("SELECT * FROM `{$this->prefix}users` WHERE 1");
                                                  ^^^^^ reference prefix lupo_users
        $db->query('SELECT * FROM ' . $prefix . 'sessions WHERE a = ' . $a);
                                                 ^^^^^^^^ reference prefix lupo_sessions
        $db->query("SELECT * FROM " . LUPO_PREFIX . "logs");
                                                     ^^^^ reference prefix lupo_logs
        $t = $prefix . 'sessions';
                        ^^^^^^^^ reference prefix lupo_sessions
        $db->query("SELECT * FROM #__users");
                                     ^^^^^ reference prefix lupo_users
        $db->query('SELECT * FROM {users} WHERE uid = 1');
                                   ^^^^^ reference prefix lupo_users
        $db->query("SELECT * FROM {$prefix}sessions_archive");
        $db->query("SELECT * FROM users");
                                  ^^^^^ reference sql-unprefixed lupo_users
        $db->query("SELECT * FROM {$other}users");
                                          ^^^^^ dynamic variable-name lupo_users
        $db->query("SELECT * FROM $table WHERE a = 1");
                                  ^^^^^^ dynamic variable-name
        $db->query("UPDATE " . $name . " SET a = 1");
                               ^^^^^ dynamic variable-name
        $db->query(sprintf("SELECT * FROM %s WHERE a = %d", 'lupo_users', 5));
                                          ^^ dynamic placeholder
                                                             ^^^^^^^^^^ reference placeholder lupo_users
    }
}
