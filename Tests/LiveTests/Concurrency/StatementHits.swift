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

  /// Whether a statement is among those with the fewest hits; then, if it may be hit, it counts as hit.
  func take(_ key: String, isAllowed: Bool) -> Bool {
    counts.withLock { counts in
      let own = counts[key, default: 0]
      counts[key] = own
      guard isAllowed, own <= counts.values.min() ?? 0 else { return false }
      counts[key] = own + 1
      return true
    }
  }
}

/// Names the statements that one operator sends, in their order.
struct StatementNames {
  private let way: Way
  private var batch = ""
  private var last = ""

  init(_ way: Way) { self.way = way }

  /// A name for a statement that decides or writes; nil for any other.
  mutating func name(of text: String) -> String? {
    for word in ["SET @planc_rename = ", "SET @planc_park = ", "SET @planc_create_"]
    where text.hasPrefix(word) {
      batch = String(text.prefix(160))
    }
    if text.hasPrefix("EXECUTE planc") || text.hasPrefix("/*!80000") {
      return "\(way) \(batch) \(last) \(text.prefix(40))"
    }
    if !text.hasPrefix("PREPARE") { last = String(text.prefix(120)) }
    let decides = ["SET @planc_verdict", "SET @planc_go", "SET @planc_sql", "SET @planc_grants_"]
    return decides.contains(where: text.hasPrefix) ? "\(way) \(batch) \(text.prefix(120))" : nil
  }
}
