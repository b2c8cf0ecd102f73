import Foundation
import PlancTestSupport
import Testing

@testable import Operations

/// An upgrade of planc in the middle of a migration: files of the last release are run up to each statement that can
/// write; then today's files finish the migration, or roll it back. A fifth of the statements, or all of them with
/// `PLANC_STATES=all`.
@Suite struct UpgradeTests {
  @Test(arguments: FaultSubject.allCases)
  func `what the last release has begun is finished, and rolled back`(subject: FaultSubject)
    async throws
  {
    try await SharedServer.use { server in
      let released = ReleasedFiles(of: subject)
      let forward = subject.scripts(.forward).filter { !$0.contains("verify") }
      let back = subject.scripts(.back)
      try server.empty()
      var project = try subject.load(into: server)
      let start = try ServerState(of: server).withoutTimes
      func run(_ files: [String], _ place: String) throws {
        for file in files {
          let output = try server.client.run(text: project.text(file))
          #expect(
            output.exitCode == 0 && output.lastLine.hasPrefix("DONE"),
            "\(place), \(file): \(output)")
        }
      }
      try run(forward, "goal")
      let goal = try ServerState(of: server).withoutTimes
      #expect(goal != start)
      let isWhole = ProcessInfo.processInfo.environment["PLANC_STATES"] == "all"
      var cuts = 0
      for (index, file) in (forward + back).enumerated() {
        let text = try released.text(file)
        let parts = Scripts.beginnings(of: text)
        // A file that writes between DELIMITER marks, or once only, runs to its end.
        let beginnings = parts.isEmpty ? [text] : parts
        for number in beginnings.indices
        where isWhole || beginnings.count < 5 || number % 5 == index % 5 {
          cuts += 1
          for finishes in [true, false] {
            try server.empty()
            project = try subject.load(into: server)
            for before in (forward + back).prefix(index) {
              let output = try server.client.run(script: released.path(before))
              try #require(output.exitCode == 0, "\(before): \(output)")
            }
            _ = try server.client.run(text: beginnings[number])
            let place = "\(file) up to \(number) of \(beginnings.count)"
            try run(finishes ? forward : back, place)
            let state = try ServerState(of: server).withoutTimes
            let wanted = finishes ? goal : start
            #expect(state == wanted, "\(place): \(state.changes(since: wanted))")
          }
        }
      }
      print("\(subject): upgraded at \(cuts) statements")
      #expect(cuts > 4)
    }
  }
}
