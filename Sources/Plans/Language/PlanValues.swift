import Diagnostics
package import Foundations
import MySQL

/// The kinds of values that plans have. The patterns are written in what the regular expressions of
/// ECMAScript and of Python have in common; Python's `$` also matches before a line end at the end,
/// which is why each text is held against `unsafe` as well.
extension PlanValue {
  package static func integer(_ range: ClosedRange<Int>, unit: String = "") -> PlanValue {
    PlanValue(
      type: "integer, \(range.lowerBound) to \(range.upperBound)\(unit)",
      schema: [
        "type": "integer", "minimum": .integer(range.lowerBound),
        "maximum": .integer(range.upperBound),
      ])
  }

  /// A text for people. Readers that guess types make a number of `4.0` and a truth value of `yes`;
  /// planc takes both as written.
  package static func text(lengthMax: Int) -> PlanValue {
    PlanValue(
      type: "text on one line, 1 to \(lengthMax) characters",
      schema: [
        "type": ["string", "number", "boolean"], "minLength": 1,
        "maxLength": .integer(lengthMax), "not": reference("unsafe"),
      ])
  }

  /// The comment of a schema, which is written inside a comment of SQL.
  static let schemaComment: PlanValue = PlanValue(
    type: "text on one line, 1 to \(PlanLimits.commentBytesMax) bytes in UTF-8, without `*/`",
    schema: [
      "type": ["string", "number", "boolean"], "minLength": 1,
      "maxLength": .integer(PlanLimits.commentBytesMax),
      // Neither as one character beyond U+FFFF nor as its two halves, which is what ECMAScript sees.
      "pattern": #"^[\u0000-\ud7ff\ue000-\uffff]*$"#,
      "not": ["anyOf": [reference("unsafe"), ["type": "string", "pattern": #"\*/"#]]],
    ])

  /// The name of a schema or a table; what the server allows in it is no matter of shape.
  package static func name(of kind: String) -> PlanValue {
    PlanValue(
      type: "name of a \(kind), at most \(IdentifierFault.lengthMax) characters, in small letters",
      schema: ["type": "string", "not": reference("unsafe")])
  }

  /// A name that planc gives to something of its own.
  package static func word(
    _ shape: String, lengthMax: Int, refusing others: [JSONValue] = [], but exception: String = ""
  ) -> PlanValue {
    let refused = [reference("unsafe")] + others
    return PlanValue(
      type: "word, `\(shape)`, at most \(lengthMax) characters\(exception)",
      schema: [
        "type": "string", "pattern": .string("^\(shape)$"), "maxLength": .integer(lengthMax),
        "not": refused.count == 1 ? refused[0] : ["anyOf": .array(refused)],
      ])
  }

  package static let alias = word(
    "[a-z][a-z0-9_]*", lengthMax: PlanLimits.aliasLengthMax,
    refusing: [["type": "string", "pattern": "^state(_|$)"]],
    but: "; not `state`, nor beginning with `state_`")

  package static let collation = word("[A-Za-z0-9][A-Za-z0-9_]*", lengthMax: 64)

  static let phpName = word(
    "[A-Za-z_][A-Za-z0-9_]*", lengthMax: PlanLimits.phpNameLengthMax,
    refusing: [reference("reserved_word_of_php")], but: "; no reserved word of PHP")

  package static let tablePrefix = word("[A-Za-z0-9_]+", lengthMax: PlanLimits.prefixLengthMax)

  /// A list of texts for people.
  package static func texts(lengthMax: Int, _ type: String) -> PlanValue {
    PlanValue(
      type: "\(type), each 1 to \(lengthMax) characters on one line",
      schema: ["type": "array", "minItems": 1, "items": text(lengthMax: lengthMax).schema])
  }

  /// A list of names for PHP.
  static func phpNames(_ type: String) -> PlanValue {
    PlanValue(
      type: "\(type), each a \(phpName.type)",
      schema: ["type": "array", "minItems": 1, "items": phpName.schema])
  }

  package static func fileName(ending: String) -> PlanValue {
    let pattern =
      #"^(?!.*\.\.)[A-Za-z0-9_][A-Za-z0-9_.-]*"# + ending.replacing(".", with: #"\."#) + "$"
    return PlanValue(
      type: "plain file name, `[A-Za-z0-9_][A-Za-z0-9_.-]*\(ending)`, without `..`, "
        + "at most \(PlanLimits.fileNameLengthMax) characters",
      schema: [
        "type": "string", "pattern": .string(pattern),
        "maxLength": .integer(PlanLimits.fileNameLengthMax), "not": reference("unsafe"),
      ])
  }

  /// One of a few words.
  package static func choice(_ words: [String]) -> PlanValue {
    PlanValue(
      type: "one of \(list(of: words))",
      schema: ["type": "string", "enum": .array(words.map(JSONValue.string))])
  }

  package static func choices(_ words: [String]) -> PlanValue {
    PlanValue(
      type: "list of some of \(list(of: words))",
      schema: ["type": "array", "minItems": 1, "items": choice(words).schema])
  }

  package static func names(of kind: String) -> PlanValue {
    PlanValue(
      type: "list of names of \(kind)s, at least one",
      schema: ["type": "array", "minItems": 1, "items": name(of: kind).schema])
  }

  static func nameOrNames(of kind: String) -> PlanValue {
    PlanValue(
      type: "name of an \(kind), or a list of names, at least one",
      schema: ["anyOf": [name(of: kind).schema, names(of: kind).schema]])
  }

  static let patternsBySchema = PlanValue(
    type: "mapping of schemas to lists of patterns",
    schema: [
      "type": "object", "minProperties": 1, "propertyNames": ["not": reference("unsafe")],
      "additionalProperties": names(of: "table").schema,
    ])

  package static func mapping(_ keys: PlanKeys) -> PlanValue {
    PlanValue(
      type: "mapping with \(list(of: keys.known))", schema: keys.schema,
      mappings: [("", keys)])
  }

  package static func sequence(of keys: PlanKeys, _ type: String) -> PlanValue {
    PlanValue(
      type: type, schema: ["type": "array", "minItems": 1, "items": keys.schema],
      mappings: [("[]", keys)])
  }

  /// Schemas by name. A name that cannot serve as an alias needs one beside it.
  static let schemasByName = PlanValue(
    type: "mapping of schemas by name, at least one",
    schema: [
      "type": "object", "minProperties": 1, "propertyNames": ["not": reference("unsafe")],
      "patternProperties": [
        #"^(?!state(_|$))[A-Za-z][A-Za-z0-9_]*$"#: reference("schema")
      ],
      "additionalProperties": [
        "description": "This name cannot be an alias: the schema needs `alias`.",
        "allOf": [reference("schema"), ["required": ["alias"]]],
      ],
    ],
    mappings: [(".<name>", .schema)])

  /// A plain list of tables, or groups of them.
  package static let tables = PlanValue(
    type: "list of tables, or mapping of groups to lists of tables; none of them empty",
    schema: [
      "anyOf": [
        reference("tables"),
        [
          "description": .string(
            "Groups: each a title, 1 to \(PlanLimits.groupLengthMax) characters, and a list of "
              + "tables."),
          "type": "object", "minProperties": 1,
          "propertyNames": [
            "minLength": 1, "maxLength": .integer(PlanLimits.groupLengthMax),
            "not": reference("unsafe"),
          ],
          "additionalProperties": reference("tables"),
        ],
      ]
    ],
    mappings: [("[]", .table), ("[]", .pattern)])

  package static func reference(_ definition: String) -> JSONValue {
    ["$ref": .string("#/definitions/\(definition)")]
  }
}
