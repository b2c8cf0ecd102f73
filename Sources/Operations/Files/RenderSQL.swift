import Plans

/// Renders a migration's SQL files, without the runbook: preflight, schemas, moves, verification,
/// status, rollback, the drop of schemas. Paths are below the output folder: `phase_a/phase_a_verify.sql`.
package func renderSQL(_ migration: Migration) -> [GeneratedFile] {
  let names = migration.fileNames
  func file(_ name: String, _ script: SQLScript) -> GeneratedFile {
    GeneratedFile(
      path: "\(migration.name)/\(name)", origin: migration.planPath, script: script)
  }
  var files: [GeneratedFile] = [
    file(names.preflight, PreflightScript(migration: migration).render())
  ]
  let created = migration.createdSchemas
  if !created.isEmpty {
    let script = CreateSchemasScript(migration: migration, schemas: created)
    files.append(file(names.createSchemas, script.render()))
  }
  for target in names.moves {
    let script = MoveScript(migration: migration, target: target.schema)
    files.append(file(target.file, script.render()))
  }
  files.append(
    file(names.verify, VerifyScript(migration: migration).render()))
  files.append(
    file(names.status, StatusScript(migration: migration).render()))
  files.append(file(names.rollback, RollbackScript(migration: migration).render()))
  if !created.isEmpty {
    let script = DropSchemasScript(migration: migration, schemas: created.reversed())
    files.append(file(names.dropSchemas, script.render()))
  }
  return files
}

/// Single files that only read, as they are in `renderSQL(_:)`.
package func renderStatus(_ migration: Migration) -> SQLScript {
  StatusScript(migration: migration).render()
}

package func renderPreflight(_ migration: Migration) -> SQLScript {
  PreflightScript(migration: migration).render()
}

package func renderVerify(_ migration: Migration) -> SQLScript {
  VerifyScript(migration: migration).render()
}

extension Migration {
  package var moveCount: Int { batches.reduce(0) { $0 + $1.count } }
}

extension Migration {
  /// The preflight's checks of the session and of the privileges of the account, and nothing else: the others
  /// are about the state before the move.
  package var preflightOfTheAccount: SQLScript {
    PreflightScript(migration: self, checksAccountOnly: true).render()
  }
}
