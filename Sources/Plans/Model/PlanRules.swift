/// What a plan promises of its schemas, under `rules:`.
package struct PlanRules: Sendable {
  package enum Kind: String, CaseIterable, Sendable {
    case foreignKeys = "foreign_keys"
    case triggers, views, routines, events

    package var noun: String {
      switch self {
      case .foreignKeys: "a foreign key"
      case .triggers: "a trigger"
      case .views: "a view"
      case .routines: "a routine"
      case .events: "an event"
      }
    }
  }

  /// Tables whose names match one of the patterns belong in the schema.
  package struct Class: Sendable {
    package var schema: Located<String>
    package var patterns: [Located<String>]
  }

  package var forbidden: [Located<Kind>] = []
  package var classes: [Class] = []
}
