<?php
// Tables as properties of WordPress's database.
function posts($wpdb, $other) {
    $wpdb->insert($wpdb->users, array('a' => 1));
                         ^^^^^ reference property-name lupo_users
    $wpdb->update( $wpdb->sessions, array('a' => 1), array('id' => 2) );
                          ^^^^^^^^ reference property-name lupo_sessions
    $wpdb->delete($wpdb->logs, array('id' => 2));
                         ^^^^ reference property-name lupo_logs
    $wpdb->replace($wpdb->edges, $row);
                          ^^^^^ reference property-name lupo_edges
    $wpdb->insert($wpdb->archive, array('a' => 1));
    $wpdb->insert($other->users, array('a' => 1));
                  ^^^^^^^^^^^^^ dynamic variable-name
    $other->insert($wpdb->users, array('a' => 1));
                          ^^^^^ reference property-name lupo_users
    $wpdb->insert($wpdb->users->name, array('a' => 1));
    $wpdb->get_results("SELECT * FROM $wpdb->users WHERE id = 1");
                                             ^^^^^ reference property-name lupo_users
    $wpdb->get_results("SELECT * FROM {$wpdb->users} u JOIN {$wpdb->pages} p");
                                              ^^^^^ reference property-name lupo_users
                                                                    ^^^^^ reference property-name lupo_pages
    $wpdb->query("CREATE TABLE $wpdb->users (id INT)");
                                      ^^^^^ reference create-table lupo_users
    $wpdb->query("CREATE TABLE IF NOT EXISTS {$wpdb->logs} (id INT)");
                                                     ^^^^ reference create-table-if-not-exists lupo_logs
    $wpdb->query("DROP TABLE $wpdb->logs");
                                    ^^^^ reference property-name lupo_logs
    $wpdb->query("SELECT * FROM $wpdb->archive");
    $wpdb->query("SELECT * FROM {$wpdb->prefix}logs");
                                               ^^^^ reference prefix lupo_logs
    $wpdb->query($wpdb->prepare("DELETE FROM {$wpdb->prefix}logs WHERE id = %d", 7));
                                                            ^^^^ reference prefix lupo_logs
    echo $wpdb->users;
}
