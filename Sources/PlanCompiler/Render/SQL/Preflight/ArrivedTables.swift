/// The tables that are at their target and not at their source any more, in a user variable.
///
/// Between two move files that is what the plan wants. Without this list every check would report
/// each of these tables, as a name that is taken or a schema that is not empty, with advice that
/// would undo the half that is done.
///
/// Rows of `JSON_TABLE`: `ss` (schema at the source), `ts`, `tt` (schema and table at the target).
enum ArrivedTables {
  static func write(_ migration: Migration, to script: inout Script) {
    let tables = Listing.tables(in: migration)
    script.line(
      """
      -- Tables that have moved already: none before the first move file has run.
      SET @planc_arrived = NULL;
      SET @planc_arrived = (
        SELECT COALESCE(JSON_ARRAYAGG(JSON_ARRAY(p.ss, p.ts, p.tt)), '[]')
          FROM \(MovesList.asTable)
          LEFT JOIN \(tables) AS a ON \(MovesList.isAtSource("a"))
          LEFT JOIN \(tables) AS b ON \(MovesList.isAtTarget("b"))
         WHERE \(condition(source: "a", target: "b")));
      """)
  }

  /// Nothing stands at the source, and a table at the target.
  static func condition(source: String, target: String) -> String {
    "\(source).TABLE_NAME IS NULL AND COALESCE(\(target).TABLE_TYPE, '') IN ('BASE TABLE', 'SYSTEM VERSIONED')"
  }

  /// A row a table, which both families look up by a key.
  static let names = "(SELECT DISTINCT d.ts, d.tt FROM \(asTable))"

  /// A row a schema: `s`, and `n`, how many have come to it (by `ts`) or gone from it (by `ss`).
  static func count(by column: String) -> String {
    "(SELECT d.\(column) AS s, COUNT(*) AS n FROM \(asTable) GROUP BY d.\(column))"
  }

  private static let exactName = "VARCHAR(64) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin"
  static let asTable =
    "JSON_TABLE(@planc_arrived, '$[*]' COLUMNS (ss \(exactName) PATH '$[0]', ts \(exactName) PATH '$[1]', tt \(exactName) PATH '$[2]')) AS d"
}
