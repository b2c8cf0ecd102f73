my $sth = $dbh->prepare("SELECT * FROM lupo_users"); $dbh->do(q{DELETE FROM lupo_logs}); $dbh->do("UPDATE ${prefix}pages SET a=1"); $dbh->do('DELETE FROM ' . $prefix . 'sessions');
                                       ^^^^^^^^^^ reference sql lupo_users
                                                                            ^^^^^^^^^ reference sql lupo_logs
                                                                                                                   ^^^^^ reference prefix lupo_pages
                                                                                                                                                                         ^^^^^^^^ reference prefix lupo_sessions
