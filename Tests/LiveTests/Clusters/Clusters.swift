import Foundation
import PlancTestSupport
import Testing

/// Tests of several servers at once, and of servers that are killed: `make test-servers` runs them.
enum Clusters {
  static let areAsked = ProcessInfo.processInfo.environment["PLANC_CLUSTERS"] == "yes"

  /// Where the tables of a server are, how they are defined, and the rows of those that take part in
  /// transactions: others are nobody's business but the server's own.
  ///
  /// - Parameter counters: whether AUTO_INCREMENT counts; each node of a Galera cluster has its own.
  static func tables(
    _ server: ThrowawayServer, counters: Bool = true
  ) throws -> [String: String] {
    let facts = try ServerState(of: server).facts.mapValues { fact in
      counters ? fact : fact.replacing(/\ AUTO_INCREMENT=[0-9]+/, with: "")
    }
    return facts.filter { about, _ in
      if about.hasPrefix("table ") { return true }
      guard about.hasPrefix("rows ") else { return false }
      return facts["table " + about.dropFirst("rows ".count)]?.contains("ENGINE=InnoDB") == true
    }
  }

  static func differences(_ one: [String: String], _ other: [String: String]) -> String {
    Set(one.keys).union(other.keys).filter { one[$0] != other[$0] }.sorted()
      .map { "\($0)\n  \(one[$0] ?? "absent")\n  \(other[$0] ?? "absent")" }
      .joined(separator: "\n")
  }
}

extension Trait where Self == ConditionTrait {
  static var withClusters: Self {
    .enabled(if: Clusters.areAsked, "run by make test-servers, with PLANC_CLUSTERS=yes")
  }

  static var onlyOnDebiansMariaDB: Self {
    .enabled(if: ServerKind.chosen == .mariaDB1011, "only on MariaDB: Galera is that of 10.11")
  }
}
