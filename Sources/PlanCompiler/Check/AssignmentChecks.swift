import Diagnostics

/// The rules for assignments: no table stays where it is, each has one way, no two ways meet.
func checkAssignments(_ plan: Plan) -> [Diagnostic] {
  let moves = AssignedMoves(plan)
  return moves.redundant() + moves.severalTargets() + moves.severalSources() + moves.chains()
}

/// A table as a key: the schema by its number, so that hashing and comparing read one text only.
private struct TableKey: Hashable {
  var schema: Int
  var table: String
}

/// One table's assignment, with its places.
private struct AssignedMove {
  var sourceSchema: String
  var targetSchema: String
  var source: TableKey
  var target: TableKey
  var table: Assignment.Table
  var assignment: Int

  var isRedundant: Bool { source == target }
  var shownSource: String { shown(sourceSchema, source.table) }
  var shownTarget: String { shown(targetSchema, target.table) }
}

private struct AssignedMoves {
  let plan: Plan
  var moves: [AssignedMove] = []

  init(_ plan: Plan) {
    self.plan = plan
    var numbers: [String: Int] = [:]
    func number(_ schema: String) -> Int {
      if let known = numbers[schema] { return known }
      numbers[schema] = numbers.count
      return numbers.count - 1
    }
    moves.reserveCapacity(plan.assignments.reduce(0) { $0 + $1.tableCount })
    for (index, assignment) in plan.assignments.enumerated() {
      let source = number(assignment.source.value)
      let target = number(assignment.target.value)
      for group in assignment.groups {
        for table in group.tables {
          moves.append(
            AssignedMove(
              sourceSchema: assignment.source.value, targetSchema: assignment.target.value,
              source: TableKey(schema: source, table: table.name.value),
              target: TableKey(schema: target, table: table.targetName.value), table: table,
              assignment: index))
        }
      }
    }
  }

  func label(_ span: Span, _ text: String) -> Diagnostic.Label {
    Diagnostic.Label(plan.location(span), text)
  }

  /// One diagnostic for each assignment: there the fault was made.
  func redundant() -> [Diagnostic] {
    var counts: [Int: Int] = [:]
    for move in moves where move.isRedundant { counts[move.assignment, default: 0] += 1 }
    return plan.assignments.indices.compactMap { index in
      guard let count = counts[index] else { return nil }
      let assignment = plan.assignments[index]
      return Diagnostic(
        .redundantAssignment,
        "\(tablesAre(count)) assigned to `\(shown(assignment.target.value))`, "
          + "where \(count == 1 ? "it is" : "they are") already",
        at: plan.location(assignment.target.span), label: "to here",
        secondary: [label(assignment.source.span, "and from here")],
        help: ["name another schema in `from` or `to`, or take the assignment out"])
    }
  }

  func severalTargets() -> [Diagnostic] {
    var first: [TableKey: Int] = Dictionary(minimumCapacity: moves.count)
    var diagnostics: [Diagnostic] = []
    for (index, move) in moves.enumerated() {
      guard let other = first[move.source].map({ moves[$0] }) else {
        first[move.source] = index
        continue
      }
      let isSame =
        other.target == move.target && isSameSpelling(other.source.table, move.source.table)
      diagnostics.append(
        Diagnostic(
          .severalTargets,
          isSame
            ? "\(move.shownSource) is listed twice"
            : "\(move.shownSource) is assigned to both \(other.shownTarget) and "
              + move.shownTarget,
          at: plan.location(move.table.name.span),
          label: isSame ? "listed again" : "to \(move.shownTarget)",
          secondary: [
            label(other.table.name.span, isSame ? "listed here" : "to \(other.shownTarget)")
          ],
          help: [isSame ? "take one of the two out" : "keep the one that is meant"]))
    }
    return diagnostics
  }

  /// Targets are compared without case: on many servers such names are one.
  func severalSources() -> [Diagnostic] {
    var first: [TableKey: Int] = Dictionary(minimumCapacity: moves.count)
    var diagnostics: [Diagnostic] = []
    for (index, move) in moves.enumerated() {
      var key = move.target
      if key.table.utf8.contains(where: { $0 >= 0x80 || ($0 >= 0x41 && $0 <= 0x5A) }) {
        key.table = key.table.lowercased()
      }
      guard let other = first[key].map({ moves[$0] }) else {
        first[key] = index
        continue
      }
      if other.source == move.source { continue }
      let isSame = isSameSpelling(other.target.table, move.target.table)
      diagnostics.append(
        Diagnostic(
          .severalSources,
          isSame
            ? "\(other.shownSource) and \(move.shownSource) would both become \(move.shownTarget)"
            : "\(other.shownTarget) and \(move.shownTarget) may be one table to the server",
          at: plan.location(move.table.targetName.span),
          label: "from \(move.shownSource)",
          secondary: [label(other.table.targetName.span, "from \(other.shownSource)")],
          notes: isSame ? [] : ["the names differ only in case, or in how an accent is written"],
          help: ["give one of them another name with `{table: …, as: …}`"]))
    }
    return diagnostics
  }

  /// A table whose target is the source of another. Batches run one by one and may be run again,
  /// so no table may be on two ways at once.
  func chains() -> [Diagnostic] {
    var bySource: [TableKey: Int] = Dictionary(minimumCapacity: moves.count)
    for (index, move) in moves.enumerated() where !move.isRedundant && bySource[move.source] == nil
    {
      bySource[move.source] = index
    }
    var next: [Int: Int] = [:]
    var continues: Set<Int> = []
    for (index, move) in moves.enumerated() where bySource[move.source] == index {
      guard let following = bySource[move.target] else { continue }
      next[index] = following
      continues.insert(following)
    }
    if next.isEmpty { return [] }
    var visited: Set<Int> = []
    var diagnostics: [Diagnostic] = []
    // First from the heads of chains; whatever is left over then is on cycles.
    let starts = moves.indices.filter { next[$0] != nil && !continues.contains($0) }
    for start in starts + moves.indices.filter({ next[$0] != nil }) {
      var path: [Int] = []
      var index = start
      while visited.insert(index).inserted {
        path.append(index)
        guard let following = next[index] else { break }
        index = following
      }
      if path.count > 1 { diagnostics.append(chain(path.map { moves[$0] })) }
    }
    return diagnostics
  }

  private func chain(_ path: [AssignedMove]) -> Diagnostic {
    let isCycle = path[path.count - 1].target == path[0].source
    var stations = path.map(\.shownSource)
    if stations.count > labelsMax { stations.replaceSubrange(labelsMax..., with: ["…"]) }
    stations.append(path[path.count - 1].shownTarget)
    return Diagnostic(
      .chainedAssignment,
      "the moves \(stations.joined(separator: " -> ")) form a \(isCycle ? "cycle" : "chain")",
      at: plan.location(path[1].table.name.span),
      label: "\(path[1].shownSource) leaves here",
      secondary: [label(path[0].table.targetName.span, "and arrives here")]
        + path.dropFirst(2).prefix(labelsMax).map {
          label($0.table.name.span, "\($0.shownSource) leaves here")
        },
      notes: ["a table that is both source and target of one plan could be taken for the other"],
      help: [
        isCycle
          ? "keep one of the moves; one plan cannot swap tables"
          : "move each table to its last place at once"
      ])
  }
}

extension Assignment {
  var tableCount: Int { groups.reduce(0) { $0 + $1.tables.count } }
}
