import Diagnostics
import PlancTestSupport
import Testing

@testable import Catalogs
@testable import Foundations

/// Catalogs of a server, by way of the command-line client.
@Suite(.onlyOnMariaDB("its fixture holds what only MariaDB has; the property tests inspect MySQL"))
struct InspectTests {
  @Test func `a catalog tells what the server holds, and is read back equal`() async throws {
    try await SharedServer.use { server in
      try server.client.query(InspectedServer.fixture)
      let catalog = try InspectedServer.catalog(server.client)
      let text = renderCatalog(catalog)
      let (read, faults) = readCatalog(SourceFile(path: "x.yaml", bytes: text))
      #expect(faults.isEmpty)
      #expect(read == catalog)
      #expect(catalog.unseen.isEmpty, "\(catalog.unseen)")
      #expect(
        catalog.schemas.map { "\($0.name) \($0.extent)" } == [
          "archive whole", "elsewhere dependents", "odd `s` \\ 'x' ü whole", "shop whole",
        ])
      let shop = try #require(catalog.schemas.last)
      #expect(shop.comment == "It's a \"shop\" \\ ü")
      #expect(shop.collation == "utf8mb4_unicode_ci")
      #expect(
        shop.tables.map { "\($0.name), \($0.engine ?? ""), \($0.kind), \($0.isPartitioned)" } == [
          "circle, InnoDB, base, false", "counted, InnoDB, base, false",
          "history, InnoDB, systemVersioned, false", "items, InnoDB, base, false",
          "merged, MRG_MyISAM, base, false", #"odd `t` \ "x" 'y' : # ü, Aria, base, false"#,
          "old, MyISAM, base, false", "orders, InnoDB, base, false", "parts, InnoDB, base, true",
        ])
      #expect(shop.sequences.map(\.name) == ["numbers", "odd `n`"])
      let circle = shop.tables[0].foreignKeys[0]
      #expect(circle.columns == ["up2", "up"])
      #expect(circle.referencedColumns == ["id", "second"])
      let key = try #require(shop.tables.first { $0.name == "items" }?.foreignKeys.first)
      #expect(key.name == "fk `odd` ü")
      #expect(key.onDelete == .cascade && key.onUpdate == .setNull)
      #expect(
        shop.tables[1].sequenceDefaults.map { "\($0.column) \($0.sequence.table)" } == [
          "id numbers", "other odd `n`", "other numbers",
        ])
      #expect(
        shop.triggers.map { "\($0.table) \($0.name) \($0.order)" } == [
          "items latin 1", "orders first 1", "orders plain 2", "orders face 1",
          "orders odd \"trigger\" ü 1", "orders question 1",
        ])
      #expect(
        shop.triggers[4].body == "BEGIN\n\tSET @x = 'tab \\ and | pipe\n  and line end';\nEND")
      #expect(shop.triggers[4].definer == Catalog.Account("clerk", host: "localhost"))
      #expect(shop.views.map(\.name) == ["counting", "first", "plain", "second"])
      #expect(shop.views[3].algorithm == .merge && shop.views[3].security == .invoker)
      #expect(shop.views[3].checkOption == .local)
      #expect(shop.routines.map { "\($0.name) \($0.kind)" } == ["f function", "f procedure"])
      #expect(shop.events.map(\.body) == ["DELETE FROM shop.items"])
    }
  }

  @Test func `of other schemas a catalog has what depends on those that were asked for`()
    async throws
  {
    try await SharedServer.use { server in
      try server.client.query(InspectedServer.fixture)
      let other = try #require(
        try InspectedServer.catalog(server.client).schemas.first { $0.name == "elsewhere" })
      #expect(other.tables.map(\.name) == ["child"])
      #expect(other.views.map(\.name) == ["third"])
      #expect(other.triggers.map(\.name) == ["far"])
      #expect(other.routines.map(\.name) == ["p"])
      #expect(other.events.map(\.name) == ["nightly"])
      let all = try InspectedServer.catalog(server.client, [])
      #expect(all.schemas.allSatisfy { $0.extent == .whole })
      #expect(
        all.schemas.map(\.name) == [
          "archive", "elsewhere", "odd `s` \\ 'x' ü", "shop", "silent",
        ])
    }
  }

  @Test func `types that parameters take from columns are told`() async throws {
    try await SharedServer.use { server in
      try server.client.query(
        """
        CREATE SCHEMA shop; CREATE TABLE shop.orders (id INT, note TEXT); CREATE SCHEMA other;
        CREATE PROCEDURE shop.p(a INT, x TYPE OF shop.orders.note, y ROW TYPE OF shop.orders) DO 1;
        USE shop; CREATE FUNCTION f(x TYPE OF orders.id) RETURNS INT RETURN 1;
        CREATE FUNCTION p(a INT) RETURNS INT RETURN 1;
        USE other; CREATE PROCEDURE far(x TYPE OF shop.orders.id) DO 1;
        CREATE PROCEDURE none(x ENUM('TYPE OF shop.orders')) DO 1;
        SET sql_mode = ORACLE;
        DELIMITER //
        CREATE PROCEDURE odd(x shop.orders.id%TYPE) AS BEGIN NULL; END //
        """)
      let schemas = try InspectedServer.catalog(server.client, ["shop"]).schemas
      let told = schemas.flatMap { schema in
        schema.routines.map { "\(schema.name).\($0.name) \($0.kind) \($0.anchors ?? "-")" }
      }
      #expect(
        told.sorted() == [
          "other.far procedure TYPE OF `shop`.`orders`.`id`",
          "other.odd procedure \"shop\".\"orders\".\"id\"%TYPE",
          "shop.f function TYPE OF `orders`.`id`",
          "shop.p function -",
          "shop.p procedure TYPE OF `shop`.`orders`.`note`, ROW TYPE OF `shop`.`orders`",
        ])
    }
  }

  @Test func `what names a schema with its quotes doubled is found in other schemas`() async throws
  {
    try await SharedServer.use { server in
      try server.client.query(
        """
        CREATE SCHEMA `a``b"c`; CREATE TABLE `a``b"c`.t (id INT); CREATE SCHEMA other;
        CREATE VIEW other.v AS SELECT id FROM `a``b"c`.t;
        SET SESSION sql_mode = 'ANSI_QUOTES'; CREATE PROCEDURE other.p() SELECT id FROM "a`b""c".t;
        """)
      let schemas = try InspectedServer.catalog(server.client, ["a`b\"c"]).schemas
      let other = try #require(schemas.first { $0.name == "other" })
      #expect(other.views.map(\.name) == ["v"])
      #expect(other.routines.map(\.name) == ["p"])
    }
  }

  @Test func `grants of every level are there, those of roles and PUBLIC too`() async throws {
    try await SharedServer.use { server in
      try server.client.query(InspectedServer.fixture)
      let grants = try InspectedServer.catalog(server.client).grants.map { grant in
        let object =
          switch grant.object {
          case .schema(let pattern): pattern
          case .table(let table): "\(table.schema).\(table.table)"
          case .column(let table, let column): "\(table.schema).\(table.table).\(column)"
          }
        let rights = grant.privileges.joined(separator: "+")
        return "\(object): \(grant.grantee.text): \(rights)\(grant.isGrantable ? " grantable" : "")"
      }
      #expect(
        grants == [
          "odd `s` \\\\ 'x' ü: o'dd@%: DELETE", "sh%: clerk@localhost: INSERT+SELECT grantable",
          "shop: readers@: SELECT", "shop.items: PUBLIC@: SELECT",
          "shop.not there yet: readers@: CREATE+SELECT",
          "shop.orders: column_only@localhost: USAGE grantable",
          "shop.orders: o'dd@%: SELECT+UPDATE",
          "shop.orders.id: column_only@localhost: INSERT+SELECT",
          "shop.orders.note: column_only@localhost: INSERT",
        ])
    }
  }

  static let manners: [[String]] = [
    ["-N", "-B"], ["-v"], ["-s", "-s"], ["--default-character-set=latin1"], ["--show-warnings"],
    ["--skip-comments"], ["--comments"],
    ["--binary-mode"], ["--safe-updates"],
  ]

  /// In these nobody could tell `\n` from `\\n` in what SHOW CREATE answers.
  @Test(arguments: [["-t"], ["--raw"], ["-E"], ["-H"], ["-X"], ["-v", "-v", "-v", "-t"]])
  func `a client whose texts cannot be read back is refused, unless there is none to read`(
    manner: [String]
  ) async throws {
    try await SharedServer.use { server in
      try server.client.query("CREATE SCHEMA shop; CREATE VIEW shop.plain AS SELECT 1 AS one;")
      let text = try InspectedServer.catalogText(server.client, ["shop"])
      #expect(
        try InspectedServer.catalogText(server.client, ["shop"], options: manner) == text)
      try server.client.query("CREATE VIEW shop.v AS SELECT 'x' AS x;")
      let output = try server.client.run(
        text: InspectionQuery(schemas: ["shop"]).text, options: manner)
      let fault = #expect(throws: InspectionAnswer.Fault.self) {
        try InspectionAnswer(output.stdoutBytes)
      }
      #expect(fault?.reason.hasPrefix("what SHOW CREATE says of `shop.v` is not") == true)
    }
  }

  @Test func `whatever the client's mode, the catalog has the same bytes`() async throws {
    try await SharedServer.use { server in
      try server.client.query(InspectedServer.fixture)
      let text = try InspectedServer.catalogText(server.client)
      #expect(text.utf8.count > 5000)
      for manner in Self.manners {
        #expect(
          try InspectedServer.catalogText(server.client, options: manner) == text, "\(manner)")
      }
      let modes = "ANSI_QUOTES,NO_BACKSLASH_ESCAPES,PIPES_AS_CONCAT,ONLY_FULL_GROUP_BY"
      try server.client.query("SET GLOBAL sql_mode = '\(modes)';")
      let asked = try InspectedServer.catalogText(server.client)
      try server.client.query("SET GLOBAL sql_mode = DEFAULT;")
      #expect(asked == text)
    }
  }

  @Test func `a catalog taken again after forward and rollback equals the first`() async throws {
    try await SharedServer.use { server in
      try server.client.query(TriggerMigration.fixture)
      let start = try InspectedServer.catalogText(server.client, [])
      let scripts = try Scripts(try TriggerMigration.make(of: server.client))
      try scripts.run(scripts.moves[0], on: server)
      let moved = try InspectedServer.catalog(server.client, [])
      #expect(moved.schemas.first { $0.name == "archive" }?.tables.count == 6)
      #expect(moved.schemas.first { $0.name == "archive" }?.triggers.count == 7)
      let output = try scripts.rollBack(on: server)
      #expect(output.exitCode == 0)
      #expect(try InspectedServer.catalogText(server.client, []) == start)
    }
  }

  @Test func `a catalog does not tell of rows, counters and times`() async throws {
    try await SharedServer.use { server in
      try server.client.query(
        "CREATE SCHEMA shop; CREATE TABLE shop.t (id INT AUTO_INCREMENT PRIMARY KEY);")
      let text = try InspectedServer.catalogText(server.client, ["shop"])
      try server.client.query("INSERT INTO shop.t VALUES (41), (NULL); ANALYZE TABLE shop.t;")
      #expect(try InspectedServer.catalogText(server.client, ["shop"]) == text)
    }
  }

  @Test func `a statement that fails leaves no answer that could pass`() async throws {
    try await SharedServer.use { server in
      try server.client.query(InspectedServer.fixture)
      let sql = InspectionQuery(schemas: ["shop"]).text
      for view in ["TRIGGERS", "TABLES", "SCHEMA_PRIVILEGES"] {
        let broken = sql.replacing("information_schema.\(view) ", with: "information_schema.gone ")
        #expect(broken != sql)
        let output = try server.client.run(text: broken, .force)
        #expect(throws: InspectionAnswer.Fault.self) {
          try InspectionAnswer(output.stdoutBytes)
        }
      }
    }
  }
}
