import Testing

@testable import PlanCompiler

/// Which grants a batch copies, and how they are given and taken back.
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
    batch.grants = TableGrants(catalog).of(batch)
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
    ).rights
    #expect(
      rights == [
        .init(column: "id", privilege: "SELECT"), .init(column: "", privilege: "GRANT OPTION"),
      ]
    )
  }

  @Test(arguments: [
    ([grant(["SELECT"])], "SELECT", "SELECT", ""),
    (
      [grant(["SELECT"], isGrantable: true)], "SELECT", "SELECT, GRANT OPTION", " WITH GRANT OPTION"
    ),
    ([grant(["USAGE"], isGrantable: true)], "USAGE", "GRANT OPTION", " WITH GRANT OPTION"),
    (
      [
        grant(["DELETE"]), grant(["SELECT", "UPDATE"], column: "a"),
        grant(["SELECT"], column: "b`"),
      ], "DELETE, SELECT (`a`, `b```), UPDATE (`a`)", "DELETE, SELECT (`a`, `b```), UPDATE (`a`)",
      ""
    ),
  ])
  func `a copy is given and taken back by one statement each`(
    grants: [Catalog.Grant], given: String, taken: String, ending: String
  ) {
    let copy = GrantCopy(
      grantee: grants[0].grantee, source: Self.orders, target: Self.old, grants: grants)
    let name = "`cold`.`old_orders`"
    #expect(GrantText.grant(copy) == "GRANT \(given) ON \(name) TO `app`@`%`\(ending)")
    #expect(GrantText.revoke(copy) == "REVOKE \(taken) ON \(name) FROM `app`@`%`")
  }

  @Test(arguments: [
    ("app", "%", "`app`@`%`"), ("readers", "", "`readers`"), ("", "localhost", "``@`localhost`"),
    ("a`b", "h", "`a``b`@`h`"),
  ])
  func `a role has no host`(user: String, host: String, text: String) {
    #expect(GrantText.account(.init(user, host: host)) == text)
  }

  // MARK: In a script

  private static func text(_ batch: Batch, takingBack: Bool) throws -> String {
    let files = FileNames(plan: "demo", moves: [("cold", "cold")])
    let grants = try #require(CopiedGrants(batch, lead: "planc: ", files: files))
    var script = Script()
    grants.writeText(to: &script, takingBack: takingBack)
    return String(decoding: script.bytes, as: UTF8.self)
  }

  /// A REVOKE of several rights of which one is gone may fail half done: such a copy is made whole
  /// first.
  @Test func `a copy of several rights is given again before it is taken back`() throws {
    let batch = Self.batch([
      Self.grant(["SELECT"]),
      Self.grant(["SELECT", "UPDATE"], to: .init("boss", host: "%"), column: "id"),
    ])
    let there = try Self.text(batch, takingBack: false)
    let back = try Self.text(batch.inverse, takingBack: true)
    for (variable, isThere, isBack) in [
      ("@planc_grant_1 ", true, false), ("@planc_revoke_1 ", false, true),
      ("@planc_grant_2 ", true, true), ("@planc_revoke_2 ", false, true),
    ] {
      #expect(there.contains("SET \(variable)=") == isThere, "\(variable)")
      #expect(back.contains("SET \(variable)=") == isBack, "\(variable)")
    }
  }

  @Test func `the names and rights that are compared are the same there and back`() throws {
    let batch = Self.batch([
      Self.grant(["SELECT"]), Self.grant(["INSERT"], on: Self.old, isGrantable: true),
      Self.grant(["UPDATE"], to: .init("boss", host: "%"), on: Self.old),
    ])
    for text in [
      try Self.text(batch, takingBack: false), try Self.text(batch.inverse, takingBack: true),
    ] {
      #expect(text.contains(#"["shop", "orders", "cold", "old_orders"]"#))
      #expect(
        text.contains(
          #"[1, "''app''@''%''", "shop", "orders", "cold", "old_orders", "", "SELECT"]"#))
      #expect(
        text.contains(
          #"[0, "''app''@''%''", "cold", "old_orders", "", "", "", "GRANT OPTION"]"#))
      #expect(text.split(separator: "GRANT OPTION").count == 2)
    }
  }
}
