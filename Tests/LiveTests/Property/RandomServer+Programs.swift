import PlancTestSupport

@testable import Foundations

/// Routines, events and grants.
extension RandomServer {
  /// Bodies of 700 characters in two schemas: MariaDB returns such rows in another order than it
  /// numbers them.
  private mutating func makeLongRoutines() {
    let text = String(repeating: "a long line; ", count: 60)
    for schema in [source, source, source, source, source, source, source, source, aside] {
      let name = SQLText.name(QualifiedName(schema, "long \(sql.utf8.count)"))
      addProgram("CREATE PROCEDURE \(name)() BEGIN SELECT '\(text)'; END")
    }
  }

  mutating func makeRoutinesAndEvents() {
    if tables.count.isMultiple(of: 4) { makeLongRoutines() }
    for index in 0..<number(0...3) {
      // Now and then one that names a table which moves: the plan is refused then.
      let isHere = chance(80)
      let table = named(orMovedOf: 5)
      let name = SQLText.name(QualifiedName(isHere ? source : aside, "routine \(index)"))
      let place =
        isHere && tables[table].schema == source && chance(30)
        ? SQLText.name(tables[table].name) : qualified(tables[table])
      switch number(0...3) {
      case 0:
        addProgram("CREATE PROCEDURE \(name)() BEGIN SELECT COUNT(*) FROM \(place); END")
        probe(Probe("CALL \(name)()", [], .routine))
      case 1:
        let text = SQLText.string("SELECT COUNT(*) FROM \(place)")
        let run =
          family == .mySQL
          ? "SET @text = \(text); PREPARE p FROM @text; EXECUTE p" : "EXECUTE IMMEDIATE \(text)"
        addProgram("CREATE PROCEDURE \(name)() BEGIN \(run); END")
        probe(Probe("CALL \(name)()", [], .routine))
      default:
        addProgram(
          "CREATE FUNCTION \(name)() RETURNS INT READS SQL DATA RETURN (SELECT COUNT(*) FROM \(place) WHERE txt <> 'src_t1')"
        )
        probe(Probe("SELECT \(name)()", [], .routine))
      }
    }
    if chance(20) {
      let table = named(orMovedOf: 15)
      let statement = "DELETE FROM \(qualified(tables[table])) WHERE id = 987654"
      add(
        "CREATE EVENT \(SQLText.name(QualifiedName(source, "nightly"))) ON SCHEDULE EVERY 1 DAY DISABLE DO \(statement)"
      )
      probe(Probe(statement, [], .event))
    }
  }

  mutating func makeGrants() {
    for index in 0..<number(0...4) {
      let user = pick([
        "'clerk \(index)'@localhost", "'o''hara\(index)'@localhost", "u\(index)@localhost",
      ])
      add("CREATE USER \(user)")
      var grantee = user
      if chance(15) {
        grantee = "'role \(index)'"
        add("CREATE ROLE \(grantee)")
        add("GRANT \(grantee) TO \(user)")
        add("SET DEFAULT ROLE \(grantee) \(family == .mySQL ? "TO" : "FOR") \(user)")
      }
      for _ in 0..<number(1...4) {
        let table = number(0...(tables.count - 1))
        // MySQL has nobody whose rights are everybody's.
        grant(on: table, to: chance(3) && family != .mySQL ? "PUBLIC" : grantee)
        for statement in Self.uses { probe(Probe(statement, [table], .account, user: user)) }
      }
    }
    if asksForGrants { grantOnSchemas() }
  }

  private mutating func grant(on table: Int, to grantee: String) {
    let place = qualified(tables[table])
    let option = chance(20) && grantee != "PUBLIC" ? " WITH GRANT OPTION" : ""
    var rights = pick(chance(60) ? Self.tablePrivileges : Self.columnPrivileges)
    if family == .mySQL { rights.replace("DELETE HISTORY", with: "CREATE VIEW") }
    add("GRANT \(rights) ON \(place) TO \(grantee)\(option)")
  }

  private mutating func grantOnSchemas() {
    for index in 0..<number(1...2) {
      let user = "reader\(index)@localhost"
      add("CREATE USER \(user)")
      // Whoever may do more in the schema that tables come from would be locked out of them.
      let givesBack = moves.contains { tables[$0.table].schema == present }
      let rights = givesBack ? "ALL" : pick(["SELECT", "SELECT, UPDATE", "ALL"])
      add(
        "GRANT \(rights) ON \(Self.schemaPattern(source)).* TO \(user)"
      )
      for move in moves where move.target == made && tables[move.table].schema == source {
        for statement in Self.uses {
          probe(Probe(statement, [move.table], .account, user: user))
        }
      }
      add("GRANT ALL ON \(Self.schemaPattern(present)).* TO \(user)")
    }
  }

  /// As GRANT wants a schema: `_` and `%` would stand for others.
  static func schemaPattern(_ schema: String) -> String {
    SQLText.name(schema.replacing("_", with: "\\_").replacing("%", with: "\\%"))
  }

  private static let tablePrivileges = [
    "SELECT", "SELECT, INSERT", "SELECT, INSERT, UPDATE, DELETE", "ALL", "UPDATE",
    "TRIGGER, SELECT", "DELETE HISTORY, SHOW VIEW", "REFERENCES, INDEX, ALTER",
  ]
  private static let columnPrivileges = [
    "SELECT (id), UPDATE (n)", "SELECT (id, n)", "INSERT (id), SELECT (txt)",
    "DELETE, REFERENCES (id), SELECT (n)",
  ]
  /// What an account may do; each answers with rows or with an error.
  static let uses = [
    "SELECT id FROM {0} WHERE 0", "SELECT txt FROM {0} WHERE 0", "UPDATE {0} SET n = 1 WHERE 0",
    "DELETE FROM {0} WHERE 0", "INSERT INTO {0} (id) SELECT 1 FROM DUAL WHERE 0",
  ]
}
