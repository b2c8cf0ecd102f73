#!/usr/bin/perl
# SELECT * FROM lupo_users
use strict;
my $sth = $dbh->prepare("SELECT * FROM lupo_users WHERE a = ?");
                                       ^^^^^^^^^^ reference sql lupo_users
$dbh->do(q{DELETE FROM lupo_logs WHERE a IN (SELECT {x} FROM y)});
                       ^^^^^^^^^ reference sql lupo_logs
$dbh->do(qq{INSERT INTO ${prefix}sessions (a) VALUES (1)});
                                 ^^^^^^^^ reference prefix lupo_sessions
$dbh->do("SELECT * FROM $prefix" . "sessions");
                                    ^^^^^^^^ reference prefix lupo_sessions
$dbh->do(<<SQL);
SELECT *
FROM lupo_users
     ^^^^^^^^^^ reference sql lupo_users
SQL
$dbh->do(<<'EOS', undef, 5);
UPDATE lupo_users SET a = ?
       ^^^^^^^^^^ reference sql lupo_users
EOS
my $x = $y =~ s/from "lupo_users/x/g;
$dbh->do("TRUNCATE $table");
                   ^^^^^^ dynamic variable-name
for my $t (qw(lupo_users lupo_logs)) {
              ^^^^^^^^^^ reference array-value lupo_users
                         ^^^^^^^^^ reference array-value lupo_logs
    $dbh->do("DROP TABLE $t");
                         ^^ reference variable-name lupo_users
}
my %h = (s => 1, y => 2);
print "SELECT * FROM lupo_users\n";
die "no rows from lupo_users";
__PACKAGE__->table('lupo_edges');
                    ^^^^^^^^^^ reference builder lupo_edges

=pod

SELECT * FROM lupo_users isn't read

=cut

$dbh->do('DELETE FROM lupo_edges');
                      ^^^^^^^^^^ reference sql lupo_edges
