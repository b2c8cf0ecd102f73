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

  /// In the order of `NumberedSteps.schemas`; nil for a schema that is not there.
  private(set) var schemas: [Contents?]
  /// The first thing that could not be done, in words.
  private(set) var fault: String?
  private let steps: NumberedSteps

  init(before steps: NumberedSteps) {
    self.steps = steps
    let none = [Bool](repeating: false, count: steps.tableCount)
    schemas = steps.schemas.map { schema in
      schema.create == nil ? Contents(tables: none, staying: schema.tablesBefore) : nil
    }
    for operation in steps.forward {
      guard case .move(let moves) = operation else { continue }
      for move in moves {
        _ = schemas[move.sourceSchema]?.insert(move.source)
        schemas[move.sourceSchema]?.staying -= 1
      }
    }
  }

  /// Does what the operation would do to a server; notes the first fault and goes no further.
  mutating func apply(_ operation: NumberedSteps.Operation) {
    guard fault == nil else { return }
    switch operation {
    case .createSchema(let schema):
      if schemas[schema] != nil {
        fault = "schema \(steps.schemas[schema].name) is created, and is there already"
      }
      let none = [Bool](repeating: false, count: steps.tableCount)
      schemas[schema] = Contents(tables: none, staying: 0)
    case .dropSchemaIfEmpty(let schema):
      if schemas[schema]?.count == 0 { schemas[schema] = nil }
    case .move(let moves):
      for move in moves where fault == nil { apply(move) }
    }
  }

  private mutating func apply(_ move: NumberedSteps.Move) {
    if schemas[move.targetSchema] == nil {
      fault = "schema \(steps.schemas[move.targetSchema].name) is not there"
    } else if schemas[move.sourceSchema]?.remove(move.source) != true {
      fault = "table \(steps.name(move.sourceSchema, move.source)) is not there"
    } else if schemas[move.targetSchema]?.insert(move.target) != true {
      fault = "table \(steps.name(move.targetSchema, move.target)) is there already"
    }
  }

  func holds(_ table: Int, in schema: Int) -> Bool { schemas[schema]?.tables[table] == true }
}

/// What is wrong with a migration when it is run forward and back in memory; empty when it is
/// proved: forward reaches the declared counts and every table its target, the way back restores
/// the first catalog exactly.
func runViolations(_ migration: Migration) -> [String] {
  let steps = NumberedSteps(migration)
  let start = MigrationRun(before: steps)
  var run = start
  for operation in steps.forward { run.apply(operation) }
  if let fault = run.fault { return ["forward: \(fault)"] }
  var violations: [String] = []
  for (schema, contents) in zip(migration.schemas, run.schemas)
  where contents?.count != schema.tablesAfter {
    let found = contents.map { "\($0.count)" } ?? "no"
    violations.append(
      "forward: \(schema.name) holds \(found) tables, declared are \(schema.tablesAfter)")
  }
  for case .move(let moves) in steps.forward {
    for move in moves where !run.holds(move.target, in: move.targetSchema) {
      violations.append("forward: \(steps.name(move.targetSchema, move.target)) is not there")
    }
  }
  for operation in steps.inverses.reversed() { run.apply(operation) }
  if let fault = run.fault { violations.append("rollback: \(fault)") }
  if run.schemas != start.schemas { violations.append("rollback: the start is not restored") }
  return violations
}
