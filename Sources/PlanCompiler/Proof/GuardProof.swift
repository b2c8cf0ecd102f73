/// Proves a rendered guard: its very text is run over the states in which tables can be.
///
/// A batch must answer GO only when every table is at its source and nothing else is amiss, SKIP
/// only when every table is at its target, and a sentence in every other state. The states are
/// those of two tables of the batch at a time, with strangers of similar names beside them; the
/// guard's text differs from that of a longer batch in its list and its count alone.
struct GuardProof {
  /// A variable that the guard reads but does not set, and the value with which it may answer GO.
  struct Evidence: Sendable {
    var variable: String
    var good: GuardValue
    var bad: GuardValue
    /// A further variable that makes up for a bad value when it is 1, and only then.
    var orElse: String?
  }

  enum TableState: CaseIterable, Sendable {
    case source, target, both, neither
    case viewAtSource, viewAtTarget, viewLeftAtSource, viewAtTargetAlone
    case otherCaseAtSource, otherCaseAtTarget
    case triggerAtSource
  }

  /// What runs, from `SET @planc_rename` to the verdict.
  var text: String
  /// The moves in that text: one or two.
  var moves: [Move]
  /// What every refusal starts with.
  var lead: String
  var evidence: [Evidence]

  /// The states in which the guard answers wrongly, in words; empty when it is proved.
  ///
  /// - Parameters:
  ///   - limit: after so many it stops looking.
  ///   - world: that of `moves`, where it is made already.
  func violations(limit: Int = .max, in world: GuardWorld? = nil) -> [String] {
    guard let program = parseGuard(text) else { return ["the guard cannot be read"] }
    let world = world ?? GuardWorld(moves: moves)
    let memory = GuardMemory()
    var violations: [String] = []
    for states in combinations where violations.count < limit {
      let verdict = verdict(of: program, in: world.server(for: states, memory))
      if !isRight(verdict, for: states) { violations.append("\(states): \(describe(verdict))") }
    }
    for spoiled in spoiledEvidence where violations.count < limit {
      let states = moves.map { _ in TableState.source }
      let verdict = verdict(
        of: program, in: world.server(for: states, memory), with: spoiled.values)
      if (verdict == .string("GO")) != spoiled.mayGo {
        violations.append("\(spoiled.values): \(describe(verdict))")
      }
    }
    return violations
  }

  /// Each variable in turn NULL and bad, with every value of what may make up for it.
  private var spoiledEvidence: [(values: [String: GuardValue], mayGo: Bool)] {
    evidence.flatMap { item in
      [GuardValue.null, item.bad].flatMap { value in
        guard let orElse = item.orElse else { return [([item.variable: value], false)] }
        return [GuardValue.null, .int(0), .int(1), .int(2)].map { other in
          ([item.variable: value, orElse: other], other == .int(1))
        }
      }
    }
  }

  private var combinations: [[TableState]] {
    guard moves.count > 1 else { return TableState.allCases.map { [$0] } }
    return TableState.allCases.enumerated().flatMap { index, first in
      TableState.allCases[index...].map { [first, $0] }
    }
  }

  private func isRight(_ verdict: GuardValue, for states: [TableState]) -> Bool {
    if states.allSatisfy({ $0 == .source }) { return verdict == .string("GO") }
    if states.allSatisfy({ $0 == .target }) { return verdict == .string("SKIP") }
    guard let bytes = verdict.bytes else { return false }
    return bytes.starts(with: lead.utf8)
  }

  private func verdict(
    of program: GuardProgram, in server: GuardServer, with values: [String: GuardValue] = [:]
  ) -> GuardValue {
    var server = server
    let given = evidence.map { ($0.variable, $0.good) } + values.map { ($0.key, $0.value) }
    return server.verdict(of: program, given: given) ?? .string("it does not run")
  }

  private func describe(_ verdict: GuardValue) -> String {
    verdict.bytes.map { String(decoding: $0, as: UTF8.self) } ?? "no verdict"
  }
}

extension Batch {
  /// At most two moves that stand for all: from different sources where the batch has several.
  func sample() -> Batch {
    let first = groups[0].moves[0]
    guard
      let second = lastMove(fromElsewhereThan: first.source.schema)
        ?? groups[groups.count - 1].moves.last, second != first
    else { return Batch(groups: [Group(title: groups[0].title, moves: [first])]) }
    return Batch(groups: [
      Group(title: groups[0].title, moves: [first]),
      Group(title: groups[groups.count - 1].title, moves: [second]),
    ])
  }

  private func lastMove(fromElsewhereThan schema: String) -> Move? {
    for group in groups.reversed() {
      if let move = group.moves.last(where: { $0.source.schema != schema }) { return move }
    }
    return nil
  }
}
