package import Diagnostics
package import Foundations

/// One entry under `accept:`: a risk that the team takes knowingly.
package struct Acceptance: Sendable {
  package var code: Located<DiagnosticCode>
  /// The table, with or without its schema, or the other object that the diagnostic is about.
  package var at: Located<String>
  /// What breaks, each with or without its schema; empty for all that is found there.
  package var objects: [Located<String>] = []
  /// For people; the runbook prints it.
  package var reason: String

  /// Whether it covers a finding, and by which of its objects; by none if it lists none.
  package func covers(_ diagnostic: Diagnostic) -> (isCovered: Bool, object: Int?) {
    guard diagnostic.code == code.value, let subject = diagnostic.subject,
      Self.names(subject, at.value)
    else { return (false, nil) }
    if objects.isEmpty { return (true, nil) }
    guard let dependent = diagnostic.dependent else { return (false, nil) }
    let place = objects.firstIndex { Self.names(dependent, $0.value) }
    return (place != nil, place)
  }

  private static func names(_ subject: Diagnostic.Subject, _ name: String) -> Bool {
    subject.name == name || "\(subject.schema).\(subject.name)" == name
  }
}

/// A risk that was found and accepted, as the runbook tells it.
package struct AcceptedRisk: Hashable, Sendable {
  package var code: String
  package var message: String
  package var reason: String
  /// The table whose move breaks something.
  package var table: QualifiedName?
  /// What it breaks, with an empty schema for an account; nil where the finding names nothing else.
  package var object: QualifiedName?

  package init(
    code: String, message: String, reason: String, table: QualifiedName? = nil,
    object: QualifiedName? = nil
  ) {
    self.code = code
    self.message = message
    self.reason = reason
    self.table = table
    self.object = object
  }
}
