object U : Table("lupo_users") { val q = "SELECT * FROM lupo_logs"; val r = "DELETE FROM ${prefix}pages" }
                  ^^^^^^^^^^ reference builder lupo_users
                                                        ^^^^^^^^^ reference sql lupo_logs
                                                                                                  ^^^^^ reference prefix lupo_pages
