import Diagnostics
import Foundations
import Plans

/// Checks the plans of one folder against each other. They share the folder `generated/`, the
/// application with its PHP map, and the servers on which they run.
///
/// - Parameters:
///   - moving: the plans whose tables are compared, those without errors of their own.
///   - mayMeet: false when it is known that no two of their moves have a name in common.
func checkTogether(_ plans: [Plan], moving: [Plan], mayMeet: Bool) -> [Diagnostic] {
  duplicateNames(plans) + conflictingCode(plans) + conflictingSchemas(moving)
    + (mayMeet ? conflictingTables(moving) : [])
}

private func duplicateNames(_ plans: [Plan]) -> [Diagnostic] {
  var first: [String: Plan] = [:]
  return plans.compactMap { plan in
    // A name with a fault of its own is empty here.
    guard !plan.name.value.isEmpty else { return nil }
    guard let other = first[plan.name.value] else {
      first[plan.name.value] = plan
      return nil
    }
    return Diagnostic(
      .duplicatePlan, "two plans have the name `\(plan.name.value)`",
      at: plan.location(plan.name.span), label: "used again",
      secondary: [.init(other.location(other.name.span), "used here")],
      notes: ["the files of a plan stand in the folder of its name"],
      help: ["give one of them another name"], edit: renaming(plan, other))
  }
}

/// Names a plan after its file, where that is a name and not the other plan's.
private func renaming(_ plan: Plan, _ other: Plan) -> Diagnostic.Edit? {
  let file = plan.file.path.split(separator: "/").last ?? ""
  let stem = file.hasSuffix(".yaml") ? String(file.dropLast(5)) : ""
  guard isLowercaseWord(stem), stem.utf8.count <= PlanLimits.planNameLengthMax,
    stem != other.name.value
  else { return nil }
  return Diagnostic.Edit(plan.location(plan.name.span), replacement: stem)
}

private func conflictingCode(_ plans: [Plan]) -> [Diagnostic] {
  guard let first = plans.first else { return [] }
  return plans.dropFirst().filter { $0.code != first.code }.map { plan in
    Diagnostic(
      .conflictingCodeSettings, "`code` is not the same as in `\(first.file.path)`",
      at: plan.location(plan.codeSpan ?? plan.name.span),
      label: plan.codeSpan == nil ? "there is no `code`" : "",
      secondary: [
        .init(
          first.location(first.codeSpan ?? first.name.span),
          first.codeSpan == nil ? "there is no `code`" : "set here")
      ],
      notes: ["the plans of a folder share the application and its PHP map"],
      help: ["write the same `code` in all of them"])
  }
}

/// One alias, one schema; and no schema is created twice.
private func conflictingSchemas(_ plans: [Plan]) -> [Diagnostic] {
  var byAlias: [String: (plan: Plan, schema: SchemaDeclaration)] = [:]
  var byName: [String: (plan: Plan, schema: SchemaDeclaration)] = [:]
  var diagnostics: [Diagnostic] = []
  for plan in plans {
    for schema in plan.schemas {
      let name = shown(schema.name.value)
      let place = plan.location(schema.alias.span)
      if let other = byName[schema.name.value] {
        if other.schema.alias.value != schema.alias.value {
          diagnostics.append(
            Diagnostic(
              .duplicateAlias,
              "`\(name)` has the aliases `\(other.schema.alias.value)` and "
                + "`\(schema.alias.value)`", at: place, label: "in this plan",
              secondary: [
                .init(other.plan.location(other.schema.alias.span), "in another plan")
              ],
              help: ["give it the same `alias` in both plans; a PHP map has one constant for it"])
          )
        }
        if let create = schema.create, let otherCreate = other.schema.create {
          diagnostics.append(
            Diagnostic(
              .duplicateSchema, "`\(name)` is created by two plans",
              at: plan.location(create.collation.span), label: "created here",
              secondary: [
                .init(other.plan.location(otherCreate.collation.span), "and created here")
              ],
              help: ["leave it to one of them"]))
        }
        continue
      }
      byName[schema.name.value] = (plan, schema)
      if let other = byAlias[schema.alias.value] {
        diagnostics.append(
          Diagnostic(
            .duplicateAlias,
            "`\(name)` and `\(shown(other.schema.name.value))` have the same alias "
              + "`\(schema.alias.value)`", at: place, label: "in this plan",
            secondary: [.init(other.plan.location(other.schema.alias.span), "in another plan")],
            help: ["give one of them another `alias`; a PHP map has one constant for each"]))
      } else {
        byAlias[schema.alias.value] = (plan, schema)
      }
    }
  }
  return diagnostics
}

/// A table of a plan, as `planc refs` and the PHP map know it: by its name without the schema.
struct MappedTable {
  var plan: Plan
  var assignment: Assignment
  var table: Assignment.Table

  var source: (String, String) { (assignment.source.value, table.name.value) }
  var target: (String, String) { (assignment.target.value, table.targetName.value) }
  var shownSource: String { shown(source.0, source.1) }
  var shownTarget: String { shown(target.0, target.1) }
}

/// Where a table stands in the plans.
private struct TablePlace: Equatable {
  var plan: Int
  var assignment: Int
  var group: Int
  var table: Int
}

/// Two moves that meet, in whatever way, have a name in common.
private func conflictingTables(_ plans: [Plan]) -> [Diagnostic] {
  var first: [String: TablePlace] = [:]
  first.reserveCapacity(
    plans.reduce(0) { $0 + $1.assignments.reduce(0) { $0 + $1.tableCount } })
  /// The move that had the name before; nil when it is new, or when a move meets only itself.
  func other(_ name: String, _ place: TablePlace) -> TablePlace? {
    { (known: inout TablePlace?) in
      if let known { return known == place ? nil : known }
      known = place
      return nil
    }(&first[name])
  }
  var diagnostics: [Diagnostic] = []
  for (planIndex, plan) in plans.enumerated() {
    for (assignmentIndex, assignment) in plan.assignments.enumerated() {
      for (groupIndex, group) in assignment.groups.enumerated() {
        for (tableIndex, table) in group.tables.enumerated() {
          let place = TablePlace(
            plan: planIndex, assignment: assignmentIndex, group: groupIndex, table: tableIndex)
          if let other = other(table.name.value, place) {
            diagnostics.append(
              conflict(table.name.value, mapped(other, plans), mapped(place, plans)))
          } else if let renamed = table.renamed, let other = other(renamed.value, place) {
            diagnostics.append(
              conflict(renamed.value, mapped(other, plans), mapped(place, plans)))
          }
        }
      }
    }
  }
  return diagnostics
}

private func mapped(_ place: TablePlace, _ plans: [Plan]) -> MappedTable {
  let assignment = plans[place.plan].assignments[place.assignment]
  return MappedTable(
    plan: plans[place.plan], assignment: assignment,
    table: assignment.groups[place.group].tables[place.table])
}

func conflict(_ name: String, _ a: MappedTable, _ b: MappedTable) -> Diagnostic {
  let (code, message, notes): (DiagnosticCode, String, [String]) =
    if a.source == b.source {
      (.severalTargets, "\(b.shownSource) is moved by two plans", [])
    } else if a.target == b.target {
      (
        .severalSources,
        "\(a.shownSource) and \(b.shownSource) would both become \(b.shownTarget)", []
      )
    } else if a.target == b.source || a.source == b.target {
      (
        .chainedAssignment,
        "one plan moves \(a.target == b.source ? b.shownSource : a.shownSource), "
          + "which another brings there",
        ["`planc refs` and the PHP map know one move for each name of a table"]
      )
    } else {
      (
        .severalTargets, "`\(shown(name))` is the name of two tables",
        ["`planc refs` and the PHP map find a table by its name, without the schema"]
      )
    }
  func way(_ table: MappedTable) -> String { "\(table.shownSource) to \(table.shownTarget)" }
  return Diagnostic(
    code, message, at: b.plan.location(b.table.name.span), label: way(b),
    secondary: [.init(a.plan.location(a.table.name.span), way(a))], notes: notes,
    help: ["keep one of the two"])
}
