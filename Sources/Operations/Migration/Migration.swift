package import Catalogs
import Foundations
package import Plans

/// What a plan compiles to: schemas to create, then tables to move, and what goes with them.
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
  /// The schemas that this migration creates, in the order in which it does.
  package private(set) var createdSchemas: [MigratedSchema] = []
  /// Target by target, in plan order: the order in which they run, behind the creation of the schemas. The rollback
  /// takes their inverses, last first.
  package var batches: [Batch] { didSet { findBatches() } }
  /// The batches of tables that are temporarily renamed, in the order in which they run.
  package private(set) var batchesWithTriggers: [Batch] = []
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
  package var views: [RecreatedView] = []

  init(
    name: String, planPath: String, title: String, version: String, lockWaitTimeoutSeconds: Int,
    schemas: [MigratedSchema], batches: [Batch], code: CodeSettings, fileNames: FileNames,
    catalog: Catalog? = nil, leavesGrants: Bool = false, predecessors: [String] = [],
    acceptedRisks: [AcceptedRisk] = [], views: [RecreatedView] = []
  ) {
    self.name = name
    self.planPath = planPath
    self.title = title
    self.version = version
    self.lockWaitTimeoutSeconds = lockWaitTimeoutSeconds
    self.schemas = schemas
    self.batches = batches
    self.code = code
    self.fileNames = fileNames
    self.catalog = catalog
    self.leavesGrants = leavesGrants
    self.predecessors = predecessors
    self.acceptedRisks = acceptedRisks
    self.views = views
    findPlaces()
    findBatches()
  }

  private mutating func findPlaces() {
    createdSchemas = schemas.filter { $0.create != nil }
    schemaPlaces = Dictionary(
      schemas.enumerated().map { ($1.name, $0) }, uniquingKeysWith: { first, _ in first })
  }

  private mutating func findBatches() {
    batchesWithTriggers = batches.filter { $0.temporaryRename != nil }
    batchesByTarget = Dictionary(grouping: batches) { $0.groups[0].moves[0].target.schema }
  }
}

extension OperatorLock {
  package init(_ migration: Migration) { self.init(schemas: migration.schemas.map(\.name)) }
}
