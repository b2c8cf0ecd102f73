import Diagnostics
import Foundation
import Glibc
import PlancTestSupport
import Testing

@testable import Operations
@testable import Plans

/// Plans from their bytes to a server: what their texts say never runs.
@Suite struct HostilePlanTests {
  private static func scripts(_ plan: HostilePlan) throws -> Scripts {
    let file = SourceFile(path: "plans/hostile.yaml", text: plan.text)
    let compilation = compile([PlanSource(file, path: file.path)])
    // Names with braces are warned of.
    let errors = compilation.diagnostics.filter { $0.severity == .error }
    #expect(errors.map { "\($0.code.rawValue) \($0.message)" } == [])
    return try Scripts(try #require(compilation.migrations.first))
  }

  /// A file that is not there. Its name has no capital letters: it stands in names of tables.
  private static func marker() -> String {
    let marker = "/tmp/planc-marker-\(getpid())"
    unsafe unlink(marker)
    return marker
  }

  private static func quoted(_ name: String) -> String {
    "`" + name.unicodeScalars.map { $0 == "`" ? "``" : String($0) }.joined() + "`"
  }

  /// There and back in every manner of a client; every file ends with its good word.
  private static func expectThereAndBack(_ plan: HostilePlan) async throws {
    let scripts = try scripts(plan)
    let count = plan.groups.count
    try await SharedServer.use { server in
      let source = quoted(plan.source)
      let creations = (plan.groups.map(\.name) + ["stays"]).map {
        "CREATE TABLE \(source).\(quoted($0)) (id INT) ENGINE=InnoDB;"
      }
      try server.client.query("CREATE SCHEMA \(source);\n" + creations.joined(separator: "\n"))
      let start = try ServerState(of: server)
      for manner in MariaDBClient.Manner.allCases {
        func expect(_ file: String, ends word: String) throws {
          let output = try scripts.run(file, on: server, manner)
          #expect(
            output.exitCode == 0 && output.stderr == "", "\(manner) \(file): \(output.stderr)")
          #expect(output.lastLine.hasPrefix(word), "\(manner) \(file): \(output.stdout)")
        }
        try expect(scripts.names.preflight, ends: "READY")
        for file in scripts.forward { try expect(file, ends: "DONE: ") }
        try expect(scripts.names.verify, ends: "VERIFIED")
        // MySQL's schemas have no comment.
        if OnlyOnMariaDB.isHere {
          let comment = try server.client.value(
            """
            SELECT HEX(SCHEMA_COMMENT) FROM information_schema.SCHEMATA
             WHERE SCHEMA_NAME = CONVERT(X'\(hex(plan.target))' USING utf8mb4);
            """)
          #expect(comment == hex(plan.comment))
        }
        #expect(try scripts.run(scripts.names.status, on: server).stdout.contains("APPLIED"))
        try expect(scripts.names.rollback, ends: "DONE: \(count) of \(count) tables are back")
        try expect(scripts.names.dropSchemas, ends: "DONE: 1 of 1 schema dropped")
        let end = try ServerState(of: server)
        #expect(end == start, "\(end.changes(since: start))")
      }
    }
  }

  private static func hex(_ text: String) -> String {
    text.utf8.map { ($0 < 16 ? "0" : "") + String($0, radix: 16, uppercase: true) }.joined()
  }

  @Test func `every hostile text names a group and a table, and goes there and back`() async throws
  {
    let marker = Self.marker()
    var seen: Set<[UInt8]> = []
    let texts = HostileTexts.allowed(marker: marker).filter {
      HostilePlan.isName($0) && seen.insert(Array($0.utf8)).inserted
    }
    var plan = HostilePlan()
    plan.groups = texts.enumerated().map { index, text in
      // Every third one takes another's text as its new name.
      (text, text, index.isMultiple(of: 3) ? "n" + String(text.unicodeScalars.prefix(60)) : nil)
    }
    try await Self.expectThereAndBack(plan)
    #expect(unsafe unlink(marker) != 0, "a text of the plan was run")
  }

  /// A title stands in every script, a schema's name in every statement, its comment in one.
  @Test(arguments: [
    #"\! touch MARKER"#, #"\! touch MARKER;"#, "'; system touch MARKER", "delimiter //",
    "; drop schema haus; -- ", "' '' \" ` \\", "\\", "\\'", "#", "-- ", "/*", "/*! x", "/*m! x",
    "{$x} ${x} $(touch MARKER) `touch MARKER`", "'\u{301}`\u{301}\\\u{301}", "%s%n", "source /x",
    "\u{301}日本", "go;\\g", "*'/", "/ *", "/'*", "a/*/b",
  ])
  func `a title, a comment and two schemas with a hostile text do no harm`(written: String)
    async throws
  {
    let marker = Self.marker()
    let text = written.replacing("MARKER", with: marker)
    var plan = HostilePlan()
    plan.title = text
    plan.version = String(text.unicodeScalars.prefix(64))
    if !text.contains("*/") { plan.comment = text }
    let name = String(text.unicodeScalars.prefix(60)).lowercased()
    plan.source = name + "a"
    plan.target = name + "b"
    plan.groups = [(text, name + "c", nil), ("x", "plain", name + "d")]
    try await Self.expectThereAndBack(plan)
    #expect(unsafe unlink(marker) != 0, "a text of the plan was run")
  }
}
