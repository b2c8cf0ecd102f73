import PlancTestSupport
import Testing

/// What only MariaDB is asked, and why: whole tests say it with a trait, cases of a test are named
/// here. `scripts/test-servers` prints both.
enum OnlyOnMariaDB {
  static let cases: [String: String] = [
    "a sequence has a source's name": noSequences,
    "a sequence has a target's name": noSequences,
    "a schema is there and holds a sequence": noSequences,
    "the session has made a temporary sequence of a source's name": noSequences,
    "a sequence left at the source": noSequences,
    "a sequence in its place": noSequences,
    "a name is taken by a sequence": noSequences,
    "the session has made a temporary table of a source's name": basesFirst,
    "the session has made a temporary copy of a source": basesFirst,
    "ORACLE": "MySQL has no such mode",
    "dynamic SQL": "MySQL has no EXECUTE IMMEDIATE",
  ]

  private static let noSequences = "MySQL has no sequences"
  private static let basesFirst = "MySQL moves the table behind a temporary one of its name"

  static var isHere: Bool { ServerKind.chosen.family == .mariaDB }
}

extension Array where Element: CustomTestStringConvertible {
  /// Without the cases that the chosen server cannot have; they are printed, one a line.
  var onThisServer: [Element] {
    guard !OnlyOnMariaDB.isHere else { return self }
    return filter { element in
      guard let why = OnlyOnMariaDB.cases[element.testDescription] else { return true }
      print("➜ Case \"\(element.testDescription)\" skipped: \"only on MariaDB: \(why)\"")
      return false
    }
  }
}

extension Trait where Self == ConditionTrait {
  static func onlyOnMariaDB(_ why: String) -> Self {
    .enabled(if: OnlyOnMariaDB.isHere, "only on MariaDB: \(why)")
  }

  /// What is refused there has a test of its own: `MySQLRefusalTests`.
  static var withTriggersCarried: Self {
    .onlyOnMariaDB("a plan for MySQL with triggers is refused (P603)")
  }
  static var withViewsCarried: Self {
    .onlyOnMariaDB("a plan for MySQL with views is refused (P606)")
  }

  static var onlyOnMySQL: Self {
    .enabled(if: !OnlyOnMariaDB.isHere, "only on MySQL: what is carried along elsewhere")
  }
}
