/// The moves as a JSON text in a user variable, one a line, for the files that only read.
///
/// Rows of `JSON_TABLE`: `n` (from 1), `ss`, `st` (schema and table at the source), `ts`, `tt` (at
/// the target).
struct MovesList {
  private var text: [UInt8]
  let count: Int

  init(_ migration: Migration) {
    var script = Script()
    script.line("SET @planc_moves = '[")
    var lead = Array("    [".utf8)
    let next = Array("  , [".utf8)
    let comma = Array(", ".utf8)
    let end = Array("]\n".utf8)
    // One for each side: each keeps the text of its schema.
    var sources = NameWriter(quote: "\"", separator: ", ") { SQLText.inString(SQLText.json($0)) }
    var targets = sources
    var count = 0
    for step in migration.steps {
      guard case .move(let batch) = step.forward else { continue }
      for group in batch.groups {
        for move in group.moves {
          script.write(lead)
          sources.write(move.source, to: &script)
          script.write(comma)
          targets.write(move.target, to: &script)
          script.write(end)
          lead = next
          count += 1
        }
      }
    }
    script.line("]';")
    text = script.bytes
    self.count = count
  }

  func write(to script: inout Script) { script.write(text) }

  /// Without a character set of their own the columns take the default schema's on MariaDB, and a
  /// name outside latin1 is lost on a server that defaults to it.
  static let asTable = asTable("@planc_moves")

  private static func asTable(_ list: String) -> String {
    "JSON_TABLE(\(list), '$[*]' COLUMNS (n FOR ORDINALITY, ss VARCHAR(64) CHARACTER SET utf8mb4 PATH '$[0]', st VARCHAR(64) CHARACTER SET utf8mb4 PATH '$[1]', ts VARCHAR(64) CHARACTER SET utf8mb4 PATH '$[2]', tt VARCHAR(64) CHARACTER SET utf8mb4 PATH '$[3]')) AS p"
  }

  static func isAtSource(_ table: String) -> String { same(table, "ss", "st") }
  static func isAtTarget(_ table: String) -> String { same(table, "ts", "tt") }

  private static func same(_ table: String, _ schema: String, _ name: String) -> String {
    "CAST(\(table).TABLE_SCHEMA AS BINARY) = CAST(p.\(schema) AS BINARY)"
      + " AND CAST(\(table).TABLE_NAME AS BINARY) = CAST(p.\(name) AS BINARY)"
  }

  enum Place { case source, target }

  /// Selects `place`, `has rows` or `empty`, for every move whose number passes `only`, and adds
  /// the number of places that could be read to `@planc_read`.
  ///
  /// The statement is built from the list by the server, 500 tables at a time, and runs only when
  /// `condition` holds: it would fail on a table that is not there. It leaves its rows in a
  /// variable first, so that a place that could not be read is missed.
  func writeRows(
    to script: inout Script, when condition: String, places: [Place],
    list: String = "@planc_moves"
  ) {
    let limit = 500
    script.line("SET @planc_read = 0;")
    for first in stride(from: 1, through: max(count, 1), by: limit) {
      let range =
        count <= limit ? "TRUE" : "n BETWEEN \(first) AND \(first + limit - 1)"
      let parts = places.map { place in
        let (schema, table) = place == .source ? ("ss", "st") : ("ts", "tt")
        return """
          SELECT CONCAT('SELECT ', QUOTE(CONCAT(\(schema), '.', \(table))), ' AS place, IF(EXISTS (SELECT 1 FROM `', REPLACE(\(schema), '`', '``'), '`.`', REPLACE(\(table), '`', '``'), '`), ''has rows'', ''empty'') AS holds, ', n, ' AS n') AS one, n
                    FROM \(Self.asTable(list)) WHERE \(range)
          """
      }
      script.line(
        """
        SET @planc_sql = 'DO 0', @planc_rows = NULL;
        SET @planc_sql = (
          SELECT COALESCE(CONCAT('SET @planc_rows = (SELECT JSON_ARRAYAGG(JSON_ARRAY(n, place, holds)) FROM (', GROUP_CONCAT(one ORDER BY n SEPARATOR ' UNION ALL '), ') AS q)'), 'DO 0')
            FROM (\(parts.joined(separator: "\n            UNION ALL "))) AS q
           WHERE \(condition));
        PREPARE planc FROM @planc_sql;
        EXECUTE planc;
        DEALLOCATE PREPARE planc;
        SET @planc_read = @planc_read + COALESCE(JSON_LENGTH(@planc_rows), 0);
        SELECT r.place, r.holds
          FROM JSON_TABLE(@planc_rows, '$[*]' COLUMNS (n INT PATH '$[0]', place VARCHAR(200) CHARACTER SET utf8mb4 PATH '$[1]', holds VARCHAR(8) CHARACTER SET utf8mb4 PATH '$[2]')) AS r
         ORDER BY r.n, r.place;
        """)
    }
    script.line()
  }
}

/// Files that only read gather rows in variables, from which the last word is taken.
enum GatheredRows {
  /// The limit of GROUP_CONCAT, on MariaDB of JSON_ARRAYAGG too: beyond it a list is cut, and a cut
  /// JSON text is NULL when it is read.
  static let setting =
    "SET SESSION group_concat_max_len = 16777216;             -- rows are gathered in variables"
}

/// The plan's schemas as JSON: rows `s`, `before_move`, `after_move`, and `collation_name` of a
/// schema that the plan creates, else NULL.
enum SchemaCounts {
  static func write(_ schemas: [MigratedSchema], to script: inout Script) {
    script.line("SET @planc_counts = '[")
    for (index, schema) in schemas.enumerated() {
      let name = SQLText.inString(SQLText.json(schema.name))
      let collation = schema.create.map { "\"\($0.collation)\"" } ?? "null"
      script.line(
        "\(index == 0 ? "    " : "  , ")[\(name), \(schema.tablesBefore), \(schema.tablesAfter), \(collation)]"
      )
    }
    script.line("]';")
  }

  static let asTable =
    "JSON_TABLE(@planc_counts, '$[*]' COLUMNS (s VARCHAR(64) CHARACTER SET utf8mb4 PATH '$[0]', before_move INT PATH '$[1]', after_move INT PATH '$[2]', collation_name VARCHAR(64) CHARACTER SET utf8mb4 PATH '$[3]')) AS c"

  static func isTableIn(_ table: String) -> String {
    "CAST(\(table).TABLE_SCHEMA AS BINARY) = CAST(c.s AS BINARY) AND \(table).\(SQLText.isTable)"
  }
}
