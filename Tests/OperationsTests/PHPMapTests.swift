import Diagnostics
import PlancTestSupport
import Testing

@testable import Operations
@testable import Plans

/// The map is run by PHP: what counts is what it answers.
@Suite struct PHPMapTests {
  private static let places =
    PhaseATables.orchestration.flatMap(\.tables)
    .map { ($0, "lupopedia_orchestration") }
    + PhaseATables.ephemeral.flatMap(\.tables).map { ($0, "lupopedia_ephemeral") }
    + (PhaseATables.core + ["lupo_of_nobody"]).map { ($0, "lupopedia") }

  @Test func `all 111 tables and an unknown one are where they are after the move`() throws {
    let answers = try ask([Example.phaseA], for: Self.places.map(\.0))
    #expect(answers == Self.places.map { "`\($0.1)`.`\($0.0)` \($0.1)" })
  }

  @Test(arguments: ["before", "after"])
  func `the checked-in map answers for all 111 tables and an unknown one`(state: String) throws {
    let names = Self.places.map { "'\($0.0)'" }.joined(separator: ", ")
    let output = try ChildProcess.run(
      "/usr/bin/env",
      [
        "LUPO_SCHEMA_STATE=\(state)", "LUPO_SCHEMA_STATE_PHASE_B=before", "php", "-r",
        """
        require '\(Repository.root)/generated/schema-config.php';
        foreach ([\(names)] as $table) { echo lupo_table($table), "\\n"; }
        """,
      ])
    let places = Self.places.map { "`\(state == "after" ? $0.1 : "lupopedia")`.`\($0.0)`" }
    #expect(output.stdout == places.joined(separator: "\n") + "\n", "\(output.stderr)")
  }

  @Test(arguments: ["constant", "environment"])
  func `all 111 tables and an unknown one are where they were before the move`(
    by means: String
  ) throws {
    let answers = try ask(
      [Example.phaseA], for: Self.places.map(\.0),
      first: means == "constant" ? "define('LUPO_SCHEMA_STATE', 'before');" : "",
      environment: means == "environment" ? ["LUPO_SCHEMA_STATE": "before"] : [:])
    #expect(answers == Self.places.map { "`lupopedia`.`\($0.0)` lupopedia" })
  }

  @Test func `the switch's constant wins over the environment`() throws {
    let answers = try ask(
      [Example.phaseA], for: ["lupo_sessions"], first: "define('LUPO_SCHEMA_STATE', 'after');",
      environment: ["LUPO_SCHEMA_STATE": "before"])
    #expect(answers == ["`lupopedia_ephemeral`.`lupo_sessions` lupopedia_ephemeral"])
  }

  @Test(arguments: ["", "Before", "BEFORE ", "1"])
  func `a switch that says anything else stops the application at the start`(
    state: String
  ) throws {
    let output = try php(
      [Example.phaseA], "echo 'not reached';", environment: ["LUPO_SCHEMA_STATE": state])
    #expect(output.exitCode == 255)
    #expect(!output.stdout.contains("not reached"))
    #expect(
      output.stdout.contains("LUPO_SCHEMA_STATE must be 'before' or 'after', but is '\(state)'"))
  }

  @Test(arguments: ["true", "false", "null", "0"])
  func `a switch that is not a text is an error as well`(state: String) throws {
    let output = try php(
      [Example.phaseA], "echo 'not reached';", first: "define('LUPO_SCHEMA_STATE', \(state));")
    #expect(output.exitCode == 255)
    #expect(output.stdout.contains("must be 'before' or 'after'"))
  }

  @Test func `a constant defined before the include wins`() throws {
    let answers = try ask(
      [Example.phaseA], for: ["lupo_sessions", "lupo_actors"],
      first: "define('LUPO_SCHEMA_EPHEMERAL', 'stg`x'); define('LUPO_SCHEMA_CORE', 'stg');")
    #expect(answers == ["`stg``x`.`lupo_sessions` stg`x", "`stg`.`lupo_actors` stg"])
  }

  @Test func `including it twice does no harm`() throws {
    let output = try php(
      [Example.phaseA], "include __DIR__ . '/schema-config.php'; echo lupo_table('x');")
    #expect(output.exitCode == 0)
    #expect(output.stdout == "`lupopedia`.`x`")
  }

  @Test(arguments: ["function lupo_table($t) { return $t; }", ""])
  func `another function of its name is an error, not a wrong answer`(own: String) throws {
    var migration = Example.phaseA
    if own.isEmpty { migration.code.php?.function = "count" }
    let output = try php([migration], "echo 'not reached';", first: own)
    #expect(output.exitCode == 255)
    #expect(output.stdout.contains("() is not the one of "))
  }

  @Test func `it leaves no global variable behind and writes nothing`() throws {
    let output = try php(
      [Example.phaseA], "echo count(array_diff(array_keys(get_defined_vars()), ['known']));",
      first: "$known = array_keys(get_defined_vars());")
    let before = try php(
      [], "echo count(array_diff(array_keys(get_defined_vars()), ['known']));",
      first: "$known = array_keys(get_defined_vars());")
    #expect(output == before)
    #expect(output.exitCode == 0)
  }

  @Test(arguments: [("before", "`a`.`old`", "a"), ("after", "`b`.`new`", "b")])
  func `a table that is renamed on the way answers to both names in both states`(
    state: String, name: String, schema: String
  ) throws {
    let answers = try ask(
      [Example.renaming], for: ["old", "new"], environment: ["LUPO_SCHEMA_STATE": state])
    #expect(answers == ["\(name) \(schema)", "\(name) \(schema)"])
  }

  @Test func `any name comes through`() throws {
    let names = [
      "it's", "back\\slash", "end\\", "`tick`", "?>", "<?php", "$x {$y}", "\"q\"", "123", "007",
      "*/", "tür", "a.b", "0", "'); exit; //", "\\'", "%s", "日本",
    ]
    let migration = Example.migration(
      "names",
      schemas: [
        Example.existing("so'ur\\ce`", alias: "s", 30, 12),
        Example.existing("?>", alias: "t", 0, 18),
      ],
      targets: [("so'ur\\ce`", "?>", names.map(Example.table))])
    let answers = try ask([migration], for: names + ["other"])
    let expected = names.map { "`?>`.`\($0.replacing("`", with: "``"))` ?>" }
    #expect(answers == expected + ["`so'ur\\ce```.`other` so'ur\\ce`"])
  }

  @Test func `a path cannot leave its comment`() throws {
    var migration = Example.phaseA
    migration.planPath = "plans/?>a\necho 'out';.yaml"
    let output = try php([migration], "echo lupo_table('x');")
    #expect(output.stdout == "`lupopedia`.`x`")
  }

  // MARK: Several plans

  private static var phaseB: Migration {
    Example.migration(
      "phase_b",
      schemas: [
        Example.existing("lupopedia", alias: "core", 77, 76),
        Example.created("lupopedia_archive", alias: "archive", tables: 1),
      ],
      targets: [("lupopedia", "lupopedia_archive", [Example.table("lupo_contents")])])
  }

  private static let three = ["lupo_sessions", "lupo_contents", "lupo_actors"]

  @Test func `two plans of a folder give one map`() throws {
    let answers = try ask([Example.phaseA, Self.phaseB], for: Self.three)
    #expect(
      answers == [
        "`lupopedia_ephemeral`.`lupo_sessions` lupopedia_ephemeral",
        "`lupopedia_archive`.`lupo_contents` lupopedia_archive",
        "`lupopedia`.`lupo_actors` lupopedia",
      ])
  }

  @Test func `a schema of two plans has one constant`() {
    let map = String(
      decoding: renderPHPMap([Example.phaseA, Self.phaseB]).bytes, as: UTF8.self)
    let constants = map.split(separator: "\n").filter { $0.hasPrefix("defined('") }
    #expect(constants.count > 3)
    #expect(Set(constants).count == constants.count)
  }

  @Test func `one plan can be done while another is not`() throws {
    let answers = try ask(
      [Example.phaseA, Self.phaseB], for: Self.three,
      environment: ["LUPO_SCHEMA_STATE": "before", "LUPO_SCHEMA_STATE_PHASE_A": "after"])
    #expect(
      answers == [
        "`lupopedia_ephemeral`.`lupo_sessions` lupopedia_ephemeral",
        "`lupopedia`.`lupo_contents` lupopedia", "`lupopedia`.`lupo_actors` lupopedia",
      ])
  }

  @Test func `the order in which plans are read does not show`() {
    let a = renderPHPMap([Example.phaseA, Self.phaseB])
    #expect(a == renderPHPMap([Self.phaseB, Example.phaseA]))
    #expect(a != renderPHPMap([Example.phaseA]))
  }

  @Test func `where plans start from different schemas, the first plan's holds what is not listed`()
    throws
  {
    let other = Example.migration(
      "shop",
      schemas: [
        Example.existing("shop", alias: "shop", 5, 4), Example.existing("old", alias: "old", 0, 1),
      ],
      targets: [("shop", "old", [Example.table("orders")])])
    let migrations = [other, Example.phaseA]
    #expect(
      try ask(migrations, for: ["lupo_sessions", "orders", "lupo_actors"]) == [
        "`lupopedia_ephemeral`.`lupo_sessions` lupopedia_ephemeral", "`old`.`orders` old",
        "`lupopedia`.`lupo_actors` lupopedia",
      ])
    let text = Self.text(of: migrations)
    #expect(text.contains("// Tables that are not listed here stand in LUPO_SCHEMA_CORE.\n"))
    #expect(
      text.contains("// LUPO_SCHEMA_SHOP: a table there that does not move needs its schema\n"))
    #expect(!Self.text(of: [Example.phaseA]).contains("needs its schema"))
  }

  // MARK: The file

  @Test func `it begins as generated files do`() {
    let lines = Self.text(of: [Example.phaseA]).split(separator: "\n")
    #expect(lines[0] == "<?php")
    #expect(lines[1] == "// Code generated by planc from plans/phase_a.yaml. DO NOT EDIT.")
    #expect(renderPHPMap([Example.phaseA]).path == "schema-config.php")
  }

  @Test func `its settings are read from its first lines`() {
    for settings in [
      PHPMapSettings(), PHPMapSettings(file: "a-b.1.php", function: "_f", constant: "STATE_STATE"),
    ] {
      var migration = Example.phaseA
      migration.code.php = settings
      let head = Array(renderPHPMap([migration]).bytes.prefix(2000))
      #expect(PHPMapSettings(file: settings.file, readingHead: head) == settings)
      #expect(PHPMapSettings(file: "a b.php", readingHead: head) == nil)
      #expect(PHPMapSettings(file: settings.file, readingHead: Array(head.prefix(100))) == nil)
    }
  }

  @Test func `a plan without code.php writes no map, one with any of its keys does`() {
    func paths(_ code: String) -> [String] {
      let file = SourceFile(
        path: "plans/p.yaml",
        text: PlansTogetherTests.plan(
          "p", from: "a", to: "b", tables: "x", extra: code))
      return compile([PlanSource(file, path: file.path)]).files.map(\.path)
    }
    #expect(!paths("").contains { $0.hasSuffix(".php") })
    #expect(!paths("code: {table_prefix: p_}").contains { $0.hasSuffix(".php") })
    #expect(paths("code: {php: {constant: C}}").contains("schema-config.php"))
    #expect(paths("code: {php: {file: m.php}}").contains("m.php"))
  }

  @Test func `a further table is one further line`() {
    let more = Example.phaseA(adding: "zzz", toGroup: 0)
    let before = Self.text(of: [Example.phaseA]).split(separator: "\n")
    let after = Self.text(of: [more]).split(separator: "\n")
    let changes = after.difference(from: before)
    #expect(changes.count == 1)
    #expect(changes.insertions.count == 1)
  }

  @Test func `other names for the function, the constants and the file are used`() throws {
    var migration = Example.phaseA
    migration.code.php = PHPMapSettings(
      file: "places.php", function: "place_of", constant: "WHERE")
    let output = try php(
      [migration], "echo place_of('lupo_sessions'), place_of_schema('x'), WHERE_CORE;",
      environment: ["WHERE_STATE": "after", "LUPO_SCHEMA_STATE": "ignored"])
    #expect(output.stdout == "`lupopedia_ephemeral`.`lupo_sessions`lupopedialupopedia")
    #expect(!Self.text(of: [migration]).lowercased().contains("lupo_schema"))
  }

  // MARK: PHP

  private static func text(of migrations: [Migration]) -> String {
    String(decoding: renderPHPMap(migrations).bytes, as: UTF8.self)
  }

  /// What both functions answer for each table.
  private func ask(
    _ migrations: [Migration], for tables: [String], first: String = "",
    environment: [String: String] = [:]
  ) throws -> [String] {
    let list = tables.map {
      "'\($0.replacing("\\", with: "\\\\").replacing("'", with: "\\'"))'"
    }
    let output = try php(
      migrations,
      """
      foreach ([\(list.joined(separator: ", "))] as $table) {
        echo lupo_table($table), ' ', lupo_table_schema($table), "\\n";
      }
      """, first: first, environment: environment)
    #expect(output.stderr == "")
    #expect(output.exitCode == 0, "\(output.stdout)")
    return output.stdout.split(separator: "\n").map(String.init)
  }

  /// Runs `first`, includes the map, and runs `then`. PHP shows every notice. Without migrations the
  /// included file is empty.
  private func php(
    _ migrations: [Migration], _ then: String, first: String = "",
    environment: [String: String] = [:]
  ) throws -> ProgramOutput {
    let folder = try TemporaryFolder()
    let map =
      migrations.isEmpty
      ? GeneratedFile(path: "schema-config.php", origin: "", bytes: Array("<?php\n".utf8))
      : renderPHPMap(migrations)
    let path = try folder.write(map.path, bytes: map.bytes)
    let syntax = try ChildProcess.run("php", ["-n", "-l", path])
    #expect(syntax.exitCode == 0, "\(syntax.stdout)\(syntax.stderr)")
    let main = try folder.write(
      "main.php", "<?php\nerror_reporting(E_ALL);\n\(first)\ninclude '\(path)';\n\(then)\n")
    return try ChildProcess.run(
      "php", ["-n", "-d", "display_errors=1", main],
      environment: ["PATH": "/usr/bin:/bin"].merging(environment) { $1 })
  }
}
