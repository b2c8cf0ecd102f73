import Diagnostics
import Foundation
import PlancTestSupport
import Testing

@testable import Catalogs
@testable import Operations
@testable import Plans

/// One seed: a server, a plan over it, and everything that must hold of them.
struct PropertyRun {
  enum Outcome {
    case compiled
    /// With the codes of the errors.
    case refused(Set<String>)
  }

  private let seed: UInt64
  private let server: ThrowawayServer
  private var random: RandomServer
  private let start: ServerState
  private let startCatalog: Catalog
  private let startAnswers: [String]
  /// Whether a dump of each schema that the plan takes tables from restores under another name; nil
  /// where it is not tried.
  private var startRestores: Bool?

  init(seed: UInt64, server: ThrowawayServer) throws {
    self.seed = seed
    self.server = server
    random = RandomServer(seed: seed)
    if let folder = ProcessInfo.processInfo.environment["PLANC_SEED_FOLDER"] {
      try random.sql.write(toFile: "\(folder)/\(seed).sql", atomically: true, encoding: .utf8)
    }
    let output = try server.client.run(text: random.sql)
    guard output.exitCode == 0 else { throw TestSupportError("set-up: \(output.stderr)") }
    start = try ServerState(of: server)
    startCatalog = try random.catalog(of: server.client)
    startAnswers = try random.answers(of: server.client, moved: [])
    if seed % 4 == 0, server.client.kind.family == .mariaDB {
      startRestores = try restores([random.source, random.present])
    }
  }

  private func restores(_ schemas: [String]) throws -> Bool {
    for schema in schemas {
      let dump = try server.client.dump(schema)
      if dump.exitCode != 0 { return false }
      try server.client.query("CREATE SCHEMA restored;")
      defer { _ = try? server.client.query("DROP SCHEMA restored;") }
      let output = try server.client.run(text: "USE restored;\n" + dump.stdout)
      if output.exitCode != 0 { return false }
    }
    return true
  }

  func outcome() throws -> Outcome {
    let (compilation, plan) = random.compiled(on: startCatalog)
    guard let migration = compilation.migrations.first, !compilation.hasErrors else {
      let errors = compilation.diagnostics.filter { $0.severity == .error }
      var deeds = Deeds(seed, server, random, startCatalog, startAnswers)
      for error in errors { try deeds.expectHarm(of: error, plan) }
      return .refused(Set(errors.map(\.code.rawValue)))
    }
    let scripts = try Scripts(migration)
    try goThereAndBack(scripts, files: compilation.files)
    try goWithACut(scripts)
    return .compiled
  }

  // MARK: There and back

  private func goThereAndBack(_ scripts: Scripts, files: [GeneratedFile]) throws {
    var order = random
    try expect(scripts, scripts.names.preflight, says: "READY")
    try goForward(scripts, &order)
    try expect(scripts, scripts.names.verify, says: "VERIFIED")
    try expectAnswers("after the move")
    if startRestores == true {
      let targets = [random.present] + (makesSchema ? [random.made] : [])
      #expect(try restores(targets), "seed \(seed): a dump does not restore after the move")
    }
    let catalog = try random.catalog(of: server.client)
    let applied = random.compiled(status: "applied", on: catalog).compilation
    let faults = applied.diagnostics.filter { $0.severity == .error }.map(\.message)
    #expect(faults.isEmpty, "seed \(seed): as applied: \(faults)")
    for (file, same) in zip(files, applied.files) {
      #expect(file.bytes == same.bytes, "seed \(seed): as applied, \(file.path) is another")
    }
    try goBack(scripts, "the way back")
    if let startRestores {
      let restores = try restores([random.source, random.present])
      #expect(restores == startRestores, "seed \(seed): dumps do not restore as before")
    }
    try expect(scripts, scripts.names.preflight, says: "READY")
    let end = try random.catalog(of: server.client)
    #expect(
      Self.lines(of: end).difference(from: Self.lines(of: startCatalog)).isEmpty,
      "seed \(seed): another catalog")
  }

  private static func lines(of catalog: Catalog) -> [Substring] {
    String(decoding: renderCatalog(catalog), as: UTF8.self)
      .split(separator: "\n", omittingEmptySubsequences: false)
  }

  private var makesSchema: Bool { random.moves.contains { $0.target == random.made } }

  private func goForward(_ scripts: Scripts, _ order: inout RandomServer) throws {
    if makesSchema { try expect(scripts, scripts.create, says: "DONE") }
    for file in order.chance(50) ? scripts.moves : scripts.moves.reversed() {
      try expect(scripts, file, says: "DONE")
    }
  }

  private func goBack(_ scripts: Scripts, _ what: String) throws {
    for file in scripts.back { try expect(scripts, file, says: "DONE") }
    let state = try ServerState(of: server)
    #expect(state == start, "seed \(seed), \(what): \(state.changes(since: start))")
  }

  // MARK: Cut off

  /// The client of a file that writes is killed behind a statement of its own, with the next one
  /// on its way or not; then the scripts finish what was begun, or undo it.
  private func goWithACut(_ scripts: Scripts) throws {
    var order = random
    _ = order.number(0...9)
    let cutsBack = order.chance(40)
    if cutsBack { try goForward(scripts, &order) }
    let files = makesSchema ? scripts.forward : scripts.moves
    let file = cutsBack ? scripts.names.rollback : order.pick(files)
    if !cutsBack, makesSchema, file != scripts.create {
      try expect(scripts, scripts.create, says: "DONE")
    }
    let statements = CutStatements(of: scripts.text(file)).texts
    let cut = order.number(1...(statements.count - 1))
    let session = try ClientSession(server.client)
    try session.execute(statements[..<cut].joined())
    #expect(session.errors == "", "seed \(seed): cut after \(cut) of \(file)")
    if order.chance(70) { session.send(statements[cut]) }
    try session.kill()
    try server.waitForOthers()
    let status = try scripts.run(scripts.names.status, on: server)
    #expect(
      !status.stdout.contains("MANUAL REPAIR REQUIRED"),
      "seed \(seed): \(file) cut after \(cut): \(status)"
    )
    if order.chance(50) {
      try goForward(scripts, &order)
      try expect(scripts, scripts.names.verify, says: "VERIFIED")
      try expectAnswers("after \(file) was cut after \(cut)")
    }
    try goBack(scripts, "after \(file) was cut after \(cut)")
  }

  // MARK: Expectations

  private func expect(_ scripts: Scripts, _ file: String, says word: String) throws {
    let output = try scripts.run(file, on: server)
    let isRight = output.exitCode == 0 && output.lastLine.hasPrefix(word)
    #expect(isRight, "seed \(seed): \(file): \(output.stdout.suffix(3_000))\n\(output.stderr)")
  }

  private func expectAnswers(_ when: String) throws {
    let answers = try random.answers(of: server.client, moved: random.moved)
    for (index, (was, now)) in zip(startAnswers, answers).enumerated() where was != now {
      let probe = random.probes[index]
      let text = random.statement(of: probe, moved: random.moved)
      Issue.record(
        "seed \(seed), \(when): \(probe.user ?? "root"): \(text)\nwas: \(was)\nnow: \(now)")
    }
  }
}
