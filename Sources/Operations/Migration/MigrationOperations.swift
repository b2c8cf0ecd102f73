extension Migration {
  /// What goes with the tables that move, in the order of the files.
  var operations: [any Operation] { allOperations.filter { !$0.isEmpty } }

  /// The same, and those of which the plan has none.
  var allOperations: [any Operation] {
    Self.allOperations(of: batches, views, createdSchemas.compactMap { $0.create?.grants })
  }

  /// What goes with some of the tables: of one file.
  func operations(of batches: [Batch], _ views: [RecreatedView]) -> [any Operation] {
    Self.allOperations(of: batches, views, []).filter { !$0.isEmpty }
  }

  private static func allOperations(
    of batches: [Batch], _ views: [RecreatedView], _ grants: [SchemaGrants]
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
