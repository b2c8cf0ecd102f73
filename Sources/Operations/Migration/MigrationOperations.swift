extension Migration {
  /// What goes with the tables that move, in the order of the files.
  var operations: [any Operation] { everyKind.filter { !$0.isEmpty } }

  /// The same, and those of which the plan has none.
  var everyKind: [any Operation] {
    Self.everyKind(of: batches, views, createdSchemas.compactMap { $0.create?.grants })
  }

  /// What goes with some of the tables: of one file.
  func operations(of batches: [Batch], _ views: [CarriedView]) -> [any Operation] {
    Self.everyKind(of: batches, views, []).filter { !$0.isEmpty }
  }

  private static func everyKind(
    of batches: [Batch], _ views: [CarriedView], _ grants: [SchemaGrants]
  ) -> [any Operation] {
    [
      MoveTablesWithTriggers(of: batches), RecreateViews(views), CopySchemaGrants(grants),
      CopyTableGrants(batches.compactMap(\.grants)),
    ]
  }
}

extension MoveTablesWithTriggers {
  init(of batches: [Batch]) {
    self.init(
      batches.compactMap { batch in batch.temporaryRename.map { (batch.moves[0], $0) } })
  }

  init(of migration: Migration) { self.init(of: migration.batchesWithTriggers) }
}
