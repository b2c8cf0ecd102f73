#!/bin/sh
# SELECT * FROM lupo_users
mysql -e "SELECT * FROM lupo_users" lupopedia
                        ^^^^^^^^^^ reference sql lupo_users
mysql -e 'DELETE FROM lupo_logs WHERE a = "b"'
                      ^^^^^^^^^ reference sql lupo_logs
mysql -e "SELECT COUNT(*) FROM ${TABLE_PREFIX}users"
                                              ^^^^^ reference prefix lupo_users
mysql -e "SELECT COUNT(*) FROM "$prefix"sessions"
                                        ^^^^^^^^ reference prefix lupo_sessions
mysql lupopedia <<SQL
SELECT * FROM lupo_users;
              ^^^^^^^^^^ reference sql lupo_users
TRUNCATE TABLE $t;
               ^^ dynamic variable-name
SQL
mysql lupopedia <<'EOF2'
UPDATE lupo_users SET a = 1;
       ^^^^^^^^^^ reference sql lupo_users
EOF2
echo "it's from lupo_users"
for table in lupo_users; do
  mysql -e "OPTIMIZE TABLE $table"
                           ^^^^^^ dynamic variable-name
done
