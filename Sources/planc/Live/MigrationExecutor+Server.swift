import Diagnostics
import Foundations
import Operations
import Plans
import Servers

/// The server: is it the right one, does nobody else work on it, where do the tables stand.
extension MigrationExecutor {
  /// A statement of planc's own. A refusal ends the run.
  func query(_ statement: String) throws -> [ServerAnswer] {
    do throws(ServerFault) {
      return try runner.run(statement)
    } catch {
      if error.isLostConnection { throw error }
      throw CommandFault(serverDiagnostic(error, session.address), .unreachable)
    }
  }

  /// The same where a refusal is an answer: this account may not, or this server does not know.
  func queryIfPermitted(_ statement: String) throws -> ServerAnswer? {
    do throws(ServerFault) {
      return try runner.run(statement).first
    } catch {
      if error.isLostConnection { throw error }
      return nil
    }
  }

  func connect() throws {
    do throws(ServerFault) {
      try session.connect()
      let event = "connected to \(session.address.shown) as session \(session.threadID ?? 0)"
      runner.note(event, runner.hasLog ? try logged() : nil)
    } catch {
      throw CommandFault(serverDiagnostic(error, session.address), .unreachable)
    }
  }

  /// What the first event of the log says: the server, and the SQL files of this plan.
  private func logged() throws(ServerFault) -> LogEntry.Run {
    let row = try session.run("SELECT VERSION(), @@version_comment").first?.rows.first ?? []
    let folder = "\(migration.name)/"
    return LogEntry.Run(
      server: row.compactMap(\.self).joined(separator: ", "),
      files: plan.files.filter { $0.path.hasPrefix(folder) && $0.path.hasSuffix(".sql") })
  }

  /// Makes the connection anew. The server may still be at work on what the lost session sent: the
  /// named locks tell when it is not.
  func reconnect(after fault: ServerFault) throws {
    lostThread = session.threadID ?? lostThread
    reconnections += 1
    runner.note("lost session \(lostThread ?? 0): error \(fault.number)")
    progress.say("the connection is lost (\(escaped(fault.sentence))); reconnecting")
    var last = fault
    if reconnections <= RunRules.reconnectionsMax {
      for attempt in 1...Self.connectionsMax {
        let pause = RunRules.pauseSeconds(beforeConnection: attempt)
        if StopRequest.pause(milliseconds: pause * 1_000) { break }
        do throws(ServerFault) {
          try session.connect()
          runner.note("connected anew as session \(session.threadID ?? 0)")
          return
        } catch {
          last = error
        }
      }
    }
    throw CommandFault(
      .unreachableServer,
      "`\(session.address.shown)` is lost: \(escaped(last.sentence))",
      notes: ["the server may still finish the statement that ran"],
      help: nextSteps, .unreachable)
  }

  private static let connectionsMax = 10

  func checkServer() throws {
    guard let found = try ServerFacts.asked(query, orInVain: queryIfPermitted) else {
      throw CommandFault(.unsuitableServer, "`\(session.address.shown)` does not say what it is")
    }
    if let facts, facts.identity != found.identity {
      throw CommandFault(
        .unsuitableServer,
        "`\(session.address.shown)` is another server than before the connection was lost: `\(escaped(found.identity))`, and it was `\(escaped(facts.identity))`",
        help: nextSteps)
    }
    let isFirst = facts == nil
    facts = found
    let obstacles = found.obstacles.map { reason, help in
      Diagnostic(
        .unsuitableServer, "`\(session.address.shown)` \(escaped(reason))", help: [help])
    }
    if !obstacles.isEmpty { throw CommandFault(obstacles) }
    if isFirst, found.isGalera {
      progress.say(
        "this is a node of a Galera cluster: the lock against a second operator holds on this node alone; the move aborts transactions on all nodes (1213)"
      )
    }
    if isFirst, found.isReplica == nil {
      progress.say("whether this server is a replica is hidden from this account")
    }
  }

  /// Takes the named locks, all of them or the run ends. The lock of a lost session is waited for.
  func takeLocks() throws {
    for name in OperatorLock(migration).names {
      var vain = 0
      while true {
        guard let answer = try queryIfPermitted(OperatorLock.taking(name)) else {
          return try continueWithoutLocks()
        }
        if answer.rows.first?.first == "1" { break }
        guard let holder = try query(OperatorLock.holder(of: name)).first?.rows.first,
          let id = holder[0]
        else {
          // It has ended between the two questions.
          vain += 1
          if vain < Self.vainMax { continue }
          throw CommandFault(
            .lockedByOperator, "the lock `\(escaped(name))` cannot be had, and nobody has it")
        }
        guard id == lostThread.map(String.init) else {
          throw CommandFault(heldByOperator(holder))
        }
        try awaitEnd(of: id)
      }
    }
  }

  /// Some releases refuse named locks on Galera (1235). Then the process list tells of a lost
  /// session, of which an account sees its own.
  private func continueWithoutLocks() throws {
    progress.say("this server has no named locks: nothing keeps a second operator away")
    guard let lostThread else { return }
    let question = "SELECT COUNT(*) FROM information_schema.PROCESSLIST WHERE ID = \(lostThread)"
    while try query(question).first?.rows.first?.first != "0" {
      try awaitEnd(of: String(lostThread))
    }
  }

  /// Waits a moment for a lost session, in which the server is still at work.
  private func awaitEnd(of session: String) throws {
    if awaited != session { progress.say("session \(session), which was lost, still runs") }
    awaited = session
    guard StopRequest.pause(milliseconds: 100) else { return }
    throw CommandFault(
      .stoppedRun, "stopped as asked, and session \(session), which was lost, still runs",
      help: nextSteps)
  }

  private static let vainMax = 100

  private func heldByOperator(_ holder: [String?]) -> Diagnostic {
    let id = escaped(holder[0] ?? "?")
    let who =
      holder[1].map {
        "\(escaped($0)) at \(escaped(holder[2] ?? "?")); its state for \(holder[4] ?? "?") s is \(escaped(holder[3] ?? "?"))"
      } ?? "who it is, is hidden from this account: it lacks PROCESS"
    return Diagnostic(
      .lockedByOperator,
      "session \(id) works on these schemas: another run of planc holds the lock",
      notes: [who],
      help: ["wait for its end; if its client is gone for good: `KILL \(id)`, then run this again"])
  }

  func currentStatus() throws -> StatusReport {
    let name = migration.fileNames.status
    let run = try read(name)
    do throws(AnswerFault) {
      return try statusReport(of: migration, answers: run.answers)
    } catch {
      let notes = run.refusals.prefix(1).map {
        "error \($0.fault.number): \(escaped($0.fault.sentence))"
      }
      throw CommandFault(
        .scriptRefused, "`\(name)`: the answers are no whole: \(escaped(error.sentence))",
        notes: notes, help: howToContinue)
    }
  }

  /// Runs a file that only reads.
  ///
  /// - Parameters:
  ///   - other: another plan of the folder, whose file it is.
  ///   - script: in place of the file.
  func read(
    _ name: String, of other: Migration? = nil, _ script: SQLScript? = nil
  ) throws -> ReadingRun {
    try runner.read(name, script ?? plan.script(name, of: other))
  }

  func expectNoManualRepair(_ report: StatusReport) throws {
    guard report.state == .manualRepairRequired else { return }
    let strays = zip(report.tables, report.advice(of: migration)).compactMap { table, advice in
      advice.map { (table, $0) }
    }
    let rows = strays.flatMap { table, advice in
      [escaped(table.sentence)] + (table.place == .both ? [escaped(advice.meaning)] : [])
    }
    let isUnseen = strays.contains { $0.0.place == .neither }
    let preflight =
      "an account sees only tables on which it has a privilege: `\(plan.command("preflight"))` lists the privileges that it lacks"
    let first =
      (isUnseen ? [preflight] : []) + (strays.lazy.compactMap(\.1.first).first.map { [$0] } ?? [])
    let decisions = first + strays.prefix(Self.decidedTablesMax).flatMap(decisions)
    let rest = strays.count - Self.decidedTablesMax
    throw CommandFault(
      .manualRepairRequired,
      "`\(migration.name)` requires manual repair: \(escaped(report.reason))",
      notes: Array(rows.prefix(50)),
      help: decisions + [
        "\(rest > 0 ? "\(counted(rest, "table")) more, and " : "")what is known of each: `\(plan.command("status"))`",
        plan.runbookAdvice,
      ])
  }

  /// The most tables of which the SQL is told; status has it for all.
  private static let decidedTablesMax = 10

  /// Either way out for a table, with its SQL.
  private func decisions(_ table: TableStatus, _ advice: ManualRepairAdvice) -> [String] {
    advice.decisions.map { decision in
      let title = decision.title.hasSuffix(".") ? String(decision.title.dropLast()) : decision.title
      let sql = decision.sql.map { "\(escaped($0));" }.joined(separator: " ")
      let name = escaped("\(table.move.source.schema).\(table.move.source.table)")
      let consequence = decision.consequence.map { ". \(escaped($0))" } ?? ""
      return "`\(name)`: \(escaped(title))" + (sql.isEmpty ? "" : ": `\(sql)`") + consequence
    }
  }

  /// Which of the schemas that the plan creates are on the server.
  func createdSchemasPresent() throws -> Set<String> {
    guard let question = migration.createdSchemasQuestion else { return [] }
    return Set(try query(question).first?.rows.compactMap { $0.first ?? nil } ?? [])
  }

  func temporarilyRenamedTables() throws -> [String] {
    guard let question = migration.temporaryNamesQuestion else { return [] }
    return try query(question).first?.rows.compactMap { $0[0] } ?? []
  }
}
