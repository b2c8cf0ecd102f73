import Foundation
import PlancTestSupport
import Testing

@testable import Catalogs
@testable import Operations
@testable import Plans

/// Views on tables that move, there and back.
@Suite(.withViewsCarried)
struct ViewTests {
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
          let output = try scripts.rollBack(on: server, manner)
          #expect(output.stderr == "")
          #expect(
            output.lastLine.hasPrefix("DONE: 5 of 5 tables are back; 6 of 6 views are as planned"),
            "\(output)")
        }
        let end = try ServerState(of: server)
        #expect(end == start, "\(end.changes(since: start))")
        #expect(try ViewMigration.catalog(of: server.client) == before)
      }
    }
  }

  /// After each statement that can write: the files end what was begun, or take it back.
  @Test(arguments: [true, false])
  func `a file that was cut after any statement goes on, or back`(inOrder: Bool) async throws {
    try await SharedServer.use { server in
      try server.client.query(ViewMigration.fixture)
      let start = try ServerState(of: server)
      let scripts = try Scripts(try ViewMigration.make(of: server.client))
      let answers = try Self.answers(of: server)
      let files = inOrder ? scripts.moves : scripts.moves.reversed()
      let all = files + [scripts.names.rollback]
      for (place, file) in all.enumerated() {
        for (cut, part) in scripts.beginnings(of: file).enumerated() {
          try scripts.run(scripts.create, on: server)
          for earlier in all[..<place] { try scripts.run(earlier, on: server) }
          #expect(try server.client.run(text: part).stderr == "", "\(file), cut \(cut)")
          if cut.isMultiple(of: 2) {
            for file in scripts.forward {
              let output = try scripts.run(file, on: server)
              #expect(output.lastLine.hasPrefix("DONE: "), "\(file), cut \(cut): \(output)")
            }
            #expect(try Self.answers(of: server) == answers, "\(file), cut \(cut)")
            let verify = try scripts.run(scripts.names.verify, on: server)
            #expect(verify.lastLine == "VERIFIED", "\(file), cut \(cut): \(verify)")
          }
          let back = try scripts.rollBack(on: server)
          #expect(back.lastLine.hasPrefix("DONE: 5 of 5"), "\(file), cut \(cut): \(back)")
          let state = try ServerState(of: server)
          #expect(state == start, "\(file), cut \(cut): \(state.changes(since: start))")
        }
      }
    }
  }

  @Test func `a view that somebody has dropped since is not counted as right`() async throws {
    try await SharedServer.use { server in
      try server.client.query(ViewMigration.fixture)
      let scripts = try Scripts(try ViewMigration.make(of: server.client))
      for file in scripts.forward { try scripts.run(file, on: server) }
      try server.client.query("DROP VIEW cold.items_only;")
      for file in [scripts.moves.last!, scripts.names.rollback] {
        let output = try scripts.run(file, on: server)
        #expect(
          output.lastLine.contains(", 1 changed or dropped by somebody else"),
          "\(file): \(output)")
        #expect(!output.lastLine.contains("6 of 6 views"), "\(file): \(output)")
      }
    }
  }

  /// The row names the view that the server refuses, and what it says leads to the end.
  @Test(arguments: MariaDBClient.Manner.allCases, [true, false])
  func `a view that cannot be created again is named`(
    manner: MariaDBClient.Manner, dropsTheView: Bool
  ) async throws {
    try await SharedServer.use { server in
      try server.client.query(ViewMigration.fixture)
      let scripts = try Scripts(try ViewMigration.make(of: server.client))
      for file in scripts.forward { try scripts.run(file, on: server) }
      try server.client.query("ALTER TABLE cold.items CHANGE s s_new VARCHAR(20);")
      var output = try scripts.run(scripts.names.rollback, on: server, manner)
      #expect(output.stderr.contains("1054"), "\(output)")
      let note =
        "reports.both_ends\tundo the change to the tables of the view, or drop the view, then run seen_rollback.sql again"
      #expect(output.stdout.contains(note), "\(output)")
      if dropsTheView {
        for view in ["reports.both_ends", "shop.a_on_views", "reports.via"] {
          #expect(output.stdout.contains("\n\(view)\t"), "\(output)")
          #expect(!output.lastLine.hasPrefix("DONE"))
          try server.client.query("DROP VIEW \(view);")
          output = try scripts.run(scripts.names.rollback, on: server, manner)
        }
      } else {
        try server.client.query("ALTER TABLE shop.items CHANGE s_new s VARCHAR(20);")
        output = try scripts.run(scripts.names.rollback, on: server, manner)
      }
      #expect(output.lastLine.hasPrefix("DONE: 5 of 5 tables are back"), "\(output)")
    }
  }

  /// What the server shows must be what was foretold, there and back, for every kind.
  ///
  /// With the originals also their texts, of which the catalog has lost something otherwise.
  @Test(arguments: [false, true])
  func `views of every kind come out as they were`(originals: Bool) async throws {
    let kinds = ViewKinds.carried + (originals ? ViewKinds.carriedWithOriginal : [])
    try await SharedServer.use { server in
      try server.client.query(ViewMigration.tables)
      for (index, view) in kinds.enumerated() {
        try server.client.query(
          "SET NAMES utf8mb4;\n"
            + view.replacingOccurrences(of: "VIEW v ", with: "VIEW reports.v\(index) "))
      }
      let start = try ServerState(of: server)
      let before = try ViewMigration.catalog(of: server.client)
      let migration = try ViewMigration.make(of: server.client, originals: originals)
      #expect(migration.views.count == kinds.count)
      let scripts = try Scripts(migration)
      for file in scripts.forward {
        let output = try scripts.run(file, on: server)
        #expect(output.lastLine.hasPrefix("DONE: "), "\(output)")
      }
      let verify = try scripts.run(scripts.names.verify, on: server)
      #expect(verify.lastLine == "VERIFIED", "\(verify)")
      let back = try scripts.rollBack(on: server)
      #expect(back.lastLine.hasPrefix("DONE: 5 of 5"), "\(back)")
      let end = try ServerState(of: server)
      #expect(end == start, "\(end.changes(since: start))")
      #expect(try ViewMigration.catalog(of: server.client) == before)
    }
  }

  /// The server itself takes none of these as it shows it, or shows it otherwise.
  @Test func `a kind that would come out otherwise is not carried`() async throws {
    try await SharedServer.use { server in
      try server.client.query(ViewMigration.tables)
      for (index, view) in ViewKinds.left.enumerated() {
        try server.client.query(
          "SET NAMES utf8mb4;\n"
            + view.replacingOccurrences(of: "VIEW v ", with: "VIEW reports.v\(index) "))
      }
      let catalog = try ViewMigration.catalog(of: server.client)
      let carriage = ViewRecreation(catalog, ViewMigration.moves)
      #expect(carriage.carried.map(\.view.name) == [])
      #expect(carriage.left.count == ViewKinds.left.count)
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
