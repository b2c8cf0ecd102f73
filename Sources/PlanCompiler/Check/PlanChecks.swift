import Diagnostics

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

extension Plan {
  func location(_ span: Span) -> Location { Location(file, span) }

  /// The declared schema that was probably meant by a name; nil when none is near.
  func nearestSchema(to name: String) -> String? {
    schema(withAlias: name)
      ?? nearestName(to: name, among: schemas.map(\.name.value) + omissions.schemas.sorted())
  }

  /// The schema that has this alias: in a plan it stands under its own name all the same.
  func schema(withAlias alias: String) -> String? {
    schemas.first { $0.alias.value == alias }?.name.value
  }

  /// The plan as it was probably meant, for checks that would only repeat that an assignment names a
  /// wrong schema: names that are not declared stand for the nearest that is. Nil when it cannot be
  /// told what was meant.
  var asMeant: Plan? {
    let declared = Set(schemas.map(\.name.value)).union(omissions.schemas)
    var plan = self
    for (index, assignment) in assignments.enumerated() {
      guard assignment.source.value != assignment.target.value else { return nil }
      for end in [\Assignment.source, \Assignment.target]
      where !declared.contains(assignment[keyPath: end].value) {
        guard let near = nearestSchema(to: assignment[keyPath: end].value) else { return nil }
        plan.assignments[index][keyPath: end].value = near
      }
    }
    return plan
  }
}

/// "1 table", "22 tables"
func tableCount(_ count: Int) -> String { counted(count, "table") }

/// "1 table is", "22 tables are"
func tablesAre(_ count: Int) -> String { areCounted(count, "table") }

/// "1 view", "22 views"
func counted(_ count: Int, _ noun: String, _ several: String? = nil) -> String {
  count == 1 ? "1 \(noun)" : "\(count) \(several ?? noun + "s")"
}

/// "1 view is", "22 views are"
func areCounted(_ count: Int, _ noun: String, _ several: String? = nil) -> String {
  counted(count, noun, several) + (count == 1 ? " is" : " are")
}

/// "`shop`.`shop_sessions`"
func shown(_ schema: String, _ table: String) -> String { "`\(shown(schema)).\(shown(table))`" }

/// Whether two names are written with the very same characters. Swift's `==` takes a letter with a
/// combining accent for the accented letter; a server does not.
func isSameSpelling(_ a: String, _ b: String) -> Bool { a.utf8.elementsEqual(b.utf8) }
