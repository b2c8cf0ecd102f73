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

  func render() -> [UInt8] {
    var script = Script()
    script.reserve(count * Script.moveLength)
    writeHead(to: &script)
    script.prelude(lockWaitTimeoutSeconds: migration.lockWaitTimeoutSeconds)
    if batches[0].parking == nil { writeText(of: batches[0], 0, to: &script) }
    SessionFacts.write(to: &script, file: file, locking: lock)
    writeState(to: &script)
    views.writeGuard(to: &script)
    for (index, batch) in batches.enumerated() {
      if batch.parking != nil {
        writeParked(batch, index, to: &script)
        continue
      }
      if index > 0 { writeText(of: batch, index, to: &script) }
      write(batch, index, to: &script)
    }
    views.write(to: &script)
    views.writeEnd(to: &script)
    SessionFacts.writeRelease(to: &script)
    writeOutcome(to: &script)
    return script.bytes
  }

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

  private func writeHead(to script: inout Script) {
    let plain = batches.filter { $0.parking == nil }.count
    let parked = batches.count - plain
    var parts: [String] = []
    if plain == 1 { parts.append("one statement (all or none)") }
    if plain > 1 { parts.append("\(plain) statements, each (all or none)") }
    if parked > 0 { parts.append("\(parked) with triggers, each parked on its way") }
    let viewCount = views.views.count
    if viewCount > 0 {
      parts.append("then \(viewCount) \(viewCount == 1 ? "view" : "views") created again")
    }
    script.head(
      of: migration,
      "\(sources.joined(separator: ", ")) -> \(schema.name), \(counted(count, "table")), \(parts.joined(separator: "; "))",
      usage: [
        "Run:   mariadb < \(file)",
        "Undo:  \(migration.fileNames.rollback)     Where are we: \(migration.fileNames.status)",
      ])
  }

  /// What the guards need to know of the whole plan, the same at every stage and in any order.
  private func writeState(to script: inout Script) {
    let name = SQLText.string(schema.name)
    let collation = schema.create.map {
      " AND DEFAULT_COLLATION_NAME = \(SQLText.string($0.collation))"
    }
    AccountRights.write(to: &script)
    SessionFacts.writeRights(to: &script, schemas: sources + [schema.name])
    let parked = batches.filter { $0.parking != nil }
    if !parked.isEmpty {
      let triggers = parked.compactMap(\.parking).flatMap(\.triggers)
      TriggerAuthority.write(
        to: &script, schemas: sources + [schema.name], definers: triggers.map(\.definer))
    }
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
    script.line("SET @planc_moved = 0\(copies > 0 ? ", @planc_grants_made = 0" : "");")
    if copies > 0 { GrantReading.write(to: &script, schemas: sources + [schema.name]) }
    script.line()
  }

  /// The first batch's text stands before everything else: it is what a reviewer looks for.
  private func writeText(of batch: Batch, _ index: Int, to script: inout Script) {
    let several = batches.count > 1
    let which = several ? "Batch \(index + 1) of \(batches.count): w" : "W"
    script.line("-- \(which)hat will run, word for word.")
    RenameText.write(batch, to: &script)
    grants(of: index)?.writeText(to: &script, takingBack: false)
    script.line()
  }

  private func write(_ batch: Batch, _ index: Int, to script: inout Script) {
    let grants = grants(of: index)
    script.line("-- Guard: by name and kind from the very text above, and by count.")
    grants?.writeLook(to: &script, takingBack: false)
    AwaitedNames.write(batch, to: &script)
    let batchGuard = guardOf(batch, index)
    batchGuard.write(to: &script)
    batchGuard.writeTriggers(to: &script)
    grants?.writeFindings(when: Self.isRefused, newNames: true, to: &script)
    script.refuse(
      "@planc_verdict", unless: ["GO", "SKIP"],
      fallback: "\(lead(index))a check could not be made; run \(migration.fileNames.preflight)")
    script.line()
    script.line("-- Move.")
    let preflight = SQLText.inString(migration.fileNames.preflight)
    script.line(
      """
      SELECT CASE @planc_verdict
          WHEN 'GO' THEN 'moving \(counted(batch.count, "table")) in one statement. After an error none of them has moved, but for a lost connection (2013, 2006): the server may still finish, so run \(SQLText.inString(migration.fileNames.status)) then. 1205: another session holds one of them; \(preflight) shows who, then run this file again'
          WHEN 'SKIP' THEN 'nothing to do: \(batch.count) of \(areCounted(batch.count, "table")) there already'
          ELSE 'nothing will be moved' END AS planc;
      """)
    script.run("@planc_rename", when: "@planc_verdict = 'GO'")
    RenamedCount.write(batch, to: &script, variable: "@planc_moved")
    script.line()
    grants?.writeGrants(when: arrived(index), to: &script)
  }

  private static let isRefused = "@planc_verdict NOT IN ('GO', 'SKIP') AND @planc_grants <> 'OK'"

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

  func guardOf(_ batch: Batch, _ index: Int) -> BatchGuard {
    let files = migration.fileNames
    return BatchGuard(
      batch: batch, lead: lead(index), files: migration.fileNames,
      conditions: conditions(index),
      lastConditions: countConditions + [AwaitedNames.condition] + grantConditions(index),
      aboutNames:
        "run \(files.preflight), it names each one, or \(files.status) once tables have moved",
      aboutTriggers:
        "save and drop those in the rows above and run this file again, or compile the plan with a new catalog"
    )
  }

  private func grantConditions(_ index: Int) -> [BatchGuard.Condition] {
    batches[index].grants == nil ? [] : [CopiedGrants.condition]
  }

  /// The names of all schemas are in each of these files, so that with many schemas the files would
  /// grow with the square of their number. Preflight and verification count the tables in any case.
  private static let countedSchemasMax = 100

  /// A run of the whole plan takes the locks of all schemas, so that those of one file's are enough.
  private var lock: OperatorLock {
    countsAll ? OperatorLock(migration) : OperatorLock(schemas: sources + [schema.name])
  }

  private var countsAll: Bool { migration.schemas.count <= Self.countedSchemasMax }

  /// Empty where the tables are not counted: a condition on what was not read would never hold.
  private var countConditions: [BatchGuard.Condition] { countsAll ? [countCondition] : [] }

  private var countCondition: BatchGuard.Condition {
    let before = migration.schemas.reduce(0) { $0 + $1.tablesBefore }
    return .init(
      holds: "@planc_in_all = \(before)",
      otherwise:
        "the \(migration.schemas.count) schemas of this plan hold ', @planc_in_all, ' tables, planned are \(before); run \(SQLText.inString(migration.fileNames.status)), then bring the plan up to date",
      evidence: [.init(variable: "planc_in_all", good: .int(before), bad: .int(before + 1))])
  }

  private func conditions(_ index: Int) -> [BatchGuard.Condition] {
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
      + BatchGuard.Condition.complete("planc_moved", previous, of: "in \(schema.name)")
    let place: [BatchGuard.Condition] = [
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

  private func writeOutcome(to script: inout Script) {
    let column = String(file.dropLast(".sql".count))
    let isDone =
      "@planc_moved = \(count)" + (copies > 0 ? " AND @planc_grants_made = \(copies)" : "")
      + (views.isEmpty ? "" : " AND \(views.isDone)")
    let granted =
      copies > 0
      ? ", ', and ', COALESCE(@planc_grants_made, '?'), ' of \(areCounted(copies, "copy of grants", "copies of grants")) made'"
      : ""
    script.result(
      """
      CONCAT(IF(\(isDone), 'DONE: ', 'NOT DONE: '), COALESCE(@planc_moved, '?'), ' of \(areCounted(count, "table")) in \(SQLText.inString(schema.name))'\(granted)\(views.outcome),
          IF(\(isDone), '', '; run \(SQLText.inString(migration.fileNames.status))'))
      """, in: column)
  }
}

/// How many of a batch's tables have moved, added to a variable.
enum RenamedCount {
  /// A table counts when it is at its target and nothing is left under its name at the source: a
  /// name that was made anew at the source, or taken at the target, is no table that has moved. The
  /// sum is the batch's count only when its guard would answer SKIP. From MariaDB 11.2 on a name may
  /// be listed twice at the source, for its temporary table; the count is never below 0.
  static func write(_ batch: Batch, to script: inout Script, variable: String) {
    let targets = batch.targetSchemas
    let sources = batch.sourceSchemas
    let target = RenameText.asTarget(
      schemas: targets, schemaColumn: "TABLE_SCHEMA", tableColumn: "TABLE_NAME")
    let source = RenameText.asSource(
      schemas: sources, schemaColumn: "TABLE_SCHEMA", tableColumn: "TABLE_NAME")
    script.line(
      """
      SET \(variable) = \(variable) + LEAST((
        SELECT COUNT(*) FROM information_schema.TABLES
         WHERE \(SQLText.isSchema("TABLE_SCHEMA", targets)) AND \(SQLText.isTable)
           AND \(RenameText.holds(target))), GREATEST(0, \(batch.count) - (
        SELECT COUNT(*) FROM information_schema.TABLES
         WHERE \(SQLText.isSchema("TABLE_SCHEMA", sources))
           AND \(RenameText.holds(source)))));
      """)
  }
}
