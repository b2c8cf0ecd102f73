#!/bin/sh
mysql -e "DELETE FROM lupo_users WHERE id = 1"
                      ^^^^^^^^^^ reference sql lupo_users
mysql <<SQL
TRUNCATE lupo_logs;
         ^^^^^^^^^ reference sql lupo_logs
SQL
mysqldump lupopedia lupo_sessions > x.sql
mysql -e "SELECT * FROM ${PREFIX}pages"
                                 ^^^^^ reference prefix lupo_pages
