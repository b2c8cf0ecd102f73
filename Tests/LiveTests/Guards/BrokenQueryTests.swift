import Foundation
import PlancTestSupport
import Testing

@testable import Plans

/// The files that write, with one of their queries broken, in a client that carries on after errors: what could not
/// be read is not taken for nothing. A file says DONE only if it is, and its next run finishes what it left.
@Suite(.withTriggersCarried)
struct BrokenQueryTests {
  enum Subject: CaseIterable, Sendable { case grants, triggers, views, schemaGrants }

  @Test(arguments: Subject.allCases)
  func `a query that fails lets nothing pass, in both directions`(subject: Subject) async throws {
    try await SharedServer.use { server in
      let scripts: Scripts
      switch subject {
      case .grants:
        try server.client.query(GrantFixture.text)
        scripts = try GrantFixture.scripts(of: server.client)
      case .triggers:
        try server.client.query(TriggerMigration.fixture)
        scripts = try Scripts(try TriggerMigration.make(of: server.client))
      case .views:
        try server.client.query(ViewMigration.fixture)
        scripts = try Scripts(try ViewMigration.make(of: server.client))
        try scripts.run(scripts.create, on: server)
      case .schemaGrants:
        try server.client.query(SchemaGrantTests.fixture)
        scripts = try GrantFixture.scripts(of: server.client, SchemaGrantTests.plan)
      }
      let files =
        subject == .schemaGrants
        ? [scripts.create, scripts.names.dropSchemas] : [scripts.moves[0], scripts.names.rollback]
      let start = try ServerState(of: server)
      try scripts.run(files[0], on: server)
      let moved = try ServerState(of: server)
      try scripts.run(files[1], on: server)
      #expect(try ServerState(of: server) == start)
      var broken = 0
      for (file, before, after) in [(files[0], start, moved), (files[1], moved, start)] {
        let other = file == files[0] ? files[1] : files[0]
        if before == moved { try scripts.run(files[0], on: server) }
        for text in Self.broken(scripts.text(file)) {
          let output = try server.client.run(text: text.text, .force)
          // The query is for another server.
          if output.stderr.isEmpty {
            try scripts.run(other, on: server)
            continue
          }
          broken += 1
          let state = try ServerState(of: server)
          if output.lastLine.hasPrefix("DONE: ") {
            #expect(state == after, "\(file), \(text.place): \(state.changes(since: after))")
          }
          let again = try scripts.run(file, on: server)
          #expect(again.lastLine.hasPrefix("DONE: "), "\(file), \(text.place): \(again.stderr)")
          let end = try ServerState(of: server)
          #expect(end == after, "\(file), \(text.place): \(end.changes(since: after))")
          try scripts.run(other, on: server)
          #expect(try ServerState(of: server) == before, "\(file), \(text.place)")
        }
      }
      #expect(broken > 8)
      print("\(subject): \(broken) queries broken")
    }
  }

  /// The text once for each of its queries, which reads a table that does not exist. All with `PLANC_STATES=all`,
  /// else each tenth.
  private static func broken(_ text: String) -> [(place: String, text: String)] {
    let places = ["information_schema.", "JSON_TABLE(@planc_"].flatMap { text.ranges(of: $0) }
      .sorted { $0.lowerBound < $1.lowerBound }
    let isWhole = ProcessInfo.processInfo.environment["PLANC_STATES"] == "all"
    return places.indices.filter { isWhole || $0 % 10 == 0 }.map { index in
      var broken = text
      broken.replaceSubrange(places[index], with: "no_such_schema.no_such_table_")
      let line = text[..<places[index].lowerBound].count { $0 == "\n" } + 1
      return ("line \(line)", broken)
    }
  }
}
