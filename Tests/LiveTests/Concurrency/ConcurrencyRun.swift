import Foundation
import Glibc
import PlancTestSupport
import Synchronization
import Testing

@testable import Operations

/// Rounds on one server: one or two operators move a plan's tables while other sessions create and
/// change objects, queued on locks around the statements that decide or write.
final class ConcurrencyRun {
  private let server: ThrowawayServer
  private let project: ApplyProject
  private let home: ServerState
  private let moved: ServerState
  private let seed: UInt64
  private var random: SeededGenerator
  private var isHome = true
  let hits = StatementHits()
  /// What happened, by its name.
  private(set) var counts: [String: Int] = [:]

  private static let schemas = ["archive", "cold"]
  private static let places = [
    ("shop", "orders"), ("shop", "items"), ("shop", "notes"), ("shop", "sessions"),
    ("archive", "old_orders"), ("archive", "items"), ("archive", "notes"), ("cold", "sessions"),
  ].map { ForeignSession.Place(schema: $0.0, table: $0.1) }

  init(seed: UInt64, on server: ThrowawayServer) throws {
    self.seed = seed
    self.server = server
    random = SeededGenerator(state: seed)
    try server.client.query("CREATE SCHEMA aside; \(WholeMigration.fixture)")
    project = try ApplyProject("whole", WholeMigration.plan, on: server)
    home = try ServerState(of: server)
    #expect(try project.run("apply").exitCode == 0)
    moved = try ServerState(of: server)
    #expect(try project.run("rollback").exitCode == 0)
    #expect(try ServerState(of: server) == home)
  }

  private func count(_ event: String) { counts[event, default: 0] += 1 }

  // MARK: A round

  func round(_ number: Int) throws {
    let place = "seed \(seed), round \(number)"
    let direction: Direction = isHome ? .forward : .back
    let withoutLocks = Bool.random(using: &random)
    let isPlanc = Bool.random(using: &random)
    let second: Operator? =
      Bool.random(using: &random) ? Operator.allCases.randomElement(using: &random) : nil
    count(
      "\(isPlanc ? "planc" : "client"), \(direction)\(withoutLocks ? ", without named locks" : "")")
    let quiet = try FaultProxy(server, withoutLocks: withoutLocks) { _, _ in .forward }
    defer { quiet.end() }
    let meddler = Meddler(
      direction, hits, SeededGenerator(state: random.next()), server, schemas: Self.schemas,
      places: Self.places, first: number * 100
    ) { [project] in
      try second.map { try Self.start($0, project, socket: quiet.socket) }
    }
    let proxy = try FaultProxy(server, withoutLocks: withoutLocks) { _, text in
      meddler.meddle(at: text)
      return .forward
    }
    defer { proxy.end() }
    let outputs = try run(direction, isPlanc: isPlanc, socket: proxy.socket)
    let (sessions, other) = meddler.end()
    if let second, let other {
      let output = try other.wait()
      count("second operator, \(second): exit code \(output.exitCode)")
    }
    var objects: [ForeignSession.Object] = []
    for session in sessions {
      let succeeded = try session.end()
      count("\(session.deed): \(succeeded ? "done" : "refused")")
      if succeeded, let object = session.object { objects.append(object) }
    }
    try server.waitForOthers()
    let story =
      "\(place): \(direction), planc \(isPlanc), \(String(describing: second)), without locks \(withoutLocks): \(outputs)"
    try expectNothingLost(objects, story)
    try recover(objects, story)
  }

  enum Operator: CaseIterable { case apply, rollback, drop, moveFile, rollbackFile }

  private static func start(
    _ second: Operator, _ project: ApplyProject, socket: String
  ) throws -> ChildProcess {
    func file(_ name: String) throws -> ChildProcess {
      return try project.server.client.through(socket).start(
        script: "\(project.folder.path)/generated/whole/\(name)", .stdin)
    }
    let options = ["--yes", "--retries", "3", "--pause", "0"]
    return switch second {
    case .apply: try project.start("apply", options, socket: socket)
    case .rollback: try project.start("rollback", options, dropsSchemas: false, socket: socket)
    case .drop: try project.start("rollback", options, dropsSchemas: true, socket: socket)
    case .moveFile: try file("whole_move_archive_tables.sql")
    case .rollbackFile: try file("whole_rollback.sql")
    }
  }

  private func run(_ direction: Direction, isPlanc: Bool, socket: String) throws -> String {
    if isPlanc {
      let output = try project.run(
        direction == .forward ? "apply" : "rollback", ["--yes", "--retries", "3", "--pause", "0"],
        socket: socket)
      count("planc, \(direction): exit code \(output.exitCode)")
      return output.stderr
    }
    let client = server.client.through(socket)
    var said = ""
    for file in FaultSubject.whole.scripts(direction) {
      let manner = MariaDBClient.Manner.allCases.randomElement(using: &random) ?? .stdin
      let output = try client.run(
        script: "\(project.folder.path)/generated/whole/\(file)", manner)
      #expect(!output.stderr.contains("ERROR 20"), "no connection: \(output.stderr)")
      count("\(file): \(output.lastLine.prefix { $0 != ":" && $0 != " " })")
      said += "\n\(file): \(output.stderr)\(output.lastLine)"
    }
    return said
  }

  // MARK: Nothing is lost

  /// Every object that another session created is there, with its rows; every table of the plan is
  /// there once, under one of its names.
  private func expectNothingLost(_ objects: [ForeignSession.Object], _ story: String) throws {
    for object in objects {
      let name = "\(object.schema).\(object.name)"
      let question =
        switch object.kind {
        case "TABLE": "SELECT COUNT(*) FROM \(name);"
        case "VIEW": "SELECT COUNT(*) FROM \(name);"
        case "PROCEDURE":
          "SELECT COUNT(*) FROM information_schema.ROUTINES WHERE ROUTINE_SCHEMA = '\(object.schema)' AND ROUTINE_NAME = '\(object.name)';"
        case _:
          "SELECT COUNT(*) FROM information_schema.TRIGGERS WHERE TRIGGER_NAME = '\(object.name)';"
        }
      let found = try server.client.run(text: question).lastLine
      #expect(found == (object.kind == "TABLE" ? "3" : "1"), "\(object): \(story)")
    }
    let tables = try server.client.query(
      "SELECT CONCAT(TABLE_SCHEMA, '.', TABLE_NAME) FROM information_schema.TABLES WHERE TABLE_TYPE = 'BASE TABLE' AND TABLE_SCHEMA IN ('shop', 'archive', 'cold') ORDER BY 1;"
    ).flatMap(\.self)
    for (table, names) in [
      ("orders", ["orders", "old_orders", "__planc_orders"]), ("items", ["items"]),
      ("notes", ["notes"]), ("sessions", ["sessions", "__planc_sessions"]),
    ] {
      let found = tables.filter { name in names.contains { name.hasSuffix(".\($0)") } }
      #expect(found.count == 1, "\(table): \(tables), \(story)")
    }
  }

  // MARK: On from there

  /// By planc to one of the ends, following what it prints; then the other sessions take their
  /// objects away, and everything is as it was.
  private func recover(_ objects: [ForeignSession.Object], _ story: String) throws {
    // Other people's tables change the counts, which apply refuses, and no rollback.
    if !objects.isEmpty { try reach("rollback", story) }
    for object in objects {
      let exists = object.kind == "TRIGGER" ? "IF EXISTS " : ""
      try server.client.query("DROP \(object.kind) \(exists)\(object.schema).\(object.name);")
    }
    let goal = Bool.random(using: &random) ? "apply" : "rollback"
    try reach(goal, story)
    isHome = goal == "rollback"
    if isHome, try project.run("rollback").exitCode != 0 {
      // A schema of another collation stays until its maker changes it back.
      for schema in Self.schemas {
        _ = try server.client.run(text: "ALTER SCHEMA \(schema) COLLATE utf8mb4_unicode_ci;")
      }
      #expect(try project.run("rollback").exitCode == 0, "\(story)")
    }
    if !isHome {
      for schema in Self.schemas {
        try server.client.query("ALTER SCHEMA \(schema) COLLATE utf8mb4_unicode_ci;")
      }
    }
    try server.client.query("DROP SCHEMA aside; CREATE SCHEMA aside;")
    let end = isHome ? home : moved
    let state = try ServerState(of: server)
    #expect(state == end, "\(story), then \(goal): \(state.changes(since: end))")
    if state != end { throw TestSupportError("\(story): nothing more is tried") }
  }

  /// Runs planc until it succeeds. After a refusal the SQL that it printed is run, word for word.
  private func reach(_ verb: String, _ story: String) throws {
    var said: [String] = []
    for _ in 1...6 {
      let output = try project.run(
        verb, ["--yes", "--retries", "20", "--pause", "0"], dropsSchemas: false)
      if output.exitCode == 0 { return }
      said.append(output.stderr)
      let advice = PrintedAdvice(output.stderr)
      count("refused, then: \(advice.kinds)")
      if advice.statements.isEmpty { break }
      for statement in advice.statements {
        _ = try server.client.run(text: "\(statement);")
      }
    }
    Issue.record("\(verb) does not reach its end: \(said), \(story)")
    throw TestSupportError("nothing more is tried")
  }
}

/// The SQL in what planc printed.
struct PrintedAdvice {
  let statements: [String]
  let kinds: String

  init(_ text: String) {
    var found: [String] = []
    for line in text.split(separator: "\n") {
      for verb in ["DROP TRIGGER ", "ALTER SCHEMA ", "RENAME TABLE ", "KILL "] {
        var rest = line[...]
        while let start = rest.firstRange(of: verb) {
          let statement = rest[start.lowerBound...]
          let ends = ["; then", ", then", ", or", ";", "`: ", "` or"].compactMap {
            statement.firstRange(of: $0)?.lowerBound
          }
          var text = String(statement[..<(ends.min() ?? statement.endIndex)])
          // The quotes of the message, of which the first stands before the verb.
          if text.count(where: { $0 == "`" }) % 2 == 1, text.hasSuffix("`") { text.removeLast() }
          if !found.contains(text) { found.append(text) }
          rest = rest[start.upperBound...]
        }
      }
    }
    statements = found
    kinds = Set(found.map { $0.split(separator: " ").prefix(2).joined(separator: " ") }).sorted()
      .joined(separator: ", ")
  }
}
