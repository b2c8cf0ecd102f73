extension DiagnosticCode {
  /// What a code is about: the hundreds of its number.
  package enum Family: Character, CaseIterable, Sendable {
    case text = "1"
    case shape = "2"
    case names = "3"
    case counts = "4"
    case catalog = "5"
    case dependents = "6"
    case references = "7"
    case files = "8"
    case servers = "9"

    /// The heading under which the codes of the family are listed.
    package var title: String {
      switch self {
      case .text: "Text"
      case .shape: "Shape"
      case .names: "Names and assignments"
      case .counts: "Counts and budgets"
      case .catalog: "Catalogs"
      case .dependents: "Dependents and risks"
      case .references: "Code references"
      case .files: "Files"
      case .servers: "Servers"
      }
    }
  }

  package var family: Family {
    guard let family = rawValue.dropFirst().first.flatMap(Family.init) else {
      preconditionFailure("\(rawValue) belongs to no family")
    }
    return family
  }

  /// Whether a plan may accept what the code tells of, as a risk taken knowingly: what makes a
  /// script fail cannot be.
  package var isAcceptable: Bool {
    [
      .mergeTable, .sequenceDefault, .forbiddenObject, .misplacedTable,
      .unqualifiedTriggerName,
      .triggerNamesMovedTable,
      .foreignKeyCrossesSchemas,
      .viewNamesMovedTable,
      .routineNamesMovedTable,
      .eventNamesMovedTable,
      .grantLeftBehind,
      .triggerCollation,
      .unseenDependents,
      .grantOnNewName,
    ].contains(self)
  }

  /// Whether the code tells of a place inside a scalar that cannot be read as it stands.
  var isFaultWithinScalar: Bool {
    [
      .notUTF8, .controlCharacter, .lineSeparator, .anchorAliasOrTag, .escapedControlCharacter,
    ].contains(self)
  }
}
