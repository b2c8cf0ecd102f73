/// A condition under which the guard of a table with triggers, of views or of grants says GO: when it does not
/// hold, its sentence is the verdict.
struct GuardCondition {
  /// A variable that the guard reads but does not set, and the value with which it may answer GO.
  struct Evidence: Sendable {
    var variable: String
    var good: GuardValue
    var bad: GuardValue
    /// A further variable that makes up for a bad value when it is 1, and only then.
    var orElse: String?
  }

  /// SQL that is 1 when the condition holds.
  var holds: String
  /// The sentence after the lead, inside the quotes of an SQL string; `', @count, '` leaves them.
  var otherwise: String
  /// The variables that it reads.
  var evidence: [Evidence]

  /// The section `copy_grants_check` or `revoke_grants_check` sets the variable.
  static let grants = GuardCondition(
    holds: "@planc_grants = 'OK'", otherwise: "', @planc_grants, '",
    evidence: [
      .init(variable: "planc_grants", good: .string("OK"), bad: .string("a grant has changed"))
    ])

  /// The sections `needs` and `views_check` set the variable.
  static let dependents = GuardCondition(
    holds: "@planc_dependents = 'OK'", otherwise: "', @planc_dependents, '",
    evidence: [
      .init(variable: "planc_dependents", good: .string("OK"), bad: .string("a view has changed"))
    ])

  /// All tables of the batches before are where they belong; nothing for the first batch.
  ///
  /// A client that carries on after errors comes to the next batch although the one before has
  /// stopped; it must not change more than a client that stops there.
  static func complete(_ variable: String, _ previous: Int, of place: String) -> [GuardCondition] {
    if previous == 0 { return [] }
    return [
      GuardCondition(
        holds: "@\(variable) = \(previous)",
        otherwise:
          "only ', @\(variable), ' of the \(areCounted(previous, "table before", "tables before")) \(SQLText.inString(place)); the error above says why",
        evidence: [.init(variable: variable, good: .int(previous), bad: .int(0))])
    ]
  }
}
