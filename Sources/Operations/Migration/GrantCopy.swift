package import Catalogs
package import Foundations

/// What one grantee has on a table that moves, to be granted on its new name as well.
///
/// The server keeps such grants by the table's name, and a RENAME leaves them there. On the old name
/// they stay: after a rollback they are right again by themselves.
package struct GrantCopy: Hashable, Sendable {
  package var grantee: Catalog.Account
  /// The name on which the grants are.
  package var source: QualifiedName
  /// The name that gets the same.
  package var target: QualifiedName
  /// Those on the old name, in the catalog's order; never empty.
  package var grants: [Catalog.Grant]

  /// A right on the table, or on one of its columns.
  struct Privilege: Hashable, Sendable {
    /// Empty for the whole table.
    var column: String
    /// In capitals; `GRANT OPTION` for the permission to pass all of them on.
    var privilege: String
  }

  var isGrantable: Bool { grants.contains(where: \.isGrantable) }

  /// Each right once, in the catalog's order.
  var grantedPrivileges: [Privilege] {
    grants.flatMap(\.grantedPrivileges)
      + (isGrantable ? [Privilege(column: "", privilege: Self.option)] : [])
  }

  static let option = "GRANT OPTION"
}

extension Catalog.Grant {
  /// What it gives, without the permission to pass it on.
  var grantedPrivileges: [GrantCopy.Privilege] {
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

/// The grants of a batch: what is copied when its tables are there.
package struct BatchGrants: Hashable, Sendable {
  /// By table in plan order, then by grantee; never empty.
  package var copies: [GrantCopy]
  /// Other grants of the catalog on the old and the new names, which no script of ours touches.
  package var others: [Catalog.Grant]
}

/// The grants of a catalog by the table that they are about.
struct TableGrants {
  private var grants: [QualifiedName: [Catalog.Grant]] = [:]
  private let flavor: Catalog.Server.Flavor

  init(_ catalog: Catalog) {
    flavor = catalog.server.flavor
    for grant in catalog.sorted().grants {
      if let table = grant.table { grants[table, default: []].append(grant) }
    }
  }

  var isEmpty: Bool { grants.isEmpty }

  func on(_ table: QualifiedName) -> [Catalog.Grant] { grants[table] ?? [] }

  /// One for each grantee, sorted by the grantee's name.
  func copies(for move: Move) -> [GrantCopy] {
    var byGrantee: [String: [Catalog.Grant]] = [:]
    for grant in on(move.source) where grant.canBeSaid(on: flavor) {
      byGrantee[grant.grantee.text, default: []].append(grant)
    }
    return byGrantee.keys.sorted(by: precedes).compactMap { name in
      byGrantee[name].map {
        GrantCopy(grantee: $0[0].grantee, source: move.source, target: move.target, grants: $0)
      }
    }
  }

  /// Nil where no table of the batch has any to copy.
  func of(_ batch: Batch) -> BatchGrants? {
    let copies = batch.moves.flatMap(copies)
    if copies.isEmpty { return nil }
    let left = batch.moves.flatMap { move in
      on(move.source).filter { !$0.canBeSaid(on: flavor) } + on(move.target)
    }
    return BatchGrants(copies: copies, others: left)
  }
}
