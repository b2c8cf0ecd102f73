import Foundations

/// A session that holds, or may hold, a lock for which a move waits.
package struct Blocker: Equatable, Sendable {
  package var id: String
  package var account: String
  /// The age of its transaction where it has one, else of its statement, in seconds.
  package var ageSeconds: String
  package var state: String
  /// What it runs; empty for one that is idle within a transaction.
  package var statement: String
  /// The table that it holds; nil where the server does not tell.
  package var holds: String?

  /// - Parameter row: as the questions answer: id, user, host, age, command, state, statement, table.
  init?(_ row: [String?]) {
    guard row.count == 8, let id = row[0] else { return nil }
    self.id = id
    account = "\(row[1] ?? "?")@\(row[2] ?? "?")"
    ageSeconds = row[3] ?? "?"
    let command = row[4] ?? ""
    state = [command, row[5] ?? ""].filter { !$0.isEmpty }.joined(separator: ", ")
    statement = row[6] ?? ""
    holds = row[7]
  }

  /// `session 12, app@10.0.0.7:5022, 340 s old: Sleep; holds shop.orders`
  package var sentence: String {
    let runs = statement.isEmpty ? "" : ", runs `\(statement)`"
    let held = holds.map { "; holds \($0)" } ?? "; may hold it"
    return "session \(id), \(account), \(ageSeconds) s old: \(state)\(runs)\(held)"
  }

  package static let countMax = 10

  package static func list(_ answer: ServerAnswer?) -> [Blocker] {
    var seen: Set<String> = []
    return (answer?.rows ?? []).compactMap(Blocker.init).filter { seen.insert($0.id).inserted }
      .prefix(countMax).map(\.self)
  }

  /// Questions in the order in which they are worth asking: the next one where one is refused, or
  /// answers nothing.
  package static func questions(
    _ migration: Migration, _ family: ServerFacts.Family?
  ) -> [String] {
    let exact = family == .mariaDB ? onMariaDB : onMySQL
    return [exact(tables(of: migration)), suspects(migration.lockWaitTimeoutSeconds)]
  }

  private static let session =
    "p.ID, p.USER, p.HOST, COALESCE(TIMESTAMPDIFF(SECOND, t.trx_started, NOW()), p.TIME), p.COMMAND, p.STATE, LEFT(p.INFO, 200)"
  private static let sessions =
    "information_schema.PROCESSLIST AS p LEFT JOIN information_schema.INNODB_TRX AS t ON t.trx_mysql_thread_id = p.ID"
  private static let oldestFirst = "ORDER BY 4 DESC, 1 LIMIT 100"

  private static func tables(of migration: Migration) -> String {
    let names =
      migration.batches.flatMap(\.moves).flatMap { [$0.source, $0.target] }
      + migration.temporaryNames
    let list = names.map { "[\(SQLText.json($0.schema)), \(SQLText.json($0.table))]" }
    return
      "JSON_TABLE(\(SQLText.string("[\(list.joined(separator: ", "))]")), '$[*]' COLUMNS (s VARCHAR(64) CHARACTER SET utf8mb4 PATH '$[0]', t VARCHAR(64) CHARACTER SET utf8mb4 PATH '$[1]')) AS m"
  }

  /// The plugin METADATA_LOCK_INFO comes with the server, and is not loaded unless somebody does.
  private static func onMariaDB(_ tables: String) -> String {
    """
    SELECT \(session), CONCAT(l.TABLE_SCHEMA, '.', l.TABLE_NAME)
      FROM information_schema.METADATA_LOCK_INFO AS l
      JOIN \(tables) ON CAST(l.TABLE_SCHEMA AS BINARY) = CAST(m.s AS BINARY) AND CAST(l.TABLE_NAME AS BINARY) = CAST(m.t AS BINARY)
      JOIN \(sessions) ON p.ID = l.THREAD_ID
     WHERE p.ID <> CONNECTION_ID() \(oldestFirst)
    """
  }

  private static func onMySQL(_ tables: String) -> String {
    """
    SELECT \(session), CONCAT(l.OBJECT_SCHEMA, '.', l.OBJECT_NAME)
      FROM performance_schema.metadata_locks AS l
      JOIN performance_schema.threads AS h ON h.THREAD_ID = l.OWNER_THREAD_ID
      JOIN \(tables) ON CAST(l.OBJECT_SCHEMA AS BINARY) = CAST(m.s AS BINARY) AND CAST(l.OBJECT_NAME AS BINARY) = CAST(m.t AS BINARY)
      JOIN \(sessions) ON p.ID = h.PROCESSLIST_ID
     WHERE l.OBJECT_TYPE = 'TABLE' AND l.LOCK_STATUS = 'GRANTED' AND p.ID <> CONNECTION_ID() \(oldestFirst)
    """
  }

  /// Whoever has an open transaction, or has run a statement for as long as the move has waited: by
  /// LOCK TABLES, a backup or a long query on a table that is not transactional.
  private static func suspects(_ waitedSeconds: Int) -> String {
    """
    SELECT \(session), NULL
      FROM \(sessions)
     WHERE p.ID <> CONNECTION_ID() AND p.COMMAND NOT IN ('Daemon', 'Binlog Dump', 'Binlog Dump GTID') AND p.USER <> 'system user'
       AND (COALESCE(t.trx_mysql_thread_id, 0) <> 0 OR p.COMMAND <> 'Sleep' AND p.TIME >= \(waitedSeconds))
       AND COALESCE(p.STATE, '') NOT LIKE 'Waiting for table metadata lock%' \(oldestFirst)
    """
  }
}
