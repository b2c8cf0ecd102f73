package lupo;

@Entity
@Table(name = "lupo_users", uniqueConstraints = {})
               ^^^^^^^^^^ reference model lupo_users
class User {
  // SELECT * FROM lupo_users
  private static final String TABLE = "lupo_logs";
                                       ^^^^^^^^^ reference variable lupo_logs
  @JoinTable(name = "lupo_edges")
                     ^^^^^^^^^^ reference model lupo_edges
  List<User> read(Connection c, String prefix) {
    c.prepareStatement("SELECT * FROM lupo_users WHERE a = ?");
                                      ^^^^^^^^^^ reference sql lupo_users
    c.prepareStatement("SELECT * " +
        "FROM lupo_users " +
              ^^^^^^^^^^ reference sql lupo_users
        "WHERE a = ?");
    String sql = """
        SELECT *
        FROM lupo_sessions s
             ^^^^^^^^^^^^^ reference sql lupo_sessions
        """;
    c.query("SELECT * FROM " + prefix + "sessions");
                                         ^^^^^^^^ reference prefix lupo_sessions
    c.query("SELECT * FROM " + TABLE + " WHERE a = 1");
                               ^^^^^ reference variable-name lupo_logs
    c.query("SELECT * FROM " + name);
                               ^^^^ dynamic variable-name
    c.query(String.format("SELECT * FROM %s", "lupo_users"));
                                         ^^ dynamic placeholder
                                               ^^^^^^^^^^ reference placeholder lupo_users
    log.info("SELECT * FROM lupo_users");
    throw new IllegalStateException("nothing from lupo_users");
    char q = '"'; String z = "lupo_users_archive";
  }
  @Query(value = "SELECT * FROM lupo_users u", nativeQuery = true)
                                ^^^^^^^^^^ reference sql lupo_users
  List<User> all();
}
