/// An expression of the small SQL in which guards are written.
indirect enum GuardExpression: Sendable {
  case literal(GuardValue)
  /// A place in `GuardProgram.variables`.
  case variable(Int)
  /// A place in a row; see `GuardRow`.
  case column(Int)
  case call(GuardFunction, [GuardExpression])
  case asBinary(GuardExpression)
  case not(GuardExpression)
  case and(GuardExpression, GuardExpression)
  case or(GuardExpression, GuardExpression)
  case compare(GuardComparison, GuardExpression, GuardExpression)
  case isIn(GuardExpression, [GuardExpression])
  case choice([(when: GuardExpression, then: GuardExpression)], otherwise: GuardExpression)
  /// `(SELECT COUNT(*) FROM view WHERE condition)`. `variables` are those of the condition, `site`
  /// tells one count of a text from another, from 0.
  case count(GuardView, condition: GuardExpression, variables: [Int], site: Int)
}

/// The functions that guards call.
enum GuardFunction: String {
  case concat = "CONCAT"
  case lower = "LOWER"
  case replace = "REPLACE"
  case locate = "LOCATE"
  case coalesce = "COALESCE"
  case concatWithSeparator = "CONCAT_WS"
  case sha2 = "SHA2"
}

enum GuardComparison: String, CaseIterable {
  case equal = "="
  case unequal = "<>"
  case greater = ">"
  case less = "<"
}

/// What guards count in.
enum GuardView: String {
  case tables = "information_schema.TABLES"
  case triggers = "information_schema.TRIGGERS"
}

/// Rows that appear together.
struct GuardRows: Sendable {
  /// From 0; equal for the same rows only.
  var number: Int
  var rows: [GuardRow]
}

/// A row of information_schema.TABLES (schema, name, type) or TRIGGERS (schema and table of the
/// event, a type that nothing reads, and the definition).
struct GuardRow: Hashable, Sendable {
  var values: [GuardValue]

  static func column(_ name: String) -> Int? {
    switch name {
    case "TABLE_SCHEMA", "EVENT_OBJECT_SCHEMA", "TRIGGER_SCHEMA": 0
    case "TABLE_NAME", "EVENT_OBJECT_TABLE": 1
    case "TABLE_TYPE": 2
    case "TRIGGER_NAME": 3
    case "ACTION_TIMING": 4
    case "EVENT_MANIPULATION": 5
    case "ACTION_ORDER": 6
    case "DEFINER": 7
    case "SQL_MODE": 8
    case "CHARACTER_SET_CLIENT": 9
    case "COLLATION_CONNECTION": 10
    case "ACTION_STATEMENT": 11
    default: nil
    }
  }
}

/// A `SET` of one variable.
struct GuardAssignment: Sendable {
  /// A place in `GuardProgram.variables`.
  var variable: Int
  var value: GuardExpression
}

/// A guard that was read: assignments that run in order.
struct GuardProgram: Sendable {
  /// The names of the variables that are set or read. They are looked up once, when the guard is
  /// read; it runs in a hundred states.
  var variables: [String]
  var assignments: [GuardAssignment]
}
