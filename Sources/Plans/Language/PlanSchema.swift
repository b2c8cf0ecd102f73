import Diagnostics
package import Foundations

/// The JSON Schema of plans, which editors complete and check with; what `planc schema` prints.
///
/// It refuses what planc refuses with P2xx, and nothing else, except where the types that a reader
/// of YAML gives to scalars leave no choice: the manual lists those cases.
///
/// - Source: https://json-schema.org/draft-07/json-schema-validation
package func renderPlanSchema() -> String {
  let head: JSONValue = [
    "$schema": "http://json-schema.org/draft-07/schema#",
    "title": "A migration plan of planc",
    "description": .string(
      "Says which schemas a server has, with their counts, and which table belongs in which "
        + "schema. planc compiles it into SQL."),
  ]
  return head.adding(PlanKeys.plan.schema.members).adding([
    ("dependencies", ["rules": ["catalog"]]), ("allOf", [needsACatalog]),
    ("if", namesAScriptOfCreatedSchemas),
    ("then", createsASchema), ("definitions", definitions),
  ]).text + "\n"
}

extension PlanKeys {
  /// A mapping with these keys and no others.
  package var schema: JSONValue {
    let properties = JSONValue.object(keys.map { ($0.name, $0.schema) })
    let required = JSONValue.array(self.required.map(JSONValue.string))
    return [
      "type": "object", "properties": properties, "additionalProperties": false,
      self.required.isEmpty ? "minProperties" : "required":
        self.required.isEmpty ? 1 : required,
    ]
  }
}

extension PlanKey {
  package var schema: JSONValue {
    var value: JSONValue?
    var description = summary
    switch absence {
    case .refused: break
    case .stands(let standing): value = standing
    case .means: description += " " + defaultSentence
    }
    let head: JSONValue = ["description": .string(description)]
    return head.adding(self.value.schema.members).adding([
      ("default", value), ("examples", examples.isEmpty ? nil : .array(examples)),
    ])
  }
}

/// What is promised of triggers and grants needs to be told which there are.
private let needsACatalog: JSONValue = [
  "if": ["not": ["required": ["catalog"]]],
  "then": [
    "properties": [
      "triggers": ["not": ["enum": ["recreate"]]], "grants": ["not": ["enum": ["copy"]]],
      "status": ["not": ["enum": ["applied"]]],
      "schemas": [
        "additionalProperties": [
          "properties": ["create": ["properties": ["grants_like": false]]]
        ]
      ],
    ]
  ],
]

/// `outputs.create_schemas` and `outputs.drop_schemas` name files that exist only where a schema is
/// created.
private let namesAScriptOfCreatedSchemas: JSONValue = [
  "required": ["outputs"],
  "properties": [
    "outputs": [
      "anyOf": .array(OutputRole.ofCreatedSchemas.map { ["required": [.string($0.rawValue)]] })
    ]
  ],
]

private let createsASchema: JSONValue = [
  "properties": [
    "schemas": [
      "description":
        "`outputs` names a script that creates or drops schemas: one must have `create`.",
      "not": ["additionalProperties": ["not": ["required": ["create"]]]],
    ]
  ]
]

private let definitions: JSONValue = [
  "schema": JSONValue.object([
    ("description", "A schema that the plan touches.")
  ]).adding(PlanKeys.schema.schema.members),
  "tables": ["type": "array", "minItems": 1, "items": PlanValue.reference("table")],
  "table": [
    "anyOf": [
      [
        "description": "The name of a table that keeps its name.", "type": "string",
        "not": PlanValue.reference("unsafe"),
      ],
      JSONValue.object([
        ("description", "A table that gets another name on the way.")
      ]).adding(PlanKeys.table.schema.members),
      JSONValue.object([
        ("description", "All tables whose names match.")
      ]).adding(PlanKeys.pattern.schema.members),
    ]
  ],
  "unsafe": [
    "description": .string(
      "Line ends, control characters, characters that nobody sees, and those that change the "
        + "direction of text. Generated files cannot carry them."),
    "type": "string",
    // Readers of patterns have no common way to write what is beyond U+FFFF: tags are left to planc.
    "pattern": .string(
      #"[\u0000-\u001f\u007f-\u009f\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180e\u200b\u200e\u200f"#
        + #"\u2028-\u202e\u2060-\u206f\u3164\ufeff\uffa0\ufff0-\ufffb]"#),
  ],
  "reserved_word_of_php": [
    "description": "A word that PHP refuses as the name of a function or a constant, in any case.",
    "type": "string",
    "pattern": .string("^(" + phpReservedWords.sorted().map(anyCase).joined(separator: "|") + ")$"),
  ],
]

/// A pattern for a word in small or capital letters: there is no other way to say so that all
/// readers of patterns know.
private func anyCase(_ word: String) -> String {
  word.unicodeScalars.map { scalar in
    let letter = Character(scalar)
    return letter.isLetter ? "[\(letter)\(letter.uppercased())]" : String(letter)
  }.joined()
}
