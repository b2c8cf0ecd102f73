package import Diagnostics
import Foundations

/// In which order the plans of a folder come, by their `after`.
package struct PlanOrder {
  /// The places of all plans: none before one that it comes after. Plans that nothing orders keep
  /// the order in which they were given.
  package private(set) var sequence: [Int] = []
  /// By plan: all that come before it, near and far.
  package private(set) var predecessors: [Set<Int>]
  /// By plan: whether each that comes before it is known.
  package private(set) var isComplete: [Bool]
  package private(set) var diagnostics: [Diagnostic] = []

  /// - Parameter allAreRead: false when the folder has plans that are not among these, since they could
  ///   not be read. Any that is not found may be one of them.
  package init(_ plans: [Plan], allAreRead: Bool) {
    predecessors = plans.map { _ in [] }
    isComplete = plans.map { _ in true }
    let allAreRead = allAreRead && !plans.contains { $0.name.value.isEmpty }
    let names = Dictionary(
      plans.enumerated().map { ($1.name.value, $0) }, uniquingKeysWith: { first, _ in first })
    var direct: [[Int]] = plans.map { _ in [] }
    for (index, plan) in plans.enumerated() {
      for name in plan.after {
        guard let other = names[name.value] else {
          isComplete[index] = false
          let others = names.keys.filter { $0 != plan.name.value }
          if let word = Self.word(of: name.value, among: others) {
            diagnostics.append(Self.path(name, of: plan, word))
          } else if allAreRead {
            diagnostics.append(Self.missing(name, of: plan, others))
          }
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
        if !isComplete[other] { isComplete[index] = false }
      }
      path.removeLast()
      isDone[index] = true
      sequence.append(index)
    }
    for index in plans.indices { visit(index) }
  }

  /// The plan that `phase_a.yaml` or `plans/phase_a.yaml` stands for.
  private static func word(of path: String, among names: [String]) -> String? {
    guard path.hasSuffix(".yaml"), let file = path.split(separator: "/").last else { return nil }
    return names.first { $0 == file.dropLast(".yaml".count) }
  }

  private static func path(
    _ name: Located<String>, of plan: Plan, _ word: String
  ) -> Diagnostic {
    Diagnostic(
      .missingPlan, "`\(shown(name.value))` is a file, where the name of a plan is expected",
      at: plan.location(name.span), help: ["write `\(word)`"],
      edit: Diagnostic.Edit(plan.location(name.span), replacement: word))
  }

  private static func missing(
    _ name: Located<String>, of plan: Plan, _ others: [String]
  ) -> Diagnostic {
    let near = nearestName(to: name.value, among: others.sorted())
    return Diagnostic(
      .missingPlan, "there is no plan `\(shown(name.value))` in this folder",
      at: plan.location(name.span),
      help: [near.map { "did you mean `\($0)`?" } ?? "take it out of `after`"])
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
