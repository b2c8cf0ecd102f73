import PlancTestSupport

/// What a status file has said, held against what the server holds by a reading that shares nothing
/// with it.
struct StatusTruth {
  private var rows: [[String]]
  private var now: ServerState
  private var home: ServerState
  private var moved: ServerState

  init(_ text: String, _ now: ServerState, home: ServerState, moved: ServerState) {
    rows = text.split(separator: "\n").map {
      $0.split(separator: "\t", omittingEmptySubsequences: false).map(String.init)
    }
    self.now = now
    self.home = home
    self.moved = moved
  }

  /// Where they differ, in words; empty when the status tells the truth.
  func faults(_ subject: FaultSubject) -> [String] {
    let tables = tables(subject)
    guard tables.count == subject.moveCount else {
      return ["\(tables.count) tables are told, not \(subject.moveCount)"]
    }
    return tables.compactMap(fault) + dependents("view").compactMap(viewFault)
      + dependents("trigger").compactMap(triggerFault) + wordFaults(tables)
  }

  private func tables(_ subject: FaultSubject) -> [[String]] {
    guard let head = rows.firstIndex(of: ["location", "source", "target"]) else { return [] }
    return Array(rows[(head + 1)...].prefix(subject.moveCount))
  }

  /// The rows below the state and the name of a kind.
  private func dependents(_ kind: String) -> [[String]] {
    let column = kind == "view" ? "view_state" : "trigger_location"
    guard let head = rows.firstIndex(of: [column, kind]) else { return [] }
    return Array(rows[(head + 1)...].prefix { $0.count == 2 && $0[0] != "view_state" })
  }

  private func isThere(_ name: String) -> Bool { now.facts["table \(name)"] != nil }

  private func fault(_ row: [String]) -> String? {
    let place: String
    switch row[0] {
    case "source": place = row[1]
    case "target": place = row[2]
    case let renamed where renamed.hasPrefix("temporary name: "):
      place = String(renamed.dropFirst("temporary name: ".count))
    default: return "\(row)"
    }
    let others = [row[1], row[2]].filter { $0 != place && isThere($0) }
    return isThere(place) && others.isEmpty ? nil : "\(row), and there are \(others)"
  }

  private func viewFault(_ row: [String]) -> String? {
    let fact = now.facts["view \(row[1])"]
    let isTrue =
      switch row[0] {
      case "as before the move": fact != nil && fact == home.facts["view \(row[1])"]
      case "as after the move": fact != nil && fact == moved.facts["view \(row[1])"]
      case "as between two move files":
        fact != nil && fact != home.facts["view \(row[1])"] && fact != moved.facts["view \(row[1])"]
      case "missing": fact == nil
      default: false
      }
    return isTrue ? nil : "\(row): \(fact ?? "not there")"
  }

  private func triggerFault(_ row: [String]) -> String? {
    let name = row[1].split(separator: ".").last ?? ""
    let live = now.facts.filter { $0.key.hasPrefix("trigger ") && $0.key.hasSuffix(".\(name)") }
    if row[0] == "missing" { return live.isEmpty ? nil : "\(row): \(live)" }
    guard live.count == 1, let fact = live.values.first else { return "\(row): \(live)" }
    // The schema and the table that it hangs on come first.
    let table = fact.split(separator: " | ").dropFirst().first ?? ""
    let isTemporarilyRenamed = table.hasPrefix("__planc_")
    return row[0].hasPrefix("temporary name") == isTemporarilyRenamed ? nil : "\(row): \(live)"
  }

  /// The word follows from all rows below it.
  private func wordFaults(_ tables: [[String]]) -> [String] {
    let word = rows.count > 1 ? rows[1][0] : ""
    let isHome = now == home || now.withoutSchemas == home.withoutSchemas
    let isMoved = now == moved
    let expected =
      isHome ? ["NOT STARTED"] : isMoved ? ["APPLIED"] : ["PARTIALLY APPLIED", "NOT STARTED"]
    if !expected.contains(word) { return ["the word is \(word), not \(expected)"] }
    // Schemas and grants on them come before the first table, and are not counted as a beginning.
    if word == "NOT STARTED", tables.contains(where: { $0[0] != "source" }) {
      return ["the word is \(word), and tables have moved"]
    }
    return []
  }
}

extension ServerState {
  fileprivate var withoutSchemas: [String: String] {
    facts.filter { !$0.key.hasPrefix("schema ") }
  }
}
