package a
func (U) TableName() string { return "lupo_users" }
                                      ^^^^^^^^^^ reference model lupo_users
func f(db *sql.DB) { db.Query(`SELECT * FROM lupo_logs`); db.Query("SELECT * FROM " + prefix + "pages"); db.Table("lupo_edges").Find(&x); fmt.Sprintf("SELECT * FROM %s", t) }
                                             ^^^^^^^^^ reference sql lupo_logs
                                                                                                ^^^^^ reference prefix lupo_pages
                                                                                                                   ^^^^^^^^^^ reference builder lupo_edges
                                                                                                                                                                     ^^ dynamic placeholder
