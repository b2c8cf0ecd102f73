<?php
$db->exec("CREATE TABLE IF NOT EXISTS session_log (id INT)");
