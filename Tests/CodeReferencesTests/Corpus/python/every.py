class U(Base):
    __tablename__ = 'lupo_users'
                     ^^^^^^^^^^ reference model lupo_users
    x = Column(ForeignKey("lupo_logs.id"))
                           ^^^^^^^^^ reference foreign-key lupo_logs
t = Table("lupo_edges", metadata, autoload=True)
           ^^^^^^^^^^ reference model lupo_edges
class M(models.Model):
    class Meta:
        db_table = 'lupo_sessions'
                    ^^^^^^^^^^^^^ reference model lupo_sessions
cur.execute(f"""SELECT *
   FROM {prefix}pages p""")
                ^^^^^ reference prefix lupo_pages
cur.execute("DELETE FROM %slog" % prefix)
                           ^^^ dynamic variable-name lupo_log
