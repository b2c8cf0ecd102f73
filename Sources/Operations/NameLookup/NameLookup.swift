package import Catalogs
import Diagnostics
import Foundations
package import Plans

/// What the plans of a folder say of a name: of a table, by its name before or after the move, of
/// a schema, by its name or alias, or of both.
package struct NameLookup: Sendable {
  /// The name as it was asked for.
  package var name: String
  /// In the order of the plans, and within one in its order.
  package var tables: [FoundTable] = []
  package var schemas: [FoundSchema] = []
  /// When nothing has the name: at most 5 that it may have been meant to be.
  package var nearest: [String] = []

  package var isKnown: Bool { !tables.isEmpty || !schemas.isEmpty }
}

/// A line of a file, counted from 1; the path is relative to the root.
package struct LinePlace: Hashable, Sendable {
  package var path: String
  package var line: Int

  package init(_ path: String, _ line: Int) {
    self.path = path
    self.line = line
  }
}

/// A table that a plan moves.
package struct FoundTable: Sendable {
  package var move: Move
  /// Nil for a table that is listed without a group.
  package var group: String?
  package var plan: LinePlace
  /// Which of the statements that move tables to this target, from 1.
  package var statement: Int
  package var statementCount: Int
  /// The tables that this one statement moves.
  package var tableCount: Int
  /// Where the move stands in the generated files, below their folder.
  package var forward: [LinePlace] = []
  package var back: [LinePlace] = []
  package var checks: [LinePlace] = []
  /// What hangs on the table before it moves; nil where no catalog tells.
  package var dependents: [TableDependent]?
}

/// A schema that a plan declares.
package struct FoundSchema: Sendable {
  package struct Tables: Sendable {
    /// The schema at the other end.
    package var other: String
    /// In plan order, each with its line in the plan.
    package var moves: [(move: Move, line: Int)]
  }

  package var name: String
  package var alias: String
  package var plan: LinePlace
  package var before: Int
  package var after: Int
  package var budget: Int?
  package var collation: String?
  package var arriving: [Tables]
  package var leaving: [Tables]
}

/// A plan with what it compiles to.
package struct CompiledPlan: Sendable {
  package var plan: Plan
  package var migration: Migration
  /// Of all plans of the folder; paths are below the output folder.
  package var files: [GeneratedFile]
  /// The server before the plan runs; nil where no catalog tells.
  package var catalog: Catalog?

  package init(plan: Plan, migration: Migration, files: [GeneratedFile], catalog: Catalog?) {
    self.plan = plan
    self.migration = migration
    self.files = files
    self.catalog = catalog
  }
}

/// Looks a name up: `sessions`, `shop.sessions`, `shop`, or an alias.
package func lookUpName(of name: String, in plans: [CompiledPlan]) -> NameLookup {
  var found = NameLookup(name: name)
  for plan in plans {
    found.tables += plan.tables(named: name)
    found.schemas += plan.schemas(named: name)
  }
  if !found.isKnown { found.nearest = nearestNames(to: name, in: plans) }
  return found
}

/// Every name by which something of the plans can be found, in their order.
package func knownNames(in plans: [Plan]) -> [String] {
  var seen: Set<String> = []
  return plans.flatMap { plan in
    plan.schemas.flatMap { [$0.name.value, $0.alias.value] }
      + plan.listedMoves.flatMap { [$0.move.source.table, $0.move.target.table] }
  }.filter { seen.insert($0).inserted }
}

/// The nearest name, then names that hold the one that was asked for.
private func nearestNames(to name: String, in plans: [CompiledPlan]) -> [String] {
  let known = knownNames(in: plans.map(\.plan))
  let nearest = nearestName(to: name, among: known)
  let holding = known.filter { $0 != nearest && $0.contains(name) }
  return Array(([nearest].compactMap(\.self) + holding).prefix(5))
}

extension Plan {
  /// All moves in plan order, with their group and their line.
  fileprivate var listedMoves: [(move: Move, group: String?, line: Int)] {
    var moves: [(move: Move, group: String?, line: Int)] = []
    for assignment in assignments {
      for group in assignment.groups {
        for table in group.tables {
          let source = QualifiedName(assignment.source.value, table.name.value)
          let target = QualifiedName(assignment.target.value, table.targetName.value)
          moves.append((Move(source, to: target), group.title, table.name.span.start.line))
        }
      }
    }
    return moves
  }
}

extension QualifiedName {
  fileprivate func isNamed(_ name: String) -> Bool {
    table == name || "\(schema).\(table)" == name
  }
}

extension CompiledPlan {
  fileprivate func tables(named name: String) -> [FoundTable] {
    plan.listedMoves.filter { $0.move.source.isNamed(name) || $0.move.target.isNamed(name) }
      .map(table)
  }

  private func table(
    _ listed: (move: Move, group: String?, line: Int)
  ) -> FoundTable {
    let batches = migration.batchesByTarget[listed.move.target.schema] ?? []
    guard let index = batches.firstIndex(where: { $0.moves.contains(listed.move) }) else {
      preconditionFailure("a compiled plan moves every table that it lists")
    }
    var table = FoundTable(
      move: listed.move, group: listed.group,
      plan: LinePlace(migration.planPath, listed.line), statement: index + 1,
      statementCount: batches.count, tableCount: batches[index].count)
    table.dependents = catalog.map { TableDependents(of: listed.move.source, in: $0).all }
    let names = migration.fileNames
    let target = listed.move.target.schema
    for file in names.moves where file.schema == target {
      table.forward += lines(of: listed.move, in: file.file, of: batches)
    }
    table.back = lines(
      of: listed.move, in: names.rollback, of: migration.batches.reversed())
    let number = migration.batches.flatMap(\.moves).firstIndex(of: listed.move) ?? 0
    for file in [names.preflight, names.verify, names.status] {
      let script = migration.script(file, in: files)
      if let line = script.line(ofMove: number) {
        table.checks.append(LinePlace("\(migration.name)/\(file)", line))
      }
    }
    return table
  }

  /// The line of a file that moves a table: its pair, or its entry among the tables with triggers.
  ///
  /// - Parameter batches: those of the file, in the order in which they run.
  private func lines(
    of move: Move, in file: String, of batches: [Batch]
  ) -> [LinePlace] {
    let plain = batches.filter { $0.temporaryRename == nil }.flatMap(\.moves)
    let withTriggers = batches.filter { $0.temporaryRename != nil }.flatMap(\.moves)
    guard let index = (plain + withTriggers).firstIndex(of: move),
      let line = migration.script(file, in: files).line(ofMove: index)
    else { return [] }
    return [LinePlace("\(migration.name)/\(file)", line)]
  }

  fileprivate func schemas(named name: String) -> [FoundSchema] {
    let moves = plan.listedMoves
    return plan.schemas.filter { $0.name.value == name || $0.alias.value == name }.map { schema in
      let own = schema.name.value
      return FoundSchema(
        name: own, alias: schema.alias.value,
        plan: LinePlace(migration.planPath, schema.name.span.start.line),
        before: schema.before.value, after: schema.after.value, budget: schema.budget?.value,
        collation: schema.create?.collation.value,
        arriving: byOther(moves.filter { $0.move.target.schema == own }, \.source.schema),
        leaving: byOther(moves.filter { $0.move.source.schema == own }, \.target.schema))
    }
  }

  private func byOther(
    _ moves: [(move: Move, group: String?, line: Int)], _ other: (Move) -> String
  ) -> [FoundSchema.Tables] {
    var places: [String: Int] = [:]
    var lists: [FoundSchema.Tables] = []
    for (move, _, line) in moves {
      let name = other(move)
      if let place = places[name] {
        lists[place].moves.append((move, line))
      } else {
        places[name] = lists.count
        lists.append(FoundSchema.Tables(other: name, moves: [(move, line)]))
      }
    }
    return lists
  }
}
