/// Faults of a plan's shape, one in each plan, with the codes that planc must give; and both sides
/// of every limit.
enum SchemaCases {
  struct Case: Sendable {
    enum Change: Sendable {
      case value(String)
      case key(String)
      case none
    }

    var path: String
    var change: Change
    /// The codes P2xx, in the order in which they are found; none for a plan of a right shape.
    var codes: [String]

    /// Nil where the plan has no such place.
    var plan: String? {
      switch change {
      case .value(let yaml): PlanTree.everyKey.replacing(path, by: yaml)?.text
      case .key(let key): PlanTree.everyKey.renaming(path, to: key)?.text
      case .none: PlanTree.everyKey.parts.first { $0.path == path }?.replaced(nil, nil).text
      }
    }
  }

  static let all: [Case] = names + texts + numbers + files + collections + keys

  /// - Parameter values: what stands at the path, and the codes that it gives, in one word.
  private static func cases(_ path: String, _ values: [(String, String)]) -> [Case] {
    values.map { value, codes in
      Case(path: path, change: .value(value), codes: codes.split(separator: " ").map(String.init))
    }
  }

  private static func keyCases(_ path: String, _ keys: [(String, String)]) -> [Case] {
    keys.map { key, codes in
      Case(path: path, change: .key(key), codes: codes.split(separator: " ").map(String.init))
    }
  }

  private static func x(_ count: Int, _ ending: String = "") -> String {
    String(repeating: "x", count: count) + ending
  }

  private static let names =
    cases(
      "plan",
      [
        (x(48), ""), (x(49), "P206"), ("Demo", "P209"), ("de-mo", "P209"), ("_demo", "P209"),
        ("2nd", "P209"), ("''", "P209"), ("", "P203"), ("[demo]", "P203"), ("true", "P207"),
        ("7", "P207 P209"), (#""demo\n""#, "P210"),
      ])
    + cases(
      "schemas.<name>.alias",
      [
        (x(64), ""), (x(65), "P206"), ("Core", "P209"), ("state", "P209"), ("state_a", "P209"),
        ("stated", ""), ("a.b", "P209"), ("{}", "P203"), ("", "P203"),
      ])
    + cases(
      "schemas.<name>.create.collation",
      [
        (x(64), ""), (x(65), "P206"), ("UTF8MB4_BIN", ""), ("_bin", "P209"), ("a-b", "P209"),
        ("''", "P209"), ("[a]", "P203"),
      ])
    + cases(
      "code.php.function",
      [
        (x(64), ""), (x(65), "P206"), ("_t", ""), ("2t", "P209"), ("a-b", "P209"),
        ("match", "P209"), ("MATCH", "P209"), ("Match", "P209"), ("matches", ""), ("''", "P209"),
        ("__halt_compiler", "P209"), ("{}", "P203"),
      ])
    + cases(
      "code.php.constant", [(x(64), ""), (x(65), "P206"), ("Null_", ""), ("__CLASS__", "P209")])
    + cases(
      "assignments[].from",
      [("x", ""), (x(65), ""), ("''", ""), ("Shop", ""), ("[shop]", "P203"), ("{}", "P203")])
    + cases(
      "schemas.<name>.create.grants_like",
      [("x", ""), ("'2024_01'", ""), ("true", "P207"), ("[a]", "P203"), ("", "P203")])
    + cases(
      "triggers",
      [
        ("refuse", ""), ("recreates", "P209"), ("Refuse", "P209"), ("no", "P209"),
        ("", "P203"),
      ])
    + cases(
      "grants",
      [("leave", ""), ("keep", "P209"), ("''", "P209"), ("true", "P209"), ("[copy]", "P203")])
    + cases("assignments[].to", [("x", ""), ("", "P203"), (#""\u202Ea""#, "P210")])
    + cases(
      "assignments[].tables[].table",
      [("x", ""), ("'2024_01'", ""), ("1.5", "P207"), ("true", "P207"), (#""a\tb""#, "P210")])
    + cases("assignments[].tables[].as", [("x", ""), ("-1", "P207"), ("", "P203")])
    + keyCases(
      "schemas.<name>",
      [("x", ""), ("my-shop", ""), ("Shop", ""), (#""a\n""#, "P210"), (#""\u200Fa""#, "P210")])

  private static let texts =
    cases(
      "title",
      [
        (x(200), ""), (x(201), "P206"), ("''", "P206"), ("", "P203"), ("[a]", "P203"),
        ("true", ""), ("4.0", ""), ("'*/'", ""), ("😀", ""), (#""a\nb""#, "P210"),
        (#""a\u0007""#, "P208"), (#""a\u2029""#, "P208"), (#""a\u2066""#, "P210"),
      ])
    + cases("version", [(x(64), ""), (x(65), "P206"), ("1", ""), ("''", "P206"), ("{}", "P203")])
    + cases(
      "schemas.<name>.create.comment",
      [
        (x(1024), ""), (x(1025), "P206"), ("''", "P206"), ("'*/'", "P210"), ("'* /'", ""),
        ("😀", "P210"), (#""\uFFFD""#, ""), (#""a\n""#, "P210"), ("1", ""), ("[a]", "P203"),
      ])
    + keyCases(
      "assignments[].tables",
      [("x", "P202 P201"), ("tabels", "P201")])

  private static let numbers =
    cases(
      "lock_wait_timeout",
      [
        ("1", ""), ("0", "P206"), ("3600", ""), ("3601", "P206"), ("-1", "P205"), ("5.5", "P205"),
        ("'5'", "P205"), ("five", "P205"), ("", "P203"), ("[5]", "P203"), ("true", "P205"),
        ("99999999999999999999", "P206"),
      ])
    + ["before", "after", "budget"].flatMap { key in
      cases(
        "schemas.<name>.table_count.\(key)",
        [
          ("0", ""), ("-1", "P205"), ("1000000000", ""), ("1000000001", "P206"), ("''", "P205"),
          ("{a: 1}", "P203"),
        ])
    }

  private static let files =
    ["create_schemas", "drop_schemas", "rollback", "preflight", "verify", "status"].flatMap {
      role in
      cases(
        "outputs.\(role)",
        [
          (x(124, ".sql"), ""), (x(125, ".sql"), "P211"), ("x.php", "P211"), (".sql", "P211"),
          ("../x.sql", "P211"),
        ])
    }
    + cases(
      "code.php.file",
      [
        (x(124, ".php"), ""), (x(125, ".php"), "P211"), ("x.PHP", "P211"), ("-x.php", "P211"),
        ("a..php", "P211"), ("a.b-c.php", ""), ("ä.php", "P211"), ("'a b.php'", "P211"),
        (#""a.php\n""#, "P210"), ("", "P203"),
      ])

  private static let collections =
    cases("schemas", [("{}", "P204"), ("[]", "P203"), ("shop", "P203"), ("", "P203")])
    + cases("schemas.<name>", [("{}", "P202"), ("[]", "P203"), ("", "P203")])
    + cases(
      "schemas.<name>.table_count", [("{}", "P202"), ("10", "P203"), ("{before: 1}", "P202")])
    + cases("schemas.<name>.create", [("{}", "P202"), ("true", "P203"), ("{comment: a}", "P202")])
    + cases(
      "assignments", [("[]", "P204"), ("{}", "P203"), ("[[]]", "P203"), ("[{}]", "P202")])
    + cases(
      "assignments[].tables",
      [
        ("[]", "P204"), ("{}", "P204"), ("[a]", ""), ("{A: [a]}", ""), ("{A: []}", "P204"),
        ("{A: a}", "P203"), ("{A: {b: [c]}}", "P203"), ("[[a]]", "P203"), ("[{table: a}]", "P202"),
        ("[{as: a}]", "P202"), ("[{table: a, as: b, to: c}]", "P201"), ("{'': [a]}", "P206"),
        ("{\(x(128)): [a]}", ""), ("{\(x(129)): [a]}", "P206"), ("{7: [a]}", ""),
        ("{true: [a]}", ""), (#"{"a\nb": [a]}"#, "P210"), ("a", "P203"), ("", "P203"),
      ])
    + cases(
      "code", [("{}", "P204"), ("php", "P203"), ("{php: {}}", "P204"), ("{js: {}}", "P201")])
    + cases("outputs", [("{}", "P204"), ("[]", "P203"), ("{readme: a.sql}", "P201")])

  private static let keys =
    [
      Case(path: "schemas.<name>.alias", change: .none, codes: []),
      Case(path: "schemas.<name>.create", change: .none, codes: ["P201", "P201"]),
      Case(path: "schemas.<name>.create.comment", change: .none, codes: []),
      Case(path: "outputs.create_schemas", change: .none, codes: []),
      Case(path: "outputs.drop_schemas", change: .none, codes: []),
    ]
    + cases(
      "schemas",
      [
        ("{shop: {table_count: {before: 1, after: 1}, create: {collation: a}}}", ""),
        ("{my-shop: {table_count: {before: 1, after: 1}, create: {collation: a}}}", "P202"),
        ("{My-Shop: {table_count: {before: 1, after: 1}, create: {collation: a}}}", "P202"),
        ("{My_Shop: {table_count: {before: 1, after: 1}, create: {collation: a}}}", ""),
        ("{Élan: {table_count: {before: 1, after: 1}, create: {collation: a}}}", "P202"),
        ("{state: {table_count: {before: 1, after: 1}, create: {collation: a}}}", "P209"),
        ("{state_1: {table_count: {before: 1, after: 1}, create: {collation: a}}}", "P209"),
        ("{stated: {table_count: {before: 1, after: 1}, create: {collation: a}}}", ""),
        ("{'': {table_count: {before: 1, after: 1}, create: {collation: a}}}", "P202"),
        ("{a-b: {alias: a, table_count: {before: 1, after: 1}, create: {collation: a}}}", ""),
      ])
}
