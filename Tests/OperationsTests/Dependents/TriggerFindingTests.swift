import Diagnostics
import PlancTestSupport
import Testing

@testable import Catalogs
@testable import Foundations
@testable import MySQL
@testable import Operations

/// Both sides of what keeps a trigger from being carried along.
struct TriggerFindingTests {
  private static func codes(
    _ body: String, original: String? = nil, isCompared: Bool = false,
    now: String = "utf8mb4_general_ci",
    archive: String = "utf8mb4_general_ci", moving tables: String = "[a]",
    client: String = "utf8mb4"
  ) -> [DiagnosticCode] {
    let settings = Catalog.ParseSettings(
      sqlMode: "", characterSetClient: client, collationConnection: "utf8mb4_general_ci",
      databaseCollation: now)
    var catalog = CatalogCheckTests.catalog([
      "archive": [], "shop": CatalogCheckTests.tables("a", "b", "c"),
    ])
    catalog.schemas[0].collation = archive
    catalog.schemas[1].triggers = [
      Catalog.Trigger(
        "log", table: "a", timing: .before, event: .insert,
        definer: Catalog.Account("app", host: "%"), settings: settings, body: body,
        original: original, isCompared: isCompared)
    ]
    catalog.schemas[1].routines = [
      Catalog.Routine(
        "f", kind: .function, definer: Catalog.Account("app", host: "%"), settings: settings,
        body: "RETURN 1")
    ]
    return CatalogCheckTests.compile(CatalogCheckTests.plan(tables).text, catalog)
      .diagnostics.map(\.code)
  }

  @Test(arguments: [
    "SET @x = '!'", "SET @x = \"y\"", "SET @x = `a\\b`", "SET @x = _latin1 0xE4", "SET @x = 0B1",
    "SET @x = ?",
  ])
  func `a text that may have lost something is told until somebody looked at the original`(
    body: String
  ) {
    #expect(Self.codes(body) == [.unprovenText])
    #expect(Self.codes(body, original: "SET @x = '\u{1F600}'") == [])
    #expect(Self.codes(body, isCompared: true) == [])
  }

  @Test func `a text that was compared is read as the server reads it, another in both ways`() {
    // `REPLACE(NEW.s, '\\\\', 'b')`, whose second text would be a table if the first one ended there.
    let body = "SET @x = REPLACE(NEW.s, '\\', 'b, ')"
    #expect(Set(Self.codes(body)) == [.unprovenText, .unqualifiedTriggerName])
    #expect(Self.codes(body, original: "SET @x = REPLACE(NEW.s, '\\\\', 'b, ')") == [])
    let hidden = "IF NEW.s LIKE '\\' THEN INSERT INTO b VALUES ('x'); END IF"
    #expect(Set(Self.codes(hidden)) == [.unprovenText, .unqualifiedTriggerName])
  }

  @Test(arguments: ["SET @x = 1", "SET NEW.id = `b 0` + x0 -- ü", "BEGIN END"])
  func `a text that has nothing to lose is carried as it is`(body: String) {
    #expect(Self.codes(body) == [])
  }

  @Test(arguments: [
    ("utf8mb4", "ä", false), ("utf8mb3", "ä", false), ("latin1", "z", false), ("latin1", "ä", true),
    ("binary", "ä", true),
  ])
  func `a trigger in another character set than UTF-8 is not carried to a name with umlauts`(
    client: String, name: String, isTold: Bool
  ) {
    let codes = Self.codes("SET @x = 1", moving: "[{table: a, as: \(name)}]", client: client)
    #expect(codes == (isTold ? [.triggerNotCarried] : []))
  }

  @Test func `the bare name of its own table goes on to mean it, unless the table is renamed`() {
    let body = "SET NEW.id = (SELECT MAX(a.id) FROM a)"
    #expect(Self.codes(body) == [])
    let renamed = Set(Self.codes(body, moving: "[{table: a, as: z}]"))
    #expect(renamed == [.unqualifiedTriggerName, .triggerNamesMovedTable])
    #expect(Self.codes("SET NEW.id = (SELECT MAX(id) FROM shop.a)") == [.triggerNamesMovedTable])
  }

  @Test(arguments: [("f(1)", true), ("shop.f(1)", false), ("g(1)", false), ("f", false)])
  func `a routine that is called without its schema is told`(call: String, isTold: Bool) {
    #expect(Self.codes("SET @x = \(call)") == (isTold ? [.unqualifiedTriggerName] : []))
  }

  private static func trigger(_ body: String, on table: String = "a", named name: String = "log")
    -> Catalog.Trigger
  {
    Catalog.Trigger(
      name, table: table, timing: .before, event: .insert,
      definer: Catalog.Account("app", host: "%"), settings: CatalogTextTests.settings, body: body)
  }

  /// What compiling finds in a catalog of `archive` and `shop`, whose table `a` moves.
  private static func found(
    moving tables: String = "[a]", schema: String = "shop", _ change: (inout Catalog) -> Void
  ) -> [Diagnostic] {
    var catalog = CatalogCheckTests.catalog([
      "archive": [], schema: CatalogCheckTests.tables("a", "b", "ä"),
    ])
    change(&catalog)
    return presented(
      CatalogCheckTests.compile(
        CatalogCheckTests.plan(tables).text
          .replacing("shop: {", with: "\(schema): {alias: shop, ")
          .replacing("from: shop", with: "from: \(schema)"), catalog
      ).diagnostics)
  }

  @Test func `a trigger of a role is not carried`() {
    let found = Self.found {
      $0.schemas[1].triggers = [Self.trigger("SET @x = 1")]
      $0.schemas[1].triggers[0].definer.host = ""
    }
    #expect(found.map(\.code) == [.triggerNotCarried])
    #expect(found.flatMap(\.notes) == ["its definer is a role"])
  }

  @Test(arguments: [
    ("latin1", "utf8mb4_bin"), ("utf8mb4", "latin1_bin"),
  ])
  func `the old name counts as well, and so does the collation of the connection`(
    client: String, connection: String
  ) {
    let found = Self.found(moving: "[{table: ä, as: z}]") {
      var trigger = Self.trigger("SET @x = 1", on: "ä")
      trigger.settings.characterSetClient = client
      trigger.settings.collationConnection = connection
      $0.schemas[1].triggers = [trigger]
    }
    #expect(found.map(\.code) == [.triggerNotCarried])
    #expect(found.first?.notes.first?.contains("character set latin1") == true)
  }

  /// RENAME TABLE writes the table's name into the trigger; the schema is there only if it was written.
  @Test(
    arguments: [
      (nil, []), ("TRIGGER log BEFORE INSERT ON shöp.a FOR EACH ROW ", [.triggerNotCarried]),
      ("TRIGGER shöp.log BEFORE INSERT ON a FOR EACH ROW ", [.triggerNotCarried]),
    ] as [(String?, [DiagnosticCode])])
  func `the name of the schema counts only where the trigger has it`(
    head: String?, codes: [DiagnosticCode]
  ) {
    let found = Self.found(moving: "[a]", schema: "shöp") {
      var trigger = Self.trigger("SET @x = 1", on: "a")
      trigger.settings.characterSetClient = "latin1"
      trigger.head = head
      $0.schemas[1].triggers = [trigger]
    }
    #expect(found.map(\.code) == codes)
  }

  @Test func `bare names of views and of sequences are told like those of tables`() {
    let found = Self.found {
      $0.schemas[1].views = [
        Catalog.View(
          "v", definer: Catalog.Account("app", host: "%"), characterSetClient: "utf8mb4",
          collationConnection: "utf8mb4_general_ci", definition: "select 1 AS `1`")
      ]
      $0.schemas[1].sequences = [Catalog.Sequence("s")]
      $0.schemas[1].triggers = [
        Self.trigger("SET @x = (SELECT 1 FROM v)", named: "t1"),
        Self.trigger("SET @x = (SELECT previous_value FROM s)", named: "t2"),
      ]
    }
    #expect(found.map(\.code) == [.unqualifiedTriggerName, .unqualifiedTriggerName])
  }

  @Test(arguments: ["CALL p", "CALL P", "CALL p(1)", "CALL p('\\'); SET @y = '"])
  func `a routine is called with brackets or without, in any case, and told once`(body: String) {
    let found = Self.found {
      $0.schemas[1].routines = [
        Catalog.Routine(
          "p", kind: .procedure, definer: Catalog.Account("app", host: "%"),
          settings: CatalogTextTests.settings, body: "BEGIN END"),
        Catalog.Routine(
          "Q", kind: .procedure, definer: Catalog.Account("app", host: "%"),
          settings: CatalogTextTests.settings, body: "BEGIN END"),
      ]
      $0.schemas[1].triggers = [Self.trigger(body), Self.trigger("CALL q", named: "other")]
      for index in 0...1 { $0.schemas[1].triggers[index].order = index + 1 }
    }.filter { $0.code == .unqualifiedTriggerName }
    let name = body.contains("P") ? "P" : "p"
    #expect(found.map(\.notes) == [["it calls `\(name)`"], ["it calls `q`"]])
  }

  @Test(arguments: [(0, "LOG", false), (0, "log", true), (1, "LOG", true)])
  func `the name of a trigger is taken as the server compares it`(
    lowerCaseTableNames: Int, name: String, isTaken: Bool
  ) {
    let found = Self.found {
      $0.lowerCaseTableNames.value = lowerCaseTableNames
      $0.schemas[0].tables = [Catalog.Table("z")]
      $0.schemas[0].triggers = [Self.trigger("SET @x = 1", on: "z", named: name)]
      $0.schemas[1].triggers = [Self.trigger("SET @x = 1")]
    }
    #expect(
      found.contains { $0.code == .triggerNameTaken } == isTaken, "\(found.map(\.message))")
  }

  @Test func `variables keep their collation in a schema that is created with it`() {
    func codes(_ collation: String) -> [DiagnosticCode] {
      var catalog = CatalogCheckTests.catalog(["shop": CatalogCheckTests.tables("a", "b", "c")])
      catalog.schemas[0].triggers = [Self.trigger("BEGIN DECLARE n INT; END")]
      let plan = CatalogCheckTests.plan("[a]").text.replacing(
        "archive: {table_count: {before: 0, after: 1}}",
        with: "archive: {table_count: {before: 0, after: 1}, create: {collation: \(collation)}}")
      return CatalogCheckTests.compile(plan, catalog).diagnostics.map(\.code)
    }
    #expect(codes("utf8mb4_general_ci") == [])
    #expect(codes("utf8mb4_bin") == [.triggerCollation])
  }

  @Test(arguments: [
    ("utf8mb4_general_ci", "utf8mb4_general_ci", false),
    ("utf8mb4_general_ci", "utf8mb4_bin", true), ("utf8mb4_bin", "utf8mb4_bin", true),
  ])
  func `variables keep their collation there and after a rollback, or it is told`(
    now: String, archive: String, isTold: Bool
  ) {
    let codes = Self.codes("BEGIN DECLARE n INT; END", now: now, archive: archive)
    #expect(codes == (isTold ? [.triggerCollation] : []))
    #expect(Self.codes("BEGIN END", now: now, archive: archive) == [])
  }

  @Test(arguments: [(true, "ORDERS", 1), (false, "ORDERS", 0), (false, "orders", 1)])
  func `case in a text counts only where the server lets it`(
    ignoresCase: Bool, name: String, count: Int
  ) {
    let references = BodyReferences(
      to: [QualifiedName("shop", "orders")], ignoresCase: ignoresCase
    ).references(
      in: "PREPARE s FROM 'SELECT 1 FROM shop.\(name)'", BodyQuoting(), defaultSchema: "x")
    #expect(references.map(\.form) == Array(repeating: .inString, count: count))
  }
}
