import Synchronization

@testable import PlanCompiler

/// How often other sessions meddled at each statement that decides or writes, so that all are hit
/// alike.
final class StatementHits: Sendable {
  private let counts = Mutex<[String: Int]>([:])

  /// The least number of hits of a statement, and the number of statements.
  var least: (hits: Int, statements: Int) {
    counts.withLock { ($0.values.min() ?? 0, $0.count) }
  }

  /// Whether a statement is hit now: those with the fewest hits, and each until it has enough.
  ///
  /// - Parameter chance: what lets half of the others pass, so that a round hits all over the files.
  func take(_ key: String, isAllowed: Bool, chance: Bool) -> Bool {
    counts.withLock { counts in
      let own = counts[key, default: 0]
      counts[key] = own
      guard isAllowed, own <= counts.values.min() ?? 0 || own < Self.enough && chance else {
        return false
      }
      counts[key] = own + 1
      return true
    }
  }

  /// How often each is hit at least in a long run.
  static let enough = 5
}

/// Names the statements that one operator sends, in their order.
struct StatementNames {
  private let way: Way
  private var batch = ""
  private var last = ""

  init(_ way: Way) { self.way = way }

  /// A name for a statement that decides or writes; nil for any other. One that writes executes a text
  /// that the statement before has chosen; those that only read or set up the session are left out.
  mutating func name(of text: String) -> String? {
    // A file begins, and another may have stopped in the middle.
    if text.hasPrefix("SET @planc_connection = ") { batch = "" }
    for word in ["SET @planc_rename = ", "SET @planc_park = ", "SET @planc_create_"]
    where text.hasPrefix(word) {
      batch = String(text.prefix(160))
    }
    if text.hasPrefix("/*!80000") { return "\(way) \(batch) \(text.prefix(40))" }
    if text.hasPrefix("EXECUTE planc;") {
      let writes = last.hasPrefix("SET @planc_sql = IF(") && last.contains("'DO 0')")
      let reads = ["'SET SESSION TRANSACTION", "'SET @planc_", "@@SESSION"]
      return writes && !reads.contains(where: last.contains)
        ? "\(way) \(batch) \(last.prefix(200))" : nil
    }
    if !text.hasPrefix("PREPARE") { last = text }
    let decides = ["SET @planc_verdict", "SET @planc_go", "SET @planc_grants"].contains {
      text.hasPrefix($0)
        && (text.contains(" = CASE") || text.hasPrefix("SET @planc_go") || text.contains(" = IF("))
    }
    return decides ? "\(way) \(batch) \(text.prefix(120))" : nil
  }
}
