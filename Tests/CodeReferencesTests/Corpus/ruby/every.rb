class U < ActiveRecord::Base
  self.table_name = 'lupo_users'
                     ^^^^^^^^^^ reference model lupo_users
  self.table_name = "#{prefix}sessions"
                              ^^^^^^^^ reference model lupo_sessions
  has_and_belongs_to_many :x, join_table: :lupo_edges
                                           ^^^^^^^^^^ reference model lupo_edges
end
create_table :lupo_logs do |t| end
              ^^^^^^^^^ reference schema-builder lupo_logs
ActiveRecord::Base.connection.execute("SELECT * FROM lupo_pages")
                                                     ^^^^^^^^^^ reference sql lupo_pages
