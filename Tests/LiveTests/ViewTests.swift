import Foundation
import PlancTestSupport
import Testing

@testable import PlanCompiler

/// Views on tables that move, there and back.
@Suite struct ViewTests {
  @Test(arguments: MariaDBClient.Manner.allCases)
  func `views follow their tables and come home, each file twice and in any order`(
    manner: MariaDBClient.Manner
  ) async throws {
    try await SharedServer.use { server in
      try server.client.query(ViewMigration.fixture)
      let start = try ServerState(of: server)
      let before = try ViewMigration.catalog(of: server.client)
      let scripts = try Scripts(try ViewMigration.make(of: server.client))
      let answers = try Self.answers(of: server)
      for files in [scripts.moves, scripts.moves.reversed()] {
        let preflight = try scripts.run(scripts.names.preflight, on: server, manner)
        #expect(preflight.lastLine == "READY", "\(preflight)")
        try scripts.run(scripts.create, on: server, manner)
        for file in files {
          for _ in 1...2 {
            let output = try scripts.run(file, on: server, manner)
            #expect(output.stderr == "")
            #expect(output.lastLine.hasPrefix("DONE: "), "\(output)")
            #expect(try Self.answers(of: server) == answers)
          }
        }
        let verify = try scripts.run(scripts.names.verify, on: server, manner)
        #expect(verify.lastLine == "VERIFIED", "\(verify)")
        let status = try scripts.run(scripts.names.status, on: server, manner)
        #expect(status.stdout.contains("APPLIED"), "\(status)")
        for _ in 1...2 {
          let output = try scripts.run(scripts.names.rollback, on: server, manner)
          #expect(output.stderr == "")
          #expect(
            output.lastLine.hasPrefix("DONE: 5 of 5 tables are back; 6 of 6 views are back"),
            "\(output)")
        }
        let end = try ServerState(of: server)
        #expect(end == start, "\(end.changes(since: start))")
        #expect(try ViewMigration.catalog(of: server.client) == before)
      }
    }
  }

  /// What every view of the fixture answers.
  static func answers(of server: ThrowawayServer) throws -> [[String]] {
    try server.client.query(
      """
      SELECT * FROM shop.a_on_views ORDER BY 1, 2;
      SELECT * FROM shop.open_orders ORDER BY 1;
      SELECT * FROM reports.both_ends ORDER BY 1, 2;
      SELECT * FROM cold.items_only ORDER BY 1;
      SELECT * FROM reports.untouched;
      SELECT * FROM reports.via;
      SELECT * FROM reports.`view ``b`;
      """)
  }
}
