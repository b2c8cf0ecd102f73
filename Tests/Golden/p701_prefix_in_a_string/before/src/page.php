<?php
$db->query("SELECT * FROM {$prefix}sessions WHERE id = 1");
$db->query("SELECT * FROM shop_sessions.shop_session_log");
