/// Runs a migration on a catalog in memory: the one that the plan implies.
///
/// Tables that stay have no names without a catalog from a server; they are a number for each
/// schema.
struct MigrationRun {
  struct Contents: Equatable {
    /// By the number of the table's name: whether the schema holds a table of that name.
    var tables: [Bool]
    var tableCount = 0
    /// How many tables stay; negative when the plan promises fewer than it moves away.
    var staying: Int

    var count: Int { tableCount + staying }

    /// False when the table is not there.
    mutating func remove(_ table: Int) -> Bool {
      guard tables[table] else { return false }
      tables[table] = false
      tableCount -= 1
      return true
    }

    /// False when a table of that name is there.
    mutating func insert(_ table: Int) -> Bool {
      guard !tables[table] else { return false }
      tables[table] = true
      tableCount += 1
      return true
    }
  }

  private(set) var schemas: [String: Contents] = [:]
  /// The first thing that could not be done, in words.
  private(set) var fault: String?
  /// A number for each table name of the migration: names are compared once, numbers many times.
  private var numbers: [String: Int] = [:]

  init(before migration: Migration) {
    let groups = migration.batches.flatMap(\.groups)
    numbers.reserveCapacity(migration.moveCount)
    for group in groups {
      for move in group.moves {
        for name in [move.source.table, move.target.table] where numbers[name] == nil {
          numbers[name] = numbers.count
        }
      }
    }
    let none = [Bool](repeating: false, count: numbers.count)
    for schema in migration.schemas where schema.create == nil {
      schemas[schema.name] = Contents(tables: none, staying: schema.tablesBefore)
    }
    for group in groups {
      for move in group.moves {
        let table = number(of: move.source.table)
        _ = schemas[move.source.schema]?.insert(table)
        schemas[move.source.schema]?.staying -= 1
      }
    }
  }

  private func number(of table: String) -> Int {
    guard let number = numbers[table] else {
      preconditionFailure("\(table) is in no move of the migration")
    }
    return number
  }

  func holds(_ name: QualifiedName) -> Bool {
    schemas[name.schema]?.tables[number(of: name.table)] == true
  }

  /// Does what the operation would do to a server; notes the first fault and goes no further.
  mutating func apply(_ operation: Operation) {
    guard fault == nil else { return }
    switch operation {
    case .createSchema(let schema):
      let empty = Contents(tables: [Bool](repeating: false, count: numbers.count), staying: 0)
      if schemas.updateValue(empty, forKey: schema.name) != nil {
        fault = "schema \(schema.name) is created, and is there already"
      }
    case .dropSchemaIfEmpty(let schema):
      if schemas[schema.name]?.count == 0 { schemas[schema.name] = nil }
    case .move(let batch):
      for group in batch.groups {
        for move in group.moves where fault == nil { apply(move) }
      }
    }
  }

  private mutating func apply(_ move: Move) {
    let source = number(of: move.source.table)
    let target =
      move.target.table == move.source.table ? source : number(of: move.target.table)
    guard schemas[move.target.schema] != nil else {
      fault = "schema \(move.target.schema) is not there"
      return
    }
    if schemas[move.source.schema]?.remove(source) != true {
      fault = "table \(move.source.schema).\(move.source.table) is not there"
    } else if schemas[move.target.schema]?.insert(target) != true {
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
  for batch in migration.batches {
    for group in batch.groups {
      for move in group.moves where !run.holds(move.target) {
        violations.append("forward: \(move.target.schema).\(move.target.table) is not there")
      }
    }
  }
  for step in migration.steps.reversed() { run.apply(step.inverse) }
  if let fault = run.fault { violations.append("rollback: \(fault)") }
  if run.schemas != start.schemas { violations.append("rollback: the start is not restored") }
  return violations
}
