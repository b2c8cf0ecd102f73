#region Don't read this
[Table("lupo_users")]
        ^^^^^^^^^^ reference model lupo_users
public class User {
  const string Sessions = "lupo_sessions";
                           ^^^^^^^^^^^^^ reference variable lupo_sessions
  void Read(Db db, string prefix) {
    db.Query("SELECT * FROM lupo_users");
                            ^^^^^^^^^^ reference sql lupo_users
    db.Query(@"SELECT ""x""
      FROM lupo_users");
           ^^^^^^^^^^ reference sql lupo_users
    db.Query($"SELECT * FROM {prefix}sessions");
                                     ^^^^^^^^ reference prefix lupo_sessions
    db.Query($@"SELECT *
      FROM {Sessions} WHERE ""a"" = 1");
           ^^^^^^^^^^ reference variable-name lupo_sessions
    db.Query("""
      SELECT * FROM lupo_logs
                    ^^^^^^^^^ reference sql lupo_logs
      """);
    db.Query($"DELETE FROM {name}");
                           ^^^^^^ dynamic variable-name
    modelBuilder.Entity<User>().ToTable("lupo_edges");
                                         ^^^^^^^^^^ reference model lupo_edges
    Console.WriteLine("SELECT * FROM lupo_users");
    logger.LogInformation("SELECT * FROM lupo_users");
  }
}
