import PlancTestSupport
import Synchronization

@testable import Operations

/// How often other sessions meddled at each statement that decides or writes, so that all are hit
/// alike.
final class StatementHits: Sendable {
  private let counts = Mutex<[String: Int]>([:])

  /// Those that were hit less often than five times in 500 rounds.
  func tooFew(in rounds: Int) -> [String] {
    let enough = (5 * rounds + 499) / 500
    return counts.withLock { counts in
      counts.filter { $0.value < enough }.map { "\($0.value) x \($0.key)" }.sorted()
    }
  }

  /// The least number of hits of a statement, and the number of statements.
  var least: (hits: Int, statements: Int) {
    counts.withLock { ($0.values.min() ?? 0, $0.count) }
  }

  /// A statement with the fewest hits, at which a round may begin to meddle; nil before any is known.
  func aim(_ direction: Direction, using random: inout SeededGenerator) -> String? {
    counts.withLock { counts in
      let own = counts.filter { $0.key.hasPrefix("\(direction) ") }
      let least = own.values.min()
      return own.filter { $0.value == least }.keys.sorted().randomElement(using: &random)
    }
  }

  /// Counts a statement, hit or not.
  func note(_ key: String, isHit: Bool) {
    counts.withLock { $0[key, default: 0] += isHit ? 1 : 0 }
  }
}

/// Names the statements that one operator sends, in their order.
struct StatementNames {
  private let direction: Direction
  private var batch = ""
  private var last = ""
  private var step = 0

  init(_ direction: Direction) { self.direction = direction }

  /// A name for a statement that decides or writes; nil for any other. One that writes executes a text
  /// that the statement before has chosen; those that only read or set up the session are left out.
  mutating func name(of text: String) -> String? {
    // A file begins, and another may have stopped in the middle.
    if text.hasPrefix("SET @planc_connection = ") { (batch, step) = ("", 0) }
    for word in ["SET @planc_rename = ", "SET @planc_create_"] where text.hasPrefix(word) {
      batch = String(text.prefix(160))
    }
    if text.hasPrefix("EXECUTE planc_step;") { step += 1 }
    if text.hasPrefix("/*!80000") { return "\(direction) \(batch) \(text.prefix(40))" }
    if text.hasPrefix("EXECUTE planc;") {
      let writes = last.hasPrefix("SET @planc_sql = ") && last.contains("'DO 0')")
      if last.contains("@planc_step_refused") {
        return "\(direction) step \(step) of tables with triggers"
      }
      let reads = ["'SET SESSION TRANSACTION", "'SET @planc_", "@@SESSION", "'USE "]
      return writes && !reads.contains(where: last.contains)
        ? "\(direction) \(batch) \(last.prefix(200))" : nil
    }
    if !text.hasPrefix("PREPARE") { last = text }
    let decides = ["SET @planc_verdict", "SET @planc_grants"].contains {
      text.hasPrefix($0) && (text.contains(" = CASE") || text.contains(" = IF("))
    }
    return decides ? "\(direction) \(batch) \(text.prefix(120))" : nil
  }
}
