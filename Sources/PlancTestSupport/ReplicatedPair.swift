import Foundation

/// A primary and one replica that follows it by GTID.
package struct ReplicatedPair: Sendable {
  package let primary: ThrowawayServer
  package let replica: ThrowawayServer

  /// - Parameter filters: options of the replica, such as `--replicate-do-db=a`.
  package init(filters: [String] = []) throws(TestSupportError) {
    var usual = ["--log-bin=binary-log"]
    if ServerKind.chosen.family == .mySQL {
      usual += ["--gtid-mode=ON", "--enforce-gtid-consistency=ON"]
    }
    primary = try ThrowawayServer(options: usual + ["--server-id=1"])
    replica = try ThrowawayServer(options: usual + ["--server-id=2"] + filters)
    try primary.client.query(
      "CREATE USER follower@'%' IDENTIFIED BY 'follows'; GRANT REPLICATION SLAVE ON *.* TO follower@'%';"
    )
    switch primary.kind.family {
    case .mariaDB:
      try replica.client.query(
        """
        CHANGE MASTER TO MASTER_HOST = '127.0.0.1', MASTER_PORT = \(primary.port),
          MASTER_USER = 'follower', MASTER_PASSWORD = 'follows', MASTER_USE_GTID = slave_pos;
        START SLAVE;
        """)
    case .mySQL:
      try replica.client.query(
        """
        CHANGE REPLICATION SOURCE TO SOURCE_HOST = '127.0.0.1', SOURCE_PORT = \(primary.port),
          SOURCE_USER = 'follower', SOURCE_PASSWORD = 'follows', SOURCE_AUTO_POSITION = 1,
          GET_SOURCE_PUBLIC_KEY = 1;
        START REPLICA;
        """)
    }
    try waitUntilCaughtUp()
  }

  /// Waits until the replica has done all that the primary has, or stopped at an error.
  ///
  /// - Returns: the number of the error at which it stopped; 0 when it did not.
  @discardableResult
  package func waitUntilCaughtUp() throws(TestSupportError) -> Int {
    let (reached, waiting): (String, (String) -> String) =
      switch primary.kind.family {
      case .mariaDB:
        ("SELECT @@gtid_binlog_pos;", { "SELECT MASTER_GTID_WAIT('\($0)', 1);" })
      case .mySQL:
        ("SELECT @@gtid_executed;", { "SELECT WAIT_FOR_EXECUTED_GTID_SET('\($0)', 1);" })
      }
    let position = try primary.client.value(reached).replacing("\\n", with: "")
    let end = Date().addingTimeInterval(300)
    while Date() < end {
      if try replica.client.value(waiting(position)) == "0" { return 0 }
      let error = try errorNumber()
      if error != 0 { return error }
    }
    throw TestSupportError("the replica does not catch up; its log:\n\(replica.errorLog)")
  }

  private func errorNumber() throws(TestSupportError) -> Int {
    switch primary.kind.family {
    case .mariaDB:
      // Errno of the thread that reads, of the one that writes, and of the last of either.
      let lines = try replica.client.run(text: "SHOW SLAVE STATUS\\G").stdout.split(separator: "\n")
      let numbers = lines.filter { $0.contains("_Errno: ") }
        .compactMap { Int($0.split(separator: " ").last ?? "") }
      guard numbers.count == 3 else { throw TestSupportError("no status of a replica: \(lines)") }
      return numbers.max() ?? 0
    case .mySQL:
      let number = try replica.client.value(
        """
        SELECT COALESCE(MAX(LAST_ERROR_NUMBER), 0)
          FROM performance_schema.replication_applier_status_by_worker;
        """)
      return Int(number) ?? 0
    }
  }

  package func stop() {
    primary.stop()
    replica.stop()
  }
}
