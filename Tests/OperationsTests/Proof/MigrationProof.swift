@testable import Catalogs
@testable import Foundations
@testable import MySQL
@testable import Operations

/// What is wrong with a migration when it is run forward and back in memory, on the catalog of its server or on the
/// one that its plan implies; empty when it is proved: each table reaches its target, each schema its number of
/// tables, and the inverses restore the start exactly.
///
/// - Parameter inverse: of a batch; another than planc's shows that the proof can fail.
func violations(
  of migration: Migration, inverse: (Batch) -> Batch = { $0.inverse }
) -> [String] {
  let start = (migration.catalog ?? impliedCatalog(of: migration)).sorted()
  var violations: [String] = []
  let created = migration.createdSchemas.reduce(start) { $0.creating($1) }
  let end = migration.batches.reduce(created) { catalog, batch in
    violations += obstacles(to: batch, on: catalog).map { "forward: \($0)" }
    return catalog.moving(batch)
  }.redefining(migration.views.map { ($0.name, $0.after) })
  for schema in migration.schemas {
    let count = end.schemas.first { $0.name == schema.name }?.tables.count
    if count != schema.tablesAfter {
      violations.append(
        "forward: \(schema.name) holds \(count ?? 0) tables, declared are "
          + "\(schema.tablesAfter)")
    }
  }
  violations += restoredViews(migration, end)
  let emptied = migration.batches.reversed().reduce(end) { $0.moving(inverse($1)) }
  let back = migration.createdSchemas.reversed().reduce(emptied) { $0.droppingIfEmpty($1) }
    .redefining(migration.views.map { ($0.name, $0.view) })
  // An empty schema that was there is not created, but dropped by the way back.
  let names = Set(migration.createdSchemas.map(\.name))
  // A trigger gets the collation that its schema has when it is created: P610 tells where it counts.
  func withoutEmpty(_ catalog: Catalog) -> Catalog {
    var catalog = catalog
    for index in catalog.schemas.indices {
      for place in catalog.schemas[index].triggers.indices {
        catalog.schemas[index].triggers[place].settings.databaseCollation = ""
      }
    }
    catalog.schemas.removeAll { names.contains($0.name) && $0.isEmpty }
    return catalog
  }
  if withoutEmpty(back) != withoutEmpty(start) {
    violations.append("rollback: the start is not restored")
  }
  return violations
}

/// Why a server would refuse the moves of a batch.
private func obstacles(to batch: Batch, on catalog: Catalog) -> [String] {
  let index = CatalogIndex(catalog)
  return batch.moves.flatMap { move in
    (index.table(move.source) == nil
      ? ["\(move.source.schema).\(move.source.table) is not there"] : [])
      + (index.schema(move.target.schema) == nil
        ? ["schema \(move.target.schema) is not there"] : [])
      + (index.object(move.target) == nil
        ? [] : ["\(move.target.schema).\(move.target.table) is there already"])
  }
}

/// The schemas of a plan with the tables that it moves, and with others under made-up names up to its numbers.
func impliedCatalog(of migration: Migration) -> Catalog {
  var catalog = Catalog(
    server: Catalog.Server(.mariadb, version: "10.11.19"), lowerCaseTableNames: 0)
  let sources = Dictionary(
    grouping: migration.batches.flatMap(\.moves).map(\.source), by: \.schema)
  for schema in migration.schemas where schema.create == nil {
    var own = Catalog.Schema(
      schema.name, characterSet: "utf8mb4", collation: "utf8mb4_unicode_ci")
    let moved = Set((sources[schema.name] ?? []).map(\.table))
    let staying = (0..<max(0, schema.tablesBefore - moved.count)).map { "stays \($0)" }
    own.tables = (moved + staying).map { Catalog.Table($0) }
    catalog.schemas.append(own)
  }
  return catalog
}

/// At the end no carried view may name the old place of a table, and the way back that is found in
/// the end's catalog must be the view's first definition.
private func restoredViews(_ migration: Migration, _ end: Catalog) -> [String] {
  if migration.views.isEmpty { return [] }
  let moves = migration.batches.flatMap(\.moves)
  let old = Set(moves.map(\.source))
  let back = Dictionary(
    ViewRecreation(end, moves.map(\.inverse)).carried.map { ($0.name, $0.after) },
    uniquingKeysWith: { first, _ in first })
  return migration.views.flatMap { view -> [String] in
    let name = "\(view.schema).\(view.view.name)"
    var violations: [String] = []
    if ViewText(view.after.definition ?? "").tables.contains(where: { old.contains($0.name) }) {
      violations.append("forward: the view \(name) names an old place")
    }
    if back[view.name] != view.view {
      violations.append("rollback: the view \(name) is not restored")
    }
    return violations
  }
}
