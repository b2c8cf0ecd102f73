<?php

// What the application does, one step after another; it prints what each step found, and leaves the
// tables as they were.
declare(strict_types=1);

require __DIR__ . '/../generated/schema-config.php';
require __DIR__ . '/database.php';
require __DIR__ . '/sessions.php';
require __DIR__ . '/reports.php';

$db = new Database($argv[1]);
$sessions = new Sessions($db);
$sessions->open(3, 'carol');
echo 'open: ', $sessions->count(), "\n";
$sessions->touch(3);
echo 'carol: ', json_encode($sessions->of('carol')), "\n";
echo 'users: ', json_encode($sessions->users()), "\n";
$sessions->close(3);
echo 'closed: ', $sessions->count(), "\n";
$reports = new Reports($db);
echo 'events: ', json_encode($reports->events()), "\n";
echo 'setting: ', $reports->setting('theme'), "\n";
$reports->set('theme', 'dark');
echo 'setting: ', $reports->setting('theme'), "\n";
$reports->set('theme', 'light');
echo 'pages: ', json_encode($reports->pages()), "\n";
echo 'sizes: ', json_encode($reports->sizes()), "\n";
echo 'total: ', $reports->total(), "\n";
$reports->purge();
