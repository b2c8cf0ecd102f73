<?php
// Chains of calls that make a query.
function chains($dbr, $db, $x, $text, $names) {
    $dbr->newSelectQueryBuilder()->select('a')->from('pages')->join('users', null, ['a = b']);
                                                      ^^^^^ reference builder lupo_pages
                                                                     ^^^^^ reference builder lupo_users
    $x->select('a')->from('lupo_pages')->join('lupo_users');
                           ^^^^^^^^^^ reference builder lupo_pages
                                               ^^^^^^^^^^ reference builder lupo_users
    $x->from('lupo_pages')->where('a', 1)->join('lupo_users');
              ^^^^^^^^^^ reference builder lupo_pages
                                                 ^^^^^^^^^^ reference builder lupo_users
    $x->leftJoin('lupo_users', 'a', '=', 'b')->rightJoin('lupo_logs', 'a', '=', 'b');
                  ^^^^^^^^^^ reference builder lupo_users
                                                          ^^^^^^^^^ reference builder lupo_logs
    $names->join('users');
    $names->map('strtoupper')->join('users');
    implode(', ', ['users'])->join('sessions');
    DB::table('lupo_users')->where('lupo_users.id', 1)->get();
               ^^^^^^^^^^ reference builder lupo_users
    DB::table('lupo_users as u')->count();
               ^^^^^^^^^^ reference builder lupo_users
    $db->insert('lupo_logs', ['a' => 1]);
                 ^^^^^^^^^ reference builder lupo_logs
    $db->delete('lupo_logs', ['a' => 1]);
                 ^^^^^^^^^ reference builder lupo_logs
    Schema::create('lupo_logs', function ($t) {});
                    ^^^^^^^^^ reference schema-builder lupo_logs
    Schema::dropIfExists('lupo_logs');
                          ^^^^^^^^^ reference builder lupo_logs
    $db->hasTable('lupo_logs');
                   ^^^^^^^^^ reference builder lupo_logs
    own_query('lupo_logs');
               ^^^^^^^^^ reference argument lupo_logs
    foreign_query('lupo_logs');
    $queryBuilder->get('sessions');
    $text->replace('sessions', 'x');
    $cache->get('lupo_sessions');
    redirect('lupo_sessions');
}
