/// Everything on a server that a migration could harm, as facts that can be compared: schemas,
/// definitions and checksums of tables, views, triggers, routines, events, accounts and grants.
package struct ServerState: Equatable, Sendable {
  /// A fact by what it is about: `table lupopedia.lupo_sessions` or `rows lupopedia.lupo_sessions`.
  package private(set) var facts: [String: String] = [:]

  /// - Throws: `TestSupportError` when the server does not answer.
  package init(of server: ThrowawayServer) throws(TestSupportError) {
    try self.init(client: server.client)
  }

  /// - Parameter client: an account that sees everything.
  package init(client: MariaDBClient) throws(TestSupportError) {
    let tables = try client.query(
      """
      SELECT TABLE_SCHEMA, TABLE_NAME, TABLE_TYPE FROM information_schema.TABLES
       WHERE TABLE_SCHEMA NOT IN (\(ThrowawayServer.systemSchemas))
       ORDER BY TABLE_SCHEMA, TABLE_NAME;
      """)
    var questions = [Self.listings(client.kind.family)]
    for row in tables where row.count == 3 {
      let name = "`\(Self.quoted(row[0]))`.`\(Self.quoted(row[1]))`"
      let about = Self.literal("\(row[0]).\(row[1])")
      switch row[2] {
      case "VIEW":
        questions.append("SELECT 'view', \(about);\nSHOW CREATE VIEW \(name);")
      case "SEQUENCE":
        questions.append("SELECT 'sequence', \(about);\nSHOW CREATE TABLE \(name);")
      default:
        questions.append("SELECT 'table', \(about);\nSHOW CREATE TABLE \(name);")
        questions.append("SELECT 'rows', \(about);\nCHECKSUM TABLE \(name) EXTENDED;")
      }
    }
    let triggers = try client.query(
      "SELECT TRIGGER_SCHEMA, TRIGGER_NAME FROM information_schema.TRIGGERS WHERE TRIGGER_SCHEMA <> 'sys';"
    )
    for row in triggers where row.count == 2 {
      let name = "`\(Self.quoted(row[0]))`.`\(Self.quoted(row[1]))`"
      let about = Self.literal("\(row[0]).\(row[1])")
      questions.append("SELECT 'original', \(about);\nSHOW CREATE TRIGGER \(name);")
    }
    let answers = try client.query(questions.joined(separator: "\n"))
    var heading: String?
    for row in answers {
      if let about = heading {
        // The first column repeats the name; a rename changes it, and the heading has it already.
        facts[about] =
          about.hasPrefix("original ")
          ? row[2] : row.dropFirst().joined(separator: " | ")
        heading = nil
      } else if row.count == 2, ["view", "sequence", "table", "rows", "original"].contains(row[0]) {
        heading = "\(row[0]) \(row[1])"
      } else if row.count >= 2 {
        facts["\(row[0]) \(row[1])", default: ""] += row.dropFirst(2).joined(separator: " | ")
      }
    }
  }

  /// The same without the times at which accounts got their passwords, which differ from one server
  /// that was loaded to the next.
  package var withoutTimes: ServerState {
    var state = self
    for (about, fact) in facts where about.hasPrefix("account ") {
      state.facts[about] = fact.replacing(
        /"password_last_changed":\d+|\d{4}-\d\d-\d\d \d\d:\d\d:\d\d/
      ) {
        _ in "then"
      }
    }
    return state
  }

  /// The names of the schema's base tables, sorted.
  package func tables(in schema: String) -> [String] {
    let prefix = "table \(schema)."
    return facts.keys.filter { $0.hasPrefix(prefix) }.map { String($0.dropFirst(prefix.count)) }
      .sorted()
  }

  package func checksum(of schema: String, _ table: String) -> String? {
    facts["rows \(schema).\(table)"]
  }

  package func definition(of schema: String, _ table: String) -> String? {
    facts["table \(schema).\(table)"]
  }

  /// The facts about one thing, whatever its kind: `kept` as a table, its rows, a routine, an event.
  ///
  /// - Parameter name: `schema.name`.
  package func facts(about name: String) -> [String: String] {
    facts.filter { $0.key.split(separator: " ").dropFirst().first == name[...] }
  }

  package var schemas: [String] {
    facts.keys.filter { $0.hasPrefix("schema ") }.map { String($0.dropFirst(7)) }.sorted()
  }

  /// What has changed since an earlier state: a line for each fact that is gone, new or different.
  /// Empty when nothing has.
  package func changes(since earlier: ServerState) -> String {
    var lines: [String] = []
    for about in Set(facts.keys).union(earlier.facts.keys).sorted() {
      switch (earlier.facts[about], facts[about]) {
      case (let was?, let now?) where was != now:
        lines.append("changed: \(about)\n    was: \(was)\n    now: \(now)")
      case (let was?, nil): lines.append("gone:    \(about): \(was)")
      case (nil, let now?): lines.append("new:     \(about): \(now)")
      case (_?, _?), (nil, nil): break
      }
    }
    return lines.joined(separator: "\n")
  }

  private static func quoted(_ name: String) -> String {
    replacing("`", in: unescaped(name), by: "``")
  }

  private static func literal(_ text: String) -> String {
    let text = replacing(
      "'", in: replacing("\\", in: unescaped(text), by: "\\\\"), by: "''")
    return "'\(text)'"
  }

  /// -B doubles a backslash.
  static func unescaped(_ text: String) -> String { replacing("\\\\", in: text, by: "\\") }

  /// By bytes: to Swift a quote and a combining mark behind it are one character, another one.
  private static func replacing(_ part: String, in text: String, by new: String) -> String {
    String(
      decoding: Array(text.utf8).replacing(Array(part.utf8), with: Array(new.utf8)),
      as: UTF8.self)
  }

  /// Each row is what it is, what it is about, and the fact.
  private static func listings(_ family: ServerKind.Family) -> String {
    """
    SELECT 'trigger', CONCAT(TRIGGER_SCHEMA, '.', TRIGGER_NAME), EVENT_OBJECT_SCHEMA,
           EVENT_OBJECT_TABLE, ACTION_TIMING, EVENT_MANIPULATION, ACTION_ORDER, DEFINER, SQL_MODE,
           CHARACTER_SET_CLIENT, COLLATION_CONNECTION, ACTION_STATEMENT
      FROM information_schema.TRIGGERS WHERE TRIGGER_SCHEMA <> 'sys';
    SELECT 'event', CONCAT(EVENT_SCHEMA, '.', EVENT_NAME), DEFINER, STATUS, SQL_MODE, EXECUTE_AT,
           INTERVAL_VALUE, INTERVAL_FIELD, ON_COMPLETION, EVENT_DEFINITION
      FROM information_schema.EVENTS;
    SELECT 'grants', CONCAT(User, '@', Host, ' on ', Db), d.* FROM mysql.db AS d;
    SELECT 'grants', CONCAT(User, '@', Host, ' on ', Db, '.', Table_name), Table_priv, Column_priv
      FROM mysql.tables_priv;
    SELECT 'grants', CONCAT(User, '@', Host, ' on ', Db, '.', Table_name, '.', Column_name),
           Column_priv
      FROM mysql.columns_priv;
    SELECT 'grants', CONCAT(User, '@', Host, ' on ', Db, '.', Routine_name, ' ', Routine_type),
           Proc_priv
      FROM mysql.procs_priv;

    """ + ownListings(family)
  }

  /// What only one of the families has, or has elsewhere.
  private static func ownListings(_ family: ServerKind.Family) -> String {
    switch family {
    case .mariaDB:
      """
      SELECT 'schema', SCHEMA_NAME, DEFAULT_COLLATION_NAME, SCHEMA_COMMENT
        FROM information_schema.SCHEMATA
       WHERE SCHEMA_NAME NOT IN (\(ThrowawayServer.systemSchemas));
      SELECT 'routine', CONCAT(db, '.', name, ' ', type), definer, security_type, sql_mode,
             param_list, `returns`, body
        FROM mysql.proc WHERE db NOT IN ('sys', 'mysql');
      SELECT 'account', CONCAT(User, '@', Host), Priv FROM mysql.global_priv;
      SELECT 'role', CONCAT(Role, ' of ', User, '@', Host), Admin_option FROM mysql.roles_mapping;
      """
    case .mySQL:
      """
      SELECT 'schema', SCHEMA_NAME, DEFAULT_COLLATION_NAME FROM information_schema.SCHEMATA
       WHERE SCHEMA_NAME NOT IN (\(ThrowawayServer.systemSchemas));
      SELECT 'routine', CONCAT(ROUTINE_SCHEMA, '.', ROUTINE_NAME, ' ', ROUTINE_TYPE), DEFINER,
             SECURITY_TYPE, SQL_MODE, DTD_IDENTIFIER, ROUTINE_DEFINITION
        FROM information_schema.ROUTINES WHERE ROUTINE_SCHEMA NOT IN ('sys', 'mysql');
      SELECT 'account', CONCAT(User, '@', Host), u.* FROM mysql.user AS u;
      SELECT 'grants', CONCAT(USER, '@', HOST, ' on *.*: ', PRIV), WITH_GRANT_OPTION
        FROM mysql.global_grants;
      SELECT 'role', CONCAT(FROM_USER, '@', FROM_HOST, ' of ', TO_USER, '@', TO_HOST),
             WITH_ADMIN_OPTION
        FROM mysql.role_edges;
      """
    }
  }
}
