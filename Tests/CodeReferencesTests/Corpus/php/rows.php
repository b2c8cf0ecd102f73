<?php
function rows($db, $row, $tableName, $sql)
{
    global $wpdb;
    $wpdb->update($tableName, ['a' => 1], ['id' => 2]);
                  ^^^^^^^^^^ dynamic variable-name
    $wpdb->update( $wpdb->users, ['a' => 1]);
                          ^^^^^ reference property-name lupo_users
    $db->insert($tableName, $row);
                ^^^^^^^^^^ dynamic variable-name
    $this->db->delete($this->tableName, ['id' => 1]);
                      ^^^^^^^^^^^^^^^^ dynamic variable-name
    $this->getConnection()->insert($tableName, $row);
                                   ^^^^^^^^^^ dynamic variable-name
    $db->insert($sql, [1, 2]);
    $cache->delete($row, 5);
    $db->update($row);
    $own = 'lupo_users';
            ^^^^^^^^^^ reference variable lupo_users
    $db->replace($own, $row);
                 ^^^^ reference variable-name lupo_users
    $answer->get('lupo_users');
    $this->db->get('lupo_users');
                    ^^^^^^^^^^ reference builder lupo_users
    if ($dbr->fieldExists('lupo_users', 'name')) {
                           ^^^^^^^^^^ reference builder lupo_users
        $dbr->newSelectQueryBuilder()->table($sub, 'b')->join('lupo_pages', 'p', 'p.id = b.id');
                                                               ^^^^^^^^^^ reference builder lupo_pages
    }
    $tablesToFeatures = [
        'lupo_users' => 'users',
         ^^^^^^^^^^ reference array-key lupo_users
        'lupo_pages' => 'pages',
         ^^^^^^^^^^ reference array-key lupo_pages
    ];
    $link_tables = ['lupo_edges'];
                     ^^^^^^^^^^ reference array-value lupo_edges
    $title = 'update lupo_users';
    $db->query('update lupo_users set a = 1');
                       ^^^^^^^^^^ reference sql lupo_users
}
function columns($db)
{
    $db->fieldExists('lupo_pages', 'lupo_users');
                      ^^^^^^^^^^ reference builder lupo_pages
    $db->hasColumn('lupo_pages', "lupo_users");
                    ^^^^^^^^^^ reference builder lupo_pages
    $db->renameTable('lupo_pages', 'lupo_users');
                      ^^^^^^^^^^ reference builder lupo_pages
                                    ^^^^^^^^^^ reference builder lupo_users
}
function lists($db, $extra, $where)
{
    $from = "lupo_users,lupo_pages p";
             ^^^^^^^^^^ reference variable lupo_users
                        ^^^^^^^^^^ reference variable lupo_pages
    if ($extra) {
        $from = "{$extra}lupo_edges LEFT JOIN lupo_logs ON (lupo_edges.id = lupo_logs.id), lupo_log";
                         ^^^^^^^^^^ dynamic variable-name lupo_edges
                                              ^^^^^^^^^ reference sql lupo_logs
                                                                                           ^^^^^^^^ reference sql lupo_log
        $more = "lupo_pages p INNER JOIN lupo_users u ON p.owner = u.id";
                 ^^^^^^^^^^ reference sql lupo_pages
                                         ^^^^^^^^^^ reference sql lupo_users
    }
    $db->query("SELECT * FROM $from WHERE $where");
                              ^^^^^ reference variable-name lupo_users
    $title = "lupo_users, lupo_pages";
    $text = "They join lupo_users on Sundays";
    $text = "Words JOIN lupo_users at the end";
    DB::getDefault('lupo_users', 'name');
                    ^^^^^^^^^^ dynamic argument lupo_users
    DB::select('lupo_users', ['output' => ['lupo_pages', 'id']]);
                ^^^^^^^^^^ reference builder lupo_users
    DB::insertBatch('lupo_users', $rows);
                     ^^^^^^^^^^ reference builder lupo_users
}
function properties($wpdb, $row)
{
    add_clean_index( $wpdb->users, 'name' );
                            ^^^^^ reference property-name lupo_users
    $names = array( $wpdb->users, $wpdb->archive );
                           ^^^^^ reference property-name lupo_users
    $wpdb->prepare( 'SHOW TABLES LIKE %s', $wpdb->esc_like( $wpdb->logs ) );
                                                                   ^^^^ reference property-name lupo_logs
    $valid = array( $wpdb->pages => array( 'a' ) );
                           ^^^^^ reference property-name lupo_pages
    echo '<code>' . $wpdb->users . '</code>';
    $order = "$wpdb->pages.id";
    $wpdb->users();
    $row[$wpdb->users->name];
}
function touching($db, $distinct, $more)
{
    $db->query('SELECT'.$distinct.' u.id FROM lupo_users u'.$more.' WHERE u.id = 1');
                                              ^^^^^^^^^^ reference sql lupo_users
    $db->query('SELECT a FROM lupo_log'.$more);
                              ^^^^^^^^^^^^^^^ dynamic variable-name
    $links_tables[] = 'lupo_edges';
                       ^^^^^^^^^^ reference variable lupo_edges
}
