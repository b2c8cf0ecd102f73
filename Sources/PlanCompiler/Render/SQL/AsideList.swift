/// The tables that were set aside: in the schema that `PersonAdviser` names for them, with the name
/// of a table of the plan, or with that name and a number behind it.
///
/// Rows of `JSON_TABLE`: `s` and `t`, the schema and the table.
struct AsideList {
  private let schema: String

  init(_ migration: Migration) { schema = PersonAdviser(migration).asideSchema }

  static let asTable =
    "JSON_TABLE(@planc_aside, '$[*]' COLUMNS (s VARCHAR(64) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin PATH '$[0]', t VARCHAR(64) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin PATH '$[1]')) AS z"

  /// Behind every meaning, as long as there is such a table.
  static let meaning =
    ", IF(JSON_LENGTH(@planc_aside) > 0, CONCAT('; tables set aside: ', JSON_LENGTH(@planc_aside), ', see the rows below'), '')"

  func write(to script: inout Script) {
    let names = "SELECT p.st FROM \(MovesList.asTable) UNION SELECT p.tt FROM \(MovesList.asTable)"
    let listed =
      "SELECT DISTINCT \(Listing.exact("TABLE_SCHEMA")), \(Listing.exact("TABLE_NAME")), REGEXP_REPLACE(CAST(TABLE_NAME AS CHAR CHARACTER SET utf8mb4) COLLATE utf8mb4_bin, '_[0-9]+$', '') AS stem FROM information_schema.TABLES WHERE \(isHere("TABLE_SCHEMA")) AND \(SQLText.isTable)"
    script.line(
      """
      -- Tables that were set aside.
      SET @planc_aside = NULL;
      SET @planc_aside = (
        SELECT COALESCE(JSON_ARRAYAGG(JSON_ARRAY(i.TABLE_SCHEMA, i.TABLE_NAME)), '[]')
          FROM (\(listed)) AS i
         WHERE i.TABLE_NAME IN (\(names)) OR i.stem IN (\(names)));
      """)
    script.line()
  }

  /// The first part lets the server read this schema alone; the second one is exact.
  private func isHere(_ column: String) -> String {
    let name = SQLText.string(schema)
    return "\(column) = \(name) AND CAST(\(column) AS BINARY) = CAST(\(name) AS BINARY)"
  }
}
