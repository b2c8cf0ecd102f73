import Diagnostics
import PlancTestSupport
import Testing

struct SettingsTests {
  static func codes(_ tail: String) -> [String] {
    diagnostics(planText(tail: tail).text).map(\.code.rawValue)
  }

  @Test(arguments: [
    ("table_prefix: lupo_", ""), ("table_prefix: " + String(repeating: "p", count: 32), ""),
    ("table_prefix: " + String(repeating: "p", count: 33), "P206"), ("table_prefix: a-b", "P209"),
    ("table_prefix: ''", "P209"), ("table_prefix: [a]", "P203"),
    ("prefix_expressions: ['$p', LUPO_PREFIX]", ""), ("prefix_expressions: []", "P204"),
    ("prefix_expressions: $p", "P203"), ("prefix_expressions: ['']", "P206"),
    ("query_functions: [fetch_all]", ""), ("query_functions: ['a b']", "P209"),
    ("php: {class: Lupo}", "P201"),
  ])
  func `what the search of code is told`(keys: String, codes: String) {
    #expect(Self.codes("code: {\(keys)}").joined(separator: " ") == codes)
  }

  @Test(arguments: ["f", "_f", "lupo_table", "lupoTable2", String(repeating: "f", count: 64)])
  func `names for PHP`(name: String) {
    #expect(Self.codes("code: {php: {function: \(name), constant: \(name)}}") == [])
  }

  @Test(arguments: [
    ("2f", "P209"), ("lupo-table", "P209"), ("lupo table", "P209"), ("''", "P209"),
    ("tür", "P209"), ("$f", "P209"), ("f()", "P209"), ("match", "P209"), ("List", "P209"),
    (String(repeating: "f", count: 65), "P206"), ("\"null\"", "P209"), ("true", "P207 P209"),
  ])
  func `names that PHP refuses`(name: String, codes: String) {
    #expect(Self.codes("code: {php: {function: \(name)}}").joined(separator: " ") == codes)
    #expect(Self.codes("code: {php: {constant: \(name)}}").joined(separator: " ") == codes)
  }

  @Test(arguments: [
    "map.php", "schema-config.php", "a.b_c-1.php", String(repeating: "m", count: 124) + ".php",
  ])
  func `file names`(name: String) {
    #expect(Self.codes("code: {php: {file: \(name)}}") == [])
  }

  @Test(arguments: [
    "map.sql", "map", ".php", "sub/map.php", "../map.php", "/map.php", ".map.php", "a..php",
    "-map.php", "'my map.php'", "'map.php '", "map.PHP", "mäp.php", "'map`.php'", "\"map\\\\.php\"",
    "''", String(repeating: "m", count: 125) + ".php", "'a:b.php'", "'$(x).php'",
  ])
  func `file names that could do harm`(name: String) {
    #expect(Self.codes("code: {php: {file: \(name)}}") == ["P211"])
  }

  @Test(arguments: ["rollback", "preflight", "verify", "status"])
  func `outputs by role`(role: String) {
    #expect(Self.codes("outputs: {\(role): my_file.sql}") == [])
    #expect(Self.codes("outputs: {\(role): my_file.txt}") == ["P211"])
    #expect(Self.codes("outputs: {\(role): [a.sql]}") == ["P203"])
  }

  @Test func `outputs without a file`() {
    #expect(Self.codes("outputs: {}") == ["P204"])
    #expect(Self.codes("outputs: {readme: x.sql}") == ["P201"])
    #expect(Self.codes("code: {}") == ["P204"])
    #expect(Self.codes("code: {php: {}}") == ["P204"])
  }

  @Test func `a name for the schemas' script needs schemas to create`() {
    #expect(Self.codes("outputs: {create_schemas: x.sql}") == ["P201"])
    #expect(Self.codes("outputs: {drop_schemas: x.sql}") == ["P201"])
  }

  @Test func `two outputs with one name`() {
    let marked = planText(
      tail: """
        outputs:
          verify: check.sql
                  ~~~~~~~~~ P312
          status: CHECK.sql
                  ^^^^^^^^^ P312 `status` and `verify` would be one file, `CHECK.sql`
        """)
    #expect(differences(marked) == [])
  }

  @Test func `an output named like another's default`() {
    let marked = planText(
      head: """
        plan: demo
              ~~~~ P312
        title: A demonstration
        version: 1.0
        """,
      tail: """
        outputs:
          verify: demo_rollback.sql
                  ^^^^^^^^^^^^^^^^^ P312 `verify` and `rollback` by default would be one file, `demo_rollback.sql`
        """)
    #expect(differences(marked) == [])
  }

  @Test func `an output named like a move file`() {
    let marked = planText(
      schemas: """
        schemas:
          shop: {table_count: {before: 3, after: 2}}
          archive: {alias: old, table_count: {before: 0, after: 1}}
                           ~~~ P312
        """,
      tail: """
        outputs:
          verify: demo_move_old_tables.sql
                  ^^^^^^^^^^^^^^^^^^^^^^^^ P312
        """)
    #expect(differences(marked) == [])
  }

  @Test func `a schema that no table moves to has no move file`() {
    #expect(Self.codes("outputs: {verify: demo_move_shop_tables.sql}") == [])
  }

  @Test func `outputs may trade their default names`() {
    #expect(
      Self.codes("outputs: {verify: demo_status.sql, status: demo_verify.sql}") == [])
  }
}
