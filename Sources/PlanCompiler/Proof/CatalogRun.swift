/// What is wrong with a migration when it is run forward and back on the catalog of its server, in
/// memory; empty when it is proved, and without a catalog.
func catalogViolations(_ migration: Migration) -> [String] {
  guard let start = migration.catalog?.sorted() else { return [] }
  let end = migration.steps.reduce(start) { $0.applying($1.forward) }
    .redefining(migration.views.map { ($0.name, $0.after) })
  var violations: [String] = []
  for schema in migration.schemas {
    let count = end.schemas.first { $0.name == schema.name }?.tables.count
    if count != schema.tablesAfter {
      violations.append(
        "forward, on the catalog: \(schema.name) holds \(count ?? 0) tables, declared are "
          + "\(schema.tablesAfter)")
    }
  }
  let after = CatalogIndex(end)
  for step in migration.steps {
    guard case .move(let batch) = step.forward else { continue }
    for move in batch.moves where after.table(move.target) == nil {
      violations.append(
        "forward, on the catalog: \(move.target.schema).\(move.target.table) is not there")
    }
  }
  violations += restoredViews(migration, end)
  let back = migration.steps.reversed().reduce(end) { $0.applying($1.inverse) }
    .redefining(migration.views.map { ($0.name, $0.view) })
  // An empty schema that was there is created by no step, but dropped by the way back.
  let created = Set(migration.schemas.filter { $0.create != nil }.map(\.name))
  // A trigger gets the collation that its schema has when it is created: P610 tells where it counts.
  func withoutEmpty(_ catalog: Catalog) -> Catalog {
    var catalog = catalog
    for index in catalog.schemas.indices {
      for place in catalog.schemas[index].triggers.indices {
        catalog.schemas[index].triggers[place].settings.databaseCollation = ""
      }
    }
    catalog.schemas.removeAll { created.contains($0.name) && $0.isEmpty }
    return catalog
  }
  if withoutEmpty(back) != withoutEmpty(start) {
    violations.append("rollback, on the catalog: the start is not restored")
  }
  return violations
}

/// At the end no carried view may name the old place of a table, and the way back that is found in
/// the end's catalog must be the view's first definition.
private func restoredViews(_ migration: Migration, _ end: Catalog) -> [String] {
  if migration.views.isEmpty { return [] }
  let moves = migration.batches.flatMap(\.moves)
  let old = Set(moves.map(\.source))
  let back = Dictionary(
    ViewCarriage(end, moves.map(\.inverse)).carried.map { ($0.name, $0.after) },
    uniquingKeysWith: { first, _ in first })
  return migration.views.flatMap { view -> [String] in
    let name = "\(view.schema).\(view.view.name)"
    var violations: [String] = []
    if ViewText(view.after.definition ?? "").tables.contains(where: { old.contains($0.name) }) {
      violations.append("forward, on the catalog: the view \(name) names an old place")
    }
    if back[view.name] != view.view {
      violations.append("rollback, on the catalog: the view \(name) is not restored")
    }
    return violations
  }
}
