/// Proves the scripts of one table with triggers: their rendered conditions are run over the states
/// in which the table can be, and what they let through is done to a server in memory.
///
/// - In every state the verdict is GO, SKIP or a sentence, as it must be, and of the statements at
///   most one is next: the one that belongs to the state.
/// - From every state that a cut script can leave, forward reaches the target with all triggers in
///   their order, and the rollback the start.
/// - When another session has created a trigger meanwhile, the table gets a public name.
/// - Wherever a run ends under a public name, the triggers have the text that they had.
struct ParkedProof {
  /// The rendered text of one direction, and what its statements do.
  struct Direction {
    /// Definitions, look and verdict.
    var text: String
    var decisions: [(text: String, effect: ParkedMove.Stage.Effect)]
    var move: ParkedMove

    init(_ move: ParkedMove) {
      self.move = move
      text = "\(move.definitions)\n\(move.look);\n\(move.verdict)"
      decisions = move.stages.map {
        ("\(move.definitions)\n\(move.look);\n\($0.decision)", $0.effect)
      }
    }
  }

  /// A table at one place, and the triggers on it in their order, by number.
  struct State: Hashable {
    var place: QualifiedName
    var worn: [Int]
    /// Those whose text is not restored yet.
    var marked: Set<Int> = []
    /// Those whose text a rename has changed.
    var stale: Set<Int> = []
    /// Whether it has a trigger that the catalog does not know.
    var hasStranger = false
  }

  var forward: Direction
  var rollback: Direction

  init(forward: ParkedMove, rollback: ParkedMove) {
    self.forward = Direction(forward)
    self.rollback = Direction(rollback)
  }

  func violations() -> [String] {
    stateViolations(forward).map { "forward, \($0)" }
      + stateViolations(rollback).map { "rollback, \($0)" } + runViolations()
  }

  // MARK: Every state

  private func stateViolations(_ direction: Direction) -> [String] {
    guard let run = ParkedRun(direction) else { return ["the script cannot be read"] }
    let move = direction.move
    var violations: [String] = []
    for state in ParkedWorld.states(of: move) {
      let found = run.answers(in: state)
      let expected = ParkedWorld.expected(in: state, of: move)
      let isRight =
        expected.verdict == "no GO"
        ? found.verdict != "GO" && found.next == -1 : found == expected
      if !isRight {
        violations.append(
          "\(state): \(found.verdict) \(found.next), not \(expected.verdict) \(expected.next)")
      }
    }
    return violations
  }

  // MARK: Every cut

  private func runViolations() -> [String] {
    guard let there = ParkedRun(forward), let back = ParkedRun(rollback) else { return [] }
    let all = Array(forward.move.triggers.indices)
    let start = State(place: forward.move.source, worn: all)
    let end = State(place: forward.move.target, worn: all)
    var violations: [String] = []
    func check(_ run: ParkedRun, from state: State, to goal: State, _ what: String) {
      let last = run.states(from: state).last
      if last != goal {
        violations.append("\(what) from \(state) ends at \(String(describing: last))")
      }
    }
    let shown = [forward.move.source, forward.move.target]
    for state in there.states(from: start) + back.states(from: end) {
      check(there, from: state, to: end, "forward")
      check(back, from: state, to: start, "rollback")
      if shown.contains(state.place) { continue }
      var strange = state
      strange.hasStranger = true
      for (run, parked, what) in [
        (there, forward.move.parked, "forward"), (back, rollback.move.parked, "rollback"),
      ] where state.place != parked || state.worn == all {
        let last = run.states(from: strange).last ?? strange
        if !shown.contains(last.place) || last.worn != all || !last.stale.isEmpty {
          violations.append("\(what) from \(strange) ends at \(last)")
        }
      }
    }
    return violations
  }
}

/// A direction's text, parsed once.
struct ParkedRun {
  private let program: GuardProgram
  private let decisions: [(program: GuardProgram, effect: ParkedMove.Stage.Effect)]
  private let move: ParkedMove
  private let hashes = HashMemory()

  /// Nil when the text is not what guards are written in.
  init?(_ direction: ParkedProof.Direction) {
    guard let program = parseGuard(direction.text) else { return nil }
    var decisions: [(program: GuardProgram, effect: ParkedMove.Stage.Effect)] = []
    for decision in direction.decisions {
      guard let program = parseGuard(decision.text) else { return nil }
      decisions.append((program, decision.effect))
    }
    self.program = program
    self.decisions = decisions
    move = direction.move
  }

  private func verdict(in state: ParkedWorld.State) -> GuardValue {
    var server = ParkedWorld.server(state, of: move, GuardMemory(hashes))
    let given = ParkedWorld.evidence(in: state, of: move)
    return server.verdict(of: program, given: given) ?? .string("it does not run")
  }

  /// - Parameter memory: of this state, shared by its decisions: each begins with the same counts.
  private func isNext(
    _ decision: (program: GuardProgram, effect: ParkedMove.Stage.Effect), after verdict: GuardValue,
    in state: ParkedWorld.State, _ memory: GuardMemory
  ) -> Bool {
    // What marks a trigger or restores its text counts one thing more, of this trigger.
    var memory = memory
    switch decision.effect {
    case .restore, .mark: memory = GuardMemory(hashes)
    case .rename, .drop, .create: break
    }
    var server = ParkedWorld.server(state, of: move, memory)
    let given = ParkedWorld.evidence(in: state, of: move) + [("planc_verdict", verdict)]
    return server.verdict(of: decision.program, given: given, in: "planc_go") == .int(1)
  }

  /// What the script says in a state, and the one statement that is next there.
  func answers(in state: ParkedWorld.State) -> ParkedWorld.Answers {
    let verdict = verdict(in: state)
    let memory = GuardMemory(hashes)
    let next = decisions.indices.filter { isNext(decisions[$0], after: verdict, in: state, memory) }
    let text = verdict.bytes.map { String(decoding: $0, as: UTF8.self) }
    let word: String =
      switch text {
      case "GO"?: "GO"
      case "SKIP"?: "SKIP"
      case "LEAVE"?: "LEAVE"
      case let text? where text.hasPrefix(move.lead): "a sentence"
      default: "nothing"
      }
    // Triggers are marked, and texts restored, one by one, in any number.
    let areRestored = next.allSatisfy {
      switch decisions[$0].effect {
      case .restore, .mark: true
      case .rename, .drop, .create: false
      }
    }
    return .init(
      verdict: word, next: next.count > 1 && !areRestored ? -2 : next.first ?? -1)
  }

  /// The states through which a run leads, the first among them.
  func states(from start: ParkedProof.State) -> [ParkedProof.State] {
    var state = start
    var states = [start]
    let verdict = verdict(in: .init(start))
    var memory = GuardMemory(hashes)
    for decision in decisions where isNext(decision, after: verdict, in: .init(state), memory) {
      memory = GuardMemory(hashes)
      switch decision.effect {
      case .rename(let place):
        state.place = move.name(place)
        state.stale.formUnion(state.worn)
      case .drop(let trigger):
        state.worn.removeAll { $0 == trigger }
        state.marked.remove(trigger)
        state.stale.remove(trigger)
      case .create(let trigger):
        state.worn.append(trigger)
        state.marked.insert(trigger)
        state.stale.insert(trigger)
      case .mark(let trigger): state.marked.insert(trigger)
      case .restore(let trigger):
        state.marked.remove(trigger)
        state.stale.remove(trigger)
      }
      states.append(state)
    }
    return states
  }
}
