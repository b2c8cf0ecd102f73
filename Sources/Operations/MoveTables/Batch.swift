import Foundations

/// Moves that one `RENAME TABLE` makes: all of them or none.
package struct Batch: Hashable, Sendable {
  package struct Group: Hashable, Sendable {
    /// Nil for tables that the plan lists without a group.
    package var title: String?
    package var moves: [Move]

    package init(title: String?, moves: [Move]) {
      self.title = title
      self.moves = moves
    }
  }

  /// Never empty, in plan order.
  package let groups: [Group]
  /// Nil for tables that one statement moves. A table with triggers is a batch of its own, and is
  /// temporarily renamed on its way.
  package var temporaryRename: TemporaryRename?
  /// Granted on the new names when the tables are there, and taken back before they leave; the same
  /// in both directions. Nil where there is nothing to copy.
  package var grants: BatchGrants?
  /// The schemas that tables leave, each once, in the batch's order. Each guard names them many
  /// times, so they are kept.
  let sourceSchemas: [String]
  /// The schemas that tables reach, each once, in the batch's order.
  let targetSchemas: [String]

  package init(groups: [Group], temporaryRename: TemporaryRename? = nil, grants: BatchGrants? = nil)
  {
    self.groups = groups
    self.temporaryRename = temporaryRename
    self.grants = grants
    var sources: [String] = []
    var targets: [String] = []
    for group in groups {
      let moves = group.moves.span
      for index in moves.indices {
        Self.note(moves[index].source.schema, in: &sources)
        Self.note(moves[index].target.schema, in: &targets)
      }
    }
    sourceSchemas = sources
    targetSchemas = targets
  }

  private static func note(_ schema: String, in schemas: inout [String]) {
    if schemas.last != schema, !schemas.contains(schema) { schemas.append(schema) }
  }

  package var moves: [Move] { groups.flatMap(\.moves) }
  package var count: Int { groups.reduce(0) { $0 + $1.moves.count } }

  /// Whether a table gets another name.
  var renames: Bool {
    groups.contains { group in
      let moves = group.moves.span
      for index in moves.indices where moves[index].source.table != moves[index].target.table {
        return true
      }
      return false
    }
  }

  /// The same moves the other way: groups and pairs keep the plan's order.
  package var inverse: Batch {
    Batch(
      groups: groups.map { Group(title: $0.title, moves: $0.moves.map(\.inverse)) },
      temporaryRename: temporaryRename, grants: grants)
  }
}

extension Batch {
  /// MariaDB's time for one `RENAME TABLE` grows faster than its tables beyond this, and its crash
  /// recovery log with it.
  package static let movesMax = 1000
}

extension Batch {
  /// A table with triggers, alone: its moves cannot share a statement with others.
  package static func withTriggers(
    _ move: Move, title: String? = nil, _ temporaryRename: TemporaryRename
  ) -> Batch {
    Batch(groups: [Group(title: title, moves: [move])], temporaryRename: temporaryRename)
  }
}
