@Entity("lupo_users") class U {}
         ^^^^^^^^^^ reference model lupo_users
knex('lupo_logs').where({}); db.query(`SELECT * FROM ${prefix}pages`); db.query("SELECT * FROM " + PREFIX + "sessions"); sequelize.define('U', {}, { tableName: 'lupo_edges' });
      ^^^^^^^^^ reference builder lupo_logs
                                                              ^^^^^ reference prefix lupo_pages
                                                                                                             ^^^^^^^^ reference prefix lupo_sessions
                                                                                                                                                                 ^^^^^^^^^^ reference model lupo_edges
