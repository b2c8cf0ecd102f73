/// What this account may do in a schema, as information_schema tells it.
///
/// A schema's rights are not the sum of what all grants on it say. Of the patterns that match its
/// name only the nearest counts, the one with the longest beginning before its first wildcard:
/// next to `GRANT DROP ON 'orders'.*` a `GRANT EVENT ON 'ord%'.*` gives no EVENT on `orders`.
/// Where two are equally near both must give the right. Global rights add to it. Rights through a
/// role are not listed anywhere.
///
/// MySQL's `partial_revokes` changes both: a global privilege can be revoked for single schemas, which
/// only `mysql.user` says, and patterns are taken literally, backslashes included.
///
/// - Source: https://dev.mysql.com/doc/refman/8.4/en/request-access.html, and tried on both
///   families.
enum AccountRights {
  /// `@planc_me`: the account that the server checks, as information_schema writes it.
  static func writeAccount(to script: inout Script) {
    script.line(
      """
      SET @planc_host = SUBSTRING_INDEX(CURRENT_USER(), '@', -1);
      SET @planc_me = CONCAT('''', LEFT(CURRENT_USER(), CHAR_LENGTH(CURRENT_USER()) - CHAR_LENGTH(@planc_host) - 1), '''@''', @planc_host, '''');
      """)
  }

  /// The account; `@planc_mine`: its grants on schemas, a pattern a row: pattern, nearness,
  /// `,RIGHT,RIGHT,`, with GRANT OPTION; `@planc_role`: 1 when a role is active.
  static func write(to script: inout Script) {
    script.line("-- This account, and its grants by the pattern of the schema's name.")
    writeAccount(to: &script)
    for statement in restrictionStatements { script.line("\(statement);") }
    script.line(
      """
      SET @planc_mine = NULL, @planc_role = NULL;
      SET @planc_role = COALESCE(CURRENT_ROLE(), 'NONE') <> 'NONE';
      SET @planc_mine = (
        SELECT COALESCE(JSON_ARRAYAGG(JSON_ARRAY(g.pattern, g.nearness, g.rights)), '[]')
          FROM (SELECT TABLE_SCHEMA AS pattern, \(nearness("TABLE_SCHEMA")) AS nearness, CONCAT(',', GROUP_CONCAT(PRIVILEGE_TYPE SEPARATOR ','), ',', IF(MAX(IS_GRANTABLE) = 'YES', '\(GrantCopy.option),', '')) AS rights
                  FROM information_schema.SCHEMA_PRIVILEGES WHERE \(isMine)
                 GROUP BY TABLE_SCHEMA) AS g);
      """)
  }

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

  /// An SQL condition that a global privilege is not revoked for a schema; 0 where that is unknown.
  static func isNotRevoked(_ privilege: String, in schema: String) -> String {
    "COALESCE(JSON_CONTAINS(LOWER(CONVERT(@planc_restricted USING utf8mb4)), LOWER(JSON_OBJECT('Database', \(schema), 'Privileges', JSON_ARRAY(\(privilege))))), 1) = 0"
  }

  /// An SQL condition on a row of `USER_PRIVILEGES`: the right to create what has another definer.
  ///
  /// SUPER held it until MariaDB 11.0.1; from there on it fails with 1227 without SET USER.
  static let isAnyDefiner =
    "PRIVILEGE_TYPE IN (IF(1 /*M!110001 - 1 */, 'SUPER', 'SET USER'), 'SET USER', 'SET_USER_ID', 'SET_ANY_DEFINER')"

  static let isMine = "CAST(GRANTEE AS BINARY) = CAST(@planc_me AS BINARY)"

  /// A condition that this account holds a right in a schema; never NULL where `@planc_mine` is
  /// not, so that its NOT can be relied on.
  ///
  /// - Parameters: SQL expressions.
  static func holds(_ right: String, in schema: String) -> String {
    """
    (EXISTS (SELECT 1 FROM information_schema.USER_PRIVILEGES WHERE \(isMine) AND PRIVILEGE_TYPE = \(right) AND \(isNotRevoked(right, in: schema)))
             OR \(holdsByPattern(right, in: schema)))
    """
  }

  /// The same by grants on schemas alone.
  static func holdsByPattern(_ right: String, in schema: String) -> String {
    """
    (SELECT COALESCE(MIN(LOCATE(CONCAT(',', \(right), ','), g.rights)), 0) FROM \(mine("g")) WHERE \(matches(schema, "g.pattern"))
                  AND g.nearness = (SELECT MAX(n.nearness) FROM \(mine("n")) WHERE \(matches(schema, "n.pattern")))) > 0
    """
  }

  /// A condition that a grant's pattern covers a schema. It needs what `write` sets.
  static func matches(_ schema: String, _ pattern: String) -> String {
    "IF(@planc_literal = 1, CAST(\(schema) AS BINARY) = CAST(\(pattern) AS BINARY), CAST(\(schema) AS BINARY) LIKE CAST(\(pattern) AS BINARY))"
  }

  /// An SQL expression for the length of a pattern before its first wildcard; a name without any
  /// is one longer.
  static func nearness(_ pattern: String) -> String {
    "CHAR_LENGTH(SUBSTRING_INDEX(SUBSTRING_INDEX(REPLACE(REPLACE(CONCAT(\(pattern), '.'), '\\\\_', '.'), '\\\\%', '.'), '%', 1), '_', 1))"
  }

  private static func mine(_ alias: String) -> String {
    "JSON_TABLE(@planc_mine, '$[*]' COLUMNS (pattern VARCHAR(256) CHARACTER SET utf8mb4 PATH '$[0]', nearness INT PATH '$[1]', rights VARCHAR(1000) CHARACTER SET utf8mb4 PATH '$[2]')) AS \(alias)"
  }
}
