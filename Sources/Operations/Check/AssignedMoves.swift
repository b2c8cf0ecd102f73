import Foundations
import Plans

/// One table's assignment in numbers: where it stands in the plan, and its two places.
///
/// Two places are one when their numbers are equal. Plans have up to 100,000 tables: numbers are
/// compared and hashed many times, names once.
struct AssignedMove {
  var assignment: Int
  var group: Int
  var table: Int
  var source: Int
  var target: Int
  /// Equal also for targets that differ only in case.
  var targetInAnyCase: Int

  var isRedundant: Bool { source == target }
}

/// All moves of a plan, in its order.
struct AssignedMoves {
  let plan: Plan
  var moves: [AssignedMove] = []
  /// Whether no name stands for two tables, nor one table for two names: then no two moves meet.
  let namesStandOnce: Bool

  init(_ plan: Plan) {
    self.plan = plan
    var schemas = NameNumbers()
    var tables = NameNumbers()
    let count = plan.assignments.reduce(0) { $0 + $1.tableCount }
    moves.reserveCapacity(count)
    tables.reserve(count)
    var haveOneName = true
    for (assignmentIndex, assignment) in plan.assignments.enumerated() {
      let source = schemas[assignment.source.value] << 32
      let target = schemas[assignment.target.value] << 32
      for (groupIndex, group) in assignment.groups.enumerated() {
        let listed = group.tables.span
        for tableIndex in listed.indices {
          let name = tables[listed[tableIndex].name.value]
          var newName = name
          var small = lowered(listed[tableIndex].name.value)
          if let renamed = listed[tableIndex].renamed {
            newName = tables[renamed.value]
            small = lowered(renamed.value)
          }
          let lowered = small.map { tables[$0] } ?? newName
          haveOneName = haveOneName && newName == name && lowered == name
          moves.append(
            AssignedMove(
              assignment: assignmentIndex, group: groupIndex, table: tableIndex,
              source: source + name, target: target + newName, targetInAnyCase: target + lowered))
        }
      }
    }
    namesStandOnce = haveOneName && tables.count == count
  }

  /// How many tables of each assignment, by its number, are listed before; none for most.
  var repeats: [Int: Int] {
    var listed: Set<Int> = []
    var repeats: [Int: Int] = [:]
    for move in moves where !listed.insert(move.source).inserted {
      repeats[move.assignment, default: 0] += 1
    }
    return repeats
  }

  func table(_ move: AssignedMove) -> Assignment.Table {
    plan.assignments[move.assignment].groups[move.group].tables[move.table]
  }

  func shownSource(_ move: AssignedMove) -> String {
    shown(plan.assignments[move.assignment].source.value, table(move).name.value)
  }

  func shownTarget(_ move: AssignedMove) -> String {
    shown(plan.assignments[move.assignment].target.value, table(move).targetName.value)
  }
}

/// A name in small letters; nil when it is in small ASCII letters already.
private func lowered(_ name: String) -> String? {
  let bytes = name.utf8.span
  for index in bytes.indices
  where bytes[index] >= 0x80 || (bytes[index] >= 0x41 && bytes[index] <= 0x5A) {
    return name.lowercased()
  }
  return nil
}

extension Assignment {
  var tableCount: Int { groups.reduce(0) { $0 + $1.tables.count } }
}
