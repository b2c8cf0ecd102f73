/// The moves as a JSON text in a user variable, one a line, for the files that only read.
///
/// Rows of `JSON_TABLE`: `n` (from 1), `ss`, `st` (schema and table at the source), `ts`, `tt` (at
/// the target).
struct MovesList {
  private var text: [UInt8]
  let count: Int
  /// What names hold of ASCII but letters, digits and `_`.
  let signs: Set<UInt8>

  init(_ migration: Migration) {
    var script = Script()
    script.line("SET @planc_moves = '[")
    var signs: Set<UInt8> = []
    var writer = MoveWriter(
      .init(opening: "[", between: ", ", closing: "]\n", quote: "\"", separator: ", ") { name in
        // Schemas come here, and of tables those with such a name.
        signs.formUnion(name.utf8.filter { !isPlainNameByte($0) })
        return SQLText.inString(SQLText.json(name))
      })
    var count = 0
    script.reserve(migration.moveCount * Script.moveLength)
    for step in migration.steps {
      guard case .move(let batch) = step.forward else { continue }
      for group in batch.groups {
        writer.write(group.moves, to: &script)
        count += group.moves.count
      }
    }
    script.line("]';")
    text = script.bytes
    self.count = count
    self.signs = signs
  }

  func write(to script: inout Script) {
    // And for what comes behind the list: less than 3 bytes a move.
    script.reserve(text.count + 4 * count + 65536)
    script.write(text)
  }

  /// Without a character set of their own the columns take the default schema's on MariaDB, and a
  /// name outside latin1 is lost on a server that defaults to it. With this collation `=` is exact.
  static let asTable = asTable("@planc_moves")

  static func asTable(_ variable: String) -> String {
    "JSON_TABLE(\(variable), '$[*]' COLUMNS (n FOR ORDINALITY, ss \(exactName) PATH '$[0]', st \(exactName) PATH '$[1]', ts \(exactName) PATH '$[2]', tt \(exactName) PATH '$[3]')) AS p"
  }

  private static let exactName = "VARCHAR(64) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin"

  /// A row a source (`ss`, `st`) or a target (`ts`, `tt`), which both families look up by a key.
  static let sources = "(SELECT DISTINCT p.ss, p.st FROM \(asTable))"
  static let targets = "(SELECT DISTINCT p.ts, p.tt FROM \(asTable))"

  /// Conditions on a row of `Listing.tables`.
  static func isAtSource(_ table: String) -> String {
    "\(table).TABLE_SCHEMA = p.ss AND \(table).TABLE_NAME = p.st"
  }
  static func isAtTarget(_ table: String) -> String {
    "\(table).TABLE_SCHEMA = p.ts AND \(table).TABLE_NAME = p.tt"
  }

  enum Place { case source, target }

  /// What is asked about the rows of a table.
  enum Holding {
    /// `has rows` or `empty`.
    case anyRows
    /// `empty`, `1 row`, `3 rows`, or `more than 100000 rows`: counting ends there.
    case count

    /// SQL before and after the name of the table, within a string.
    fileprivate var start: String {
      switch self {
      case .anyRows: "IF(EXISTS (SELECT 1 FROM "
      case .count:
        "(SELECT CASE COUNT(*) WHEN 0 THEN ''empty'' WHEN 1 THEN ''1 row'' WHEN \(MovesList.countLimit + 1) THEN ''more than \(MovesList.countLimit) rows'' ELSE CONCAT(COUNT(*), '' rows'') END FROM (SELECT 1 FROM "
      }
    }
    fileprivate var width: Int {
      switch self {
      case .anyRows: 8
      case .count: 30
      }
    }
    fileprivate var end: String {
      switch self {
      case .anyRows: "), ''has rows'', ''empty'')"
      case .count: " LIMIT \(MovesList.countLimit + 1)) AS q)"
      }
    }
  }

  /// The most rows of one table that are counted.
  static let countLimit = 100_000

  /// How many tables one statement of `writeRows` looks into.
  static let rowsLimit = 500

  /// Selects `place` and what it `holds` for every move in `list`, and adds the number of places
  /// that could be read to `@planc_read`. A place of `list` that is NULL is left out.
  ///
  /// The statement is built from the list by the server, 500 tables at a time, and runs only when
  /// `condition` holds: it would fail on a table that is not there. It leaves its rows in a
  /// variable first, so that a place that could not be read is missed.
  func writeRows(
    to script: inout Script, when condition: String, places: [Place],
    of list: String = "@planc_moves", holding: Holding = .anyRows
  ) {
    let limit = Self.rowsLimit
    script.line("SET @planc_read = 0;")
    for first in stride(from: 1, through: max(count, 1), by: limit) {
      let range =
        count <= limit ? "" : " WHERE p.n BETWEEN \(first) AND \(first + limit - 1)"
      let parts = places.map { place in
        let (schema, table) = place == .source ? ("ss", "st") : ("ts", "tt")
        return """
          SELECT CONCAT('SELECT ', QUOTE(CONCAT(\(schema), '.', \(table))), ' AS place, \(holding.start)`', REPLACE(\(schema), '`', '``'), '`.`', REPLACE(\(table), '`', '``'), '`\(holding.end) AS holds, ', p.n, ' AS n') AS one, p.n
                    FROM \(Self.asTable(list))\(range)
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
          FROM JSON_TABLE(@planc_rows, '$[*]' COLUMNS (n INT PATH '$[0]', place VARCHAR(200) CHARACTER SET utf8mb4 PATH '$[1]', holds VARCHAR(\(holding.width)) CHARACTER SET utf8mb4 PATH '$[2]')) AS r
         ORDER BY r.n, r.place;
        """)
    }
    script.line()
  }
}

/// What information_schema lists in the plan's schemas, as a derived table whose names compare
/// exactly.
///
/// `DISTINCT` keeps it from being merged into the query around it: both families then look names
/// up in it by a key of their own, where a join with the view itself compares each move with each
/// table: for 10,000 moves minutes instead of a second.
///
/// MariaDB makes that key for the inner side of a LEFT JOIN only. So it is joined by LEFT JOIN
/// throughout, and rows without a partner are dropped by a condition that does not turn the join
/// into an inner one, as `IS NOT NULL` and `=` would.
enum Listing {
  /// - Parameters:
  ///   - names: the columns that hold names; the first is the schema's.
  ///   - others: further columns.
  static func of(
    _ view: String, names: [String], others: [String] = [], in migration: Migration
  ) -> String {
    let exact = names.map(exact)
    let schemas = migration.schemas.map { SQLText.string($0.name) }
    return
      "(SELECT DISTINCT \((exact + others).joined(separator: ", ")) FROM information_schema.\(view) WHERE CAST(\(names[0]) AS BINARY) IN (\(schemas.joined(separator: ", "))))"
  }

  /// The condition that a LEFT JOIN has found a partner, which has this column.
  static func isThere(_ column: String) -> String { "COALESCE(\(column), '') <> ''" }

  /// A column whose text compares exactly.
  static func exact(_ column: String) -> String {
    "CAST(\(column) AS CHAR CHARACTER SET utf8mb4) COLLATE utf8mb4_bin AS \(column)"
  }

  /// A further column, `lowered`: a name in lower case, to be compared with LOWER of another.
  static func lowered(_ name: String) -> String {
    "LOWER(CAST(\(name) AS CHAR CHARACTER SET utf8mb4)) COLLATE utf8mb4_bin AS lowered"
  }

  static func tables(in migration: Migration, others: [String] = []) -> String {
    of(
      "TABLES", names: ["TABLE_SCHEMA", "TABLE_NAME"], others: ["TABLE_TYPE"] + others,
      in: migration)
  }
}

/// The plan's schemas as JSON: rows `s`, `before_move`, `after_move`, and `collation_name` of a
/// schema that the plan creates, else NULL.
enum SchemaCounts {
  /// - Parameter budgets: whether the file reads `asTableWithBudgets`.
  static func write(
    _ schemas: [MigratedSchema], budgets: Bool = false, to script: inout Script
  ) {
    script.line("SET @planc_counts = '[")
    for (index, schema) in schemas.enumerated() {
      let name = SQLText.inString(SQLText.json(schema.name))
      let collation = schema.create.map { "\"\($0.collation)\"" } ?? "null"
      let budget = budgets ? ", \(schema.budget.map(String.init) ?? "null")" : ""
      script.line(
        "\(index == 0 ? "    " : "  , ")[\(name), \(schema.tablesBefore), \(schema.tablesAfter), \(collation)\(budget)]"
      )
    }
    script.line("]';")
  }

  private static let columns =
    "s VARCHAR(64) CHARACTER SET utf8mb4 PATH '$[0]', before_move INT PATH '$[1]', after_move INT PATH '$[2]', collation_name VARCHAR(64) CHARACTER SET utf8mb4 PATH '$[3]'"

  static let asTable = "JSON_TABLE(@planc_counts, '$[*]' COLUMNS (\(columns))) AS c"

  /// The same, and `n` (from 1) and `budget`, NULL where the plan gives none.
  static let asTableWithBudgets =
    "JSON_TABLE(@planc_counts, '$[*]' COLUMNS (n FOR ORDINALITY, \(columns), budget INT PATH '$[4]')) AS c"

  static func isTableIn(_ table: String) -> String {
    "CAST(\(table).TABLE_SCHEMA AS BINARY) = CAST(c.s AS BINARY) AND \(table).\(SQLText.isTable)"
  }
}
