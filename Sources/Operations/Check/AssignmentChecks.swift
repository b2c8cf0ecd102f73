import Diagnostics
import Foundations
import Plans

/// The rules for assignments: no table stays where it is, each has one way, no two ways meet.
func checkAssignments(_ moves: AssignedMoves) -> [Diagnostic] {
  // Most plans name each table once: no two of their moves can meet.
  if moves.namesStandOnce { return moves.redundant() }
  return moves.redundant() + moves.severalTargets() + moves.severalSources() + moves.chains()
}

extension AssignedMoves {
  private func label(_ span: Span, _ text: String) -> Diagnostic.Label {
    Diagnostic.Label(plan.location(span), text)
  }

  /// One diagnostic for each assignment: there the fault was made.
  fileprivate func redundant() -> [Diagnostic] {
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

  fileprivate func severalTargets() -> [Diagnostic] {
    var first: [Int: Int] = Dictionary(minimumCapacity: moves.count)
    var diagnostics: [Diagnostic] = []
    for (index, move) in moves.enumerated() {
      guard let otherIndex = first[move.source] else {
        first[move.source] = index
        continue
      }
      let other = moves[otherIndex]
      let (name, otherName) = (table(move).name, table(other).name)
      let isSame = other.target == move.target && isSameSpelling(otherName.value, name.value)
      diagnostics.append(
        Diagnostic(
          .severalTargets,
          isSame
            ? "\(shownSource(move)) is listed twice"
            : "\(shownSource(move)) is assigned to both \(shownTarget(other)) and "
              + shownTarget(move),
          at: plan.location(name.span),
          label: isSame ? "listed again" : "to \(shownTarget(move))",
          secondary: [
            label(otherName.span, isSame ? "listed here" : "to \(shownTarget(other))")
          ],
          help: [
            isSame ? "remove this line, or the other one" : "keep the one that is meant"
          ], edit: isSame ? removal(of: move) : nil))
    }
    return diagnostics
  }

  /// Takes a table out of its list, where it stands alone in its line. Nil where nothing would be
  /// left of the list.
  private func removal(of move: AssignedMove) -> Diagnostic.Edit? {
    let group = plan.assignments[move.assignment].groups[move.group]
    let table = table(move)
    guard group.tables.count > 1, table.renamed == nil else { return nil }
    let line = table.name.span.start.line
    let text = String(decoding: plan.file.line(line), as: UTF8.self).drop { $0 == " " }
    guard text.hasPrefix("- "), line < plan.file.lineCount else { return nil }
    let span = Span(
      start: Position(line: line, column: 1), end: Position(line: line + 1, column: 1))
    return Diagnostic.Edit(plan.location(span), replacement: "")
  }

  /// Targets are compared without case: on many servers such names are one.
  fileprivate func severalSources() -> [Diagnostic] {
    var first: [Int: Int] = Dictionary(minimumCapacity: moves.count)
    var diagnostics: [Diagnostic] = []
    for (index, move) in moves.enumerated() {
      guard let otherIndex = first[move.targetInAnyCase] else {
        first[move.targetInAnyCase] = index
        continue
      }
      let other = moves[otherIndex]
      if other.source == move.source { continue }
      let (name, otherName) = (table(move).targetName, table(other).targetName)
      let isSame = isSameSpelling(otherName.value, name.value)
      diagnostics.append(
        Diagnostic(
          .severalSources,
          isSame
            ? "\(shownSource(other)) and \(shownSource(move)) would both become "
              + shownTarget(move)
            : "\(shownTarget(other)) and \(shownTarget(move)) may be one table to the server",
          at: plan.location(name.span), label: "from \(shownSource(move))",
          secondary: [label(otherName.span, "from \(shownSource(other))")],
          notes: isSame ? [] : ["the names differ only in case, or in how an accent is written"],
          help: [
            "give one of them another name: `{table: \(shown(table(move).name.value)), as: …}`"
          ]))
    }
    return diagnostics
  }

  /// A table whose target is the source of another. Batches run one by one and may be run again,
  /// so no table may be on two ways at once.
  fileprivate func chains() -> [Diagnostic] {
    var bySource: [Int: Int] = Dictionary(minimumCapacity: moves.count)
    for (index, move) in moves.enumerated() where !move.isRedundant {
      if bySource[move.source] == nil { bySource[move.source] = index }
    }
    var next: [Int: Int] = [:]
    var continued: Set<Int> = []
    for (index, move) in moves.enumerated() {
      guard let following = bySource[move.target], bySource[move.source] == index else { continue }
      next[index] = following
      continued.insert(following)
    }
    if next.isEmpty { return [] }
    var visited: Set<Int> = []
    var diagnostics: [Diagnostic] = []
    // First from the heads of chains; whatever is left over then is on cycles.
    let starts = moves.indices.filter { next[$0] != nil }
    for start in starts.filter({ !continued.contains($0) }) + starts {
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
    var stations = path.map(shownSource)
    if stations.count > labelsMax { stations.replaceSubrange(labelsMax..., with: ["…"]) }
    stations.append(shownTarget(path[path.count - 1]))
    return Diagnostic(
      .chainedAssignment,
      "the moves \(stations.joined(separator: " -> ")) form a \(isCycle ? "cycle" : "chain")",
      at: plan.location(table(path[1]).name.span), label: "\(shownSource(path[1])) leaves here",
      secondary: [label(table(path[0]).targetName.span, "and arrives here")]
        + path.dropFirst(2).prefix(labelsMax).map {
          label(table($0).name.span, "\(shownSource($0)) leaves here")
        },
      notes: ["a table that is both source and target of one plan could be taken for the other"],
      help: [
        isCycle
          ? "keep one of the moves; one plan cannot swap tables"
          : "move each table to its last place at once"
      ])
  }
}
