import Diagnostics
import Foundations
import Plans

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
  var usedObjects: [Int: Set<Int>] = [:]
  // An entry that says what one above it says, and that one.
  var repeated: [Int: Int] = [:]
  for diagnostic in diagnostics {
    guard diagnostic.code.isAcceptable,
      let index = acceptances.firstIndex(where: { $0.covers(diagnostic).isCovered })
    else {
      left.append(diagnostic)
      continue
    }
    used.insert(index)
    if let object = acceptances[index].covers(diagnostic).object {
      usedObjects[index, default: []].insert(object)
    }
    for other in acceptances.indices.dropFirst(index + 1)
    where acceptances[other].covers(diagnostic).isCovered && repeated[other] == nil {
      repeated[other] = index
    }
    let risk = AcceptedRisk(
      code: diagnostic.code.rawValue, message: diagnostic.message,
      reason: acceptances[index].reason,
      table: diagnostic.subject.map { QualifiedName($0.schema, $0.name) },
      object: diagnostic.dependent.map { QualifiedName($0.schema, $0.name) })
    if !accepted.contains(risk) { accepted.append(risk) }
  }
  left = offeringToAccept(left)
  guard isComplete else { return (left, accepted) }
  for (index, acceptance) in acceptances.enumerated() {
    if used.contains(index) {
      left += unusedObjects(of: acceptance, used: usedObjects[index] ?? [], in: plan)
      continue
    }
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

/// The text that accepts a risk, once for all findings that it covers.
private func offeringToAccept(_ diagnostics: [Diagnostic]) -> [Diagnostic] {
  var offered: Set<[String]> = []
  return sortedByPlace(diagnostics).map { diagnostic in
    guard diagnostic.code.isAcceptable, let subject = diagnostic.subject,
      offered.insert([diagnostic.code.rawValue, subject.schema, subject.name]).inserted
    else { return diagnostic }
    var diagnostic = diagnostic
    let place = yamlScalar("\(subject.schema).\(subject.name)")
    diagnostic.help.append(
      "to accept it, add to `accept` in the plan: `- {code: \(diagnostic.code.rawValue), at: \(place), reason: \"who decided, and why\"}`"
    )
    return diagnostic
  }
}

private func unusedObjects(
  of acceptance: Acceptance, used: Set<Int>, in plan: Plan
) -> [Diagnostic] {
  acceptance.objects.enumerated().filter { !used.contains($0.offset) }.map { _, object in
    Diagnostic(
      .unusedAcceptance,
      "no \(acceptance.code.value.rawValue) about `\(shown(object.value))` is found at `\(shown(acceptance.at.value))`",
      at: plan.location(object.span), label: "accepted here",
      help: ["remove the name, or correct it"])
  }
}
