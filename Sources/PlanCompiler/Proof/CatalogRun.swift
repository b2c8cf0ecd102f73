/// What is wrong with a migration when it is run forward and back on the catalog of its server, in
/// memory; empty when it is proved, and without a catalog.
func catalogViolations(_ migration: Migration) -> [String] {
  guard let start = migration.catalog?.sorted() else { return [] }
  let end = migration.steps.reduce(start) { $0.applying($1.forward) }
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
  let back = migration.steps.reversed().reduce(end) { $0.applying($1.inverse) }
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
