package main

const usersTable = "lupo_users"
                    ^^^^^^^^^^ reference variable lupo_users

func (User) TableName() string { return "lupo_users" }
                                         ^^^^^^^^^^ reference model lupo_users

func read(db *sql.DB, prefix string) {
	db.Query("SELECT * FROM lupo_users WHERE a = ?", 5)
                         ^^^^^^^^^^ reference sql lupo_users
	db.Query(`
		SELECT *
		FROM lupo_users
       ^^^^^^^^^^ reference sql lupo_users
	`)
	db.Query("SELECT * FROM " + prefix + "sessions")
                                       ^^^^^^^^ reference prefix lupo_sessions
	db.Query(fmt.Sprintf("SELECT * FROM %s", "lupo_logs"))
                                     ^^ dynamic placeholder
                                           ^^^^^^^^^ reference placeholder lupo_logs
	db.Query("SELECT * FROM " + usersTable)
                             ^^^^^^^^^^ reference variable-name lupo_users
	db.Table("lupo_edges").Where("a = 1")
           ^^^^^^^^^^ reference builder lupo_edges
	log.Printf("SELECT * FROM lupo_users")
	fmt.Println("SELECT * FROM lupo_users")
	for _, t := range []string{"lupo_users", "lupo_logs"} {
                             ^^^^^^^^^^ reference array-value lupo_users
                                           ^^^^^^^^^ reference array-value lupo_logs
		db.Exec("TRUNCATE " + t)
                        ^ reference variable-name lupo_users
	}
}
