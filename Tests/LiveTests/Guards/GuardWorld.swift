import PlancTestSupport

@testable import Operations

/// A state of the two schemas of `GuardStatesTests`, and what each file must make of it.
struct GuardWorld: CustomStringConvertible {
  enum Direction: CaseIterable, Sendable { case move, rollback }

  /// What has a name.
  enum Kind: CaseIterable { case nothing, table, view }

  /// What else is on the server.
  enum Extra: CaseIterable {
    case none
    /// A table that nobody planned.
    case stranger
    /// A trigger on the first table, wherever it is one.
    case trigger
    /// A foreign key that references the missing new name of the first table.
    case awaited
    /// The schema that the tables go to is missing.
    case noTarget
  }

  struct Place {
    var source: Kind
    var target: Kind
    var isReady: Bool { source == .table && target == .nothing }
    var hasMoved: Bool { source == .nothing && target == .table }
  }

  /// What another session does while the move file runs, most before its second statement.
  enum Between: CaseIterable {
    /// The third table gets another name.
    case sourceGoes
    /// The third table's new name is taken.
    case targetComes
    /// The first table goes back. The file reads that only at its end.
    case firstReturns
    /// A new name of the first statement is taken when its guard has looked: RENAME TABLE fails.
    case targetComesLate

    var sql: String {
      switch self {
      case .sourceGoes: "RENAME TABLE a.three TO a.elsewhere"
      case .targetComes: "CREATE TABLE b.three (id INT) COMMENT = 'target three'"
      case .firstReturns: "RENAME TABLE b.one TO a.one"
      case .targetComesLate: "CREATE TABLE b.zwei (id INT) COMMENT = 'target two'"
      }
    }

    /// Before which of the file's places it happens.
    var place: (mark: String, number: Int) {
      self == .targetComesLate
        ? ("-- Move the tables of this statement", 0)
        : ("SET @planc_statement = @planc_statement + 1;", 1)
    }
  }

  /// Of `one`, `two` and `three`.
  var places: [Place]
  var extra: Extra
  /// Only in a world where all tables are ready.
  var between: Between?

  private static let names = [("one", "one"), ("two", "zwei"), ("three", "three")]
  /// The tables of each statement.
  private static let statements = [[0, 1], [2]]

  var description: String {
    places.map { "\($0.source)/\($0.target)" }.joined(separator: ", ")
      + ", extra: \(extra), between: \(between.map { "\($0)" } ?? "nothing")"
  }

  /// All states of the first statement, with those of the second that are not alike.
  static func all(for direction: Direction) -> [GuardWorld] {
    let places = Kind.allCases.flatMap { source in
      Kind.allCases.map { Place(source: source, target: $0) }
    }
    let ready = Place(source: .table, target: .nothing)
    let moved = Place(source: .nothing, target: .table)
    var worlds: [GuardWorld] = []
    for first in places {
      for second in places {
        let third = [ready, moved, Place(source: .table, target: .table)]
        // Each second place of the third table in turn, so that there are not three times as many.
        let index = worlds.count % third.count
        worlds.append(GuardWorld(places: [first, second, third[index]], extra: .none))
      }
    }
    // A name that is in use, beside statements that are ready.
    worlds += places.map { GuardWorld(places: [$0, ready, ready], extra: .none) }
    for extra in Extra.allCases where extra != .none {
      for place in [ready, moved] {
        if extra == .noTarget && place.target == .table { continue }
        worlds.append(GuardWorld(places: [place, place, ready], extra: extra))
        if extra != .noTarget {
          worlds.append(GuardWorld(places: [place, place, moved], extra: extra))
        }
      }
    }
    if direction == .move {
      worlds += Between.allCases.map {
        GuardWorld(places: [ready, ready, ready], extra: .none, between: $0)
      }
    }
    return worlds
  }

  /// The file, with what happens in between.
  func text(of file: String) -> String {
    guard let between,
      let place = file.ranges(of: between.place.mark).dropFirst(between.place.number).first
    else { return file }
    return file[..<place.lowerBound] + "\nSET SESSION TRANSACTION READ WRITE;\n\(between.sql);\n"
      + "SET SESSION TRANSACTION READ ONLY;\n" + file[place.lowerBound...]
  }

  // MARK: On a server

  /// SQL that makes the state from any other.
  var setUp: String {
    var lines = [
      "SET foreign_key_checks = 0; DROP SCHEMA IF EXISTS a; DROP SCHEMA IF EXISTS b; CREATE SCHEMA a;"
    ]
    // The child that awaits a table is counted in place of this one.
    if extra != .awaited { lines.append("CREATE TABLE a.stays (id INT) COMMENT = 'stays';") }
    if extra != .noTarget {
      lines.append("CREATE SCHEMA b; CREATE TABLE b.stays (id INT) COMMENT = 'stays';")
    }
    for (place, name) in zip(places, Self.names) {
      lines.append(Self.creation(place.source, "a.\(name.0)", "source \(name.0)"))
      lines.append(Self.creation(place.target, "b.\(name.1)", "target \(name.0)"))
    }
    switch extra {
    case .none: break
    // The number of tables is as planned.
    case .noTarget: lines.append("CREATE TABLE a.stranger (id INT) COMMENT = 'stranger';")
    case .stranger: lines.append("CREATE TABLE a.stranger (id INT) COMMENT = 'stranger';")
    case .trigger:
      let table = places[0].source == .table ? "a.one" : "b.one"
      let schema = places[0].source == .table ? "a" : "b"
      lines.append("CREATE TRIGGER \(schema).t BEFORE INSERT ON \(table) FOR EACH ROW SET @x = 1;")
    case .awaited:
      lines.append(
        "CREATE TABLE b.child (id INT PRIMARY KEY, FOREIGN KEY (id) REFERENCES b.one (id)) COMMENT = 'child';"
      )
    }
    return lines.joined(separator: "\n")
  }

  private static func creation(_ kind: Kind, _ name: String, _ comment: String) -> String {
    switch kind {
    case .nothing: ""
    case .table: "CREATE TABLE \(name) (id INT PRIMARY KEY) COMMENT = '\(comment)';"
    case .view: "CREATE VIEW \(name) AS SELECT 1 AS id;"
    }
  }

  /// `schema.name` to what it is: the comment of a table tells which one.
  static func tables(on server: ThrowawayServer) throws -> [String: String] {
    let rows = try server.client.query(
      "SELECT CONCAT(TABLE_SCHEMA, '.', TABLE_NAME), IF(TABLE_TYPE = 'VIEW', 'view', TABLE_COMMENT) FROM information_schema.TABLES WHERE TABLE_SCHEMA IN ('a', 'b');"
    )
    return Dictionary(uniqueKeysWithValues: rows.map { ($0[0], $0[1]) })
  }

  // MARK: The model

  private var objects: [String: String] {
    var objects: [String: String] = [:]
    if extra != .awaited { objects["a.stays"] = "stays" }
    if extra != .noTarget { objects["b.stays"] = "stays" }
    if extra == .stranger || extra == .noTarget { objects["a.stranger"] = "stranger" }
    if extra == .awaited { objects["b.child"] = "child" }
    for (place, name) in zip(places, Self.names) {
      func note(_ kind: Kind, _ key: String, _ comment: String) {
        switch kind {
        case .nothing: break
        case .table: objects[key] = comment
        case .view: objects[key] = "view"
        }
      }
      note(place.source, "a.\(name.0)", "source \(name.0)")
      note(place.target, "b.\(name.1)", "target \(name.0)")
    }
    return objects
  }

  /// - Parameter goesOn: whether the client goes on after an error.
  func outcome(_ direction: Direction, goesOn: Bool) -> (objects: [String: String], isDone: Bool) {
    direction == .move ? moved : returned(goesOn: goesOn)
  }

  /// The move looks at everything first, and then moves what has not moved, or nothing.
  private var moved: (objects: [String: String], isDone: Bool) {
    var objects = objects
    if places.allSatisfy(\.hasMoved) { return (objects, true) }
    let isSound = Self.statements.allSatisfy { statement in
      statement.allSatisfy { places[$0].isReady } || statement.allSatisfy { places[$0].hasMoved }
    }
    let blocks =
      switch extra {
      case .none: false
      case .stranger, .noTarget: true
      case .trigger: places[0].source == .table
      case .awaited: places[0].source == .table
      }
    if !isSound || blocks { return (objects, false) }
    if between == .targetComesLate { return (changed(objects, .targetComesLate), false) }
    for index in places.indices where places[index].isReady {
      if index == 2, let between {
        objects = changed(objects, between)
        if between != .firstReturns { return (objects, false) }
      }
      move(index, &objects, back: false)
    }
    if between != nil { return (objects, false) }
    return (objects, true)
  }

  /// The rollback takes one statement after the other, the last first, and stops at the first that it
  /// cannot take: what is back is left out.
  private func returned(goesOn: Bool) -> (objects: [String: String], isDone: Bool) {
    var objects = objects
    var isDone = true
    for statement in Self.statements.reversed() {
      let isSound = statement.allSatisfy { places[$0].isReady || places[$0].hasMoved }
      let moving = statement.filter { places[$0].hasMoved }
      let hasTrigger = extra == .trigger && statement.contains(0) && places[0].hasMoved
      if isSound && !hasTrigger {
        for index in moving { move(index, &objects, back: true) }
      } else if goesOn {
        isDone = false
      } else {
        return (objects, false)
      }
    }
    return (objects, isDone)
  }

  private func changed(_ objects: [String: String], _ between: Between) -> [String: String] {
    var objects = objects
    switch between {
    case .sourceGoes: objects["a.elsewhere"] = objects.removeValue(forKey: "a.three")
    case .targetComes: objects["b.three"] = "target three"
    case .firstReturns: move(0, &objects, back: true)
    case .targetComesLate: objects["b.zwei"] = "target two"
    }
    return objects
  }

  private func move(_ index: Int, _ objects: inout [String: String], back: Bool) {
    let name = Self.names[index]
    let (from, to) = ("a.\(name.0)", "b.\(name.1)")
    objects[back ? from : to] = objects.removeValue(forKey: back ? to : from)
  }
}
