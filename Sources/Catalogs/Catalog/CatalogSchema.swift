import Foundations

/// The JSON Schema of catalogs, with which editors and other programs check them; what
/// `planc schema --catalog` prints.
///
/// What planc refuses of a catalog's shape, it refuses, and nothing else. Names that stand twice are
/// left to planc.
///
/// - Source: https://json-schema.org/draft-07/json-schema-validation
package func renderCatalogSchema() -> String {
  let head: JSONValue = [
    "$schema": "http://json-schema.org/draft-07/schema#",
    "title": "A catalog of planc",
    "description": "What a server holds, as far as a migration can depend on it.",
  ]
  let catalog = mapping(
    required: [
      ("catalog", ["const": 1]), ("server", word(Catalog.Server.Flavor.self)),
      ("version", text), ("lower_case_table_names", ["enum": [0, 1, 2]]),
    ],
    optional: [
      ("unseen", list("unseen")), ("schemas", list("schema")), ("grants", list("grant")),
    ])
  return head.adding(catalog.members).adding([("definitions", definitions)]).text + "\n"
}

private let text: JSONValue = ["type": "string"]
private let texts: JSONValue = ["type": "array", "minItems": 1, "items": text]
private let flag: JSONValue = ["type": "boolean"]

private func word<Word: RawRepresentable & CaseIterable>(_: Word.Type) -> JSONValue
where Word.RawValue == String {
  ["enum": .array(Word.allCases.map { .string($0.rawValue) })]
}

private func reference(_ name: String) -> JSONValue { ["$ref": .string("#/definitions/\(name)")] }

private func list(_ name: String) -> JSONValue {
  ["type": "array", "minItems": 1, "items": reference(name)]
}

private func mapping(
  required: [(String, JSONValue)], optional: [(String, JSONValue)] = []
) -> JSONValue {
  [
    "type": "object", "properties": .object(required + optional), "additionalProperties": false,
    "required": .array(required.map { .string($0.0) }),
  ]
}

private let table: [(String, JSONValue)] = [("schema", text), ("table", text)]

private let settings: [(String, JSONValue)] = [
  ("sql_mode", text), ("character_set_client", text), ("collation_connection", text),
  ("database_collation", text),
]

private let definitions: JSONValue = .object([
  (
    "unseen",
    mapping(
      required: [("facts", word(Catalog.Unseen.Facts.self)), ("reason", text)],
      optional: [("schema", text)])
  ),
  (
    "schema",
    mapping(
      required: [("schema", text), ("character_set", text), ("collation", text)],
      optional: [
        ("extent", word(Catalog.Schema.Extent.self)), ("comment", text), ("tables", list("table")),
        ("sequences", texts), ("triggers", list("trigger")), ("views", list("view")),
        ("routines", list("routine")), ("events", list("event")),
      ])
  ),
  (
    "table",
    mapping(
      required: [("table", text)],
      optional: [
        ("kind", word(Catalog.Table.Kind.self)), ("engine", text), ("collation", text),
        ("partitioned", flag), ("foreign_keys", list("foreign_key")), ("checks", texts),
        ("sequence_defaults", list("sequence_default")), ("union", list("table_name")),
      ])
  ),
  ("table_name", mapping(required: table)),
  (
    "foreign_key",
    mapping(required: [
      ("foreign_key", text), ("columns", texts),
      ("references", mapping(required: table + [("columns", texts)])),
      ("on_update", word(Catalog.ForeignKey.Rule.self)),
      ("on_delete", word(Catalog.ForeignKey.Rule.self)),
    ])
  ),
  (
    "sequence_default",
    mapping(required: [("column", text), ("schema", text), ("sequence", text)])
  ),
  ("trigger", trigger), ("view", view), ("routine", routine),
  (
    "event",
    mapping(required: [("event", text), ("definer", text)] + settings + [("body", text)])
  ),
  ("grant", grant),
])

private let trigger = mapping(
  required: [
    ("trigger", text), ("table", text), ("timing", word(Catalog.Trigger.Timing.self)),
    ("event", word(Catalog.Trigger.Event.self)),
    ("order", ["type": "integer", "minimum": 1, "maximum": 1_000_000]), ("definer", text),
  ] + settings + [("body", text)],
  optional: [("original", text), ("head", text), ("compared", flag)])

private let view = mapping(
  required: [
    ("view", text), ("definer", text), ("security", word(Catalog.View.Security.self)),
    ("check_option", word(Catalog.View.CheckOption.self)), ("character_set_client", text),
    ("collation_connection", text),
  ],
  optional: [
    ("algorithm", word(Catalog.View.Algorithm.self)), ("definition", text), ("original", text),
    ("compared", flag),
  ])

private let routine = mapping(
  required: [("routine", text), ("kind", word(Catalog.Routine.Kind.self)), ("definer", text)]
    + settings, optional: [("body", text), ("anchors", text)])

/// On schemas, or on a table, or on a column of one.
private let grant: JSONValue = mapping(
  required: [("grantee", text), ("privileges", texts)],
  optional: [("schemas_like", text)] + table + [("column", text), ("grantable", flag)]
).adding([
  (
    "anyOf",
    [["required": ["schemas_like"]], ["required": ["schema", "table"]]]
  )
])
