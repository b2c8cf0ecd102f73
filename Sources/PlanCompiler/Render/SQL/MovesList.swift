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
    var writer = MoveWriter(
      .init(opening: "[", between: ", ", closing: "]\n", quote: "\"", separator: ", ") { name in
        SQLText.inString(SQLText.json(name))
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

  private static let columns =
    "s VARCHAR(64) CHARACTER SET utf8mb4 PATH '$[0]', before_move INT PATH '$[1]', after_move INT PATH '$[2]', collation_name VARCHAR(64) CHARACTER SET utf8mb4 PATH '$[3]'"

  static let asTable = "JSON_TABLE(@planc_counts, '$[*]' COLUMNS (\(columns))) AS c"

  static func isTableIn(_ table: String) -> String {
    "CAST(\(table).TABLE_SCHEMA AS BINARY) = CAST(c.s AS BINARY) AND \(table).\(SQLText.isTable)"
  }
}
