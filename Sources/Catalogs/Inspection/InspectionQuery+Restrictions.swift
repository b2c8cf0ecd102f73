import Foundations

extension InspectionQuery {
  /// `@planc_literal`: 1 with `partial_revokes`. `@planc_restricted`: a JSON list of the schemas for
  /// which global privileges of this account are revoked, as MySQL stores it; NULL if this account
  /// cannot read it. They need `@planc_me`.
  ///
  /// `COLUMNS.PRIVILEGES` has the effective privileges, without those that are revoked for `mysql`.
  /// `partial_revokes` cannot be off while an account has restrictions.
  ///
  /// - Source: https://dev.mysql.com/doc/refman/8.4/en/partial-revokes.html, and run on MySQL 9.7.
  static let restrictionStatements: [String] = {
    let isReadable =
      "(SELECT COUNT(*) FROM information_schema.COLUMNS WHERE TABLE_SCHEMA = 'mysql' AND TABLE_NAME = 'user' AND LOWER(COLUMN_NAME) IN ('user', 'host', 'user_attributes') AND FIND_IN_SET('select', PRIVILEGES) > 0) = 3"
    let own = "CONCAT('''', User, '''@''', Host, '''')"
    let read =
      "SET @planc_restricted = (SELECT CAST(COALESCE(JSON_EXTRACT(User_attributes, '$.Restrictions'), JSON_ARRAY()) AS CHAR CHARACTER SET utf8mb4) FROM mysql.user WHERE CAST(\(own) AS BINARY) = CAST(@planc_me AS BINARY))"
    return [
      "SET @planc_restricted = NULL, @planc_literal = 0 /*!80016 + @@GLOBAL.partial_revokes */",
      "SET @planc_sql = IF(@planc_literal = 0, 'SET @planc_restricted = ''[]''', IF(\(isReadable), '\(SQLText.inString(read))', 'DO 0'))",
      "PREPARE planc FROM @planc_sql", "EXECUTE planc", "DEALLOCATE PREPARE planc",
    ]
  }()
}
