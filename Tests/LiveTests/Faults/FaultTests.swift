import Foundation
import PlancTestSupport
import Testing

@testable import PlanCompiler

/// `planc apply` and `planc rollback`, and the scripts in the client of the server, while the
/// connection is cut, the program is killed or asked to stop, or a lock is held: at some of their
/// statements in every run of the tests, at each with `PLANC_FAULTS=all`, at so many for each sort of
/// fault and each way with a number. `PLANC_FAULT_SORTS=killed` leaves the sorts that have this word.
@Suite(.serialized) struct FaultTests {
  /// How many places of each sort are tried.
  private static let placesMax: Int = {
    let setting = ProcessInfo.processInfo.environment["PLANC_FAULTS"] ?? "1"
    return setting == "all" ? Int.max : Int(setting) ?? 1
  }()

  private static let sorts: [Fault] = {
    let word = ProcessInfo.processInfo.environment["PLANC_FAULT_SORTS"] ?? ""
    return Fault.allCases.filter { word.isEmpty || $0.rawValue.contains(word) }
  }()

  /// The numbers of the statements at which a fault is made.
  private static func places(_ statements: [String], _ fault: Fault) -> [Int] {
    let all = statements.indices.filter { fault.isPossible(at: statements[$0]) }.map { $0 + 1 }
    if all.count <= placesMax { return all }
    // Each sort of fault at other places.
    let sorts = Fault.allCases.count
    let shift = Fault.allCases.firstIndex(of: fault) ?? 0
    return (0..<placesMax).map { all[($0 * sorts + shift) * all.count / (placesMax * sorts)] }
  }

  @Test(arguments: FaultSubject.allCases)
  func `a fault at a statement of apply or rollback loses nothing`(
    subject: FaultSubject
  ) async throws {
    try await Self.survive(subject, .planc)
  }

  @Test(arguments: FaultSubject.allCases)
  func `a fault at a statement of a script loses nothing`(subject: FaultSubject) async throws {
    try await Self.survive(subject, .client)
  }

  private static func survive(_ subject: FaultSubject, _ program: FaultRun.Program) async throws {
    try await SharedServer.use { server in
      let run = try FaultRun(subject, program, on: server)
      let forward = try run.statements(of: .forward)
      let back = try run.statements(of: .back)
      #expect(forward.count > 100 && back.count > 90)
      for fault in sorts where program.takes(fault) {
        let there = places(forward, fault)
        let home = places(back, fault)
        for index in 0..<max(there.count, home.count) {
          if index < there.count { try run.survive(fault, .forward, at: there[index]) }
          if index < home.count { try run.survive(fault, .back, at: home[index]) }
        }
        print(
          "\(subject.testDescription), \(program.rawValue): \(fault.rawValue), \(there.count) times there, \(home.count) back"
        )
      }
      try run.goHome()
    }
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
