import Glibc
import PlancTestSupport
import Testing

@testable import Plans

/// Phase A on three nodes that hold the same.
@Suite(.serialized, .withClusters, .onlyOnDebiansMariaDB)
struct GaleraTests {
  private static let shared = Result { try GaleraCluster() }

  /// The cluster, emptied of all that earlier tests left, with the fixture of 111 tables.
  private static func loaded() throws -> [ThrowawayServer] {
    let cluster = try shared.get()
    try cluster.nodes[0].empty()
    try PhaseAFixture.load(into: cluster.nodes[0])
    try cluster.waitUntilEqual()
    return cluster.nodes
  }

  private static func expectEqual(
    _ nodes: [ThrowawayServer], _ when: String
  ) throws -> [String: String] {
    try shared.get().waitUntilEqual()
    let first = try Clusters.tables(nodes[0], counters: false)
    for node in nodes.dropFirst() {
      let other = try Clusters.tables(node, counters: false)
      #expect(other == first, "\(when): \(Clusters.differences(first, other))")
    }
    return first
  }

  @Test func `every node holds the same after the move on one, and after the rollback on another`()
    throws
  {
    let scripts = try Scripts(PhaseA.migration())
    let nodes = try Self.loaded()
    let start = try Self.expectEqual(nodes, "at the start")
    #expect(try scripts.run(scripts.names.preflight, on: nodes[1]).lastLine == "READY")
    for (index, file) in scripts.forward.enumerated() {
      let output = try scripts.run(file, on: nodes[index])
      #expect(output.lastLine.hasPrefix("DONE: "), "\(output)")
      try Self.shared.get().waitUntilEqual()
    }
    let moved = try Self.expectEqual(nodes, "after the move")
    #expect(moved.keys.count { $0.hasPrefix("table lupopedia_") } == 34)
    for node in nodes {
      #expect(try scripts.run(scripts.names.status, on: node).stdout.contains("\nAPPLIED\t"))
      #expect(try scripts.run(scripts.names.verify, on: node).lastLine == "VERIFIED")
    }
    let back = try scripts.run(scripts.names.rollback, on: nodes[2])
    #expect(back.lastLine.hasPrefix("DONE: 34 of 34 tables are back"), "\(back)")
    // No named lock is taken there, which a row says; the operator drops the schemas.
    #expect(back.stdout.contains("a Galera cluster has no named locks for all nodes"), "\(back)")
    let drop = try scripts.run(scripts.names.dropSchemas, on: nodes[2])
    #expect(drop.stderr.contains("this server is a member of a cluster"), "\(drop)")
    try nodes[2].client.query(
      "DROP SCHEMA lupopedia_orchestration; DROP SCHEMA lupopedia_ephemeral;")
    let end = try Self.expectEqual(nodes, "after the rollback")
    #expect(end == start, "\(Clusters.differences(start, end))")
  }

  @Test(arguments: [0, 1])
  func `the move does not wait for a transaction: that gets 1213, on any node`(
    node: Int
  ) throws {
    let scripts = try Scripts(PhaseA.migration(lockWaitTimeoutSeconds: 3600))
    let nodes = try Self.loaded()
    try scripts.run(scripts.create, on: nodes[0])
    try Self.shared.get().waitUntilEqual()
    let session = try ClientSession(nodes[node].client)
    try session.execute(
      "START TRANSACTION; UPDATE lupopedia.lupo_sessions SET created_ymdhis = 1 WHERE id = 1;")
    let output = try scripts.run(scripts[.ephemeral], on: nodes[0])
    #expect(output.lastLine == "DONE: 12 of 12 tables are in lupopedia_ephemeral", "\(output)")
    try session.execute("COMMIT;")
    #expect(session.errors.contains("ERROR 1213"), "\(session.errors)")
    session.end()
    _ = try Self.expectEqual(nodes, "after a transaction was aborted")
    let row = "SELECT COUNT(*) FROM lupopedia_ephemeral.lupo_sessions WHERE created_ymdhis = 1;"
    #expect(try nodes[node].client.value(row) == "0")
    // Read after the error the transaction is gone, and the client begins anew.
    #expect(try scripts.run(scripts.names.rollback, on: nodes[0]).lastLine.hasPrefix("DONE: 34"))
  }

  @Test func `a node that is down at the move has the tables at the right place when it is back`()
    throws
  {
    let scripts = try Scripts(PhaseA.migration())
    let nodes = try Self.loaded()
    let start = try Self.expectEqual(nodes, "at the start")
    func told() throws -> [String] {
      PreflightTests.findings(try scripts.run(scripts.names.preflight, on: nodes[0]))
    }
    #expect(try told().contains { $0.hasPrefix("info: Galera cluster of 3 nodes @") })
    try nodes[2].killOutright()
    while try nodes[0].client.query("SHOW STATUS LIKE 'wsrep_cluster_size';")[0][1] != "2" {
      usleep(50_000)
    }
    let isTold = try told().contains {
      $0.hasPrefix("info: Galera cluster: 2 of 3 nodes are present @")
    }
    #expect(isTold)
    for file in scripts.forward {
      let output = try scripts.run(file, on: nodes[0])
      #expect(output.lastLine.hasPrefix("DONE: "), "\(output)")
    }
    try nodes[2].start()
    try GaleraCluster.waitUntilReady(nodes[2])
    let moved = try Self.expectEqual(nodes, "after a node came back")
    #expect(moved.keys.count { $0.hasPrefix("table lupopedia_") } == 34)
    #expect(try scripts.run(scripts.names.verify, on: nodes[2]).lastLine == "VERIFIED")
    // Down at the rollback, too.
    try nodes[1].killOutright()
    #expect(try scripts.run(scripts.names.rollback, on: nodes[0]).lastLine.hasPrefix("DONE: 34"))
    try nodes[1].start()
    try GaleraCluster.waitUntilReady(nodes[1])
    let end = try Self.expectEqual(nodes, "after another came back")
    #expect(end == start, "\(Clusters.differences(start, end))")
  }

  @Test(arguments: ["wsrep_on = OFF", "wsrep_OSU_method = 'RSU'"])
  func `a session that no other node would follow moves nothing, there and back`(
    setting: String
  ) throws {
    let scripts = try Scripts(PhaseA.migration())
    let nodes = try Self.loaded()
    var start = try Self.expectEqual(nodes, "at the start")
    // What it would do: the others keep their table.
    let name = "SELECT COUNT(*) FROM information_schema.TABLES WHERE TABLE_NAME = 'alone';"
    for (old, new, there) in [("lupo_sessions", "alone", "1"), ("alone", "lupo_sessions", "0")] {
      try nodes[1].client.query(
        "SET SESSION \(setting); RENAME TABLE lupopedia.\(old) TO lupopedia.\(new);")
      #expect(try nodes[1].client.value(name) == there)
      #expect(try nodes[0].client.value(name) == "0")
    }
    for file in scripts.forward + [scripts.names.rollback] {
      let text = "SET SESSION \(setting);\n" + scripts.text(file)
      let output = try nodes[1].client.run(text: text)
      #expect(output.exitCode == 1)
      #expect(
        output.stderr.contains("so its changes do not reach the other nodes of the cluster"),
        "\(output.stderr)")
      #expect(try Self.expectEqual(nodes, "after a refusal") == start)
      if file != scripts.names.rollback {
        #expect(try scripts.run(file, on: nodes[1]).lastLine.hasPrefix("DONE: "))
        start = try Self.expectEqual(nodes, "after \(file)")
      }
    }
    #expect(try scripts.run(scripts.names.rollback, on: nodes[0]).lastLine.hasPrefix("DONE: 34"))
  }

  @Test func `a statement that fails changes no node, and the cluster stays whole`() throws {
    let nodes = try Self.loaded()
    let start = try Self.expectEqual(nodes, "at the start")
    let output = try nodes[1].client.run(
      text: "RENAME TABLE lupopedia.lupo_sessions TO mysql.moved, lupopedia.absent TO mysql.x;")
    #expect(output.stderr.contains("ERROR 1146"), "\(output)")
    let end = try Self.expectEqual(nodes, "after an error")
    #expect(end == start)
    for node in nodes {
      #expect(try node.client.query("SHOW STATUS LIKE 'wsrep_cluster_size';")[0][1] == "3")
    }
  }
}
