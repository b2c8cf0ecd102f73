<?php
// Names that are made at run time, one statement each: no other word of it may be what finds it.
function maintain($db, $table, $kind, $sql)
{
    $db->query("DESC $table");
                     ^^^^^^ dynamic variable-name
    $db->query("DESCRIBE $table");
                         ^^^^^^ dynamic variable-name
    $db->query("EXPLAIN $sql");
    $db->query('SHOW COLUMNS IN ' . $table);
                                    ^^^^^^ dynamic variable-name
    $db->query("SHOW INDEXES IN $table");
                                ^^^^^^ dynamic variable-name
    $db->query("SHOW FULL COLUMNS FROM $table");
                                       ^^^^^^ dynamic variable-name
    $db->query("CREATE INDEX i ON $table (a)");
                                  ^^^^^^ dynamic variable-name
    $db->query("CREATE TABLE IF NOT EXISTS $table (a int)");
                                           ^^^^^^ dynamic variable-name
    $db->query("DROP TABLE IF EXISTS $table");
                                     ^^^^^^ dynamic variable-name
    $db->query("INSERT IGNORE $table VALUES (1)");
                              ^^^^^^ dynamic variable-name
    $db->query("LOCK TABLES $table WRITE");
                            ^^^^^^ dynamic variable-name
    $db->query("ALTER TABLE a ADD FOREIGN KEY (b) REFERENCES $table (b)");
                                                             ^^^^^^ dynamic variable-name
    $db->query("INSERT INTO lupo_{$kind} VALUES (1)");
                            ^^^^^^^^^^^^ dynamic variable-name
    $db->query("INSERT INTO lupo_anubis_$kind VALUES (1)");
                            ^^^^^^^^^^^^^^^^^ dynamic variable-name
    $db->query('DELETE FROM lupo_anubis_' . $kind);
                            ^^^^^^^^^^^^^^^^^^^^^ dynamic variable-name
    $db->query("INSERT INTO elsewhere_$kind VALUES (1)");
    $db->query("SELECT COUNT(*) FROM ($sql) counted");
    $db->query('SELECT COUNT(*) FROM (' . $sql . ') counted');
    $db->query("SELECT *\nFROM\n  $table");
                                  ^^^^^^ dynamic variable-name
    // the rest is taken from
    $table = 1;
}
