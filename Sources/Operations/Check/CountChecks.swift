import Diagnostics
import Foundations
import Plans

/// Declared counts against each other and against the assignments.
func checkCounts(_ plan: Plan) -> [Diagnostic] {
  plan.schemas.flatMap { budget($0, plan) + beforeCreation($0, plan) }
    + (plan.omissions.tables ? [] : plan.asMeant.map(mismatches) ?? [])
}

private func budget(_ schema: SchemaDeclaration, _ plan: Plan) -> [Diagnostic] {
  guard let budget = schema.budget else { return [] }
  return [(schema.before, "before"), (schema.after, "after")].compactMap { count, when in
    guard count.value > budget.value else { return nil }
    return Diagnostic(
      .budgetExceeded,
      "`\(shown(schema.name.value))` holds \(tableCount(count.value)) \(when) the move, but its "
        + "budget is \(budget.value)",
      at: plan.location(count.span), label: "\(when) the move",
      secondary: [.init(plan.location(budget.span), "the budget")],
      help: ["move fewer tables there, or write `budget: \(count.value)` and say why in the review"]
    )
  }
}

private func beforeCreation(_ schema: SchemaDeclaration, _ plan: Plan) -> [Diagnostic] {
  guard let create = schema.create, schema.before.value != 0 else { return [] }
  return [
    Diagnostic(
      .beforeNotZero,
      "`\(shown(schema.name.value))` is created by the plan, but declared with "
        + "\(tableCount(schema.before.value)) before",
      at: plan.location(schema.before.span), label: "declared here",
      secondary: [.init(plan.location(create.collation.span), "created with this collation")],
      help: ["write `before: 0`, or leave `create` out if the schema exists"],
      edit: .init(plan.location(schema.before.span), replacement: "0"))
  ]
}

/// What the assignments make of a schema's declared counts.
private struct Balance {
  let schema: SchemaDeclaration
  var incoming: [(span: Span, count: Int)] = []
  var outgoing: [(span: Span, count: Int)] = []
  /// The schemas, by number, that exchange tables with this one.
  var neighbours: Set<Int> = []

  var tablesIn: Int { incoming.reduce(0) { $0 + $1.count } }
  var tablesOut: Int { outgoing.reduce(0) { $0 + $1.count } }
  var isUsed: Bool { !incoming.isEmpty || !outgoing.isEmpty }
  /// How many tables the assignments lead to.
  var computed: Int { schema.before.value + tablesIn - tablesOut }
  /// How many tables more are declared than assigned; 0 when the counts agree.
  var excess: Int { schema.after.value - computed }
  var lacksTables: Bool { tablesOut > schema.before.value }
}

private func mismatches(_ plan: Plan) -> [Diagnostic] {
  let asWritten = mismatches(balances(plan, repeats: [:]), plan)
  if asWritten.isEmpty { return [] }
  // A table that is listed twice is a fault of its own: it counts once.
  let repeats = AssignedMoves(plan).repeats
  if !repeats.isEmpty { return mismatches(balances(plan, repeats: repeats), plan) }
  return swapped(plan).map { [$0] } ?? asWritten
}

private func mismatches(_ balances: [Balance], _ plan: Plan) -> [Diagnostic] {
  let followers = followers(balances)
  return balances.indices.compactMap { index in
    let balance = balances[index]
    // A schema that no table moves from or to has a diagnostic of its own.
    guard balance.isUsed else { return nil }
    if balance.lacksTables { return tooManyMovedOut(balance, plan) }
    guard balance.excess != 0, !followers.contains(index) else { return nil }
    let following = followers.sorted().filter { balance.neighbours.contains($0) }
    // A follower of two schemas has its right count only when both are right.
    let isAlone = following.allSatisfy { follower in
      balances[follower].neighbours.allSatisfy { $0 == index || balances[$0].excess == 0 }
    }
    return mismatch(
      balance, followers: following.map { balances[$0] }, sayingFollowers: isAlone, plan)
  }
}

/// - Parameter repeats: how many tables of an assignment, by its number, are listed before.
private func balances(_ plan: Plan, repeats: [Int: Int]) -> [Balance] {
  var balances = plan.schemas.map { Balance(schema: $0) }
  let numbers = Dictionary(
    plan.schemas.enumerated().map { ($1.name.value, $0) }, uniquingKeysWith: { first, _ in first })
  for (index, assignment) in plan.assignments.enumerated() {
    let source = numbers[assignment.source.value]
    let target = numbers[assignment.target.value]
    let count = assignment.tableCount - (repeats[index] ?? 0)
    if let source { balances[source].outgoing.append((assignment.source.span, count)) }
    if let target { balances[target].incoming.append((assignment.target.span, count)) }
    if let source, let target, source != target {
      balances[source].neighbours.insert(target)
      balances[target].neighbours.insert(source)
    }
  }
  return balances
}

/// The sources whose mismatch is nothing but that of their targets, seen from the other side.
///
/// When a table is missing from the assignments, both its source and its target disagree with their
/// counts: one cause, so only the target is an error. That is so where, among mismatched schemas
/// that exchange tables, the differences add up to nothing.
private func followers(_ balances: [Balance]) -> Set<Int> {
  let isMismatched = balances.map { $0.isUsed && $0.excess != 0 && !$0.lacksTables }
  var followers: Set<Int> = []
  var visited: Set<Int> = []
  for start in balances.indices where isMismatched[start] && !visited.contains(start) {
    var component: [Int] = []
    var open = [start]
    while let index = open.popLast() {
      guard visited.insert(index).inserted else { continue }
      component.append(index)
      open += balances[index].neighbours.filter { isMismatched[$0] }
    }
    let givers = component.filter { balances[$0].incoming.isEmpty }
    guard givers.count < component.count,
      component.reduce(0, { $0 + balances[$1].excess }) == 0
    else { continue }
    followers.formUnion(givers)
  }
  return followers
}

/// "111 before - 31 out = 80 after"
private func sum(_ balance: Balance) -> String {
  "\(balance.schema.before.value) before"
    + (balance.incoming.isEmpty ? "" : " + \(balance.tablesIn) in")
    + (balance.outgoing.isEmpty ? "" : " - \(balance.tablesOut) out")
    + " = \(balance.computed) after"
}

private func note(on balance: Balance) -> String {
  "`\(shown(balance.schema.name.value))` follows: \(balance.schema.after.value) declared, but "
    + sum(balance)
}

private func mismatch(
  _ balance: Balance, followers: [Balance], sayingFollowers: Bool, _ plan: Plan
) -> Diagnostic {
  let schema = balance.schema
  let name = "`\(shown(schema.name.value))`"
  let declared = tableCount(schema.after.value)
  let message =
    schema.before.value == 0 && balance.outgoing.isEmpty
    ? "\(name) is declared with \(declared), but \(balance.tablesIn) "
      + (balance.tablesIn == 1 ? "is" : "are") + " assigned to it"
    : "\(name) is declared with \(declared) after the move, but \(sum(balance))"
  return Diagnostic(
    .countMismatch, message, at: plan.location(schema.after.span), label: "declared here",
    secondary: places(balance, plan), notes: followers.map(note),
    help: [help(balance, sayingFollowers ? followers : [])],
    edit: .init(plan.location(schema.after.span), replacement: String(balance.computed)))
}

/// The balances of the followers change with that of the schema: who writes one writes them all.
private func help(_ balance: Balance, _ followers: [Balance]) -> String {
  let others = followers.map {
    " and `after: \($0.computed)` for `\(shown($0.schema.name.value))`"
  }
  let write =
    "write `after: \(balance.computed)`"
    + (others.isEmpty ? "" : " here" + others.joined())
  let count = abs(balance.excess)
  let tables = count == 1 ? "1 table" : "\(count) tables"
  if balance.outgoing.isEmpty, balance.excess > 0 {
    return "assign the \(count == 1 ? "missing table" : "\(count) missing tables"), or \(write)"
  }
  if balance.outgoing.isEmpty { return "take \(tables) out of the assignments, or \(write)" }
  return write + ", or correct the assignments by \(tableCount(count))"
}

private func tooManyMovedOut(_ balance: Balance, _ plan: Plan) -> Diagnostic {
  let schema = balance.schema
  return Diagnostic(
    .countMismatch,
    "`\(shown(schema.name.value))` is declared with \(tableCount(schema.before.value)) before the "
      + "move, but \(tablesAre(balance.tablesOut)) moved out of it",
    at: plan.location(schema.before.span), label: "declared here",
    secondary: places(balance, plan),
    help: ["count the tables that are there before the move"])
}

private func places(_ balance: Balance, _ plan: Plan) -> [Diagnostic.Label] {
  func labels(
    _ places: [(span: Span, count: Int)], _ text: (Int) -> String
  ) -> [Diagnostic.Label] {
    places.prefix(labelsMax).map { .init(plan.location($0.span), text($0.count)) }
  }
  return labels(balance.incoming) { "\(tablesAre($0)) assigned here" }
    + labels(balance.outgoing) { "\(tableCount($0)) \($0 == 1 ? "leaves" : "leave") here" }
}

/// Two assignments that go the wrong way make every count wrong at once: one cause, if all counts
/// are right the other way round.
private func swapped(_ plan: Plan) -> Diagnostic? {
  var other = plan
  for index in plan.assignments.indices {
    other.assignments[index].source = plan.assignments[index].target
    other.assignments[index].target = plan.assignments[index].source
  }
  guard mismatches(balances(other, repeats: [:]), other).isEmpty,
    let assignment = plan.assignments.first
  else { return nil }
  let (from, to) = (assignment.source, assignment.target)
  let (source, target) = ("`\(shown(from.value))`", "`\(shown(to.value))`")
  let (first, last) = from.span.start < to.span.start ? (from, to) : (to, from)
  let between = plan.file.bytes[
    plan.file.byteOffset(of: first.span.end)..<plan.file.byteOffset(of: last.span.start)]
  let edit = Diagnostic.Edit(
    plan.location(Span(start: first.span.start, end: last.span.end)),
    replacement: last.value + String(decoding: between, as: UTF8.self) + first.value)
  return Diagnostic(
    .countMismatch,
    "tables are assigned from \(source) to \(target), but the counts say the other way round",
    at: plan.location(from.span), label: "from here",
    secondary: [.init(plan.location(to.span), "to here")]
      + plan.schemas.prefix(labelsMax).map {
        .init(
          plan.location($0.after.span),
          "\($0.before.value) before, \($0.after.value) after")
      },
    help: ["write `from: \(to.value)` and `to: \(from.value)`"],
    edit: plan.assignments.count == 1 ? edit : nil)
}
