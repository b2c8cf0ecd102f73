/// What a server is, as far as it decides whether a migration may run on it.
package struct ServerFacts: Equatable, Sendable {
  package enum Family: String, Sendable {
    case mariaDB = "MariaDB"
    case mySQL = "MySQL"
  }

  /// Nil for a server that only speaks like one of them.
  package var family: Family?
  /// As the server writes it.
  package var version: String
  package var isReadOnly: Bool
  /// Which server it is: another answer after a reconnection is another server.
  package var identity: String
  /// Nil where this account may not know.
  package var isReplica: Bool?
  /// Whether it is set up as one and no thread of it runs.
  package var isStoppedReplica: Bool
  package var isGalera: Bool
  /// `binlog_do_db is a`: what keeps statements out of the binary log, by their default schema.
  package var logFilters: [String] = []

  /// Answers with one row, on every server.
  package static let question =
    "SELECT VERSION(), @@version_comment, CAST(@@GLOBAL.read_only AS CHAR), CONCAT_WS(' ', @@hostname, @@port, @@server_id)"
  /// Answers with a row where the server knows the word.
  package static let galeraQuestion = "SHOW GLOBAL VARIABLES LIKE 'wsrep_on'"

  /// - Parameters:
  ///   - replicas: the answer to `replicaQuestion`; nil when it was refused.
  package init?(
    _ answer: ServerAnswer?, galera: ServerAnswer?, replicas: (Family?) -> ServerAnswer?
  ) {
    guard let row = answer?.rows.first, row.count == 4, let version = row[0] else { return nil }
    self.version = version
    family = Self.family(version, comment: row[1] ?? "")
    isReadOnly = !["0", "OFF"].contains(row[2] ?? "")
    identity = row[3] ?? ""
    isGalera = galera?.rows.first?.last.flatMap { $0 } == "ON"
    let answer = replicas(family).map(Self.withoutGroups)
    // A row stays through STOP REPLICA, and goes with RESET REPLICA ALL.
    isReplica = answer.map { !$0.rows.isEmpty }
    isStoppedReplica = answer.map { !$0.rows.isEmpty && !Self.replicates($0) } ?? false
  }

  /// MariaDB replicates from several primaries.
  package static func replicaQuestion(_ family: Family?) -> String {
    family == .mariaDB ? "SHOW ALL REPLICAS STATUS" : "SHOW REPLICA STATUS"
  }

  /// The members of a group apply each other's transactions, and none is a replica.
  private static func withoutGroups(_ answer: ServerAnswer) -> ServerAnswer {
    guard let channel = answer.columns.firstIndex(of: "Channel_Name") else { return answer }
    var own = answer
    own.rows.removeAll { $0[channel]?.hasPrefix("group_replication_") ?? false }
    return own
  }

  /// Whether any thread of any of its connections runs.
  private static func replicates(_ answer: ServerAnswer) -> Bool {
    let columns = answer.columns.indices.filter {
      answer.columns[$0].hasSuffix("_IO_Running") || answer.columns[$0].hasSuffix("_SQL_Running")
    }
    return answer.rows.contains { row in columns.contains { (row[$0] ?? "No") != "No" } }
  }

  private static func family(_ version: String, comment: String) -> Family? {
    let words = "\(version) \(comment)".lowercased()
    let others = [
      "tidb", "vitess", "planetscale", "oceanbase", "singlestore", "memsql", "doris", "starrocks",
      "clickhouse", "dolt", "proxysql", "mariadb xpand",
    ]
    if others.contains(where: words.contains) { return nil }
    return words.contains("mariadb") ? .mariaDB : .mySQL
  }

  private static let oldest: [Family: (major: Int, minor: Int)] = [
    .mariaDB: (10, 6), .mySQL: (8, 0),
  ]

  /// Why no migration may run here, and what to do, in the order in which people should hear of it.
  package var obstacles: [(reason: String, help: String)] {
    var found: [(reason: String, help: String)] = []
    let needed = "MariaDB 10.6 or newer, or MySQL 8.0 or newer"
    if let family, let oldest = Self.oldest[family] {
      if !isAtLeast(oldest) {
        found.append(("is \(family.rawValue) \(version)", "the files need \(needed)"))
      }
    } else {
      found.append(
        ("says of itself `\(version)`", "planc's files were run on \(needed), and on nothing else"))
    }
    if isReadOnly { found.append(("is read-only", "connect to the primary")) }
    if isStoppedReplica {
      found.append(
        (
          "is set up to replicate from another server, and stands still",
          "connect to the primary; if this is the primary now, `RESET REPLICA ALL` on it says so"
        ))
    } else if isReplica == true {
      found.append(
        ("replicates from another server", "connect to the primary, from which replicas follow"))
    }
    return found
  }

  private func isAtLeast(_ oldest: (major: Int, minor: Int)) -> Bool {
    // Clients of old protocols are told 5.5.5-10.11.19-MariaDB.
    let plain = version.hasPrefix("5.5.5-") ? version.dropFirst(6) : version[...]
    let numbers = plain.split(separator: ".").prefix(2).map { Int($0.prefix { $0.isNumber }) ?? 0 }
    guard numbers.count == 2 else { return false }
    return (numbers[0], numbers[1]) >= (oldest.major, oldest.minor)
  }
}
