import Foundations

/// The tables of two versions of a plan, matched, and what follows from it.
///
/// A table is known by its source; one that is in only one of them, by its name alone.
struct TableComparison {
  /// Moved, no longer moved, retargeted, from another source, renamed.
  package private(set) var moves: [PlanChange] = []
  /// Groups renamed, and tables regrouped.
  package private(set) var groups: [PlanChange] = []
  /// The targets whose tables are listed in another order, in the order of the new plan.
  private(set) var reorderedTargets: [String] = []

  package init(_ old: Plan, _ new: Plan) {
    let pairs = matched(placements(of: old), placements(of: new))
    moves = moveChanges(pairs)
    let both = pairs.compactMap { pair in
      pair.old.flatMap { old in pair.new.map { (old: old, new: $0) } }
    }
    let renamed = renamedGroups(both, old: old, new: new)
    groups =
      renamed.map {
        .groupRenamed(
          target: $0.key.target, old: $0.key.old, new: $0.key.new, tableCount: $0.tableCount)
      } + regrouped(both, but: Set(renamed.map(\.key)))
    reorderedTargets = reordered(both, renamed: Set(renamed.map(\.key)), targets: targets(of: new))
  }
}

/// A table with its assignment, and its place among all tables of its plan.
private struct Placement {
  package var source: String
  package var target: String
  package var table: ListedTable
  package var place: Int
}

private typealias Pair = (old: Placement?, new: Placement?)
private typealias Stay = (old: Placement, new: Placement)

private func placements(of plan: Plan) -> [Placement] {
  var placements: [Placement] = []
  for assignment in plan.assignments {
    for group in assignment.groups {
      for table in group.tables {
        placements.append(
          Placement(
            source: assignment.source.value, target: assignment.target.value,
            table: ListedTable(
              table.name.value, as: table.targetName.value, group: group.title),
            place: placements.count))
      }
    }
  }
  return placements
}

/// Those of the new plan in its order, then what only the old plan has in its order.
private func matched(_ old: [Placement], _ new: [Placement]) -> [Pair] {
  var bySource: [QualifiedName: Int] = [:]
  for placement in old {
    bySource[QualifiedName(placement.source, placement.table.name)] = placement.place
  }
  var pairs: [Pair] = new.map { ($0, $0) }
  var taken: Set<Int> = []
  for (index, placement) in new.enumerated() {
    let match = bySource[QualifiedName(placement.source, placement.table.name)]
    pairs[index].old = match.map { old[$0] }
    if let match { taken.insert(match) }
  }
  // A table whose source changed. A name that is left over several times is nobody's.
  var byName: [String: [Int]] = [:]
  for placement in old where !taken.contains(placement.place) {
    byName[placement.table.name, default: []].append(placement.place)
  }
  var wanted: [String: Int] = [:]
  for pair in pairs where pair.old == nil { wanted[pair.new!.table.name, default: 0] += 1 }
  for index in pairs.indices where pairs[index].old == nil {
    let name = pairs[index].new!.table.name
    guard let left = byName[name], left.count == 1, wanted[name] == 1 else { continue }
    pairs[index].old = old[left[0]]
    taken.insert(left[0])
  }
  return pairs + old.filter { !taken.contains($0.place) }.map { ($0, nil) }
}

private func moveChanges(_ pairs: [Pair]) -> [PlanChange] {
  let both = pairs.compactMap { pair in pair.old.flatMap { old in pair.new.map { (old, $0) } } }
  let gone = pairs.filter { $0.new == nil }.compactMap(\.old)
  let come = pairs.filter { $0.old == nil }.compactMap(\.new)
  return grouped(come) { [$0.source, $0.target] }.map { key, placements in
    .moved(placements.map(\.table), source: key[0], target: key[1])
  }
    + grouped(gone) { [$0.source, $0.target] }.map { key, placements in
      .noLongerMoved(placements.map(\.table), source: key[0], target: key[1])
    }
    + grouped(both.filter { $0.0.target != $0.1.target }) {
      [$0.1.source, $0.0.target, $0.1.target]
    }.map { key, stays in
      .retargeted(
        stays.map(\.1.table), source: key[0], oldTarget: key[1], newTarget: key[2])
    }
    + grouped(both.filter { $0.0.source != $0.1.source }) {
      [$0.0.source, $0.1.source, $0.1.target]
    }.map { key, stays in
      .resourced(stays.map(\.1.table), oldSource: key[0], newSource: key[1], target: key[2])
    }
    + both.filter { $0.0.table.targetName != $0.1.table.targetName }.map { old, new in
      .renamed(
        table: QualifiedName(new.source, new.table.name), oldName: old.table.targetName,
        newName: new.table.targetName)
    }
}

private struct GroupRenaming: Hashable {
  package var target: String
  package var old: String
  package var new: String
}

/// A group is renamed when the old title is gone, the new one was not there, and every table that
/// stays in the target went from the one to the other.
private func renamedGroups(
  _ both: [Stay], old: Plan, new: Plan
) -> [(key: GroupRenaming, tableCount: Int)] {
  let staying = both.filter { $0.old.target == $0.new.target }
  var oldTitles: [[String?]: Set<String?>] = [:]
  var newTitles: [[String?]: Set<String?>] = [:]
  for (old, new) in staying {
    newTitles[[old.target, old.table.group], default: []].insert(new.table.group)
    oldTitles[[new.target, new.table.group], default: []].insert(old.table.group)
  }
  let titlesBefore = titles(of: old)
  let titlesAfter = titles(of: new)
  let moved = staying.filter { $0.old.table.group != $0.new.table.group }
  let keyed = moved.compactMap { old, new -> GroupRenaming? in
    guard let oldTitle = old.table.group, let newTitle = new.table.group,
      newTitles[[old.target, oldTitle]] == [newTitle],
      oldTitles[[old.target, newTitle]] == [oldTitle],
      !titlesAfter.contains([old.target, oldTitle]),
      !titlesBefore.contains([old.target, newTitle])
    else { return nil }
    return GroupRenaming(target: old.target, old: oldTitle, new: newTitle)
  }
  return grouped(keyed) { $0 }.map { ($0.key, $0.elements.count) }
}

/// The titles of all groups, each behind its target.
private func titles(of plan: Plan) -> Set<[String]> {
  var titles: Set<[String]> = []
  for assignment in plan.assignments {
    for title in assignment.groups.compactMap(\.title) {
      titles.insert([assignment.target.value, title])
    }
  }
  return titles
}

/// Groups belong to a target: a table that goes elsewhere is in another group by that alone.
private func regrouped(_ both: [Stay], but renamed: Set<GroupRenaming>) -> [PlanChange] {
  let moved = both.filter { old, new in
    old.target == new.target && old.table.group != new.table.group
      && !isRenamed(old, new, renamed)
  }
  return grouped(moved) { [$0.new.target, $0.old.table.group, $0.new.table.group] }.map {
    key, stays in
    .regrouped(stays.map(\.new.table), target: key[0]!, old: key[1], new: key[2])
  }
}

private func isRenamed(_ old: Placement, _ new: Placement, _ renamed: Set<GroupRenaming>) -> Bool {
  guard old.target == new.target, let oldTitle = old.table.group, let newTitle = new.table.group
  else { return false }
  return renamed.contains(GroupRenaming(target: old.target, old: oldTitle, new: newTitle))
}

/// A table that was told of already, since it is in another group or schema, has no order to keep.
private func reordered(
  _ both: [Stay], renamed: Set<GroupRenaming>, targets: [String]
) -> [String] {
  var lastPlace: [String: Int] = [:]
  var reordered: Set<String> = []
  // In the order of the new plan.
  for (old, new) in both where old.target == new.target {
    guard old.table.group == new.table.group || isRenamed(old, new, renamed) else { continue }
    if let last = lastPlace[new.target], old.place < last { reordered.insert(new.target) }
    lastPlace[new.target] = old.place
  }
  return targets.filter(reordered.contains)
}

/// The elements by key, in the order in which the keys come first.
private func grouped<Element, Key: Hashable>(
  _ elements: [Element], by key: (Element) -> Key
) -> [(key: Key, elements: [Element])] {
  var places: [Key: Int] = [:]
  var groups: [(key: Key, elements: [Element])] = []
  for element in elements {
    let key = key(element)
    if let place = places[key] {
      groups[place].elements.append(element)
    } else {
      places[key] = groups.count
      groups.append((key, [element]))
    }
  }
  return groups
}
