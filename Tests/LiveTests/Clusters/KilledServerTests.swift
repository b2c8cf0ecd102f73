import Foundation
import Glibc
import PlancTestSupport
import Testing

@testable import Operations
@testable import Plans

/// The server is killed with -9 while a script runs, again and again, at random moments.
///
/// `PLANC_KILLS=100` kills as often with the binary log and without it; 4 times each is usual.
@Suite(.serialized, .withClusters)
struct KilledServerTests {
  private static let kills =
    Int(ProcessInfo.processInfo.environment["PLANC_KILLS"] ?? "") ?? 4

  private static let batchSize = 250

  /// 500 tables in two batches, each to a schema of its own, so each to a file of its own.
  private static let migration: Migration = {
    func batch(_ target: String, _ numbers: Range<Int>) -> (String, String, SmallMigration.Group) {
      ("core", target, (nil, numbers.map { (table($0), table($0)) }))
    }
    return SmallMigration.make(
      "killed",
      schemas: [
        SmallMigration.schema("core", 2 * batchSize + 1, 1),
        SmallMigration.schema("cold", 0, batchSize, creates: "made"),
        SmallMigration.schema("hot", 0, batchSize, creates: "made"),
      ],
      batches: [[batch("cold", 0..<batchSize)], [batch("hot", batchSize..<(2 * batchSize))]])
  }()

  private static func table(_ number: Int) -> String { "t\(number)" }

  /// Each table has a row of its own. All are of InnoDB: of others the runbook warns.
  private static var fixture: String {
    let tables = (0..<(2 * batchSize)).map { number in
      """
      CREATE TABLE core.\(table(number)) (n INT PRIMARY KEY) ENGINE=InnoDB;
      INSERT INTO core.\(table(number)) VALUES (\(number));
      """
    }
    return "CREATE SCHEMA core COLLATE utf8mb4_unicode_ci; CREATE TABLE core.stays (n INT);\n"
      + tables.joined(separator: "\n")
  }

  /// What was seen at one kill.
  private struct Sight {
    var moved: [Int]
    var wasInTheMiddle: Bool
  }

  @Test(arguments: [true, false])
  func `after a kill each batch is whole, status tells the truth, and both ways are open`(
    binaryLog: Bool
  ) throws {
    let server = try ThrowawayServer(options: [
      binaryLog ? "--log-bin=binary-log" : "--skip-log-bin", "--innodb-flush-log-at-trx-commit=1",
    ])
    defer { server.stop() }
    let scripts = try Scripts(Self.migration)
    try server.client.query(Self.fixture)
    var random = SeededGenerator(state: binaryLog ? 11 : 12)
    // As long as the statements take on this machine now; measured anew with each whole run.
    var seconds = try Self.seconds { try Self.expect(scripts, scripts.forward, on: server) }
    try Self.expect(scripts, scripts.back, on: server)
    var middles = 0
    for kill in 1...Self.kills {
      // On the way there one of the files is cut off; on the way back the one that there is.
      let goesBack = kill.isMultiple(of: 2)
      if goesBack { try Self.expect(scripts, scripts.forward, on: server) }
      let files = goesBack ? scripts.back : scripts.forward
      // Every second pair at a random time, the others when so many files have arrived.
      let arrived =
        kill % 4 < 2
        ? nil : (goesBack ? "core" : "cold", Int.random(in: 1..<Self.batchSize, using: &random))
      let sight = try Self.kill(
        server, running: files, of: scripts, within: seconds * 1.1, or: arrived, &random)
      if sight.wasInTheMiddle { middles += 1 }
      let context = "kill \(kill) \(goesBack ? "back" : "forward"), moved \(sight.moved)"
      #expect(sight.moved.allSatisfy { [0, Self.batchSize].contains($0) }, "\(context)")
      try Self.expectTruth(scripts, on: server, sight.moved, context)
      if Bool.random(using: &random) {
        seconds = try Self.seconds { try Self.expect(scripts, scripts.forward, on: server) }
        #expect(
          try scripts.run(scripts.names.verify, on: server).lastLine == "VERIFIED", "\(context)")
        try Self.expectRows(on: server, context)
      }
      try Self.expect(scripts, scripts.back, on: server)
      try Self.expectRows(on: server, context)
      #expect(try Self.moved(server) == [0, 0], "\(context)")
    }
    print(
      "\(server.kind.rawValue), binary log \(binaryLog ? "on" : "off"): \(Self.kills) kills,"
        + " \(middles) of them in the middle of a RENAME, none lost a table")
  }

  private static func seconds(_ body: () throws -> Void) rethrows -> Double {
    let start = Date()
    try body()
    return Date().timeIntervalSince(start)
  }

  private static func expect(
    _ scripts: Scripts, _ files: [String], on server: ThrowawayServer
  ) throws {
    for file in files {
      let output = try scripts.run(file, on: server)
      #expect(output.lastLine.hasPrefix("DONE: "), "\(file): \(output)")
    }
  }

  /// Runs files one after the other in one client, kills the server meanwhile, and starts it again.
  private static func kill(
    _ server: ThrowawayServer, running files: [String], of scripts: Scripts,
    within seconds: Double, or arrived: (schema: String, count: Int)?,
    _ random: inout SeededGenerator
  ) throws -> Sight {
    let folder = try TemporaryFolder()
    let script = try folder.write("all.sql", files.map { scripts.text($0) }.joined(separator: "\n"))
    let recoveries = recoveries(server)
    let client = try server.client.start(script: script)
    if let arrived {
      let end = Date().addingTimeInterval(seconds * 3)
      while server.filesOnDisk(of: arrived.schema) < arrived.count, Date() < end { usleep(100) }
    } else {
      usleep(UInt32(Double.random(in: 0...seconds, using: &random) * 1_000_000))
    }
    try server.killOutright()
    _ = try client.wait()
    try server.start()
    return Sight(moved: try moved(server), wasInTheMiddle: recoveries != self.recoveries(server))
  }

  /// How often the server found a statement that it had not ended. MySQL does not tell.
  private static func recoveries(_ server: ThrowawayServer) -> Int {
    server.errorLog.ranges(of: "DDL_LOG: Crash recovery executed").count
  }

  /// How many tables of each batch are at their target, from information_schema.
  private static func moved(_ server: ThrowawayServer) throws -> [Int] {
    let rows = try server.client.query(
      "SELECT TABLE_SCHEMA, TABLE_NAME FROM information_schema.TABLES WHERE TABLE_SCHEMA IN ('core', 'cold', 'hot');"
    )
    #expect(rows.count == 2 * batchSize + 1, "a table is gone, or twice there")
    #expect(Set(rows.map { $0[1] }).count == rows.count)
    return ["cold", "hot"].map { schema in rows.count { $0[0] == schema } }
  }

  private static func expectTruth(
    _ scripts: Scripts, on server: ThrowawayServer, _ moved: [Int], _ context: String
  ) throws {
    let status = try scripts.run(scripts.names.status, on: server)
    let word =
      switch moved {
      case [0, 0]: "NOT STARTED"
      case [batchSize, batchSize]: "APPLIED"
      default: "PARTIALLY APPLIED"
      }
    #expect(status.stdout.contains("\n\(word)\t"), "\(context): \(status.stdout.prefix(500))")
    #expect(status.stdout.ranges(of: "\ntarget\t").count == moved.reduce(0, +), "\(context)")
  }

  /// Every table has its own row.
  private static func expectRows(on server: ThrowawayServer, _ context: String) throws {
    let tables = try server.client.query(
      """
      SELECT CONCAT(TABLE_SCHEMA, '.', TABLE_NAME) FROM information_schema.TABLES
       WHERE TABLE_SCHEMA IN ('core', 'cold', 'hot') AND TABLE_NAME <> 'stays' ORDER BY 1;
      """
    ).map { $0[0] }
    let rows = try server.client.query(
      tables.map { "SELECT '\($0)', n FROM \($0);" }.joined(separator: "\n"))
    #expect(rows.count == 2 * batchSize, "\(context)")
    #expect(rows.allSatisfy { $0[0].hasSuffix(".t\($0[1])") }, "\(context)")
  }
}
