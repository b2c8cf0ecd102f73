import Testing

@testable import Catalogs
@testable import Foundations
@testable import Operations

/// Which grants a batch copies.
struct CopiedGrantTests {
  static let orders = QualifiedName("shop", "orders")
  static let old = QualifiedName("cold", "old_orders")
  static let move = Move(orders, to: old)

  static func grant(
    _ privileges: [String], to account: Catalog.Account = .init("app", host: "%"),
    on table: QualifiedName = orders, column: String? = nil, isGrantable: Bool = false
  ) -> Catalog.Grant {
    Catalog.Grant(
      on: column.map { .column(table, column: $0) } ?? .table(table), to: account,
      privileges: privileges, isGrantable: isGrantable)
  }

  static func copy(_ grants: Catalog.Grant...) -> GrantCopy {
    GrantCopy(grantee: grants[0].grantee, source: orders, target: old, grants: grants)
  }

  static func batch(_ grants: [Catalog.Grant], _ flavor: Catalog.Server.Flavor = .mariadb) -> Batch
  {
    var catalog = Catalog(server: .init(flavor, version: "10.11"), lowerCaseTableNames: 0)
    catalog.grants = grants
    var batch = Batch(groups: [.init(title: nil, moves: [move])])
    batch.grants = TableGrants(catalog).of(batch.moves)
    return batch
  }

  @Test(arguments: [
    (grant(["SELECT"]), true, true), (grant(["EVERYTHING", "SELECT"]), false, false),
    // On MySQL nobody without a host can be told from one for any host; on MariaDB it is a role.
    (grant(["SELECT"], to: .init("readers", host: "")), true, false),
    (grant(["SELECT"], to: .init("", host: "%")), true, true),
    (grant(["SELECT"], to: .init("", host: "")), false, false),
    // USAGE is no right, and alone says something only WITH GRANT OPTION.
    (grant(["USAGE"]), false, false), (grant(["USAGE"], isGrantable: true), true, true),
    (grant(["SELECT", "USAGE"]), true, true),
    (grant(["UPDATE"], column: "id"), true, true), (grant(["DELETE"], column: "id"), false, false),
  ])
  func `what a GRANT can say is copied, the rest is known`(
    grant: Catalog.Grant, onMariaDB: Bool, onMySQL: Bool
  ) {
    for (flavor, isCopied) in [(Catalog.Server.Flavor.mariadb, onMariaDB), (.mysql, onMySQL)] {
      #expect(grant.canBeSaid(on: flavor) == isCopied)
      let sound = Self.grant(["INSERT"], to: .init("zoe", host: "%"))
      let there = Self.grant(["INSERT"], on: Self.old)
      let grants = Self.batch([grant, sound, there], flavor).grants
      #expect(grants?.copies.flatMap(\.grants) == (isCopied ? [grant, sound] : [sound]))
      #expect(grants?.others == (isCopied ? [there] : [grant, there]))
    }
  }

  @Test func `a copy's rights are each on its column, and the permission to pass them on is last`()
  {
    let rights = Self.copy(
      Self.grant(["USAGE"], isGrantable: true), Self.grant(["SELECT"], column: "id")
    ).grantedPrivileges
    #expect(
      rights == [
        .init(column: "id", privilege: "SELECT"), .init(column: "", privilege: "GRANT OPTION"),
      ]
    )
  }
}
