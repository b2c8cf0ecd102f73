import Diagnostics
import Operations
import Plans
import Servers

/// Runs the files of a plan that only read. All of them share one connection.
struct LiveQuery {
  let plan: SelectedPlan
  private let session: ServerSession
  private let listsAll: Bool

  /// Compiles the plan, and connects.
  init(_ options: LiveQueryOptions) throws {
    let request = PlanRequest(
      plans: options.plan.map { [$0] } ?? [], map: options.map, isLive: options.plan != nil)
    plan = try SelectedPlan(request, on: options.server)
    session = try options.server.session(waitsForLocks: false)
    listsAll = options.verbose
    do throws(ServerFault) {
      try session.connect()
    } catch {
      throw CommandFault(serverDiagnostic(error, session.address), .unreachable)
    }
  }

  var server: String { session.address.shown }

  /// Runs one of the files of the plan, and reads the answers.
  func report<Report>(
    _ name: String, _ decode: (Migration, [ServerAnswer]) throws(AnswerFault) -> Report,
    into outcome: inout Outcome
  ) throws -> (Report, ReadingRun) {
    let run = try read(name)
    outcome.add(plan.diagnostics)
    do throws(AnswerFault) {
      return (try decode(plan.migration, run.answers), run)
    } catch {
      throw fault(error, run)
    }
  }

  private func read(_ name: String, of other: Migration? = nil) throws -> ReadingRun {
    do throws(ServerFault) {
      return try ReadingRun(plan.script(name, of: other)) { (statement) throws(ServerFault) in
        try session.run(statement.text)
      }
    } catch {
      throw CommandFault(serverDiagnostic(error, session.address), .unreachable)
    }
  }

  /// Whether a later plan of the folder has moved a table.
  ///
  /// An answer that is incomplete hides nothing: the rollback asks again before it begins.
  func hasMoved(_ later: Migration) throws -> Bool {
    let run = try read(later.fileNames.status, of: later)
    let report = try? statusReport(of: later, answers: run.answers)
    return report?.tables.contains { $0.isInTheWay(.back) } == true
  }

  /// Findings that the preflight file cannot make. Empty if the server no longer answers.
  var serverFindings: [CheckReport.Finding] {
    let facts = try? ServerFacts.asked(
      session.run,
      orInVain: { (statement) throws(ServerFault) in try? session.run(statement).first })
    return facts?.findings ?? []
  }

  func write(
    _ report: CheckReport, _ run: ReadingRun, next: [(command: String, purpose: String)],
    _ format: ReportOptions.Format, into outcome: inout Outcome
  ) {
    let refusals = run.faults.map { (line: $0.line, sentence: $0.fault.sentence) }
    switch format {
    case .text:
      outcome.write(
        report.text(
          of: plan.migration, server: server, next: next, refusals: refusals, listsAll: listsAll))
    case .json:
      outcome.write(
        report.json(
          of: plan.migration, server: server, next: next.map(\.command), refusals: refusals))
    }
    if !report.isGood { outcome.verdict = .drift }
  }

  /// What came back is not what the file answers with. Where the file itself has refused to go on, as
  /// on a server that is too old for it, its own sentence says why.
  private func fault(_ fault: AnswerFault, _ run: ReadingRun) -> CommandFault {
    if let first = run.refusals.first?.fault,
      case .refused(let sentence) = RunRules.meaning(ofError: first.number, first.sentence)
    {
      let reason = String(sentence.dropFirst(RunRules.refusalPrefix.count))
      return CommandFault(
        .unsuitableServer, "`\(server)`: \(escaped(reason))",
        help: ["give the address of such a server"])
    }
    return CommandFault(
      .contradictoryAnswer, "`\(server)` gives no whole answer: \(escaped(fault.sentence))",
      notes: run.refusals.prefix(3).map {
        "line \($0.line) of the file was refused: \(escaped($0.fault.sentence))"
      },
      help: ["ask again; a right that the account lacks is the usual cause of a refusal"],
      .unreachable)
  }
}

/// A server that cannot be asked, or that refused a statement of planc's own.
///
/// - Parameter help: how to do without planc's connection.
func serverDiagnostic(
  _ fault: ServerFault, _ address: ServerAddress,
  help: String = "the files under generated/ run in the mariadb or mysql client as well"
) -> Diagnostic {
  let what = fault.statement == nil ? "cannot be asked" : "refused a statement"
  // 1045, access denied; 1698, the account has another way to prove itself.
  let password = "set PLANC_PASSWORD, or write the password into an option file"
  return Diagnostic(
    .unreachableServer, "`\(address.shown)` \(what): \(escaped(fault.sentence))",
    notes: fault.number == 0 ? [] : ["error \(fault.number)"],
    help: ([1045, 1698].contains(fault.number) ? [password] : []) + [help])
}
