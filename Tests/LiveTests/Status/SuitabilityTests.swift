import Foundation
import PlancTestSupport
import Servers
import Testing

@testable import Operations

/// Preflight on servers that say of themselves what this one does not.
@Suite struct SuitabilityTests {
  private static let asked = "VERSION()"

  /// The preflight file for a server that calls its version so.
  private static func text(_ version: String) throws -> String {
    let text = String(decoding: renderPreflight(SmallMove.migration).bytes, as: UTF8.self)
    let start = try #require(text.range(of: "SET @planc_version = CAST("))
    let end = try #require(text.range(of: "THEN 'OK'", range: start.upperBound..<text.endIndex))
    // The message that follows is about the version as well.
    let close = try #require(text.range(of: "END;", range: end.upperBound..<text.endIndex))
    var lied = text
    let range = start.lowerBound..<close.upperBound
    lied.replaceSubrange(range, with: text[range].replacing(asked, with: "'\(version)'"))
    return lied
  }

  @Test(
    arguments: [
      "10.5.29-MariaDB", "5.5.5", "5.7.44-log", "8.0.11-TiDB-v7.5.0", "10.11.2-MariaDB-xpand",
      "8.0.30-Vitess", "9.9.9-MariaDB", "x",
    ], MariaDBClient.Manner.allCases)
  func `a server of another family or age is refused with a sentence`(
    version: String, manner: MariaDBClient.Manner
  ) async throws {
    let text = try Self.text(version)
    try await SharedServer.use { server in
      try server.client.query(SmallMove.fixture)
      let output = try server.client.run(text: text, manner)
      #expect(output.stderr.contains("'planc: this server "), "\(output)")
      #expect(output.stderr.contains("these files are for MariaDB 10.6 or newer, or MySQL 8.0"))
      #expect(!output.stdout.contains("\nREADY"))
      #expect(output.exitCode == (manner.stopsAtErrors ? 1 : 0))
      if !manner.stopsAtErrors { #expect(output.lastLine.hasPrefix("NOT READY: errors: 1, ")) }
    }
  }

  @Test(arguments: [
    "10.6.0-MariaDB", "10.11.19-MariaDB-0+deb12u1", "11.8.3-MariaDB-log", "8.0.0", "8.4.6",
    "9.7.4-2",
  ])
  func `servers of the families and ages that are asked for pass`(version: String) async throws {
    let text = try Self.text(version)
    try await SharedServer.use { server in
      try server.client.query(SmallMove.fixture)
      let output = try server.client.run(text: text)
      #expect(output.lastLine == "READY", "\(output)")
    }
  }

  /// planc carries on, as with `--force`; the file's sentence is the first refusal.
  @Test func `planc is told why first`() async throws {
    let text = try Self.text("10.5.29-MariaDB")
    try await SharedServer.use { server in
      try server.client.query(SmallMove.fixture)
      var script = SQLScript()
      for statement in clientStatements(in: Array(text.utf8)) { script.statement(statement.text) }
      let run = try ServerConnectionTests.connect(server).read(script)
      let first = try #require(run.refusals.first?.fault)
      #expect(
        RunRules.meaning(ofError: first.number, first.sentence)
          == .refused(
            "planc: this server is 10.5.29-MariaDB; these files are for MariaDB 10.6 or newer, or MySQL 8.0 or newer"
          ))
      let report = try preflightReport(of: SmallMove.migration, answers: run.answers)
      #expect(!report.isGood)
      #expect(report.findings.map(\.severity) == [.error])
    }
  }
}
