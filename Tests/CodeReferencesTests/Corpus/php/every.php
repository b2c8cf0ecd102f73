<?php
$db->query("SELECT * FROM lupo_users USE INDEX (a) WHERE 1");
                          ^^^^^^^^^^ reference sql lupo_users
$db->query("SELECT * FROM lupo_users FORCE INDEX FOR JOIN (a), lupo_logs IGNORE INDEX (b)");
                          ^^^^^^^^^^ reference sql lupo_users
                                                               ^^^^^^^^^ reference sql lupo_logs
$db->query("TRUNCATE lupo_users"); $db->query('ALTER TABLE lupo_users ADD x INT');
                     ^^^^^^^^^^ reference sql lupo_users
                                                           ^^^^^^^^^^ reference sql lupo_users
$db->query("TRUNCATE TABLE {$table_prefix}sessions");
                                          ^^^^^^^^ reference prefix lupo_sessions
DB::table('lupo_users')->join('lupo_logs', 'a', '=', 'b'); Schema::create('lupo_users', function ($t) {}); Schema::hasTable('lupo_users');
           ^^^^^^^^^^ reference builder lupo_users
                               ^^^^^^^^^ reference builder lupo_logs
                                                                           ^^^^^^^^^^ reference schema-builder lupo_users
                                                                                                                             ^^^^^^^^^^ reference builder lupo_users
/** @ORM\Table(name="lupo_users") */
                     ^^^^^^^^^^ reference model lupo_users
#[ORM\Table(name: 'lupo_users')]
                   ^^^^^^^^^^ reference model lupo_users
class A { protected $table = 'lupo_users'; const T = 'lupo_sessions'; function f($db) { return $db->query("SELECT 1 FROM " . self::T); } }
                              ^^^^^^^^^^ reference model lupo_users
                                                      ^^^^^^^^^^^^^ reference variable lupo_sessions
                                                                                                                             ^^^^^^^ reference variable-name lupo_sessions
$sql = <<<SQL
SELECT *
FROM
  {$prefix}sessions s
           ^^^^^^^^ reference prefix lupo_sessions
SQL;
$db->query('SELECT TABLE_NAME FROM information_schema.TABLES WHERE TABLE_SCHEMA = DATABASE()');
                                   ^^^^^^^^^^^^^^^^^^ dynamic information-schema
$db->query("SHOW TABLES LIKE 'lupo_%'");
                              ^^^^^^ dynamic show-tables
$db->query("SHOW TABLES LIKE 'lupo\_users'");
                              ^^^^^^^^^^^ reference show-tables lupo_users
$db->query(sprintf('DELETE FROM `%s` WHERE id=%d', $t, 1));
                                 ^^ dynamic placeholder
?>
<p>lupo_users</p>
<?= $db->one("SELECT count(*) FROM lupo_users") ?>
                                   ^^^^^^^^^^ reference sql lupo_users
