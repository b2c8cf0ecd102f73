<?php
$db->query('SELECT * FROM shop.session_log');
