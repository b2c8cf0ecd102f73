# SELECT * FROM lupo_users
def literals(cursor, prefix):
    cursor.execute("SELECT * FROM lupo_users")
                                  ^^^^^^^^^^ reference sql lupo_users
    cursor.execute('''
        SELECT u.id
        FROM
            lupo_users u
            ^^^^^^^^^^ reference sql lupo_users
        JOIN lupo_logs USING (id)
             ^^^^^^^^^ reference sql lupo_logs
    ''')
    cursor.execute(f"SELECT * FROM {prefix}sessions WHERE id = {x['lupo']}")
                                           ^^^^^^^^ reference prefix lupo_sessions
    cursor.execute("SELECT * "
                   "FROM lupo_sessions "
                         ^^^^^^^^^^^^^ reference sql lupo_sessions
                   "WHERE id = %s", (5,))
    cursor.execute("DELETE FROM " + "lupo_edges" + " WHERE 1")
                                     ^^^^^^^^^^ reference sql lupo_edges
    cursor.execute(r"SELECT * FROM lupo_users WHERE a REGEXP '\d'")
                                   ^^^^^^^^^^ reference sql lupo_users
    cursor.execute(u'SELECT 1 FROM lupo_users')
                                   ^^^^^^^^^^ reference sql lupo_users
    cursor.execute(fr"SELECT 1 FROM {table_prefix}users")
                                                  ^^^^^ reference prefix lupo_users
    cursor.execute(prefix + "users")
                             ^^^^^ reference prefix lupo_users
    cursor.execute("SELECT * FROM %s WHERE a = 1" % name)
                                  ^^ dynamic placeholder
    cursor.execute("SELECT * FROM {} WHERE a = 1".format('lupo_users'))
                                  ^^ dynamic placeholder
                                                          ^^^^^^^^^^ reference placeholder lupo_users
    cursor.execute(f"INSERT INTO {table} (a) VALUES (1)")
                                 ^^^^^^^ dynamic variable-name
    cursor.execute("insert into lupo_logs (a) values (1)")
                                ^^^^^^^^^ reference sql lupo_logs
    cursor.execute("select a, b from lupo_users where a = 1")
                                     ^^^^^^^^^^ reference sql lupo_users


class User(Base):
    __tablename__ = 'lupo_users'
                     ^^^^^^^^^^ reference model lupo_users
    parent = Column(Integer, ForeignKey('lupo_edges.id'))
                                         ^^^^^^^^^^ reference foreign-key lupo_edges

    class Meta:
        db_table = 'lupo_users'
                    ^^^^^^^^^^ reference model lupo_users


users = Table('lupo_users', metadata, Column('id', Integer))
               ^^^^^^^^^^ reference model lupo_users
op.create_table('lupo_logs', Column('id'))
                 ^^^^^^^^^ reference schema-builder lupo_logs
op.add_column('lupo_logs', Column('x'))
               ^^^^^^^^^ reference builder lupo_logs
TABLES = ['lupo_users', 'lupo_logs']
           ^^^^^^^^^^ reference array-value lupo_users
                         ^^^^^^^^^ reference array-value lupo_logs


def purge(cursor):
    for name in TABLES:
        cursor.execute("TRUNCATE " + name)
                                     ^^^^ reference variable-name lupo_users


def local(cursor):
    table = "lupo_sessions"
             ^^^^^^^^^^^^^ reference variable lupo_sessions
    cursor.execute(f"SELECT * FROM {table}")
                                   ^^^^^^^ reference variable-name lupo_sessions
