import Diagnostics
import Plans

/// Checks a decoded plan by itself: what can be known without a server or a catalog.
///
/// The order of the diagnostics means nothing; whoever shows them sorts them by place.
///
/// - Parameter lowerCaseTableNames: the server's setting, where a catalog tells it: names with
///   capital letters are what they are only where it is 0.
func checkPlan(_ plan: Plan, lowerCaseTableNames: Int? = nil) -> PlanFindings {
  let moves = AssignedMoves(plan)
  let schemas = checkSchemas(plan)
  // A name that differs from another only in case has capitals; one of the two says enough.
  let doubled = Set(
    schemas.filter { $0.code == .duplicateSchema }.compactMap(\.primary?.location.span))
  var diagnostics = checkIdentifiers(plan, lowerCaseTableNames).filter {
    $0.code != .capitalLetters || !doubled.contains($0.primary?.location.span ?? plan.name.span)
  }
  diagnostics += schemas
  diagnostics += quotedSchemaNames(plan)
  diagnostics += checkFileNames(plan)
  diagnostics += checkAssignments(moves)
  diagnostics += checkCounts(plan)
  return PlanFindings(diagnostics: diagnostics, namesStandOnce: moves.namesStandOnce)
}

/// What the checks of one plan found.
struct PlanFindings {
  var diagnostics: [Diagnostic] = []
  /// See `AssignedMoves`; false when it is not known.
  var namesStandOnce = false
}
