/// The views that are created again, as a JSON text in a user variable, one a line, for the files
/// that only read. Empty where the migration carries none.
///
/// Rows of `JSON_TABLE`: `n` (from 1), `s`, `name`, `before_move`, `after_move` (fingerprints), `known` (all that
/// these files can leave, with commas between them).
struct ViewList {
  let views: [CarriedView]

  init(_ migration: Migration) { views = migration.views }

  var isEmpty: Bool { views.isEmpty }

  func write(to script: inout Script) {
    if isEmpty { return }
    script.line("SET @planc_view_list = '[")
    var lead = "    "
    for view in views {
      let known = view.stages.map { ViewStatement.fingerprint(view.view(filled: $0)) }
      let row = [
        view.schema, view.view.name, ViewStatement.fingerprint(view.view),
        ViewStatement.fingerprint(view.after), known.joined(separator: ","),
      ]
      script.line(
        "\(lead)[\(row.map { SQLText.inString(SQLText.json($0)) }.joined(separator: ", "))]")
      lead = "  , "
    }
    script.line("]';")
  }

  /// A row a view.
  static func asTable(_ alias: String) -> String {
    func column(_ name: String, _ place: Int, _ length: Int) -> String {
      "\(name) VARCHAR(\(length)) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin PATH '$[\(place)]'"
    }
    let columns = [
      "n FOR ORDINALITY", column("s", 0, 64), column("name", 1, 64), column("before_move", 2, 64),
      column("after_move", 3, 64), column("known", 4, 600),
    ]
    return
      "JSON_TABLE(@planc_view_list, '$[*]' COLUMNS (\(columns.joined(separator: ", ")))) AS \(alias)"
  }

  /// The server's views in the schemas of these, with `sha2`.
  var live: String {
    var schemas: [String] = []
    for view in views where !schemas.contains(view.schema) { schemas.append(view.schema) }
    let columns = ["TABLE_SCHEMA", "TABLE_NAME"].map(Listing.exact).joined(separator: ", ")
    return
      "(SELECT DISTINCT \(columns), \(ViewStatement.liveFingerprint) AS sha2 FROM information_schema.VIEWS WHERE CAST(TABLE_SCHEMA AS BINARY) IN (\(schemas.map(SQLText.string).joined(separator: ", "))))"
  }

  /// `k`, each with what the server has of it, `v`.
  var joined: String {
    "\(Self.asTable("k"))\n          LEFT JOIN \(live) AS v ON v.TABLE_SCHEMA = k.s AND v.TABLE_NAME = k.name"
  }

  /// A condition on a row of `joined`: no file of these has left it so.
  static let isUnknown = "LOCATE(COALESCE(v.sha2, '?'), k.known) = 0"
}

extension PreflightCheck {
  /// Everything that could leave a view broken is found before its tables move.
  static func viewChecks(_ migration: Migration) -> [PreflightCheck] {
    let list = ViewList(migration)
    if list.isEmpty { return [] }
    return [
      PreflightCheck(
        title: "Every view that is created again is as in the catalog.",
        sql: gather(
          level: "'stop'",
          finding:
            "IF(v.TABLE_NAME IS NULL, 'view is not there', 'view differs from the catalog, or its text is hidden from this account')",
          object: "CONCAT(k.s, '.', k.name)",
          advice: "'take the catalog anew and compile the plan again'",
          from: """
            FROM \(list.joined)
               WHERE \(ViewList.isUnknown)
            """)),
      PreflightCheck(
        title: "None of these views fails already.",
        sql: gather(
          level: "'stop'", finding: "'view fails already (1356)'",
          object: "CONCAT(k.s, '.', k.name)",
          advice:
            "'it could not be created again: mend or drop it, take the catalog anew and compile the plan again'",
          from: """
            FROM \(list.joined)
                LEFT JOIN (SELECT DISTINCT \(Listing.exact("TABLE_SCHEMA")), \(Listing.exact("TABLE_NAME")) FROM information_schema.COLUMNS) AS c ON c.TABLE_SCHEMA = k.s AND c.TABLE_NAME = k.name
               WHERE v.sha2 = k.before_move AND c.TABLE_NAME IS NULL AND JSON_LENGTH(@planc_arrived) = 0
            """)),
      PreflightCheck(
        title: "This account may create these views again.",
        sql: gather(
          level: "'stop'", finding: "COALESCE(@planc_view_authority, 'cannot be found out')",
          object: "@planc_me", advice: "'else views would stay broken after the move'",
          from: "FROM (SELECT 1 AS one) AS o WHERE COALESCE(@planc_view_authority, '?') <> 'OK'")),
    ]
  }

  /// No other view names a table that moves. Those of the catalog have checks of their own.
  static func strangeViews(_ migration: Migration) -> PreflightCheck {
    let carries = !migration.views.isEmpty
    let known =
      carries
      ? "\n               WHERE NOT EXISTS (SELECT 1 FROM \(ViewList.asTable("k")) WHERE CAST(k.s AS BINARY) = CAST(v.TABLE_SCHEMA AS BINARY) AND CAST(k.name AS BINARY) = CAST(v.TABLE_NAME AS BINARY))"
      : ""
    return PreflightCheck(
      title: carries
        ? "No view names a table that moves but those that are created again."
        : "No view names a table that moves.",
      sql: gather(
        level: "'breaks'", finding: "CONCAT('view names ', p.ss, '.', p.st)",
        object: "CONCAT(v.TABLE_SCHEMA, '.', v.TABLE_NAME)",
        advice: carries
          ? "'its next use fails with 1356, and so do views on it and a dump of its schema: take the catalog anew and compile the plan again'"
          : "'its next use fails with 1356, and so do views on it and a dump of its schema: create it again with the new name after the move'",
        from: """
          FROM (SELECT DISTINCT p.n, p.ss, p.st, CAST(CONCAT('`', REPLACE(p.ss, '`', '``'), '`.`', REPLACE(p.st, '`', '``'), '`') AS BINARY) AS name FROM \(MovesList.asTable)) AS p
              STRAIGHT_JOIN (SELECT DISTINCT TABLE_SCHEMA, TABLE_NAME, CAST(VIEW_DEFINITION AS BINARY) AS body FROM information_schema.VIEWS) AS v
                ON LOCATE(p.name, v.body) > 0\(known)
          """))
  }
}
