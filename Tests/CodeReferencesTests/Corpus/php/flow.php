<?php
function local_variable($db) {
    $table = 'lupo_sessions';
              ^^^^^^^^^^^^^ reference variable lupo_sessions
    $db->query("SELECT * FROM $table");
                              ^^^^^^ reference variable-name lupo_sessions
}
function other($db) {
    $where = 'users_only';
    $stays = 'other_table';
    $db->query("SELECT * FROM $stays");
}
function arrays($db) {
    $names = ['lupo_users', 'lupo_logs', 'other'];
               ^^^^^^^^^^ reference array-value lupo_users
                             ^^^^^^^^^ reference array-value lupo_logs
    foreach ($names as $name) {
        $db->query("TRUNCATE TABLE `$name`");
                                    ^^^^^ reference variable-name lupo_users
    }
    foreach (['lupo_edges' => 'id', 'x' => 'y'] as $t => $column) {
               ^^^^^^^^^^ reference array-key lupo_edges
        $db->query("SELECT $column FROM $t");
                                        ^^ reference variable-name lupo_edges
    }
}
class Model extends ActiveRecord {
    protected $table = 'lupo_users';
                        ^^^^^^^^^^ reference model lupo_users
    const TABLE = 'lupo_logs';
                   ^^^^^^^^^ reference variable lupo_logs
    public static function tableName() { return 'lupo_edges'; }
                                                 ^^^^^^^^^^ reference model lupo_edges
    function read($db) {
        return $db->query("SELECT * FROM " . self::TABLE);
                                             ^^^^^^^^^^^ reference variable-name lupo_logs
    }
}
function builders($db, $answer) {
    DB::table('lupo_users')->join('lupo_logs', 'lupo_logs.id', '=', 'x.id')->get();
               ^^^^^^^^^^ reference builder lupo_users
                                   ^^^^^^^^^ reference builder lupo_logs
    DB::table('sessions')->get();
               ^^^^^^^^ reference builder lupo_sessions
    $db->from('lupo_users u');
               ^^^^^^^^^^ reference builder lupo_users
    Schema::create('lupo_users', function ($t) {});
                    ^^^^^^^^^^ reference schema-builder lupo_users
    Schema::hasTable('lupo_users');
                      ^^^^^^^^^^ reference builder lupo_users
    own_query('lupo_users');
               ^^^^^^^^^^ reference argument lupo_users
    purge($db, 'lupo_pages');
                ^^^^^^^^^^ reference argument lupo_pages
    return ['lupo_users' => 5];
}
function purge($db, $t) {
    $db->exec("DELETE FROM $t");
                           ^^ dynamic variable-name
}
