import Foundation
import PlancTestSupport
import Testing

@testable import Operations

/// `planc apply` and `planc rollback`, and the scripts in the client of the server, while the
/// connection is cut, the program is killed or asked to stop, or a lock is held: at some of their
/// statements in every run of the tests, at as many as `FaultPlaces` says otherwise.
@Suite(.serialized) struct FaultTests {
  @Test(arguments: FaultPlaces().subjects)
  func `a fault at a statement of apply or rollback loses nothing`(
    subject: FaultSubject
  ) async throws {
    try await Self.survive(subject, .planc)
  }

  @Test(arguments: FaultPlaces().subjects)
  func `a fault at a statement of a script loses nothing`(subject: FaultSubject) async throws {
    try await Self.survive(subject, .client)
  }

  private static func survive(_ subject: FaultSubject, _ program: FaultRun.Program) async throws {
    let places = FaultPlaces()
    try await SharedServer.use { server in
      let run = try FaultRun(subject, program, on: server)
      let forward = try run.statements(of: .forward)
      let back = try run.statements(of: .back)
      #expect(forward.count > 100 && back.count > 90)
      for fault in places.sorts where program.takes(fault) {
        let there = places.of(fault, in: forward)
        let home = places.of(fault, in: back)
        // From where the one before has ended, so that no direction is run only to come to the next.
        var left: [Direction: ArraySlice<Int>] = [.forward: there[...], .back: home[...]]
        while let direction = [run.nextDirection, run.nextDirection.other].first(where: {
          left[$0]?.isEmpty == false
        }
        ),
          let number = left[direction]?.popFirst()
        {
          try run.survive(fault, direction, at: number)
          let count = left.values.reduce(0) { $0 + $1.count }
          if count > 0, count.isMultiple(of: 100) {
            Self.tell(subject, program, fault, "\(count) places are left")
          }
        }
        Self.tell(
          subject, program, fault,
          "survived at \(there.count) of \(forward.count) statements there, \(home.count) of \(back.count) back"
        )
      }
      try run.goHome()
    }
  }

  private static func tell(
    _ subject: FaultSubject, _ program: FaultRun.Program, _ fault: Fault, _ words: String
  ) {
    print("\(subject.testDescription), \(program.rawValue): \(fault.rawValue): \(words)")
    // Whoever watches a long run reads it through a pipe.
    fflush(nil)
  }
}

/// What happens at a statement.
enum Fault: String, CaseIterable, Sendable {
  case cutBefore = "the connection is cut before a statement"
  case cutDuring = "the connection is cut while a statement runs"
  case answerLost = "the connection is cut behind a statement"
  case sessionKilled = "the session is killed"
  case lockHeld = "a lock is held"
  case killedBefore = "the program is killed before a statement"
  case killedDuring = "the program is killed while a statement runs"
  case killedBehind = "the program is killed behind a statement"
  case asked = "the program is asked to stop"

  /// Whether `planc` must reach its end all the same.
  var isSurvivedByPlanc: Bool {
    switch self {
    case .cutBefore, .cutDuring, .answerLost, .sessionKilled, .lockHeld: true
    case .killedBefore, .killedDuring, .killedBehind, .asked: false
    }
  }

  /// A lock is held where a statement would wait for it: at those that change something.
  func isPossible(at statement: String) -> Bool {
    self != .lockHeld || statement == "EXECUTE planc"
  }
}
