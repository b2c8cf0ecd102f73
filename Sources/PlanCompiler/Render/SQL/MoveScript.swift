/// Writes `<plan>_move_<alias>_tables.sql`: the batches that fill one target schema.
struct MoveScript {
  var migration: Migration
  var schema: MigratedSchema
  var file: String
  /// All batches with this target, in order.
  var batches: [Batch]
  /// The schemas that they come from, in plan order. Each batch's guard names them: found anew for
  /// each, the time would grow with the square of the plan.
  private let sources: [String]
  /// Those that the file recreates behind its last batch: they, or views under them, name a table of its
  /// target. And the views under these: another file may have been cut before it came to one.
  private let views: [CarriedView]

  init(migration: Migration, target: String) {
    guard let place = migration.schemaPlaces[target],
      let file = migration.fileNames.moveFiles[target]
    else { preconditionFailure("\(target) is a target, and has no schema or no file") }
    self.migration = migration
    schema = migration.schemas[place]
    self.file = file
    batches = migration.batchesByTarget[target] ?? []
    sources = Set(batches.flatMap(\.sourceSchemas)).sorted {
      migration.schemaPlaces[$0, default: 0] < migration.schemaPlaces[$1, default: 0]
    }
    let own = migration.views.filter { $0.neededTargets.contains(target) }
    let under = Set(own.flatMap(\.under))
    views = migration.views.filter {
      $0.neededTargets.contains(target) || under.contains($0.name)
    }
  }

  func render() -> SQLScript {
    var script = SQLScript()
    writeHead(to: &script)
    let plain = batches.filter { $0.parking == nil }
    for section: Template in [.reading, .session, .locks, .privileges, .listing, .pairs] {
      script.section(section)
    }
    var state = Script()
    writeState(to: &state)
    if hasGrants || !views.isEmpty { script.section(.needs) }
    if !views.isEmpty {
      for section: Template in [.compareViews, .viewsCheck] { script.section(section) }
    }
    script.append(state)
    script.section(.move)
    for batch in plain {
      script.beginBatch()
      script.section(.moveStatement)
      if batch.grants != nil { writeGrantsCheck(to: &script) }
      script.section(.moveRename)
      writeGrantCopies(of: batch, to: &script)
    }
    for (index, batch) in batches.enumerated() where batch.parking != nil {
      script.beginBatch()
      writeParked(batch, index, to: &script)
    }
    if !parked.isEmpty {
      var count = Script()
      count.line(
        "SET @planc_all_tables = @planc_all_tables + \(parked.reduce(0) { $0 + $1.count });")
      script.append(count)
    }
    if hasGrants { script.section(.copyGrantsResult) }
    script.recreate(views)
    script.section(.release)
    script.section(.moveResult)
    return script
  }

  private var parked: [Batch] { batches.filter { $0.parking != nil } }
  private var hasGrants: Bool { batches.contains { $0.grants != nil } }

  private func writeGrantsCheck(to script: inout SQLScript) {
    for section: Template in [.granted, .compareGrants, .copyGrantsCheck] {
      script.section(section)
    }
  }

  private func writeGrantCopies(of batch: Batch, to script: inout SQLScript) {
    guard let grants = batch.grants else { return }
    for section: Template in [.granted, .compareGrants, .copyGrantsAfter] {
      script.section(section)
    }
    for _ in grants.copies { script.section(.copyGrant) }
    for section: Template in [.granted, .compareGrants, .copyGrantsCount] {
      script.section(section)
    }
  }

  private func writeHead(to script: inout SQLScript) {
    let files = migration.fileNames
    script.begin(
      migration, "moves tables to \(schema.name).",
      usage: [
        "Run:    mariadb < \(file)",
        "Undo:   \(files.rollback)",
        "Use a new session: an open transaction would be committed.",
      ])
    script.set("file", file)
    script.set("preflight_file", files.preflight)
    script.set("status_file", files.status)
    script.statement(
      "SET @planc_create_schemas_file = "
        + (schema.create == nil ? "NULL" : SQLText.string(files.createSchemas)))
    script.set("lock_wait_timeout", migration.lockWaitTimeoutSeconds)
    script.set("target", schema.name)
    script.writeSchemas(of: migration, only: countsAll ? nil : Set(sources + [schema.name]))
    let plain = batches.filter { $0.parking == nil }
    script.set("expected_tables", plain.reduce(0) { $0 + $1.count })
    script.writeRename(plain)
    var needs = Needs()
    needs.need(views: views)
    needs.need(copies: batches.flatMap { $0.grants?.copies ?? [] })
    if !needs.isEmpty { needs.write(to: &script) }
    if hasGrants { script.writeTableGrants(of: batches) }
    if !views.isEmpty { script.writeRecreatedViews(views) }
    script.endHead()
  }

  /// What the guards of triggers need to know of the whole plan.
  private func writeState(to script: inout Script) {
    if parked.isEmpty { return }
    let name = SQLText.string(schema.name)
    let collation = schema.create.map {
      " AND DEFAULT_COLLATION_NAME = \(SQLText.string($0.collation))"
    }
    AccountRights.write(to: &script)
    SessionFacts.writeRights(to: &script, schemas: sources + [schema.name])
    let triggers = parked.compactMap(\.parking).flatMap(\.triggers)
    TriggerAuthority.write(
      to: &script, schemas: sources + [schema.name], definers: triggers.map(\.definer))
    script.line(
      """
      SET @planc_schema = NULL, @planc_in_all = NULL;
      SET @planc_schema = (
        SELECT COUNT(*) FROM information_schema.SCHEMATA
         WHERE SCHEMA_NAME = \(name)\(collation ?? ""));
      """)
    if countsAll {
      script.line(
        """
        SET @planc_in_all = (                                    -- the sum over the plan's schemas is the same before, between and after
          SELECT COUNT(*) FROM information_schema.TABLES
           WHERE \(SQLText.isSchema("TABLE_SCHEMA", migration.schemas.map(\.name))) AND \(SQLText.isTable));
        """)
    }
  }

  private func writeParked(_ batch: Batch, _ index: Int, to script: inout SQLScript) {
    let move = parkedMove(of: batch, index)
    let name = SQLText.lineComment("\(move.source.schema).\(move.source.table)")
    var before = Script()
    before.line(
      "-- \(name) and its \(move.count == 1 ? "trigger" : "\(move.count) triggers"). What will run, word for word."
    )
    AwaitedNames.write(move.target, to: &before)
    move.writeText(to: &before)
    move.writeLook(to: &before)
    if batch.grants != nil {
      before.line(
        """
        SET @planc_statement_names = \(move.statementNames(isAtStart: nil)),
            @planc_verdict = IF(@planc_at_source = 1, 'GO', 'SKIP');
        """)
    }
    script.append(before)
    if batch.grants != nil { writeGrantsCheck(to: &script) }
    var way = Script()
    move.writeVerdict(to: &way)
    move.writeWay(to: &way)
    move.writeCount(in: "@planc_moved", to: &way)
    way.line("SET @planc_moved_before = \(batches[...index].reduce(0) { $0 + $1.count });")
    script.append(way)
    writeGrantCopies(of: batch, to: &script)
  }

  func parkedMove(of batch: Batch, _ index: Int) -> ParkedMove {
    ParkedMove(
      batch, lead: lead(index), files: migration.fileNames,
      conditions: conditions(index),
      startConditions: countConditions + [AwaitedNames.condition, .dependents]
        + grantConditions(index),
      file: file
    )
  }

  private func lead(_ index: Int) -> String {
    if index > 0, let moves = batches[index].parking.map({ _ in batches[index].moves }) {
      return "planc: stopped before \(moves[0].source.table): "
    }
    return index == 0
      ? "planc: nothing was changed: "
      : "planc: stopped before batch \(index + 1) of \(batches.count): "
  }

  private func grantConditions(_ index: Int) -> [GuardCondition] {
    batches[index].grants == nil ? [] : [.grants]
  }

  /// The names of all schemas are in each of these files, so that with many schemas the files would
  /// grow with the square of their number. Preflight and verification count the tables in any case.
  private static let countedSchemasMax = 100

  private var countsAll: Bool { migration.schemas.count <= Self.countedSchemasMax }

  /// Empty where the tables are not counted: a condition on what was not read would never hold.
  private var countConditions: [GuardCondition] { countsAll ? [countCondition] : [] }

  private var countCondition: GuardCondition {
    let before = migration.schemas.reduce(0) { $0 + $1.tablesBefore }
    return .init(
      holds: "@planc_in_all = \(before)",
      otherwise:
        "the \(migration.schemas.count) schemas of this plan hold ', @planc_in_all, ' tables, planned are \(before); run \(SQLText.inString(migration.fileNames.status)), then bring the plan up to date",
      evidence: [.init(variable: "planc_in_all", good: .int(before), bad: .int(before + 1))])
  }

  private func conditions(_ index: Int) -> [GuardCondition] {
    let files = migration.fileNames
    let name = SQLText.inString(schema.name)
    let there: String
    if let create = schema.create {
      there =
        "\(name) with collation \(create.collation) is not there; run \(SQLText.inString(files.createSchemas))"
    } else {
      there = "schema \(name) is not there; this plan expects it and does not create it"
    }
    let previous = batches[..<index].reduce(0) { $0 + $1.count }
    let session =
      [SessionFacts.condition]
      + GuardCondition.complete("planc_moved", previous, of: "in \(schema.name)")
    let place: [GuardCondition] = [
      .init(
        holds: "@planc_schema = 1", otherwise: there,
        evidence: [.init(variable: "planc_schema", good: .int(1), bad: .int(0))]),
      .init(
        holds: "(@planc_rights = \(4 * (sources.count + 1)) OR @planc_role = 1)",
        otherwise:
          "this account is listed with ', @planc_rights, ' of the \(4 * (sources.count + 1)) rights for the way there and back; run \(SQLText.inString(files.preflight)), it names the missing ones",
        evidence: [
          .init(
            variable: "planc_rights", good: .int(4 * (sources.count + 1)), bad: .int(4),
            orElse: "planc_role")
        ]
      ),
    ]
    return session + place
  }
}
