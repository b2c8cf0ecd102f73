import Diagnostics

/// In which order the plans of a folder come, by their `after`.
struct PlanOrder {
  /// The places of all plans: none before one that it comes after. Plans that nothing orders keep
  /// the order in which they were given.
  private(set) var sequence: [Int] = []
  /// By plan: all that come before it, near and far.
  private(set) var predecessors: [Set<Int>]
  private(set) var diagnostics: [Diagnostic] = []

  init(_ plans: [Plan]) {
    predecessors = plans.map { _ in [] }
    let names = Dictionary(
      plans.enumerated().map { ($1.name.value, $0) }, uniquingKeysWith: { first, _ in first })
    var direct: [[Int]] = plans.map { _ in [] }
    for (index, plan) in plans.enumerated() {
      for name in plan.after {
        guard let other = names[name.value] else {
          let near = nearestName(
            to: name.value, among: plans.map(\.name.value).filter { $0 != plan.name.value })
          diagnostics.append(
            Diagnostic(
              .missingPlan, "there is no plan `\(shown(name.value))` in this folder",
              at: plan.location(name.span),
              help: [near.map { "did you mean `\($0)`?" } ?? "take it out of `after`"]))
          continue
        }
        direct[index].append(other)
      }
    }
    var isDone = plans.map { _ in false }
    var path: [Int] = []
    func visit(_ index: Int) {
      if isDone[index] { return }
      if let start = path.firstIndex(of: index) {
        diagnostics.append(Self.cycle(path[start...].map { plans[$0] }))
        return
      }
      path.append(index)
      for other in direct[index] {
        visit(other)
        predecessors[index].formUnion(predecessors[other].union([other]))
      }
      path.removeLast()
      isDone[index] = true
      sequence.append(index)
    }
    for index in plans.indices { visit(index) }
  }

  private static func cycle(_ plans: [Plan]) -> Diagnostic {
    let plan = plans[plans.count - 1]
    let names = (plans + [plans[0]]).map { "`\($0.name.value)`" }
    return Diagnostic(
      .planCycle,
      plans.count == 1
        ? "the plan comes after itself"
        : "the plans \(names.joined(separator: " -> ")) form a cycle",
      at: plan.location((plan.after.first { $0.value == plans[0].name.value } ?? plan.name).span),
      help: ["take one of the plans out of the other's `after`"])
  }
}

/// The counts of a plan against those of the plan before it, and that both look at one server.
func checkSuccession(_ plans: [Plan], _ order: PlanOrder) -> [Diagnostic] {
  plans.indices.flatMap { index in
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
    return catalogs
      + plan.schemas.compactMap { schema in
        // The last ones that touch the schema; of several, none says alone how many there are.
        let touching = before.filter { other in
          plans[other].schemas.contains { $0.name.value == schema.name.value }
        }
        let last = touching.filter { other in
          !touching.contains { order.predecessors[$0].contains(other) }
        }
        guard last.count == 1,
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
  }
}
