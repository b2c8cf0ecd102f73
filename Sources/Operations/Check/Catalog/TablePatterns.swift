import Catalogs
import Diagnostics
import Foundations
import Plans

/// The plan with every pattern replaced by the tables that it stands for, sorted by name.
///
/// - Parameter catalog: the server before the plan runs, or after it for one that is applied; nil
///   when there is none to look in.
func resolvingPatterns(
  of plan: Plan, in catalog: Catalog?
) -> (plan: Plan, diagnostics: [Diagnostic]) {
  guard plan.assignments.contains(where: { $0.groups.contains { !$0.patterns.isEmpty } }) else {
    return (plan, [])
  }
  var plan = plan
  var diagnostics: [Diagnostic] = []
  for assignment in plan.assignments.indices {
    let candidates = PatternCandidates(of: plan.assignments[assignment], in: plan, catalog)
    for group in plan.assignments[assignment].groups.indices {
      let old = plan.assignments[assignment].groups[group]
      var tables = old.tables[...]
      var resolved: [Assignment.Table] = []
      for pattern in old.patterns {
        resolved += tables.prefix(pattern.place - (old.tables.count - tables.count))
        tables = old.tables[pattern.place...]
        let (found, faults) = tablesMatching(pattern, among: candidates, plan)
        diagnostics += faults
        if found == nil || !faults.isEmpty { plan.omissions.tables = true }
        resolved += (found ?? []).map {
          Assignment.Table(name: Located($0, pattern.glob.span), renamed: nil)
        }
      }
      plan.assignments[assignment].groups[group].tables = resolved + tables
      plan.assignments[assignment].groups[group].patterns = []
    }
  }
  return (plan, diagnostics)
}

/// The tables that a pattern may stand for.
private struct PatternCandidates {
  var schema: String
  /// Nil when they are not known.
  var names: [String]?
  /// Whether the tables are looked for where they went.
  var areMoved = false

  /// Tables that came by a pattern have kept their names; of an applied plan they are in the target,
  /// beside what was there before and what came by name.
  init(of assignment: Assignment, in plan: Plan, _ catalog: Catalog?) {
    func names(of schema: String) -> [String]? {
      catalog?.schemas.first { isSameSpelling($0.name, schema) }?.tables.map(\.name)
    }
    schema = assignment.source.value
    self.names = names(of: schema)
    guard plan.isApplied else { return }
    let target = assignment.target.value
    let cameByName = plan.assignments.filter { isSameSpelling($0.target.value, target) }
      .flatMap(\.groups).flatMap(\.tables).map(\.targetName.value)
    let came = (names(of: target) ?? []).filter { name in
      !cameByName.contains { isSameSpelling($0, name) }
    }
    let patterns = assignment.groups.flatMap(\.patterns)
    // A plan that says it is applied and is not: this is told by the tables at the source.
    guard came.contains(where: { name in patterns.contains { matches(name, glob: $0.glob.value) } })
    else { return }
    schema = target
    self.names = came
    areMoved = true
  }
}

private func tablesMatching(
  _ pattern: TablePattern, among candidates: PatternCandidates, _ plan: Plan
) -> (tables: [String]?, faults: [Diagnostic]) {
  let schema = candidates.schema
  guard let names = candidates.names else {
    return (
      nil,
      [
        Diagnostic(
          .patternCount,
          plan.catalog == nil
            ? "`\(shown(pattern.glob.value))` needs a catalog to be matched with"
            : "`\(shown(pattern.glob.value))` cannot be matched: the catalog's tables of "
              + "`\(shown(schema))` are not known",
          at: plan.location(pattern.glob.span),
          help: [
            plan.catalog == nil
              ? "name a catalog under `catalog`, or list the tables by name"
              : "take the catalog anew, or list the tables by name"
          ])
      ]
    )
  }
  let matching = names.filter { matches($0, glob: pattern.glob.value) }.sorted(by: precedes)
  var faults: [Diagnostic] = []
  for name in pattern.except
  where !candidates.areMoved && !matching.contains(where: { isSameSpelling($0, name.value) }) {
    let near = nearestName(to: name.value, among: matching)
    faults.append(
      Diagnostic(
        .patternCount,
        "`\(shown(name.value))` is excepted, but is no table of `\(shown(schema))` that matches "
          + "`\(shown(pattern.glob.value))`", at: plan.location(name.span),
        help: [near.map { "did you mean `\(shown($0))`?" } ?? "take it out of `except`"]))
  }
  let kept = matching.filter { name in
    !pattern.except.contains { isSameSpelling($0.value, name) }
  }
  // A name that is excepted and misspelt is counted by mistake.
  if faults.isEmpty, kept.count != pattern.count.value {
    faults.append(
      Diagnostic(
        .patternCount,
        "`\(shown(pattern.glob.value))` matches \(tableCount(kept.count)) of `\(shown(schema))`, "
          + "but `count` is \(pattern.count.value)",
        at: plan.location(pattern.count.span), label: "declared here",
        secondary: [.init(plan.location(pattern.glob.span), "matches \(kept.count)")],
        notes: kept.isEmpty
          ? []
          : [
            "it matches " + kept.prefix(10).map { "`\(shown($0))`" }.joined(separator: ", ")
              + (kept.count > 10 ? ", …" : "")
          ],
        help: [
          candidates.areMoved
            ? "list by name the tables that the plan has moved: which came is not known here"
            : matching.isEmpty
              ? "correct the pattern, in which `*` matches any characters and `?` one, or remove it"
              : "look at the tables that match, then write `count: \(kept.count)`"
        ]))
  }
  return (kept, faults)
}
