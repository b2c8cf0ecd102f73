@Entity @Table(name = "lupo_users")
                       ^^^^^^^^^^ reference model lupo_users
class A { @JoinTable(name = "lupo_edges") int x;
                             ^^^^^^^^^^ reference model lupo_edges
 String q = "SELECT u FROM lupo_users u " +
                           ^^^^^^^^^^ reference sql lupo_users
   "JOIN lupo_logs l ON l.u = u.id";
         ^^^^^^^^^ reference sql lupo_logs
 @Query(value = "SELECT * FROM lupo_sessions", nativeQuery = true) int f();
                               ^^^^^^^^^^^^^ reference sql lupo_sessions
 String t = """
   SELECT *
   FROM lupo_pages
        ^^^^^^^^^^ reference sql lupo_pages
   """;
}
