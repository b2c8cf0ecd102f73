package import Catalogs
import Foundations
package import Plans

/// Compiles a plan without errors to the steps that carry it out.
///
/// Schemas are created first, in plan order; then tables are moved, target by target in the order
/// in which the assignments first name them.
///
/// A table that has triggers in the catalog is a batch of its own, behind the others of its target.
///
/// - Parameters:
///   - planPath: the plan's path relative to its root, as the files' headers show it.
///   - catalog: what the server holds before the move; nil where no catalog tells.
package func makeMigration(
  from plan: Plan, planPath: String, catalog: Catalog? = nil, acceptedRisks: [AcceptedRisk] = []
) -> Migration {
  let schemas = plan.schemas.map { MigratedSchema($0, in: catalog) }
  let targets = movesByTarget(plan.assignments)
  let aliases = Dictionary(uniqueKeysWithValues: schemas.map { ($0.name, $0.alias) })
  return Migration(
    name: plan.name.value, planPath: planPath, title: plan.title, version: plan.version,
    lockWaitTimeoutSeconds: plan.lockWaitTimeoutSeconds, schemas: schemas,
    batches: withGrants(
      batches(
        to: targets, triggers: TableTriggers(catalog),
        advised: catalog.map { AdvisedTriggers(plan.moves, in: $0) },
        ignoresCase: catalog.map { $0.lowerCaseTableNames.value != 0 } ?? false),
      of: plan.copiesGrants ? catalog : nil),
    code: plan.code,
    fileNames: FileNames(
      plan: plan.name.value,
      moves: targets.map { target in
        guard let alias = aliases[target.schema] else {
          preconditionFailure("a plan without errors declares each target schema")
        }
        return (target.schema, alias)
      },
      named: plan.outputs.mapValues(\.value)),
    catalog: catalog, leavesGrants: plan.grants?.value == .leave,
    predecessors: plan.after.map(\.value), acceptedRisks: acceptedRisks,
    views: ViewRecreation(catalog, plan.moves).carried)
}

/// The groups that go to each target, in plan order.
private func movesByTarget(
  _ assignments: [Assignment]
) -> [(schema: String, groups: [Batch.Group])] {
  var targets: [(schema: String, groups: [Batch.Group])] = []
  var places: [String: Int] = [:]
  for assignment in assignments {
    let target = assignment.target.value
    let groups = assignment.groups.map { group in
      Batch.Group(
        title: group.title,
        moves: group.tables.map {
          Move(
            QualifiedName(assignment.source.value, $0.name.value),
            to: QualifiedName(target, $0.targetName.value))
        })
    }
    if let place = places[target] {
      targets[place].groups += groups
    } else {
      places[target] = targets.count
      targets.append((target, groups))
    }
  }
  return targets
}

/// The batches of each target: its plain tables first, then those that are temporarily renamed.
private func batches(
  to targets: [(schema: String, groups: [Batch.Group])], triggers: TableTriggers,
  advised: @autoclosure () -> AdvisedTriggers?, ignoresCase: Bool
) -> [Batch] {
  if triggers.isEmpty { return targets.flatMap { batches(of: $0.groups) } }
  // Under temporary names: two of one name must not meet.
  var names: Set<QualifiedName> = []
  let advised = advised()
  return targets.flatMap { _, groups in
    var plain: [Batch.Group] = []
    var withTriggers: [Batch] = []
    for group in groups {
      var staying = group
      staying.moves = []
      for move in group.moves {
        let worn = triggers.of(move.source)
        if worn.isEmpty {
          staying.moves.append(move)
          continue
        }
        let name = TemporaryRename.name(for: move) { name in
          [move.source.schema, move.target.schema].contains {
            names.contains(QualifiedName($0, name))
          }
        }
        names.insert(QualifiedName(move.source.schema, name))
        names.insert(QualifiedName(move.target.schema, name))
        var temporaryRename = TemporaryRename(name: name, triggers: worn)
        temporaryRename.ignoresCase = ignoresCase
        for (index, trigger) in worn.enumerated() {
          temporaryRename.advised[index] = advised?.advised(trigger)
        }
        withTriggers.append(.withTriggers(move, title: group.title, temporaryRename))
      }
      if !staying.moves.isEmpty { plain.append(staying) }
    }
    return batches(of: plain) + withTriggers
  }
}

/// The batches, each with what is granted on its tables in the catalog.
private func withGrants(_ batches: [Batch], of catalog: Catalog?) -> [Batch] {
  guard let catalog else { return batches }
  let grants = TableGrants(catalog)
  if grants.isEmpty { return batches }
  return batches.map { batch in
    var batch = batch
    batch.grants = grants.of(batch.moves)
    return batch
  }
}

/// Cuts groups into batches; a group that does not fit goes on in the next batch.
private func batches(of groups: [Batch.Group]) -> [Batch] {
  var batches: [Batch] = []
  var current: [Batch.Group] = []
  var room = Batch.movesMax
  for group in groups {
    // Nearly all groups fit whole; their moves are not copied.
    if group.moves.count < room, !group.moves.isEmpty {
      current.append(group)
      room -= group.moves.count
      continue
    }
    var rest = group.moves[...]
    while !rest.isEmpty {
      current.append(Batch.Group(title: group.title, moves: Array(rest.prefix(room))))
      let taken = min(room, rest.count)
      rest = rest.dropFirst(taken)
      room -= taken
      if room == 0 {
        batches.append(Batch(groups: current))
        current = []
        room = Batch.movesMax
      }
    }
  }
  if !current.isEmpty { batches.append(Batch(groups: current)) }
  return batches
}
