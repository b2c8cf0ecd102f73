import PlancTestSupport
import Testing

@testable import PlanCompiler

/// The proof runs the guards' SQL in memory; a real server must answer the same.
@Suite struct GuardFidelityTests {
  /// Two moves between schemas, by a name for the test.
  struct Case: Sendable, CustomTestStringConvertible {
    var testDescription: String
    var first: Move
    var second: Move

    init(_ name: String, _ first: [String], _ second: [String]) {
      testDescription = name
      self.first = Self.move(first)
      self.second = Self.move(second)
    }

    private static func move(_ names: [String]) -> Move {
      Move(QualifiedName(names[0], names[1]), to: QualifiedName(names[2], names[3]))
    }
  }

  static let cases = [
    Case("one source", ["core", "a", "home", "a"], ["core", "b_table", "home", "b_renamed"]),
    Case("two sources", ["left", "a", "home", "a"], ["right", "b", "home", "c"]),
    Case(
      "odd names", ["co'r\\e", "a`b", "tür `q", "a`b"],
      ["co'r\\e", "` TO `", "tür `q", "\"x\" y"]),
    Case(
      "names beyond ASCII", ["zdroj", "žluťoučký", "cíl", "ΣΊΣΥΦΟΣ"],
      ["zdroj", "ärger", "cíl", "wörter_ñ"]),
  ]

  @Test(arguments: cases)
  func `a server answers as the proof's own SQL does`(given: Case) async throws {
    let migration = Self.migration(given)
    let move = MoveScript(migration: migration, target: given.first.target.schema)
    let batch = migration.batches[0]
    let rollback = RollbackScript(migration: migration)
    let guards = [
      move.guardOf(batch.sample(), 0), rollback.guardOf(batch.inverse.sample(), after: 0),
      rollback.guardOf(batch.inverse.sample(), after: 1),
    ]
    try await SharedServer.use { server in
      for batchGuard in guards {
        try server.empty()
        try Self.compare(batchGuard, on: server)
      }
    }
  }

  /// A plan of the two moves in which every schema exists.
  private static func migration(_ given: Case) -> Migration {
    let batch = Batch(groups: [Batch.Group(title: "T", moves: [given.first, given.second])])
    let names = batch.sourceSchemas + batch.targetSchemas
    let schemas = names.enumerated().map { index, name in
      MigratedSchema(name: name, alias: "s\(index)", tablesBefore: 6, tablesAfter: 6)
    }
    return Migration(
      name: "hand", planPath: "plans/hand.yaml", title: "By hand", version: "1",
      lockWaitTimeoutSeconds: 1, schemas: schemas, steps: [.moving(batch)], code: CodeSettings(),
      fileNames: FileNames(
        plan: "hand", moves: [(names.last ?? "", "s\(names.count - 1)")]))
  }

  /// One state of the tables, with variables that are not as they should be.
  private struct Question {
    var states: [GuardProof.TableState]
    var spoiled: [String: GuardValue] = [:]
  }

  private static func questions(_ proof: GuardProof) -> [Question] {
    let all = GuardProof.TableState.allCases
    let states = all.flatMap { first in all.map { Question(states: [first, $0]) } }
    let spoiled = proof.evidence.flatMap { item in
      [GuardValue.null, item.bad].flatMap { value in
        [GuardProof.TableState.source, .target, .both].map {
          Question(states: [$0, $0], spoiled: [item.variable: value])
        }
      }
    }
    return states + spoiled
  }

  private static func compare(_ batchGuard: BatchGuard, on server: ThrowawayServer) throws {
    let proof = proof(of: batchGuard)
    let world = GuardWorld(moves: proof.moves)
    let program = try #require(parseGuard(proof.text))
    let questions = questions(proof)
    let strangers = rows(of: world.server(for: [.neither, .neither]))
    let schemas = Set(strangers.tables.map { $0.schema }).sorted()

    var script = """
      SET NAMES utf8mb4;
      SET SESSION sql_mode = 'STRICT_ALL_TABLES', default_storage_engine = MyISAM;

      """
    for schema in schemas { script += "CREATE SCHEMA \(SQLText.name(schema));\n" }
    script += creation(of: strangers)
    var expected: [String] = []
    for question in questions {
      var model = world.server(for: question.states)
      let listed = rows(of: model).beyond(strangers)
      var variables = Dictionary(
        uniqueKeysWithValues: proof.evidence.map { ($0.variable, $0.good) })
      variables.merge(question.spoiled) { $1 }
      let verdict = model.verdict(of: program, given: variables.map { ($0.key, $0.value) })
      expected.append(hexadecimal(try #require(verdict)))
      script += creation(of: listed)
      for (name, value) in variables.sorted(by: { $0.key < $1.key }) {
        script += "SET @\(name) = \(literal(value));\n"
      }
      script += proof.text + "SELECT HEX(@planc_verdict);\n" + dropping(listed)
    }
    let answers = try server.client.query(script).map { $0[0] }
    try #require(answers.count == expected.count)
    for (index, question) in questions.enumerated() {
      #expect(
        answers[index] == expected[index],
        """
        \(question.states) \(question.spoiled), \(batchGuard.lead)
        server: \(text(answers[index]))
        proof:  \(text(expected[index]))
        """)
    }
    let words = Set(answers.map(text))
    #expect(words.contains("GO") && words.contains("SKIP") && words.count > 5)
  }

  /// What stands in a model's information_schema.
  private struct Rows {
    var tables: [(schema: String, table: String, kind: String)] = []
    var triggers: [(schema: String, table: String)] = []

    func beyond(_ other: Rows) -> Rows {
      Rows(
        tables: tables.filter { row in
          !other.tables.contains { $0.schema == row.schema && $0.table == row.table }
        },
        triggers: triggers.filter { row in
          !other.triggers.contains { $0.schema == row.schema && $0.table == row.table }
        })
    }
  }

  private static func rows(of server: GuardServer) -> Rows {
    func values(_ groups: [GuardRows]) -> [[String]] {
      groups.flatMap(\.rows).map { row in
        row.values.map { String(decoding: $0.bytes ?? [], as: UTF8.self) }
      }
    }
    return Rows(
      tables: values(server.tables).map { ($0[0], $0[1], $0[2]) },
      triggers: values(server.triggers).map { ($0[0], $0[1]) })
  }

  private static func creation(of rows: Rows) -> String {
    var sql = ""
    for row in rows.tables {
      let name = SQLText.name(QualifiedName(row.schema, row.table))
      switch row.kind {
      case "VIEW": sql += "CREATE VIEW \(name) AS SELECT 1 AS one;\n"
      case "SYSTEM VERSIONED":
        sql += "CREATE TABLE \(name) (id INT) /*M!100304 WITH SYSTEM VERSIONING */;\n"
      default: sql += "CREATE TABLE \(name) (id INT);\n"
      }
    }
    for (index, row) in rows.triggers.enumerated() {
      let trigger = SQLText.name(QualifiedName(row.schema, "g\(index)_\(row.table.utf8.count)"))
      let table = SQLText.name(QualifiedName(row.schema, row.table))
      sql += "CREATE TRIGGER \(trigger) BEFORE INSERT ON \(table) FOR EACH ROW SET @x = 1;\n"
    }
    return sql
  }

  private static func dropping(_ rows: Rows) -> String {
    rows.tables.map { row in
      let kind = row.kind == "VIEW" ? "VIEW" : "TABLE"
      return "DROP \(kind) \(SQLText.name(QualifiedName(row.schema, row.table)));\n"
    }.joined()
  }

  private static func literal(_ value: GuardValue) -> String {
    switch value {
    case .null: "NULL"
    case .int(let number): String(number)
    case .text(let bytes, _): SQLText.string(String(decoding: bytes, as: UTF8.self))
    }
  }

  private static func hexadecimal(_ value: GuardValue) -> String {
    guard let bytes = value.bytes else { return "NULL" }
    return bytes.map { byte in
      let digits = String(byte, radix: 16, uppercase: true)
      return digits.count == 1 ? "0" + digits : digits
    }.joined()
  }

  private static func text(_ hexadecimal: String) -> String {
    let digits = Array(hexadecimal)
    guard digits.count.isMultiple(of: 2) else { return hexadecimal }
    let bytes = stride(from: 0, to: digits.count, by: 2).compactMap {
      UInt8(String(digits[$0...($0 + 1)]), radix: 16)
    }
    return bytes.count * 2 == digits.count ? String(decoding: bytes, as: UTF8.self) : hexadecimal
  }
}
