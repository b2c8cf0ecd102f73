import Foundation
import PlancTestSupport
import Servers
import Testing

@testable import Catalogs
@testable import Plans

/// Catalogs of a server that planc asks itself.
@Suite struct LiveInspectTests {
  private func settings(_ password: String? = nil) throws -> ConnectionSettings {
    var settings = ConnectionSettings()
    settings.password = password
    // The operator's own option files must not change a test.
    settings.defaultsFile = "/dev/null"
    return settings
  }

  private func text(
    _ url: String, _ schemas: [String], _ settings: ConnectionSettings
  ) throws -> String {
    let address = try ServerAddress(url: url)
    let bytes: [UInt8]
    do throws(ServerFault) {
      bytes = try answers(to: InspectionQuery(schemas: schemas), at: address, settings)
    } catch {
      throw TestSupportError("\(error.number): \(error.sentence) in \(error.statement ?? "")")
    }
    let catalog = try inspectedCatalog(InspectionAnswer(bytes)).catalog
    return String(decoding: renderCatalog(try #require(catalog)), as: UTF8.self)
  }

  @Test func `both ways give the same bytes, over TCP and through a socket`() async throws {
    #expect(canConnect)
    try await SharedServer.use { server in
      let (fixture, schemas) =
        OnlyOnMariaDB.isHere
        ? (InspectedServer.fixture, InspectedServer.schemas)
        : (WholeMigration.fixture + WholeMigration.carried, ["shop", "reports"])
      try server.client.query(
        fixture + "\nCREATE USER planc@127.0.0.1 IDENTIFIED BY 'it''s';"
          + "GRANT ALL ON *.* TO planc@127.0.0.1;")
      for schemas in [schemas, ["shop"], []] {
        let printed = try InspectedServer.catalogText(server.client, schemas)
        let socket = "mysql://root@localhost/?socket=\(server.socket)"
        #expect(try text(socket, schemas, settings()) == printed)
        let tcp = "mysql://planc@127.0.0.1:\(server.port)"
        #expect(try text(tcp, schemas, settings("it's")) == printed)
      }
    }
  }

  /// With long rows and a short one behind them MariaDB returns them in another order than
  /// `ROW_NUMBER() OVER ()` numbers them.
  @Test func `several schemas with long programs are inspected in both ways`() async throws {
    try await SharedServer.use { server in
      func programs(_ schema: String, _ count: Int, length: Int = 700) -> String {
        let long = String(repeating: "x", count: length)
        return
          "CREATE SCHEMA \(schema); CREATE TABLE \(schema).t (id INT PRIMARY KEY);"
          + (1...count).map { number in
            """
            CREATE PROCEDURE \(schema).p\(number)() SELECT '\(long)';
            CREATE TRIGGER \(schema).g\(number) BEFORE INSERT ON \(schema).t FOR EACH ROW SET @x = '\(long)';
            CREATE VIEW \(schema).v\(number) AS SELECT id, '\(long)' AS x FROM \(schema).t;
            CREATE EVENT \(schema).e\(number) ON SCHEDULE EVERY 1 DAY DISABLE DO SET @x = '\(long)';
            """
          }.joined(separator: "\n")
      }
      try server.client.query(
        programs("shop", 8) + programs("zoo", 1, length: 1) + programs("billing", 3)
          + programs("hr", 40))
      let url = "mysql://root@localhost/?socket=\(server.socket)"
      for schemas in [[], ["shop"], ["shop", "zoo"], ["hr", "billing", "shop", "zoo"]] {
        let printed = try InspectedServer.catalog(server.client, schemas)
        #expect(
          printed.schemas.filter { $0.extent == .whole }.map(\.routines.count)
            == (schemas.isEmpty ? ["billing", "hr", "shop", "zoo"] : schemas.sorted())
            .map { ["billing": 3, "hr": 40, "shop": 8, "zoo": 1][$0] })
        let text = String(decoding: renderCatalog(printed), as: UTF8.self)
        #expect(try self.text(url, schemas, settings()) == text)
      }
    }
  }

  @Test func `an option file holds what the URL leaves out`() async throws {
    try await SharedServer.use { server in
      try server.client.query(
        "CREATE SCHEMA shop; CREATE USER planc@localhost IDENTIFIED BY 'secret';"
          + "GRANT SELECT ON shop.* TO planc@localhost;")
      let folder = try TemporaryFolder()
      var settings = try settings()
      settings.defaultsFile = try folder.write(
        "my.cnf",
        "[client]\nuser=planc\nsocket=\(server.socket)\npassword=wrong\n[clientstaging]\npassword=secret\n"
      )
      settings.defaultsGroupSuffix = "staging"
      #expect(try text("mysql://localhost", ["shop"], settings).contains("- schema: shop\n"))
      settings.defaultsGroupSuffix = nil
      #expect(throws: TestSupportError.self) {
        try text("mysql://localhost", ["shop"], settings)
      }
    }
  }

  /// The general log has every statement of every session that a client sent; what a compound
  /// statement runs is not in it.
  private func statements(_ server: ThrowawayServer, _ schemas: [String]) throws -> Int {
    try server.client.query("SET GLOBAL log_output = 'TABLE'; SET GLOBAL general_log = 1;")
    defer { _ = try? server.client.query("SET GLOBAL general_log = 0;") }
    _ = try text(
      "mysql://root@localhost/?socket=\(server.socket)", schemas, settings())
    try server.client.query("SET GLOBAL general_log = 0;")
    let count = try server.client.value(
      """
      SELECT COUNT(*) FROM mysql.general_log
       WHERE thread_id = (SELECT MAX(thread_id) FROM mysql.general_log WHERE argument LIKE '%planc1%')
         AND command_type = 'Query';
      """)
    try server.client.query("TRUNCATE mysql.general_log;")
    return Int(count) ?? -1
  }

  @Test func `the number of statements does not grow with what the server holds`() async throws {
    try await SharedServer.use { server in
      try server.client.query("CREATE SCHEMA shop;")
      let few = try statements(server, ["shop"])
      let query = InspectionQuery(schemas: ["shop"])
      #expect(few == query.preparations.count + query.questions.count)
      let tables = (0..<300).map { number in
        "CREATE TABLE shop.t\(number) (id INT PRIMARY KEY, FOREIGN KEY (id) REFERENCES shop.t0 (id));"
          + "CREATE TRIGGER shop.r\(number) BEFORE INSERT ON shop.t\(number) FOR EACH ROW SET @x = 'a\\\\b';"
          + "CREATE VIEW shop.v\(number) AS SELECT id, _latin1'x' FROM shop.t\(number);"
      }.joined(separator: "\n").replacing(
        "CREATE TABLE shop.t0 (id INT PRIMARY KEY, FOREIGN KEY (id) REFERENCES shop.t0 (id));",
        with: "CREATE TABLE shop.t0 (id INT PRIMARY KEY);")
      try server.client.query(tables)
      #expect(try statements(server, ["shop"]) == few)
    }
  }

  @Test(.onlyOnMariaDB("its fixture holds what only MariaDB has"))
  func `what the account may not see is said`() async throws {
    try await SharedServer.use { server in
      try server.client.query(InspectedServer.fixture)
      try server.client.query("CREATE USER low@localhost; GRANT SELECT ON shop.* TO low@localhost;")
      let low = server.client.with(user: "low")
      func gaps(_ schemas: [String]) throws -> [String] {
        try InspectedServer.catalog(low, schemas).unseen.map {
          "\($0.schema ?? "*") \($0.facts.rawValue)"
        }
      }
      let blind = try InspectedServer.catalog(low, ["shop"])
      #expect(
        try gaps(["shop"]) == [
          "* grants", "* schemas", "shop events", "shop foreign_keys", "shop routines",
          "shop triggers",
        ])
      #expect(blind.schemas.first?.views.allSatisfy { $0.definition == nil } == true)
      #expect(blind.schemas.first?.triggers.isEmpty == true)
      try server.client.query(
        "GRANT TRIGGER, EVENT, SHOW VIEW, EXECUTE ON `sh%`.* TO low@localhost;")
      // Of the two patterns the nearer counts alone.
      #expect(try gaps(["shop"]).contains("shop triggers"))
      try server.client.query(
        "GRANT TRIGGER, EVENT, SHOW VIEW, EXECUTE ON shop.* TO low@localhost;")
      #expect(try gaps(["shop"]) == ["* grants", "* schemas"])
      let seeing = try InspectedServer.catalog(low, ["shop"])
      #expect(seeing.schemas.first?.triggers.count == 6)
      #expect(seeing.schemas.first?.views.allSatisfy { $0.definition != nil } == true)
      #expect(seeing.schemas.first?.routines.map(\.body) == [nil, nil])
      try server.client.query("GRANT SELECT, SHOW DATABASES ON *.* TO low@localhost;")
      #expect(
        try gaps(["shop"]) == ["* events", "* foreign_keys", "* triggers", "* views"])
      #expect(try gaps([]).contains("elsewhere triggers"))
    }
  }

  /// No view lists them, so nothing proves that all was seen.
  @Test(.onlyOnMariaDB("its fixture holds what only MariaDB has"))
  func `rights on the whole server through a role are not counted`() async throws {
    try await SharedServer.use { server in
      try server.client.query(InspectedServer.fixture)
      try server.client.query(
        """
        CREATE USER low@localhost;
        CREATE ROLE seer;
        GRANT ALL ON *.* TO seer;
        GRANT seer TO low@localhost;
        SET DEFAULT ROLE seer FOR low@localhost;
        """)
      let low = try InspectedServer.catalog(server.client.with(user: "low"))
      #expect(low.unseen.count > 20, "\(low.unseen)")
      #expect(low.schemas == (try InspectedServer.catalog(server.client)).schemas)
    }
  }
}

@Suite struct ServerAddressTests {
  @Test(
    arguments: [
      ("mysql://app@db.example:3307", "app", "db.example", 3307, nil),
      ("mariadb://db.example", nil, "db.example", nil, nil),
      ("mysql://", nil, nil, nil, nil), ("mysql://a%40b@[::1]:1/", "a@b", "::1", 1, nil),
      (
        "mysql://root@localhost/?socket=/run/my%20sql.sock", "root", "localhost", nil,
        "/run/my sql.sock"
      ),
    ] as [(String, String?, String?, Int?, String?)])
  func `a URL says where a server is`(
    url: String, user: String?, host: String?, port: Int?, socket: String?
  ) throws {
    let address = try ServerAddress(url: url)
    #expect(address.user == user)
    #expect(address.host == host)
    #expect(address.port == port)
    #expect(address.socket == socket)
  }

  @Test(arguments: [
    "mysql://app:secret@db", "mysql://app:@db", "http://db", "mysql://db/shop", "mysql://db:0",
    "mysql://db:65536", "mysql://db:x", "mysql://db?user=x", "mysql://%zz@db", "mysql://%00@db",
    "db", "",
  ])
  func `what is no address is refused, and a password never repeated`(url: String) {
    let fault = #expect(throws: ServerAddress.Fault.self) { try ServerAddress(url: url) }
    #expect(fault?.sentence.contains("secret") == false)
  }
}
