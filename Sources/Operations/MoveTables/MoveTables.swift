/// Tables without triggers that one `RENAME TABLE` moves.
struct MoveTables: Operation {
  func sections(at place: ScriptPlace) -> [SQLSection] {
    switch place {
    case .batchText(.forward): [.moveStatement]
    case .batchText(.back): [.rollbackStatement]
    case .move(.forward): [.moveRename]
    case .move(.back): [.rollbackRename]
    case .reading, .preflight, .verify, .statusRows, .beforeSchemas, .afterSchemas, .beforeDrop,
      .afterDrop, .checks, .beforeBatches, .batchChecks, .beforeMove, .afterMove, .afterBatches:
      []
    }
  }
}

extension Batch {
  /// What moves its tables, and what goes with them.
  var operations: [any Operation] {
    let copies: [any Operation] = grants.map { [CopyTableGrants([$0])] } ?? []
    guard let temporaryRename else { return copies + [MoveTables()] }
    return copies + [MoveTablesWithTriggers([(moves[0], temporaryRename)])]
  }
}

extension SQLScript {
  /// What moves a batch, and what goes with it.
  mutating func write(_ batch: Batch, _ direction: Direction) {
    beginBatch()
    let operations = batch.operations
    for place in ScriptPlace.ofBatch(direction) { sections(of: operations, at: place) }
  }
}
