class Traps
  has_many :lupo_users
  def traps(row)
    logger.info "Deleted from lupo_users"
    puts "SELECT * FROM lupo_users"
    row[:lupo_users]
    row['lupo_users']
    x = { lupo_users: 1 }
    y = a / b; z = "it's" / c
    raise "SELECT * FROM lupo_users"
    label = :lupo_users
  end
end
