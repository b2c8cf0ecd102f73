/// The rows that a server lists for moves in given states, with strangers of similar names beside
/// them: tables and triggers whose names a careless search would take for those of the moves.
struct GuardWorld {
  private struct Rows {
    var number = 0
    var tables: [GuardRow] = []
    var triggers: [GuardRow] = []
  }

  /// By move, then by state.
  private var rows: [[GuardProof.TableState: Rows]] = []
  private let memory = GuardMemory()
  private var groupCount = 0

  init(moves: [Move]) {
    for (index, move) in moves.enumerated() {
      // The second kind of table counts as one too.
      let kind = index == 0 ? "BASE TABLE" : "SYSTEM VERSIONED"
      var strangers = Rows()
      for place in [move.source, move.target] {
        let longer = QualifiedName(place.schema, "x" + place.table)
        strangers.tables.append(row(QualifiedName(place.schema, place.table + "_archive"), kind))
        strangers.tables.append(row(longer, kind))
        strangers.triggers.append(row(longer, kind))
      }
      var byState: [GuardProof.TableState: Rows] = [:]
      for state in GuardProof.TableState.allCases {
        byState[state] = add(state, of: move, kind, to: strangers)
      }
      rows.append(byState)
    }
  }

  /// - Parameter states: one for each move.
  func server(for states: [GuardProof.TableState]) -> GuardServer {
    precondition(states.count == rows.count, "a state for each move")
    var tables: [GuardRows] = []
    var triggers: [GuardRows] = []
    for (byState, state) in zip(rows, states) {
      guard let rows = byState[state] else { continue }
      tables.append(GuardRows(number: rows.number, rows: rows.tables))
      triggers.append(GuardRows(number: rows.number, rows: rows.triggers))
    }
    return GuardServer(
      views: ["information_schema.TABLES": tables, "information_schema.TRIGGERS": triggers],
      memory: memory)
  }

  private func row(_ name: QualifiedName, _ kind: String) -> GuardRow {
    GuardRow(values: [.string(name.schema), .string(name.table), .string(kind)])
  }

  private mutating func add(
    _ state: GuardProof.TableState, of move: Move, _ kind: String, to strangers: Rows
  ) -> Rows {
    var rows = strangers
    rows.number = groupCount
    groupCount += 1
    for (name, kind) in Self.listed(state, of: move, kind) { rows.tables.append(row(name, kind)) }
    if state == .triggerAtSource { rows.triggers.append(row(move.source, kind)) }
    return rows
  }

  private static func listed(
    _ state: GuardProof.TableState, of move: Move, _ kind: String
  ) -> [(QualifiedName, String)] {
    switch state {
    case .source, .triggerAtSource: [(move.source, kind)]
    case .target: [(move.target, kind)]
    case .both: [(move.source, kind), (move.target, kind)]
    case .neither: []
    case .viewAtSource: [(move.source, "VIEW")]
    case .viewAtTarget: [(move.source, kind), (move.target, "VIEW")]
    case .viewLeftAtSource: [(move.source, "VIEW"), (move.target, kind)]
    case .viewAtTargetAlone: [(move.target, "VIEW")]
    case .otherCaseAtSource: move.source.inOtherCase.map { [($0, kind)] } ?? []
    case .otherCaseAtTarget:
      move.target.inOtherCase.map { [(move.source, kind), ($0, kind)] } ?? []
    }
  }
}

extension QualifiedName {
  /// The same name with its letters in the other case; nil where it has none.
  fileprivate var inOtherCase: QualifiedName? {
    let upper = table.uppercased()
    let other = upper == table ? table.lowercased() : upper
    return other == table ? nil : QualifiedName(schema, other)
  }
}
