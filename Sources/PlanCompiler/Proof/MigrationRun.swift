/// Runs a migration on a catalog in memory: the one that the plan implies.
///
/// Tables that stay have no names without a catalog from a server; they are a number for each
/// schema.
struct MigrationRun {
  struct Contents: Equatable {
    var tables: Set<String>
    /// How many tables stay; negative when the plan promises fewer than it moves away.
    var staying: Int

    var count: Int { tables.count + staying }
  }

  private(set) var schemas: [String: Contents] = [:]
  /// The first thing that could not be done, in words.
  private(set) var fault: String?

  init(before migration: Migration) {
    for schema in migration.schemas where schema.create == nil {
      schemas[schema.name] = Contents(tables: [], staying: schema.tablesBefore)
    }
    for batch in migration.batches {
      for group in batch.groups {
        for move in group.moves {
          schemas[move.source.schema]?.tables.insert(move.source.table)
          schemas[move.source.schema]?.staying -= 1
        }
      }
    }
  }

  /// Does what the operation would do to a server; notes the first fault and goes no further.
  mutating func apply(_ operation: Operation) {
    guard fault == nil else { return }
    switch operation {
    case .createSchema(let schema):
      if schemas.updateValue(Contents(tables: [], staying: 0), forKey: schema.name) != nil {
        fault = "schema \(schema.name) is created, and is there already"
      }
    case .dropSchemaIfEmpty(let schema):
      if schemas[schema.name]?.count == 0 { schemas[schema.name] = nil }
    case .move(let batch):
      for group in batch.groups { for move in group.moves { apply(move) } }
    }
  }

  private mutating func apply(_ move: Move) {
    guard schemas[move.target.schema] != nil else {
      fault = "schema \(move.target.schema) is not there"
      return
    }
    guard schemas[move.source.schema]?.tables.remove(move.source.table) != nil else {
      fault = "table \(move.source.schema).\(move.source.table) is not there"
      return
    }
    if schemas[move.target.schema]?.tables.insert(move.target.table).inserted != true {
      fault = "table \(move.target.schema).\(move.target.table) is there already"
    }
  }
}

/// What is wrong with a migration when it is run forward and back in memory; empty when it is
/// proved: forward reaches the declared counts and every table its target, the way back restores
/// the first catalog exactly.
func runViolations(_ migration: Migration) -> [String] {
  let start = MigrationRun(before: migration)
  var run = start
  for step in migration.steps { run.apply(step.forward) }
  if let fault = run.fault { return ["forward: \(fault)"] }
  var violations: [String] = []
  for schema in migration.schemas where run.schemas[schema.name]?.count != schema.tablesAfter {
    let found = run.schemas[schema.name].map { "\($0.count)" } ?? "no"
    violations.append(
      "forward: \(schema.name) holds \(found) tables, declared are \(schema.tablesAfter)")
  }
  for move in migration.batches.lazy.flatMap(\.groups).flatMap(\.moves)
  where run.schemas[move.target.schema]?.tables.contains(move.target.table) != true {
    violations.append("forward: \(move.target.schema).\(move.target.table) is not there")
  }
  for step in migration.steps.reversed() { run.apply(step.inverse) }
  if let fault = run.fault { violations.append("rollback: \(fault)") }
  if run.schemas != start.schemas { violations.append("rollback: the start is not restored") }
  return violations
}
