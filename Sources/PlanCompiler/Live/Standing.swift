/// Where a migration stands, as its status script tells it.
package struct Standing: Equatable, Sendable {
  package enum Word: String, Sendable {
    case notStarted = "NOT STARTED"
    case inProgress = "IN PROGRESS"
    case applied = "APPLIED"
    case needsAPerson = "NEEDS A PERSON"
  }

  package var word: Word
  package var meaning: String
  /// Where each table is, by its name at the source: `source`, `target`, `parked: shop.__planc_t`.
  package var places: [String: String]

  /// Nil when the answers are not those of the script.
  package init?(_ answers: [ServerAnswer], of migration: Migration) {
    let name = String(migration.fileNames.status.dropLast(".sql".count))
    guard
      let first = answers.first(where: { $0.columns == [name, "meaning"] })?.rows.first,
      let word = first[0].flatMap(Word.init), let meaning = first[1],
      let tables = answers.first(where: { $0.columns == ["stands", "source", "target"] })?.rows,
      tables.count == migration.moveCount
    else { return nil }
    self.word = word
    self.meaning = meaning
    places = [:]
    for row in tables { places[row[1] ?? ""] = row[0] ?? "" }
  }

  func place(of move: Move) -> String { places["\(move.source.schema).\(move.source.table)"] ?? "" }

  /// Those that are away for everybody at this moment.
  package var parked: [String] { places.filter { $0.value.hasPrefix("parked") }.keys.sorted() }
}

extension Migration {
  /// The files that are left to run, in order; each skips what is done within it.
  ///
  /// A table that is parked is away: its file comes first. Views and copies of grants are done when
  /// the status script says APPLIED, so until then the files that make them are run again.
  ///
  /// - Parameter lacksSchema: whether one of the schemas that the plan creates is absent.
  package func remainingFiles(
    _ way: Way, _ standing: Standing, lacksSchema: Bool, of files: [GeneratedFile]
  ) -> [LiveFile] {
    if way == .back { return [LiveFile.Role.rollback].compactMap { liveFile($0, of: files) } }
    var roles: [LiveFile.Role] = []
    if standing.word != .applied {
      let targets = fileNames.moves.map(\.schema)
      let moves = Dictionary(uniqueKeysWithValues: targets.map { ($0, self.moves(to: $0)) })
      let urgent = targets.filter { target in
        moves[target, default: []].contains { standing.place(of: $0).hasPrefix("parked") }
      }
      let isMoved = standing.places.values.allSatisfy { $0 == "target" }
      let left = targets.filter { target in
        !urgent.contains(target)
          && (isMoved || carriesMore(to: target)
            || moves[target, default: []].contains { standing.place(of: $0) != "target" })
      }
      roles += urgent.map { .move(to: $0) }
      if lacksSchema || createdSchemas.contains(where: { $0.create?.grants != nil }) {
        roles.append(.createSchemas)
      }
      roles += left.map { .move(to: $0) }
    }
    return (roles + [.verify]).compactMap { liveFile($0, of: files) }
  }

  private func batches(to target: String) -> [Batch] {
    batches.filter { $0.groups[0].moves[0].target.schema == target }
  }

  private func moves(to target: String) -> [Move] { batches(to: target).flatMap(\.moves) }

  /// Whether the file of a target has work beyond its tables.
  private func carriesMore(to target: String) -> Bool {
    views.contains { $0.neededTargets.contains(target) }
      || batches(to: target).contains { $0.grants != nil }
  }
}
