@testable import Foundations

/// A plan as a tree, any part of which a test may replace by other YAML, right or wrong.
indirect enum PlanTree {
  /// YAML as it is written between brackets.
  case written(String)
  case list([PlanTree])
  case mapping([(key: String, value: PlanTree)])

  /// A valid plan with every key. Whoever adds a key to the language adds it here.
  static let everyKey: PlanTree = .mapping([
    ("plan", "demo"),
    ("title", "A demonstration"),
    ("version", "4.0.3"),
    ("status", "planned"),
    ("after", .list(["phase_0"])),
    ("catalog", "../catalogs/shop.yaml"),
    (
      "schemas",
      .mapping([
        (
          "shop",
          .mapping([
            ("alias", "core"),
            (
              "table_count",
              .mapping([("before", "10"), ("after", "8"), ("budget", "10"), ("tolerance", "1")])
            ),
          ])
        ),
        (
          "archive",
          .mapping([
            ("table_count", .mapping([("before", "0"), ("after", "2")])),
            (
              "create",
              .mapping([
                ("collation", "utf8mb4_bin"), ("comment", "Old orders"), ("grants_like", "shop"),
              ])
            ),
          ])
        ),
      ])
    ),
    (
      "assignments",
      .list([
        .mapping([
          ("from", "shop"), ("to", "archive"),
          (
            "tables",
            .mapping([
              (
                "Orders",
                .list([
                  "orders_2023", .mapping([("table", "items_2023"), ("as", "items")]),
                  .mapping([
                    ("match", "'carts_*'"), ("count", "2"), ("except", .list(["carts_open"])),
                  ]),
                ])
              )
            ])
          ),
        ])
      ])
    ),
    ("lock_wait_timeout", "10"),
    ("triggers", "recreate"),
    ("grants", "copy"),
    (
      "code",
      .mapping([
        ("table_prefix", "shop_"), ("prefix_expressions", .list(["p", "PREFIX"])),
        ("query_functions", .list(["fetch_all", "purge"])),
        ("php", .mapping([("file", "map.php"), ("function", "place"), ("constant", "PLACE")])),
      ])
    ),
    (
      "rules",
      .mapping([
        ("forbid", .list(["triggers"])), ("classify", .mapping([("archive", .list(["'*_old'"]))])),
      ])
    ),
    (
      "accept",
      .list([
        .mapping([
          ("code", "P511"), ("at", "orders"), ("object", .list(["report"])), ("reason", "it goes"),
        ])
      ])
    ),
    (
      "outputs",
      .mapping([
        ("create_schemas", "a.sql"), ("drop_schemas", "f.sql"), ("rollback", "b.sql"),
        ("preflight", "c.sql"),
        ("verify", "d.sql"), ("status", "e.sql"),
      ])
    ),
  ])
}

extension PlanTree {
  /// A valid plan that creates no schema.
  static let nothingCreated: PlanTree = .mapping([
    ("plan", "demo"),
    ("title", "A demonstration"),
    ("version", "4.0.3"),
    (
      "schemas",
      .mapping([
        ("shop", .mapping([("table_count", .mapping([("before", "10"), ("after", "9")]))])),
        ("archive", .mapping([("table_count", .mapping([("before", "0"), ("after", "1")]))])),
      ])
    ),
    (
      "assignments",
      .list([.mapping([("from", "shop"), ("to", "archive"), ("tables", .list(["orders_2023"]))])])
    ),
    ("outputs", .mapping([("verify", "d.sql")])),
  ])
}

extension PlanTree: ExpressibleByStringLiteral {
  init(stringLiteral value: String) { self = .written(value) }
}

extension PlanTree {
  /// The tree as a plan: the keys at the top each on a line, what is below between brackets.
  var text: String {
    guard case .mapping(let entries) = self else { return line + "\n" }
    return entries.map { "\($0.key): \($0.value.line)\n" }.joined()
  }

  private var line: String {
    switch self {
    case .written(let yaml): yaml
    case .list(let items): "[" + items.map(\.line).joined(separator: ", ") + "]"
    case .mapping(let entries):
      "{" + entries.map { "\($0.key): \($0.value.line)" }.joined(separator: ", ") + "}"
    }
  }

  var isScalar: Bool {
    switch self {
    case .written: true
    case .list, .mapping: false
    }
  }

  /// The mapping with a key that is not known anywhere; nil where the tree is no mapping.
  var withUnknownKey: PlanTree? {
    switch self {
    case .mapping(let entries): .mapping(entries + [("zzz", "a")])
    case .written, .list: nil
    }
  }

  /// A part of the tree: how the language calls the place, and how to put something else there.
  struct Part {
    /// As the keys of the language are told: `schemas.<name>.alias`.
    var path: String
    var value: PlanTree
    /// Whether the part is an entry of a mapping, so that it can be taken out, or its key changed.
    var isEntry: Bool
    /// The whole tree with the part's key and value changed; without the part where both are nil.
    var replaced: (_ key: String?, _ value: PlanTree?) -> PlanTree
  }

  /// Every part of the tree but the whole, from the top down.
  var parts: [Part] { parts(at: "") { $0 } }

  private func parts(at path: String, in whole: @escaping (PlanTree) -> PlanTree) -> [Part] {
    switch self {
    case .written: return []
    case .list(let items):
      return items.indices.flatMap { index in
        let place: (PlanTree?) -> PlanTree = { item in
          var items = items
          items.replaceSubrange(index...index, with: item.map { [$0] } ?? [])
          return whole(.list(items))
        }
        let part = Part(path: path + "[]", value: items[index], isEntry: false) { place($1) }
        return [part] + items[index].parts(at: path + "[]") { place($0) }
      }
    case .mapping(let entries):
      return entries.indices.flatMap { index in
        let (key, value) = entries[index]
        let below = Self.path(of: key, in: path)
        let part = Part(path: below, value: value, isEntry: true) { newKey, newValue in
          var entries = entries
          if newKey == nil, newValue == nil {
            entries.remove(at: index)
          } else {
            entries[index] = (newKey ?? key, newValue ?? value)
          }
          return whole(.mapping(entries))
        }
        return [part] + value.parts(at: below) { part.replaced(nil, $0) }
      }
    }
  }

  /// Where a mapping's keys are names that the author chooses, the language has no names for them.
  private static func path(of key: String, in path: String) -> String {
    switch path {
    case "": key
    case "schemas": "schemas.<name>"
    case "assignments[].tables": "assignments[].tables"
    default: "\(path).\(key)"
    }
  }

  /// The tree with another value at the first place of that path.
  func replacing(_ path: String, by yaml: String) -> PlanTree? {
    parts.first { $0.path == path }?.replaced(nil, .written(yaml))
  }

  /// The tree with another key at the first place of that path.
  func renaming(_ path: String, to key: String) -> PlanTree? {
    parts.first { $0.path == path && $0.isEntry }?.replaced(key, nil)
  }
}
