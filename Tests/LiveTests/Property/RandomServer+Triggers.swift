import PlancTestSupport

@testable import Foundations

/// Triggers in an order, under SQL modes that change what their body means.
extension RandomServer {
  private struct Made {
    var name: String
    var timing: String
    var event: String
  }

  mutating func makeTriggers() {
    let transactional = tables.indices.filter { tables[$0].isTransactional }
    for table in transactional where chance(share(of: table)) {
      var made: [Made] = []
      for index in 0..<number(1...4) { made.append(makeTrigger(index, on: table, beside: made)) }
    }
  }

  /// On MySQL a trigger is not carried along: a plan that moves its table is refused.
  private func share(of table: Int) -> Int { family == .mySQL && isMoved(table) ? 1 : 20 }

  private mutating func makeTrigger(_ index: Int, on table: Int, beside others: [Made]) -> Made {
    // Often of the kind of another, so that there is an order.
    let event = others.last.map { chance(60) ? $0.event : nil } ?? nil
    let trigger = Made(
      name: oddName("tr\(table)_", index + 10), timing: pick(["BEFORE", "AFTER"]),
      event: event ?? pick(["INSERT", "UPDATE", "DELETE"]))
    let mode = pick(family == .mySQL ? Self.modes.filter { $0.name != "ORACLE" } : Self.modes)
    let siblings = others.filter { $0.timing == trigger.timing && $0.event == trigger.event }
    var order = ""
    if !siblings.isEmpty, chance(60) {
      order = "\(pick(["PRECEDES", "FOLLOWS"])) \(SQLText.name(pick(siblings).name)) "
    }
    let definer = chance(20) && mode.name != "ORACLE" ? "DEFINER = 'u 1'@localhost " : ""
    let body = triggerBody(trigger, mode, number: index, of: table)
    let head = head(trigger, style: (table + index) % 4, on: tables[table])
    let statement = "CREATE \(definer)\(head) \(order)\(body)"
    let isLatin = chance(15) && statement.unicodeScalars.allSatisfy(\.isASCII)
    if isLatin {
      add("SET SESSION character_set_client = latin1, collation_connection = latin1_german2_ci")
    }
    add("SET SESSION sql_mode = '\(mode.name)'")
    addProgram(statement)
    add("SET SESSION sql_mode = DEFAULT")
    if isLatin { add("SET NAMES utf8mb4") }
    return trigger
  }

  /// As people write it: with and without the schema. Chosen without the generator, so that the seeds
  /// go on to mean the same servers.
  private mutating func head(_ trigger: Made, style: Int, on table: RandomTable) -> String {
    let name = SQLText.name(QualifiedName(table.schema, trigger.name))
    let (plain, own) = (SQLText.name(trigger.name), SQLText.name(table.name))
    if style > 0 { add("USE \(SQLText.name(table.schema))") }
    let (timing, event) = (trigger.timing, trigger.event)
    switch style {
    case 0: return "TRIGGER \(name) \(timing) \(event) ON \(qualified(table)) FOR EACH ROW"
    case 1: return "TRIGGER \(plain) \(timing) \(event) ON \(own) FOR EACH ROW"
    case 2:
      return
        "trigger  \(plain)\n\t\(timing.lowercased()) \(event) on \(qualified(table)) for each row\n "
    default: return "TRIGGER \(name) \(timing) \(event)  ON \(own)\nFOR EACH ROW"
    }
  }

  private struct Mode {
    var name: String
    /// An expression that has another value, or none, under other modes.
    var tells: String
  }

  private static let modes = [
    Mode(name: "", tells: "COLLATION('x')"),
    Mode(name: "ANSI_QUOTES", tells: #"(SELECT COUNT(*) FROM "log" AS "lo""g")"#),
    Mode(name: "NO_BACKSLASH_ESCAPES", tells: #"LENGTH('a\ b')"#),
    Mode(name: "PIPES_AS_CONCAT", tells: "'x' || 'y'"),
    Mode(name: "HIGH_NOT_PRECEDENCE", tells: "NOT 1 BETWEEN -5 AND 5"),
    Mode(name: "NO_UNSIGNED_SUBTRACTION", tells: "CAST(0 AS UNSIGNED) - 1"),
    Mode(name: "STRICT_ALL_TABLES,IGNORE_SPACE", tells: "COUNT (NULL)"),
    Mode(name: "ANSI_QUOTES,PIPES_AS_CONCAT", tells: #"'"x"' || 'y'"#),
    Mode(name: "ORACLE", tells: "'x' || NULL"),
  ]

  /// Expressions of whose text MariaDB's `information_schema` loses something. Chosen without the
  /// generator, so that the seeds go on to mean the same servers.
  static let lost = [
    #"HEX('\\n')"#, #"HEX(REPLACE('C:\\temp\\new\\', '\\', '/'))"#, "CHARSET(_latin1'x')",
    "HEX(_latin1 0xE4)",
    #"'a.b' REGEXP '\\.'"#, "LENGTH(_ucs2'ab')", "(_latin1'ABC' = _latin1'abc' COLLATE latin1_bin)",
    "HEX(_utf8mb4 x'C3A4')", "CHARSET(N'z')", #"HEX('it''s \%\_\x \\ ')"#, "HEX('a\n\tb')", "0x41",
  ]

  private mutating func triggerBody(
    _ trigger: Made, _ mode: Mode, number index: Int, of table: Int
  ) -> String {
    let aside = SQLText.name(aside)
    // What a mode means, and a table of the schema that stays where it is.
    let tells = mode.tells.replacing("FROM \"log\"", with: "FROM \(aside).\"log\"")
      .replacing("COUNT (NULL)", with: "(SELECT COUNT (NULL) FROM \(aside).log)")
    let lost = Self.lost[(table + index) % Self.lost.count]
    let trace =
      "SET @trace = CONCAT(@trace, ' \(table).\(index) ', COALESCE(\(tells), 'null'), \(lost))"
    if mode.name == "ORACLE" { return "BEGIN \(trace); END" }
    let other = number(0...(tables.count - 1))
    func counting(_ place: String) -> String {
      "SET @trace = CONCAT(@trace, ' saw ', (SELECT COUNT(*) FROM \(place)))"
    }
    switch number(0...15) {
    case 0...3: return trace
    case 4...6 where trigger.timing == "BEFORE" && trigger.event != "DELETE":
      return "SET NEW.n = NEW.n * \(index + 2), NEW.txt = CONCAT('#\(index) ', NEW.txt)"
    case 7...9:
      return
        "BEGIN\n  INSERT INTO \(aside).log VALUES ('\(trigger.event) of \(index)');\n  \(trace); -- it said\nEND"
    case 10 where tables[other].schema == tables[table].schema && chance(12):
      // Names a table of its schema: refused if that moves, or if this one does.
      return counting(SQLText.name(tables[other].name))
    case 11 where !isMoved(other) || chance(8): return counting(qualified(tables[other]))
    case 12:
      return
        "BEGIN DECLARE v VARCHAR(9) DEFAULT 'x'; SET @trace = CONCAT(@trace, COLLATION(v)); END"
    case 13 where chance(8): return "SET @trace = CONCAT(@trace, ' 😀')"
    default: return trace
    }
  }
}
