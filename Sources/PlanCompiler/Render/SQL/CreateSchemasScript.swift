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
    let blocks = schemas.indices.compactMap { SchemaGrantBlock(schemas[$0], $0 + 1) }
    var script = SQLScript()
    writeHead(to: &script)
    for section: Template in [.reading, .session, .locks, .privileges, .listing] {
      script.section(section)
    }
    var before = Script()
    writeGrantGuards(blocks, to: &before)
    script.append(before)
    script.section(.createSchemas)
    for _ in schemas { script.section(.createSchema) }
    var after = Script()
    writeGrants(blocks, to: &after)
    script.append(after)
    script.section(.release)
    script.section(.createSchemasResult)
    return script
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

  private func writeGrantGuards(_ blocks: [SchemaGrantBlock], to script: inout Script) {
    if blocks.isEmpty { return }
    AccountRights.write(to: &script)
    script.line("-- Grants: each word for word, and each right that it gives or was made from.")
    for block in blocks { block.writeText(to: &script, takingBack: false) }
    SchemaGrantBlock.writeSight(to: &script)
    for block in blocks {
      block.writeGuard(to: &script)
      block.writeFindings(
        when: "\(block.verdict) <> 'OK' AND NOT \(block.exists)", copies: true, to: &script)
    }
    let fine = blocks.map { "(\($0.verdict) = 'OK' OR \($0.exists))" }
    script.line("SET @planc_dependents = NULL;")
    script.line("SET @planc_dependents = CASE WHEN \(fine.joined(separator: " AND ")) THEN 'OK'")
    for block in blocks {
      script.line("  WHEN \(block.verdict) <> 'OK' AND NOT \(block.exists) THEN \(block.verdict)")
    }
    script.line("END;")
  }

  private func writeGrants(_ blocks: [SchemaGrantBlock], to script: inout Script) {
    if blocks.isEmpty { return }
    script.line("SET @planc_grants_made = 0;")
    script.line(GrantText.mode)
    for block in blocks { block.writeGrants(rollback: migration.fileNames.rollback, to: &script) }
    let count = blocks.reduce(0) { $0 + $1.count }
    script.line(
      """
      SET @planc_dependents_done = COALESCE(@planc_grants_made = \(count), 0);
      SET @planc_dependents_result = CONCAT(', and ', COALESCE(@planc_grants_made, '?'), ' of \(areCounted(count, "grant on them", "grants on them")) made');
      """)
  }
}
