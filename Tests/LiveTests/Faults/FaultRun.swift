import Foundation
import Glibc
import PlancTestSupport
import Testing

@testable import Operations

/// One server that goes between the two states of a plan, again and again, with a fault on each way.
final class FaultRun {
  /// What runs the statements.
  enum Program: String {
    case planc = "planc apply and rollback"
    case client = "the scripts in a client"

    func takes(_ fault: Fault) -> Bool { self == .planc || fault != .asked }
  }

  /// What came of one attempt with a fault.
  struct Outcome {
    var outputs: [ProgramOutput]
    /// Whether every file, or planc, said that all is done.
    var saysDone: Bool
    var exitCode: Int32 { outputs.last?.exitCode ?? 0 }
    var stderr: String { outputs.last?.stderr ?? "" }
  }

  private let subject: FaultSubject
  private let program: Program
  private let server: ThrowawayServer
  private let project: ApplyProject
  private let home: ServerState
  private let moved: ServerState
  private var isHome = true
  private var sent: [Direction: [String]] = [:]

  init(_ subject: FaultSubject, _ program: Program, on server: ThrowawayServer) throws {
    self.subject = subject
    self.program = program
    self.server = server
    project = try subject.load(into: server)
    home = try ServerState(of: server)
    #expect(try project.run("apply").exitCode == 0)
    moved = try ServerState(of: server)
    #expect(try project.run("rollback").exitCode == 0)
    let again = try ServerState(of: server)
    #expect(again == home, "\(again.changes(since: home))")
  }

  /// What is sent on a way on which nothing happens.
  func statements(of direction: Direction) throws -> [String] {
    try go(direction == .forward)
    let texts = Box<[String]>([])
    let proxy = try FaultProxy(server) { _, text in
      texts.content += [text]
      return .forward
    }
    defer { proxy.end() }
    let outcome = try attempt(direction, through: proxy.socket, manner: .stdin) { _ in }
    #expect(outcome.saysDone, "\(outcome.outputs)")
    isHome = direction == .back
    sent[direction] = texts.content
    return texts.content
  }

  /// The way that starts in the state at hand.
  var nextDirection: Direction { isHome ? .forward : .back }

  func goHome() throws { try go(true) }

  /// To one of the two states by planc, without a fault.
  private func go(_ home: Bool) throws {
    if isHome == home { return }
    let output = try project.run(home ? "rollback" : "apply")
    #expect(output.exitCode == 0, "\(output.stderr)")
    isHome = home
    try expectState("without a fault")
  }

  /// A way with a fault at a statement, and on from what it left to one of the ends.
  func survive(_ fault: Fault, _ direction: Direction, at number: Int) throws {
    try go(direction == .forward)
    let statement = sent[direction].map { $0[number - 1].prefix(60) } ?? ""
    let place =
      "\(subject.testDescription), \(program.rawValue): \(fault.rawValue), \(direction), statement \(number): \(statement)"
    let outcome = try faulty(fault, direction, at: number)
    try server.waitForOthers()
    if program == .planc, fault.isSurvivedByPlanc {
      #expect(outcome.exitCode == 0, "\(place): \(outcome.stderr)")
    }
    if outcome.saysDone {
      isHome = direction == .back
    } else {
      try expectTruth(place)
      if fault == .asked { try expectStoppedWell(outcome, direction, place) }
      // On from there both ways, by planc and by the scripts, in turn.
      try goOn(
        number.isMultiple(of: 2) ? direction : direction.other, by: number / 2 % 2 == 0, place)
    }
    try expectState(place)
  }

  private func goOn(_ direction: Direction, by isPlanc: Bool, _ place: String) throws {
    if isPlanc {
      let output = try project.run(direction == .forward ? "apply" : "rollback")
      #expect(output.exitCode == 0, "\(place), then planc \(direction): \(output.stderr)")
    } else {
      for file in subject.scripts(direction) {
        let output = try server.client.run(script: path(file))
        #expect(output.exitCode == 0, "\(place), then \(file): \(output.stderr)")
        #expect(Self.isGood(output), "\(place), then \(file): \(output.lastLine)")
      }
    }
    isHome = direction == .back
  }

  private func path(_ file: String) -> String {
    "\(project.folder.path)/generated/\(project.plan)/\(file)"
  }

  private static func isGood(_ output: ProgramOutput) -> Bool {
    output.lastLine.hasPrefix("DONE: ") || output.lastLine == "VERIFIED"
  }

  private func expectState(_ place: String) throws {
    let end = isHome ? home : moved
    let found = try ServerState(of: server)
    #expect(found == end, "\(place): \(found.changes(since: end))")
    // What comes next is to be judged by itself.
    if found != end {
      throw TestSupportError("\(place): nothing more is tried")
    }
  }

  /// planc stops where nothing is half done, and says so; before the first change it just ends.
  private func expectStoppedWell(_ outcome: Outcome, _ direction: Direction, _ place: String) throws
  {
    #expect([0, 2, 130].contains(outcome.exitCode), "\(place): \(outcome.stderr)")
    if outcome.exitCode == 130 {
      isHome = direction == .forward
      try expectState(place)
    }
    if outcome.exitCode == 2 {
      #expect(outcome.stderr.contains("error[P916]: stopped as asked"), "\(place)")
    }
    let temporarilyRenamed =
      "SELECT COUNT(*) FROM information_schema.TABLES WHERE TABLE_NAME LIKE '\\_\\_planc%'"
    #expect(try server.client.value(temporarilyRenamed) == "0", "\(place)")
  }

  private func expectTruth(_ place: String) throws {
    let status = try server.client.run(script: path(subject.statusFile))
    #expect(status.exitCode == 0, "\(place): \(status.stderr)")
    let truth = StatusTruth(status.stdout, try ServerState(of: server), home: home, moved: moved)
    #expect(truth.faults(subject) == [], "\(place): \(status.stdout)")
  }

  // MARK: A fault

  private func faulty(_ fault: Fault, _ direction: Direction, at number: Int) throws -> Outcome {
    let process = Box<pid_t>(0)
    let holder = fault == .lockHeld ? try ClientSession(server.client) : nil
    defer { holder?.end() }
    let server = server
    let proxy = try FaultProxy(server) { count, _ in
      guard count == number else { return .forward }
      while process.content == 0 { usleep(1_000) }
      switch fault {
      case .cutBefore: return .cut
      case .cutDuring: return .forwardAndCut
      case .answerLost: return .loseAnswer
      case .sessionKilled:
        Self.killOthers(server)
        return .forward
      case .lockHeld:
        // A GRANT does not heed lock_wait_timeout behind it, so it ends by itself, after several
        // attempts of what does.
        _ = try? holder?.execute("FLUSH TABLES WITH READ LOCK;")
        holder?.send("SELECT SLEEP(3); UNLOCK TABLES;\n")
        return .forward
      case .killedBefore:
        kill(process.content, SIGKILL)
        return .cut
      case .killedDuring:
        kill(process.content, SIGKILL)
        return .forwardAndCut
      case .killedBehind:
        kill(process.content, SIGKILL)
        return .loseAnswer
      case .asked:
        kill(process.content, SIGINT)
        return .forward
      }
    }
    defer { proxy.end() }
    let manners = MariaDBClient.Manner.allCases
    return try attempt(direction, through: proxy.socket, manner: manners[number % manners.count]) {
      process.content = $0
    }
  }

  private static func killOthers(_ server: ThrowawayServer) {
    let others =
      "SELECT ID FROM information_schema.PROCESSLIST WHERE ID <> CONNECTION_ID() AND COMMAND <> 'Daemon'"
    for row in (try? server.client.query(others)) ?? [] {
      _ = try? server.client.run(text: "KILL \(row[0]);")
    }
  }

  /// planc, or one client after the other until a file does not end well, as operators do.
  ///
  /// - Parameter started: is given the process of each program that runs.
  private func attempt(
    _ direction: Direction, through socket: String, manner: MariaDBClient.Manner,
    started: (pid_t) -> Void
  ) throws -> Outcome {
    switch program {
    case .planc:
      let planc = try project.start(
        direction == .forward ? "apply" : "rollback",
        ["--yes", "--pause", "0", "--retries", "1000"],
        socket: socket)
      started(planc.pid)
      let output = try planc.wait(timeoutSeconds: 120)
      return Outcome(outputs: [output], saysDone: output.exitCode == 0)
    case .client:
      let client = server.client.through(socket)
      var outcome = Outcome(outputs: [], saysDone: true)
      for file in subject.scripts(direction) where outcome.saysDone {
        let process = try client.start(script: path(file), manner)
        started(process.pid)
        let output = try process.wait(timeoutSeconds: 120)
        outcome.outputs.append(output)
        outcome.saysDone = Self.isGood(output)
      }
      return outcome
    }
  }
}

extension Direction {
  var other: Direction { self == .forward ? .back : .forward }
}
