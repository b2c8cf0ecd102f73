<?php
$found = $db->query("SHOW TABLES LIKE 'session_log'");
$all = $db->query('SHOW TABLES');
