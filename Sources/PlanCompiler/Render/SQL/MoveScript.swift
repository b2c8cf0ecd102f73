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
  /// What is created again behind the last batch.
  let views: ViewStage

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
    let count = batches.reduce(0) { $0 + $1.count }
    views = .forward(
      migration, target: target, arrived: "@planc_moved = \(count)",
      evidence: [.init(variable: "planc_moved", good: .int(count), bad: .int(0))])
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
    script.append(state)
    script.section(.move)
    for index in plain.indices {
      script.beginBatch()
      let grants = grants(of: index)
      var before = Script()
      if let grants {
        grants.writeText(to: &before, takingBack: false)
        grants.writeLook(to: &before, takingBack: false)
      } else if copies > 0 {
        before.line("SET @planc_grants = 'OK';")
      }
      script.append(before)
      script.section(.moveStatement)
      var findings = Script()
      grants?.writeFindings(when: Self.isRefused, newNames: true, to: &findings)
      script.append(findings)
      script.section(.moveRename)
      var after = Script()
      grants?.writeGrants(when: arrived(index), to: &after)
      script.append(after)
    }
    for (index, batch) in batches.enumerated() where batch.parking != nil {
      var text = Script()
      writeParked(batch, index, to: &text)
      script.beginBatch()
      script.append(text)
    }
    var rest = Script()
    views.write(to: &rest)
    views.writeEnd(to: &rest)
    writeOutcome(to: &rest)
    script.append(rest)
    script.section(.release)
    script.section(.moveResult)
    return script
  }

  private var parked: [Batch] { batches.filter { $0.parking != nil } }
  private var count: Int { batches.reduce(0) { $0 + $1.count } }
  /// How many copies of grants the file makes.
  private var copies: Int { batches.reduce(0) { $0 + ($1.grants?.copies.count ?? 0) } }

  private func grants(of index: Int) -> CopiedGrants? {
    CopiedGrants(batches[index], lead: lead(index), files: migration.fileNames)
  }

  /// The condition that the tables of this batch and of those before are at their target.
  private func arrived(_ index: Int) -> String {
    "@planc_moved = \(batches[...index].reduce(0) { $0 + $1.count })"
  }

  private static let isRefused = "@planc_verdict NOT IN ('GO', 'SKIP') AND @planc_grants <> 'OK'"

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
    script.endHead()
  }

  /// What the guards of triggers, views and grants need to know of the whole plan.
  private func writeState(to script: inout Script) {
    if parked.isEmpty && views.isEmpty && copies == 0 { return }
    AccountRights.write(to: &script)
    if !parked.isEmpty {
      let name = SQLText.string(schema.name)
      let collation = schema.create.map {
        " AND DEFAULT_COLLATION_NAME = \(SQLText.string($0.collation))"
      }
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
    if copies > 0 {
      script.line("SET @planc_grants_made = 0;")
      GrantReading.write(to: &script, schemas: sources + [schema.name])
    }
    views.writeGuard(to: &script)
    if !views.isEmpty { script.line("SET @planc_dependents = @planc_views;") }
  }

  private func writeParked(_ batch: Batch, _ index: Int, to script: inout Script) {
    let move = parkedMove(of: batch, index)
    let name = SQLText.lineComment("\(move.source.schema).\(move.source.table)")
    script.line(
      "-- \(name) and its \(move.count == 1 ? "trigger" : "\(move.count) triggers"). What will run, word for word."
    )
    let grants = grants(of: index)
    grants?.writeText(to: &script, takingBack: false)
    grants?.writeLook(to: &script, takingBack: false)
    AwaitedNames.write(move.target, to: &script)
    move.writeGuard(to: &script) {
      grants?.writeFindings(when: Self.isRefused, newNames: true, to: &$0)
    }
    move.writeWay(to: &script)
    move.writeCount(in: "@planc_moved", to: &script)
    script.line()
    grants?.writeGrants(when: arrived(index), to: &script)
  }

  func parkedMove(of batch: Batch, _ index: Int) -> ParkedMove {
    ParkedMove(
      batch, lead: lead(index), files: migration.fileNames,
      conditions: conditions(index),
      startConditions: countConditions + [AwaitedNames.condition] + grantConditions(index),
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
    batches[index].grants == nil ? [] : [CopiedGrants.condition]
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
    return session + place + views.conditions
  }

  /// What the last row says of triggers, views and grants.
  private func writeOutcome(to script: inout Script) {
    if !parked.isEmpty {
      script.line(
        "SET @planc_all_tables = @planc_all_tables + \(parked.reduce(0) { $0 + $1.count });")
    }
    if copies == 0 && views.isEmpty { return }
    let isDone =
      (copies > 0 ? ["@planc_grants_made = \(copies)"] : [])
      + (views.isEmpty ? [] : [views.isDone])
    let granted =
      copies > 0
      ? ", ', and ', COALESCE(@planc_grants_made, '?'), ' of \(areCounted(copies, "copy of grants", "copies of grants")) made'"
      : ""
    script.line(
      """
      SET @planc_dependents_done = COALESCE(\(isDone.joined(separator: " AND ")), 0);
      SET @planc_dependents_result = CONCAT(''\(granted)\(views.outcome));
      """)
  }
}
