import Foundations
import Plans

/// Writes `<plan>_create_schemas.sql`: a schema at a time, after all of them have been checked.
///
/// Two plain `CREATE SCHEMA` would not do: when the second fails, every later run stops at the
/// first with 1007. `IF NOT EXISTS` would not do either: it silently keeps a wrong character set.
///
/// A schema that exists as planned is left alone, whatever else others have in it, so that the file
/// never stops a migration half-way. Before the first move the preflight demands that it is empty.
struct CreateSchemasScript {
  var migration: Migration
  /// Those with `create`, never empty, in the order of `migration.schemas`.
  var schemas: [MigratedSchema]

  func render() -> SQLScript {
    var script = SQLScript()
    writeHead(to: &script)
    for section: SQLSection in [.reading, .session, .locks, .privileges, .listing] {
      script.section(section)
    }
    if !operations.isEmpty { script.section(.needs) }
    script.sections(of: operations, at: .beforeSchemas)
    script.section(.createSchemas)
    for _ in schemas { script.section(.createSchema) }
    script.sections(of: operations, at: .afterSchemas)
    script.section(.release)
    script.section(.createSchemasResult)
    return script
  }

  /// What is done with the schemas, and not with the tables.
  private var operations: [any Operation] {
    [CopySchemaGrants(schemas.compactMap(\.create?.grants))].filter { !$0.isEmpty }
  }

  private func writeHead(to script: inout SQLScript) {
    let files = migration.fileNames
    script.begin(
      migration, "creates \(counted(schemas.count, "schema")).",
      usage: [
        "Run:    mariadb < \(files.createSchemas)",
        "Undo:   \(files.rollback)",
        "Use a new session: an open transaction would be committed.",
      ])
    script.set("file", files.createSchemas)
    script.set("preflight_file", files.preflight)
    script.set("status_file", files.status)
    script.set("lock_wait_timeout", migration.lockWaitTimeoutSeconds)
    script.writeSchemas(of: migration)
    script.statement(
      "SET @planc_create = '\(schemas.map(Self.statement).joined(separator: "\n  ; "))\n'")
    script.statement("SET @planc_dependents = 'OK'")
    script.writePrivileges(of: operations, in: .createSchemas)
    script.writeLists(of: operations, in: .createSchemas)
    script.endHead()
  }

  /// The statement as it stands in `@planc_create`. MySQL has no `COMMENT` for schemas; it skips what MariaDB
  /// alone executes.
  static func statement(for schema: MigratedSchema) -> String {
    guard let create = schema.create else {
      preconditionFailure("schema \(schema.name) has no create")
    }
    let lines =
      [
        "CREATE SCHEMA \(SQLText.name(schema.name))",
        "CHARACTER SET \(create.characterSet) COLLATE \(create.collation)",
      ] + (create.comment.map { ["/*M!100502 COMMENT \(SQLText.string($0)) */"] } ?? [])
    return lines.map { wrapped(SQLText.inString($0)) }.joined(separator: "\n    ")
  }

  /// Cuts the text of a string literal that is too wide into several literals, which the server joins.
  private static func wrapped(_ text: String) -> String {
    let widest = SQLScript.columnMax - 8
    if HeadList.width(text) <= widest { return text }
    var result = ""
    var column = 0
    var last: Unicode.Scalar = " "
    for scalar in text.unicodeScalars {
      // A backslash or an apostrophe stays beside what it escapes.
      if column >= widest, !"\\'".unicodeScalars.contains(last), scalar != "'" {
        result += "'\n    '"
        column = 0
      }
      result.unicodeScalars.append(scalar)
      last = scalar
      column += 1
    }
    return result
  }
}
