/// The guard of one batch in one direction: counts taken from the server, and a verdict on them.
///
/// GO only on positive evidence that every table is at its source and every target's name is free;
/// SKIP only when every table is at its target and no name is left at the source; else a sentence
/// that says what was found and which file to run. A count that could not be taken is NULL, and
/// NULL is a refusal.
///
/// Both directions use this one guard: the rollback guards the inverse of the batch.
struct BatchGuard {
  /// A further condition of GO: when it does not hold, its sentence is the verdict.
  struct Condition {
    /// SQL that is 1 when the condition holds.
    var holds: String
    /// The sentence after the lead, inside the quotes of an SQL string; `', @count, '` leaves them.
    var otherwise: String
    /// The variables that it reads.
    var evidence: [GuardProof.Evidence]

    /// All tables of the batches before are where they belong; nothing for the first batch.
    ///
    /// A client that carries on after errors comes to the next batch although the one before has
    /// stopped; it must not change more than a client that stops there.
    static func complete(_ variable: String, _ previous: Int, of place: String) -> [Condition] {
      if previous == 0 { return [] }
      return [
        Condition(
          holds: "@\(variable) = \(previous)",
          otherwise:
            "only ', @\(variable), ' of the \(areCounted(previous, "table before", "tables before")) \(SQLText.inString(place)); the error above says why",
          evidence: [.init(variable: variable, good: .int(previous), bad: .int(0))])
      ]
    }
  }

  var batch: Batch
  /// What every refusal starts with: `planc: nothing was changed: `.
  var lead: String
  var files: FileNames
  /// In the order in which an operator should hear of them.
  var conditions: [Condition]
  /// What is said last: a name out of place changes the counts too, and is the better thing to say.
  var lastConditions: [Condition] = []
  /// How an operator learns which names are out of place, after their numbers.
  var aboutNames: String
  /// How an operator learns which triggers bar the way, after the lead and their number.
  var aboutTriggers: String

  var evidence: [GuardProof.Evidence] {
    (conditions + lastConditions).flatMap(\.evidence)
  }

  private var sources: [String] { batch.sourceSchemas }
  private var targets: [String] { batch.targetSchemas }

  /// The batch's text and its guard, as a script holds them.
  var text: String {
    var script = Script()
    RenameText.write(batch, to: &script)
    write(to: &script)
    return String(decoding: script.bytes, as: UTF8.self)
  }

  func write(to script: inout Script) {
    writeCounts(to: &script)
    writeVerdict(to: &script)
  }

  private func writeCounts(to script: inout Script) {
    let source = RenameText.asSource(
      schemas: sources, schemaColumn: "TABLE_SCHEMA", tableColumn: "TABLE_NAME")
    let target = RenameText.asTarget(
      schemas: targets, schemaColumn: "TABLE_SCHEMA", tableColumn: "TABLE_NAME")
    let trigger = RenameText.asSource(
      schemas: sources, schemaColumn: "EVENT_OBJECT_SCHEMA", tableColumn: "EVENT_OBJECT_TABLE")
    let atSource = SQLText.isSchema("TABLE_SCHEMA", sources)
    let atTarget = SQLText.isSchema("TABLE_SCHEMA", targets)
    script.line(
      """
      SET @planc_lower = LOWER(@planc_rename);
      SET @planc_at_source = NULL, @planc_left = NULL, @planc_at_target = NULL, @planc_taken = NULL, @planc_triggers = NULL;
      SET @planc_at_source = (                                 -- tables at their source
        SELECT COUNT(*) FROM information_schema.TABLES
         WHERE \(atSource) AND \(SQLText.isTable)
           AND \(RenameText.holds(source)));
      SET @planc_left = (                                      -- anything under a name at the source
        SELECT COUNT(*) FROM information_schema.TABLES
         WHERE \(atSource)
           AND \(RenameText.holds(source)));
      SET @planc_at_target = (                                 -- tables at their target
        SELECT COUNT(*) FROM information_schema.TABLES
         WHERE \(atTarget) AND \(SQLText.isTable)
           AND \(RenameText.holds(target)));
      SET @planc_taken = (                                     -- anything under a name at the target, in any case
        SELECT COUNT(*) FROM information_schema.TABLES
         WHERE \(atTarget)
           AND \(RenameText.holdsInAnyCase(target)));
      SET @planc_triggers = (                                  -- a table with a trigger cannot change its schema (error 1435)
        SELECT COUNT(*) FROM information_schema.TRIGGERS
         WHERE \(SQLText.isSchema("EVENT_OBJECT_SCHEMA", sources))
           AND \(RenameText.holds(trigger)));
      """)
  }

  /// A row for each trigger that stops the batch, with the SQL that removes it, before the refusal:
  /// a client that stops at errors prints it too.
  func writeTriggers(to script: inout Script) {
    let trigger = RenameText.asSource(
      schemas: sources, schemaColumn: "EVENT_OBJECT_SCHEMA", tableColumn: "EVENT_OBJECT_TABLE")
    let name =
      "'`', REPLACE(TRIGGER_SCHEMA, '`', '``'), '`.`', REPLACE(TRIGGER_NAME, '`', '``'), '`'"
    script.line(
      """
      SELECT CONCAT(TRIGGER_SCHEMA, '.', TRIGGER_NAME) AS trigger_found, CONCAT(EVENT_OBJECT_SCHEMA, '.', EVENT_OBJECT_TABLE) AS on_table
           , CONCAT('save its text: SHOW CREATE TRIGGER ', \(name), '; then: DROP TRIGGER ', \(name)) AS what_to_do
        FROM information_schema.TRIGGERS
       WHERE @planc_verdict NOT IN ('GO', 'SKIP')
         AND \(SQLText.isSchema("EVENT_OBJECT_SCHEMA", sources)) AND \(RenameText.holds(trigger))
       ORDER BY TRIGGER_SCHEMA, TRIGGER_NAME;
      """)
  }

  private func writeVerdict(to script: inout Script) {
    let count = batch.count
    let lead = SQLText.inString(lead)
    let go =
      ["@planc_at_source = \(count)", "@planc_taken = 0", "@planc_triggers = 0"]
      + (conditions + lastConditions).map(\.holds)
    script.line(
      """
      SET @planc_verdict = NULL;
      SET @planc_verdict = CASE
        WHEN @planc_at_target = \(count) AND @planc_left = 0 THEN 'SKIP'
        WHEN \(go.joined(separator: "\n     AND ")) THEN 'GO'
      """)
    for condition in conditions {
      script.line(
        "  WHEN NOT (\(condition.holds)) THEN CONCAT('\(lead)\(condition.otherwise)')")
    }
    let names =
      "CONCAT('\(lead)tables in \(list(sources)): ', @planc_at_source, ' of \(count); names taken in \(list(targets)): ', @planc_taken, '; \(SQLText.inString(aboutNames))')"
    script.line(
      "  WHEN @planc_triggers > 0 THEN CONCAT('\(lead)triggers on these tables: ', @planc_triggers, ', and RENAME TABLE cannot carry one to another schema; \(SQLText.inString(aboutTriggers))')"
    )
    if lastConditions.isEmpty {
      script.line("  ELSE \(names)")
    } else {
      script.line("  WHEN NOT (@planc_at_source = \(count) AND @planc_taken = 0) THEN \(names)")
    }
    for condition in lastConditions {
      script.line(
        "  WHEN NOT (\(condition.holds)) THEN CONCAT('\(lead)\(condition.otherwise)')")
    }
    script.line("END;")
  }

  private func list(_ schemas: [String]) -> String {
    SQLText.inString(schemas.joined(separator: ", "))
  }
}
