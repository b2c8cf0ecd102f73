/// A migration's steps with numbers for names: each name is looked up once, and compared by its
/// number from then on.
struct NumberedSteps {
  struct Move {
    var sourceSchema: Int
    var source: Int
    var targetSchema: Int
    var target: Int
  }

  /// As `PlanCompiler.Operation`; a schema is its place in `schemas`.
  enum Operation {
    case createSchema(Int)
    case move([Move])
    case dropSchemaIfEmpty(Int)
  }

  let schemas: [MigratedSchema]
  private(set) var forward: [Operation] = []
  /// In the order of the steps; they run the other way.
  private(set) var inverses: [Operation] = []
  private var numbers = NameNumbers()
  /// The number after the one that was given last.
  private var following = 0

  var tableCount: Int { numbers.count }

  init(_ migration: Migration) {
    schemas = migration.schemas
    numbers.reserve(migration.moveCount)
    for step in migration.steps {
      forward.append(numbered(step.forward))
      inverses.append(numbered(step.inverse))
    }
  }

  func name(_ schema: Int, _ table: Int) -> String {
    "\(schemas[schema].name).\(numbers.names[table])"
  }

  private mutating func numbered(_ operation: PlanCompiler.Operation) -> Operation {
    switch operation {
    case .createSchema(let schema): .createSchema(number(ofSchema: schema.name))
    case .dropSchemaIfEmpty(let schema): .dropSchemaIfEmpty(number(ofSchema: schema.name))
    case .move(let batch): .move(numbered(batch))
    }
  }

  private mutating func numbered(_ batch: Batch) -> [Move] {
    var moves: [Move] = []
    moves.reserveCapacity(batch.count)
    // The schemas are nearly always those of the move before.
    var sourceName = ""
    var targetName = ""
    var sourceSchema = -1
    var targetSchema = -1
    for group in batch.groups {
      let listed = group.moves.span
      for index in listed.indices {
        if sourceSchema < 0 || listed[index].source.schema != sourceName {
          sourceName = listed[index].source.schema
          sourceSchema = number(ofSchema: sourceName)
        }
        if targetSchema < 0 || listed[index].target.schema != targetName {
          targetName = listed[index].target.schema
          targetSchema = number(ofSchema: targetName)
        }
        let source = number(of: listed[index].source.table)
        let keepsItsName = listed[index].target.table == listed[index].source.table
        let target = keepsItsName ? source : number(of: listed[index].target.table)
        moves.append(
          Move(
            sourceSchema: sourceSchema, source: source, targetSchema: targetSchema, target: target))
      }
    }
    return moves
  }

  private mutating func number(of table: String) -> Int {
    // An inverse names its tables in the order of the forward move: its names are known by their
    // order, and nearly none needs to be looked up.
    if following < numbers.count, numbers.names[following] == table {
      following += 1
      return following - 1
    }
    let number = numbers[table]
    following = number + 1
    return number
  }

  private func number(ofSchema name: String) -> Int {
    guard let number = schemas.firstIndex(where: { $0.name == name }) else {
      preconditionFailure("\(name) is not a schema of the migration")
    }
    return number
  }
}
