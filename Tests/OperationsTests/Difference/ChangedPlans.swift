import Diagnostics
import Testing

@testable import Foundations
@testable import Operations
@testable import Plans

/// A plan that says all that a plan can say, and how it may change.
enum ChangedPlans {
  static let text = """
    plan: demo
    title: A demonstration
    version: 1.0
    schemas:
      shop:
        table_count: {before: 40, after: 35, budget: 50, tolerance: 2}
      archive:
        alias: old
        table_count: {before: 0, after: 4}
        create: {collation: utf8mb4_unicode_ci, comment: Old orders}
      logs:
        table_count: {before: 7, after: 8}
    assignments:
      - from: shop
        to: archive
        tables:
          Orders:
            - orders_2022
            - orders_2023
          Items:
            - items_2022
            - {table: items_2023, as: items_last}
      - from: shop
        to: logs
        tables: [clicks]
    lock_wait_timeout: 9
    code:
      php: {file: map.php, function: demo_table, constant: DEMO}
    outputs:
      create_schemas: c.sql
      rollback: b.sql
      drop_schemas: d.sql
      preflight: p.sql
      verify: v.sql
      status: s.sql

    """

  /// One change of the text, the key of the plan language that it is about, and what it means.
  struct Case: Sendable, CustomTestStringConvertible {
    /// Paths as `PlanKeys.places` tells them: `schemas.<name>.table_count.before`.
    var keys: [String]
    var edits: [(String, String)]
    var changes: [PlanChange]

    init(_ keys: String..., edits: [(String, String)], is changes: [PlanChange]) {
      self.keys = keys
      self.edits = edits
      self.changes = changes
    }

    var testDescription: String { keys.joined(separator: ", ") }
    var newText: String {
      edits.reduce(text) { text, edit in
        precondition(text.contains(edit.0), "the plan holds no \(edit.0)")
        return text.replacing(edit.0, with: edit.1, maxReplacements: 1)
      }
    }
  }

  /// The plan of a text that must be without faults.
  static func plan(_ text: String) throws -> Plan {
    let (plan, diagnostics) = readPlan(SourceFile(path: "plans/demo.yaml", text: text))
    try #require(diagnostics.map(\.message) == [])
    return try #require(plan)
  }

  static let ofSettings: [Case] =
    [
      Case(
        "plan", edits: [("plan: demo", "plan: demo_two")],
        is: [
          .setting(key: "plan", old: "demo", new: "demo_two")
        ]),
      Case(
        "title", edits: [("A demonstration", "A show")],
        is: [
          .setting(key: "title", old: "A demonstration", new: "A show")
        ]),
      Case(
        "version", edits: [("version: 1.0", "version: 1.00")],
        is: [
          .setting(key: "version", old: "1.0", new: "1.00")
        ]),
      Case(
        "lock_wait_timeout", edits: [("lock_wait_timeout: 9\n", "")],
        is: [
          .setting(key: "lock_wait_timeout", old: "9", new: "5")
        ]),
      Case(
        "code", "code.php",
        edits: [
          ("code:\n  php: {file: map.php, function: demo_table, constant: DEMO}\n", "")
        ],
        is: [
          .setting(key: "code.php.file", old: "map.php", new: nil),
          .setting(key: "code.php.function", old: "demo_table", new: nil),
          .setting(key: "code.php.constant", old: "DEMO", new: nil),
        ]),
      Case(
        "code.php.file", edits: [("map.php", "m.php")],
        is: [
          .setting(key: "code.php.file", old: "map.php", new: "m.php")
        ]),
      Case(
        "code.php.function", edits: [("demo_table", "place")],
        is: [
          .setting(key: "code.php.function", old: "demo_table", new: "place")
        ]),
      Case(
        "code.php.constant", edits: [("DEMO", "PLACE")],
        is: [
          .setting(key: "code.php.constant", old: "DEMO", new: "PLACE")
        ]),
      Case(
        "outputs",
        edits: [
          (
            """
            outputs:
              create_schemas: c.sql
              rollback: b.sql
              drop_schemas: d.sql
              preflight: p.sql
              verify: v.sql
              status: s.sql

            """, ""
          )
        ],
        is: [
          .setting(key: "outputs.create_schemas", old: "c.sql", new: nil),
          .setting(key: "outputs.rollback", old: "b.sql", new: nil),
          .setting(key: "outputs.drop_schemas", old: "d.sql", new: nil),
          .setting(key: "outputs.preflight", old: "p.sql", new: nil),
          .setting(key: "outputs.verify", old: "v.sql", new: nil),
          .setting(key: "outputs.status", old: "s.sql", new: nil),
        ]),
    ]
    + [
      "create_schemas": "c", "drop_schemas": "d", "rollback": "b", "preflight": "p", "verify": "v",
      "status": "s",
    ]
    .sorted { $0.key < $1.key }.map { role, name in
      Case(
        "outputs.\(role)", edits: [("\(name).sql", "other.sql")],
        is: [
          .setting(key: "outputs.\(role)", old: "\(name).sql", new: "other.sql")
        ])
    }

  static let ofSchemas: [Case] = [
    Case(
      "schemas", "schemas.<name>.table_count",
      edits: [
        (
          "  logs:\n    table_count: {before: 7, after: 8}\n",
          "  trail:\n    table_count: {before: 1, after: 2}\n"
        ),
        ("to: logs", "to: trail"),
      ],
      is: [
        .retargeted(
          [ListedTable("clicks")], source: "shop", oldTarget: "logs", newTarget: "trail"),
        .schemaRemoved(ListedSchema("logs", before: 7, after: 8)),
        .schemaAdded(ListedSchema("trail", before: 1, after: 2)),
      ]),
    Case(
      "schemas.<name>.alias", edits: [("    alias: old\n", "")],
      is: [
        .schemaSetting(schema: "archive", key: "alias", old: "old", new: "archive")
      ]),
    Case(
      "schemas.<name>.create",
      edits: [
        ("    create: {collation: utf8mb4_unicode_ci, comment: Old orders}\n", ""),
        ("  create_schemas: c.sql\n", ""), ("  drop_schemas: d.sql\n", ""),
      ],
      is: [
        .schemaSetting(
          schema: "archive", key: "create.collation", old: "utf8mb4_unicode_ci",
          new: nil),
        .schemaSetting(
          schema: "archive", key: "create.comment", old: "Old orders", new: nil),
        .setting(key: "outputs.create_schemas", old: "c.sql", new: nil),
        .setting(key: "outputs.drop_schemas", old: "d.sql", new: nil),
      ]),
    Case(
      "schemas.<name>.create.collation", edits: [("utf8mb4_unicode_ci", "utf8mb4_bin")],
      is: [
        .schemaSetting(
          schema: "archive", key: "create.collation", old: "utf8mb4_unicode_ci",
          new: "utf8mb4_bin")
      ]),
    Case(
      "schemas.<name>.create.comment", edits: [("Old orders", "Orders")],
      is: [
        .schemaSetting(
          schema: "archive", key: "create.comment", old: "Old orders", new: "Orders")
      ]),
    Case(
      "schemas.<name>.table_count.before", "schemas.<name>.table_count.after",
      edits: [
        ("{before: 7, after: 8}", "{before: 8, after: 9}")
      ],
      is: [
        .counts(schema: "logs", old: .init(before: 7, after: 8), new: .init(before: 8, after: 9))
      ]),
    Case(
      "schemas.<name>.table_count.budget", edits: [("budget: 50", "budget: 40")],
      is: [
        .budget(schema: "shop", old: 50, new: 40)
      ]),
    Case(
      "schemas.<name>.table_count.tolerance", edits: [(", tolerance: 2", "")],
      is: [
        .schemaSetting(schema: "shop", key: "table_count.tolerance", old: "2", new: nil)
      ]),
    Case(
      "schemas.<name>.table_count.budget", edits: [(", budget: 50", "")],
      is: [
        .budget(schema: "shop", old: 50, new: nil)
      ]),
  ]

  static let ofTables: [Case] = [
    Case(
      "assignments", "assignments[].tables",
      edits: [
        ("after: 35", "after: 34"), ("{before: 0, after: 4}", "{before: 0, after: 5}"),
        ("        - orders_2023\n", "        - orders_2023\n        - orders_2024\n"),
      ],
      is: [
        .moved([ListedTable("orders_2024", group: "Orders")], source: "shop", target: "archive"),
        .counts(
          schema: "shop", old: .init(before: 40, after: 35), new: .init(before: 40, after: 34)),
        .counts(
          schema: "archive", old: .init(before: 0, after: 4), new: .init(before: 0, after: 5)),
      ]),
    Case(
      "assignments[].tables",
      edits: [
        ("after: 35", "after: 37"), ("{before: 0, after: 4}", "{before: 0, after: 2}"),
        ("        - orders_2023\n", ""), ("        - items_2022\n", ""),
      ],
      is: [
        .noLongerMoved(
          [ListedTable("orders_2023", group: "Orders"), ListedTable("items_2022", group: "Items")],
          source: "shop", target: "archive"),
        .counts(
          schema: "shop", old: .init(before: 40, after: 35), new: .init(before: 40, after: 37)),
        .counts(
          schema: "archive", old: .init(before: 0, after: 4), new: .init(before: 0, after: 2)),
      ]),
    Case(
      "assignments[].to",
      edits: [
        ("        - orders_2022\n", ""), ("[clicks]", "[clicks, orders_2022]"),
        ("{before: 0, after: 4}", "{before: 0, after: 3}"),
        ("{before: 7, after: 8}", "{before: 7, after: 9}"),
      ],
      is: [
        .retargeted(
          [ListedTable("orders_2022")], source: "shop", oldTarget: "archive", newTarget: "logs"),
        .counts(
          schema: "archive", old: .init(before: 0, after: 4), new: .init(before: 0, after: 3)),
        .counts(schema: "logs", old: .init(before: 7, after: 8), new: .init(before: 7, after: 9)),
      ]),
    Case(
      "assignments[].from",
      edits: [
        ("after: 35", "after: 36"), ("{before: 0, after: 4}", "{before: 1, after: 4}"),
        ("    create: {collation: utf8mb4_unicode_ci, comment: Old orders}\n", ""),
        ("  create_schemas: c.sql\n", ""), ("  drop_schemas: d.sql\n", ""),
        ("from: shop\n    to: logs", "from: archive\n    to: logs"),
      ],
      is: [
        .resourced(
          [ListedTable("clicks")], oldSource: "shop", newSource: "archive", target: "logs"),
        .counts(
          schema: "shop", old: .init(before: 40, after: 35), new: .init(before: 40, after: 36)),
        .counts(
          schema: "archive", old: .init(before: 0, after: 4), new: .init(before: 1, after: 4)),
        .schemaSetting(
          schema: "archive", key: "create.collation", old: "utf8mb4_unicode_ci",
          new: nil),
        .schemaSetting(
          schema: "archive", key: "create.comment", old: "Old orders", new: nil),
        .setting(key: "outputs.create_schemas", old: "c.sql", new: nil),
        .setting(key: "outputs.drop_schemas", old: "d.sql", new: nil),
      ]),
    Case(
      "assignments[].tables[].as", edits: [("as: items_last", "as: items_latest")],
      is: [
        .renamed(
          table: QualifiedName("shop", "items_2023"), oldName: "items_last", newName: "items_latest"
        )
      ]),
    Case(
      "assignments[].tables[].table",
      edits: [("{table: items_2023, as: items_last}", "items_2023")],
      is: [
        .renamed(
          table: QualifiedName("shop", "items_2023"), oldName: "items_last", newName: "items_2023")
      ]),
    Case(
      "assignments[].tables", edits: [("Orders:", "Old orders:")],
      is: [
        .groupRenamed(target: "archive", old: "Orders", new: "Old orders", tableCount: 2)
      ]),
    // A group that takes a table of another's is not a group of a new name.
    Case(
      "assignments[].tables",
      edits: [
        ("Orders:", "Old orders:"),
        ("        - orders_2023\n      Items:\n", "      Items:\n        - orders_2023\n"),
      ],
      is: [
        .regrouped(
          [ListedTable("orders_2022", group: "Old orders")], target: "archive", old: "Orders",
          new: "Old orders"),
        .regrouped(
          [ListedTable("orders_2023", group: "Items")], target: "archive", old: "Orders",
          new: "Items"),
      ]),
    Case(
      "assignments[].tables", edits: [("[clicks]", "{Clicks: [clicks]}")],
      is: [
        .regrouped(
          [ListedTable("clicks", group: "Clicks")], target: "logs", old: nil, new: "Clicks")
      ]),
    Case(
      "assignments[].tables",
      edits: [
        (
          "        - orders_2022\n        - orders_2023\n",
          "        - orders_2023\n        - orders_2022\n"
        )
      ], is: [.reordered(.tables(target: "archive"))]),
    Case(
      "schemas",
      edits: [
        ("  logs:\n    table_count: {before: 7, after: 8}\n", ""),
        ("schemas:\n", "schemas:\n  logs:\n    table_count: {before: 7, after: 8}\n"),
      ], is: [.reordered(.schemas)]),
    Case(
      "assignments",
      edits: [
        ("  - from: shop\n    to: logs\n    tables: [clicks]\n", ""),
        ("assignments:\n", "assignments:\n  - from: shop\n    to: logs\n    tables: [clicks]\n"),
      ], is: [.reordered(.targets)]),
  ]

  static let all = ofSettings + ofSchemas + ofTables

  /// Changes of what a plan is held against and of what its application looks like, which the
  /// generated files of this plan do not show.
  static let unrendered: [Case] = [
    Case(
      "code.table_prefix", edits: [("code:\n", "code:\n  table_prefix: shop_\n")],
      is: [.setting(key: "code.table_prefix", old: nil, new: "shop_")]),
    Case(
      "code.prefix_expressions",
      edits: [("code:\n", "code:\n  prefix_expressions: ['$prefix', PREFIX]\n")],
      is: [.setting(key: "code.prefix_expressions", old: nil, new: "$prefix, PREFIX")]),
    Case(
      "code.query_functions", edits: [("code:\n", "code:\n  query_functions: [fetch]\n")],
      is: [.setting(key: "code.query_functions", old: nil, new: "fetch")]),
  ]
}
