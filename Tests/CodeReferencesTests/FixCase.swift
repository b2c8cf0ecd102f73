import CodeReferences
import Testing

/// A statement of PHP, and what a fix makes of it.
struct FixCase: CustomTestStringConvertible, Sendable {
  var before: String
  var after: String
  var testDescription: String { before }

  init(_ before: String, _ after: String) {
    self.before = before
    self.after = after
  }

  /// `lupo_cfg` becomes `lupo_settings` on its way; the others keep their names.
  static let settings = ReferenceSettings(
    tables: [
      MovedTable("lupo_sessions", from: "lupopedia", to: "lupo_ephemeral"),
      MovedTable("lupo_users", from: "lupopedia", to: "lupo_ephemeral"),
      MovedTable("lupo_cfg", from: "lupopedia", to: "lupo_ephemeral", as: "lupo_settings"),
    ], tablePrefix: "lupo_", helperFunctions: ["lupo_table", "lupo_table_schema"],
    schemaConstant: "LUPO_SCHEMA")

  static let finder = ReferenceFinder(settings)

  static func fixed(_ text: String, as language: Language = .php) -> CodeFix {
    finder.fix(Array(text.utf8), language: language)
  }

  /// Texts that are changed, each an expression.
  static let changed: [FixCase] = [
    FixCase("'SELECT 1 FROM lupo_users'", "'SELECT 1 FROM ' . lupo_table('lupo_users')"),
    FixCase(
      "'SELECT 1 FROM lupo_users WHERE 1'",
      "'SELECT 1 FROM ' . lupo_table('lupo_users') . ' WHERE 1'"),
    FixCase(
      #""SELECT 1 FROM lupo_users WHERE a = '$a'""#,
      #""SELECT 1 FROM " . lupo_table('lupo_users') . " WHERE a = '$a'""#),
    FixCase(
      "'SELECT 1 FROM `lupo_users` u, lupo_sessions AS `s`'",
      "'SELECT 1 FROM ' . lupo_table('lupo_users') . ' u, ' . lupo_table('lupo_sessions') . ' AS `s`'"
    ),
    FixCase(
      #""SELECT 1 FROM\nLupo_Users\nWHERE 1""#,
      #""SELECT 1 FROM\n" . lupo_table('lupo_users') . "\nWHERE 1""#),
    FixCase(
      #""SELECT 1 FROM {$prefix}users WHERE 1""#,
      #""SELECT 1 FROM " . lupo_table('lupo_users') . " WHERE 1""#),
    FixCase(
      #""SELECT 1 FROM ${prefix}users""#, #""SELECT 1 FROM " . lupo_table('lupo_users')"#),
    FixCase(
      #""SELECT 1 FROM `{$c['prefix']}users` WHERE 1""#,
      #""SELECT 1 FROM " . lupo_table('lupo_users') . " WHERE 1""#),
    FixCase(
      "'SELECT 1 FROM ' . $prefix . 'users WHERE 1'",
      "'SELECT 1 FROM ' . lupo_table('lupo_users') . ' WHERE 1'"),
    FixCase(
      "'SELECT 1 FROM `' . PREFIX . 'users` WHERE 1'",
      "'SELECT 1 FROM ' . lupo_table('lupo_users') . ' WHERE 1'"),
    FixCase(
      "'DELETE FROM ' . $this->db->prefix() . \"users\"",
      "'DELETE FROM ' . lupo_table('lupo_users')"),
    FixCase(
      "'UPDATE lupopedia.lupo_users SET a = 1'",
      "'UPDATE ' . lupo_table('lupo_users') . ' SET a = 1'"),
    FixCase(
      "'UPDATE `lupopedia` . `lupo_users` SET a = 1'",
      "'UPDATE ' . lupo_table('lupo_users') . ' SET a = 1'"),
    FixCase(
      "'INSERT INTO lupo_users (a) SELECT a FROM lupo_sessions'",
      "'INSERT INTO ' . lupo_table('lupo_users') . ' (a) SELECT a FROM ' . lupo_table('lupo_sessions')"
    ),
    FixCase(
      "'CREATE TABLE IF NOT EXISTS lupo_users (id INT)'",
      "'CREATE TABLE IF NOT EXISTS ' . lupo_table('lupo_users') . ' (id INT)'"),
    // Columns keep their table's name where the table keeps it.
    FixCase(
      "'SELECT lupo_users.a FROM lupo_users WHERE lupo_users.b'",
      "'SELECT lupo_users.a FROM ' . lupo_table('lupo_users') . ' WHERE lupo_users.b'"),
    FixCase(
      "'SELECT lupo_cfg.a FROM lupo_cfg WHERE lupo_cfg.b'",
      "'SELECT lupo_cfg.a FROM ' . lupo_table('lupo_cfg') . ' AS `lupo_cfg` WHERE lupo_cfg.b'"),
    FixCase(
      "'SELECT c.a FROM lupo_cfg AS c WHERE c.b'",
      "'SELECT c.a FROM ' . lupo_table('lupo_cfg') . ' AS c WHERE c.b'"),
    FixCase(
      "'DELETE FROM lupo_cfg WHERE b'", "'DELETE FROM ' . lupo_table('lupo_cfg') . ' WHERE b'"),
    FixCase(
      "'UPDATE lupo_cfg SET lupo_cfg.b = 1'",
      "'UPDATE ' . lupo_table('lupo_cfg') . ' AS `lupo_cfg` SET lupo_cfg.b = 1'"),
    FixCase(
      "'DELETE lupo_users FROM lupo_users WHERE b'",
      "'DELETE lupo_users FROM ' . lupo_table('lupo_users') . ' AS `lupo_users` WHERE b'"),
    // Heredocs are divided.
    FixCase(
      "<<<SQL\nSELECT 1 FROM lupo_users\nSQL",
      "<<<SQL\nSELECT 1 FROM \nSQL\n . lupo_table('lupo_users')"
    ),
    FixCase(
      "<<<SQL\n  SELECT 1\n  FROM lupo_users u\n  WHERE a = {$a}\n  SQL",
      "<<<SQL\n  SELECT 1\n  FROM \n  SQL\n   . lupo_table('lupo_users') . <<<SQL\n   u\n  WHERE a = {$a}\n  SQL"
    ),
    FixCase(
      "<<<'A'\r\n\tDELETE FROM\r\n\tlupo_users\r\n\tWHERE 1\r\n\tA",
      "<<<'A'\r\n\tDELETE FROM\r\n\t\r\n\tA\r\n\t . lupo_table('lupo_users') . <<<'A'\r\n\r\n\tWHERE 1\r\n\tA"
    ),
    FixCase(
      "<<<\"SQL\"\nSELECT 1 FROM lupo_cfg, `{$prefix}users`\nSQL",
      "<<<\"SQL\"\nSELECT 1 FROM \nSQL\n . lupo_table('lupo_cfg') . <<<\"SQL\"\n AS `lupo_cfg`, \nSQL\n . lupo_table('lupo_users')"
    ),
    FixCase(
      "\"{$db->all('SELECT 1 FROM lupo_users')}\"",
      "\"{$db->all('SELECT 1 FROM ' . lupo_table('lupo_users'))}\""),
  ]

  /// Files that stay as they are, each with the reason.
  static let kept: [(text: String, obstacle: FixObstacle)] = [
    ("const A = 'SELECT 1 FROM lupo_users';", .constant),
    ("class A { const string B = 'SELECT 1 FROM lupo_users'; }", .constant),
    ("class A { private static ?string $b = 'SELECT 1 FROM lupo_users'; }", .constant),
    ("class A { var $b = ['c' => ['SELECT 1 FROM lupo_users']]; }", .constant),
    ("class A { const B = 1, C = 'SELECT 1 FROM lupo_users'; }", .constant),
    ("function f($a, string $b = 'SELECT 1 FROM lupo_users') {}", .constant),
    ("$f = function ($b = 'SELECT 1 FROM lupo_users') {};", .constant),
    ("$f = fn ($b = 'SELECT 1 FROM lupo_users') => 1;", .constant),
    ("function f() { static $a = 'SELECT 1 FROM lupo_users'; }", .constant),
    ("enum A: string { case B = 'SELECT 1 FROM lupo_users'; }", .constant),
    ("#[A('SELECT 1 FROM lupo_users')] function f() {}", .constant),
    ("q('RENAME TABLE lupo_users TO lupo_old');", .renaming),
    ("q('ALTER TABLE lupo_x RENAME TO lupo_users');", .renaming),
    ("q('CREATE TRIGGER t BEFORE INSERT ON lupo_users FOR EACH ROW SET @a = 1');", .trigger),
    ("q(\"SHOW TABLES LIKE 'lupo_users'\");", .question),
    ("q('SHOW COLUMNS FROM lupo_users FROM lupopedia');", .question),
    ("q('SELECT 1 FROM users');", .prefixElsewhere),
    ("q('SELECT lupopedia.lupo_users.a FROM lupo_users');", .oldSchemaOfColumn),
    ("q('DELETE FROM lupo_cfg WHERE lupo_cfg.a = 1');", .renamedColumn),
    ("q(\"SELECT 1 FROM lupo_cfg $where\");", .renamedColumn),
    ("q(\"DELETE lupo_users FROM lupo_users $where\");", .deletedByName),
    ("$a = `mysql -e \"SELECT 1 FROM lupo_users\"`;", .command),
    ("$a = 'SELECT 1 FROM lupo_users'[0];", .operand),
    ("$a = !'SELECT 1 FROM lupo_users';", .operand),
    ("$a = \"{$b->c(<<<SQL\nSELECT 1 FROM lupo_users\nSQL\n)}\";", .heredoc),
    ("DB::table('lupo_users')->get();", .passedOn),
    ("class A { protected $table = 'lupo_users'; }", .passedOn),
  ]
}
