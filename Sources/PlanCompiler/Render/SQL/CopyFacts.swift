/// What tells copies of a table apart, and what depends on them: for tables that are at two locations,
/// for tables that were set aside, and for the tables that these can be merged into.
///
/// CREATE_TIME is not asked for: InnoDB takes it from the file, and RENAME changes it.
struct CopyFacts {
  private let parks: Bool

  init(_ migration: Migration) {
    parks = !migration.parkedBatches.isEmpty
  }

  static let count = ["copies"]
  static let columns = [
    "copy_schema", "copy_table", "table_type", "key_columns", "number_column", "insert_columns",
  ]
  static let triggers = ["copy_schema", "copy_table", "trigger_name", "as_in_catalog"]
  static let foreignKeys = [
    "copy_schema", "copy_table", "from_schema", "from_table", "foreign_key", "from_columns",
    "to_columns", "on_delete", "on_update",
  ]

  private static let exactName = "VARCHAR(64) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin"
  private static let asTable =
    "JSON_TABLE(@planc_copies, '$[*]' COLUMNS (s \(exactName) PATH '$[0]', t \(exactName) PATH '$[1]')) AS z"

  /// - Parameter joined: the moves `p`, with the tables `a` at the source, `b` at the target, and `c`, `d`
  ///   under the temporary name.
  func write(joined: String, to script: inout Script) {
    let aliases =
      [("a", "p.ss", "p.st"), ("b", "p.ts", "p.tt")]
      + (parks ? [("c", "k.ss", "k.parked"), ("d", "k.ts", "k.parked")] : [])
    func isThere(_ alias: String) -> String {
      "COALESCE(\(alias).TABLE_TYPE, '') IN ('BASE TABLE', 'SYSTEM VERSIONED')"
    }
    let stems =
      "SELECT REGEXP_REPLACE(z.t, '_[0-9]+$', '') FROM \(AsideList.asTable) UNION SELECT z.t FROM \(AsideList.asTable)"
    let isNeeded =
      "(\(aliases.map { "(\(isThere($0.0)))" }.joined(separator: " + ")) > 1 OR JSON_LENGTH(@planc_aside) > 0 AND (p.st IN (\(stems)) OR p.tt IN (\(stems))))"
    // Rows of the places where a table is, one move a row.
    let places = aliases.map { alias, schema, table in
      "IF(\(isThere(alias)), \(schema), NULL), \(table)"
    }
    let copies = aliases.indices.map { index in
      "SELECT q.s\(index) AS s, q.t\(index) AS t FROM JSON_TABLE(@planc_places, '$[*]' COLUMNS (s\(index) \(Self.exactName) PATH '$[\(2 * index)]', t\(index) \(Self.exactName) PATH '$[\(2 * index + 1)]')) AS q WHERE COALESCE(q.s\(index), '') <> ''"
    }
    script.line(
      """
      -- Copies of a table: at two locations, set aside, and where rows of those set aside can be merged.
      SET @planc_places = NULL, @planc_copies = NULL;
      SET @planc_places = (
        SELECT COALESCE(JSON_ARRAYAGG(JSON_ARRAY(\(places.joined(separator: ", ")))), '[]')
      \(joined)
         WHERE \(isNeeded));
      SET @planc_copies = (
        SELECT COALESCE(JSON_ARRAYAGG(JSON_ARRAY(q.s, q.t)), '[]')
          FROM (\(copies.joined(separator: "\n         UNION "))
         UNION SELECT z.s, z.t FROM \(AsideList.asTable)) AS q);
      SELECT JSON_LENGTH(@planc_copies) AS copies;
      """)
    for query in [columnsQuery, triggersQuery, foreignKeysQuery] {
      script.line(
        """
        SET @planc_sql = 'DO 0';
        SET @planc_sql = IF(JSON_LENGTH(@planc_copies) > 0, \(SQLText.lines(query)), 'DO 0');
        PREPARE planc FROM @planc_sql;
        EXECUTE planc;
        DEALLOCATE PREPARE planc;
        """)
    }
    script.line()
  }

  private func exact(_ column: String) -> String {
    "CAST(\(column) AS CHAR CHARACTER SET utf8mb4) COLLATE utf8mb4_bin"
  }

  private func isCopy(_ schema: String, _ table: String) -> String {
    "\(exact(schema)) = z.s AND \(exact(table)) = z.t"
  }

  private let quoted = "CONCAT('`', REPLACE(c.COLUMN_NAME, '`', '``'), '`')"

  /// Generated columns cannot be inserted.
  private var columnsQuery: String {
    func list(_ condition: String) -> String {
      "COALESCE(GROUP_CONCAT(IF(\(condition), \(quoted), NULL) ORDER BY c.ORDINAL_POSITION SEPARATOR ', '), '')"
    }
    return """
      SELECT z.s AS copy_schema, z.t AS copy_table, LOWER(COALESCE(i.TABLE_TYPE, '')) AS table_type
           , \(list("c.COLUMN_KEY LIKE 'PRI%'")) AS key_columns
           , \(list("c.EXTRA LIKE '%auto_increment%'")) AS number_column
           , \(list("c.EXTRA NOT LIKE '% GENERATED%'")) AS insert_columns
        FROM \(Self.asTable)
        LEFT JOIN information_schema.TABLES AS i ON \(isCopy("i.TABLE_SCHEMA", "i.TABLE_NAME"))
        LEFT JOIN information_schema.COLUMNS AS c ON \(isCopy("c.TABLE_SCHEMA", "c.TABLE_NAME"))
       GROUP BY z.s, z.t, i.TABLE_TYPE
       ORDER BY z.s, z.t
      """
  }

  private var triggersQuery: String {
    let known =
      parks
      ? "IF(EXISTS (SELECT 1 FROM \(ParkedList.asTable("k")) WHERE k.name = \(exact("t.TRIGGER_NAME")) AND (k.ss = z.s AND k.st = z.t AND \(TriggerText.liveFingerprint) IN (k.sha2, k.marked) OR k.ts = z.s AND k.tt = z.t AND \(TriggerText.liveFingerprint) IN (k.sha2, k.marked, k.advised))), 'yes', 'no')"
      : "'no'"
    return """
      SELECT z.s AS copy_schema, z.t AS copy_table, t.TRIGGER_NAME AS trigger_name, \(known) AS as_in_catalog
        FROM \(Self.asTable)
        JOIN information_schema.TRIGGERS AS t ON \(isCopy("t.EVENT_OBJECT_SCHEMA", "t.EVENT_OBJECT_TABLE"))
       ORDER BY z.s, z.t, t.TRIGGER_NAME
      """
  }

  /// Of other tables, not of the table itself.
  private var foreignKeysQuery: String {
    func list(_ column: String) -> String {
      "GROUP_CONCAT(CONCAT('`', REPLACE(c.\(column), '`', '``'), '`') ORDER BY c.ORDINAL_POSITION SEPARATOR ', ')"
    }
    return """
      SELECT z.s AS copy_schema, z.t AS copy_table, c.TABLE_SCHEMA AS from_schema, c.TABLE_NAME AS from_table
           , c.CONSTRAINT_NAME AS foreign_key, \(list("COLUMN_NAME")) AS from_columns, \(list("REFERENCED_COLUMN_NAME")) AS to_columns
           , r.DELETE_RULE AS on_delete, r.UPDATE_RULE AS on_update
        FROM \(Self.asTable)
        JOIN information_schema.KEY_COLUMN_USAGE AS c ON \(isCopy("c.REFERENCED_TABLE_SCHEMA", "c.REFERENCED_TABLE_NAME"))
        JOIN information_schema.REFERENTIAL_CONSTRAINTS AS r ON r.CONSTRAINT_SCHEMA = c.CONSTRAINT_SCHEMA AND r.CONSTRAINT_NAME = c.CONSTRAINT_NAME AND r.TABLE_NAME = c.TABLE_NAME
       WHERE NOT (\(isCopy("c.TABLE_SCHEMA", "c.TABLE_NAME")))
       GROUP BY z.s, z.t, c.TABLE_SCHEMA, c.TABLE_NAME, c.CONSTRAINT_NAME, r.DELETE_RULE, r.UPDATE_RULE
       ORDER BY z.s, z.t, c.TABLE_SCHEMA, c.TABLE_NAME, c.CONSTRAINT_NAME
      """
  }
}
