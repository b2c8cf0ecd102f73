# SELECT * FROM lupo_users
class User < ActiveRecord::Base
  self.table_name = 'lupo_users'
                     ^^^^^^^^^^ reference model lupo_users

  def literals(conn, prefix)
    conn.execute("SELECT * FROM lupo_users")
                                ^^^^^^^^^^ reference sql lupo_users
    conn.execute("SELECT * FROM #{prefix}sessions")
                                         ^^^^^^^^ reference prefix lupo_sessions
    conn.execute(<<~SQL, 5)
      SELECT *
      FROM lupo_users
           ^^^^^^^^^^ reference sql lupo_users
      WHERE id = ?
    SQL
    conn.execute(%q(DELETE FROM lupo_logs WHERE (a = 1)))
                                ^^^^^^^^^ reference sql lupo_logs
    conn.execute(%Q{UPDATE lupo_logs SET a = #{x}})
                           ^^^^^^^^^ reference sql lupo_logs
    conn.execute("SELECT * FROM #{name}")
                                ^^^^^^^ dynamic variable-name
    %w[lupo_users lupo_logs].each do |t|
       ^^^^^^^^^^ reference array-value lupo_users
                  ^^^^^^^^^ reference array-value lupo_logs
      conn.execute("TRUNCATE #{t}")
                             ^^^^ reference variable-name lupo_users
    end
    User.joins('JOIN lupo_logs ON lupo_logs.id = 1').where('lupo_users.id = 1')
                     ^^^^^^^^^ reference sql lupo_logs
  end
end

class Create < ActiveRecord::Migration
  def change
    create_table :lupo_logs do |t|
                  ^^^^^^^^^ reference schema-builder lupo_logs
    end
    add_column :lupo_logs, :name, :string
                ^^^^^^^^^ reference builder lupo_logs
    drop_table 'lupo_edges'
                ^^^^^^^^^^ reference builder lupo_edges
  end
end
=begin
SELECT * FROM lupo_users
=end
