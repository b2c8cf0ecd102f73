import Foundation
import PlancTestSupport
import Testing

@testable import Operations

/// The files of the last release and those of today meet the same states of a server. They must agree
/// on the decision, on the effect and on the exit code; what they may differ in is listed.
@Suite struct DifferentialTests {
  /// Where today's file is meant to act in another way.
  private struct Wanted: Hashable {
    var subject: FaultSubject
    var state: String
    var file: String
    var reason: String
  }

  private static let wanted = FaultSubject.allCases.flatMap { subject in
    [
      Wanted(
        subject: subject, state: "a target is taken by a view",
        file: subject == .whole ? "whole_create_schemas.sql" : "phase_a_orchestration_schema.sql",
        reason:
          "what others have in a schema that exists as planned must not stop this file half-way"),
      Wanted(
        subject: subject, state: "a session that does not replicate",
        file: subject == .whole ? "whole_rollback.sql" : "phase_a_rollback.sql",
        reason: "tables that return on this server alone are lost to its replicas"),
    ]
  }

  @Test(arguments: FaultSubject.allCases)
  func `today's files act like those of the release`(subject: FaultSubject) async throws {
    try await SharedServer.use { server in
      var differences = 0
      var decisions: [String: Int] = [:]
      let states = DifferentialState.sample(of: subject)
      for state in states {
        let arrival = Arrival(state, subject, server)
        let project = try arrival.begin()
        let released = ReleasedFiles(of: subject)
        for file in subject.allScripts {
          let old = try arrival.run(state.session + released.text(file))
          let new = try arrival.run(state.session + project.text(file))
          decisions[new.decision, default: 0] += 1
          if old == new { continue }
          differences += 1
          let reason = Self.wanted.first {
            $0.subject == subject && $0.state == state.name && $0.file == file
          }
          #expect(
            reason != nil, "\(state.name), \(file): \(old.difference(from: new))")
        }
      }
      let wanted = Self.wanted.count { wanted in
        wanted.subject == subject && states.contains { $0.name == wanted.state }
      }
      #expect(differences == wanted)
      // Each kind of decision was met.
      print("\(subject): \(decisions.sorted { $0.key < $1.key })")
      #expect(decisions.count > 6, "\(decisions)")
    }
  }
}

extension FaultSubject {
  /// Every generated file, in the order in which an operator meets them.
  var allScripts: [String] {
    let name = self == .whole ? "whole" : "phase_a"
    return ["\(name)_preflight.sql", statusFile] + scripts(.forward) + scripts(.back)
  }
}

extension DifferentialState {
  /// All states in the long proof (`PLANC_STATES=all`), else each third.
  static func sample(of subject: FaultSubject) -> [DifferentialState] {
    let all = all(of: subject).onThisServer
    if ProcessInfo.processInfo.environment["PLANC_STATES"] == "all" { return all }
    return all.indices.filter { $0 % 3 == 0 }.map { all[$0] }
  }
}

/// A state of a server before a file runs.
struct DifferentialState: Sendable, CustomTestStringConvertible {
  var name: String
  /// How many of the released forward files have run.
  var filesRun = 0
  /// How much of the next one has run, of its statements.
  var part = 0.0
  /// What others do then.
  var deed = ""
  /// Statements of the same session, before the file.
  var session = ""

  var testDescription: String { name }

  static func all(of subject: FaultSubject) -> [DifferentialState] {
    let (source, target, staying, table, kept) =
      switch subject {
      case .whole: ("shop", "archive", "shop", "notes", "stays")
      case .phaseA:
        (
          "lupopedia", "lupopedia_orchestration", "lupopedia", "lupo_system_config",
          "lupo_actor_actions"
        )
      }
    let last = subject.scripts(.forward).count - 1
    return [
      DifferentialState(name: "the start"),
      DifferentialState(name: "schemas created", filesRun: 1),
      DifferentialState(name: "one move file has run", filesRun: 2),
      DifferentialState(name: "all has moved", filesRun: last),
      DifferentialState(name: "a third of a move file", filesRun: 1, part: 0.33),
      DifferentialState(name: "half of a move file", filesRun: 1, part: 0.5),
      DifferentialState(name: "two thirds of a move file", filesRun: 1, part: 0.66),
      DifferentialState(name: "half of the last move file", filesRun: 2, part: 0.5),
      DifferentialState(
        name: "a source is missing", filesRun: 1,
        deed: "CREATE SCHEMA aside; RENAME TABLE \(source).\(table) TO aside.\(table);"),
      DifferentialState(
        name: "a target is taken by a table", filesRun: 1,
        deed: "CREATE TABLE \(target).\(table) (id INT);"),
      DifferentialState(
        name: "a target is taken by a view", filesRun: 1,
        deed: "CREATE VIEW \(target).\(table) AS SELECT 1 AS one;"),
      DifferentialState(
        name: "a table more at the source", filesRun: 1,
        deed: "CREATE TABLE \(staying).one_more (id INT);"),
      DifferentialState(
        name: "a schema of another collation",
        deed: "CREATE SCHEMA \(target) COLLATE utf8mb4_bin;"),
      DifferentialState(
        name: "the collation changed after the move", filesRun: last,
        deed: "ALTER SCHEMA \(target) COLLATE utf8mb4_bin;"),
      DifferentialState(
        name: "a trigger that is not known", filesRun: 1,
        deed:
          "CREATE TRIGGER \(source).extra BEFORE UPDATE ON \(source).\(table) FOR EACH ROW SET @seen = 1;"
      ),
      DifferentialState(
        name: "a trigger that is not known, after the move", filesRun: last,
        deed:
          "CREATE TRIGGER \(target).extra BEFORE UPDATE ON \(target).\(table) FOR EACH ROW SET @seen = 1;"
      ),
      DifferentialState(
        name: "moved back in part by hand", filesRun: last,
        deed: "RENAME TABLE \(target).\(table) TO \(source).\(table);"),
      DifferentialState(
        name: "a source made again after the move", filesRun: last,
        deed: "CREATE TABLE \(source).\(table) (id INT);"),
      DifferentialState(
        name: "a table dropped after the move", filesRun: last,
        deed: "SET foreign_key_checks = 0; DROP TABLE \(target).\(table);"),
      DifferentialState(
        name: "a foreign object in a created schema", filesRun: last,
        deed: "CREATE TABLE \(target).others (id INT);"),
      DifferentialState(
        name: "a table that stays is gone", filesRun: 1,
        deed: "SET foreign_key_checks = 0; DROP TABLE \(source).\(kept);"),
      DifferentialState(
        name: "a session that does not replicate", filesRun: 1, session: "SET sql_log_bin = 0;\n"),
    ]
  }
}

/// Brings a server into a state, and again whenever a file has changed something.
private final class Arrival {
  struct Outcome: Equatable {
    var exitCode: Int32
    /// The first words of the last row; nothing behind a colon.
    var decision: String
    var state: ServerState
    /// What the client printed on both channels: only for a message.
    var said: String

    static func == (one: Outcome, other: Outcome) -> Bool {
      one.exitCode == other.exitCode && one.decision == other.decision && one.state == other.state
    }

    func difference(from other: Outcome) -> String {
      "\(exitCode), \(decision), \(said) and \(other.exitCode), \(other.decision), \(other.said): \(other.state.changes(since: state))"
    }
  }

  private let state: DifferentialState
  private let subject: FaultSubject
  private let server: ThrowawayServer
  private var before: ServerState?

  init(_ state: DifferentialState, _ subject: FaultSubject, _ server: ThrowawayServer) {
    self.state = state
    self.subject = subject
    self.server = server
  }

  /// - Returns: the plan, compiled from the server's state before anything ran.
  func begin() throws -> ApplyProject {
    try server.empty()
    let project = try subject.load(into: server)
    let released = ReleasedFiles(of: subject)
    try released.record(from: "\(project.folder.path)/generated/\(project.plan)")
    let files = subject.scripts(.forward)
    for file in files.prefix(state.filesRun) {
      let output = try server.client.run(script: released.path(file))
      guard output.exitCode == 0 else { throw TestSupportError("\(file): \(output.stderr)") }
    }
    if state.part > 0 {
      let statements = CutStatements(of: try released.text(files[state.filesRun])).texts
      let count = Int(Double(statements.count) * state.part)
      _ = try server.client.run(text: statements.prefix(count).joined())
    }
    if !state.deed.isEmpty { try server.client.query(state.deed) }
    before = try ServerState(of: server)
    return project
  }

  /// Words of the release, and what they are called today.
  private static let renamed = [
    "IN PROGRESS": "PARTIALLY APPLIED", "NEEDS A PERSON": "MANUAL REPAIR REQUIRED",
  ]

  /// The words with which a file says what it decided.
  private static let decisions = [
    "READY", "NOT READY", "DONE", "NOT DONE", "VERIFIED", "NOT VERIFIED", "NOT STARTED",
    "PARTIALLY APPLIED", "APPLIED", "MANUAL REPAIR REQUIRED",
  ]

  func run(_ text: String) throws -> Outcome {
    let output = try server.client.run(text: text)
    let after = try ServerState(of: server)
    if after != before { _ = try begin() }
    let words = output.stdout.split(separator: "\n").compactMap { line in
      Self.renamed.first { line.hasPrefix($0.key) }?.value
        ?? Self.decisions.first { line.hasPrefix($0) }
    }
    let isLastRow = output.stderr.contains("'planc: NOT DONE: ")
    let decision = output.exitCode == 0 || isLastRow ? words.last ?? "none" : "refused"
    return Outcome(
      // Wanted: with NOT DONE the release ended with exit code 0, and so did everything behind it.
      exitCode: decision == "NOT DONE" ? 1 : output.exitCode, decision: decision,
      state: after.withoutTimes, said: output.stderr + output.lastLine)
  }
}
