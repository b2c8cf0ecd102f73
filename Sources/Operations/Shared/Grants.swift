import Catalogs
import Foundations

/// A privilege on a schema or table, or on one column of a table.
struct GrantedPrivilege: Hashable, Sendable {
  /// Empty for the whole table.
  var column: String
  /// In capitals; `GRANT OPTION` for the permission to pass all of them on.
  var privilege: String

  static let grantOption = GrantedPrivilege(column: "", privilege: "GRANT OPTION")
}

extension Catalog.Grant {
  /// What it gives, without the permission to pass it on.
  var grantedPrivileges: [GrantedPrivilege] {
    let column: String
    switch object {
    case .schema, .table: column = ""
    case .column(_, let name): column = name
    }
    return privileges.filter { $0 != "USAGE" }.map { .init(column: column, privilege: $0) }
  }

  /// The table that it is about, also where it is about a column; nil for schemas.
  var table: QualifiedName? {
    switch object {
    case .schema: nil
    case .table(let table), .column(let table, _): table
    }
  }

  /// The same on another table.
  func on(_ table: QualifiedName) -> Catalog.Grant {
    var grant = self
    switch object {
    case .schema: preconditionFailure("a grant on schemas is not a table's")
    case .table: grant.object = .table(table)
    case .column(_, let column): grant.object = .column(table, column: column)
    }
    return grant
  }

  /// Rights are written into statements as they are: none but these.
  ///
  /// - Source: https://mariadb.com/kb/en/grant/#table-privileges
  static let tablePrivileges: Set<String> = [
    "ALTER", "CREATE", "CREATE VIEW", "DELETE", "DELETE HISTORY", "DELETE VERSIONING ROWS", "DROP",
    "INDEX", "INSERT", "REFERENCES", "SELECT", "SHOW VIEW", "TRIGGER", "UPDATE", "USAGE",
  ]
  static let columnPrivileges: Set<String> = ["INSERT", "REFERENCES", "SELECT", "UPDATE", "USAGE"]

  /// Whether a GRANT can say the same. On MySQL an account without a host cannot be told from one
  /// for any host; on MariaDB it is a role.
  func canBeSaid(on flavor: Catalog.Server.Flavor) -> Bool {
    let known: Set<String>
    switch object {
    case .schema: known = Self.schemaPrivileges
    case .table: known = Self.tablePrivileges
    case .column: known = Self.columnPrivileges
    }
    if flavor == .mysql, grantee.host.isEmpty { return false }
    if grantee.host.isEmpty, grantee.user.isEmpty { return false }
    return privileges.allSatisfy(known.contains) && (!grantedPrivileges.isEmpty || isGrantable)
  }

  static let schemaPrivileges = tablePrivileges.union([
    "ALTER ROUTINE", "CREATE ROUTINE", "CREATE TEMPORARY TABLES", "EVENT", "EXECUTE",
    "LOCK TABLES", "SHOW CREATE ROUTINE",
  ])
}

extension Catalog.Account {
  /// The account as `information_schema` has it in GRANTEE: nothing within the quotes is escaped.
  var asGrantee: String { "'\(user)'@'\(host)'" }
}
