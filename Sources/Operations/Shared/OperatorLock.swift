import Foundations

/// The locks by which two operators exclude each other: one for each schema of a plan, so that two
/// plans that touch one schema do, too.
///
/// A server gives a named lock up when the session that holds it has ended, after the statement
/// that it was running: who gets the lock of a lost connection knows that nothing of it runs any
/// more.
///
/// - Source: https://mariadb.com/kb/en/get_lock/ and
///   https://dev.mysql.com/doc/refman/8.4/en/locking-functions.html: a session can hold several.
package struct OperatorLock: Equatable, Sendable {
  package static let nameLengthMax = 64
  private static let prefix = "planc:"

  /// In the order in which all take them, so that no two wait for each other.
  package let names: [String]

  package init(schemas: [String]) {
    names = Set(schemas.map(Self.name)).sorted { precedes($0, $1) }
  }

  /// In lower case, since MariaDB compares the names of locks by case, and schemas that differ in
  /// case alone can be one schema. A long name is cut and hashed: MySQL allows 64 characters.
  static func name(of schema: String) -> String {
    let lowered = schema.lowercased()
    if prefix.count + lowered.unicodeScalars.count <= nameLengthMax { return prefix + lowered }
    let digits = sha256Hex(Array(lowered.utf8)).prefix(16)
    let room = nameLengthMax - prefix.count - digits.count - 1
    let start = String(String.UnicodeScalarView(lowered.unicodeScalars.prefix(room)))
    return "\(prefix)\(start)_\(digits)"
  }

  /// The name where SQL cannot tell it from the schema's: where that is long, or not ASCII.
  static func unusualName(of schema: String) -> String? {
    let name = name(of: schema)
    let isPlain = name == prefix + schema.lowercased() && schema.utf8.allSatisfy { $0 < 0x80 }
    return isPlain ? nil : name
  }

  /// A row with 1 when the lock is ours now, 0 when another session has it.
  package static func taking(_ name: String) -> String {
    "SELECT GET_LOCK(\(SQLText.string(name)), 0)"
  }

  /// Who has it: the session's number, its account, where it comes from, what it does, for how many
  /// seconds. No row when nobody has it; NULLs in a row for a session that is hidden.
  package static func holder(of name: String) -> String {
    """
    SELECT l.id, p.USER, p.HOST, p.COMMAND, p.TIME
      FROM (SELECT IS_USED_LOCK(\(SQLText.string(name))) AS id) AS l
      LEFT JOIN information_schema.PROCESSLIST AS p ON p.ID = l.id
     WHERE COALESCE(l.id, 0) <> 0
    """
  }
}
