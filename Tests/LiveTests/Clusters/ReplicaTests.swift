import PlancTestSupport
import Testing

@testable import Plans

/// A primary whose tables move, and a replica that follows.
@Suite(.serialized, .withClusters)
struct ReplicaTests {
  @Test func `a replica holds the same tables after the move, and after the rollback`() throws {
    let scripts = try Scripts(PhaseA.migration())
    let pair = try ReplicatedPair()
    defer { pair.stop() }
    try PhaseAFixture.load(into: pair.primary)
    func expectEqual(_ when: String) throws -> [String: String] {
      #expect(try pair.waitUntilCaughtUp() == 0)
      let primary = try Clusters.tables(pair.primary)
      let replica = try Clusters.tables(pair.replica)
      #expect(replica == primary, "\(when): \(Clusters.differences(primary, replica))")
      return replica
    }
    let start = try expectEqual("at the start")
    let told = PreflightTests.findings(try scripts.run(scripts.names.preflight, on: pair.primary))
    #expect(told.count { $0.hasPrefix("info: a replica follows this server @ session ") } == 1)
    for manner in MariaDBClient.Manner.allCases {
      for file in scripts.forward {
        let output = try scripts.run(file, on: pair.primary, manner)
        #expect(output.lastLine.hasPrefix("DONE: "), "\(output)")
        _ = try expectEqual("after \(file)")
      }
      // A read-only question; a replica may be asked, too.
      for server in [pair.primary, pair.replica] {
        #expect(try scripts.run(scripts.names.verify, on: server).lastLine == "VERIFIED")
      }
      let back = try scripts.run(scripts.names.rollback, on: pair.primary, manner)
      #expect(back.lastLine.hasPrefix("DONE: 34 of 34 tables are back"), "\(back)")
      let drop = try scripts.run(scripts.names.dropSchemas, on: pair.primary, manner)
      #expect(drop.lastLine == "DONE: 2 of 2 schemas dropped", "\(drop)")
      let end = try expectEqual("after the rollback")
      #expect(end == start, "\(Clusters.differences(start, end))")
    }
  }

  /// One table in `a`, replicated; `b` is made, and the table moves there and gets two rows.
  private static func moveOneTable(_ pair: ReplicatedPair, default schema: String?) throws -> Int {
    try pair.primary.client.query(
      """
      CREATE SCHEMA a; USE a; CREATE TABLE a.t (id INT PRIMARY KEY); INSERT INTO a.t VALUES (1);
      """)
    #expect(try pair.waitUntilCaughtUp() == 0)
    #expect(try pair.replica.client.value("SELECT COUNT(*) FROM a.t;") == "1")
    try pair.primary.client.query("CREATE SCHEMA b;")
    try pair.primary.client.query(
      """
      \(schema.map { "USE \($0);" } ?? "") RENAME TABLE a.t TO b.t;
      """)
    try pair.primary.client.query("INSERT INTO b.t VALUES (2), (3);")
    return try pair.waitUntilCaughtUp()
  }

  private static func places(_ server: ThrowawayServer) throws -> [String] {
    try server.client.query(
      """
      SELECT CONCAT(TABLE_SCHEMA, '.', TABLE_NAME) FROM information_schema.TABLES
       WHERE TABLE_SCHEMA IN ('a', 'b') ORDER BY 1;
      """
    ).map { $0[0] }
  }

  @Test func `replicate-do-db passes over a move without a default schema, and says nothing`()
    throws
  {
    let pair = try ReplicatedPair(filters: ["--replicate-do-db=a"])
    defer { pair.stop() }
    #expect(try Self.moveOneTable(pair, default: nil) == 0)
    #expect(try Self.places(pair.primary) == ["b.t"])
    #expect(try Self.places(pair.replica) == ["a.t"])
    #expect(try pair.replica.client.value("SELECT COUNT(*) FROM a.t;") == "1")
  }

  @Test func `replicate-do-db stops at a move from its schema into one that it passed over`()
    throws
  {
    let pair = try ReplicatedPair(filters: ["--replicate-do-db=a"])
    defer { pair.stop() }
    #expect(try Self.moveOneTable(pair, default: "a") == Self.noSuchSchema)
    #expect(try Self.places(pair.replica) == ["a.t"])
  }

  @Test func `replicate-wild-do-table stops at a move into a schema that it passed over`() throws {
    let pair = try ReplicatedPair(filters: ["--replicate-wild-do-table=a.%"])
    defer { pair.stop() }
    #expect(try Self.moveOneTable(pair, default: nil) == Self.noSuchSchema)
    #expect(try Self.places(pair.replica) == ["a.t"])
  }

  @Test func `rows written after a move are passed over where only the old schema is replicated`()
    throws
  {
    let pair = try ReplicatedPair(filters: ["--replicate-wild-do-table=a.%"])
    defer { pair.stop() }
    try pair.replica.client.query("SET SESSION sql_log_bin = 0; CREATE SCHEMA b;")
    #expect(try Self.moveOneTable(pair, default: nil) == 0)
    #expect(try Self.places(pair.replica) == ["b.t"])
    #expect(try pair.replica.client.value("SELECT COUNT(*) FROM b.t;") == "1")
    #expect(try pair.primary.client.value("SELECT COUNT(*) FROM b.t;") == "3")
  }

  @Test func `a move without the binary log breaks the replica at the next row`() throws {
    let pair = try ReplicatedPair()
    defer { pair.stop() }
    try pair.primary.client.query(
      "CREATE SCHEMA a; CREATE SCHEMA b; CREATE TABLE a.t (id INT PRIMARY KEY);")
    try pair.primary.client.query("SET SESSION sql_log_bin = 0; RENAME TABLE a.t TO b.t;")
    try pair.primary.client.query("INSERT INTO b.t VALUES (1);")
    #expect(try pair.waitUntilCaughtUp() == 1146)
    #expect(try Self.places(pair.replica) == ["a.t"])
  }

  @Test func `a move is one event, and a move that fails is none`() throws {
    let pair = try ReplicatedPair()
    defer { pair.stop() }
    let server = pair.primary
    let position =
      server.kind.family == .mariaDB
      ? "SELECT SUBSTRING_INDEX(@@gtid_binlog_pos, '-', -1);"
      : "SELECT SUBSTRING_INDEX(SUBSTRING_INDEX(@@gtid_executed, ':', -1), '-', -1);"
    func number() throws -> Int { try #require(Int(server.client.value(position))) }
    try server.client.query(
      """
      CREATE SCHEMA a; CREATE SCHEMA b;
      CREATE TABLE a.t1 (id INT); CREATE TABLE a.t2 (id INT); CREATE TABLE a.t3 (id INT);
      """)
    let before = try number()
    let failed = try server.client.run(
      text: "RENAME TABLE a.t1 TO b.t1, a.t2 TO b.t2, a.absent TO b.absent;")
    #expect(failed.stderr.contains("ERROR 1146"))
    #expect(try number() == before)
    try server.client.query("RENAME TABLE a.t1 TO b.t1, a.t2 TO b.t2, a.t3 TO b.t3;")
    #expect(try number() == before + 1)
    #expect(try pair.waitUntilCaughtUp() == 0)
    #expect(try Self.places(pair.replica) == ["b.t1", "b.t2", "b.t3"])
  }

  private static var noSuchSchema: Int { OnlyOnMariaDB.isHere ? 1025 : 1049 }
}
