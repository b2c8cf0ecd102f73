/// One fault or fact that planc tells its user: what, where, and how to go on.
package struct Diagnostic: Sendable {
  package enum Severity: String, Sendable { case error, warning, note }

  /// A further place, and what it has to do with the fault.
  package struct Label: Sendable {
    package var location: Location
    package var text: String

    package init(_ location: Location, _ text: String) {
      self.location = location
      self.text = text
    }
  }

  /// A change of the source text that would mend the fault. It is offered, never applied.
  package struct Edit: Sendable {
    package var location: Location
    package var replacement: String

    package init(_ location: Location, replacement: String) {
      self.location = location
      self.replacement = replacement
    }
  }

  /// What on the server a diagnostic is about: `accept` names it, with or without its schema.
  package struct Subject: Hashable, Sendable {
    package var schema: String
    package var name: String

    package init(schema: String, name: String) {
      self.schema = schema
      self.name = name
    }
  }

  package var code: DiagnosticCode
  package var severity: Severity
  /// What is wrong, in one line that stands alone: lower case, no full stop, names in backticks.
  package var message: String
  /// The smallest place that shows the fault. `text` may be empty. Nil for a fault without a text,
  /// such as a file that cannot be read.
  package var primary: Label?
  package var secondary: [Label]
  package var notes: [String]
  package var help: [String]
  package var edit: Edit?
  /// Nil for what cannot be accepted.
  package var subject: Subject?
  /// What breaks, where that is another object than the subject: a routine, a view, a trigger, a foreign key,
  /// or the account that a grant is for, which has no schema.
  package var dependent: Subject?

  package init(
    _ code: DiagnosticCode, severity: Severity = .error, _ message: String,
    at primary: Location? = nil, label: String = "", secondary: [Label] = [],
    notes: [String] = [], help: [String] = [], edit: Edit? = nil
  ) {
    self.code = code
    self.severity = severity
    self.message = message
    self.primary = primary.map { Label($0, label) }
    self.secondary = secondary
    self.notes = notes
    self.help = help
    self.edit = edit
  }
}
