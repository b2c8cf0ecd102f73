[Table("lupo_users")] class A { string q = @"SELECT * FROM lupo_logs"; string r = $"SELECT * FROM {prefix}pages"; void F(ModelBuilder b){ b.Entity<A>().ToTable("lupo_edges"); } }
        ^^^^^^^^^^ reference model lupo_users
                                                           ^^^^^^^^^ reference sql lupo_logs
                                                                                                          ^^^^^ reference prefix lupo_pages
                                                                                                                                                                 ^^^^^^^^^^ reference model lupo_edges
