import Diagnostics
import PlancTestSupport
import Testing

@testable import Catalogs
@testable import Operations
@testable import Plans

/// Triggers and views of which `information_schema` loses something, there and back.
@Suite(.onlyOnMariaDB("a plan for MySQL carries no triggers and views"))
struct LostTextTests {
  /// What a trigger adds to `@trace`, by the SQL mode under which it is created.
  private static let told: [(mode: String, expression: String)] = [
    ("", #"REPLACE(NEW.s, '\\n', '|')"#),
    ("", #"CONCAT('C:\\temp\\new\\', NEW.s)"#),
    ("", #"NEW.s REGEXP '\\.'"#),
    ("", #"IF(NEW.s LIKE '%\\', 'y', 'n')"#),
    ("", #"_latin1'ABC' = _latin1'abc' COLLATE latin1_bin"#),
    ("", #"CONCAT(CHARSET(_latin1'x'), CHARSET(_ucs2'ab'), CHARSET(N'z'), LENGTH(_ucs2'ab'))"#),
    ("", #"CONCAT(HEX(_latin1 0xE4), HEX(_utf8mb4 x'C3A4'), HEX(_latin1 b'01000001'))"#),
    ("", #"HEX('q\'q''q\x\%\_\0\Z\b\r\n\t')"#),
    ("", #"HEX("a\"b""c\\d'e")"#),
    ("", #"HEX('🎉?')"#),
    ("", "HEX('a\nb\tc')"),
    ("", #"/* it's '\\' 🎉 */ 'x' -- \\ it's"# + "\n"),
    ("NO_BACKSLASH_ESCAPES", #"CONCAT('\\n', 'x\')"#),
    ("ANSI_QUOTES", #"REPLACE(NEW."s", '\\n', 'a''b"c')"#),
    ("ORACLE", #"'\\' || _latin1'x'"#),
  ]

  private static let shown = [
    #"length(_ucs2'ab')"#, #"charset(_latin1'x')"#, #"hex(_latin1 0xE4)"#, #"'\\n\'q\%'"#,
    #"s REGEXP '\\.'"#, #"_latin1'ABC' = _latin1'abc' COLLATE latin1_bin"#, #"hex('🎉')"#,
    #"hex(_utf8mb4 x'C3A4')"#, #"hex(_ucs2 0x00270041)"#, #"hex(_latin1 0xC3A4)"#, #"'plain'"#,
    #"hex(_binary'\0\\ü')"#,
  ]

  private static var fixture: String {
    var text = """
      SET NAMES utf8mb4;
      CREATE SCHEMA shop; CREATE SCHEMA archive; CREATE SCHEMA reports;
      CREATE TABLE shop.paths (s VARCHAR(200) CHARACTER SET utf8mb4);
      DELIMITER $$

      """
    for (number, (mode, expression)) in told.enumerated() {
      let statement = "SET @trace = CONCAT(@trace, '\(number): ', \(expression), ', ')"
      let body = mode == "ORACLE" ? "BEGIN \(statement); END" : statement
      text += """
        SET SESSION sql_mode = '\(mode)'$$
        CREATE TRIGGER shop.told_\(number) BEFORE INSERT ON shop.paths FOR EACH ROW
          /* first */ \(body)$$

        """
    }
    text += """
      SET NAMES latin1$$
      SET SESSION sql_mode = ''$$
      CREATE TRIGGER shop.latin BEFORE INSERT ON shop.paths FOR EACH ROW SET @trace = CONCAT(@trace, HEX('ä\\\\'))$$
      SET NAMES utf8mb4$$
      DELIMITER ;

      """
    for (number, expression) in shown.enumerated() {
      text += "CREATE VIEW reports.v\(number) AS SELECT \(expression) AS x, s FROM shop.paths;\n"
    }
    return text + "SET @trace = ''; INSERT INTO shop.paths VALUES ('first.');\n"
  }

  private static func answers(_ server: ThrowawayServer, _ schema: String) throws -> [[String]] {
    let views = shown.indices.map { "SELECT * FROM reports.v\($0);" }.joined(separator: "\n")
    return try server.client.query(
      """
      SET NAMES utf8mb4; SET @trace = '';
      START TRANSACTION; INSERT INTO \(schema).paths VALUES ('a.b\\\\nc\\\\'); ROLLBACK;
      SELECT @trace;
      \(views)
      """)
  }

  private static func compiled(_ catalog: Catalog) -> Compilation {
    let plan = """
      plan: lost
      title: Texts
      version: "1"
      catalog: ../catalogs/x.yaml
      schemas:
        shop: {table_count: {before: 1, after: 0}}
        archive: {table_count: {before: 0, after: 1}}
      assignments:
        - from: shop
          to: archive
          tables: [paths]

      """
    return compile([
      PlanSource(
        SourceFile(path: "plans/lost.yaml", text: plan), path: "plans/lost.yaml",
        catalog: SourceFile(path: "catalogs/x.yaml", bytes: renderCatalog(catalog)))
    ])
  }

  @Test func `no trigger and no view loses any of its text, there and back`() async throws {
    try await SharedServer.use { server in
      try server.client.query(Self.fixture)
      let start = try ServerState(of: server)
      let answers = try Self.answers(server, "shop")
      #expect(answers.count == 1 + Self.shown.count)
      let catalog = try InspectedServer.catalog(server.client, [])
      let compilation = Self.compiled(catalog)
      #expect(compilation.diagnostics.isEmpty, "\(compilation.diagnostics.map(\.message))")
      let migration = try #require(compilation.migrations.first)
      let scripts = try Scripts(migration)
      let move = try scripts.run(scripts.moves[0], on: server)
      #expect(move.lastLine.hasPrefix("DONE"), "\(move)")
      let verify = try scripts.run(scripts.names.verify, on: server)
      #expect(verify.lastLine == "VERIFIED", "\(verify)")
      #expect(try Self.answers(server, "archive") == answers)
      let moved = try ServerState(of: server)
      for number in Self.told.indices {
        let was = try #require(start.facts["original shop.told_\(number)"])
        let text = was.replacing("TRIGGER shop.", with: "TRIGGER `archive`.")
          .replacing("ON shop.", with: "ON `archive`.")
        #expect(moved.facts["original archive.told_\(number)"] == text)
      }
      let back = try scripts.rollBack(on: server)
      #expect(back.lastLine.hasPrefix("DONE"), "\(back)")
      #expect(try Self.answers(server, "shop") == answers)
      let end = try ServerState(of: server)
      #expect(end == start, "\(end.changes(since: start))")
      #expect(try InspectedServer.catalog(server.client, []) == catalog)
    }
  }

  /// Of a catalog that nobody has compared nothing is compiled.
  @Test func `without what SHOW CREATE says each of them is an error`() async throws {
    try await SharedServer.use { server in
      try server.client.query(Self.fixture)
      var catalog = try InspectedServer.catalog(server.client, [])
      for schema in catalog.schemas.indices {
        for index in catalog.schemas[schema].triggers.indices {
          catalog.schemas[schema].triggers[index].original = nil
          catalog.schemas[schema].triggers[index].isCompared = false
        }
        for index in catalog.schemas[schema].views.indices {
          catalog.schemas[schema].views[index].original = nil
          catalog.schemas[schema].views[index].isCompared = false
        }
      }
      let errors = Self.compiled(catalog).diagnostics.filter { $0.code == .unprovenText }
      // Those that compare a text by a collation of another character set cannot be carried at all.
      #expect(errors.count == Self.told.count + 1 + Self.shown.count - 1)
    }
  }

  // MARK: By trial

  /// Pieces of bodies that have nothing to lose, and such that have.
  private static let plain = [
    "1", "1.5e3", "NEW.n", "@x", "@`ü x`", "ABS(-2)", "(SELECT COUNT(*) FROM shop.t)", "NULL",
    "CASE WHEN NEW.n > 1 THEN 2 ELSE 3 END", "NOW()", "/* ü */ 4", "5 -- c\n", "6 # ä\n",
    "`shop`.f(1)",
    "CAST(1 AS CHAR(3) CHARACTER SET latin1)", "TRUE", "@@session.sql_mode", "1 /*! + 1 */",
  ]
  private static let lossy = [
    #"'\\'"#, #"'a\\nb'"#, #"_latin1'x'"#, #"_UTF8MB4 'ü'"#, "_latin1 0xE4", "_latin1\nx'E4'",
    #"N'\\ü'"#, "_ucs2'ab'", "_latin1'ü'",
    #"n'🎉'"#, "0xAB", "b'01'", "0b01", "'🎉?'", #""d""q\"""#, #"'it''s\'\"'"#, "'a\n\tb'",
    #"'\0\Z\b\r\n\t\%\_\x'"#,
    #"/* '\\' 🎉 */ 1"#, #"@'v\\ x'"#, #"@"w\"x""#, "_binary/* c */'y'", "'a' 'b'", "@_latin1", "''",
    #"'\''"#,
    "DATE'2020-01-01'", "_latin1 'x' COLLATE latin1_bin", #"-- it's \"# + "\n2", "`_latin1` 'x'",
  ]

  @Test(arguments: [false, true], ["", "NO_BACKSLASH_ESCAPES", "ANSI_QUOTES"])
  func `what inspect takes for the text of a trigger is what SHOW CREATE says`(
    isLossy: Bool, mode: String
  ) async throws {
    try await SharedServer.use { server in
      var random = SeededGenerator(state: isLossy ? 7 : 8)
      // What would leave a quote open in this mode.
      let foreign =
        mode == "ANSI_QUOTES" ? ["\""] : mode == "NO_BACKSLASH_ESCAPES" ? ["\\'", "\\\""] : []
      let pieces = (isLossy ? Self.lossy + Self.plain : Self.plain)
        .filter { piece in !foreign.contains { piece.contains($0) } }
      var text =
        "SET NAMES utf8mb4; SET sql_mode = '\(mode)'; CREATE SCHEMA shop; CREATE TABLE shop.t (n INT);\nDELIMITER $$\n"
      for number in 0..<150 {
        let values = (0...Int.random(in: 1...4, using: &random)).map { _ in
          pieces.randomElement(using: &random) ?? ""
        }
        let sets = values.enumerated().map { "@y\($0) = \($1)" }.joined(separator: ", ")
        text +=
          "CREATE TRIGGER shop.r\(number) BEFORE INSERT ON shop.t FOR EACH ROW SET \(sets)$$\n"
      }
      // Some pieces mean nothing under some modes; those triggers are not there.
      let output = try server.client.run(text: text, .force, options: ["--comments"])
      let state = try ServerState(of: server)
      let triggers = try InspectedServer.catalog(server.client, []).schemas.flatMap(\.triggers)
      #expect(triggers.count > 60, "\(output.stderr)")
      for trigger in triggers {
        #expect(trigger.isProven, "\(trigger.body)")
        #expect(
          isLossy || trigger.original == nil && !trigger.isCompared || trigger.body.contains("\\"))
        let original = (trigger.head ?? "no head") + (trigger.original ?? trigger.body)
        let printed = original.replacing("\\", with: "\\\\").replacing("\n", with: "\\n")
          .replacing("\t", with: "\\t")
        let shown = try #require(state.facts["original shop.\(trigger.name)"])
        #expect(shown.hasSuffix(" " + printed), "\(shown)")
      }
    }
  }

  @Test func `what a character set hides in SHOW CREATE too is refused`() async throws {
    try await SharedServer.use { server in
      try server.client.query(
        """
        SET NAMES utf8mb4;
        CREATE SCHEMA shop; CREATE SCHEMA archive;
        CREATE TABLE shop.a (id INT PRIMARY KEY, s VARBINARY(20));
        CREATE TRIGGER shop.plain BEFORE INSERT ON shop.a FOR EACH ROW SET NEW.s = 'ok 🎉';
        SET character_set_client = utf8mb3;
        CREATE TRIGGER shop.hidden BEFORE UPDATE ON shop.a FOR EACH ROW SET NEW.s = 'ok 🎉';
        CREATE VIEW shop.hides AS SELECT id, 'x🎉' AS e FROM shop.a;
        """)
      let text = """
        plan: p
        title: T
        version: "1"
        catalog: ../catalogs/server.yaml
        schemas:
          shop: {table_count: {before: 1, after: 0}}
          archive: {table_count: {before: 0, after: 1}}
        assignments:
          - {from: shop, to: archive, tables: [a]}

        """
      #expect(throws: TestSupportError.self) { try ApplyProject("p", text, on: server) }
      do {
        _ = try ApplyProject("p", text, on: server)
      } catch let error as TestSupportError {
        let said = "\(error)"
        #expect(said.contains("error[P617]: the trigger `shop.hidden`"), "\(said)")
        #expect(said.contains("error[P617]: the view `shop.hides`"), "\(said)")
        #expect(!said.contains("`shop.plain`"), "\(said)")
        #expect(said.contains("the server shows `????` for a character beyond U+FFFF"))
      }
    }
  }
}
