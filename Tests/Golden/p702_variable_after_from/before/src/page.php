<?php
function purge($db, $table) {
    $db->exec("DELETE FROM $table WHERE age > 30");
}
