import Glibc

/// The servers that the live tests of a process share, each lent to one test at a time.
package actor SharedServer {
  private static let shared = SharedServer()
  /// The tests wait for locks and for each other's clients as much as for a processor.
  private static let serversMax = 2

  private var idle: [ThrowawayServer] = []
  private var lent = 0
  private var waiting: [CheckedContinuation<ThrowawayServer?, Never>] = []

  /// Lends a server, emptied of all that earlier tests left: user schemas, accounts, sessions and
  /// changed global settings. It starts with its first loan.
  ///
  /// - Throws: what `body` throws, and `TestSupportError` when there is no server: a machine on which
  ///   the live tests cannot run fails them, it does not skip them.
  package static func use<Result: Sendable>(
    _ body: @Sendable (ThrowawayServer) async throws -> Result
  ) async throws -> Result {
    let server: ThrowawayServer
    do {
      server = try await shared.acquire() ?? ThrowawayServer()
      try server.empty()
    } catch {
      await shared.release(nil)
      throw error
    }
    do {
      let result = try await body(server)
      await shared.release(server)
      return result
    } catch {
      await shared.release(server)
      throw error
    }
  }

  /// - Returns: nil for a server that is to be started.
  private func acquire() async -> ThrowawayServer? {
    if idle.isEmpty, lent == Self.serversMax {
      return await withCheckedContinuation { waiting.append($0) }
    }
    lent += 1
    return idle.popLast()
  }

  /// - Parameter server: nil for one that could not be started, or not be emptied.
  private func release(_ server: ThrowawayServer?) {
    if !waiting.isEmpty {
      waiting.removeFirst().resume(returning: server)
      return
    }
    lent -= 1
    if let server { idle.append(server) }
  }
}

extension ThrowawayServer {
  /// Ends all other sessions, sets back the global settings that tests change, and drops every user
  /// schema, account and role, and what was granted to everybody.
  package func empty() throws(TestSupportError) {
    let sessions = try client.query(
      """
      SELECT ID FROM information_schema.PROCESSLIST
       WHERE ID <> CONNECTION_ID() AND COMMAND NOT IN ('Daemon', 'Binlog Dump');
      """)
    for session in sessions.compactMap(\.first) {
      // A session that has ended meanwhile is not there to be killed (1094).
      _ = try client.run(text: "KILL \(session);")
    }
    let rows = try client.query(
      """
      SELECT CONCAT('DROP SCHEMA `', REPLACE(SCHEMA_NAME, '`', '``'), '`;')
        FROM information_schema.SCHEMATA WHERE SCHEMA_NAME NOT IN (\(Self.systemSchemas));
      \(Self.droppingAccounts(kind.family))
      """)
    // -B shows a backslash in a name doubled; as text it is one.
    let drops = rows.compactMap(\.first).map(ServerState.unescaped)
    let settings = """
      \(Self.forgettingEverybody(kind.family))
      SET GLOBAL read_only = 0;
      SET GLOBAL event_scheduler = OFF;
      SET GLOBAL sql_mode = DEFAULT;
      SET GLOBAL lock_wait_timeout = DEFAULT;
      SET GLOBAL log_bin_trust_function_creators = \(trustsFunctionCreators ? "1" : "DEFAULT");
      SET SESSION foreign_key_checks = 0;

      """
    try client.query(settings + drops.joined(separator: "\n"))
  }

  /// Waits until no other session is left: a server may finish the statement of a client that is
  /// gone.
  package func waitForOthers() throws(TestSupportError) {
    let others =
      "SELECT COUNT(*) FROM information_schema.PROCESSLIST WHERE ID <> CONNECTION_ID() AND COMMAND <> 'Daemon';"
    while try client.value(others) != "0" { usleep(10_000) }
  }

  /// MySQL takes DEFAULT for what the server was built with, not for its option.
  private var trustsFunctionCreators: Bool {
    options.contains("--log-bin-trust-function-creators=1")
  }

  private static func droppingAccounts(_ family: ServerKind.Family) -> String {
    switch family {
    case .mariaDB:
      """
      SELECT CONCAT('DROP ', IF(is_role = 'Y', 'ROLE ', 'USER '), QUOTE(User),
                    IF(is_role = 'Y', '', CONCAT('@', QUOTE(Host))), ';')
        FROM mysql.user
       WHERE User NOT IN ('root', 'mariadb.sys', 'PUBLIC') ORDER BY is_role, User, Host;
      """
    case .mySQL:
      """
      SELECT CONCAT('DROP USER ', QUOTE(User), '@', QUOTE(Host), ';') FROM mysql.user
       WHERE User NOT IN ('root', 'mysql.infoschema', 'mysql.session', 'mysql.sys')
       ORDER BY User, Host;
      """
    }
  }

  /// What was granted to everybody, where there is such a thing.
  private static func forgettingEverybody(_ family: ServerKind.Family) -> String {
    switch family {
    case .mariaDB:
      """
      DELETE FROM mysql.db WHERE User = 'PUBLIC';
      DELETE FROM mysql.tables_priv WHERE User = 'PUBLIC';
      DELETE FROM mysql.columns_priv WHERE User = 'PUBLIC';
      DELETE FROM mysql.global_priv WHERE User = 'PUBLIC';
      FLUSH PRIVILEGES;
      """
    case .mySQL: ""
    }
  }

  static var systemSchemas: String { "'mysql', 'sys', 'information_schema', 'performance_schema'" }
}
