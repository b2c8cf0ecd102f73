@testable import Operations

/// What a server answers to the files of a small plan, written down: three tables in two schemas.
enum Canned {
  static let migration = Example.migration(
    "small",
    schemas: [
      MigratedSchema(name: "a", alias: "a", tablesBefore: 5, tablesAfter: 2, budget: 5),
      MigratedSchema(name: "b", alias: "b", tablesBefore: 0, tablesAfter: 3),
    ],
    targets: [("a", "b", [(nil, [("one", "one"), ("two", "zwei"), ("three", "three")])])])

  /// The same, each table by a statement of its own.
  static let oneByOne: Migration = {
    var migration = Canned.migration
    migration.batches = migration.batches.flatMap(\.moves).map {
      Batch(groups: [Batch.Group(title: nil, moves: [$0])])
    }
    return migration
  }()

  static func status(
    _ word: String = "NOT STARTED", _ places: [String] = ["source", "source", "source"],
    holds: [[String?]] = [], now: [Int] = [5, 0], stops: [[String?]] = [],
    copies: [[String?]] = [], triggers: [[String?]] = [], foreignKeys: [[String?]] = []
  ) -> [ServerAnswer] {
    let facts = [
      ServerAnswer(
        columns: [
          "copy_schema", "copy_table", "table_type", "key_columns", "number_column",
          "insert_columns",
        ], rows: copies),
      ServerAnswer(
        columns: ["copy_schema", "copy_table", "trigger_name", "sha2"], rows: triggers),
      ServerAnswer(
        columns: [
          "copy_schema", "copy_table", "from_schema", "from_table", "foreign_key", "from_columns",
          "to_columns", "on_delete", "on_update",
        ], rows: foreignKeys),
    ]
    return [
      ServerAnswer(columns: ["status", "meaning", "next_step"], rows: [[word, "why", "what"]]),
      ServerAnswer(
        columns: ["location", "source", "target"],
        rows: [
          [places[0], "a.one", "b.one"], [places[1], "a.two", "b.zwei"],
          [places[2], "a.three", "b.three"],
        ]),
      ServerAnswer(
        columns: [
          "schema", "tables_now", "planned_before", "planned_after", "budget", "headroom",
        ],
        rows: [
          ["a", "\(now[0])", "5", "2", "5", "\(5 - now[0])"],
          ["b", "\(now[1])", "0", "3", "none", "none"],
        ]),
      ServerAnswer(columns: ["blocks", "trigger_name", "on_table"], rows: stops),
      ServerAnswer(columns: ["copies"], rows: [["\(copies.count)"]]),
      ServerAnswer(columns: ["copy", "rows_found"], rows: holds),
    ] + (copies.isEmpty ? [] : facts) + [
      ServerAnswer(
        columns: ["schema_name", "table_name", "innodb_table_id"],
        rows: [["a", "one", "17"], ["b", "zwei", "18"]])
    ]
  }

  /// A row of `copies`, with a numbered primary key.
  static func copy(
    _ schema: String, _ table: String, type: String = "base table", keys: String = "`id`",
    number: String = "`id`", columns: String = "`id`, `msg`"
  ) -> [String?] {
    [schema, table, type, keys, number, columns]
  }

  static func preflight(
    _ word: String = "READY", _ findings: [[String?]] = []
  ) -> [ServerAnswer] {
    [
      ServerAnswer(
        columns: ["severity", "finding", "object", "advice"], rows: findings),
      ServerAnswer(columns: ["result"], rows: [[word]]),
    ]
  }

  static let held: [[String?]] = [
    ["b.one", "has rows"], ["b.zwei", "empty"], ["b.three", "empty"],
  ]

  static func verify(
    _ word: String = "VERIFIED", _ findings: [[String?]] = [], holds: [[String?]] = held
  ) -> [ServerAnswer] {
    [
      ServerAnswer(columns: ["finding", "expected", "found"], rows: findings),
      ServerAnswer(columns: ["target", "content"], rows: holds),
      ServerAnswer(columns: ["result"], rows: [[word]]),
    ]
  }
}
