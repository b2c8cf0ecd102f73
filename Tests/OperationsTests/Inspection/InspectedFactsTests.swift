import Testing

@testable import Catalogs

/// What single rows of an answer come to.
struct InspectedFactsTests {
  private static func catalog(
    _ changed: [InspectionSection: [[String?]]]
  ) throws -> Catalog {
    let rows = MadeUpAnswer.rows.merging(changed) { _, new in new }
    return try #require(try inspectedCatalog(InspectionAnswer(MadeUpAnswer.text(rows))).catalog)
  }

  @Test(
    arguments: [
      ([], false), ([["'x'@'%'", "other%", "TRIGGER"]], false),
      ([["'x'@'%'", "shop", "TRIGGER"]], true), ([["'x'@'%'", "sh%", "TRIGGER"]], true),
      ([["'x'@'%'", "sh%", "TRIGGER"], ["'x'@'%'", "shop", "SELECT"]], false),
    ] as [([[String?]], Bool)])
  func `a right on another schema is none on this`(rights: [[String?]], isSeen: Bool) throws {
    let catalog = try Self.catalog([
      .privileges: [["'x'@'%'", "USAGE"]], .schemaPrivileges: rights,
    ])
    let isMissing = catalog.unseen.contains { $0.facts == .triggers && $0.schema == "shop" }
    #expect(isMissing == !isSeen)
  }

  @Test(
    arguments: [
      ([], nil), (["crm"], "`crm`: "), (["crm", "hr"], "`crm` and 1 more: "),
      (["crm", "hr", "it"], "`crm` and 2 more: "),
    ] as [([String], String?)])
  func `schemas that were not asked for may hold what was not seen`(
    others: [String], told: String?
  ) throws {
    let schemas = (["information_schema", "shop"] + others).map {
      [$0, "utf8mb4", "utf8mb4_general_ci", ""] as [String?]
    }
    let catalog = try Self.catalog([.privileges: [["'x'@'%'", "USAGE"]], .schemas: schemas])
    let reasons = catalog.unseen.filter { $0.facts == .events && $0.schema == nil }.map(\.reason)
    let lead = "in schemas that were not asked for, "
    #expect(reasons.count == (told == nil ? 0 : 1))
    #expect(reasons.allSatisfy { $0.hasPrefix(lead + (told ?? "")) })
  }

  @Test(arguments: [("mariadb", true), ("mysql", false)])
  func `only MariaDB has sequences that may not be seen`(flavor: String, hasThem: Bool) throws {
    let catalog = try Self.catalog([
      .server: [["10.11", "0", flavor]], .privileges: [["'x'@'%'", "USAGE"]],
    ])
    for facts in [Catalog.Unseen.Facts.sequences, .columns] {
      #expect(catalog.unseen.contains { $0.facts == facts } == hasThem)
    }
    #expect(catalog.unseen.contains { $0.facts == .tables })
  }

  /// The server makes `table_ibfk_1` and `table_ibfk_2`, and shows 64 characters of either.
  @Test func `foreign keys of a long table whose names are cut alike are said to be unseen`() throws
  {
    let table = String(repeating: "t", count: 64)
    let catalog = try Self.catalog([
      .privileges: [["'root'@'localhost'", "SELECT"], ["'root'@'localhost'", "INSERT"]],
      .tables: [
        ["shop", "orders", "BASE TABLE", "InnoDB", nil, "0"],
        ["shop", table, "BASE TABLE", "InnoDB", nil, "0"],
      ],
      .foreignKeys: [
        ["shop", table, table, "CASCADE", "CASCADE"],
        ["shop", table, table, "RESTRICT", "RESTRICT"],
        ["shop", table, "fk", "RESTRICT", "RESTRICT"],
      ],
      .foreignKeyColumns: [
        ["shop", table, table, "1", "b", "id", "shop", "orders"],
        ["shop", table, table, "1", "a", "id", "shop", table],
        ["shop", table, "fk", "1", "c", "id", "shop", "orders"],
      ],
    ])
    let found = catalog.schemas.flatMap(\.tables).first { $0.name == table }
    #expect(found?.foreignKeys.map(\.name) == ["fk"])
    #expect(catalog.unseen.contains { $0.facts == .foreignKeys && $0.reason.contains("64") })
  }

  @Test func `two servers are none`() {
    #expect(throws: InspectionContradiction.self) {
      try Self.catalog([.server: [["10.11", "0", "mariadb"], ["10.11", "0", "mariadb"]]])
    }
  }

  @Test(arguments: [
    ("'a'@'%'", "a", "%"), ("'a'@'b'@'%'", "a'@'b", "%"), ("''@''", "", ""), ("'@'@'h'", "@", "h"),
  ])
  func `a grantee is read whatever is in it`(text: String, user: String, host: String) throws {
    let catalog = try Self.catalog([.tableGrants: [[text, "shop", "orders", "SELECT", "NO"]]])
    #expect(catalog.grants.map(\.grantee) == [Catalog.Account(user, host: host)])
  }

  @Test(arguments: [
    (["USAGE"], "NO", []), (["USAGE"], "YES", ["USAGE"]), (["USAGE", "SELECT"], "NO", ["SELECT"]),
    (["SELECT", "USAGE"], "YES", ["SELECT"]), (["INSERT", "SELECT"], "NO", ["INSERT", "SELECT"]),
  ])
  func `USAGE beside a right says nothing`(
    rights: [String], option: String, privileges: [String]
  ) throws {
    let catalog = try Self.catalog([
      .tableGrants: rights.map { ["'a'@'%'", "shop", "orders", $0, option] }
    ])
    #expect(catalog.grants.flatMap(\.privileges) == privileges)
    #expect(catalog.grants.allSatisfy { $0.isGrantable == (option == "YES") })
  }

  @Test func `half a byte is no text`() {
    let body = "planc1:server:1:1:414:30:6D"
    let digits = String(crc32(body.utf8), radix: 16, uppercase: true)
    let checksum = String(repeating: "0", count: 8 - digits.count) + digits
    #expect(throws: InspectionAnswer.Fault(line: 1, reason: "a field is no text in UTF-8")) {
      try InspectionAnswer(Array("\(body):\(checksum);\n".utf8))
    }
  }

  @Test func `each schema is asked for once, and none stands for all`() {
    let query = InspectionQuery(schemas: ["shop", "crm", "shop"])
    #expect(query.schemas == ["shop", "crm"])
    for (schemas, text) in [
      ([], "FROM (SELECT '' AS name) AS s WHERE FALSE"), (["shop"], "FROM (SELECT 'shop' AS name)"),
      (["shop", "crm"], "FROM (SELECT 'shop' AS name UNION ALL SELECT 'crm' AS name)"),
    ] {
      let asked = InspectionQuery(schemas: schemas).questions.first { $0.section == .asked }
      #expect(asked?.sql.contains(text) == true, "\(schemas)")
    }
  }
}
