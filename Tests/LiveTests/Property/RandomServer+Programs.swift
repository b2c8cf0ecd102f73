@testable import PlanCompiler

/// What hangs on the tables: views, triggers, routines, events, grants.
extension RandomServer {
  mutating func makeViews() {
    var views: [String] = []
    for index in 0..<number(0...6) {
      let schema = chance(85) ? source : aside
      let name = chance(25) ? "view `\(index)` of t1" : "v\(index)"
      let head = "CREATE \(pick(Self.viewOptions))VIEW \(SQLText.name(QualifiedName(schema, name)))"
      let first = number(0...(tables.count - 1))
      let second = number(0...(tables.count - 1))
      let (a, b) = (qualified(tables[first]), qualified(tables[second]))
      let text = SQLText.string("\(tables[first].name) in a text")
      let body =
        switch number(0...6) {
        case 0: "SELECT id, n FROM \(a)"
        case 1: "SELECT x.id, y.n AS `n of y` FROM \(a) AS x JOIN \(b) y ON x.id = y.id"
        case 2: "SELECT id FROM \(a) UNION ALL SELECT n FROM \(b) WHERE txt <> \(text)"
        case 3: "SELECT id, (SELECT MAX(n) FROM \(b)) AS top FROM \(a) WHERE id > 0"
        case 4: "SELECT \(text) AS words, COUNT(*) AS total FROM \(a) GROUP BY n HAVING total > 0"
        case 5: "WITH few AS (SELECT id FROM \(a)) SELECT few.id FROM few"
        default:
          views.isEmpty
            ? "SELECT id FROM \(a) LEFT JOIN \(b) AS other USING (id)"
            : "SELECT * FROM \(pick(views))"
        }
      views.append(SQLText.name(QualifiedName(schema, name)))
      add("\(head) AS \(body)")
      probe(Probe("SELECT COUNT(*) FROM \(SQLText.name(QualifiedName(schema, name)))", []))
    }
  }

  private static let viewOptions = [
    "", "", "", "ALGORITHM = MERGE ", "DEFINER = 'u 1'@localhost ", "SQL SECURITY INVOKER ",
    "ALGORITHM = TEMPTABLE SQL SECURITY DEFINER ",
  ]

  mutating func makeTriggers() {
    let transactional = tables.indices.filter { tables[$0].isTransactional }
    for table in transactional where chance(20) {
      for index in 0..<number(1...3) {
        let event = pick(["INSERT", "UPDATE", "DELETE"])
        let timing = pick(["BEFORE", "AFTER"])
        let name = SQLText.name(QualifiedName(source, "tr \(table)_\(index)"))
        let mode = pick(["", "ANSI_QUOTES", "NO_BACKSLASH_ESCAPES", "STRICT_ALL_TABLES", "ORACLE"])
        let isOracle = mode == "ORACLE"
        add("SET SESSION sql_mode = '\(mode)'")
        let definer = chance(20) && !isOracle ? "DEFINER = 'u 1'@localhost " : ""
        addProgram(
          "CREATE \(definer)TRIGGER \(name) \(timing) \(event) ON \(qualified(tables[table])) FOR EACH ROW "
            + triggerBody(event, timing, isOracle, number: index, of: table))
        add("SET SESSION sql_mode = DEFAULT")
      }
    }
  }

  private mutating func triggerBody(
    _ event: String, _ timing: String, _ isOracle: Bool, number index: Int, of table: Int
  ) -> String {
    let trace = "SET @trace = CONCAT(@trace, ' \(table).\(index)')"
    if isOracle { return "BEGIN \(trace); END" }
    switch number(0...11) {
    case 0...3: return trace
    case 4...6 where timing == "BEFORE" && event != "DELETE":
      return "SET NEW.n = NEW.n * \(index + 2), NEW.txt = CONCAT('#\(index) ', NEW.txt)"
    case 7...9:
      return
        "BEGIN\n  INSERT INTO \(SQLText.name(aside)).log VALUES ('\(event) of \(index)');\n  \(trace); -- t1 said\nEND"
    case 10 where chance(30):
      // Names a table of the source: refused if that moves, or if this one does.
      let other = number(0...(tables.count - 1))
      return "SET @seen = (SELECT COUNT(*) FROM \(SQLText.name(tables[other].name)))"
    default: return trace
    }
  }

  mutating func makeRoutinesAndEvents() {
    for index in 0..<number(0...3) {
      // Now and then one that names a table which moves: the plan is refused then.
      let staying = tables.indices.filter { !isMoved($0) }
      let table =
        chance(8) || staying.isEmpty ? number(0...(tables.count - 1)) : pick(staying)
      let name = SQLText.name(QualifiedName(chance(80) ? source : aside, "routine \(index)"))
      if chance(50) {
        addProgram(
          "CREATE PROCEDURE \(name)() BEGIN SELECT COUNT(*) FROM \(qualified(tables[table])); END")
        probe(Probe("CALL \(name)()", []))
      } else {
        addProgram(
          "CREATE FUNCTION \(name)() RETURNS INT READS SQL DATA RETURN (SELECT COUNT(*) FROM \(qualified(tables[table])) WHERE txt <> 'src_t1')"
        )
        probe(Probe("SELECT \(name)()", []))
      }
    }
    if chance(20) {
      let staying = tables.indices.filter { !isMoved($0) }
      let table = chance(15) || staying.isEmpty ? number(0...(tables.count - 1)) : pick(staying)
      let statement = "DELETE FROM \(qualified(tables[table])) WHERE id = 987654"
      add(
        "CREATE EVENT \(SQLText.name(QualifiedName(source, "nightly"))) ON SCHEDULE EVERY 1 DAY DISABLE DO \(statement)"
      )
      probe(Probe(statement, []))
    }
  }

  mutating func makeGrants() {
    for index in 0..<number(0...4) {
      let user = pick([
        "'clerk \(index)'@localhost", "'o''hara\(index)'@localhost", "u\(index)@localhost",
      ])
      add("CREATE USER IF NOT EXISTS \(user)")
      for _ in 0..<number(1...4) {
        let table = number(0...(tables.count - 1))
        let place = qualified(tables[table])
        if chance(60) {
          let option = chance(20) ? " WITH GRANT OPTION" : ""
          add("GRANT \(pick(Self.tablePrivileges)) ON \(place) TO \(user)\(option)")
        } else {
          add("GRANT \(pick(Self.columnPrivileges)) ON \(place) TO \(user)")
        }
        for statement in Self.uses { probe(Probe(statement, [table], user: user)) }
      }
    }
    if asksForGrants {
      for index in 0..<number(1...2) {
        let user = "reader\(index)@localhost"
        add("CREATE USER \(user)")
        add(
          "GRANT \(pick(["SELECT", "SELECT, UPDATE", "ALL"])) ON \(Self.schemaPattern(source)).* TO \(user)"
        )
        for move in moves where move.target == made {
          for statement in Self.uses { probe(Probe(statement, [move.table], user: user)) }
        }
        add("GRANT ALL ON \(Self.schemaPattern(present)).* TO \(user)")
      }
    }
  }

  /// As GRANT wants a schema: `_` and `%` would stand for others.
  static func schemaPattern(_ schema: String) -> String {
    SQLText.name(schema.replacing("_", with: "\\_").replacing("%", with: "\\%"))
  }

  private static let tablePrivileges = [
    "SELECT", "SELECT, INSERT", "SELECT, INSERT, UPDATE, DELETE", "ALL", "UPDATE",
    "TRIGGER, SELECT",
  ]
  private static let columnPrivileges = [
    "SELECT (id), UPDATE (n)", "SELECT (id, n)", "INSERT (id), SELECT (txt)",
  ]
  /// What an account may do; each answers with rows or with an error.
  private static let uses = [
    "SELECT id FROM {0} WHERE 0", "SELECT txt FROM {0} WHERE 0", "UPDATE {0} SET n = 1 WHERE 0",
    "DELETE FROM {0} WHERE 0",
  ]
}
