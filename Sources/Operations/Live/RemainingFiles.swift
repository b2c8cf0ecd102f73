import Foundations
import Plans

extension Migration {
  /// The files that are left to run, in order; each skips what is done within it.
  ///
  /// A table that is temporarily renamed is unavailable: its file comes first, and before it
  /// only the schema that it needs. A file that makes views or copies of
  /// grants is run again until all of it is applied.
  ///
  /// - Parameters:
  ///   - present: those of the schemas that the plan creates which are on the server.
  ///   - dropsSchemas: whether the rollback is asked to drop the schemas that the plan creates, too.
  package func remainingFiles(
    _ direction: Direction, _ report: StatusReport, present: Set<String>,
    dropsSchemas: Bool = false,
    of files: [GeneratedFile]
  ) -> [LiveFile] {
    let absent = Set(createdSchemas.map(\.name)).subtracting(present)
    let roles: [LiveFile.Role] =
      switch direction {
      case .forward: rolesForward(report, absent: absent) + [.verify]
      case .back:
        (isRolledBack(report) ? [] : [.rollback]) + (dropsSchemas ? [.dropSchemas] : [])
      }
    return roles.compactMap { liveFile($0, of: files) }
  }

  private func rolesForward(_ report: StatusReport, absent: Set<String>) -> [LiveFile.Role] {
    if report.state == .applied { return [] }
    var urgent: Set<String> = []
    var open: Set<String> = []
    for table in report.tables {
      if table.isTemporarilyRenamed { urgent.insert(table.move.target.schema) }
      if table.place != .target { open.insert(table.move.target.schema) }
    }
    // All tables have arrived, and something else has not: the files find out what.
    let isRest = open.isEmpty
    let targets = fileNames.moves.map(\.schema)
    let left = targets.filter {
      !urgent.contains($0) && (isRest || open.contains($0) || carriesMore(to: $0))
    }
    let creates = !absent.isEmpty || createdSchemas.contains { $0.create?.grants != nil }
    let create: [LiveFile.Role] = creates ? [.createSchemas] : []
    let first = targets.filter(urgent.contains).map { LiveFile.Role.move(to: $0) }
    return (urgent.isDisjoint(with: absent) ? first + create : create + first)
      + left.map { .move(to: $0) }
  }

  /// Whether the rollback file has nothing to do. Grants on a created schema stay with it.
  private func isRolledBack(_ report: StatusReport) -> Bool {
    report.state == .notStarted && report.views.allSatisfy { $0.place == .before }
      && report.grants.allSatisfy { grant in
        grant.degree == .none || createdSchemas.contains { $0.name == grant.object }
      }
  }

  /// Whether the file of a target has work beyond its tables.
  private func carriesMore(to target: String) -> Bool {
    views.contains { $0.neededTargets.contains(target) }
      || batches.contains { $0.grants != nil && $0.targetSchemas.contains(target) }
  }
}
