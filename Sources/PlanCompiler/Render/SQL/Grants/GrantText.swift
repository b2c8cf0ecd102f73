/// The statements of grants, and how information_schema writes their parts.
enum GrantText {
  /// `GRANT SELECT, UPDATE (…) ON … TO … WITH GRANT OPTION`, as it is prepared.
  static func grant(_ copy: GrantCopy) -> String {
    let rights = list(copy)
    return
      "GRANT \(rights.isEmpty ? "USAGE" : rights) ON \(SQLText.name(copy.target)) TO \(account(copy.grantee))"
      + (copy.isGrantable ? " WITH GRANT OPTION" : "")
  }

  static func revoke(_ copy: GrantCopy) -> String {
    let rights = [list(copy), copy.isGrantable ? GrantCopy.option : ""].filter { !$0.isEmpty }
    return
      "REVOKE \(rights.joined(separator: ", ")) ON \(SQLText.name(copy.target)) FROM \(account(copy.grantee))"
  }

  /// `SELECT, UPDATE (a, b)`: each right once, in the catalog's order. Nothing in it but names needs
  /// quotes: rights that are not known are not copied.
  private static func list(_ copy: GrantCopy) -> String {
    var rights: [String] = []
    var columns: [(privilege: String, names: [String])] = []
    for right in copy.grants.flatMap(\.rights) {
      if right.column.isEmpty {
        rights.append(right.privilege)
      } else if let place = columns.firstIndex(where: { $0.privilege == right.privilege }) {
        columns[place].names.append(right.column)
      } else {
        columns.append((right.privilege, [right.column]))
      }
    }
    rights += columns.map { privilege, names in
      "\(privilege) (\(names.map(SQLText.name).joined(separator: ", ")))"
    }
    return rights.joined(separator: ", ")
  }

  /// A role of MariaDB has no host; with one it would be an account.
  static func account(_ account: Catalog.Account) -> String {
    account.host.isEmpty
      ? SQLText.name(account.user)
      : "\(SQLText.name(account.user))@\(SQLText.name(account.host))"
  }

  /// The same as information_schema has it in GRANTEE: nothing within the quotes is escaped.
  static func grantee(_ account: Catalog.Account) -> String {
    "'\(account.user)'@'\(account.host)'"
  }

  /// Without this a GRANT on MariaDB would create an account that has been dropped meanwhile, and
  /// give it no password. MySQL does not know the mode, nor does it create accounts so.
  /// https://mariadb.com/kb/en/sql-mode/#no_auto_create_user
  static let mode = """
    SET SESSION sql_mode = IF(VERSION() LIKE '%MariaDB%', 'STRICT_ALL_TABLES,NO_AUTO_CREATE_USER', 'STRICT_ALL_TABLES');
    SET @planc_mode = VERSION() NOT LIKE '%MariaDB%' OR FIND_IN_SET('NO_AUTO_CREATE_USER', @@SESSION.sql_mode) > 0;
    """

  static let hidden =
    "this account may not see the grants of others, so they cannot be held against the catalog; use one with SELECT on mysql.*, and not through a role"
}
