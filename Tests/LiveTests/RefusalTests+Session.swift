import PlancTestSupport

extension Refusal {
  private static let readOnly = "SET GLOBAL read_only = 1;"
  private static let writable = "SET GLOBAL read_only = 0;"

  private static func temporary(_ what: String, _ session: String) -> Refusal {
    Refusal(
      name: "the session has made \(what)", after: [.create], session: session,
      file: .ephemeral, says: ["this session has created temporary tables"], run: .ephemeral,
      ends: "NOT DONE: 0 of 12 tables")
  }

  /// From MariaDB 11.2 on `information_schema` lists temporary tables; before it the counter alone
  /// told of them (docs/servers.md).
  static let ofTablesThatAreListed: [Refusal] =
    ServerKind.chosen == .mariaDB118
    ? [
      temporary(
        "a temporary table, and set the counter of those to 0",
        "CREATE TEMPORARY TABLE lupopedia.lupo_sessions (id INT); FLUSH STATUS;"),
      temporary(
        "a temporary sequence, and set the counter of those to 0",
        "CREATE TEMPORARY SEQUENCE lupopedia.lupo_sessions; FLUSH STATUS;"),
    ] : []

  static let ofServerAndSession: [Refusal] = [
    temporary(
      "a temporary table of a source's name",
      "CREATE TEMPORARY TABLE lupopedia.lupo_sessions (id INT);"),
    temporary(
      "a temporary sequence of a source's name",
      "CREATE TEMPORARY SEQUENCE lupopedia.lupo_sessions;"),
    temporary(
      "a temporary copy of a source",
      "USE lupopedia; CREATE TEMPORARY TABLE lupo_sessions AS SELECT 1 AS one;"),
    Refusal(
      name: "the session writes no binary log at a creation", session: "SET sql_log_bin = 0;",
      file: .create, says: ["sql_log_bin is 0"], run: .create, ends: "NOT DONE: 0 of 2 schemas"),
    Refusal(
      name: "the session writes no binary log at a move", after: [.create],
      session: "SET sql_log_bin = 0;", file: .orchestration, says: ["sql_log_bin is 0"],
      run: .orchestration, ends: "NOT DONE: 0 of 22 tables"),
    Refusal(
      name: "the session writes no binary log at a rollback",
      after: [.create, .orchestration, .ephemeral], session: "SET sql_log_bin = 0;",
      file: .rollback, says: ["sql_log_bin is 0"], run: .rollback,
      ends: "NOT DONE: 0 of 34 tables"),
    Refusal(
      name: "half of the privileges at a creation",
      setUp: "CREATE USER half@localhost; GRANT ALL ON lupopedia.* TO half@localhost;"
        + "GRANT ALL ON lupopedia_orchestration.* TO half@localhost;",
      undo: "DROP USER half@localhost;", user: "half", file: .create,
      says: ["this account lacks the privilege CREATE on lupopedia_ephemeral"], runPreflight: true,
      ends: "NOT DONE: 0 of 2 schemas"),
    Refusal(
      name: "the server is read-only at a creation", setUp: readOnly, undo: writable,
      file: .create, says: ["this server is read-only"], run: .create,
      ends: "NOT DONE: 0 of 2 schemas"),
    Refusal(
      name: "the server is read-only at a move", after: [.create], setUp: readOnly,
      undo: writable, file: .ephemeral, says: ["this server is read-only"], run: .ephemeral,
      ends: "NOT DONE: 0 of 12 tables"),
    Refusal(
      name: "the server is read-only at a rollback",
      after: [.create, .orchestration, .ephemeral], setUp: readOnly, undo: writable,
      file: .rollback, says: ["this server is read-only"], run: .rollback,
      ends: "NOT DONE: 0 of 34 tables"),
    Refusal(
      name: "the session holds a lock on other tables", after: [.create],
      session: "LOCK TABLES lupopedia.lupo_agents READ;", file: .ephemeral,
      says: [OnlyOnMariaDB.isHere ? "ERROR 1192" : "ERROR 1100"], ends: "NOT DONE: 0 of 12 tables"),
    Refusal(
      name: "an account may go there and not come back", after: [.create],
      setUp: """
        CREATE USER half@localhost;
        GRANT SELECT, ALTER, DROP ON lupopedia.* TO half@localhost;
        GRANT SELECT, CREATE, INSERT ON `lupopedia\\_ephemeral`.* TO half@localhost;
        """,
      undo: "DROP USER half@localhost;", user: "half", file: .ephemeral,
      says: ["this account lacks privileges for the move or the rollback: "],
      runPreflight: true, ends: "NOT DONE: 0 of 12 tables"),
    Refusal(
      name: "an account has rights on the source only", after: [.create],
      setUp: "CREATE USER half@localhost; GRANT ALL ON lupopedia.* TO half@localhost;",
      undo: "DROP USER half@localhost;", user: "half", file: .ephemeral,
      says: ["schema lupopedia_ephemeral does not exist"], ends: "NOT DONE: 0 of 12 tables"),
  ]
}
