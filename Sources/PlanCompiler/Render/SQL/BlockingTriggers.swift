/// Triggers that nobody planned, on tables that a file would still move: `RENAME TABLE` carries none to
/// another schema (1435), so the move files stop at one at the source, the rollback at one at the target.
struct BlockingTriggers {
  private let migration: Migration

  init(_ migration: Migration) { self.migration = migration }

  /// The columns of the rows that say so.
  static let columns = ["stops", "trigger_name", "on_table"]

  /// `@planc_stops_move`, `@planc_stops_rollback`: the triggers, for people, or NULL; `@planc_ways`: what
  /// can be run while tables are at both ends. They need what `MovesList` and `ParkedList` write.
  func write(to script: inout Script) {
    script.line("-- Triggers at which the move files or the rollback stop.")
    script.line("SET @planc_stops_move = NULL, @planc_stops_rollback = NULL;")
    for (variable, word) in [("move", "move files"), ("rollback", "rollback")] {
      script.line(
        """
        SET @planc_stops_\(variable) = (SELECT GROUP_CONCAT(CONCAT(t.trigger_name, ' on ', t.on_table) ORDER BY t.trigger_name SEPARATOR ', ') FROM (\(rows)) AS t WHERE t.stops = '\(word)');
        """)
    }
    let rollback = SQLText.inString(migration.fileNames.rollback)
    script.line(
      """
      SET @planc_ways = CASE
        WHEN @planc_stops_move IS NULL AND @planc_stops_rollback IS NULL THEN '; run the move files to finish, or \(rollback) to undo'
        WHEN @planc_stops_rollback IS NULL THEN CONCAT('; blocked: trigger ', @planc_stops_move, '; the move files stop there; rollback: open; run \(rollback) to undo')
        WHEN @planc_stops_move IS NULL THEN CONCAT('; rollback is blocked: trigger ', @planc_stops_rollback, '; run the move files to finish')
        ELSE CONCAT('; blocked: trigger ', @planc_stops_move, ', ', @planc_stops_rollback, '; the move files and the rollback stop there') END;

      """)
  }

  /// A row for each.
  func writeRows(to script: inout Script) {
    script.line("\(rows)\n ORDER BY 1, 2;")
    script.line()
  }

  private var rows: String {
    [("move files", "ss", "st"), ("rollback", "ts", "tt")].map { word, schema, table in
      let known =
        migration.parkedBatches.isEmpty
        ? ""
        : " AND NOT EXISTS (SELECT 1 FROM \(ParkedList.asTable("k")) WHERE k.\(schema) = p.\(schema) AND k.\(table) = p.\(table) AND k.name = t.TRIGGER_NAME)"
      return """
        SELECT '\(word)' AS stops, CONCAT(t.TRIGGER_SCHEMA, '.', t.TRIGGER_NAME) AS trigger_name, CONCAT(p.\(schema), '.', p.\(table)) AS on_table
          FROM \(MovesList.asTable) LEFT JOIN \(live) AS t ON t.EVENT_OBJECT_SCHEMA = p.\(schema) AND t.EVENT_OBJECT_TABLE = p.\(table)
         WHERE \(Listing.isThere("t.TRIGGER_NAME"))\(known)
        """
    }.joined(separator: "\n UNION ALL ")
  }

  private var live: String {
    Listing.of(
      "TRIGGERS", names: ["EVENT_OBJECT_SCHEMA", "EVENT_OBJECT_TABLE"],
      others: ["TRIGGER_SCHEMA", "TRIGGER_NAME"], in: migration)
  }
}
