import PlancTestSupport

@testable import PlanCompiler

/// What a server holds, made from a seed: tables of many kinds, and all that can hang on them.
///
/// Three schemas: one that tables leave, one that is there and receives some, and one that neither
/// gives nor takes. A fourth is for the plan to make.
struct RandomServer {
  struct Table {
    var name: String
    var schema: String
    var kind: Kind
    /// Rows are told apart by `id`, and written in a transaction that is taken back.
    var isTransactional: Bool { kind != .myISAM }
  }

  enum Kind: CaseIterable {
    case plain, generated, checked, fulltext, partitioned, versioned, myISAM

    var mayHaveForeignKeys: Bool {
      switch self {
      case .plain, .generated, .checked, .fulltext: true
      case .partitioned, .versioned, .myISAM: false
      }
    }

    var columns: String {
      switch self {
      case .plain, .versioned, .myISAM: ""
      case .generated: ", twice INT GENERATED ALWAYS AS (n * 2) STORED, KEY (twice)"
      case .checked: ", CHECK (n <> -1)"
      case .fulltext: ", FULLTEXT KEY words (txt)"
      case .partitioned: ""
      }
    }

    var options: String {
      switch self {
      case .plain, .generated, .checked, .fulltext: " ENGINE=InnoDB"
      case .partitioned: " ENGINE=InnoDB PARTITION BY HASH (id) PARTITIONS 3"
      case .versioned: " ENGINE=InnoDB WITH SYSTEM VERSIONING"
      case .myISAM: " ENGINE=MyISAM"
      }
    }
  }

  /// A table that the plan moves, by its number in `tables`.
  struct Move {
    var table: Int
    var target: String
    var name: String
  }

  let source: String
  let present: String
  let aside: String
  let made: String
  private(set) var random: SeededGenerator
  private(set) var tables: [Table] = []
  private(set) var moves: [Move] = []
  /// Whether the plan asks for the rights of the source's grantees on the schema that it makes.
  let asksForGrants: Bool
  private(set) var sql = ""
  private(set) var probes: [Probe] = []

  init(seed: UInt64) {
    random = SeededGenerator(state: seed &* 0x2545_F491_4F6C_DD1D)
    let suffix = Self.schemaSuffixes.randomElement(using: &random) ?? ""
    source = "src\(suffix)"
    present = "there\(suffix)"
    aside = "aside\(suffix)"
    made = "made\(suffix)"
    asksForGrants = Int.random(in: 0..<3, using: &random) == 0
    for schema in [source, present, aside] {
      add("CREATE SCHEMA \(SQLText.name(schema)) COLLATE utf8mb4_unicode_ci")
    }
    add("CREATE USER 'u 1'@localhost")
    for schema in [source, present, aside] + (asksForGrants ? [] : [made]) {
      add("GRANT ALL ON \(Self.schemaPattern(schema)).* TO 'u 1'@localhost")
    }
    add("CREATE TABLE \(SQLText.name(aside)).log (line VARCHAR(500)) ENGINE=InnoDB")
    makeTables()
    makeMoves()
    makeForeignKeys()
    makeViews()
    makeTriggers()
    makeRoutinesAndEvents()
    makeGrants()
    probeTables()
  }

  // MARK: Chance

  mutating func chance(_ percent: Int) -> Bool { Int.random(in: 0..<100, using: &random) < percent }
  mutating func number(_ range: ClosedRange<Int>) -> Int { Int.random(in: range, using: &random) }
  mutating func pick<Element>(_ elements: [Element]) -> Element {
    elements[Int.random(in: 0..<elements.count, using: &random)]
  }

  mutating func add(_ statement: String) { sql += statement + ";\n" }
  mutating func addProgram(_ statement: String) {
    sql += "DELIMITER $$\n\(statement)$$\nDELIMITER ;\n"
  }
  mutating func probe(_ probe: Probe) { probes.append(probe) }

  // MARK: Tables

  private static let schemaSuffixes = ["", "", "", "_2", "-ü", " `x`", "_%"]

  /// Names that need care: blanks, dashes, backticks, digits first, keywords, other scripts, length.
  private mutating func tableName(_ number: Int) -> String {
    switch self.number(0...13) {
    case 0: "with blank \(number)"
    case 1: "da-sh-\(number)"
    case 2: "tick`\(number)"
    case 3: "20\(number)_digits"
    case 4: "select_\(number)"
    case 5: "ünï_\(number)"
    case 6: "long_" + String(repeating: "x", count: 45) + "_\(number)"
    case 7: "quo'te\(number)"
    case 8: "back\\slash\(number)"
    case 9: number == 3 ? "order" : "o\(number)"
    default: "t\(number)"
    }
  }

  private mutating func makeTables() {
    let count = number(10...(chance(10) ? 60 : 24))
    for index in 0..<count {
      let kind: Kind = chance(60) ? .plain : pick(Kind.allCases)
      let table = Table(name: tableName(index), schema: source, kind: kind)
      tables.append(table)
      add(
        """
        CREATE TABLE \(qualified(table)) (id INT NOT NULL PRIMARY KEY, n INT DEFAULT \(index), \
        txt VARCHAR(60) COLLATE utf8mb4_unicode_ci DEFAULT 'it''s', up INT\(kind.columns))\(kind.options)
        """)
      let rows = number(0...3)
      if rows > 0 {
        let values = (1...rows).map { "(\($0), \($0 * 10 + index), 'row \($0)', NULL)" }
        add(
          "INSERT INTO \(qualified(table)) (id, n, txt, up) VALUES \(values.joined(separator: ", "))"
        )
      }
    }
    for index in 0..<number(0...3) {
      add("CREATE TABLE \(SQLText.name(present)).own_\(index) (id INT PRIMARY KEY)")
    }
  }

  private mutating func makeMoves() {
    let share = number(10...60)
    for index in tables.indices where chance(share) || (index == 0 && moves.isEmpty) {
      let target = chance(60) ? made : present
      let name = chance(12) ? "renamed_\(index)" : tables[index].name
      moves.append(Move(table: index, target: target, name: name))
    }
  }

  /// Tables move together, as an engineer would have it, or not; then the constraint crosses.
  private mutating func makeForeignKeys() {
    let able = tables.indices.filter { tables[$0].kind.mayHaveForeignKeys }
    for child in able where chance(25) {
      let parent = chance(15) ? child : pick(able)
      let name = chance(60) ? "CONSTRAINT \(SQLText.name("fk \(child) `to` \(parent)")) " : ""
      let rule = pick(["", " ON DELETE CASCADE", " ON DELETE SET NULL ON UPDATE CASCADE"])
      add(
        "ALTER TABLE \(qualified(tables[child])) ADD \(name)FOREIGN KEY (up) REFERENCES \(qualified(tables[parent])) (id)\(rule)"
      )
    }
  }

  func qualified(_ table: Table) -> String {
    SQLText.name(QualifiedName(table.schema, table.name))
  }

  func isMoved(_ table: Int) -> Bool { moves.contains { $0.table == table } }

  /// Where a table is before the plan ran, or after.
  func place(of table: Int, after isAfter: Bool) -> String {
    guard isAfter, let move = moves.first(where: { $0.table == table }) else {
      return qualified(tables[table])
    }
    return SQLText.name(QualifiedName(move.target, move.name))
  }

  /// Every table can be read, written and has its constraints: what each write answers, its triggers'
  /// traces included, is the same before and after.
  private mutating func probeTables() {
    for index in tables.indices {
      guard tables[index].isTransactional else {
        probe(Probe("SELECT COUNT(*), SUM(n) FROM {0}", [index]))
        continue
      }
      probe(
        Probe(
          """
          SET @trace = ''; START TRANSACTION; INSERT INTO {0} (id, n, txt) VALUES (900, 5, 'new'); \
          UPDATE {0} SET n = n + 1 WHERE id = 900; SELECT n, txt FROM {0} WHERE id = 900; \
          DELETE FROM {0} WHERE id = 900; SELECT COUNT(*) FROM {log}; ROLLBACK; SELECT @trace
          """, [index]))
      if tables[index].kind.mayHaveForeignKeys {
        probe(
          Probe(
            "START TRANSACTION; INSERT INTO {0} (id, up) VALUES (901, 77777); ROLLBACK", [index]))
        probe(Probe("START TRANSACTION; DELETE FROM {0} WHERE id = 1; ROLLBACK", [index]))
      }
    }
  }
}
