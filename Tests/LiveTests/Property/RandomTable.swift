import PlancTestSupport

@testable import Foundations

/// A table of a random server.
struct RandomTable {
  var name: String
  var schema: String
  var kind: Kind
  /// Its rows have the ids from 1.
  var rowCount: Int
  /// Tables with a foreign key to this one.
  var children: [Int] = []

  /// Whether what is written in a transaction can be taken back.
  var isTransactional: Bool { ![.myISAM, .aria, .merge].contains(kind) }

  enum Kind {
    case plain, generated, checked, fulltext, counted, partitioned, versioned, myISAM, aria
    /// Reads other tables, and is never moved without harm.
    case merge

    static let usual: [Kind] = [
      .plain, .generated, .checked, .fulltext, .counted, .partitioned, .versioned, .myISAM, .aria,
    ]

    /// MySQL has no sequences, no system versioning and no Aria.
    func known(to family: ServerKind.Family) -> Kind {
      switch (family, self) {
      case (.mySQL, .counted): .plain
      case (.mySQL, .versioned): .partitioned
      case (.mySQL, .aria): .myISAM
      case (.mySQL, _), (.mariaDB, _): self
      }
    }

    var mayHaveForeignKeys: Bool {
      switch self {
      case .plain, .generated, .checked, .fulltext, .counted: true
      case .partitioned, .versioned, .myISAM, .aria, .merge: false
      }
    }

    /// - Parameters:
    ///   - counter: the next value of a sequence.
    ///   - checks: the constraints of a table that has some.
    func columns(_ counter: String, _ checks: String) -> String {
      switch self {
      case .plain, .versioned, .myISAM, .aria, .merge, .partitioned: ""
      case .generated:
        ", twice INT GENERATED ALWAYS AS (n * 2) STORED, thrice INT AS (n * 3) VIRTUAL, KEY (twice)"
      case .checked: checks
      case .fulltext: ", FULLTEXT KEY words (txt)"
      case .counted: ", serial INT DEFAULT \(counter)"
      }
    }

    var options: String {
      switch self {
      case .plain, .generated, .checked, .fulltext, .counted: " ENGINE=InnoDB"
      case .partitioned: " ENGINE=InnoDB PARTITION BY HASH (id) PARTITIONS 3"
      case .versioned: " ENGINE=InnoDB WITH SYSTEM VERSIONING"
      case .myISAM: " ENGINE=MyISAM"
      case .aria: " ENGINE=Aria"
      case .merge: " ENGINE=MERGE"
      }
    }
  }
}

/// Constraints of all kinds between the tables: to themselves, in a circle, of two columns, to other
/// schemas and from them.
extension RandomServer {
  /// Tables move together, as an engineer would have it, or not; then the constraint crosses.
  mutating func makeForeignKeys() {
    let able = tables.indices.filter { tables[$0].kind.mayHaveForeignKeys }
    for child in able where chance(25) {
      addForeignKey(child, to: chance(15) ? child : pick(able), over: "up")
    }
    if able.count > 1, chance(35) {
      let first = pick(able)
      let second = pick(able.filter { $0 != first })
      addForeignKey(first, to: second, over: "side")
      addForeignKey(second, to: first, over: "side")
    }
    if !able.isEmpty, chance(30) { addPair(pick(able), to: pick(able)) }
    if !able.isEmpty, chance(30) { makeStrangers(pick(able), pick(able)) }
  }

  private static let rules = [
    "", " ON DELETE CASCADE", " ON DELETE SET NULL ON UPDATE CASCADE", " ON DELETE RESTRICT",
    " ON UPDATE NO ACTION", " ON UPDATE SET NULL",
  ]

  private mutating func addForeignKey(_ child: Int, to parent: Int, over column: String) {
    let name = constraint("fk \(child) \(column) `to` \(parent)", on: child)
    add(
      "ALTER TABLE \(qualified(tables[child])) ADD \(name)FOREIGN KEY (\(column)) REFERENCES \(qualified(tables[parent])) (id)\(pick(Self.rules))"
    )
    link(child, to: parent)
    if tables[child].rowCount > 0, tables[parent].rowCount > 0 {
      add("UPDATE \(qualified(tables[child])) SET \(column) = 1 WHERE id = 1")
    }
  }

  /// Or the server makes the name from the table's; of a long one it shows a part (P611).
  private mutating func constraint(_ name: String, on table: Int) -> String {
    let names = [tables[table].name] + moves.filter { $0.table == table }.map(\.name)
    let isLong = names.contains { $0.unicodeScalars.count > 57 }
    return isLong || chance(60) ? "CONSTRAINT \(SQLText.name(name)) " : ""
  }

  private mutating func addPair(_ child: Int, to parent: Int) {
    // MySQL wants the key to be unique.
    let key = family == .mySQL ? "UNIQUE KEY" : "KEY"
    add("ALTER TABLE \(qualified(tables[parent])) ADD \(key) `pa ir` (id, n)")
    add(
      "ALTER TABLE \(qualified(tables[child])) ADD \(constraint("pair", on: child))FOREIGN KEY (far, n) REFERENCES \(qualified(tables[parent])) (id, n)"
    )
    link(child, to: parent)
    if tables[child].rowCount > 0, tables[parent].rowCount > 0 {
      add(
        "UPDATE IGNORE \(qualified(tables[child])) SET far = 1, n = \(10 + parent) WHERE id = 1")
    }
  }

  /// A child and a parent in the schema that neither gives nor takes.
  private mutating func makeStrangers(_ parent: Int, _ child: Int) {
    let aside = SQLText.name(aside)
    add(
      "CREATE TABLE \(aside).kid (id INT PRIMARY KEY, up INT, FOREIGN KEY (up) REFERENCES \(qualified(tables[parent])) (id)\(pick(Self.rules)))"
    )
    if tables[parent].rowCount > 0 { add("INSERT INTO \(aside).kid VALUES (1, 1)") }
    probe(
      Probe("START TRANSACTION; INSERT INTO \(aside).kid VALUES (901, 77777); ROLLBACK", []))
    probe(
      Probe(
        "START TRANSACTION; DELETE FROM {0} WHERE id = 1; SELECT COUNT(*), SUM(up) FROM \(aside).kid; ROLLBACK",
        [parent]))
    add("CREATE TABLE \(aside).elder (id INT PRIMARY KEY)")
    add(
      "ALTER TABLE \(qualified(tables[child])) ADD COLUMN old INT, ADD \(constraint("old", on: child))FOREIGN KEY (old) REFERENCES \(aside).elder (id)"
    )
    probe(
      Probe(
        "START TRANSACTION; INSERT INTO {0} (id, old) VALUES (901, 77777); ROLLBACK", [child]))
  }
}
