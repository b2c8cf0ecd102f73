import PlancTestSupport

@testable import Foundations
@testable import Operations

/// Something that must not be compiled.
enum Spoil: Equatable {
  /// What is made on the server is enough.
  case onServer
  /// The plan lists a name that is no table.
  case listed(String, target: String)
}

extension RandomServer {
  /// Makes something that stands in the way, where the moves allow it.
  mutating func makeSpoil() {
    let toPresent = moves.filter { $0.target == present }
    let toMade = moves.contains { $0.target == made }
    spoil = .onServer
    switch number(0...9) {
    case 0 where !toPresent.isEmpty: takeTarget(of: pick(toPresent))
    case 1 where !toPresent.isEmpty: takeConstraintName(pick(toPresent))
    case 2 where !toPresent.isEmpty: takeTriggerName(pick(toPresent))
    case 3 where !moves.contains { tables[$0.table].kind == .myISAM }: moveMerge()
    case 4, 5: grantOnNewName(pick(moves))
    case 6: spoil = .listed("t1_not_there", target: moves[0].target)
    case 7:
      add("CREATE VIEW \(SQLText.name(QualifiedName(source, "listed"))) AS SELECT 1 AS one")
      spoil = .listed("listed", target: moves[0].target)
    case 8 where toMade:
      add("CREATE SCHEMA \(SQLText.name(made)) COLLATE latin1_swedish_ci")
    case 9 where toMade:
      add("CREATE SCHEMA \(SQLText.name(made)) COLLATE \(Self.collation)")
      add("CREATE FUNCTION \(SQLText.name(made)).f() RETURNS INT RETURN 1")
    default: spoil = nil
    }
  }

  private mutating func takeTarget(of move: Move) {
    if chance(50) {
      makeTable(move.name, in: present, .plain)
    } else {
      add("CREATE VIEW \(SQLText.name(QualifiedName(present, move.name))) AS SELECT 1 AS one")
    }
  }

  private mutating func takeConstraintName(_ move: Move) {
    guard tables[move.table].kind.mayHaveForeignKeys else {
      spoil = nil
      return
    }
    let other = makeTable("own_fk", in: present, .plain)
    if family == .mySQL, chance(50) {
      for table in [move.table, other] {
        add(
          "ALTER TABLE \(qualified(tables[table])) ADD CONSTRAINT `taken check` CHECK (id <> -9)")
      }
      return
    }
    for table in [move.table, other] {
      let place = qualified(tables[table])
      add(
        "ALTER TABLE \(place) ADD CONSTRAINT `taken fk` FOREIGN KEY (far) REFERENCES \(place) (id)")
    }
  }

  private mutating func takeTriggerName(_ move: Move) {
    let other = makeTable("own_tr", in: present, .plain)
    for table in [move.table, other] {
      let name = SQLText.name(QualifiedName(tables[table].schema, "taken tr"))
      add(
        "CREATE TRIGGER \(name) BEFORE INSERT ON \(qualified(tables[table])) FOR EACH ROW SET @x = 1"
      )
    }
  }

  /// A MERGE table and the one that it reads, of which one moves.
  private mutating func moveMerge() {
    let part = makeTable("part", in: source, .myISAM)
    let whole = RandomTable(name: "whole", schema: source, kind: .merge, rowCount: 0)
    add("CREATE TABLE \(qualified(whole)) LIKE \(qualified(tables[part]))")
    add("ALTER TABLE \(qualified(whole)) ENGINE=MERGE UNION=(\(qualified(tables[part])))")
    tables.append(whole)
    let moving = chance(50) ? part : tables.count - 1
    moves.append(Move(table: moving, target: moves[0].target, name: tables[moving].name))
  }

  /// To somebody else than those with rights on the table, or to the same.
  private mutating func grantOnNewName(_ move: Move) {
    let user = "'u 2'@localhost"
    let place = SQLText.name(QualifiedName(move.target, move.name))
    add("CREATE USER \(user)")
    add("GRANT SELECT, CREATE ON \(place) TO \(user)")
    if chance(50) { add("GRANT SELECT ON \(qualified(tables[move.table])) TO \(user)") }
    for statement in Self.uses {
      probe(Probe(statement, [move.table], .account, user: user))
    }
  }
}
