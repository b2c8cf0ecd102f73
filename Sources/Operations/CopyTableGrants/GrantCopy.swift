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

  var isGrantable: Bool { grants.contains(where: \.isGrantable) }

  /// Each right once, in the catalog's order.
  var grantedPrivileges: [GrantedPrivilege] {
    grants.flatMap(\.grantedPrivileges)
      + (isGrantable ? [.grantOption] : [])
  }
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

  /// Those of a batch; nil where none of its tables has any to copy.
  func of(_ moves: [Move]) -> BatchGrants? {
    let copies = moves.flatMap(copies)
    if copies.isEmpty { return nil }
    let left = moves.flatMap { move in
      on(move.source).filter { !$0.canBeSaid(on: flavor) } + on(move.target)
    }
    return BatchGrants(copies: copies, others: left)
  }
}
