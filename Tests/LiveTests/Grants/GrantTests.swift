import Foundation
import PlancTestSupport
import Testing

@testable import Plans

/// Grants on tables that move: copied, and only the copies taken back.
@Suite struct GrantTests {
  static let done =
    "DONE: 3 of 3 tables are in archive; \(GrantFixture.copies) of \(GrantFixture.copies) grants copied"

  /// The rows of `mysql.tables_priv` and `columns_priv` about a schema's tables, without the schema.
  static func rows(_ state: ServerState, on table: String) -> [String: String] {
    var found: [String: String] = [:]
    for (about, fact) in state.facts
    where about.hasPrefix("grants ") && about.contains(" on \(table)") {
      found[about.replacing(" on \(table)", with: " on *")] = fact
    }
    return found
  }

  @Test(arguments: MariaDBClient.Manner.allCases)
  func `grants are copied with their tables and taken back, each file twice`(
    manner: MariaDBClient.Manner
  ) async throws {
    try await SharedServer.use { server in
      try server.client.query(GrantFixture.text)
      let start = try ServerState(of: server)
      let scripts = try GrantFixture.scripts(of: server.client)
      for _ in 1...2 {
        let output = try scripts.run(scripts.moves[0], on: server, manner)
        #expect(output.stderr == "")
        #expect(output.lastLine == Self.done, "\(output)")
      }
      let moved = try ServerState(of: server)
      for (old, new) in [("orders", "old_orders"), ("items", "items"), ("log", "log")] {
        let before = Self.rows(start, on: "shop.\(old)")
        #expect(Self.rows(moved, on: "shop.\(old)") == before)
        #expect(Self.rows(moved, on: "archive.\(new)") == before, "\(old)")
        #expect(before.isEmpty == (old == "log"))
      }
      for _ in 1...2 {
        let output = try scripts.rollBack(on: server, manner)
        #expect(output.stderr == "")
        #expect(output.lastLine == "DONE: 3 of 3 tables are back", "\(output)")
      }
      let end = try ServerState(of: server)
      #expect(end == start, "\(end.changes(since: start))")
    }
  }

  /// After each statement that can write: the files end what was begun, or take it back.
  @Test(arguments: [true, false])
  func `a file that was cut after any statement goes on, or back`(forward: Bool) async throws {
    try await SharedServer.use { server in
      try server.client.query(GrantFixture.text)
      let start = try ServerState(of: server)
      let scripts = try GrantFixture.scripts(of: server.client)
      let parts = scripts.beginnings(of: forward ? scripts.moves[0] : scripts.names.rollback)
      #expect(parts.count > GrantFixture.copies)
      for (cut, part) in parts.enumerated() {
        if !forward { try scripts.run(scripts.moves[0], on: server) }
        let output = try server.client.run(text: part)
        #expect(output.stderr == "", "cut \(cut)")
        if cut.isMultiple(of: 2) == forward {
          let output = try scripts.run(scripts.moves[0], on: server)
          #expect(output.lastLine == Self.done, "cut \(cut): \(output)")
        }
        let back = try scripts.rollBack(on: server)
        #expect(back.lastLine == "DONE: 3 of 3 tables are back", "cut \(cut): \(back)")
        let state = try ServerState(of: server)
        #expect(state == start, "cut \(cut): \(state.changes(since: start))")
      }
    }
  }
}
