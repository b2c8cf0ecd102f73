import CodeReferences
import Foundation
import PlancTestSupport
import Testing

struct `A fix` {
  @Test(arguments: FixCase.changed)
  func `asks the map for the name, and changes nothing else`(fix: FixCase) {
    func around(_ text: String) -> String { "<?php\n$a = f(\(text)\n);\n" }
    let result = FixCase.fixed(around(fix.before))
    #expect(String(decoding: result.bytes, as: UTF8.self) == around(fix.after))
    #expect(result.left.isEmpty)
    #expect(!result.fixed.isEmpty)
  }

  @Test(arguments: FixCase.changed)
  func `has nothing to do a second time`(fix: FixCase) {
    let result = FixCase.fixed("<?php\n$a = f(\(fix.after)\n);\n")
    #expect(result.fixed.isEmpty && result.left.isEmpty)
  }

  /// Where the function answers with the bare name, the text must be what it was, but for
  /// back-ticks, the old schema and aliases.
  @Test func `makes code that PHP runs to the same texts`() throws {
    let folder = try TemporaryFolder()
    func program(_ expressions: [String]) -> String {
      let setting = """
        <?php
        function lupo_table(string $table): string { return $table; }
        class D { function prefix() { return 'lupo_'; } function all($q) { return $q; } public $db; }
        class T { public $db; function run() {
          $this->db = $db = new D; $a = 7; $prefix = 'lupo_'; $c = ['prefix' => 'lupo_'];
          $plain = fn ($t) => strtolower(preg_replace('/ AS `lupo_[a-z]+`|`?lupopedia`? ?\\. ?|`/', '', $t));

        """
      return setting + expressions.map { "echo json_encode($plain(\($0)\n)), \"\\n\";\n" }.joined()
        + "} }\ndefine('PREFIX', 'lupo_');\n(new T)->run();\n"
    }
    func run(_ expressions: [String]) throws -> [Substring] {
      let path = try folder.write("a.php", program(expressions))
      let output = try ChildProcess.run("php", ["-n", "-d", "error_reporting=8191", path])
      #expect(output.exitCode == 0, "\(output.stdout)\(output.stderr)")
      return output.stdout.split(separator: "\n")
    }
    let before = try run(FixCase.changed.map(\.before))
    let after = try run(FixCase.changed.map(\.after))
    #expect(before.count == FixCase.changed.count)
    for (number, pair) in zip(before, after).enumerated() {
      #expect(pair.0 == pair.1, "\(FixCase.changed[number].before)")
    }
    #expect(after.count == before.count)
  }

  @Test(arguments: FixCase.kept.indices)
  func `leaves what it cannot change, and says why`(number: Int) {
    let (text, obstacle) = FixCase.kept[number]
    let bytes = Array("<?php\n\(text)\n".utf8)
    let result = FixCase.finder.fix(bytes, language: .php)
    #expect(result.bytes == bytes, "\(text)")
    #expect(result.left.map(\.obstacle) == [obstacle], "\(text)")
    #expect(!obstacle.sentence.isEmpty)
  }

  @Test func `does not guess a prefix that the plan does not tell`() {
    var settings = FixCase.settings
    settings.tablePrefix = ""
    let code = "<?php\nq(\"SELECT 1 FROM {$prefix}users\");\nq('SELECT 1 FROM lupo_users');\n"
    let result = ReferenceFinder(settings).fix(Array(code.utf8), language: .php)
    #expect(result.left.map(\.obstacle) == [.prefixUnknown])
    #expect(result.fixed.count == 1)
  }

  @Test func `leaves other languages as they are`() {
    for (language, text) in [
      (Language.python, "q('SELECT 1 FROM lupo_users')\n"),
      (.javascript, "q(`SELECT 1 FROM lupo_users`)\n"),
    ] {
      let result = FixCase.fixed(text, as: language)
      #expect(String(decoding: result.bytes, as: UTF8.self) == text)
      #expect(result.left.map(\.obstacle) == [.language])
    }
  }

  @Test func `keeps a byte-order mark, line ends and bytes that are not UTF-8`() {
    let start: [UInt8] = [0xEF, 0xBB, 0xBF]
    let code = Array("<?php\r\nq('SELECT \"caf".utf8) + [0xE9, 0x00] + Array("\" FROM ".utf8)
    let rest = Array(" WHERE 1');\r\n// \u{202E}".utf8) + [0xFF]
    let result = FixCase.finder.fix(
      start + code + Array("lupo_users".utf8) + rest, language: .php)
    #expect(
      result.bytes == start + code + Array("' . lupo_table('lupo_users') . '".utf8) + rest)
  }

  @Test(arguments: [
    ("SELECT 1 FROM lupo_users;", "SELECT 1 FROM `lupo_ephemeral`.`lupo_users`;"),
    (
      "DROP TABLE IF EXISTS `lupo_users`;\r\n",
      "DROP TABLE IF EXISTS `lupo_ephemeral`.`lupo_users`;\r\n"
    ),
    (
      "INSERT INTO lupopedia.lupo_users VALUES (1,'lupo_users');",
      "INSERT INTO `lupo_ephemeral`.`lupo_users` VALUES (1,'lupo_users');"
    ),
    ("CREATE TABLE lupo_cfg (a INT)", "CREATE TABLE `lupo_ephemeral`.`lupo_settings` (a INT)"),
    (
      "SELECT lupo_cfg.a FROM lupo_cfg; DELETE FROM lupo_cfg;",
      "SELECT lupo_cfg.a FROM `lupo_ephemeral`.`lupo_settings` AS `lupo_cfg`; "
        + "DELETE FROM `lupo_ephemeral`.`lupo_settings`;"
    ),
    (
      "USE lupo_ephemeral; SELECT 1 FROM lupo_users;",
      "USE lupo_ephemeral; SELECT 1 FROM lupo_users;"
    ),
    ("-- FROM lupo_users\nSELECT 1", "-- FROM lupo_users\nSELECT 1"),
    ("RENAME TABLE lupo_users TO lupo_x;", "RENAME TABLE lupo_users TO lupo_x;"),
    ("SELECT 1 FROM #__users;", "SELECT 1 FROM #__users;"),
    ("ALTER TABLE lupo_users RENAME TO x;", "ALTER TABLE lupo_users RENAME TO x;"),
    ("ALTER TABLE lupo_users RENAME AS x", "ALTER TABLE lupo_users RENAME AS x"),
    (
      "ALTER TABLE lupo_users ADD a INT, RENAME x; DROP TABLE lupo_users;",
      "ALTER TABLE lupo_users ADD a INT, RENAME x; DROP TABLE `lupo_ephemeral`.`lupo_users`;"
    ),
    (
      "ALTER TABLE lupo_users RENAME COLUMN a TO b, RENAME INDEX c TO d;",
      "ALTER TABLE `lupo_ephemeral`.`lupo_users` RENAME COLUMN a TO b, RENAME INDEX c TO d;"
    ),
    (
      "ALTER TABLE lupo_users ADD FOREIGN KEY (a) REFERENCES stays (a);",
      "ALTER TABLE lupo_users ADD FOREIGN KEY (a) REFERENCES stays (a);"
    ),
    (
      "ALTER TABLE lupo_users ADD FOREIGN KEY (a) REFERENCES lupo_sessions (a);",
      "ALTER TABLE `lupo_ephemeral`.`lupo_users` ADD FOREIGN KEY (a) "
        + "REFERENCES `lupo_ephemeral`.`lupo_sessions` (a);"
    ),
    (
      "WITH lupo_users AS (SELECT a FROM lupo_users UNION SELECT 1) SELECT a FROM lupo_users;",
      "WITH lupo_users AS (SELECT a FROM `lupo_ephemeral`.`lupo_users` UNION SELECT 1) "
        + "SELECT a FROM lupo_users;"
    ),
    (
      "WITH RECURSIVE lupo_users AS (SELECT 1 UNION SELECT a FROM lupo_users) TABLE lupo_users;",
      "WITH RECURSIVE lupo_users AS (SELECT 1 UNION SELECT a FROM lupo_users) TABLE lupo_users;"
    ),
    (
      "INSERT INTO lupo_sessions WITH x (a) AS (SELECT 1), lupo_users (a, b) AS (SELECT 1, 2) "
        + "SELECT a FROM lupo_users;",
      "INSERT INTO `lupo_ephemeral`.`lupo_sessions` WITH x (a) AS (SELECT 1), lupo_users (a, b) AS "
        + "(SELECT 1, 2) SELECT a FROM lupo_users;"
    ),
    (
      "FETCH FROM lupo_users INTO a; PREPARE lupo_users FROM @a; EXECUTE lupo_users;",
      "FETCH FROM lupo_users INTO a; PREPARE lupo_users FROM @a; EXECUTE lupo_users;"
    ),
  ])
  func `qualifies the names of a file of SQL`(before: String, after: String) {
    let result = FixCase.fixed(before, as: .sql)
    #expect(String(decoding: result.bytes, as: UTF8.self) == after)
    #expect(FixCase.fixed(after, as: .sql).fixed.isEmpty)
  }

  @Test func `doubles back-ticks in names of schemas, and escapes quotes in PHP`() {
    let settings = ReferenceSettings(
      tables: [MovedTable("it's_a", from: "old", to: "a`b")], helperFunctions: ["place"])
    let finder = ReferenceFinder(settings)
    let sql = finder.fix(Array("SELECT 1 FROM `it's_a`".utf8), language: .sql)
    #expect(String(decoding: sql.bytes, as: UTF8.self) == "SELECT 1 FROM `a``b`.`it's_a`")
    let php = finder.fix(Array("<?php q(\"SELECT 1 FROM `it's_a`\");".utf8), language: .php)
    #expect(
      String(decoding: php.bytes, as: UTF8.self)
        == #"<?php q("SELECT 1 FROM " . place('it\'s_a'));"#)
  }
}
