/// The text of a batch's `RENAME TABLE`, and how a guard finds a name in it.
///
/// The text is held once, in a user variable: it is what runs, what a reviewer reads and diffs, and
/// what the guard counts from, so that there is no second list. A pair stands on a line of its own,
/// between a blank and a line feed:
///
///         -- Group
///       , `core`.`t` TO `target`.`t`
///
/// Inside a quoted name backticks come in pairs, so neither pattern can match within one, and
/// comments hold none.
enum RenameText {
  /// `SET @planc_rename = 'RENAME TABLE … ';`
  static func write(_ batch: Batch, to script: inout Script) {
    script.line("SET @planc_rename = 'RENAME TABLE")
    var writer = MoveWriter(
      .init(between: " TO ", closing: "\n", quote: "`", separator: ".") {
        SQLText.inString(SQLText.name($0))
      })
    for group in batch.groups {
      if let title = group.title {
        script.line("    -- \(SQLText.inString(SQLText.renameComment(title)))")
      }
      writer.write(group.moves, to: &script)
    }
    script.line("';")
  }

  /// An SQL expression for the text of a name as a source: `` ` `a`.`t` TO `` ``.
  static func asSource(schemas: [String], schemaColumn: String, tableColumn: String) -> String {
    concat(" ", schemas, schemaColumn, tableColumn, "` TO `")
  }

  /// An SQL expression for the text of a name as a target, up to the end of its line.
  static func asTarget(schemas: [String], schemaColumn: String, tableColumn: String) -> String {
    concat("` TO ", schemas, schemaColumn, tableColumn, "`\\n")
  }

  /// With one schema its name stands in the pattern; with several it is taken from the row.
  private static func concat(
    _ head: String, _ schemas: [String], _ schemaColumn: String, _ tableColumn: String,
    _ tail: String
  ) -> String {
    let table = "REPLACE(\(tableColumn), '`', '``'), '\(tail)'"
    if schemas.count == 1 {
      return "CONCAT('\(head)\(SQLText.inString(SQLText.name(schemas[0]))).`', \(table))"
    }
    return "CONCAT('\(head)`', REPLACE(\(schemaColumn), '`', '``'), '`.`', \(table))"
  }

  /// A condition that `pattern` stands in the text, byte for byte.
  static func holds(_ pattern: String) -> String {
    "LOCATE(CAST(\(pattern) AS BINARY), CAST(@planc_rename AS BINARY)) > 0"
  }

  /// The same without regard to case. `@planc_lower` holds the lowered text.
  static func holdsInAnyCase(_ pattern: String) -> String {
    "LOCATE(CAST(LOWER(\(pattern)) AS BINARY), CAST(@planc_lower AS BINARY)) > 0"
  }
}
