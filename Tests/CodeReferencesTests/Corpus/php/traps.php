<?php
// SELECT * FROM lupo_sessions
                 ^^^^^^^^^^^^^ mention comment lupo_sessions
# lupo_users is read here
/* INSERT INTO lupo_users */
function traps($db, $row, $logger) {
    $db->query("SELECT * FROM lupo_sessions_archive");
    $db->query("SELECT lupo_sessions.id FROM other");
    $db->query("SELECT * FROM lupo_ephemeral.lupo_sessions");
                                             ^^^^^^^^^^^^^ qualified schema lupo_sessions
    $db->query("SELECT * FROM `lupo_ephemeral`.`lupo_sessions`");
                                                ^^^^^^^^^^^^^ qualified schema lupo_sessions
    $db->query("SELECT * FROM lupopedia.lupo_sessions");
                                        ^^^^^^^^^^^^^ reference old-schema lupo_sessions
    $db->query("SELECT * FROM elsewhere.lupo_sessions");
    $db->query("SELECT * FROM " . lupo_table('lupo_sessions') . " WHERE 1");
                                              ^^^^^^^^^^^^^ qualified helper lupo_sessions
    $db->query("USE lupo_ephemeral; SELECT * FROM lupo_sessions");
                                                  ^^^^^^^^^^^^^ qualified use lupo_sessions
    $logger->info("Deleted rows from lupo_sessions");
    error_log("SELECT * FROM lupo_sessions failed");
    echo "Select a session from lupo_sessions to delete";
    $x = "Please select the user from lupo_users below";
    $x = "Update lupo_users table in the settings";
    return view('lupo_sessions.index', ['a' => $row['lupo_sessions']]);
    route('lupo.sessions');
    $label = 'lupo_sessions';
    $x = "EXTRACT(YEAR FROM lupo_users)";
    $db->query("SELECT EXTRACT(YEAR FROM lupo_users) FROM other");
    $db->query("WITH lupo_users AS (SELECT 1) SELECT * FROM lupo_users");
}
