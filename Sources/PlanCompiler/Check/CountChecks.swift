import Diagnostics

/// Declared counts against each other and against the assignments.
func checkCounts(_ plan: Plan) -> [Diagnostic] {
  plan.schemas.flatMap { budget($0, plan) + beforeCreation($0, plan) }
    + (plan.omissions.tables ? [] : mismatches(plan))
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
      secondary: [.init(plan.location(budget.span), "the budget")])
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
      help: ["write `before: 0`, or leave `create` out if the schema exists"])
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
  let balances = balances(plan)
  let followers = followers(balances)
  return balances.indices.compactMap { index in
    let balance = balances[index]
    // A schema that no table moves from or to has a diagnostic of its own.
    guard balance.isUsed else { return nil }
    if balance.lacksTables { return tooManyMovedOut(balance, plan) }
    guard balance.excess != 0, !followers.contains(index) else { return nil }
    let notes = followers.sorted().filter { balance.neighbours.contains($0) }
      .map { note(on: balances[$0]) }
    return mismatch(balance, notes: notes, plan)
  }
}

private func balances(_ plan: Plan) -> [Balance] {
  var balances = plan.schemas.map { Balance(schema: $0) }
  let numbers = Dictionary(
    plan.schemas.enumerated().map { ($1.name.value, $0) }, uniquingKeysWith: { first, _ in first })
  for assignment in plan.assignments {
    let source = numbers[assignment.source.value]
    let target = numbers[assignment.target.value]
    let count = assignment.tableCount
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

private func mismatch(_ balance: Balance, notes: [String], _ plan: Plan) -> Diagnostic {
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
    secondary: places(balance, plan), notes: notes, help: [help(balance)])
}

private func help(_ balance: Balance) -> String {
  let write = "write `after: \(balance.computed)`"
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
