import Diagnostics
import Foundations
import Plans

/// Checks the plans against those that come before them. What a plan's own check said of the same
/// places, without knowing of the others, is taken back.
///
/// - Returns: what was found; the readings have none of it.
func checkOrder(_ readings: inout [PlanReading], _ order: PlanOrder) -> [Diagnostic] {
  let plans = readings.map(\.plan)
  let counts = checkSuccession(plans, order, areSound: readings.map { !$0.hasErrors })
  let movedTwice = movedBefore(readings, order)
  let told = (counts + movedTwice).compactMap(\.primary?.location)
  for index in readings.indices {
    let file = readings[index].plan.file
    readings[index].diagnostics.removeAll { diagnostic in
      if [.alreadyApplied, .partlyApplied].contains(diagnostic.code) {
        return movedTwice.contains { $0.primary?.location.file === file }
      }
      guard diagnostic.code == .wrongTableCount || diagnostic.code == .missingSource,
        let place = diagnostic.primary?.location
      else { return false }
      return told.contains { $0.file === place.file && $0.span == place.span }
    }
  }
  return counts + movedTwice
}

/// The counts of a plan against those of the plan before it, and that both look at one server.
///
/// - Parameter areSound: by plan, whether it has no errors of its own; what a plan with errors leaves is
///   not known.
private func checkSuccession(
  _ plans: [Plan], _ order: PlanOrder, areSound: [Bool]
) -> [Diagnostic] {
  var areSound = areSound
  return order.sequence.flatMap { index in
    let plan = plans[index]
    let before = order.predecessors[index].sorted()
    let catalogs = plan.after.compactMap { name -> Diagnostic? in
      guard let other = plans.first(where: { $0.name.value == name.value }),
        let own = plan.catalog, let others = other.catalog, own.value != others.value
      else { return nil }
      return Diagnostic(
        .otherCatalog, "`\(plan.name.value)` and `\(other.name.value)` have different catalogs",
        at: plan.location(own.span), label: "this one",
        secondary: [.init(other.location(others.span), "and this one")],
        notes: ["a plan that comes after another starts where that one ends, on the same server"],
        help: ["name the same catalog in both"])
    }
    let counts = plan.schemas.compactMap { schema -> Diagnostic? in
      // The last ones that touch the schema; of several, none says alone how many there are.
      let touching = before.filter { other in
        plans[other].schemas.contains { $0.name.value == schema.name.value }
      }
      let last = touching.filter { other in
        !touching.contains { order.predecessors[$0].contains(other) }
      }
      guard last.count == 1, areSound[last[0]],
        let other = plans[last[0]].schemas.first(where: { $0.name.value == schema.name.value }),
        other.after.value != schema.before.value
      else { return nil }
      return Diagnostic(
        .countAfterPlan,
        "`\(shown(schema.name.value))` is declared with \(tableCount(schema.before.value)) "
          + "before, but `\(plans[last[0]].name.value)` leaves \(other.after.value)",
        at: plan.location(schema.before.span), label: "declared here",
        secondary: [.init(plans[last[0]].location(other.after.span), "left by the plan before")],
        help: ["write `before: \(other.after.value)`, and count `after` again"])
    }
    // What a plan leaves that starts from a wrong count is not known either.
    if !counts.isEmpty { areSound[index] = false }
    return catalogs + counts
  }
}

/// Tables that are not in the catalog any more when a plan comes to them, since one before it has moved
/// them.
private func movedBefore(_ readings: [PlanReading], _ order: PlanOrder) -> [Diagnostic] {
  readings.indices.flatMap { index -> [Diagnostic] in
    let missing = readings[index].diagnostics.filter { $0.code == .missingSource }
    // Moved to the very same place, they look as if this plan were done.
    let looksApplied = readings[index].diagnostics.contains {
      [.alreadyApplied, .partlyApplied].contains($0.code)
    }
    if missing.isEmpty && !looksApplied { return [] }
    let earlier = order.sequence.filter { order.predecessors[index].contains($0) }
      .flatMap { mappedTables(readings[$0].plan) }
    return mappedTables(readings[index].plan).compactMap { table in
      guard
        looksApplied
          || missing.contains(where: { $0.primary?.location.span == table.table.name.span }),
        let first = earlier.first(where: { $0.source == table.source })
      else { return nil }
      return conflict(table.table.name.value, first, table)
    }
  }
}

private func mappedTables(_ plan: Plan) -> [MappedTable] {
  plan.assignments.flatMap { assignment in
    assignment.groups.flatMap(\.tables).map {
      MappedTable(plan: plan, assignment: assignment, table: $0)
    }
  }
}

/// Plans that touch one schema, of which neither comes after the other: both counts cannot be true.
func withoutOrder(_ plans: [Plan], _ order: PlanOrder) -> [Diagnostic] {
  if plans.count < 2 { return [] }
  var touching: [String: [(plan: Int, place: Location)]] = [:]
  var told: Set<[Int]> = []
  var diagnostics: [Diagnostic] = []
  for index in order.sequence where order.isComplete[index] {
    for schema in plans[index].schemas {
      let place = plans[index].location(schema.name.span)
      for other in touching[schema.name.value] ?? []
      where !order.predecessors[index].contains(other.plan)
        && mayMeet(plans[index], plans[other.plan])
        && told.insert([other.plan, index]).inserted
      {
        let names = [other.plan, index].map { "`\(plans[$0].name.value)`" }
        diagnostics.append(
          Diagnostic(
            .unorderedPlans, severity: .warning,
            "\(names[0]) and \(names[1]) both touch `\(shown(schema.name.value))`, and neither comes after the other",
            at: place, secondary: [.init(other.place, "and here")],
            notes: ["each counts its tables as if the other one never ran"],
            help: [
              "write `after: [\(plans[other.plan].name.value)]` in the one that runs later, and count its tables from there"
            ]))
      }
      touching[schema.name.value, default: []].append((index, place))
    }
  }
  return diagnostics
}

/// Whether two plans run on one server, and neither has run: a catalog shows what an applied one left.
private func mayMeet(_ one: Plan, _ other: Plan) -> Bool {
  if one.isApplied || other.isApplied { return false }
  guard let catalog = one.catalog, let others = other.catalog else { return true }
  return catalog.value == others.value
}
