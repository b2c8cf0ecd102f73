package import Foundations
import Plans

/// A script that planc runs itself: its bytes are those under `generated/`.
package struct LiveFile: Equatable, Sendable {
  package enum Role: Hashable, Sendable {
    case createSchemas
    /// The batches that fill one schema.
    case move(to: String)
    case rollback
    case dropSchemas
    case verify
  }

  package var role: Role
  /// Without its folder.
  package var name: String
  package var script: SQLScript
  /// How many tables each batch moves, in the order in which the batches run; empty for a file that
  /// moves none.
  package var batches: [Int]
  /// How long others may have to wait while one of its statements waits for a lock on each of its
  /// tables; nil where it moves none.
  package var stallMaxSeconds: Int?

  package var tableCount: Int { batches.reduce(0, +) }
}

extension Migration {
  /// The file of a role; nil for the schemas where the plan creates none.
  package func liveFile(_ role: LiveFile.Role, of files: [GeneratedFile]) -> LiveFile? {
    let name: String
    var batches: [Batch] = []
    switch role {
    case .createSchemas:
      if createdSchemas.isEmpty { return nil }
      name = fileNames.createSchemas
    case .dropSchemas:
      if createdSchemas.isEmpty { return nil }
      name = fileNames.dropSchemas
    case .move(let schema):
      guard let own = fileNames.moves.first(where: { $0.schema == schema }) else {
        preconditionFailure("\(schema) is no target")
      }
      name = own.file
      batches = self.batches.filter { $0.groups[0].moves[0].target.schema == schema }
    case .rollback:
      name = fileNames.rollback
      batches = self.batches.reversed()
    case .verify: name = fileNames.verify
    }
    let largest = batches.map(\.count).max()
    return LiveFile(
      role: role, name: name, script: script(name, in: files), batches: batches.map(\.count),
      stallMaxSeconds: largest.map { $0 * lockWaitTimeoutSeconds })
  }

  /// One of this migration's scripts among all files that were rendered.
  package func script(_ name: String, in files: [GeneratedFile]) -> SQLScript {
    let file = files.first { $0.path == "\(self.name)/\(name)" }
    guard let script = file?.script else {
      preconditionFailure("\(self.name) has no script \(name)")
    }
    return script
  }

  /// The names under which tables with triggers stand on their way: away for everybody.
  package var temporaryNames: [QualifiedName] {
    batchesWithTriggers.flatMap { batch in
      batch.temporaryRename.map { temporaryRename in
        batch.moves.flatMap {
          [
            QualifiedName($0.source.schema, temporaryRename.name),
            QualifiedName($0.target.schema, temporaryRename.name),
          ]
        }
      } ?? []
    }
  }

  /// SQL for the names of the tables that are temporarily renamed at this moment, a row each; nil where none
  /// ever is.
  package var temporaryNamesQuestion: String? {
    let names = temporaryNames.map {
      "CAST(TABLE_SCHEMA AS BINARY) = \(SQLText.string($0.schema)) AND CAST(TABLE_NAME AS BINARY) = \(SQLText.string($0.table))"
    }
    if names.isEmpty { return nil }
    return "SELECT CONCAT(TABLE_SCHEMA, '.', TABLE_NAME) FROM information_schema.TABLES WHERE "
      + names.joined(separator: " OR ")
  }
}

extension Migration {
  /// SQL for the number of schemas that the plan creates and that are there; nil where it creates
  /// none.
  package var createdSchemasQuestion: String? {
    let names = createdSchemas.map { SQLText.string($0.name) }
    if names.isEmpty { return nil }
    return
      "SELECT SCHEMA_NAME FROM information_schema.SCHEMATA WHERE CAST(SCHEMA_NAME AS BINARY) IN (\(names.joined(separator: ", ")))"
  }
}
