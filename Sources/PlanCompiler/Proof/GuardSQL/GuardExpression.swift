/// An expression of the small SQL in which guards are written.
indirect enum GuardExpression: Sendable {
  case literal(GuardValue)
  case variable(String)
  case column(String)
  case call(String, [GuardExpression])
  case asBinary(GuardExpression)
  case not(GuardExpression)
  case and(GuardExpression, GuardExpression)
  case or(GuardExpression, GuardExpression)
  case compare(String, GuardExpression, GuardExpression)
  case isIn(GuardExpression, [GuardExpression])
  case choice([(when: GuardExpression, then: GuardExpression)], otherwise: GuardExpression)
  /// `(SELECT COUNT(*) FROM table WHERE condition)`.
  case count(table: String, condition: GuardExpression)
}

/// A `SET` of one variable.
struct GuardAssignment: Sendable {
  var variable: String
  var value: GuardExpression
}
