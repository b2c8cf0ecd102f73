import PlancTestSupport
import Testing

@testable import Plans

/// A state of a server or a session in which one of phase A's files must refuse.
struct Refusal: Sendable, CustomTestStringConvertible {
  enum File: Sendable { case create, orchestration, ephemeral, rollback }

  var name: String
  /// The files that ran before, each with success.
  var after: [File] = []
  /// SQL as root that makes the state, and SQL that takes it back.
  var setUp = ""
  var undo = ""
  /// Statements of the same session, before the file.
  var session = ""
  var user = "root"
  var file: File
  /// What the error must say: what was found.
  var says: [String]
  /// The file that it must name.
  var run: File?
  var runPreflight = false
  var runStatus = false
  /// What the last row says to a client that carries on.
  var ends: String

  var testDescription: String { name }

  /// Runs the file the three ways: nothing changes, and the refusal is told.
  func expect(from scripts: Scripts, on server: ThrowawayServer) throws {
    let client = server.client.with(user: user)
    let text = session + "\n" + scripts.text(scripts[file])
    let before = try ServerState(of: server)
    for manner in MariaDBClient.Manner.allCases {
      let output = try client.run(text: text, manner)
      #expect(output.exitCode == (manner.stopsAtErrors ? 1 : 0), "\(manner): \(output.stderr)")
      for sentence in says + named(scripts) {
        #expect(output.stderr.contains(sentence), "\(manner): \(output.stderr)")
      }
      #expect(!output.stdout.replacing("NOT DONE", with: "").contains("DONE"), "\(output.stdout)")
      if !manner.stopsAtErrors {
        #expect(output.lastLine.hasPrefix(ends), "\(manner): \(output.lastLine)")
      }
      let after = try ServerState(of: server)
      #expect(after == before, "\(manner): \(after.changes(since: before))")
    }
  }

  private func named(_ scripts: Scripts) -> [String] {
    (run.map { [scripts[$0]] } ?? []) + (runPreflight ? [scripts.names.preflight] : [])
      + (runStatus ? [scripts.names.status] : [])
  }
}

extension Scripts {
  subscript(file: Refusal.File) -> String {
    switch file {
    case .create: create
    case .orchestration: moves[0]
    case .ephemeral: moves[1]
    case .rollback: names.rollback
    }
  }
}
