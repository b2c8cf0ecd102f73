import Plans

/// Writes `<plan>_drop_schemas.sql`: drops the schemas that the plan creates, each only if it is
/// empty. No other file drops a schema, and none asks for this one.
///
/// Between a count and a `DROP SCHEMA` another session can create an object, or a `RENAME TABLE`
/// into the schema can wait for a lock and finish: the drop would destroy it. So the count and the
/// drop are made where nothing can come in between:
///
/// - MySQL: under `LOCK INSTANCE FOR BACKUP`, which stops all DDL of other sessions and lets this
///   session drop. `LOCK INSTANCE` cannot be prepared, so it stands between two `DELIMITER` lines:
///   a client sends all of it at once, and the server runs nothing behind a statement that fails.
/// - MariaDB has no such lock that lets the same session drop. One compound statement counts and
///   drops, and `lock_wait_timeout = 0` makes the drop fail at once where another session holds the
///   schema. An object that another session finishes creating between the two is lost; the head of
///   the file says so.
struct DropSchemasScript {
  var migration: Migration
  /// Those with `create`, never empty, the last one created first.
  var schemas: [MigratedSchema]

  func render() -> SQLScript {
    var script = SQLScript()
    writeHead(to: &script)
    for section: SQLSection in [.reading, .session, .locks, .privileges, .listing, .dropSchemas] {
      script.section(section)
    }
    for schema in schemas {
      script.section(.dropSchema)
      let operations = operations(of: [schema])
      script.sections(of: operations, at: .beforeDrop)
      script.section(.dropSchemaRun)
      script.sections(of: operations, at: .afterDrop)
      script.section(.dropSchemaResult)
    }
    script.section(.release)
    script.section(.dropSchemasResult)
    return script
  }

  private func writeHead(to script: inout SQLScript) {
    let files = migration.fileNames
    script.begin(
      migration,
      "drops the \(schemas.count == 1 ? "schema" : "schemas") that the plan creates, only if empty.",
      usage: [
        "Run:    mariadb < \(files.dropSchemas)",
        "        after \(files.rollback), and only if nobody needs the schemas any more",
        "Undo:   \(files.createSchemas)",
        "Use a new session: an open transaction would be committed.",
        "A schema that existed before the plan cannot be told from one that the plan created: it is dropped too.",
        "MariaDB: an object that another session creates between the last count and the drop is lost. Run this file",
        "only while no other session creates objects in these schemas. On MySQL nothing can come in between.",
      ])
    script.set("file", files.dropSchemas)
    script.set("rollback_file", files.rollback)
    script.set("lock_wait_timeout", migration.lockWaitTimeoutSeconds)
    script.writeSchemas(of: migration)
    let names = migration.batchesWithTriggers.compactMap { $0.temporaryRename?.name }
    HeadList.write("temporary_names", names.map { [.text("table", $0)] }, to: &script)
    script.writeLists(of: operations(of: migration.createdSchemas), in: .dropSchemas)
    script.endHead()
  }

  private func operations(of schemas: [MigratedSchema]) -> [any Operation] {
    [CopySchemaGrants(schemas.compactMap(\.create?.grants))].filter { !$0.isEmpty }
  }
}
