import PlancTestSupport

@testable import Foundations
@testable import Operations

/// What a server holds, made from a seed: tables of many kinds, and all that can hang on them.
///
/// Three schemas: one that tables leave, one that is there, receives some and gives some, and one
/// that neither gives nor takes. A fourth is for the plan to make.
struct RandomServer {
  /// A table that the plan moves, by its number in `tables`.
  struct Move {
    var table: Int
    var target: String
    var name: String
  }

  let family: ServerKind.Family
  let source: String
  let present: String
  let aside: String
  let made: String
  private(set) var random: SeededGenerator
  var tables: [RandomTable] = []
  var moves: [Move] = []
  /// Whether the plan asks for the rights of the source's grantees on the schema that it makes.
  let asksForGrants: Bool
  /// Whether the plan says `match` where it can.
  let usesPatterns: Bool
  var sql = ""
  var probes: [Probe] = []
  /// What was made wrong on purpose, if anything.
  var spoil: Spoil?

  init(seed: UInt64, family: ServerKind.Family = ServerKind.chosen.family) {
    self.family = family
    random = SeededGenerator(state: seed &* 0x2545_F491_4F6C_DD1D)
    let suffix = Self.schemaSuffixes.randomElement(using: &random) ?? ""
    source = "src\(suffix)"
    present = "there\(suffix)"
    aside = "aside\(suffix)"
    made = "made\(suffix)"
    asksForGrants = Int.random(in: 0..<3, using: &random) == 0
    usesPatterns = Int.random(in: 0..<3, using: &random) == 0
    let odd = chance(15) ? "latin1_german2_ci" : "utf8mb4_unicode_ci"
    for (schema, collation) in [(source, Self.collation), (present, odd), (aside, Self.collation)] {
      add("CREATE SCHEMA \(SQLText.name(schema)) COLLATE \(collation)")
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
    if chance(11) { makeSpoil() }
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

  // MARK: Names

  static let collation = "utf8mb4_unicode_ci"
  private static let schemaSuffixes = ["", "", "", "_2", "-ü", " `x`", "_%"]
  /// None that stands in the programs below: the preflight looks for names as words.
  private static let keywords = [
    "order", "group", "key", "table", "trigger", "rename", "desc", "lock", "read", "when",
  ]

  /// Names that need care: blanks, dashes, backticks, digits first, keywords, other scripts, length.
  mutating func oddName(_ stem: String, _ number: Int) -> String {
    switch self.number(0...17) {
    case 0: "with blank \(stem)\(number)"
    case 1: "da-sh-\(stem)\(number)"
    case 2: "tick`\(stem)\(number)"
    case 3: "20\(number)\(stem)_digits"
    case 4: "\(20 + number)e\(stem.filter(\.isNumber))1"
    case 5: "ünï_\(stem)\(number)"
    case 6: "таблица \(stem)\(number) 表"
    case 7: String("\(stem)\(number)_".padding(to: 64, with: "x"))
    case 8: String("\(stem)\(number)_".padding(to: 64, with: "ж"))
    case 9: "quo'te\(stem)\(number)"
    case 10: "back\\slash\(stem)\(number)"
    case 11: number < Self.keywords.count ? Self.keywords[number] : "Mixed\(stem)\(number)"
    case 12: "dol$\(stem)\(number).dot"
    default: "\(stem)\(number)"
    }
  }

  // MARK: Tables

  private mutating func makeTables() {
    let count = number(10...(chance(10) ? 60 : 24))
    for index in 0..<count {
      let kind: RandomTable.Kind = chance(55) ? .plain : pick(RandomTable.Kind.usual)
      makeTable(oddName("t", index), in: source, kind)
    }
    for index in 0..<number(0...3) { makeTable("own_\(index)", in: present, .plain) }
  }

  @discardableResult
  mutating func makeTable(_ name: String, in schema: String, _ kind: RandomTable.Kind) -> Int {
    let kind = kind.known(to: family)
    let table = RandomTable(name: name, schema: schema, kind: kind, rowCount: number(0...3))
    if kind == .counted { add("CREATE SEQUENCE \(SQLText.name(aside)).`no \(tables.count)`") }
    let counter = "NEXTVAL(\(SQLText.name(aside)).`no \(tables.count)`)"
    add(
      """
      CREATE TABLE \(qualified(table)) (id INT NOT NULL PRIMARY KEY, n INT DEFAULT \(tables.count), \
      txt VARCHAR(60) COLLATE utf8mb4_unicode_ci DEFAULT 'it''s', up INT, side INT, far INT\
      \(kind.columns(counter, checks(of: name))))\(kind.options)
      """)
    if table.rowCount > 0 {
      let values = (1...table.rowCount).map { "(\($0), \($0 * 10 + tables.count), 'row \($0)')" }
      add("INSERT INTO \(qualified(table)) (id, n, txt) VALUES \(values.joined(separator: ", "))")
    }
    tables.append(table)
    return tables.count - 1
  }

  /// On MySQL a schema has the name of a CHECK once, and the server makes no name of a long one.
  private func checks(of name: String) -> String {
    guard family == .mySQL else {
      return ", CHECK (n <> -1), CONSTRAINT `not 7` CHECK (id <> -7)"
    }
    let isLong = name.unicodeScalars.count > 57
    let first = isLong ? "CONSTRAINT `not -1 of \(tables.count)` " : ""
    return ", \(first)CHECK (n <> -1), CONSTRAINT `not 7 of \(tables.count)` CHECK (id <> -7)"
  }

  private mutating func makeMoves() {
    let share = number(10...60)
    for index in tables.indices where chance(share) || (index == 0 && moves.isEmpty) {
      let isHere = tables[index].schema == source
      if !isHere, chance(60) { continue }
      let target = chance(60) ? made : isHere ? present : source
      let name = chance(12) ? oddName("renamed_", index) : tables[index].name
      // `own_1` of both schemas could meet in the third.
      if tables.contains(where: { $0.schema == target && $0.name.lowercased() == name.lowercased() }
      )
        || moves.contains(where: {
          $0.target == target && $0.name.lowercased() == name.lowercased()
        })
      {
        continue
      }
      moves.append(Move(table: index, target: target, name: name))
    }
  }

  func qualified(_ table: RandomTable) -> String {
    SQLText.name(QualifiedName(table.schema, table.name))
  }

  /// A table that somebody names who would break when it moves: one that stays, but now and then.
  mutating func named(orMovedOf percent: Int) -> Int {
    let staying = tables.indices.filter { !isMoved($0) }
    return chance(percent) || staying.isEmpty ? number(0...(tables.count - 1)) : pick(staying)
  }

  func isMoved(_ table: Int) -> Bool { moves.contains { $0.table == table } }

  mutating func link(_ child: Int, to parent: Int) { tables[parent].children.append(child) }

  /// All tables that the plan moves.
  var moved: Set<Int> { Set(moves.map(\.table)) }

  /// Where a table is when some are moved.
  func place(of table: Int, moved: Set<Int>) -> String {
    guard moved.contains(table), let move = moves.first(where: { $0.table == table }) else {
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
      guard tables[index].kind.mayHaveForeignKeys else { continue }
      for column in ["up", "side", "far"] {
        probe(
          Probe(
            "START TRANSACTION; INSERT INTO {0} (id, \(column)) VALUES (901, 77777); ROLLBACK",
            [index]))
      }
      let children = Array(tables[index].children.prefix(3))
      let counts = children.indices.map {
        "SELECT COUNT(*), SUM(up), SUM(side), SUM(far) FROM {\($0 + 1)}; "
      }.joined()
      for change in ["DELETE FROM {0} WHERE id = 1", "UPDATE {0} SET id = 555 WHERE id = 1"] {
        probe(Probe("START TRANSACTION; \(change); \(counts)ROLLBACK", [index] + children))
      }
    }
  }
}

extension String {
  fileprivate func padding(to length: Int, with filler: String) -> String {
    self + String(repeating: filler, count: max(0, length - unicodeScalars.count))
  }
}
