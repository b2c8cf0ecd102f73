package import Diagnostics

/// One entry under `accept:`: a risk that the team takes knowingly.
package struct Acceptance: Sendable {
  package var code: Located<DiagnosticCode>
  /// The table, with or without its schema, or the other object that the diagnostic is about.
  package var at: Located<String>
  /// For people; the runbook prints it.
  package var reason: String

  func covers(_ diagnostic: Diagnostic) -> Bool {
    guard diagnostic.code == code.value, let subject = diagnostic.subject else { return false }
    return subject.name == at.value || "\(subject.schema).\(subject.name)" == at.value
  }
}

/// A risk that was found and accepted, as the runbook tells it.
package struct AcceptedRisk: Hashable, Sendable {
  package var code: String
  package var message: String
  package var reason: String

  package init(code: String, message: String, reason: String) {
    self.code = code
    self.message = message
    self.reason = reason
  }
}

/// Takes what the plan accepts out of what was found. An acceptance of nothing is an error: it
/// would go on hiding the next risk of its kind.
///
/// - Parameter isComplete: whether all checks were made; else nothing can be said to be unused.
func accepting(
  _ acceptances: [Acceptance], of plan: Plan, from diagnostics: [Diagnostic], isComplete: Bool
) -> (left: [Diagnostic], accepted: [AcceptedRisk]) {
  var left: [Diagnostic] = []
  var accepted: [AcceptedRisk] = []
  var used: Set<Int> = []
  // An entry that says what one above it says, and that one.
  var repeated: [Int: Int] = [:]
  for diagnostic in diagnostics {
    guard diagnostic.code.isAcceptable,
      let index = acceptances.firstIndex(where: { $0.covers(diagnostic) })
    else {
      left.append(diagnostic)
      continue
    }
    used.insert(index)
    for other in acceptances.indices.dropFirst(index + 1)
    where acceptances[other].covers(diagnostic) && repeated[other] == nil {
      repeated[other] = index
    }
    let risk = AcceptedRisk(
      code: diagnostic.code.rawValue, message: diagnostic.message,
      reason: acceptances[index].reason)
    if !accepted.contains(risk) { accepted.append(risk) }
  }
  for (index, acceptance) in acceptances.enumerated() where isComplete && !used.contains(index) {
    if let first = repeated[index] {
      left.append(
        Diagnostic(
          .unusedAcceptance,
          "\(acceptance.code.value.rawValue) at `\(shown(acceptance.at.value))` is accepted already",
          at: plan.location(acceptance.at.span), label: "accepted again",
          secondary: [.init(plan.location(acceptances[first].at.span), "accepted here")],
          help: ["keep one of the two entries"]))
      continue
    }
    left.append(
      Diagnostic(
        .unusedAcceptance,
        "no \(acceptance.code.value.rawValue) is found at `\(shown(acceptance.at.value))`",
        at: plan.location(acceptance.at.span), label: "accepted here",
        help: ["take the entry out, or correct what it names"]))
  }
  return (left, accepted)
}
