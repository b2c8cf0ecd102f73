/// The rows that a server lists for moves in given states, with strangers of similar names beside
/// them: tables and triggers whose names a careless search would take for those of the moves.
struct GuardWorld {
  private struct Rows {
    var tables: [GuardRows] = []
    var triggers: [GuardRows] = []
  }

  /// By move, then by state.
  private var rows: [[GuardProof.TableState: Rows]] = []
  /// The row of a state comes again in other states; it is counted once.
  private var known: [GuardRow: GuardRows] = [:]
  private var groupCount = 0

  init(moves: [Move]) {
    for (index, move) in moves.enumerated() {
      // The second kind of table counts as one too.
      let kind = index == 0 ? "BASE TABLE" : "SYSTEM VERSIONED"
      let longer = [move.source, move.target].map { QualifiedName($0.schema, "x" + $0.table) }
      let archived = [move.source, move.target].map {
        QualifiedName($0.schema, $0.table + "_archive")
      }
      let strangers = Rows(
        tables: [group(zip(archived, longer).flatMap { [row($0, kind), row($1, kind)] })],
        triggers: [group(longer.map { row($0, kind) })])
      var byState: [GuardProof.TableState: Rows] = [:]
      for state in GuardProof.TableState.allCases {
        byState[state] = add(state, of: move, kind, to: strangers)
      }
      rows.append(byState)
    }
  }

  /// - Parameters:
  ///   - states: one for each move.
  ///   - memory: that of the guard which is run, for all states in which it is.
  func server(for states: [GuardProof.TableState], _ memory: GuardMemory = GuardMemory())
    -> GuardServer
  {
    precondition(states.count == rows.count, "a state for each move")
    var tables: [GuardRows] = []
    var triggers: [GuardRows] = []
    for (byState, state) in zip(rows, states) {
      guard let rows = byState[state] else { continue }
      tables += rows.tables
      triggers += rows.triggers
    }
    return GuardServer(tables: tables, triggers: triggers, memory: memory)
  }

  private func row(_ name: QualifiedName, _ kind: String) -> GuardRow {
    GuardRow(values: [.string(name.schema), .string(name.table), .string(kind)])
  }

  private mutating func group(_ rows: [GuardRow]) -> GuardRows {
    groupCount += 1
    return GuardRows(number: groupCount - 1, rows: rows)
  }

  private mutating func group(_ name: QualifiedName, _ kind: String) -> GuardRows {
    let row = row(name, kind)
    if let known = known[row] { return known }
    let group = group([row])
    known[row] = group
    return group
  }

  private mutating func add(
    _ state: GuardProof.TableState, of move: Move, _ kind: String, to strangers: Rows
  ) -> Rows {
    var rows = strangers
    for (name, kind) in Self.listed(state, of: move, kind) { rows.tables.append(group(name, kind)) }
    if state == .triggerAtSource { rows.triggers.append(group(move.source, kind)) }
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
  ///
  /// Only letters that come back count: `ß` becomes `SS`, and `SS` is another name than `ß`.
  fileprivate var inOtherCase: QualifiedName? {
    let upper = Self.swapped(table, by: \.uppercaseMapping, back: \.lowercaseMapping)
    let other =
      upper != table
      ? upper : Self.swapped(table, by: \.lowercaseMapping, back: \.uppercaseMapping)
    return other == table ? nil : QualifiedName(schema, other)
  }

  private static func swapped(
    _ text: String, by mapping: KeyPath<Unicode.Scalar.Properties, String>,
    back: KeyPath<Unicode.Scalar.Properties, String>
  ) -> String {
    var swapped = ""
    for scalar in text.unicodeScalars {
      let mapped = scalar.properties[keyPath: mapping].unicodeScalars
      if mapped.count == 1, let other = mapped.first,
        other.properties[keyPath: back].unicodeScalars.elementsEqual([scalar])
      {
        swapped.unicodeScalars.append(other)
      } else {
        swapped.unicodeScalars.append(scalar)
      }
    }
    return swapped
  }
}
