/// Is this a server on which these files may run at all, and the one from which others follow?
enum ServerSuitability {
  /// What others that speak the protocol say of themselves. They rename tables in ways of their own.
  private static let others =
    "tidb|vitess|planetscale|oceanbase|singlestore|memsql|doris|starrocks|clickhouse|dolt|proxysql|xpand"

  static let needed = "MariaDB 10.6 or newer, or MySQL 8.0 or newer"

  /// `@planc_server`: 'OK', or what is wrong with the server's family or age. It uses nothing that
  /// older servers do not know, and stops a client before the first statement that they would not
  /// understand: JSON_TABLE is of MySQL 8.0 and MariaDB 10.6.
  static func write(to script: inout Script) {
    let version =
      "CAST(SUBSTRING_INDEX(VERSION(), '.', 1) AS UNSIGNED) * 1000 + CAST(SUBSTRING_INDEX(SUBSTRING_INDEX(VERSION(), '.', 2), '.', -1) AS UNSIGNED)"
    script.line(
      """
      -- The server's family and version.
      SET @planc_server = NULL;
      SET @planc_server = CASE
        WHEN LOWER(CONCAT(VERSION(), ' ', @@version_comment)) REGEXP '\(others)' THEN CONCAT('this server says of itself ', LEFT(VERSION(), 40), ', ', LEFT(@@version_comment, 60), '; these files are for \(needed)')
        WHEN \(version) >= IF(VERSION() LIKE '%MariaDB%', 10006, 8000) THEN 'OK'
        ELSE CONCAT('this server is ', LEFT(VERSION(), 40), '; these files are for \(needed)') END;
      """)
    script.line(
      """
      SET SESSION default_storage_engine = IF(@planc_server = 'OK', @@SESSION.default_storage_engine, CONCAT('planc: ', COALESCE(@planc_server, 'the version of this server cannot be read')));

      """)
  }
}

extension PreflightCheck {
  static var serverChecks: [PreflightCheck] {
    [
      PreflightCheck(
        title: "These files may run on a server of this family and version.",
        sql: gather(
          level: "'stop'", finding: "'this server'",
          object: "COALESCE(@planc_server, 'its version cannot be read')",
          advice: "'connect to \(ServerSuitability.needed)'",
          from: "FROM (SELECT 1 AS one) AS o WHERE COALESCE(@planc_server, '?') <> 'OK'")),
      PreflightCheck(
        title: "This server does not follow another one.",
        sql: prepared(
          """
          CASE
          WHEN VERSION() LIKE '%MariaDB%' THEN
          '\(SQLText.inString(statement(replicaOfMariaDB)))'
          WHEN \(AccountRights.holds("'SELECT'", in: "'performance_schema'")) THEN
          '\(SQLText.inString(statement(replicaOfMySQL)))'
          ELSE 'SET @planc_check = ''[["look", "whether this server is a replica is hidden from this account", "it lacks SELECT on performance_schema", "see SHOW REPLICA STATUS"]]''' END
          """)),
    ]
  }

  private static let follows = (
    finding: "'this server replicates from another one'",
    advice:
      "'connect to the primary: what is moved here alone stops the replication at the next write to it'"
  )

  /// SLAVES_RUNNING counts threads that apply; one that only receives is seen with PROCESS alone. Of
  /// threads that stand still no table tells, but SHOW ALL REPLICAS STATUS, which planc asks itself.
  private static let replicaOfMariaDB = gather(
    level: "'stop'", finding: follows.finding, object: "@@hostname", advice: follows.advice,
    from: """
      FROM (SELECT (SELECT COALESCE(SUM(VARIABLE_VALUE), 0) FROM information_schema.GLOBAL_STATUS WHERE VARIABLE_NAME = 'SLAVES_RUNNING')
                      + (SELECT COUNT(*) FROM information_schema.PROCESSLIST WHERE COMMAND LIKE 'Slave!_%' ESCAPE '!' OR USER = 'system user' AND COMMAND = 'Connect') AS running) AS q
         WHERE q.running > 0
      """)

  /// The members of a group apply each other's transactions by a channel of the group's. A channel
  /// that stands still has a host, too.
  private static let replicaOfMySQL = gather(
    level: "'stop'", finding: follows.finding, object: "@@hostname", advice: follows.advice,
    from: """
      FROM (SELECT COUNT(*) AS channels FROM performance_schema.replication_connection_configuration
                 WHERE CHANNEL_NAME NOT LIKE 'group!_replication!_%' ESCAPE '!' AND HOST <> '') AS q
         WHERE q.channels > 0
      """)
}
