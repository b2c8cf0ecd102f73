/// Statements that ask the server for grants on tables, each held once in a script.
///
/// Rights are rows of grantee, schema, table, column (empty for the table) and right; `GRANT OPTION`
/// is a right of its own, which the server keeps for all rights of a grantee on a table together.
enum GrantReading {
  private static let name = "VARCHAR(64) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin"
  private static let grantee = "VARCHAR(400) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin"

  /// Rows `n` (the number of a copy, 0 for what is left alone), `g` (grantee), `s`, `t` (where it is),
  /// `ns`, `nt` (where it is copied to), `c` (column), `p` (right).
  static func list(_ alias: String) -> String {
    "JSON_TABLE(@planc_grant_list, '$[*]' COLUMNS (n INT PATH '$[0]', g \(grantee) PATH '$[1]', s \(name) PATH '$[2]', t \(name) PATH '$[3]', ns \(name) PATH '$[4]', nt \(name) PATH '$[5]', c \(name) PATH '$[6]', p \(name) PATH '$[7]')) AS \(alias)"
  }

  /// The tables that move: rows `ss`, `st` (the old name), `ts`, `tt` (the new).
  static func names(_ alias: String) -> String {
    "JSON_TABLE(@planc_grant_names, '$[*]' COLUMNS (ss \(name) PATH '$[0]', st \(name) PATH '$[1]', ts \(name) PATH '$[2]', tt \(name) PATH '$[3]')) AS \(alias)"
  }

  /// What the server had when it was read last: `g`, `s`, `t`, `c`, `p`; `DISTINCT` gives it a key.
  static let live =
    "(SELECT DISTINCT j.g, j.s, j.t, j.c, j.p FROM JSON_TABLE(@planc_grants_live, '$[*]' COLUMNS (g \(grantee) PATH '$[0]', s \(name) PATH '$[1]', t \(name) PATH '$[2]', c \(name) PATH '$[3]', p \(name) PATH '$[4]')) AS j) AS l"

  /// Listed rights where they are, and listed rights where they may be on the new names.
  private static let listed = "(SELECT DISTINCT a.g, a.s, a.t, a.c, a.p FROM \(list("a"))) AS k"
  private static let expected =
    "(SELECT DISTINCT a.g, IF(a.n = 0, a.s, a.ns) AS s, IF(a.n = 0, a.t, a.nt) AS t, a.c, a.p FROM \(list("a"))) AS k"

  private static func same(_ schema: String = "s", _ table: String = "t") -> String {
    "l.g = k.g AND l.s = k.\(schema) AND l.t = k.\(table) AND l.c = k.c AND l.p = k.p"
  }

  static let isLive = "COALESCE(l.g, '') <> ''"

  /// What differs on the old names, and what is on the new ones beside what the catalog has there.
  static let missing =
    "\(list("k")) LEFT JOIN \(live) ON \(same()) WHERE k.n > 0 AND NOT \(isLive)"
  static let strange =
    "\(names("m")) LEFT JOIN \(live) ON l.s = m.ss AND l.t = m.st LEFT JOIN \(listed) ON \(same()) WHERE \(isLive) AND COALESCE(k.g, '') = ''"
  static let copied =
    "\(list("k")) LEFT JOIN \(live) ON \(same("ns", "nt")) WHERE k.n > 0 AND \(isLive)"
  static let open =
    "\(list("k")) LEFT JOIN \(live) ON \(same("ns", "nt")) WHERE k.n > 0 AND NOT \(isLive)"
  static let added =
    "\(names("m")) LEFT JOIN \(live) ON l.s = m.ts AND l.t = m.tt LEFT JOIN \(expected) ON \(same()) WHERE \(isLive) AND COALESCE(k.g, '') = ''"

  /// SQL that sets `@planc_grants_live` from these schemas.
  static func read(_ schemas: [String]) -> String {
    let place = ["GRANTEE", "TABLE_SCHEMA", "TABLE_NAME"].map(Listing.exact).joined(separator: ", ")
    let within = SQLText.isSchema("TABLE_SCHEMA", schemas)
    let column = Listing.exact("COLUMN_NAME")
    let right = Listing.exact("PRIVILEGE_TYPE")
    let none = "CAST('' AS CHAR CHARACTER SET utf8mb4) COLLATE utf8mb4_bin"
    let option = "CAST('GRANT OPTION' AS CHAR CHARACTER SET utf8mb4) COLLATE utf8mb4_bin"
    return """
      SET @planc_grants_live = (
        SELECT COALESCE(JSON_ARRAYAGG(JSON_ARRAY(g.GRANTEE, g.TABLE_SCHEMA, g.TABLE_NAME, g.COLUMN_NAME, g.PRIVILEGE_TYPE)), '[]')
          FROM (SELECT \(place), \(none) AS COLUMN_NAME, \(right) FROM information_schema.TABLE_PRIVILEGES WHERE \(within) AND PRIVILEGE_TYPE <> 'USAGE'
          UNION SELECT \(place), \(column), \(right) FROM information_schema.COLUMN_PRIVILEGES WHERE \(within)
          UNION SELECT \(place), \(none), \(option) FROM information_schema.TABLE_PRIVILEGES WHERE \(within) AND IS_GRANTABLE = 'YES'
          UNION SELECT \(place), \(none), \(option) FROM information_schema.COLUMN_PRIVILEGES WHERE \(within) AND IS_GRANTABLE = 'YES') AS g)
      """
  }

  private static let forget =
    "SET @planc_grants_live = NULL, @planc_grants_missing = NULL, @planc_grants_strange = NULL, @planc_grants_copied = NULL, @planc_grants_added = NULL, @planc_grants_open = NULL, @planc_grants_opened = NULL, @planc_grants_some = NULL"

  /// Counts what was read against the lists. A count that could not be taken is NULL.
  ///
  /// - `@planc_grants_missing`, `@planc_grants_strange`: rights on the old names that only the catalog has, that
  ///   only the server has.
  /// - `@planc_grants_copied`, `@planc_grants_added`: rights on the new names that are copies, that nobody knows.
  /// - `@planc_grants_open`: how many copies are not whole; `@planc_grants_opened`, `@planc_grants_some`: the numbers of
  ///   those, and of copies of which anything is there, as `,1,2,`.
  private static let look: String = {
    // Of a list that is NULL there would be no rows, and no rows are none that bar the way.
    func unlessUnread(_ query: String) -> String {
      "IF(@planc_grants_live IS NULL OR @planc_grant_list IS NULL OR @planc_grant_names IS NULL, NULL, (SELECT \(query)))"
    }
    func numbers(_ rows: String) -> String {
      unlessUnread("CONCAT(',', COALESCE(GROUP_CONCAT(DISTINCT k.n), ''), ',') FROM \(rows)")
    }
    return """
      SET
        @planc_grants_missing = \(unlessUnread("COUNT(*) FROM \(missing)")),
        @planc_grants_strange = \(unlessUnread("COUNT(*) FROM \(strange)")),
        @planc_grants_copied = \(unlessUnread("COUNT(*) FROM \(copied)")),
        @planc_grants_added = \(unlessUnread("COUNT(*) FROM \(added)")),
        @planc_grants_open = \(unlessUnread("COUNT(DISTINCT k.n) FROM \(open)")),
        @planc_grants_opened = \(numbers(open)),
        @planc_grants_some = \(numbers(copied))
      """
  }()

  /// The texts of the statements for a script that writes. It needs what `AccountRights` writes.
  static func write(to script: inout Script, schemas: [String]) {
    script.line("-- How grants are read and compared, wherever this file does it.")
    script.line("SET @planc_grants_seen = NULL;")
    script.line("SET @planc_grants_seen = \(AccountRights.holds("'SELECT'", in: "'mysql'"));")
    for (name, text) in [("read", read(schemas)), ("look", look)] {
      script.line("SET @planc_grants_\(name) = \(SQLText.lines(text));")
    }
  }

  /// Asks anew. What was known before is forgotten first: an answer that fails leaves NULL behind.
  ///
  /// Each text is prepared anew: MySQL takes a variable within JSON_TABLE for what it was when the
  /// statement was prepared.
  static func writeLook(to script: inout Script) {
    script.line("\(forget);")
    for name in ["read", "look"] {
      script.line("PREPARE planc_grants FROM @planc_grants_\(name);")
      script.line("EXECUTE planc_grants;")
    }
    script.line("DEALLOCATE PREPARE planc_grants;")
  }
}
