/// Proves what the scripts do to one view: the rendered conditions of their statements are run over
/// every state, and what they let through is done in memory.
///
/// - In every state at most one statement is next, and it is the one that belongs to the state; a
///   view that is not known is never written, nor any before its tables are at their place.
/// - From every state that a cut script can leave, the move files in any order end with the new
///   definition, and the rollback with the first.
struct ViewProof {
  /// Where the tables of a target schema are, as far as the view needs them.
  enum Side: String, CaseIterable { case before, between, after }

  /// A state of the server: the definition of the view by its place in `known`; nil is another.
  private struct State: Hashable {
    var filled: Set<String>
    var form: Int
  }

  let view: CarriedView
  /// The move files, then the rollback; those in which the view is.
  let stages: [ViewStage]
  private let known: [String]
  private let programs: [[GuardProgram?]]
  private let forms: [[Set<String>]]

  /// - Parameter mutate: what a test changes in a condition.
  init(
    _ view: CarriedView, in stages: [ViewStage], mutate: (String) -> String = { $0 }
  ) {
    self.view = view
    self.stages = stages.filter { $0.views.contains(view) }
    known = view.stages.map { ViewStatement.fingerprint(view.view(filled: $0)) }
    let writings = self.stages.map { stage in stage.writings.filter { $0.view == view } }
    programs = writings.map { $0.map { parseGuard(mutate($0.decision)) } }
    forms = writings.map { $0.map(\.form.filled) }
  }

  func violations() -> [String] {
    if programs.contains(where: { $0.contains { $0 == nil } }) {
      return ["a condition cannot be read"]
    }
    if stages.contains(where: { stage in !isBehindOthers(in: stage) }) {
      return ["it is created before a view that it names"]
    }
    return stateViolations() + runViolations()
  }

  private func isBehindOthers(in stage: ViewStage) -> Bool {
    let names = stage.views.map(\.name)
    guard let place = names.firstIndex(of: view.name) else { return false }
    return view.under.allSatisfy { names[..<place].contains($0) }
  }

  // MARK: Every state

  /// The place in `forms` of what would be written; nil for nothing, -1 for several.
  private func next(
    _ stage: Int, sides: [String: Side?], live: GuardValue, spoiled: [String: GuardValue] = [:]
  ) -> Int? {
    var given: [(variable: String, value: GuardValue)] = [("planc_view_authority", .string("OK"))]
    given.append(("planc_under", .int(view.under.count)))
    given.append(("planc_home", .int(1)))
    given += stages[stage].evidence.map { ($0.variable, $0.good) }
    for (index, schema) in stages[stage].others.enumerated() {
      let side = sides[schema] ?? .before
      given.append(("planc_side_\(index + 1)", side.map { .string($0.rawValue) } ?? .null))
    }
    given.append((String(stages[stage].variable(view).dropFirst()), live))
    given += spoiled.map { ($0.key, $0.value) }
    let found = programs[stage].indices.filter { index in
      guard let program = programs[stage][index] else { return false }
      var server = GuardServer(tables: [], triggers: [], memory: GuardMemory())
      return server.verdict(of: program, given: given, in: "planc_go") == .int(1)
    }
    return found.count > 1 ? -1 : found.first
  }

  private func stateViolations() -> [String] {
    stages.indices.flatMap { stage -> [String] in
      let lives: [GuardValue] = known.map(GuardValue.string) + [.string("another"), .null]
      let others = view.neededTargets.filter { $0 != stages[stage].target }
      return combinations(of: stages[stage].target == nil ? [] : others).flatMap { sides in
        lives.flatMap { live -> [String] in
          let expected = expected(stage, sides, live)
          var wrong: [String] = []
          if next(stage, sides: sides, live: live) != expected {
            wrong.append("\(sides), \(live): not \(String(describing: expected))")
          }
          let needed =
            ["planc_view_authority"] + (view.under.isEmpty ? [] : ["planc_under"])
            + (stages[stage].leavesTables ? ["planc_home"] : [])
            + stages[stage].evidence.map(\.variable)
          for name in needed {
            for value in [GuardValue.null, .string("no"), .int(-1)]
            where next(stage, sides: sides, live: live, spoiled: [name: value]) != nil {
              wrong.append("\(sides), \(live): writes though \(name) is \(value)")
            }
          }
          return wrong
        }
      }
    }
  }

  /// What must be written, found without the conditions.
  private func expected(_ stage: Int, _ sides: [String: Side?], _ live: GuardValue) -> Int? {
    guard known.map(GuardValue.string).contains(live),
      sides.values.allSatisfy({ $0 == .before || $0 == .after })
    else { return nil }
    var filled = Set(sides.filter { $0.value == .after }.keys)
    if let target = stages[stage].target { filled.insert(target) }
    let wanted = filled.intersection(view.targets)
    let form = ViewStatement.fingerprint(view.view(filled: wanted))
    return live == .string(form) ? nil : forms[stage].firstIndex(of: wanted)
  }

  private func combinations(of schemas: [String]) -> [[String: Side?]] {
    schemas.reduce([[:]]) { all, schema in
      all.flatMap { sides in
        ([nil] + Side.allCases).map { side in sides.merging([schema: side]) { $1 } }
      }
    }
  }

  // MARK: Every cut

  private func writing(_ stage: Int, in state: State) -> State {
    var sides: [String: Side?] = [:]
    for schema in stages[stage].others {
      sides[schema] = state.filled.contains(schema) ? Side.after : .before
    }
    guard let next = next(stage, sides: sides, live: .string(known[state.form])), next >= 0,
      let form = view.stages.firstIndex(of: forms[stage][next])
    else { return state }
    return State(filled: state.filled, form: form)
  }

  /// A script, whole: its tables, then the view. Cut in between, the tables alone.
  private func moving(_ stage: Int, in state: State) -> State {
    guard let target = stages[stage].target else { return State(filled: [], form: state.form) }
    return State(filled: state.filled.union([target]), form: state.form)
  }

  private func runViolations() -> [String] {
    let start = State(filled: [], form: 0)
    let end = State(filled: Set(stages.compactMap(\.target)), form: known.count - 1)
    var reached: Set<State> = [start]
    var waiting = [start]
    while let state = waiting.popLast() {
      for stage in stages.indices {
        let moved = moving(stage, in: state)
        for next in [moved, writing(stage, in: moved)] where reached.insert(next).inserted {
          waiting.append(next)
        }
      }
    }
    func run(_ order: [Int], from state: State) -> State {
      order.reduce(state) { writing($1, in: moving($1, in: $0)) }
    }
    let files = stages.indices.filter { stages[$0].target != nil }
    let back = stages.indices.filter { stages[$0].target == nil }
    return reached.flatMap { state -> [String] in
      var wrong: [String] = []
      for order in [Array(files), files.reversed()] where run(order, from: state) != end {
        wrong.append("the move files do not end from \(state)")
      }
      if run(Array(back), from: state) != start { wrong.append("no way back from \(state)") }
      return wrong
    }
  }
}

/// What goes wrong with views that are created again. Views whose tables reach the same schemas
/// share the text of their conditions but for fingerprints, so one of each kind is proved.
func viewViolations(_ migration: Migration) -> [String] {
  if migration.views.isEmpty { return [] }
  let stages = viewStages(migration)
  var seen: Set<[[String]]> = []
  return migration.views.flatMap { view -> [String] in
    let under = view.under.map { "\($0.schema).\($0.table)" }
    guard seen.insert([view.targets, view.neededTargets, under]).inserted else { return [] }
    return ViewProof(view, in: stages).violations().map {
      "view \(view.schema).\(view.view.name): \($0)"
    }
  }
}

/// The stages of the move files in the order of the plan, then that of the rollback.
func viewStages(_ migration: Migration) -> [ViewStage] {
  migration.fileNames.moves.map { MoveScript(migration: migration, target: $0.schema).views }
    + [RollbackScript(migration: migration).views]
}
