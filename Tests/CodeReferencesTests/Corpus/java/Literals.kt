object Sessions : Table("lupo_sessions") {
                         ^^^^^^^^^^^^^ reference builder lupo_sessions
  fun read(db: Database, prefix: String) {
    db.query("SELECT * FROM lupo_users")
                            ^^^^^^^^^^ reference sql lupo_users
    db.query("""
      SELECT *
      FROM lupo_users
           ^^^^^^^^^^ reference sql lupo_users
    """)
    db.query("SELECT * FROM ${prefix}sessions")
                                     ^^^^^^^^ reference prefix lupo_sessions
    db.query("SELECT * FROM $name WHERE 1")
                            ^^^^^ dynamic variable-name
    val table: String = "lupo_logs"
                         ^^^^^^^^^ reference variable lupo_logs
    db.query("DELETE FROM $table")
                          ^^^^^^ reference variable-name lupo_logs
    println("SELECT * FROM lupo_users")
  }
}
