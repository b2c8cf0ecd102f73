<?php
// Names of tables as settings.
$cfg['Servers'][$i]['bookmarktable'] = 'lupo_pages';
                                        ^^^^^^^^^^ reference model lupo_pages
$cfg['Servers'][$i]['user_table'] = "lupo_users";
                                     ^^^^^^^^^^ reference model lupo_users
$cfg['Servers'][$i]['label'] = 'lupo_users';
return [
    'table' => 'lupo_users',
                ^^^^^^^^^^ reference model lupo_users
    'sessions' => 'lupo_sessions',
                   ^^^^^^^^^^^^^ reference array-value lupo_sessions
    'anubis_events' => 'lupo_anubis_events',
                        ^^^^^^^^^^^^^^^^^^ reference array-value lupo_anubis_events
    'view' => 'lupo_sessions',
    'events' => 'lupo_anubis_events',
    'sessions' => 'lupo_sessions.index',
    'log_table' => 'lupo_log',
                    ^^^^^^^^ reference model lupo_log
    'title' => 'The lupo_sessions of today',
];
