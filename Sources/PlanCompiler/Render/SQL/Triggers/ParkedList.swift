/// The triggers of tables that are parked on their way, as a JSON text in a user variable, one a
/// line, for the files that only read. Empty where the migration parks none.
///
/// Rows of `JSON_TABLE`: `n` (from 1), `ss`, `st`, `ts`, `tt` (the table's move), `parked` (its name on the way),
/// `name` (the trigger's), `sha2` (its fingerprint), `marked` (before its text is restored), `advised` (as planc
/// advises to change it at the target; else as `sha2`).
struct ParkedList {
  let batches: [Batch]

  init(_ migration: Migration) { batches = migration.parkedBatches }

  var isEmpty: Bool { batches.isEmpty }
  var triggers: [Catalog.Trigger] { batches.compactMap(\.parking).flatMap(\.triggers) }

  func write(to script: inout Script) {
    if isEmpty { return }
    script.line("SET @planc_triggers = '[")
    var lead = "    "
    for batch in batches {
      guard let parking = batch.parking else { continue }
      let move = batch.moves[0]
      let names = [
        move.source.schema, move.source.table, move.target.schema, move.target.table, parking.name,
      ]
      for (index, trigger) in parking.triggers.enumerated() {
        let row =
          names + [
            trigger.name, TriggerText.fingerprint(trigger),
            TriggerText.fingerprint(trigger, TriggerText.mark),
            TriggerText.fingerprint(parking.advised[index] ?? trigger),
          ]
        script.line(
          "\(lead)[\(row.map { SQLText.inString(SQLText.json($0)) }.joined(separator: ", "))]")
        lead = "  , "
      }
    }
    script.line("]';")
  }

  private static let exactName = "VARCHAR(64) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin"

  /// A row a trigger.
  static func asTable(_ alias: String) -> String {
    let names = ["ss", "st", "ts", "tt", "parked", "name", "sha2", "marked", "advised"].enumerated()
    let columns = names.map { "\($1) \(exactName) PATH '$[\($0)]'" }.joined(separator: ", ")
    return
      "JSON_TABLE(@planc_triggers, '$[*]' COLUMNS (n FOR ORDINALITY, \(columns))) AS \(alias)"
  }

  /// A row a table: `ss`, `st`, `ts`, `tt`, `parked`.
  static let tables = "(SELECT DISTINCT t.ss, t.st, t.ts, t.tt, t.parked FROM \(asTable("t")))"

  /// The server's triggers in the plan's schemas, with `sha2`.
  static func live(in migration: Migration) -> String {
    Listing.of(
      "TRIGGERS", names: ["TRIGGER_SCHEMA", "TRIGGER_NAME", "EVENT_OBJECT_TABLE"],
      others: [
        Listing.lowered("TRIGGER_NAME"), "\(TriggerText.liveFingerprint) AS sha2",
      ], in: migration)
  }
}

extension PreflightCheck {
  /// Everything that could stop a table with triggers after it was parked is found before.
  static func triggerChecks(_ migration: Migration) -> [PreflightCheck] {
    if migration.parkedBatches.isEmpty { return [] }
    let live = ParkedList.live(in: migration)
    let notArrived =
      "NOT EXISTS (SELECT 1 FROM \(ArrivedTables.names) AS d WHERE d.ts = k.ts AND d.tt = k.tt)"
    let lowered = Listing.tables(in: migration, others: [Listing.lowered("TABLE_NAME")])
    return [
      PreflightCheck(
        title: "Every trigger of a table that moves is as in the catalog.",
        sql: gather(
          level: "'stop'",
          finding:
            "IF(t.TRIGGER_NAME IS NULL, 'trigger is not there', 'trigger differs from the catalog')",
          object: "CONCAT(k.ss, '.', k.name)",
          advice: "'take the catalog anew and compile the plan again'",
          from: """
            FROM \(ParkedList.asTable("k"))
                LEFT JOIN \(live) AS t ON t.TRIGGER_SCHEMA = k.ss AND t.TRIGGER_NAME = k.name
               WHERE COALESCE(t.sha2, '') <> k.sha2 AND \(notArrived)
            """)),
      PreflightCheck(
        title: "The names of these triggers are free in the target.",
        sql: gather(
          level: "'stop'", finding: "CONCAT('trigger name is taken, on ', t.EVENT_OBJECT_TABLE)",
          object: "CONCAT(k.ts, '.', k.name)",
          advice:
            "CONCAT('save its text, then drop it: SHOW CREATE TRIGGER `', REPLACE(t.TRIGGER_SCHEMA, '`', '``'), '`.`', REPLACE(t.TRIGGER_NAME, '`', '``'), '`; DROP TRIGGER `', REPLACE(t.TRIGGER_SCHEMA, '`', '``'), '`.`', REPLACE(t.TRIGGER_NAME, '`', '``'), '`; create it again under another name')",
          from: """
            FROM \(ParkedList.asTable("k"))
                LEFT JOIN \(live) AS t ON t.TRIGGER_SCHEMA = k.ts AND t.lowered = LOWER(k.name)
               WHERE \(Listing.isThere("t.TRIGGER_NAME")) AND \(notArrived)
            """)),
      PreflightCheck(
        title: "The names under which tables are parked are free.",
        sql: gather(
          level: "'stop'", finding: "'a name of the way is taken'",
          object: "CONCAT(i.TABLE_SCHEMA, '.', i.TABLE_NAME)",
          advice:
            "CONCAT('a table of ours that is on its way: run \(SQLText.inString(migration.fileNames.status))')",
          from: """
            FROM (SELECT ss AS s, parked FROM \(ParkedList.tables) AS a UNION SELECT ts, parked FROM \(ParkedList.tables) AS b) AS k
                LEFT JOIN \(lowered) AS i ON i.TABLE_SCHEMA = k.s AND i.lowered = LOWER(k.parked)
               WHERE \(Listing.isThere("i.TABLE_NAME"))
            """)),
      PreflightCheck(
        title: "This account may drop and create these triggers.",
        sql: gather(
          level: "'stop'", finding: "COALESCE(@planc_authority, 'cannot be found out')",
          object: "@planc_me", advice: "'else a table would stay parked'",
          from: "FROM (SELECT 1 AS one) AS o WHERE COALESCE(@planc_authority, '?') <> 'OK'")),
    ]
  }

  /// No other triggers are on the tables that move. Those of the catalog have checks of their own.
  static func strangeTriggers(_ migration: Migration) -> PreflightCheck {
    let carries = !migration.parkedBatches.isEmpty
    let known =
      carries
      ? "\n                 AND NOT EXISTS (SELECT 1 FROM \(ParkedList.asTable("k")) WHERE k.ss = p.ss AND k.st = p.st AND k.name = t.TRIGGER_NAME)"
      : ""
    let live = Listing.of(
      "TRIGGERS", names: ["EVENT_OBJECT_SCHEMA", "EVENT_OBJECT_TABLE"],
      others: ["TRIGGER_SCHEMA", "TRIGGER_NAME"], in: migration)
    return PreflightCheck(
      title: carries
        ? "No table that moves has a trigger that the catalog does not know."
        : "No table that moves has a trigger.",
      sql: gather(
        level: "'stop'", finding: "CONCAT('trigger on ', p.ss, '.', p.st)",
        object: "CONCAT(t.TRIGGER_SCHEMA, '.', t.TRIGGER_NAME)",
        advice: carries
          ? "'take the catalog anew and compile the plan again'"
          : "'RENAME TABLE cannot carry it to another schema (error 1435): drop it before, create it again after'",
        from: """
          FROM \(MovesList.asTable)
              LEFT JOIN \(live) AS t ON t.EVENT_OBJECT_SCHEMA = p.ss AND t.EVENT_OBJECT_TABLE = p.st
             WHERE \(Listing.isThere("t.TRIGGER_NAME"))\(known)
          """))
  }
}
