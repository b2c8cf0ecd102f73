import Foundation
import Glibc

/// Three MariaDB servers that hold the same by Galera, on the loopback address.
package struct GaleraCluster: Sendable {
  /// The first one founded the cluster.
  package let nodes: [ThrowawayServer]

  private static let provider = "/usr/lib/galera/libgalera_smm.so"

  /// - Throws: `TestSupportError` when Galera is not installed, or with the log of a node that does
  ///   not get ready.
  package init() throws(TestSupportError) {
    for (file, package) in [(Self.provider, "galera-4"), ("/usr/bin/rsync", "rsync")] {
      guard unsafe access(file, R_OK) == 0 else {
        throw TestSupportError(
          "\(file) is missing; `scripts/bootstrap servers` installs \(package)")
      }
    }
    var ports: [[Int]] = []
    for _ in 0..<3 {
      // For the group, for the whole state of a node, and for the changes that a node missed.
      ports.append([try freePort(), try freePort(), try freePort()])
    }
    let members = ports.map { "127.0.0.1:\($0[0])" }.joined(separator: ",")
    var started: [ThrowawayServer] = []
    for (index, own) in ports.enumerated() {
      // Nodes copy each other by rsync, which gives up root's rights for those of nobody.
      let server = try ThrowawayServer(
        kind: .mariaDB1011, options: Self.options(members, own),
        more: index == 0 ? ["--wsrep-new-cluster"] : [], user: "mysql")
      try Self.waitUntilReady(server)
      started.append(server)
    }
    nodes = started
  }

  /// What an administrator would write into the option files.
  private static func options(_ members: String, _ ports: [Int]) -> [String] {
    [
      "--binlog-format=ROW", "--innodb-autoinc-lock-mode=2", "--wsrep-on=ON",
      "--wsrep-provider=\(provider)", "--wsrep-cluster-address=gcomm://\(members)",
      "--wsrep-cluster-name=planc", "--wsrep-node-address=127.0.0.1:\(ports[0])",
      "--wsrep-sst-method=rsync", "--wsrep-sst-receive-address=127.0.0.1:\(ports[1])",
      "--wsrep-provider-options=base_port=\(ports[0]);gmcast.listen_addr=tcp://127.0.0.1:\(ports[0])"
        + ";ist.recv_addr=127.0.0.1:\(ports[2]);gcache.size=64M",
    ]
  }

  /// Waits until a node has all that the others have, and takes statements.
  package static func waitUntilReady(_ node: ThrowawayServer) throws(TestSupportError) {
    let end = Date().addingTimeInterval(300)
    let question = "SHOW GLOBAL STATUS LIKE 'wsrep_local_state_comment';"
    while Date() < end {
      if try node.client.query(question).first?.last == "Synced" { return }
      usleep(50_000)
    }
    throw TestSupportError("a node of the cluster is not ready; its log:\n\(node.errorLog)")
  }

  /// Waits until every node has done what one of them has.
  package func waitUntilEqual() throws(TestSupportError) {
    // Off its own turn a node may still have statements of others to do.
    for node in nodes { try node.client.query("SET SESSION wsrep_sync_wait = 15; SELECT 1;") }
  }

  package func stop() { for node in nodes { node.stop() } }
}
