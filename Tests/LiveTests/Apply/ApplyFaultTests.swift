import Foundation
import Glibc
import PlancTestSupport
import Testing

@testable import PlanCompiler

/// `planc apply` and `planc rollback` while the connection is cut, planc is killed or asked to stop,
/// or a lock is held, at one statement after the other: at some of them in every run of the tests,
/// at each with `PLANC_FAULTS=all`, at so many of each sort with a number.
@Suite(.serialized) struct ApplyFaultTests {
  enum Fault: String, CaseIterable, Sendable {
    case cutBefore = "the connection is cut before a statement"
    case cutDuring = "the connection is cut while a statement runs"
    case answerLost = "the connection is cut behind a statement"
    case sessionKilled = "the session is killed"
    case lockHeld = "a lock is held"
    case killedBefore = "planc is killed before a statement"
    case killedDuring = "planc is killed while a statement runs"
    case asked = "planc is asked to stop"

    /// Whether the run must reach its end all the same.
    var isSurvived: Bool {
      switch self {
      case .cutBefore, .cutDuring, .answerLost, .sessionKilled, .lockHeld: true
      case .killedBefore, .killedDuring, .asked: false
      }
    }
  }

  /// How many places of each sort are tried.
  private static let placesMax: Int = {
    let setting = ProcessInfo.processInfo.environment["PLANC_FAULTS"] ?? "1"
    return setting == "all" ? Int.max : Int(setting) ?? 1
  }()

  /// The numbers of the statements at which a fault is made.
  private static func places(_ statements: [String], _ fault: Fault) -> [Int] {
    let all = statements.indices.filter { fault != .lockHeld || statements[$0] == "EXECUTE planc" }
      .map { $0 + 1 }
    if all.count <= placesMax { return all }
    // Each sort of fault at other places.
    let sorts = Fault.allCases.count
    let shift = Fault.allCases.firstIndex(of: fault) ?? 0
    return (0..<placesMax).map { all[($0 * sorts + shift) * all.count / (placesMax * sorts)] }
  }

  @Test(arguments: ["apply", "rollback"])
  func `a fault at a statement loses nothing`(verb: String) async throws {
    try await SharedServer.use { server in
      try server.client.query(WholeMigration.fixture)
      let run = try FaultRun(server)
      let statements = try run.statements(of: verb)
      #expect(statements.count > 100)
      for fault in Fault.allCases {
        for number in Self.places(statements, fault) {
          try await run.survive(fault, verb, at: number, statements[number - 1])
        }
      }
    }
  }
}

/// One server, a plan with all that hangs on tables, and the two states between which it goes.
struct FaultRun: Sendable {
  let server: ThrowawayServer
  let project: ApplyProject
  let home: ServerState
  let moved: ServerState

  init(_ server: ThrowawayServer) throws {
    self.server = server
    project = try ApplyProject("whole", WholeMigration.plan, on: server)
    home = try ServerState(of: server)
    #expect(try project.run("apply").exitCode == 0)
    moved = try ServerState(of: server)
    #expect(try project.run("rollback").exitCode == 0)
    let again = try ServerState(of: server)
    #expect(again == home, "\(again.changes(since: home))")
  }

  /// What planc sends, from its state to the other one and back.
  func statements(of verb: String) throws -> [String] {
    let sent = Box<[String]>([])
    let proxy = try FaultProxy(server) { _, text in
      sent.content += [text]
      return .forward
    }
    for way in ["apply", "rollback"] {
      let output = try project.run(way, socket: way == verb ? proxy.socket : nil)
      #expect(output.exitCode == 0, "\(output.stderr)")
    }
    proxy.end()
    return sent.content
  }

  /// From home and back to it, with a fault on the way there or back.
  func survive(
    _ fault: ApplyFaultTests.Fault, _ verb: String, at number: Int, _ statement: String
  ) async throws {
    let place = "\(fault.rawValue), \(verb), statement \(number): \(statement.prefix(60))"
    if verb == "rollback" { #expect(try project.run("apply").exitCode == 0, "\(place)") }
    let output = try faulty(fault, verb, at: number)
    await idle()
    if fault.isSurvived {
      #expect(output.exitCode == 0, "\(place): \(output.stderr)")
    } else {
      try expectTruth(place)
      if fault == .asked {
        // Before the first change there is nothing to finish.
        if output.exitCode == 130 { try expect(verb == "apply" ? home : moved, place) }
        #expect([0, 2, 130].contains(output.exitCode), "\(place): \(output.stderr)")
        #expect(output.exitCode != 2 || output.stderr.contains("error[P916]: stopped as asked"))
        let parked =
          "SELECT COUNT(*) FROM information_schema.TABLES WHERE TABLE_NAME LIKE '\\_\\_planc%'"
        #expect(try server.client.value(parked) == "0", "\(place)")
      }
      // On from there in the same direction, at every other place straight in the other one.
      let next = number.isMultiple(of: 2) ? verb : verb == "apply" ? "rollback" : "apply"
      let on = try project.run(next)
      #expect(on.exitCode == 0, "\(place): \(on.stderr)")
      try expect(next == "apply" ? moved : home, place)
    }
    if fault.isSurvived { try expect(verb == "apply" ? moved : home, place) }
    let back = try project.run("rollback")
    #expect(back.exitCode == 0, "\(place): \(back.stderr)")
    try expect(home, place)
  }

  private func expect(_ state: ServerState, _ place: String) throws {
    let found = try ServerState(of: server)
    #expect(found == state, "\(place): \(found.changes(since: state))")
  }

  /// Runs planc with a fault at a statement.
  private func faulty(
    _ fault: ApplyFaultTests.Fault, _ verb: String, at number: Int
  ) throws -> ProgramOutput {
    let process = Box<pid_t>(0)
    let holder = try ClientSession(server.client)
    defer { holder.end() }
    let server = server
    let proxy = try FaultProxy(server) { count, _ in
      guard count == number else { return .forward }
      while process.content == 0 { usleep(1_000) }
      switch fault {
      case .cutBefore: return .cut
      case .cutDuring: return .forwardAndCut
      case .answerLost: return .loseAnswer
      case .sessionKilled:
        let session =
          "SELECT ID FROM information_schema.PROCESSLIST WHERE ID <> CONNECTION_ID() AND ID <> \((try? holder.connectionID()) ?? "0") AND COMMAND <> 'Daemon'"
        for row in (try? server.client.query(session)) ?? [] {
          _ = try? server.client.run(text: "KILL \(row[0]);")
        }
        return .forward
      case .lockHeld:
        // A GRANT does not heed lock_wait_timeout behind it, so it ends by itself, after several
        // attempts of what does.
        _ = try? holder.execute("FLUSH TABLES WITH READ LOCK;")
        holder.send("SELECT SLEEP(3); UNLOCK TABLES;\n")
        return .forward
      case .killedBefore:
        kill(process.content, SIGKILL)
        return .cut
      case .killedDuring:
        kill(process.content, SIGKILL)
        return .forwardAndCut
      case .asked:
        kill(process.content, SIGINT)
        return .forward
      }
    }
    defer { proxy.end() }
    let planc = try project.start(
      verb, ["--yes", "--pause", "0", "--retries", "100"], socket: proxy.socket)
    process.content = planc.pid
    return try planc.wait(timeoutSeconds: 120)
  }

  /// Until the server has finished, or undone, what a client that is gone had asked for.
  private func idle() async {
    let running =
      "SELECT COUNT(*) FROM information_schema.PROCESSLIST WHERE ID <> CONNECTION_ID() AND COMMAND <> 'Daemon'"
    while (try? server.client.value(running)) != "0" {
      try? await Task.sleep(for: .milliseconds(5))
    }
  }

  /// The status file tells the same places as information_schema.
  private func expectTruth(_ place: String) throws {
    let there = Set(
      try server.client.query(
        "SELECT TABLE_SCHEMA, TABLE_NAME FROM information_schema.TABLES WHERE TABLE_TYPE = 'BASE TABLE' AND TABLE_SCHEMA IN ('shop', 'archive', 'cold')"
      ).map { "\($0[0]).\($0[1])" })
    let status = try server.client.run(text: project.text("whole_status.sql"))
    #expect(status.exitCode == 0, "\(place): \(status.stderr)")
    let rows = status.stdout.split(separator: "\n").map {
      $0.split(separator: "\t").map(String.init)
    }
    let tables = rows.filter { $0.count == 3 && $0[1].hasPrefix("shop.") && $0[1] != $0[2] }
    #expect(tables.count == 4, "\(place): \(status.stdout)")
    for row in tables {
      let name: String
      switch row[0] {
      case "source": name = row[1]
      case "target": name = row[2]
      case let parked where parked.hasPrefix("parked: "): name = String(parked.dropFirst(8))
      default:
        Issue.record("\(place): \(row)")
        continue
      }
      #expect(there.contains(name), "\(place): \(row), \(there.sorted())")
      #expect([row[1], row[2]].filter(there.contains).count <= 1, "\(place): \(row)")
    }
  }
}
