import Testing

@testable import Operations

@Suite struct SuitableServerTests {
  private static func facts(
    _ version: String, _ comment: String = "", readOnly: String = "0",
    replicas: ServerAnswer? = ServerAnswer(columns: [], rows: [])
  ) throws -> ServerFacts {
    let answer = ServerAnswer(
      columns: ["a", "b", "c", "d"], rows: [[version, comment, readOnly, "host 3306 1"]])
    let galera = ServerAnswer(columns: ["Variable_name", "Value"], rows: [["wsrep_on", "OFF"]])
    return try #require(ServerFacts(answer, galera: galera) { _ in replicas })
  }

  @Test(arguments: [
    ("10.11.19-MariaDB-0+deb12u1", "Debian 12", ServerFacts.Family.mariaDB, true),
    ("10.6.0-MariaDB", "", .mariaDB, true), ("10.5.29-MariaDB", "", .mariaDB, false),
    ("5.5.5-10.11.4-MariaDB", "", .mariaDB, true), ("11.8.9-MariaDB", "", .mariaDB, true),
    ("9.7.4", "(Debian)", .mySQL, true), ("8.0.0", "MySQL Community Server - GPL", .mySQL, true),
    ("5.7.44", "MySQL Community Server", .mySQL, false),
    ("8.0.36-28", "Percona Server (GPL)", .mySQL, true), ("8.4", "", .mySQL, true),
  ])
  func `a family and an age that the files need`(
    version: String, comment: String, family: ServerFacts.Family, isGood: Bool
  ) throws {
    let facts = try Self.facts(version, comment)
    #expect(facts.family == family)
    #expect(facts.obstacles.isEmpty == isGood, "\(facts.obstacles)")
  }

  @Test(arguments: [
    ("8.0.11-TiDB-v7.5.0", "TiDB Server"), ("8.0.30-Vitess", "Version: 21"),
    ("5.7.25-OceanBase_CE-v4", ""), ("8.0.31", "Dolt"),
  ])
  func `what only speaks like one of them is refused`(version: String, comment: String) throws {
    let facts = try Self.facts(version, comment)
    #expect(facts.family == nil)
    #expect(facts.obstacles.count == 1)
  }

  @Test func `all obstacles are told at once`() throws {
    let replica = ServerAnswer(
      columns: ["Connection_name", "Slave_IO_Running", "Slave_SQL_Running"],
      rows: [["", "No", "No"], ["b", "Connecting", "Yes"]])
    let facts = try Self.facts("10.3.1-MariaDB", readOnly: "ON", replicas: replica)
    #expect(facts.obstacles.count == 3)
  }

  @Test func `a replica that stands still is one, and is told so`() throws {
    let stopped = ServerAnswer(
      columns: ["Replica_IO_Running", "Replica_SQL_Running"], rows: [["No", "No"]])
    let facts = try Self.facts("9.7.4", replicas: stopped)
    #expect(facts.isReplica == true)
    #expect(
      facts.obstacles.map(\.reason) == [
        "is set up to replicate from another server, and stands still"
      ])
    #expect(try Self.facts("9.7.4").isReplica == false)
    #expect(try Self.facts("9.7.4", replicas: nil).isReplica == nil)
    #expect(ServerFacts(nil, galera: nil) { _ in nil } == nil)
  }
}
