import { q } from 'lupo_users';
// SELECT * FROM lupo_users
const re = /from lupo_users ["'`]/;
async function literals(db, prefix, name) {
  await db.query('SELECT * FROM lupo_users');
                                ^^^^^^^^^^ reference sql lupo_users
  await db.query(`SELECT *
    FROM lupo_users
         ^^^^^^^^^^ reference sql lupo_users
    JOIN \`lupo_logs\` l ON l.id = 1`);
           ^^^^^^^^^ reference sql lupo_logs
  await db.query(`SELECT * FROM ${prefix}sessions`);
                                         ^^^^^^^^ reference prefix lupo_sessions
  await db.query("SELECT * FROM " + this.tablePrefix + "users" + " WHERE id = " + id);
                                                        ^^^^^ reference prefix lupo_users
  await db.query(`DELETE FROM ${name} WHERE x`);
                              ^^^^^^^ dynamic variable-name
  await knex('lupo_users').join('lupo_logs', 'lupo_logs.id', 'x');
              ^^^^^^^^^^ reference builder lupo_users
                                 ^^^^^^^^^ reference builder lupo_logs
  await knex.schema.createTable('lupo_logs', (t) => {});
                                 ^^^^^^^^^ reference schema-builder lupo_logs
  await db.insert(rows).into('lupo_logs');
                              ^^^^^^^^^ reference builder lupo_logs
  const sql = `SELECT ${a ? `x ${'SELECT 1 FROM lupo_edges'}` : ''} FROM lupo_users`;
                                                ^^^^^^^^^^ reference sql lupo_edges
                                                                         ^^^^^^^^^^ reference sql lupo_users
}
const User = sequelize.define('user', {}, { tableName: 'lupo_users' });
                                                        ^^^^^^^^^^ reference model lupo_users
@Entity('lupo_users')
         ^^^^^^^^^^ reference model lupo_users
class A {}
@Entity({ name: 'lupo_logs' })
                 ^^^^^^^^^ reference model lupo_logs
class B {
  purge(conn) {
    for (const t of ['lupo_users', 'lupo_logs']) {
                      ^^^^^^^^^^ reference array-value lupo_users
                                    ^^^^^^^^^ reference array-value lupo_logs
      conn.query(`TRUNCATE TABLE ${t}`);
                                 ^^^^ reference variable-name lupo_users
    }
  }
  drop(conn) {
    ['lupo_edges'].forEach((t) => conn.query('DROP TABLE ' + t));
      ^^^^^^^^^^ reference array-value lupo_edges
                                                             ^ reference variable-name lupo_edges
  }
}
