/// Who follows this server, and what an operator should see to before the move?
extension PreflightCheck {
  static let replicationChecks = [galera, replicas]

  /// A cluster's nodes agree on a RENAME as a whole; what it does to others, and what a node that is
  /// missing or dies does, is for a person to know. Only MariaDB has this table of the status.
  private static let galera = PreflightCheck(
    title: "Where this is a node of a Galera cluster: its nodes are there.",
    sql: prepared(
      """
      IF(VERSION() LIKE '%MariaDB%',
      '\(SQLText.inString(statement(nodes)))',
      'SET @planc_check = ''[]''')
      """))

  /// The address names the nodes that were meant; none where the cluster was founded with none.
  private static let nodes = gather(
    level: "'look'",
    finding:
      "IF(q.named > q.there, CONCAT('a Galera cluster of which ', q.there, ' of ', q.named, ' nodes are there'), CONCAT('a Galera cluster of ', q.there, ' nodes'))",
    object: "@@hostname",
    advice:
      "'the move aborts transactions on all nodes (1213), whatever lock_wait_timeout is; stop no node while it runs, and look at the status on each afterwards, also on one that comes back'",
    from: """
      FROM (SELECT \(galeraValue("STATUS", "wsrep_cluster_size")) + 0 AS there
                     , IF(\(galeraValue("VARIABLES", "wsrep_cluster_address")) LIKE 'gcomm://_%', 1 + CHAR_LENGTH(\(galeraValue("VARIABLES", "wsrep_cluster_address"))) - CHAR_LENGTH(REPLACE(\(galeraValue("VARIABLES", "wsrep_cluster_address")), ',', '')), 0) AS named
                     , \(galeraValue("VARIABLES", "wsrep_on")) AS is_on) AS q
         WHERE q.is_on = 'ON'
      """)

  private static func galeraValue(_ table: String, _ name: String) -> String {
    "(SELECT VARIABLE_VALUE FROM information_schema.GLOBAL_\(table) WHERE VARIABLE_NAME = '\(name)')"
  }

  /// Their filters can be read there alone. An account without PROCESS sees none of them.
  private static let replicas = PreflightCheck(
    title: "The replicas that follow this server: their filters let the new schemas through.",
    sql: gather(
      level: "'look'", finding: "'a replica follows this server'",
      object: "CONCAT('session ', p.ID, ', ', p.USER, ' at ', p.HOST)",
      advice:
        "'see there that no filter names schemas (Replicate_Do_DB and its like in SHOW REPLICA STATUS): it would pass over the move, or stop at it'",
      from: """
        FROM information_schema.PROCESSLIST AS p
           WHERE p.COMMAND LIKE 'Binlog Dump%'
        """))
}
