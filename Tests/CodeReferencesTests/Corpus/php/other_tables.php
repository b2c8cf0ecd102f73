<?php
function other($db) {
    $db->query("USE crm; DELETE FROM lupo_users");
    $db->query("USE lupopedia; DELETE FROM lupo_users");
                                           ^^^^^^^^^^ reference sql lupo_users
    $db->query("DELETE FROM lupo_users");
                            ^^^^^^^^^^ dynamic use lupo_users
    $db->query("DROP TABLE IF EXISTS lupo_logs");
                                     ^^^^^^^^^ dynamic temporary-table lupo_logs
    $db->query("CREATE TEMPORARY TABLE lupo_logs AS SELECT * FROM lupopedia.lupo_logs");
                                                                            ^^^^^^^^^ reference old-schema lupo_logs
    $db->query("CREATE PROCEDURE crm.purge() BEGIN DELETE FROM lupo_users; END");
}
