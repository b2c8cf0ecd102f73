import Catalogs
package import Diagnostics
import LocatedYAML
import Plans

/// The catalogs of a folder's plans, each read once.
struct CatalogCache {
  private var read: [(file: SourceFile, catalog: Catalog?)] = []
  private(set) var diagnostics: [Diagnostic] = []

  mutating func catalog(_ file: SourceFile) -> Catalog? {
    if let known = read.first(where: { $0.file === file }) { return known.catalog }
    let (catalog, faults) = readCatalog(file)
    diagnostics += faults
    // A catalog with a fault could say of a table that it is not there.
    read.append((file, faults.isEmpty ? catalog : nil))
    return read[read.count - 1].catalog
  }
}

/// Finds for each plan what its server holds before it runs, and checks the plan against that.
///
/// The catalog shows the server now: plans that are applied are done in it, the others are not. So
/// the state before a plan is the catalog with what must still come first done in memory, or with
/// what was done since taken back.
func checkWithCatalogs(_ readings: inout [PlanReading], _ order: PlanOrder) {
  for index in order.sequence.reversed() where readings[index].plan.isApplied {
    guard let shown = readings[index].shown else { continue }
    let later = order.sequence.reversed().filter {
      order.predecessors[$0].contains(index) && readings[$0].plan.isApplied
    }
    let after = later.reduce(shown) { readings[$1].plan.undone(in: $0) }
    resolve(&readings[index], in: after)
    readings[index].before = readings[index].plan.undone(in: after)
    let faults = checkApplied(readings[index].plan, after)
    readings[index].diagnostics += faults
    if !faults.isEmpty { readings[index].before = nil }
  }
  for index in readings.indices where readings[index].plan.isApplied { check(&readings[index]) }
  for index in order.sequence where !readings[index].plan.isApplied {
    let earlier = order.sequence.filter {
      order.predecessors[index].contains($0) && !readings[$0].plan.isApplied
    }
    // What a plan with errors would leave, or one that cannot be read, is not known.
    let isKnown =
      order.isComplete[index] && order.predecessors[index].allSatisfy { !readings[$0].hasErrors }
    let before =
      !isKnown
      ? nil
      : readings[index].shown.map {
        earlier.reduce($0) { readings[$1].plan.applied(to: $0) }
      }
    if isKnown {
      resolve(&readings[index], in: before)
    } else {
      readings[index].plan = resolvingPatterns(of: readings[index].plan, in: nil).plan
    }
    readings[index].before = before
    check(&readings[index])
  }
}

private func resolve(_ reading: inout PlanReading, in catalog: Catalog?) {
  let (plan, faults) = resolvingPatterns(of: reading.plan, in: catalog)
  reading.plan = plan
  reading.diagnostics += faults
}

private func check(_ reading: inout PlanReading) {
  let plan = reading.plan
  let findings = checkPlan(
    plan, lowerCaseTableNames: reading.shown?.lowerCaseTableNames.value)
  reading.diagnostics += findings.diagnostics
  reading.namesStandOnce = findings.namesStandOnce
  var isApplied = false
  if let before = reading.before {
    let findings = checkCatalog(plan, before)
    reading.diagnostics += findings
    isApplied = findings.contains { [.alreadyApplied, .partlyApplied].contains($0.code) }
    // What hangs on tables that are not there any more says the same again, with advice that would harm.
    if !isApplied { reading.diagnostics += checkDependents(plan, on: before) }
  }
  // With a schema that is not known some tables were not looked at.
  let isComplete =
    !plan.omissions.tables && !isApplied && (plan.catalog == nil || reading.before != nil)
    && !reading.diagnostics.contains { $0.code == .undeclaredSchema }
  let (left, accepted) = accepting(
    plan.acceptances, of: plan, from: reading.diagnostics, isComplete: isComplete)
  reading.diagnostics = left
  reading.acceptedRisks = accepted
}

/// Where a plan's catalog stands, relative to the root; nil when it names none, or a path that
/// compiling refuses.
package func catalogPath(of source: PlanSource) -> String? {
  catalogReference(of: source)?.path
}

/// The same, with the place in the plan that names it, and what is written there.
package func catalogReference(
  of source: PlanSource
) -> (path: String, written: String, place: Location)? {
  // Most plans that name no catalog are told without reading them twice.
  guard holdsWordCatalog(source.file.bytes),
    let node = readYAML(source.file).node, case .mapping(let entries) = node.content,
    let entry = entries.first(where: { $0.key == "catalog" }),
    case .scalar(let scalar) = entry.value.content
  else { return nil }
  return catalogPath(scalar.text, ofPlanAt: source.path).map {
    ($0, scalar.text, Location(source.file, entry.value.span))
  }
}

/// A loop over bytes: the standard search for a subsequence doubled the time of compiling.
private func holdsWordCatalog(_ bytes: [UInt8]) -> Bool {
  let word = Array("catalog".utf8)
  var matched = 0
  for byte in bytes {
    // No letter but the first is a `c`, so a failed match goes on with this byte at most.
    matched = byte == word[matched] ? matched + 1 : (byte == word[0] ? 1 : 0)
    if matched == word.count { return true }
  }
  return false
}
