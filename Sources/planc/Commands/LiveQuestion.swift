import ArgumentParser
import Diagnostics
import Operations
import Servers

/// A plan, and the server that is asked about it; the same for every command that only asks.
struct LiveQuestion: ParsableArguments {
  @Argument(
    help: "The plan; may be left out where plans/ holds one.",
    completion: .file(extensions: ["yaml"]))
  var plan: String?

  @Option(
    name: .customLong("map"),
    help: ArgumentHelp(
      "Another name for a schema, as in a rehearsal; repeatable.", valueName: "schema=name"),
    transform: SchemaRenaming.init)
  var map: [SchemaRenaming] = []

  @OptionGroup var server: ServerOptions

  @Flag(help: "List every table, not only what is out of line.")
  var verbose = false

  func validate() throws {
    guard server.database != nil else {
      throw ValidationError("Say which server: --database mysql://USER@HOST.")
    }
  }

  /// What a person runs next, with the same server and plan.
  func command(_ name: String, _ plan: String) -> String {
    return escaped(
      (["planc", name] + ([plan] + map.words + server.words).map(shellWord)).joined(
        separator: " "))
  }

  /// Asks the server with one of the plan's files that only read.
  func run(
    _ file: (Migration) -> SQLScript, of migration: Migration
  ) throws(OnePlan.Fault) -> ReadingRun {
    guard let address = server.address else { preconditionFailure("validated") }
    do throws(FileFault) {
      for file in server.files { try Folder.expectReadable(file) }
    } catch {
      throw .refused([error.diagnostic], .unreachable)
    }
    do throws(ServerFault) {
      return try reading(file(migration), at: address, server.settings)
    } catch {
      throw .refused([serverDiagnostic(error, address)], .unreachable)
    }
  }

  /// What planc asks beside the preflight file. A server that answers no more tells nothing here.
  var findings: [CheckReport.Finding] {
    guard let address = server.address else { return [] }
    let session = ServerSession(address, server.settings)
    defer { session.close() }
    let facts = try? { () throws(ServerFault) in
      try session.connect()
      return try ServerFacts.asked(session.run) { (question) throws(ServerFault) in
        try? session.run(question).first
      }
    }()
    return facts?.findings ?? []
  }

  /// What came back is not what the file answers with. Where the file itself has refused to go on, as
  /// on a server that is too old for it, its own sentence says why.
  func refusal(of fault: AnswerFault, _ run: ReadingRun) -> (Diagnostic, Verdict) {
    if let first = run.refusals.first?.fault,
      case .refused(let sentence) = RunRules.meaning(ofError: first.number, first.sentence)
    {
      let reason = String(sentence.dropFirst(RunRules.refusalPrefix.count))
      let diagnostic = Diagnostic(
        .unsuitableServer, "`\(server.address?.shown ?? "")`: \(escaped(reason))",
        help: ["give the address of such a server"])
      return (diagnostic, .drift)
    }
    return (diagnostic(of: fault, run), .unreachable)
  }

  private func diagnostic(of fault: AnswerFault, _ run: ReadingRun) -> Diagnostic {
    Diagnostic(
      .contradictoryAnswer,
      "`\(server.address?.shown ?? "")` gives no whole answer: \(escaped(fault.sentence))",
      notes: run.refusals.prefix(3).map {
        "line \($0.line) of the file was refused: \(escaped($0.fault.sentence))"
      },
      help: ["ask again; a right that the account lacks is the usual cause of a refusal"])
  }
}

extension ServerOptions {
  /// As they were given, for a command line that asks the same server. No password is among them.
  var words: [String] {
    let options = [
      ("--database", database), ("--socket", socket), ("--defaults-file", defaultsFile),
      ("--defaults-group-suffix", defaultsGroupSuffix), ("--tls-ca", tlsCa),
      ("--tls-cert", tlsCert), ("--tls-key", tlsKey),
    ]
    return options.flatMap { name, value in value.map { [name, $0] } ?? [] }
      + (tls ? ["--tls"] : []) + (tlsVerify ? ["--tls-verify"] : [])
  }
}
