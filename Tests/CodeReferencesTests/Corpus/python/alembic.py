from alembic import op
import sqlalchemy as sa


def upgrade():
    with op.batch_alter_table('lupo_users', schema=None) as batch_op:
                               ^^^^^^^^^^ reference builder lupo_users
        batch_op.drop_column('state')
    op.create_table(
        'lupo_pages',
         ^^^^^^^^^^ reference schema-builder lupo_pages
        sa.Column('id', sa.Integer),
        sa.ForeignKeyConstraint(columns=['user_id'], refcolumns=['lupo_users.id']),
                                                                  ^^^^^^^^^^ reference foreign-key lupo_users
        sa.ForeignKeyConstraint(['log_id'], ['lupo_logs.id']),
                                              ^^^^^^^^^ reference foreign-key lupo_logs
    )
    answer = container.get('lupo_users')
    label = "update lupo_users"
