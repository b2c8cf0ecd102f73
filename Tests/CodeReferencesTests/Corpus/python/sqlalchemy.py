# Tables of SQLAlchemy, with and without a name of their own.
import sqlalchemy as sa

def define(metadata, sautils, builder, furniture):
    sautils.Table('users', metadata, sa.Column('id', sa.Integer))
                   ^^^^^ reference model lupo_users
    sa.Table('sessions', metadata, sa.Column('id', sa.Integer))
              ^^^^^^^^ reference model lupo_sessions
    Table('logs', metadata)
           ^^^^ reference model lupo_logs
    Table("lupo_edges", base.metadata, autoload=True)
           ^^^^^^^^^^ reference model lupo_edges
    Table('pages', self.meta, Column('id'))
           ^^^^^ reference model lupo_pages
    Table('lupo_users')
           ^^^^^^^^^^ reference builder lupo_users
    Table('users')
    furniture.Table('users', 4)
    builder.get('sessions')
    sa.ForeignKey('lupo_users.id')
                   ^^^^^^^^^^ reference foreign-key lupo_users
    sautils.Table('other', metadata)
