package import Catalogs
package import Foundations
package import Plans

/// One table's way from its source to its target.
package struct Move: Hashable, Sendable {
  package var source: QualifiedName
  package var target: QualifiedName

  package init(_ source: QualifiedName, to target: QualifiedName) {
    self.source = source
    self.target = target
  }

  package var inverse: Move { Move(target, to: source) }
}

/// Moves that one `RENAME TABLE` makes: all of them or none.
package struct Batch: Hashable, Sendable {
  package struct Group: Hashable, Sendable {
    /// Nil for tables that the plan lists without a group.
    package var title: String?
    package var moves: [Move]

    package init(title: String?, moves: [Move]) {
      self.title = title
      self.moves = moves
    }
  }

  /// Never empty, in plan order.
  package let groups: [Group]
  /// Nil for tables that one statement moves. A table with triggers is a batch of its own, and is
  /// temporarily renamed on its way.
  package var temporaryRename: TemporaryRename?
  /// Granted on the new names when the tables are there, and taken back before they leave; the same
  /// in both directions. Nil where there is nothing to copy.
  package var grants: BatchGrants?
  /// The schemas that tables leave, each once, in the batch's order. Each guard names them many
  /// times, so they are kept.
  let sourceSchemas: [String]
  /// The schemas that tables reach, each once, in the batch's order.
  let targetSchemas: [String]

  package init(groups: [Group], temporaryRename: TemporaryRename? = nil, grants: BatchGrants? = nil)
  {
    self.groups = groups
    self.temporaryRename = temporaryRename
    self.grants = grants
    var sources: [String] = []
    var targets: [String] = []
    for group in groups {
      let moves = group.moves.span
      for index in moves.indices {
        Self.note(moves[index].source.schema, in: &sources)
        Self.note(moves[index].target.schema, in: &targets)
      }
    }
    sourceSchemas = sources
    targetSchemas = targets
  }

  private static func note(_ schema: String, in schemas: inout [String]) {
    if schemas.last != schema, !schemas.contains(schema) { schemas.append(schema) }
  }

  package var moves: [Move] { groups.flatMap(\.moves) }
  package var count: Int { groups.reduce(0) { $0 + $1.moves.count } }

  /// Whether a table gets another name.
  var renames: Bool {
    groups.contains { group in
      let moves = group.moves.span
      for index in moves.indices where moves[index].source.table != moves[index].target.table {
        return true
      }
      return false
    }
  }

  /// The same moves the other way: groups and pairs keep the plan's order.
  package var inverse: Batch {
    Batch(
      groups: groups.map { Group(title: $0.title, moves: $0.moves.map(\.inverse)) },
      temporaryRename: temporaryRename, grants: grants)
  }
}

/// A schema of the migration, with what the plan promises of it.
package struct MigratedSchema: Hashable, Sendable {
  package struct Creation: Hashable, Sendable {
    /// What the collation's name starts with: `utf8mb4` for `utf8mb4_unicode_ci`.
    package var characterSet: String
    package var collation: String
    package var comment: String?
    /// Nil where the plan asks for none.
    package var grants: SchemaGrants?

    package init(characterSet: String, collation: String, comment: String?) {
      self.characterSet = characterSet
      self.collation = collation
      self.comment = comment
    }
  }

  package var name: String
  package var alias: String
  package var tablesBefore: Int
  package var tablesAfter: Int
  package var budget: Int?
  /// By how many other tables the server may differ.
  package var tolerance: Int
  package var create: Creation?

  package init(
    name: String, alias: String, tablesBefore: Int, tablesAfter: Int, budget: Int? = nil,
    tolerance: Int = 0, create: Creation? = nil
  ) {
    self.name = name
    self.alias = alias
    self.tablesBefore = tablesBefore
    self.tablesAfter = tablesAfter
    self.budget = budget
    self.tolerance = tolerance
    self.create = create
  }
}

/// What one step does to a server.
package enum Operation: Hashable, Sendable {
  case createSchema(MigratedSchema)
  case move(Batch)
  /// Drops a schema that holds nothing; leaves any other standing.
  case dropSchemaIfEmpty(MigratedSchema)
}

/// An operation and what takes it back, both built by the same code.
package struct Step: Hashable, Sendable {
  package var forward: Operation
  package var inverse: Operation
}

/// What a plan compiles to: schemas, and steps in the order in which they run.
package struct Migration: Sendable {
  /// The plan's name, and the folder of its files.
  package var name: String
  /// The plan's path relative to its root, as the files' headers show it.
  package var planPath: String
  package var title: String
  package var version: String
  package var lockWaitTimeoutSeconds: Int
  /// In plan order.
  package var schemas: [MigratedSchema] { didSet { findPlaces() } }
  /// The index in `schemas`, by name.
  private(set) var schemaPlaces: [String: Int] = [:]
  /// Schemas are created first; then the batches, target by target, in plan order.
  package var steps: [Step] { didSet { read(steps) } }
  /// The forward batches in the order in which they run.
  package private(set) var batches: [Batch] = []
  /// The batches of tables that are temporarily renamed, in the order in which they run.
  package private(set) var batchesWithTriggers: [Batch] = []
  /// The schemas that this migration creates, in the order in which it does.
  package private(set) var createdSchemas: [MigratedSchema] = []
  /// The forward batches that fill a schema, by its name, in the order in which they run.
  private(set) var batchesByTarget: [String: [Batch]] = [:]
  package var code: CodeSettings
  /// The name of each file, by role, in the plan's folder.
  package var fileNames: FileNames
  /// What the server holds before the migration runs; nil where no catalog tells, and for a
  /// rehearsal, which is for another server.
  package var catalog: Catalog?
  /// Whether its schemas have other names than in the plan.
  package var isRehearsal = false
  /// What the migration does and its rehearsal does not.
  package var rehearsalLeavesOut: [String] = []
  /// Whether the plan says `grants: leave`.
  package var leavesGrants = false
  /// The plans that come first, by name, in plan order.
  package var predecessors: [String] = []
  /// In the order in which they were found.
  package var acceptedRisks: [AcceptedRisk] = []
  /// The views that are created again with the new names, each behind those that it names.
  package var views: [CarriedView] = []

  init(
    name: String, planPath: String, title: String, version: String, lockWaitTimeoutSeconds: Int,
    schemas: [MigratedSchema], steps: [Step], code: CodeSettings, fileNames: FileNames,
    catalog: Catalog? = nil, leavesGrants: Bool = false, predecessors: [String] = [],
    acceptedRisks: [AcceptedRisk] = [], views: [CarriedView] = []
  ) {
    self.name = name
    self.planPath = planPath
    self.title = title
    self.version = version
    self.lockWaitTimeoutSeconds = lockWaitTimeoutSeconds
    self.schemas = schemas
    self.steps = steps
    self.code = code
    self.fileNames = fileNames
    self.catalog = catalog
    self.leavesGrants = leavesGrants
    self.predecessors = predecessors
    self.acceptedRisks = acceptedRisks
    self.views = views
    findPlaces()
    read(steps)
  }

  private mutating func findPlaces() {
    schemaPlaces = Dictionary(
      schemas.enumerated().map { ($1.name, $0) }, uniquingKeysWith: { first, _ in first })
  }

  /// Sorts the steps into the lists that every file reads many times.
  private mutating func read(_ steps: [Step]) {
    batches = []
    createdSchemas = []
    for step in steps {
      switch step.forward {
      case .createSchema(let schema): createdSchemas.append(schema)
      case .move(let batch): batches.append(batch)
      case .dropSchemaIfEmpty: break
      }
    }
    batchesWithTriggers = batches.filter { $0.temporaryRename != nil }
    batchesByTarget = Dictionary(grouping: batches) { $0.groups[0].moves[0].target.schema }
  }
}
