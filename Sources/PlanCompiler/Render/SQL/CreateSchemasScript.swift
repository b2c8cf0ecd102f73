/// Writes `<plan>_create_schemas.sql`: a schema at a time, after all of them have been looked at.
///
/// Two plain `CREATE SCHEMA` would not do: when the second fails, every later run stops at the
/// first with 1007. `IF NOT EXISTS` would not do either: it keeps a wrong character set in silence.
///
/// The file holds neither names nor numbers of single tables: a table that is not in the plan changes
/// the sum over the plan's schemas. A schema that is there as planned is left alone, whatever else
/// others have in it, so that the file never stops a migration half-way. Before the first move the
/// preflight demands that it is empty.
struct CreateSchemasScript {
  var migration: Migration
  /// Those with `create`, never empty, in the order of the steps.
  var schemas: [MigratedSchema]

  func render() -> [UInt8] {
    var script = Script()
    let file = migration.fileNames.createSchemas
    script.head(
      of: migration, "creates \(schemas.map(\.name).joined(separator: ", "))",
      usage: [
        "Run:   mariadb < \(file)",
        "Undo:  \(migration.fileNames.rollback)     Where are we: \(migration.fileNames.status)",
      ])
    script.prelude(lockWaitTimeoutSeconds: migration.lockWaitTimeoutSeconds)
    SessionFacts.write(to: &script, file: file, locking: OperatorLock(migration))
    script.line("-- What will run, word for word.")
    for (index, schema) in schemas.enumerated() {
      script.line(
        "SET @planc_create_\(index + 1) = \(SQLText.string(Self.statement(for: schema)));")
    }
    let blocks = schemas.indices.compactMap { SchemaGrantBlock(schemas[$0], $0 + 1) }
    AccountRights.write(to: &script)
    if !blocks.isEmpty {
      script.line("-- Grants: each word for word, and each right that it gives or was made from.")
      for block in blocks { block.writeText(to: &script, takingBack: false) }
      SchemaGrantBlock.writeSight(to: &script)
    }
    script.line()
    writeGuards(blocks, to: &script)
    for index in schemas.indices {
      script.run(
        "@planc_create_\(index + 1)",
        when: "@planc_verdict = 'GO' AND @planc_verdict_\(index + 1) = 'GO'")
    }
    script.line()
    if !blocks.isEmpty {
      script.line("SET @planc_grants_made = 0;")
      script.line(GrantText.mode)
      for block in blocks {
        block.writeGrants(rollback: migration.fileNames.rollback, to: &script)
      }
    }
    SessionFacts.writeRelease(to: &script)
    writeOutcome(grants: blocks.reduce(0) { $0 + $1.count }, to: &script)
    return script.bytes
  }

  /// MySQL has no `COMMENT` for schemas; it skips what MariaDB alone executes.
  static func statement(for schema: MigratedSchema) -> String {
    guard let create = schema.create else {
      preconditionFailure("schema \(schema.name) has no create")
    }
    let comment = create.comment.map { " /*M!100502 COMMENT \(SQLText.string($0)) */" }
    return "CREATE SCHEMA \(SQLText.name(schema.name)) CHARACTER SET \(create.characterSet)"
      + " COLLATE \(create.collation)\(comment ?? "")"
  }

  private func writeGuards(_ blocks: [SchemaGrantBlock], to script: inout Script) {
    let before = migration.schemas.reduce(0) { $0 + $1.tablesBefore }
    let all = migration.schemas.map(\.name)
    script.line(
      """
      -- Guard: all of them are looked at before the first is created.
      SET @planc_in_all = NULL;
      SET @planc_in_all = (
        SELECT COUNT(*) FROM information_schema.TABLES
         WHERE \(SQLText.isSchema("TABLE_SCHEMA", all)) AND \(SQLText.isTable));
      """)
    for (index, schema) in schemas.enumerated() {
      let block = blocks.first { $0.number == index + 1 }
      block?.writeGuard(to: &script)
      write(schema, index + 1, tablesBefore: before, grants: block?.verdict, to: &script)
      block?.writeFindings(
        when: "@planc_verdict_\(index + 1) = \(block?.verdict ?? "")", copies: true, to: &script)
    }
    let lead = "planc: nothing was changed: "
    let verdicts = schemas.indices.map { "@planc_verdict_\($0 + 1)" }
    script.line("SET @planc_verdict = NULL;")
    script.line("SET @planc_verdict = CASE")
    script.line(
      "  WHEN \(verdicts.map { "\($0) IN ('GO', 'SKIP')" }.joined(separator: " AND ")) THEN 'GO'")
    for verdict in verdicts {
      script.line("  WHEN \(verdict) NOT IN ('GO', 'SKIP') THEN CONCAT('\(lead)', \(verdict))")
    }
    script.line("END;")
    script.refuse(
      "@planc_verdict", unless: ["GO"],
      fallback: "\(lead)a check could not be made; run \(migration.fileNames.preflight)")
    script.line()
  }

  private func write(
    _ schema: MigratedSchema, _ number: Int, tablesBefore: Int, grants: String?,
    to script: inout Script
  ) {
    let name = SQLText.string(schema.name)
    let spoken = SQLText.inString(schema.name)
    let collation = schema.create?.collation ?? ""
    let status = SQLText.inString(migration.fileNames.status)
    let preflight = SQLText.inString(migration.fileNames.preflight)
    let verdict = "@planc_verdict_\(number)"
    script.line(
      """
      SET \(verdict) = NULL, @planc_there = NULL, @planc_right = NULL, @planc_may = NULL;
      SET @planc_may = (SELECT \(AccountRights.holds("'CREATE'", in: name)));
      SET @planc_there = (SELECT COUNT(*) FROM information_schema.SCHEMATA WHERE SCHEMA_NAME = \(name));
      SET @planc_right = (SELECT COUNT(*) FROM information_schema.SCHEMATA WHERE SCHEMA_NAME = \(name) AND DEFAULT_COLLATION_NAME = '\(collation)');
      SET \(verdict) = CASE
        WHEN @planc_there = 1 AND @planc_right = 1 AND @planc_in_all = \(tablesBefore) THEN 'SKIP'
        WHEN @planc_there = 0 AND @planc_in_all = \(tablesBefore) AND @planc_session = 'OK' AND (@planc_may = 1 OR @planc_role = 1)\(grants.map { " AND \($0) = 'OK'" } ?? "") THEN 'GO'
        WHEN @planc_there = 1 AND @planc_right = 0 THEN '\(spoken) exists with another collation than \(collation); run ALTER SCHEMA \(SQLText.inString(SQLText.name(schema.name))) COLLATE \(collation), or change the plan'
        WHEN @planc_there = 0 AND NOT (@planc_may = 1 OR @planc_role = 1) THEN CONCAT('this account is not listed with CREATE on \(spoken); run \(preflight), it names every right that is missing')
        WHEN @planc_in_all <> \(tablesBefore) THEN CONCAT('the \(migration.schemas.count) schemas of this plan hold ', @planc_in_all, ' tables, planned are \(tablesBefore); run \(status), then bring the plan up to date')\(grants.map { "\n  WHEN @planc_session = 'OK' THEN \($0)" } ?? "")
        ELSE @planc_session
      END;
      """)
  }

  private func writeOutcome(grants: Int, to script: inout Script) {
    let column = String(migration.fileNames.createSchemas.dropLast(".sql".count))
    let tests = schemas.enumerated().map { index, schema in
      "IF(COALESCE(@planc_verdict_\(index + 1), '') IN ('GO', 'SKIP'), (SELECT COUNT(*) FROM information_schema.SCHEMATA WHERE SCHEMA_NAME = \(SQLText.string(schema.name))"
        + " AND DEFAULT_COLLATION_NAME = '\(schema.create?.collation ?? "")'), 0)"
    }
    let isDone =
      "@planc_made = \(schemas.count)" + (grants > 0 ? " AND @planc_grants_made = \(grants)" : "")
    let granted =
      grants > 0
      ? ", ', and ', COALESCE(@planc_grants_made, '?'), ' of \(areCounted(grants, "grant on them", "grants on them")) made'"
      : ""
    script.line(
      """
      SET @planc_made = NULL;
      SET @planc_made = \(tests.joined(separator: "\n  + "));
      """)
    script.result(
      """
      CONCAT(IF(\(isDone), 'DONE: ', 'NOT DONE: '), COALESCE(@planc_made, 0), ' of \(areCounted(schemas.count, "schema")) there as planned'\(granted),
          IF(\(isDone), '', '; run \(SQLText.inString(migration.fileNames.preflight))'))
      """, in: column)
  }
}
